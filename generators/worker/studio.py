"""The one thread that paints: models stay warm in it, and the socket beside it never waits for a GPU."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from queue import SimpleQueue

from generators.contract import Cancelled, Event, Generator, Offer, Prompt
from generators.painting import Painter

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Order:
    """Prompts to paint; `tell` hears every event and at the end `None`, in the painting thread."""

    prompts: Sequence[Prompt]
    cancelled: Cancelled
    tell: Callable[[Event | None], None]


class Studio:
    """Paints orders one after another."""

    def __init__(self, generator: Generator) -> None:
        self._painter = Painter(generator)
        self._orders: SimpleQueue[Order | None] = SimpleQueue()
        self._heard: float | None = None
        # A daemon, because nothing can stop a thread that hangs inside a driver, and the process must end.
        self._thread = threading.Thread(target=self._work, name="painting", daemon=True)
        self._thread.start()

    def offer(self) -> Offer:
        return self._painter.generator.offer()

    def accept(self, order: Order) -> None:
        self._orders.put(order)

    def silent_for(self) -> float:
        """Seconds since the picture in work showed a sign of life; zero when nothing is in work."""
        heard = self._heard
        return 0.0 if heard is None else time.monotonic() - heard

    def close(self, timeout: float) -> bool:
        """Ask the thread to end; did it, in time?"""
        self._orders.put(None)
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _work(self) -> None:
        while order := self._orders.get():
            self._heard = time.monotonic()
            with suppress(RuntimeError):  # the event loop that wanted to hear of it is closed
                self._paint(order)
            self._heard = None

    def _paint(self, order: Order) -> None:
        for event in self._painter.paint(order.prompts, order.cancelled):
            self._heard = time.monotonic()
            order.tell(event)
        order.tell(None)
