"""What is told to one client, and what of it waits to be sent."""

import asyncio
from collections import deque
from dataclasses import dataclass

from fediai.streaming.streams import Stream

MOST = 500


@dataclass(frozen=True, slots=True)
class Frame:
    """Something that happened, and on which stream; `payload` is JSON, an id, or nothing."""

    stream: Stream
    event: str
    payload: str | None


class Frames:
    """A queue for one reader. There are thousands, nearly all of them empty: asyncio's own weighs three kilobytes."""

    __slots__ = ("_ended", "_reader", "_waiting")

    def __init__(self) -> None:
        self._waiting: deque[Frame] | None = None
        self._reader: asyncio.Future[None] | None = None
        self._ended = False

    def put(self, frame: Frame) -> None:
        """Who does not read for long is let go, and will ask again for what was missed."""
        if self._waiting is None:
            self._waiting = deque()
        self._waiting.append(frame)
        if len(self._waiting) > MOST:
            self.end()
        self._wake()

    def end(self) -> None:
        """No more frames: the connection is to be closed."""
        self._ended, self._waiting = True, None
        self._wake()

    def _wake(self) -> None:
        if self._reader is not None and not self._reader.done():
            self._reader.set_result(None)

    async def get(self) -> Frame | None:
        """The next one as soon as there is one; None when there will be none."""
        while not self._waiting and not self._ended:
            self._reader = asyncio.get_running_loop().create_future()
            await self._reader
        if not self._waiting:
            return None
        frame = self._waiting.popleft()
        if not self._waiting:
            self._waiting = None
        return frame
