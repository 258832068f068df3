"""Keeps a line open to an instance: from behind any home router, through nginx, again and again."""

import asyncio
import logging
import random
from http import HTTPStatus
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus, WebSocketException

from generators.contract import Unavailable
from generators.frames import LARGEST_JOB, PATH, Hello
from generators.worker.session import Session
from generators.worker.studio import Studio

logger = logging.getLogger(__name__)

SCHEMES: Final = {"http": "ws", "https": "wss", "ws": "ws", "wss": "wss"}
FIRST_PAUSE: Final = 0.5
LONGEST_PAUSE: Final = 30.0
BAD_TOKEN: Final = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)


def socket_url(server: str) -> str:
    """Where the workers of `server` dial in, given the address people type into a browser."""
    parts = urlsplit(server.rstrip("/"))
    if parts.scheme not in SCHEMES or not parts.hostname:
        raise Unavailable(f"`{server}` is not the address of a server; it looks like https://art.example")
    return f"{SCHEMES[parts.scheme]}://{parts.netloc}{parts.path.removesuffix(PATH)}{PATH}"


def pause(attempt: int) -> float:
    """Doubles with every attempt up to half a minute, and never falls in step with other workers."""
    longest: float = min(FIRST_PAUSE * 2 ** min(attempt, 10), LONGEST_PAUSE)
    return longest * random.uniform(0.5, 1.0)


class TurnedAway(Exception):
    """The instance will not have this worker, for the reason that is the text."""


class Line:
    """A connection that comes back until the instance says that it must not."""

    def __init__(self, url: str, token: str, studio: Studio, plugin: str) -> None:
        self._url = url
        self._token = token
        self._studio = studio
        self._plugin = plugin
        self._session: Session | None = None

    async def keep(self) -> str:
        """Returns only when turned away, with the reason."""
        attempt = 0
        while True:
            self._session = None
            try:
                trouble = await self._once()
            except TurnedAway as answer:
                return str(answer)
            attempt = 0 if self._session and self._session.welcomed else attempt + 1
            seconds = pause(attempt)
            logger.warning("%s: %s; dialling again in %.1f s", self._url, trouble, seconds)
            await asyncio.sleep(seconds)

    async def finish(self, grace: float) -> None:
        if self._session:
            await self._session.finish(grace)

    async def _once(self) -> str:
        """One connection from its beginning to its end; what ended it."""
        try:
            async with self._connection() as socket:
                self._session = Session(socket, self._studio)
                await self._session.converse(Hello(self._studio.offer(), self._plugin))
        except InvalidStatus as answer:
            status = answer.response.status_code
            if status in BAD_TOKEN:
                raise TurnedAway("bad token") from answer
            return f"the server answered {status}"
        except (OSError, TimeoutError, WebSocketException) as cause:
            return f"{type(cause).__name__}: {cause}"
        if self._session.refusal is not None:
            raise TurnedAway(self._session.refusal)
        return "the line was cut"

    def _connection(self) -> connect:
        return connect(
            self._url,
            additional_headers={"Authorization": f"Bearer {self._token}"},
            user_agent_header="fediai-generator",
            compression=None,  # pictures are compressed already
            proxy=None if _is_here(self._url) else True,
            max_size=LARGEST_JOB,
            close_timeout=1,
        )


def _is_here(url: str) -> bool:
    """A server on this machine is never behind the proxy of the environment."""
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
