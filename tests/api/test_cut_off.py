"""Requests that never come to their end: a lost train tunnel must not publish half a sentence."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from fediai.web import http
from tests.harness.house import House, Person

BEGINNING = b"status=I+never+said+that+you+"


async def begins(house: House, person: Person, *, then: Mapping[str, Any] | None) -> int:
    """The status of the answer to a post whose rest does not come: `then` this does, or nothing at all."""
    coming = [{"type": "http.request", "body": BEGINNING, "more_body": True}, *([then] if then else [])]
    said: list[Mapping[str, Any]] = []

    async def receive() -> Mapping[str, Any]:
        return coming.pop(0) if coming else await asyncio.Event().wait() or {}

    async def send(message: Mapping[str, Any]) -> None:
        said.append(message)

    headers = {"authorization": f"Bearer {person.token}", "content-type": "application/x-www-form-urlencoded"}
    scope = {
        "type": "http", "method": "POST", "path": "/api/v1/statuses", "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()], "client": ("203.0.113.9", 1),
    }  # fmt: skip
    await house.app(scope, receive, send)
    status: int = said[0]["status"]
    return status


async def test_who_hangs_up_in_the_middle_of_a_post_has_posted_nothing(small_server: House):
    alice = await small_server.signs_up("alice")
    assert await begins(small_server, alice, then={"type": "http.disconnect"}) == 400
    assert await alice.get("/api/v1/timelines/home") == []


async def test_who_stops_speaking_is_not_waited_for(small_server: House, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(http, "PATIENCE", 0.05)
    alice = await small_server.signs_up("alice")
    assert await begins(small_server, alice, then=None) == 408
    assert await alice.get("/api/v1/timelines/home") == []
