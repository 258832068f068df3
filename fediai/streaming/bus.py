"""Who hears of what: events go to listeners in this process, and by a carrier to our other processes."""

import logging
from collections.abc import Callable, Iterable
from typing import Protocol

from fediai.domain.events import Event, decode, encode

log = logging.getLogger(__name__)

Listener = Callable[[Event], None]


class Carrier(Protocol):
    """Takes events to our other processes; `datagrams` on one machine, `postgres` across machines."""

    def send(self, data: bytes) -> None: ...
    async def start(self, heard: Callable[[bytes], None]) -> None: ...
    async def close(self) -> None: ...


class Bus:
    """In-process by itself; with a carrier, instance-wide. Losing an event costs freshness, never facts."""

    def __init__(self, carrier: Carrier | None = None) -> None:
        self._listeners: dict[int, Listener] = {}
        self._next = 0
        self._carrier = carrier

    async def start(self) -> None:
        """Begins to hear the other processes."""
        if self._carrier:
            await self._carrier.start(self._heard)

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Calls `listener` with every event until the returned function is called."""
        self._next += 1
        key = self._next
        self._listeners[key] = listener

        def unlisten() -> None:
            self._listeners.pop(key, None)

        return unlisten

    def publish(self, events: Iterable[Event]) -> None:
        """After a commit: to our own listeners at once, to the other processes by the carrier."""
        for event in dict.fromkeys(events):
            self._tell(event)
            if self._carrier:
                self._carrier.send(encode(event))

    def _heard(self, data: bytes) -> None:
        if event := decode(data):
            self._tell(event)

    def _tell(self, event: Event) -> None:
        for listener in tuple(self._listeners.values()):
            listener(event)

    async def close(self) -> None:
        """Stops hearing."""
        self._listeners.clear()
        if self._carrier:
            await self._carrier.close()
