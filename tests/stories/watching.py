"""Waiting for something to come true, and looking at what came: files, notes, the stream."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar
from urllib.parse import urlsplit

from tests.harness.house import House, Person, everyone_settles
from tests.harness.sockets import Line, socket_to

T = TypeVar("T")
ACTIVITY_JSON = "application/activity+json"


async def until(look: Callable[[], Awaitable[T]], seconds: float = 10) -> T:
    """What `look` sees as soon as it is something."""
    end = asyncio.get_running_loop().time() + seconds
    while not (seen := await look()):
        assert asyncio.get_running_loop().time() < end, f"nothing to be seen after {seconds} s"
        await asyncio.sleep(0.05)
    return seen


async def paints(art: House, asker: Person, text: str, *far: House, **values: Any) -> dict[str, Any]:
    """What the asker's app gets for `/imagine …` while a painter is there; afterwards everybody has heard of it."""
    async with art.paints():
        status = await asker.posts(text, **values)
        if not status["media_attachments"]:  # it took longer than an app waits
            status = await until(lambda: _painted(asker, status["id"]))
    await everyone_settles(art, *far)
    return status


async def _painted(asker: Person, id: str) -> dict[str, Any] | None:
    status: dict[str, Any] = await asker.get(f"/api/v1/statuses/{id}")
    return status if status["media_attachments"] else None


async def note_of(house: House, status: dict[str, Any]) -> dict[str, Any]:
    """The post as other servers read it."""
    answer = await house.ask("GET", _target(status["uri"]), headers={"Accept": ACTIVITY_JSON})
    assert answer.status == 200, answer.text
    note: dict[str, Any] = answer.json
    return note


async def file_at(house: House, url: str) -> bytes:
    """The bytes of a picture that this house shows."""
    assert urlsplit(url).netloc == house.domain, f"{url} is not shown by {house.domain} itself"
    answer = await house.ask("GET", _target(url))
    assert answer.status == 200, answer.text[:300]
    return answer.body


def _target(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


@asynccontextmanager
async def streaming(person: Person) -> AsyncIterator["Stream"]:
    """The person's app listens to its home."""
    target = f"/api/v1/streaming?stream=user&access_token={person.token}"
    async with socket_to(person.house.app, target) as line:
        yield Stream(line)


class Stream:
    """What an app hears, in order."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def next(self) -> tuple[str, Any]:
        """The next event's name and its payload: a status, or an id."""
        message = json.loads(await self._line.receive())
        payload = message["payload"]
        return message["event"], json.loads(payload) if payload.startswith("{") else payload
