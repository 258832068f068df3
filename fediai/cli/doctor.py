"""`fediai doctor`: every check with its state, why it matters, and the exact fix."""

import argparse
import asyncio
import contextlib
import os
import shutil
import socket
import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from typing import Any

from fediai.app import opened
from fediai.cli import Invocation
from fediai.cli.instance import show
from fediai.cli.words import readable
from fediai.federation import mail
from fediai.services import numbers
from fediai.settings import Settings, load
from fediai.store.errors import StoreError
from fediai.store.migrate import pending
from generators import registry

LITTLE_SPACE = 2 * 1024**3
LATE = 600  # seconds that an errand may be overdue while all is well


@dataclass(frozen=True, slots=True)
class Finding:
    """`state`: well, look (works, but), or broken."""

    check: str
    state: str
    why: str
    fix: str = ""


def arguments(parser: argparse.ArgumentParser) -> None:
    readable(parser)


def run(invocation: Invocation) -> int:
    settings = load(invocation.config)
    findings = asyncio.run(_examine(settings))
    show([asdict(one) for one in findings], as_json=invocation.arguments.json)
    return 1 if any(one.state == "broken" for one in findings) else 0


async def _examine(settings: Settings) -> list[Finding]:
    return [await check(settings) for check in CHECKS]


async def _schema(settings: Settings) -> Finding:
    try:
        missing = await pending(settings)
    except (OSError, StoreError) as error:
        return Finding("database", "broken", str(error), "start it, or mend [database] url")
    if missing:
        return Finding("database", "broken", f"{len(missing)} migrations are due", "fediai migrate")
    return Finding("database", "well", "it answers and its schema is current")


async def _folders(settings: Settings) -> Finding:
    folder = settings.path_of(settings.media.url)
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    if not os.access(folder, os.W_OK):
        return Finding("media", "broken", "pictures can't be written", f"chown the folder {folder} to our user")
    free = shutil.disk_usage(folder).free
    if free < LITTLE_SPACE:
        return Finding(
            "media", "look", f"only {free // 1024**2} MiB are free", "make room, or set [media] url elsewhere"
        )
    return Finding("media", "well", f"writable, {free // 1024**3} GiB free")


async def _name(settings: Settings) -> Finding:
    instance = settings.instance
    host = instance.domain.partition(":")[0]
    if instance.scheme == "http":
        why = "nobody on the internet can follow an http instance; good for trying things out"
        return Finding("name", "look", why, "fediai init --domain YOUR.DOMAIN --force, before anybody knows you")
    try:
        socket.getaddrinfo(host, 443)
    except OSError:
        return Finding("name", "broken", f"{host} does not resolve", "add a DNS record that points to this server")
    return Finding("name", "well", f"{host} resolves")


async def _generator(settings: Settings) -> Finding:
    chosen = settings.generator
    if not chosen.local:
        return Finding("generator", "well", "none on this machine; others dial in with a token")
    if chosen.plugin == "diffusers" and find_spec("diffusers") is None:
        return Finding("generator", "broken", "diffusers is not installed", 'pip install "fediai[diffusers]"')
    if chosen.plugin not in (known := registry.names()):
        why = f"there is no {chosen.plugin!r}; installed are {', '.join(known)}"
        return Finding("generator", "broken", why, "set [generator] plugin to one of them")
    if chosen.plugin == "diffusers" and not chosen.model:
        return Finding("generator", "broken", "no model is chosen", "set [generator] model to a folder or a hub name")
    return Finding("generator", "well", f"{chosen.plugin} {chosen.model}".strip())


async def _server(settings: Settings) -> Finding:
    bind = settings.server.bind
    if await asyncio.to_thread(_is_answered, bind):
        return Finding("server", "well", f"something answers at {bind}")
    return Finding("server", "look", "it is not running", "fediai serve")


def _is_answered(bind: str) -> bool:
    host, _, port = bind.rpartition(":")
    place: Any = bind.removeprefix("unix:") if bind.startswith("unix:") else (host or "127.0.0.1", port)
    family = socket.AF_UNIX if isinstance(place, str) else socket.AF_INET
    with socket.socket(family) as probe, contextlib.suppress(OSError, ValueError, OverflowError):
        probe.settimeout(2)
        probe.connect(place if isinstance(place, str) else (place[0], int(place[1])))
        return True
    return False


async def _mail(settings: Settings) -> Finding:
    """As a letter would: greeted, believed, signed in."""
    email = settings.email
    if not email.server:
        why = "no letters are sent: nobody can ask for a new password, and addresses are not confirmed"
        return Finding("mail", "look", why, "set [email] server, or leave it so and use fediai user reset-password")
    if failure := await mail.try_out(settings):
        return Finding("mail", "broken", failure.reason, "mend [email] in the configuration; letters wait meanwhile")
    how = {"starttls": "STARTTLS", "tls": "TLS", "none": "no encryption"}[email.security]
    return Finding("mail", "well", f"{email.server} takes our letters, with {how}")


async def _errands(settings: Settings) -> Finding:
    """Posts that do not travel and pictures that are not developed show here first."""
    try:
        async with opened(settings, "cli") as ctx:
            seen = await numbers.numbers(ctx)
    except (OSError, StoreError, sqlite3.Error):
        return Finding("errands", "look", "nobody can count them", "mend the database first")
    waiting, lost = sum(seen.jobs.values()), seen.given_up
    if seen.overdue > LATE:
        why = f"{waiting} wait, the longest for {seen.overdue:.0f} s: posts do not travel"
        return Finding("errands", "broken", why, "fediai serve, or fediai serve --only workers")
    gave = f"; given up for good: {', '.join(f'{n} {kind}' for kind, n in lost.items())}" if lost else ""
    return Finding("errands", "well", f"{waiting} wait{gave}")


CHECKS: tuple[Callable[[Settings], Awaitable[Finding]], ...] = (
    _schema,
    _folders,
    _name,
    _generator,
    _server,
    _mail,
    _errands,
)
