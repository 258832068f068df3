"""A far server that only listens: many hosts on loopback, one ear, every activity that came by its id."""

import asyncio
import json
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.harness.processes import free_port


@dataclass
class Sink:
    """What was delivered: (inbox host, activity id) → how often."""

    port: int
    came: Counter[tuple[str, str]] = field(default_factory=Counter)
    documents: dict[str, bytes] = field(default_factory=dict)
    delay: float = 0.0

    @property
    def posts(self) -> set[tuple[str, str]]:
        """(inbox host, activity id) of all but profiles: a first picture makes its author known as one who paints."""
        return {(host, said) for host, said in self.came.copy() if not said.startswith("Update ")}

    def host(self, number: int) -> str:
        """One of sixty thousand loopback addresses."""
        return f"127.1.{number // 250}.{number % 250 + 1}:{self.port}"

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, kept for as long as the other side likes."""
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                words = dict(
                    line.lower().split(": ", 1) for line in head.decode("latin-1").split("\r\n")[1:] if ": " in line
                )
                body = await reader.readexactly(int(words.get("content-length", 0)))
                writer.write(await self._said(head.split(b" ", 2), words["host"], body))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def _said(self, first: list[bytes], host: str, body: bytes) -> bytes:
        if first[0] == b"POST":
            await asyncio.sleep(self.delay)
            activity: dict[str, Any] = json.loads(body)
            self.came[host, f"{activity['type']} {activity['id']}"] += 1
            return b"HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"
        found = self.documents.get(f"{host}{first[1].decode()}")
        if found is None:
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
        kind = b"image/png" if found.startswith(b"\x89PNG") else b"application/activity+json"
        return b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s" % (kind, len(found), found)


@contextmanager
def listening() -> Iterator[Sink]:
    """The sink at work in a thread of its own, on every loopback address."""
    sink = Sink(free_port())
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(asyncio.start_server(sink.answer, "0.0.0.0", sink.port, backlog=1024))
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield sink
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        server.close()
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()
