"""The worker as a program: from a plugin's name and a token to an exit status a supervisor understands."""

import asyncio
import logging
import os
import signal
from collections.abc import Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import Final

from generators.contract import Generator, Unavailable
from generators.registry import load
from generators.worker.dial import Line, socket_url
from generators.worker.studio import Studio

logger = logging.getLogger(__name__)

STOPPED: Final = 0
REFUSED: Final = 1  # nothing to gain from starting again: bad token, missing model
HUNG: Final = 3  # start me again
GRACE: Final = 7.0  # seconds for the picture in hand after SIGTERM
PATIENCE: Final = 300.0  # seconds of silence from a generator before it counts as hung
NOTHING_SAID: Final[Mapping[str, str]] = MappingProxyType({})


def serve(
    server: str, token: str, plugin: str, said: Mapping[str, str] = NOTHING_SAID, patience: float = PATIENCE
) -> int:
    """Paint for `server` until SIGTERM or SIGINT; returns the exit status of the process.

    `said` is what the plugin is told: `model`, `device`, `workflow`.
    """
    try:
        url = socket_url(server)
        generator = load(plugin, **said)
    except Unavailable as missing:
        logger.error("%s", missing)
        return REFUSED
    studio = Studio(generator)
    line = Line(url, token, studio, plugin)
    status = asyncio.run(_until_signalled(line, studio, patience))
    if not studio.close(timeout=1.0):
        os._exit(status)  # a thread that hangs inside a driver would keep an orderly exit waiting for ever
    return status


async def run(
    url: str,
    token: str,
    generator: Generator,
    stop: asyncio.Event,
    plugin: str = "",
    patience: float = PATIENCE,
) -> int:
    """The same inside an event loop that somebody else owns; ends by `stop`, a refusal or a hang."""
    studio = Studio(generator)
    line = Line(url, token, studio, plugin)
    try:
        return await _work(line, studio, stop, patience)
    finally:
        studio.close(timeout=0)


async def _until_signalled(line: Line, studio: Studio, patience: float) -> int:
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):  # Windows ends its processes without asking
            asyncio.get_running_loop().add_signal_handler(name, stop.set)
    return await _work(line, studio, stop, patience)


async def _work(line: Line, studio: Studio, stop: asyncio.Event, patience: float) -> int:
    keeping = asyncio.create_task(line.keep())
    watching = asyncio.create_task(_hang(studio, patience))
    stopping = asyncio.create_task(stop.wait())
    everything = (keeping, watching, stopping)
    await asyncio.wait(everything, return_when=asyncio.FIRST_COMPLETED)
    if stopping.done():
        await line.finish(GRACE)
    status = _status(keeping, watching)
    for task in everything:
        task.cancel()
    await asyncio.gather(*everything, return_exceptions=True)
    return status


async def _hang(studio: Studio, patience: float) -> None:
    """Returns when the generator has been silent for too long: only a new process can help then."""
    silent = 0.0
    while silent < patience:
        await asyncio.sleep(min(patience / 4, 5.0))
        silent = studio.silent_for()


def _status(keeping: asyncio.Task[str], watching: asyncio.Task[None]) -> int:
    if keeping.done():
        logger.error("refused: %s", keeping.result())
        return REFUSED
    if watching.done():
        logger.critical("the generator hangs; leaving so that a fresh process can take over")
        return HUNG
    return STOPPED
