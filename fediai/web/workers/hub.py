"""All generator workers that are connected to this process, and how far their paintings are."""

import asyncio
import logging
import secrets
import socket as network

from fediai.context import Context
from fediai.domain.errors import Unauthorized
from fediai.domain.events import Event, GenerationMoved, GenerationsDue
from fediai.domain.lifecycle import GenerationState
from fediai.services.pictures import painters, painting
from fediai.store.pictures.generator_tokens import GeneratorToken
from fediai.web.sockets import Socket
from fediai.web.workers.line import Line
from fediai.web.workers.works import Work
from generators.contract import Progress

log = logging.getLogger(__name__)

OVER = frozenset({GenerationState.CANCELLED, GenerationState.FAILED})


class Hub:
    """Lets painters in by their token; `local_token` is the one of this machine's own worker."""

    def __init__(self, ctx: Context, local_token: str = "") -> None:
        self._ctx = ctx
        self._local_token = local_token
        self._name = f"{network.gethostname()}/{ctx.settings.server.bind}/"
        self._lines: list[Line] = []
        self._previews: dict[int, dict[int, bytes]] = {}  # by generation, then by item in the order of hearing
        self._steps: dict[int, tuple[int, int]] = {}
        self._recovered = asyncio.Lock()
        self._is_recovered = False
        ctx.bus.listen(self._heard)

    def preview(self, generation_id: int, item: int | None = None) -> bytes | None:
        """What the painting looks like so far (JPEG): that item, or the one heard of last; for its author only."""
        found = self._previews.get(generation_id, {})
        return next(reversed(found.values()), None) if item is None else found.get(item)

    def previewed(self, generation_id: int) -> tuple[int, ...]:
        """The items of which there is a preview, the one heard of last at the end."""
        return tuple(self._previews.get(generation_id, {}))

    def progress(self, generation_id: int) -> tuple[int, int] | None:
        """Steps done, and of how many."""
        return self._steps.get(generation_id)

    @property
    def painters(self) -> int:
        """How many workers are connected here."""
        return len(self._lines)

    async def socket(self, ctx: Context, socket: Socket) -> None:
        """`/api/fediai/v1/workers/socket`: speaks the frames of `generators.frames`."""
        try:
            painter = await self._let_in(socket)
        except Unauthorized as refusal:
            await socket.refuse(401, refusal.sentence)
            return
        await socket.accept()
        await self._recover()
        line = Line(ctx, socket, painter, f"{self._name}{painter.name}", self)
        self._lines.append(line)
        try:
            await line.converse()
        finally:
            self._lines.remove(line)
            if not any(other.painter.id == painter.id for other in self._lines):
                await painters.left(ctx, painter)
            log.info("painter %s left", painter.name)

    async def _let_in(self, socket: Socket) -> GeneratorToken:
        kind, _, token = socket.request.header("authorization").partition(" ")
        if kind.lower() != "bearer" or not token:
            raise Unauthorized("A generator token is needed: Authorization: Bearer …")
        if self._local_token and secrets.compare_digest(token.encode(), self._local_token.encode()):
            return await painters.local(self._ctx, token)
        return await painters.painter_of(self._ctx, token)

    async def _recover(self) -> None:
        """Once, before the first job: what painters of ours held when this process was killed is free again."""
        async with self._recovered:
            if not self._is_recovered:
                self._is_recovered = True
                await painting.give_back_held_by(self._ctx, self._name)

    def hear(self, work: Work, progress: Progress) -> None:
        """Remembers how far it is, and tells its author."""
        piece = work.commission.pieces[progress.item]
        generation = piece.generation
        done, of = self._steps[generation.id] = work.note(progress)
        if progress.preview:
            shown = self._previews.setdefault(generation.id, {})
            shown.pop(piece.item, None)
            shown[piece.item] = progress.preview
        moved = GenerationMoved(generation.id, generation.account_id, GenerationState.RUNNING, done, of)
        self._ctx.bus.publish([moved])

    def forget(self, generation_id: int) -> None:
        """It is not being painted any more."""
        self._previews.pop(generation_id, None)
        self._steps.pop(generation_id, None)

    def _heard(self, event: Event) -> None:
        if isinstance(event, GenerationsDue):
            for line in self._lines:
                line.wake()
        elif isinstance(event, GenerationMoved) and event.state in OVER:
            for line in self._lines:
                line.cancel(event.generation_id)
