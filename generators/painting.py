"""Stands between a generator and the world: whatever it does, every item gets exactly one outcome."""

import logging
from collections.abc import Generator as Steps
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from generators.contract import (
    BatchKey,
    Cancelled,
    Event,
    Failed,
    Generator,
    Picture,
    Progress,
    Prompt,
    batch_key,
)
from generators.frames import LARGEST_PICTURE, LARGEST_PREVIEW

logger = logging.getLogger(__name__)

NO_ROOM: Final = "the picture does not fit into the memory of this machine"
NOTHING: Final = "the generator ended without a picture"
TOO_LARGE: Final = "the generator made a file that is too large to send"
Numbered = tuple[int, Prompt]


@dataclass(slots=True)
class Painter:
    """A generator with manners, and with a memory of how many pictures of a kind fit at once.

    A batch that fails as a whole is painted one by one: it was put together from strangers' prompts, and only the
    one to blame may fail.
    """

    generator: Generator
    room: dict[BatchKey, int] = field(default_factory=dict)

    def paint(self, prompts: Sequence[Prompt], cancelled: Cancelled) -> Iterator[Event]:
        """Progress as it comes, and one Picture or Failed for every item that was not cancelled."""
        most = max(1, self.generator.offer().batch)
        waiting = list(enumerate(prompts))
        alone: set[int] = set()
        while waiting := [each for each in waiting if not cancelled(each[0])]:
            key = batch_key(waiting[0][1])
            alike = [each for each in waiting if batch_key(each[1]) == key]
            room = 1 if waiting[0][0] in alone else min(most, self.room.get(key, most))
            settled = yield from self._batch(alike[:room], cancelled, alone)
            waiting = [each for each in waiting if each[0] not in settled]

    def _batch(self, chosen: list[Numbered], cancelled: Cancelled, alone: set[int]) -> Steps[Event, None, set[int]]:
        """One call of the generator; returns the items that need no further attempt."""
        items = [item for item, _ in chosen]
        settled: set[int] = set()
        reason = NOTHING
        try:
            for event in self._events(chosen, cancelled):
                if event.item not in settled:
                    yield event
                    settled |= set() if isinstance(event, Progress) else {event.item}
        except Exception as cause:  # noqa: BLE001 — a plugin may raise anything and must not end the worker
            reason = _sentence(cause)
            if len(chosen) > 1:
                if reason == NO_ROOM:
                    self._remember(chosen)
                else:
                    alone |= set(items) - settled
                return settled
        yield from (Failed(item, reason) for item in items if item not in settled and not cancelled(item))
        return set(items)

    def _events(self, chosen: list[Numbered], cancelled: Cancelled) -> Iterator[Event]:
        """The generator's own events, numbered as the caller numbers its prompts."""
        items = [item for item, _ in chosen]
        prompts = [prompt for _, prompt in chosen]
        for event in self.generator.generate(prompts, lambda item: cancelled(items[item])):
            yield _fit_to_send(replace(event, item=items[event.item]))

    def _remember(self, chosen: list[Numbered]) -> None:
        fits = len(chosen) // 2
        self.room[batch_key(chosen[0][1])] = fits
        logger.warning("memory ran out with %d pictures at once; trying %d from now on", len(chosen), fits)


def _sentence(cause: Exception) -> str:
    """The trace for the log, and for the author what can be said in a line."""
    logger.error("a generator failed", exc_info=cause)
    return NO_ROOM if _is_exhausted(cause) else f"{type(cause).__name__}: {cause}"[:300]


def _is_exhausted(cause: Exception) -> bool:
    """Out of memory, by name: no plugin's library is imported here."""
    words = f"{type(cause).__name__} {cause}".lower()
    return isinstance(cause, MemoryError) or "outofmemory" in words or "out of memory" in words


def _fit_to_send(event: Event) -> Event:
    match event:
        case Picture(item=item, data=data) if not 0 < len(data) <= LARGEST_PICTURE:
            return Failed(item, TOO_LARGE if data else NOTHING, retryable=False)
        case Progress(preview=bytes(preview)) if len(preview) > LARGEST_PREVIEW:
            return replace(event, preview=None)
    return event
