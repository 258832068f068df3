"""https://docs.joinmastodon.org/methods/streaming/ as server-sent events: what libraries and bots read."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import pytest

from fediai.web.mastodon.streaming import sent_events
from tests.harness import tally
from tests.harness.house import House, Person


class Wire:
    """Our end of one answer that has no end."""

    def __init__(self) -> None:
        self.said: asyncio.Queue[Mapping[str, Any]] = asyncio.Queue()
        self.hung_up = asyncio.Event()
        self._body = [{"type": "http.request", "body": b""}]

    async def receive(self) -> Mapping[str, Any]:
        if not self._body:
            await self.hung_up.wait()
        return self._body.pop() if self._body else {"type": "http.disconnect"}

    async def line(self) -> str:
        body: bytes = (await asyncio.wait_for(self.said.get(), 5))["body"]
        return body.decode()

    async def heard(self) -> tuple[str, Any]:
        """The next event, and what it carries."""
        event, data = (await self.line()).strip().split("\n")
        payload = data.removeprefix("data: ")
        return event.removeprefix("event: "), json.loads(payload)


@asynccontextmanager
async def listening(house: House, person: Person, stream: str) -> AsyncIterator[Wire]:
    """Connected inside; afterwards we hang up, and the server must notice."""
    path, _, query = stream.partition("?")
    wire = Wire()
    scope = {
        "type": "http", "method": "GET", "path": f"/api/v1/streaming/{path}", "query_string": query.encode(),
        "headers": [(b"host", b"art.example"), (b"authorization", f"Bearer {person.token}".encode())],
        "client": ("203.0.113.9", 4000),
    }  # fmt: skip
    task = asyncio.create_task(house.app(scope, wire.receive, wire.said.put))
    start = await asyncio.wait_for(wire.said.get(), 5)
    assert (start["status"], dict(start["headers"])[b"content-type"]) == (200, b"text/event-stream")
    assert await wire.line() == ":)\n"
    tally.note("GET", f"/api/v1/streaming/{path}", 200, schema=True, rules=True)
    yield wire
    wire.hung_up.set()
    await asyncio.wait_for(task, 5)


async def test_a_home_hears_of_posts_edits_deletions_and_bells(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    await bob.post(f"/api/v1/accounts/{alice.account.id}/follow")
    async with listening(server, bob, "user") as wire:
        posted = await alice.posts("hello")
        event, payload = await wire.heard()
        assert (event, payload["id"]) == ("update", posted["id"])
        await alice.tries("PUT", f"/api/v1/statuses/{posted['id']}", {"status": "changed"})
        assert (await wire.heard())[0] == "status.update"
        await alice.ask("DELETE", f"/api/v1/statuses/{posted['id']}")
        assert await wire.heard() == ("delete", int(posted["id"]))
        await alice.post(f"/api/v1/accounts/{bob.account.id}/follow")
        assert (await wire.heard())[0] == "notification"
        await bob.post("/api/v2/filters", title="snow", **{"context[]": "home"})
        assert await wire.line() == "event: filters_changed\ndata: undefined\n\n"


@pytest.mark.parametrize("stream", ["public", "public/local", "hashtag?tag=fox", "hashtag/local?tag=Fox"])
async def test_open_streams_by_their_paths(small_server: House, stream: str):
    alice, bob = await small_server.signs_up("alice"), await small_server.signs_up("bob")
    async with listening(small_server, bob, stream) as wire:
        await alice.posts("quiet #fox", visibility="unlisted")
        posted = await alice.posts("loud #fox")
        assert (await wire.heard())[1]["id"] == posted["id"]


async def test_streams_of_ones_own_by_their_paths(small_server: House):
    """One private word by somebody on a list is news on three of them."""
    alice, bob = await small_server.signs_up("alice"), await small_server.signs_up("bob")
    await bob.post(f"/api/v1/accounts/{alice.account.id}/follow")
    made = await bob.post("/api/v1/lists", title="friends")
    await bob.post(f"/api/v1/lists/{made['id']}/accounts", **{"account_ids[]": str(alice.account.id)})
    async with (
        listening(small_server, bob, f"list?list={made['id']}") as friends,
        listening(small_server, bob, "direct") as letters,
        listening(small_server, bob, "user/notification") as bells,
        listening(small_server, alice, f"list?list={made['id']}") as somebody_elses,
    ):
        said = await alice.posts("@bob psst", visibility="direct")
        heard = [await wire.heard() for wire in (friends, letters, bells)]
        assert [event for event, _ in heard] == ["update", "conversation", "notification"]
        posts = (heard[0][1], heard[1][1]["last_status"], heard[2][1]["status"])
        assert {one["id"] for one in posts} == {said["id"]}
        assert somebody_elses.said.empty()


async def test_streams_of_media_are_asked_for_beside_the_name(small_server: House):
    alice = await small_server.signs_up("alice")
    async with listening(small_server, alice, "public?only_media=true") as wire:
        await alice.posts("only words")
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(wire.said.get(), 0.2)


async def test_the_line_is_kept_open(small_server: House, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sent_events, "HEARTBEAT", 0.01)
    async with listening(small_server, await small_server.signs_up("alice"), "user") as wire:
        assert await wire.line() == ":thump\n"


@pytest.mark.parametrize(("stream", "status"), [("hashtag", 422), ("list", 422), ("nonsense", 404)])
async def test_what_is_no_stream_is_told_so(small_server: House, stream: str, status: int):
    alice = await small_server.signs_up("alice")
    assert (await alice.ask("GET", f"/api/v1/streaming/{stream}")).status == status
    assert (await small_server.ask("GET", "/api/v1/streaming/user")).status == 401
