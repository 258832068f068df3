"""Composition: opens every resource once, builds the Context, puts the doors on it."""

import hashlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from fediai.context import Context
from fediai.domain.ids import Ids
from fediai.domain.urls import Urls
from fediai.federation.http import Client, Wire
from fediai.federation.signing import Signer
from fediai.media.files import Files
from fediai.settings import Settings
from fediai.store.database import Database, Engine
from fediai.streaming.bus import Bus, Carrier

Clock = Callable[[], datetime]
NODES = {"all": 0, "web": 1, "workers": 2, "cli": 3}  # keeps the ids of our processes apart


def utc_now() -> datetime:
    """The wall clock: read here and nowhere else."""
    return datetime.now(UTC)


@asynccontextmanager
async def opened(
    settings: Settings, role: str, *, clock: Clock = utc_now, wire: Wire | None = None
) -> AsyncIterator[Context]:
    """A Context for one process; everything is closed again at the end, in reverse order."""
    engine, carrier = await _memory(settings, role)
    bus = Bus(carrier)
    ids = Ids(NODES[role])
    instance = settings.instance
    ctx = Context(
        settings=settings,
        db=Database(engine, clock, ids, bus.publish),
        urls=Urls(settings.base, settings.media_base, instance.domain),
        ids=ids,
        clock=clock,
        bus=bus,
        files=Files(settings.path_of(settings.media.url)),
        http=Client(settings, wire=wire),
        signer=Signer(settings.federation.signers, inline=role != "workers"),
    )
    try:
        for kept in (ctx.rules, ctx.gate):
            bus.listen(kept.hear)
        await bus.start()
        yield ctx
    finally:
        await ctx.signer.close()
        await ctx.http.close()
        await bus.close()
        await engine.close()


async def _memory(settings: Settings, role: str) -> tuple[Engine, Carrier | None]:
    """The database, and what carries events to the other processes that share it."""
    url = settings.database.url
    if url.startswith("sqlite:"):
        from fediai.store.sqlite import open_sqlite

        path = settings.path_of(url)
        path.parent.mkdir(parents=True, exist_ok=True)
        return await open_sqlite(str(path)), None if role == "all" else _datagrams(path)
    from fediai.store.postgres import open_postgres
    from fediai.streaming.postgres import Notifications

    engine = await open_postgres(url)
    return engine, Notifications(url, engine.pool)


def _datagrams(database: Path) -> Carrier:
    """A socket's path must stay below about a hundred characters, so a deep folder gets a short name elsewhere."""
    from fediai.streaming.datagrams import Datagrams

    folder = database.resolve().parent / "bus"
    if len(str(folder)) > 60:
        import tempfile

        name = hashlib.sha256(str(database.resolve()).encode()).hexdigest()[:16]
        folder = Path(tempfile.gettempdir()) / f"fediai-{name}"
    return Datagrams(folder)
