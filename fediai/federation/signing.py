"""Signs outgoing requests, batches of them in a process of their own: RSA does not scale over threads.

The pool's processes import this module only, and with it nothing but `activitypub` and `cryptography`.
"""

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from activitypub.keys import PrivateKey
from activitypub.requests import Headers, Request
from activitypub.signatures import cavage, rfc9421


@dataclass(frozen=True, slots=True)
class Unsigned:
    """A request that waits for its signature: what is signed, and with whose key.

    A `scheme` says that the peer reads RFC 9421, whose signatures name the whole address; else draft-cavage.
    """

    method: str
    host: str
    target: str
    key_id: str
    private_pem: str
    content_type: str = ""
    body: bytes = b""
    scheme: str = ""
    more: tuple[tuple[str, str], ...] = ()  # other headers, signed as well

    @property
    def headers(self) -> dict[str, str]:
        """What the signature will cover beside the date and the digest."""
        typed = {"Content-Type": self.content_type} if self.content_type else {}
        return {"Host": self.host, **typed, **dict(self.more)}


FEW = 4  # signatures are made where they are asked for: the way to another process and back costs more CPU than one


class Signer:
    """Signs batches; the pool starts with the first large one. `inline` signs all here: for who makes few at a time."""

    def __init__(self, workers: int, *, inline: bool = False) -> None:
        self._workers = workers
        self._inline = inline or workers < 1
        self._pool: ProcessPoolExecutor | None = None

    async def sign(self, requests: Sequence[Unsigned], now: datetime) -> list[dict[str, str]]:
        """For each request the headers to send, signature included."""
        if self._inline or len(requests) <= FEW:
            return sign_all(requests, now)
        share = -(-len(requests) // self._workers)
        parts = [requests[start : start + share] for start in range(0, len(requests), share)]
        try:
            signed = await self._in_pool(parts, now)
        except BrokenProcessPool:  # somebody killed the process: start another, once
            self._pool = None
            signed = await self._in_pool(parts, now)
        return [headers for part in signed for headers in part]

    async def _in_pool(self, parts: Sequence[Sequence[Unsigned]], now: datetime) -> list[list[dict[str, str]]]:
        if self._pool is None:
            spawning = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self._workers, mp_context=spawning, initializer=follow_parent)
        loop = asyncio.get_running_loop()
        return await asyncio.gather(*(loop.run_in_executor(self._pool, sign_all, part, now) for part in parts))

    async def close(self) -> None:
        """Ends the pool's processes."""
        if self._pool is not None:
            await asyncio.to_thread(self._pool.shutdown)
            self._pool = None


def follow_parent() -> None:
    """In the pool's process: leaves interrupts to the parent, and goes when the parent is gone (killed -9, too)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(0)

    threading.Thread(target=watch, daemon=True).start()


@lru_cache(maxsize=1024)
def key_of(pem: str) -> PrivateKey:
    """The key object, kept: reading it costs more than signing with it. These are our own keys."""
    return PrivateKey.load(pem, trusted=True)


def sign_all(requests: Sequence[Unsigned], now: datetime) -> list[dict[str, str]]:
    """Runs in the pool's process."""
    return [sign_one(request, now) for request in requests]


def sign_one(unsigned: Unsigned, now: datetime) -> dict[str, str]:
    """Host, type, date, digest and signature of one request."""
    request = Request(unsigned.method, unsigned.target, Headers(unsigned.headers.items()), unsigned.body)
    key = key_of(unsigned.private_pem)
    if unsigned.scheme:
        return unsigned.headers | rfc9421.sign(request, unsigned.key_id, key, now, unsigned.scheme)
    return unsigned.headers | cavage.sign(request, unsigned.key_id, key, now)
