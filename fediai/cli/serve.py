"""`fediai serve`: web, workers and one local generator in one process tree; `--only` runs the parts."""

import argparse
import asyncio
import contextlib
import gc
import os
import secrets
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fediai.app import opened
from fediai.cli import CommandError, Invocation, log_to_stderr
from fediai.cli.parts.children import Children, follow_parent
from fediai.context import Context
from fediai.settings import Settings, load
from fediai.store.migrate import prepare

if TYPE_CHECKING:
    from hypercorn.config import Config

GENERATOR_TOKEN = "FEDIAI_GENERATOR_TOKEN"  # noqa: S105 — the name of the variable
YOUNG = 20_000  # objects more than went, before the collector looks


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--only", choices=("web", "workers"), help="one part, for several processes or machines")


def run(invocation: Invocation) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # until the loop listens: nothing to drain yet
    settings = load(invocation.config)
    log_to_stderr(settings.server.log_level)
    follow_parent()
    only: str | None = invocation.arguments.only
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_workers(settings) if only == "workers" else _serve(settings, invocation.config, alone=bool(only)))
    return 0


@dataclass(frozen=True, slots=True)
class Doors:
    """Where people and servers arrive, and where whoever watches over us does."""

    public: "Config"
    admin: "Config | None"


async def _serve(settings: Settings, config: Path | None, *, alone: bool) -> None:
    from fediai.cli.parts.doors import bound

    stop = _stopping()
    server = settings.server
    doors = Doors(bound(server.bind), bound(server.admin_bind) if server.admin_bind else None)
    await prepare(settings)
    async with opened(settings, "web") as ctx:
        token = secrets.token_urlsafe(32) if settings.generator.local and not alone else ""
        await _first_start(ctx)
        await _web(ctx, doors, token, stop, Children({} if alone else _parts(settings, token), config))


def _parts(settings: Settings, token: str) -> dict[str, tuple[list[str], dict[str, str]]]:
    """The other processes of the tree: their words and their part of the environment."""
    parts: dict[str, tuple[list[str], dict[str, str]]] = {"workers": (["serve", "--only", "workers"], {})}
    if token:
        server = _own_address(settings)
        parts["generator"] = (["generator", "--server", server], {GENERATOR_TOKEN: token})
    return parts


def _own_address(settings: Settings) -> str:
    """Where the local generator dials in: the address we bind, not the name that may lead through a proxy."""
    bind = settings.server.bind
    if bind.startswith("unix:"):
        return settings.base
    host, _, port = bind.rpartition(":")
    return f"http://{'127.0.0.1' if host in ('', '0.0.0.0', '[::]') else host}:{port}"  # noqa: S104 — read, not bound


async def _same_name(ctx: Context) -> None:
    """Everybody's addresses have the house's name in them: under another one nobody could be found any more."""
    from fediai.domain.accounts import INSTANCE_ACTOR
    from fediai.store.people import accounts

    async with ctx.db.read() as tx:
        itself = await accounts.by_acct(tx, INSTANCE_ACTOR)
    if itself is not None and itself.uri != ctx.urls.instance_actor:
        before = itself.uri.removesuffix("/actor")
        raise CommandError(
            f"this database is that of {before}, and [instance] says {ctx.urls.base}: "
            "take domain and scheme back, or name an empty database"
        )


async def _first_start(ctx: Context) -> None:
    """The house accounts, and on an empty database an administrator whose password is shown once."""
    from fediai.services.people import accounts, users

    await _same_name(ctx)
    await accounts.ensure_house_accounts(ctx)
    async with ctx.db.read() as tx:
        if await users.count(tx):
            return
    password = secrets.token_urlsafe(12)
    keys = await accounts.new_keys()
    password_hash = await users.hash_password(password)
    async with ctx.db.write() as tx:
        await accounts.create_local(
            ctx, tx, "admin", email=f"admin@{ctx.settings.instance.domain.split(':')[0]}",
            password_hash=password_hash, role="admin", keys=keys,
        )  # fmt: skip
    print(f"Administrator: admin   password (shown once): {password}", flush=True)


async def _web(ctx: Context, doors: Doors, token: str, stop: asyncio.Event, children: Children) -> None:
    from hypercorn.asyncio import serve

    from fediai.cli.parts.doors import Parting, hush
    from fediai.web import create_app
    from fediai.web.watch.metrics import watched
    from fediai.workers.sweeps import sweep_web

    app, admin = watched(create_app(ctx, local_token=token))
    _settle()
    parting = Parting(app)
    serving = [asyncio.create_task(serve(parting, doors.public, shutdown_trigger=stop.wait))]
    if doors.admin:
        serving.append(asyncio.create_task(serve(admin, doors.admin, shutdown_trigger=stop.wait)))
    sweeps = asyncio.create_task(sweep_web(ctx, stop))
    async with children.running():
        print(f"fediai is at {ctx.settings.base}", flush=True)
        await asyncio.wait({*serving, asyncio.create_task(stop.wait())}, return_when=asyncio.FIRST_COMPLETED)
        stop.set()
        # The children leave first: a generator may still bring the picture that it has in hand.
    parting.leave()
    await asyncio.sleep(0)
    hush()
    await asyncio.gather(*serving, sweeps)


async def _workers(settings: Settings) -> None:
    stop = _stopping()
    from fediai.workers.kinds import KINDS
    from fediai.workers.loop import start_over, work
    from fediai.workers.sweeps import sweep_workers

    _settle()
    async with opened(settings, "workers") as ctx:
        if settings.database.url.startswith("sqlite:"):
            await start_over(ctx)
        await asyncio.gather(work(ctx, KINDS, stop), sweep_workers(ctx, stop))


def _settle() -> None:
    """What is loaded by now stays: else the collector looks through all of it again and again, and everybody waits.

    And a page of twenty posts makes some thousands of objects that go with it: at the usual 700 the collector would
    look through the half of them several times while it is being made, and find nothing.
    """
    gc.freeze()
    gc.set_threshold(YOUNG, 10, 10)


def _stopping() -> asyncio.Event:
    """Set by SIGTERM and SIGINT; a second signal ends the process at once."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def heard() -> None:
        if stop.is_set():
            os._exit(1)
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, heard)
    sys.stdout.flush()
    return stop
