"""A small HTTP/1.1 client that keeps its connections: many requests, few at once."""

import asyncio
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from tests.benchmarks.marks import Mark
from tests.harness.processes import cpu_seconds

Make = Callable[[int], bytes]


@dataclass(frozen=True)
class Cost:
    """Of one kind of request."""

    what: str
    count: int
    seconds: float
    cpu: float

    @property
    def rate(self) -> float:
        return self.count / self.seconds

    @property
    def cpu_ms(self) -> float:
        return 1000 * max(self.cpu, 0.00001) / self.count

    def line(self, beside: "Cost | None" = None, mark: Mark | None = None) -> str:
        """One line of the table."""
        ratio = f"{self.cpu_ms / beside.cpu_ms:6.1f} × {beside.what}" if beside else ""
        said = mark.beside(self.cpu_ms) if mark else ""
        return f"  {self.what:36} {self.rate:8.0f} /s {self.cpu_ms:8.3f} ms CPU  {ratio:18} {said}".rstrip()


def get(host: str, target: str, token: str = "", accept: str = "application/json") -> bytes:
    """The bytes of a GET."""
    bearer = f"Authorization: Bearer {token}\r\n" if token else ""
    return f"GET {target} HTTP/1.1\r\nHost: {host}\r\nAccept: {accept}\r\n{bearer}\r\n".encode()


def post(host: str, target: str, body: bytes, headers: Mapping[str, str]) -> bytes:
    """The bytes of a POST."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items() if name.lower() != "host")
    return f"POST {target} HTTP/1.1\r\nHost: {host}\r\n{lines}Content-Length: {len(body)}\r\n\r\n".encode() + body


def form(values: Mapping[str, str]) -> bytes:
    """A URL-encoded body."""
    return urlencode(values).encode()


async def run(what: str, pid: int, address: tuple[str, int], make: Make, count: int, at_once: int = 8) -> Cost:
    """Sends `count` requests, `make(i)` each; every answer must be a success."""
    numbers = iter(range(count))
    before, began = cpu_seconds(pid), time.monotonic()
    await asyncio.gather(*(_lane(address, make, numbers) for _ in range(at_once)))
    return Cost(what, count, time.monotonic() - began, cpu_seconds(pid) - before)


def measure(what: str, pid: int, address: tuple[str, int], make: Make, count: int) -> Cost:
    """Warmed up, then measured."""

    async def both() -> Cost:
        await run(what, pid, address, make, min(count, 50))
        return await run(what, pid, address, make, count)

    return asyncio.run(both())


async def _lane(address: tuple[str, int], make: Make, numbers: Iterator[int]) -> None:
    reader = writer = None
    for number in numbers:
        if writer is None or writer.is_closing():
            reader, writer = await asyncio.open_connection(*address)
        assert reader is not None
        writer.write(make(number))
        if await _answer(reader):
            writer.close()
            writer = None
    if writer is not None:
        writer.close()


async def _answer(reader: asyncio.StreamReader) -> bool:
    """Reads one answer; whether the server closes the connection after it."""
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head.split(b" ", 2)[1])
    if status >= 400:
        raise AssertionError(head[:300] + await reader.read(500))
    lower = head.lower()
    if b"content-length:" in lower:
        length = int(lower.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
        if length:
            await reader.readexactly(length)
    return b"connection: close" in lower
