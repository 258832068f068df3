"""One generator worker's connection, from its hello to the moment the line is cut."""

import asyncio
import logging
from contextlib import suppress
from datetime import timedelta
from typing import Final, Protocol

from fediai.context import Context
from fediai.services.pictures import painters, painting
from fediai.services.pictures.painting import Commission
from fediai.store.pictures.generator_tokens import GeneratorToken
from fediai.web.sockets import Socket
from fediai.web.workers.works import UNREPORTED, Work
from generators.contract import Failed, Offer, Picture, Progress
from generators.frames import (
    PROTOCOL,
    BadFrame,
    Cancel,
    Done,
    Frame,
    Hello,
    Ping,
    Pong,
    Refused,
    Report,
    Welcome,
    decode,
    encode,
)

log = logging.getLogger(__name__)

PATIENCE: Final = 10.0  # seconds until the hello must have come
LOOK_EVERY: Final = 2.0  # seconds between looks when nobody tells us of work
QUICK: Final = 1.0  # a painter that needs less for a job gets the next one before it is done
CUT: Final = "the line to the painter was cut"
SMALLEST: Final = 16


class Gallery(Protocol):
    """Who wants to hear how far a painting is: the hub."""

    def hear(self, work: Work, progress: Progress) -> None: ...
    def forget(self, generation_id: int) -> None: ...


class Line:
    """Hears reports, hands out jobs while there is room; what it holds goes back when it ends."""

    def __init__(self, ctx: Context, socket: Socket, painter: GeneratorToken, name: str, gallery: Gallery) -> None:
        self.painter = painter
        self.name = name
        self.offer: Offer | None = None
        self.works: dict[str, Work] = {}
        self._ctx, self._socket, self._gallery = ctx, socket, gallery
        self._out: asyncio.Queue[Frame] = asyncio.Queue()
        self._due = asyncio.Event()
        self._asking: asyncio.Task[Commission | None] | None = None  # leased perhaps, and in no work yet
        self._renewed = ctx.clock()

    def wake(self) -> None:
        """There may be something to paint."""
        self._due.set()

    def cancel(self, generation_id: int) -> None:
        """Nobody waits for it any more."""
        for work in self.works.values():
            for item in work.items_of(generation_id):
                self._out.put_nowait(Cancel(work.id, item))

    async def converse(self) -> None:
        """Until the worker is gone; then everything that it holds is free again."""
        hello = await self._hello()
        if hello is None:
            await self._socket.close(1002)
            return
        await self._welcome(hello)
        try:
            async with asyncio.TaskGroup() as together:
                others = [together.create_task(self._speak()), together.create_task(self._feed())]
                while (message := await self._socket.receive()) is not None:
                    await self._hear(decode(message))
                for task in others:
                    task.cancel()
        finally:
            await self._end()

    async def _hello(self) -> Hello | None:
        with suppress(TimeoutError):
            message = await asyncio.wait_for(self._socket.receive(), PATIENCE)
            frame = decode(message) if message is not None else None
            if isinstance(frame, Hello) and frame.protocol == PROTOCOL and min(frame.offer.largest) >= SMALLEST:
                return frame
            await self._socket.send(encode(Refused(f"the first word must be a hello of protocol {PROTOCOL}")))
        return None

    async def _welcome(self, hello: Hello) -> None:
        self.offer = hello.offer
        await self._socket.send(encode(Welcome(self._ctx.settings.base, self._ctx.settings.generator.lease_seconds)))
        await self._renew()
        log.info("painter %s is here: %s", self.painter.name, hello.offer.models)
        self.wake()

    async def _speak(self) -> None:
        while True:
            await self._socket.send(encode(await self._out.get()))

    async def _feed(self) -> None:
        """Jobs while there is room; woken by what is asked for and by what is done, and looking by itself as well.

        A prompt that somebody else was just writing to is not seen when we are woken: PostgreSQL skips locked rows.
        """
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_EVERY):  # `wait_for` of Python 3.11 may forget that it was cancelled
                    await self._due.wait()
            self._due.clear()
            while self.offer and len(self.works) < _depth(self.offer):
                self._asking = asyncio.create_task(painting.commission(self._ctx, self.name, self.offer))
                work = self._in_hand(await asyncio.shield(self._asking))
                if work is None:
                    break
                self._out.put_nowait(work.job)

    def _in_hand(self, commission: Commission | None) -> Work | None:
        self._asking = None
        if commission is None:
            return None
        work = Work.of(commission)
        self.works[work.id] = work
        return work

    async def _hear(self, frame: Frame | BadFrame) -> None:
        match frame:
            case Report(job=job, claim=claim, event=event) if claim == job and job in self.works:
                await self._report(self.works[job], event)
            case Done(job=job) if job in self.works:
                await self._done(self.works[job])
            case Hello(offer=offer):
                self.offer = offer
                self.wake()
            case Ping():
                self._out.put_nowait(Pong())
            case BadFrame(reason=reason):
                log.warning("painter %s sent what can't be read: %s", self.painter.name, reason)
        if self._ctx.clock() - self._renewed > timedelta(seconds=self._ctx.settings.generator.lease_seconds) / 3:
            await self._renew()

    async def _report(self, work: Work, event: Progress | Picture | Failed) -> None:
        if event.item not in work.open:
            return
        piece = work.open[event.item]
        match event:
            case Progress():
                self._gallery.hear(work, event)
                return
            case Picture():
                label = self.offer.label if self.offer else ""
                await painting.receive(self._ctx, work.lease, piece.generation.id, piece.item, event, label)
                failure = work.close(event.item)
            case Failed():
                failure = work.close(event.item, event)
        if failure:
            await self._give_back(work, [piece.generation.id], failure)

    async def _done(self, work: Work) -> None:
        """What was neither painted nor refused was cancelled, or the painter lost it."""
        del self.works[work.id]
        await self._give_back(work, list(work.generations | work.failures.keys()), Failed(0, UNREPORTED))
        for piece in work.commission.pieces:
            self._gallery.forget(piece.generation.id)
        self.wake()

    async def _give_back(self, work: Work, ids: list[int], failure: Failed) -> None:
        await painting.give_back(self._ctx, work.lease, ids, failure.reason, final=not failure.retryable)

    async def _renew(self) -> None:
        """A sign of life keeps what it holds, for one more lease."""
        self._renewed = self._ctx.clock()
        if self.offer:
            await painters.is_here(self._ctx, self.painter, self.offer)
        for work in self.works.values():
            work.lease = await painting.renew(self._ctx, work.lease, work.progress())

    async def _end(self) -> None:
        """What was being leased when the line was cut goes back like everything else."""
        if self._asking is not None:
            self._in_hand(await self._asking)
        for work in self.works.values():
            await self._give_back(work, list(work.generations | work.failures.keys()), Failed(0, CUT))
            for piece in work.commission.pieces:
                self._gallery.forget(piece.generation.id)
        self.works.clear()
        self.offer = None


def _depth(offer: Offer) -> int:
    """How many jobs at once: a quick painter must not wait for us, a slow one must not hoard."""
    return 2 if offer.seconds_per_step * offer.steps < QUICK else 1
