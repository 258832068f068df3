"""The whole agreement between an instance and something that paints: five values, one protocol, stdlib."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

LARGEST_SOURCE: Final = 8 * 2**20  # bytes of a picture to begin with


@dataclass(frozen=True, slots=True)
class Prompt:
    """What somebody asked for; `None` and `""` leave the choice to the generator."""

    text: str
    negative: str = ""
    width: int = 1024
    height: int = 1024
    seed: int = 0
    steps: int | None = None
    guidance: float | None = None
    style: str = ""
    model: str = ""
    source: bytes | None = None  # a picture to begin with: a file, for generators that offer `edits` only
    strength: float | None = None  # how far from it: 0 (as it is) to 1 (not at all like it)


@dataclass(frozen=True, slots=True)
class Progress:
    """Item `item` of the batch took `step` of `of` steps; `preview` is a JPEG, longest side at most 160."""

    item: int
    step: int
    of: int
    preview: bytes | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished picture; `digital_source_type` is IPTC's algorithmicMedia or trainedAlgorithmicMedia."""

    item: int
    data: bytes
    media_type: str
    width: int
    height: int
    seed: int
    model: str
    digital_source_type: str


@dataclass(frozen=True, slots=True)
class Failed:
    """Item `item` will have no picture from this attempt; `reason` is a sentence its author may read."""

    item: int
    reason: str
    retryable: bool = True


@dataclass(frozen=True, slots=True)
class Offer:
    """What a generator can do, said before any work is given to it."""

    models: tuple[str, ...]
    largest: tuple[int, int]
    batch: int = 1
    styles: tuple[str, ...] = ()
    steps: int = 8
    device: str = "cpu"
    digital_source_type: str = "trainedAlgorithmicMedia"
    label: str = ""
    seconds_per_step: float = 0.0
    edits: bool = False  # can paint from a picture: a prompt may then carry a `source`


class Unavailable(Exception):
    """Raised while a generator is made: a sentence saying what is missing and what to set or install."""


Cancelled = Callable[[int], bool]
Event = Progress | Picture | Failed


class Generator(Protocol):
    """One class, two methods; `generate` runs in a thread of its own and yields as it goes."""

    def offer(self) -> Offer: ...

    def generate(self, batch: Sequence[Prompt], cancelled: Cancelled) -> Iterator[Event]:
        """Exactly one Picture or Failed per item, unless `cancelled(item)` became true."""
        ...


BatchKey = tuple[str, int, int, int | None, float | None, bool, bool, float | None]


def batch_key(prompt: Prompt) -> BatchKey:
    """Prompts with equal keys may share one batch: strangers' pictures then cost one pass instead of many."""
    return (
        prompt.model,
        prompt.width,
        prompt.height,
        prompt.steps,
        prompt.guidance,
        bool(prompt.negative),
        prompt.source is not None,
        prompt.strength,
    )
