"""Lists and hashtags that people arranged for themselves, through the front door."""

from typing import Any

import orjson

from tests.harness.house import House, Person
from tests.harness.sockets import socket_to


async def made(person: Person, title: str, *members: Person, **ways: Any) -> str:
    one = await person.post("/api/v1/lists", title=title, **ways)
    answer = await person.tries(
        "POST", f"/api/v1/lists/{one['id']}/accounts", {"account_ids": [str(m.account.id) for m in members]}
    )
    assert answer.status == 200, answer.text
    return str(one["id"])


async def follows(person: Person, *others: Person) -> None:
    for other in others:
        await person.post(f"/api/v1/accounts/{other.account.id}/follow")


def texts(found: list[dict[str, Any]]) -> list[str]:
    return [one["content"].removeprefix("<p>").removesuffix("</p>") for one in found]


async def test_a_list_shows_what_its_members_post(server: House):
    alice, bob, carol = [await server.signs_up(name) for name in ("alice", "bob", "carol")]
    await follows(alice, bob, carol)
    friends = await made(alice, "Friends", bob)
    await bob.posts("from bob")
    await carol.posts("from carol")
    assert texts(await alice.get(f"/api/v1/timelines/list/{friends}")) == ["from bob"]
    assert texts(await alice.home()) == ["from carol", "from bob"]
    assert [one["id"] for one in await alice.get(f"/api/v1/lists/{friends}/accounts?limit=0")] == [str(bob.account.id)]
    assert [one["title"] for one in await alice.get(f"/api/v1/accounts/{bob.account.id}/lists")] == ["Friends"]
    assert (await bob.ask("GET", f"/api/v1/timelines/list/{friends}")).status == 404
    await alice.post(f"/api/v1/accounts/{bob.account.id}/unfollow")
    assert await alice.get(f"/api/v1/lists/{friends}/accounts") == []
    assert await alice.get(f"/api/v1/timelines/list/{friends}") == []


async def test_an_exclusive_list_keeps_its_members_out_of_home(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    await follows(alice, bob)
    quiet = await made(alice, "Quiet", bob, exclusive="true")
    await bob.posts("from bob")
    assert await alice.home() == []
    assert texts(await alice.get(f"/api/v1/timelines/list/{quiet}")) == ["from bob"]
    changed = await alice.tries("PUT", f"/api/v1/lists/{quiet}", {"title": "Loud", "exclusive": False})
    assert (changed.json["title"], changed.json["replies_policy"]) == ("Loud", "list")
    assert await alice.get(f"/api/v1/lists/{quiet}") == changed.json
    assert texts(await alice.home()) == ["from bob"]
    assert (
        await alice.tries("DELETE", f"/api/v1/lists/{quiet}/accounts", {"account_ids": [str(bob.account.id)]})
    ).status == 200
    assert await alice.get(f"/api/v1/timelines/list/{quiet}") == []
    assert (await alice.tries("DELETE", f"/api/v1/lists/{quiet}")).json == {}
    assert await alice.get("/api/v1/lists") == []


async def test_replies_by_the_policy_of_a_list(server: House):
    alice, bob, carol = [await server.signs_up(name) for name in ("alice", "bob", "carol")]
    await follows(alice, bob, carol)
    said = await carol.posts("hello")
    await bob.posts("@carol hi", in_reply_to_id=said["id"])
    seen = {}
    for policy in ("followed", "list", "none"):
        one = await made(alice, policy, bob, replies_policy=policy)
        seen[policy] = len(await alice.get(f"/api/v1/timelines/list/{one}"))
    assert seen == {"followed": 1, "list": 0, "none": 0}


async def test_only_whom_one_follows_can_be_on_a_list(small_server: House):
    alice, bob = await small_server.signs_up("alice"), await small_server.signs_up("bob")
    one = await alice.post("/api/v1/lists", title="Strangers")
    where = f"/api/v1/lists/{one['id']}/accounts"
    assert (await alice.tries("POST", where, {"account_ids": [str(bob.account.id)]})).status == 404
    assert (await alice.tries("POST", "/api/v1/lists", {"title": " "})).status == 422
    assert (await alice.tries("POST", "/api/v1/lists", {"title": "a", "replies_policy": "some"})).status == 422


async def test_posts_with_a_followed_hashtag_come_home(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    assert (await alice.post("/api/v1/tags/Foxes/follow"))["following"] is True
    await bob.posts("a #foxes picture")
    await bob.posts("a #foxes picture for few", visibility="unlisted")
    await bob.posts("a #cats picture")
    assert len(await alice.home()) == 1
    assert [one["name"] for one in await alice.get("/api/v1/followed_tags")] == ["foxes"]
    assert (await bob.get("/api/v1/tags/foxes"))["following"] is False
    assert (await alice.post("/api/v1/tags/foxes/unfollow"))["following"] is False
    await bob.posts("another #foxes picture")
    assert len(await alice.home()) == 1
    assert (await alice.tries("POST", "/api/v1/tags/no%20tag/follow")).status == 422


async def test_hashtags_on_a_profile(server: House):
    alice = await server.signs_up("alice")
    await alice.posts("#foxes and #snow")
    await alice.posts("#foxes")
    assert [one["name"] for one in await alice.get("/api/v1/featured_tags/suggestions")] == ["foxes", "snow"]
    one = await alice.post("/api/v1/featured_tags", name="#Foxes")
    assert (one["name"], one["statuses_count"]) == ("foxes", "2")
    await alice.post("/api/v1/tags/rain/feature")
    shown = (await server.ask("GET", f"/api/v1/accounts/{alice.account.id}/featured_tags")).json
    assert [(tag["name"], tag["statuses_count"]) for tag in shown] == [("foxes", "2"), ("rain", "0")]
    assert (await alice.tries("DELETE", f"/api/v1/featured_tags/{one['id']}")).json == {}
    assert [tag["name"] for tag in await alice.get("/api/v1/featured_tags")] == ["rain"]


async def test_a_list_is_heard_live_and_an_exclusive_one_keeps_home_quiet(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    await follows(alice, bob)
    one = await made(alice, "Bob", bob, exclusive="true")
    async with (
        socket_to(server.app, f"/api/v1/streaming?stream=list&list={one}&access_token={alice.token}") as line,
        socket_to(server.app, f"/api/v1/streaming?stream=user&access_token={alice.token}") as home,
    ):
        post, own = await bob.posts("from bob"), await alice.posts("mine")
        told = orjson.loads(await line.receive())
        assert (told["stream"], orjson.loads(told["payload"])["id"]) == (["list", one], post["id"])
        assert orjson.loads(orjson.loads(await home.receive())["payload"])["id"] == own["id"]
