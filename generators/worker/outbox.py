"""What waits to be sent: outcomes in order and at once, progress thinned to what a person can watch."""

import asyncio
from collections import deque
from typing import Final

from generators.contract import Progress
from generators.frames import Done, Frame, Ping, Pong, Report

PAUSE: Final = 0.25  # seconds between two reports of progress for one item

Item = tuple[str, int]


class Outbox:
    """A queue in which newer progress replaces older: a slow line loses previews and never falls behind."""

    def __init__(self) -> None:
        self._ready: deque[Frame] = deque()
        self._progress: dict[Item, Report] = {}
        self._sent: dict[Item, float] = {}
        self._news = asyncio.Event()

    def put(self, frame: Report | Done | Ping | Pong) -> None:
        match frame:
            case Report(job=job, event=Progress(item=item)):
                self._progress[job, item] = frame
            case Report(job=job, event=event):
                self._progress.pop((job, event.item), None)
                self._sent.pop((job, event.item), None)
                self._ready.append(frame)
            case _:
                self._ready.append(frame)
        self._news.set()

    async def next(self) -> Frame:
        """The frame to send now, as soon as there is one."""
        while not self._ready:
            now = asyncio.get_running_loop().time()
            due = {item: self._sent.get(item, now - PAUSE) + PAUSE for item in self._progress}
            first = min(due, key=due.__getitem__, default=None)
            if first is not None and due[first] <= now:
                self._sent[first] = now
                return self._progress.pop(first)
            await self._wait(None if first is None else due[first] - now)
        return self._ready.popleft()

    async def _wait(self, seconds: float | None) -> None:
        self._news.clear()
        try:
            async with asyncio.timeout(seconds):  # `wait_for` of Python 3.11 may forget that it was cancelled
                await self._news.wait()
        except TimeoutError:
            return
