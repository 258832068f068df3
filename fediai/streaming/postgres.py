"""Events between processes and machines that share a PostgreSQL database: LISTEN and NOTIFY."""

import asyncio
import os
import secrets
from collections.abc import Callable
from typing import Any

import asyncpg

CHANNEL = "fediai"


class Notifications:
    """One connection listens; sending borrows from the pool. Our own words are told apart by their prefix."""

    def __init__(self, url: str, pool: asyncpg.Pool) -> None:
        self._url, self._pool = url, pool
        self._name = f"{os.getpid()}-{secrets.token_hex(4)}"
        self._connection: asyncpg.Connection | None = None
        self._sending: set[asyncio.Task[None]] = set()

    async def start(self, heard: Callable[[bytes], None]) -> None:
        """Listens on a connection of its own."""

        def on_notify(_connection: Any, _pid: int, _channel: str, payload: str) -> None:
            sender, _, text = payload.partition(" ")
            if sender != self._name:
                heard(text.encode())

        self._connection = await asyncpg.connect(self._url)
        await self._connection.add_listener(CHANNEL, on_notify)

    def send(self, data: bytes) -> None:
        """Notifies in the background."""
        task = asyncio.get_running_loop().create_task(self._notify(f"{self._name} {data.decode()}"))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def _notify(self, payload: str) -> None:
        async with self._pool.acquire() as connection:
            await connection.execute("SELECT pg_notify($1, $2)", CHANNEL, payload)

    async def close(self) -> None:
        """Finishes what is being sent and stops listening."""
        await asyncio.gather(*self._sending, return_exceptions=True)
        if self._connection is not None:
            await self._connection.close()
