"""The baseline: an ASGI app that says hello, on Hypercorn, with the settings that we serve with."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from socket import create_connection
from time import sleep
from typing import Any

from hypercorn.asyncio import serve
from hypercorn.config import Config

from fediai.cli.parts.doors import HYPERCORN
from tests.harness.processes import free_port

BODY = b'{"hello": "world"}'
HEADERS = [(b"content-type", b"application/json"), (b"content-length", str(len(BODY)).encode())]


async def hello(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Nothing else."""
    if scope["type"] == "http":
        await receive()
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        await send({"type": "http.response.body", "body": BODY})


@contextmanager
def greeting() -> Iterator[tuple[int, tuple[str, int]]]:
    """The process and its address."""
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", __name__, str(port)], cwd=Path(__file__).parents[2])
    try:
        for _ in range(200):
            with suppress(OSError), create_connection(("127.0.0.1", port), 1):
                break
            sleep(0.05)
        yield process.pid, ("127.0.0.1", port)
    finally:
        process.kill()
        process.wait(10)


if __name__ == "__main__":
    asyncio.run(serve(hello, Config.from_mapping(bind=[f"127.0.0.1:{sys.argv[1]}"], **HYPERCORN)))  # type: ignore[arg-type]
