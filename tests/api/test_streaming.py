"""https://docs.joinmastodon.org/methods/streaming/ over a socket in memory."""

import asyncio
import json
from typing import Any

import pytest

from tests.harness.house import House
from tests.harness.sockets import Closed, Line, socket_to


async def heard(line: Line) -> tuple[list[str], str, Any]:
    frame = json.loads(await line.receive(5))
    payload = frame["payload"]
    assert isinstance(payload, str)
    return frame["stream"], frame["event"], payload if frame["event"] == "delete" else json.loads(payload)


async def silence(line: Line) -> None:
    with pytest.raises(asyncio.TimeoutError):
        await line.receive(0.2)


async def subscribe(line: Line, stream: str, **words: str) -> None:
    await line.send(json.dumps({"type": "subscribe", "stream": stream, **words}))
    await line.is_heeded()


async def test_a_home_hears_of_posts_edits_reblogs_and_deletions(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    await bob.post(f"/api/v1/accounts/{alice.account.id}/follow")
    async with socket_to(server.app, f"/api/v1/streaming?stream=user&access_token={bob.token}") as line:
        posted = await alice.posts("hello")
        stream, event, payload = await heard(line)
        assert (stream, event, payload["content"]) == (["user"], "update", "<p>hello</p>")
        assert payload["favourited"] is False
        await bob.post(f"/api/v1/statuses/{posted['id']}/favourite")
        await alice.tries("PUT", f"/api/v1/statuses/{posted['id']}", {"status": "changed"})
        _, event, payload = await heard(line)
        assert (event, payload["content"], payload["favourited"]) == ("status.update", "<p>changed</p>", True)
        await alice.ask("DELETE", f"/api/v1/statuses/{posted['id']}")
        assert await heard(line) == (["user"], "delete", posted["id"])


async def test_a_bell_rings_on_user_and_on_notifications_alone(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    posted = await alice.posts("hello")
    headers = {"Authorization": f"Bearer {alice.token}"}
    async with socket_to(server.app, "/api/v1/streaming", headers) as line:
        await subscribe(line, "user:notification")
        await bob.post(f"/api/v1/statuses/{posted['id']}/favourite")
        stream, event, payload = await heard(line)
        assert (stream, event, payload["type"]) == (["user:notification"], "notification", "favourite")
        assert payload["status"]["id"] == posted["id"]
        await alice.posts("again")
        await silence(line)


async def test_open_streams_carry_what_is_public_and_tags_what_is_tagged(small_server: House):
    alice, bob = await small_server.signs_up("alice"), await small_server.signs_up("bob")
    async with socket_to(small_server.app, "/api/v1/streaming", subprotocols=(bob.token,)) as line:
        assert line.subprotocol == bob.token
        await subscribe(line, "public:local")
        await subscribe(line, "hashtag", tag="Fox")
        await alice.posts("quiet #fox", visibility="unlisted")
        await alice.posts("secret #fox", visibility="private")
        posted = await alice.posts("loud #fox")
        frames = [await heard(line), await heard(line)]
        assert sorted(stream for stream, _, _ in frames) == [["hashtag", "fox"], ["public:local"]]
        assert {payload["id"] for _, _, payload in frames} == {posted["id"]}
        await line.send('{"type": "unsubscribe", "stream": "public:local"}')
        await line.is_heeded()
        await alice.posts("no tag")
        await silence(line)


async def test_nobody_hears_somebody_they_blocked(small_server: House):
    alice, bob = await small_server.signs_up("alice"), await small_server.signs_up("bob")
    await bob.post(f"/api/v1/accounts/{alice.account.id}/mute")
    target = f"/api/v1/streaming?stream=public&access_token={bob.token}"
    async with socket_to(small_server.app, target, subprotocols=(bob.token,)) as line:
        assert line.subprotocol == bob.token, "browsers want it said again, wherever else the token stood"
        await alice.posts("hello")
        await silence(line)


@pytest.mark.parametrize(
    "message",
    [
        '{"type": "subscribe", "stream": "local"}',
        "no json",
        "[]",
        '{"type": "dance"}',
        '{"type": "subscribe", "stream": "hashtag"}',
    ],
)
async def test_what_is_not_understood_is_answered_and_the_socket_stays(small_server: House, message: str):
    alice = await small_server.signs_up("alice")
    async with socket_to(small_server.app, f"/api/v1/streaming?access_token={alice.token}") as line:
        await line.send(message)
        answer = json.loads(await line.receive(5))
        assert answer["status"] == 400
        assert answer["error"]
        await subscribe(line, "user")
        await alice.posts("still here")
        assert (await heard(line))[1] == "update"


async def test_without_a_valid_token_there_is_no_socket(small_server: House):
    for target in ("/api/v1/streaming", "/api/v1/streaming?access_token=wrong"):
        with pytest.raises(Closed, match="401"):
            async with socket_to(small_server.app, target):
                pass


async def test_plain_http_is_told_that_there_is_nothing_and_that_all_is_well(small_server: House):
    assert (await small_server.ask("GET", "/api/v1/streaming")).status == 404
    answer = await small_server.ask("GET", "/api/v1/streaming/health")
    assert (answer.status, answer.text) == (200, "OK")


async def test_one_socket_hears_each_stream_that_it_asked_for(small_server: House):
    alice, bob = await small_server.signs_up("alice"), await small_server.signs_up("bob")
    await bob.post(f"/api/v1/accounts/{alice.account.id}/follow")
    made = await bob.post("/api/v1/lists", title="friends")
    await bob.post(f"/api/v1/lists/{made['id']}/accounts", **{"account_ids[]": str(alice.account.id)})
    async with socket_to(small_server.app, f"/api/v1/streaming?access_token={bob.token}") as line:
        for stream in ("user", "public", "public:local", "public:remote", "public:media", "direct"):
            await subscribe(line, stream)
        await subscribe(line, "list", list=made["id"])
        for stream in ("hashtag", "hashtag:local"):
            await subscribe(line, stream, tag="fox")
        posted = await alice.posts("a #fox")
        heard_on = ["hashtag/fox", "hashtag:local/fox", f"list/{made['id']}", "public", "public:local", "user"]
        frames = [await heard(line) for _ in heard_on]
        assert sorted("/".join(stream) for stream, _, _ in frames) == heard_on
        assert {(event, payload["id"]) for _, event, payload in frames} == {("update", posted["id"])}
        await alice.ask("DELETE", f"/api/v1/statuses/{posted['id']}")
        gone = [await heard(line) for _ in range(len(heard_on) + 2)]
        assert {event for _, event, _ in gone} == {"delete"}
        assert set(heard_on) <= {"/".join(stream) for stream, _, _ in gone}
        await alice.posts("@bob psst", visibility="direct")
        said = {"/".join(stream): event for stream, event, _ in [await heard(line) for _ in range(4)]}
        assert said["direct"] == "conversation"
