"""The other processes of `fediai serve`: started, watched, restarted when they die, stopped with us."""

import asyncio
import contextlib
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

log = logging.getLogger(__name__)
PARENT = "FEDIAI_PARENT"
GRACE = 8.0  # seconds to finish what is at hand
PAUSES = (0.5, 1, 2, 5, 10, 30)  # before a part that keeps dying is started again


def follow_parent() -> None:
    """In a child: when the parent is gone (killed -9, too), ask ourselves to stop, so that nothing is orphaned.

    Whoever is still there after the usual grace, waiting for a slow mail server perhaps, ends as the parent would
    have ended it: the next server may be running by then, and what we hold is due again there.
    """
    parent = os.environ.pop(PARENT, "")
    if not parent:
        return

    def watch() -> None:
        while os.getppid() == int(parent):
            time.sleep(0.5)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(GRACE)
        os._exit(1)

    threading.Thread(target=watch, daemon=True, name="follow-parent").start()


class Children:
    """`parts`: name → (command line after `fediai`, additions to the environment)."""

    def __init__(self, parts: Mapping[str, tuple[list[str], dict[str, str]]], config: Path | None) -> None:
        self._parts, self._config = parts, config

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """All parts run inside; leaving asks them to stop and waits."""
        tasks = [asyncio.create_task(self._keep(name)) for name in self._parts]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _keep(self, name: str) -> None:
        """Runs one part for as long as we run; the pause grows while it keeps dying young."""
        deaths = 0
        while True:
            started = time.monotonic()
            code = await self._once(name)
            deaths = 0 if time.monotonic() - started > 60 else deaths + 1
            pause = PAUSES[min(deaths, len(PAUSES) - 1)]
            log.warning("%s ended with status %s; starting it again in %s s", name, code, pause)
            await asyncio.sleep(pause)

    async def _once(self, name: str) -> int:
        words, more = self._parts[name]
        config = ["--config", str(self._config)] if self._config else []
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "fediai", *words, *config,
            env={**os.environ, **more, PARENT: str(os.getpid())}, stdin=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        try:
            return await process.wait()
        except asyncio.CancelledError:
            await _stop(process)
            raise


async def _stop(process: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), GRACE)
        except TimeoutError:
            process.kill()
            await process.wait()
