"""One connection to an instance, from hello to the moment the line is cut."""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from generators.contract import Event
from generators.frames import (
    BadFrame,
    Cancel,
    Done,
    Frame,
    Hello,
    Job,
    Ping,
    Pong,
    Refused,
    Report,
    Welcome,
    decode,
    encode,
)
from generators.worker.outbox import Outbox
from generators.worker.studio import Order, Studio

logger = logging.getLogger(__name__)

HEARTBEAT: Final = 15.0  # seconds; ASGI hides WebSocket's own pings from the instance, so these renew the lease


@dataclass(slots=True)
class Work:
    """A job in hand, and which of its items nobody waits for any more."""

    job: Job
    cancelled: set[int] = field(default_factory=set)

    def is_cancelled(self, item: int) -> bool:
        return item in self.cancelled

    def cancel(self, item: int | None) -> None:
        self.cancelled |= set(range(len(self.job.prompts))) if item is None else {item}


class Session:
    """Hears jobs and cancellations, says what becomes of them; its jobs die with it."""

    def __init__(self, socket: ClientConnection, studio: Studio) -> None:
        self.welcomed = False
        self.refusal: str | None = None
        self._socket = socket
        self._studio = studio
        self._outbox = Outbox()
        self._works: dict[str, Work] = {}
        self._idle = asyncio.Event()
        self._idle.set()
        self._leaving = False

    async def converse(self, hello: Hello) -> None:
        """Work until the connection ends, whoever ends it."""
        try:
            async with asyncio.TaskGroup() as together:
                others = [together.create_task(self._speak(hello)), together.create_task(self._beat())]
                await self._listen()
                for task in others:
                    task.cancel()
        finally:
            for work in self._works.values():
                work.cancel(None)
            self._idle.set()

    async def finish(self, grace: float) -> None:
        """Take no further job, and wait at most `grace` seconds for the pictures in hand to be sent."""
        self._leaving = True
        with suppress(TimeoutError):
            await asyncio.wait_for(self._idle.wait(), grace)

    async def _listen(self) -> None:
        with suppress(ConnectionClosed):
            async for message in self._socket:
                await self._hear(decode(message))

    async def _speak(self, hello: Hello) -> None:
        with suppress(ConnectionClosed):
            await self._socket.send(encode(hello))
            while True:
                frame = await self._outbox.next()
                await self._socket.send(encode(frame))
                if isinstance(frame, Done):
                    self._settle(frame.job)

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT)
            self._outbox.put(Ping())

    async def _hear(self, frame: Frame | BadFrame) -> None:
        match frame:
            case Welcome(server=server):
                self.welcomed = True
                logger.info("connected to %s", server or "the instance")
            case Job():
                self._begin(frame)
            case Cancel(job=job, item=item) if job in self._works:
                self._works[job].cancel(item)
            case Ping():
                self._outbox.put(Pong())
            case Refused(reason=reason):
                self.refusal = reason
                await self._socket.close()
            case BadFrame(reason=reason):
                logger.warning("ignored a frame from the instance: %s", reason)

    def _begin(self, job: Job) -> None:
        if self._leaving or job.id in self._works:
            return
        work = self._works[job.id] = Work(job)
        self._idle.clear()
        loop = asyncio.get_running_loop()

        def tell(event: Event | None) -> None:
            loop.call_soon_threadsafe(self._report, work, event)

        self._studio.accept(Order(job.prompts, work.is_cancelled, tell))

    def _report(self, work: Work, event: Event | None) -> None:
        job = work.job
        if event is None:
            self._outbox.put(Done(job.id, job.claim))
        elif not work.is_cancelled(event.item):
            self._outbox.put(Report(job.id, job.claim, event))

    def _settle(self, job: str) -> None:
        self._works.pop(job, None)
        if not self._works:
            self._idle.set()
