"""A really started Hypercorn over a house, and bytes said to it by hand."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from hypercorn.asyncio import serve

from fediai.cli.parts.doors import bound


@dataclass(frozen=True)
class Door:
    """Where it listens."""

    port: int

    async def says(self, *parts: bytes, seconds: float = 2) -> bytes:
        """Whatever comes back until it hangs up, or for so long."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        heard = b""
        try:
            for part in parts:
                writer.write(part)
                await writer.drain()
            async with asyncio.timeout(seconds):
                while data := await reader.read(65_536):
                    heard += data
        except (TimeoutError, ConnectionError):
            pass
        finally:
            writer.close()
        return heard

    async def is_open(self) -> bool:
        """Does anybody listen?"""
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", self.port)
        except OSError:
            return False
        writer.close()
        return True

    async def asks(self, *lines: str | bytes, body: bytes = b"") -> tuple[int, bytes]:
        """One request by its lines; the status, or 0 where it hung up without a word."""
        head = b"\r\n".join(line if isinstance(line, bytes) else line.encode("latin-1") for line in lines)
        heard = await self.says(head + b"\r\nConnection: close\r\n\r\n" + body)
        return (int(heard.split(b" ", 2)[1]) if heard.startswith(b"HTTP/") else 0), heard


@asynccontextmanager
async def opened_door(app: Any) -> AsyncIterator[Door]:
    """As `fediai serve` opens it, at a port that the system chooses."""
    config, leave = bound("127.0.0.1:0"), asyncio.Event()
    config.graceful_timeout = 0.2  # what an attack has left open need not be waited for
    fd = int(config.bind[0].removeprefix("fd://"))
    with socket.socket(fileno=socket.dup(fd)) as twin:
        port: int = twin.getsockname()[1]
    task = asyncio.create_task(serve(app, config, shutdown_trigger=leave.wait))  # type: ignore[arg-type]
    door = Door(port)
    async with asyncio.timeout(5):
        while not await door.is_open():
            await asyncio.sleep(0)
    yield door
    leave.set()
    await task
