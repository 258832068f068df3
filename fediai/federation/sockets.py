"""Sockets to far servers: the only module that opens them, and so the one that brings an HTTP library along."""

import socket
import zlib
from collections.abc import Mapping
from typing import Any

import aiohttp
from yarl import URL

from activitypub.requests import Headers
from fediai.federation.addresses import Reach
from fediai.federation.failures import Broken, TooBig
from fediai.settings import Federation


class Sockets:
    """Kept open between requests, within limits for all and for each host."""

    def __init__(self, settings: Federation, reach: Reach) -> None:
        self._reach = reach
        connector = aiohttp.TCPConnector(
            limit=4 * settings.deliveries_at_once,
            limit_per_host=4 * settings.deliveries_per_host,
            socket_factory=self._socket,
        )
        self._session = aiohttp.ClientSession(
            connector=connector, cookie_jar=aiohttp.DummyCookieJar(), auto_decompress=False,
            timeout=aiohttp.ClientTimeout(total=None), skip_auto_headers=("Content-Type",),
        )  # fmt: skip

    async def exchange(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes, limit: int
    ) -> tuple[int, Headers, bytes]:
        """One request and its answer of at most `limit` bytes; redirects are the caller's business."""
        asked = {"Accept-Encoding": "gzip", **headers}
        request = self._session.request(
            method, URL(url, encoded=True), headers=asked, data=body or None, allow_redirects=False
        )
        try:
            async with request as answer:
                return answer.status, Headers(answer.headers.items()), await read_limited(answer, limit)
        except aiohttp.ClientError as cause:
            raise Broken(type(cause).__name__) from cause

    def _socket(self, address: Any) -> socket.socket:
        """A socket for an address that has just been resolved: the last look before connecting.

        Here and nowhere earlier, because a name may resolve differently a moment later (DNS rebinding).
        """
        family, kind, protocol, _, (host, port, *_) = address
        if not self._reach.allows(host, port):
            raise PermissionError(f"{host} port {port} is no public address")
        return socket.socket(family, kind, protocol)

    async def close(self) -> None:
        """Lets go of every connection."""
        await self._session.close()


async def read_limited(answer: aiohttp.ClientResponse, limit: int) -> bytes:
    """The body, unpacked; a small packed body may hold gigabytes, so the limit counts what comes out."""
    packed = answer.headers.get("Content-Encoding", "identity").lower() in ("gzip", "x-gzip", "deflate")
    unpack = zlib.decompressobj(47) if packed else None  # 47: gzip or zlib, as the data says
    parts, size = [], 0
    async for chunk in answer.content.iter_chunked(65_536):
        data = unpack.decompress(chunk, limit + 1 - size) if unpack else chunk
        parts.append(data)
        size += len(data)
        if size > limit:
            raise TooBig
    return b"".join(parts)
