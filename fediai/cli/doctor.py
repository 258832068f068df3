"""`fediai doctor`: every check with its state, why it matters, and the exact fix."""

import argparse
import asyncio
import os
import shutil
import socket
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from importlib.util import find_spec

from fediai.cli import Invocation
from fediai.cli.instance import show
from fediai.cli.words import readable
from fediai.settings import Settings, load
from fediai.store.migrate import pending

LITTLE_SPACE = 2 * 1024**3


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
    except OSError as error:
        return Finding("database", "broken", f"it does not answer: {error}", "start it, or mend [database] url")
    if missing:
        return Finding("database", "broken", f"{len(missing)} migrations are due", "fediai migrate")
    return Finding("database", "well", "it answers and its schema is current")


async def _folders(settings: Settings) -> Finding:
    folder = settings.path_of(settings.media.url)
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
    if chosen.plugin == "diffusers" and not chosen.model:
        return Finding("generator", "broken", "no model is chosen", "set [generator] model to a folder or a hub name")
    return Finding("generator", "well", f"{chosen.plugin} {chosen.model}".strip())


async def _server(settings: Settings) -> Finding:
    host, _, port = settings.server.bind.rpartition(":")
    with socket.socket() as probe:
        probe.settimeout(2)
        answers = port.isdigit() and probe.connect_ex((host or "127.0.0.1", int(port))) == 0
    if answers:
        return Finding("server", "well", f"something answers at {settings.server.bind}")
    return Finding("server", "look", "it is not running", "fediai serve")


CHECKS: tuple[Callable[[Settings], Awaitable[Finding]], ...] = (_schema, _folders, _name, _generator, _server)
