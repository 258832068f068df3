"""Pictures from strangers and from painters: measured before they are decoded, stripped, scaled, marked."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final, ParamSpec, TypeVar

LONGEST_SIDE: Final = 2048
LARGEST_FILE: Final = 1_000_000  # kind to neighbours' caches, and what Bluesky takes
FULL_SIDE: Final = 4096
FULL_FILE: Final = 16_000_000
MEDIA_TYPES: Final = ("image/jpeg", "image/png", "image/webp", "image/gif", "image/avif")
SUFFIXES: Final = {"image/jpeg": ".jpg", "image/png": ".png"}

P = ParamSpec("P")
R = TypeVar("R")
_darkroom = ThreadPoolExecutor(max_workers=2, thread_name_prefix="darkroom")  # bounds memory, not only time


@dataclass(frozen=True, slots=True)
class Unreadable:
    """No picture that we can show, and a sentence that says why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Rendition:
    """One file to be shown."""

    data: bytes
    media_type: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Developed:
    """Everything that is shown of a picture, before it is on disk."""

    original: Rendition
    preview: Rendition
    blurhash: str
    average_colour: str
    digital_source_type: str
    full: Rendition | None = None  # where the one that travels shows less than there is


async def in_darkroom(work: Callable[P, R], *args: P.args, **words: P.kwargs) -> R:
    """Runs it in one of two threads: decoding a large picture takes a hundred megabytes, whoever sent it."""
    return await asyncio.get_running_loop().run_in_executor(_darkroom, lambda: work(*args, **words))


def develop(
    data: bytes, pixel_limit: int, digital_source_type: str = "", *, keeps_full: bool = False
) -> Developed | Unreadable:
    """The file as it is federated, and its preview; of what it carried only the mark of origin is left.

    `digital_source_type` is written into all files; without one, the one that the picture brought. `keeps_full`:
    a picture that had to be made smaller is also kept larger, for who asks for it.
    """
    from fediai.media import darkroom

    return darkroom.develop(data, pixel_limit, digital_source_type, keeps_full)


def icon(data: bytes, pixel_limit: int) -> Rendition | Unreadable:
    """The file as a small PNG that stands in a line of text; of what it carried nothing is left."""
    from fediai.media import darkroom

    return darkroom.icon(data, pixel_limit)


def mark_of(data: bytes, pixel_limit: int) -> str | Unreadable:
    """The mark of origin that a file carries, or ""; its pixels are not looked at."""
    from fediai.media import darkroom

    return darkroom.mark_of(data, pixel_limit)
