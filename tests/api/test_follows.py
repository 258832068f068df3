"""Following, asking to follow, being blocked and muted: https://docs.joinmastodon.org/methods/accounts/#follow."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from fediai.services.people import oauth
from fediai.store.people import users
from tests.harness.house import House, Person

BOOLEANS = {
    "following", "showing_reblogs", "notifying", "followed_by", "blocking", "blocked_by", "muting",
    "muting_notifications", "requested", "requested_by", "domain_blocking", "endorsed",
}  # fmt: skip


async def does(person: Person, verb: str, other: Person, **values: Any) -> dict[str, Any]:
    return await person.post(f"/api/v1/accounts/{other.account.id}/{verb}", **values)


async def relation(person: Person, other: Person) -> dict[str, Any]:
    [one] = await person.get(f"/api/v1/accounts/relationships?id[]={other.account.id}")
    return one


async def lock(person: Person) -> None:
    await person.tries("PATCH", "/api/v1/accounts/update_credentials", {"locked": True})


def true_of(relationship: dict[str, Any]) -> set[str]:
    """What holds; and the entity has every boolean, as iOS needs."""
    assert set(relationship) >= BOOLEANS
    assert all(isinstance(relationship[name], bool) for name in BOOLEANS)
    assert (relationship["note"], relationship["languages"]) == ("", [])
    return {name for name in BOOLEANS if relationship[name]}


async def counts(person: Person) -> tuple[int, int]:
    me = await person.get("/api/v1/accounts/verify_credentials")
    return me["followers_count"], me["following_count"]


async def bell(person: Person) -> list[tuple[str, str]]:
    return [(one["type"], one["account"]["acct"]) for one in await person.get("/api/v1/notifications")]


async def test_an_open_account_is_followed_at_once(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    before = await bob.posts("from before")
    assert true_of(await does(alice, "follow", bob)) == {"following", "showing_reblogs"}
    assert true_of(await relation(bob, alice)) == {"followed_by"}
    assert (await counts(alice), await counts(bob)) == ((0, 1), (1, 0))
    assert await bell(bob) == [("follow", "alice")]
    assert [one["id"] for one in await alice.home()] == [before["id"]], "a follow shows something at once"
    assert true_of(await does(alice, "unfollow", bob)) == set()
    assert (await counts(alice), await counts(bob)) == ((0, 0), (0, 0))
    assert await bell(bob) == []
    assert await alice.home() == []


async def test_following_twice_changes_only_what_is_shown(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    await does(alice, "follow", bob, reblogs="false", notify="true")
    assert true_of(await does(alice, "follow", bob)) == {"following", "notifying"}
    assert true_of(await does(alice, "follow", bob, reblogs="true", notify="0")) == {"following", "showing_reblogs"}
    assert (await counts(alice), await counts(bob)) == ((0, 1), (1, 0))
    assert await bell(bob) == [("follow", "alice")]


async def test_a_locked_account_answers_first(server: House):
    alice, bob, carol = [await server.signs_up(name) for name in ("alice", "bob", "carol")]
    await lock(bob)
    for follower in (alice, carol):
        assert "following" not in true_of(await does(follower, "follow", bob))
    assert true_of(await relation(alice, bob)) == {"requested", "showing_reblogs"}
    assert true_of(await relation(bob, alice)) == {"requested_by"}
    assert await bell(bob) == [("follow_request", "carol"), ("follow_request", "alice")]
    me = await bob.get("/api/v1/accounts/verify_credentials")
    assert me["source"]["follow_requests_count"] == 2
    assert [one["acct"] for one in await bob.get("/api/v1/follow_requests")] == ["carol", "alice"]
    granted = await bob.post(f"/api/v1/follow_requests/{alice.account.id}/authorize")
    refused = await bob.post(f"/api/v1/follow_requests/{carol.account.id}/reject")
    assert (true_of(granted), true_of(refused)) == ({"followed_by"}, set())
    assert await bell(bob) == [("follow", "alice")]
    assert true_of(await relation(alice, bob)) == {"following", "showing_reblogs"}
    assert true_of(await relation(carol, bob)) == set()
    assert await bob.get("/api/v1/follow_requests") == []
    assert await counts(bob) == (1, 0)


async def test_a_request_can_be_taken_back_and_asked_again(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    await lock(bob)
    await does(alice, "follow", bob)
    await does(alice, "unfollow", bob)
    assert (await bell(bob), await bob.get("/api/v1/follow_requests")) == ([], [])
    await does(alice, "follow", bob)
    await bob.post(f"/api/v1/follow_requests/{alice.account.id}/reject")
    assert "requested" in true_of(await does(alice, "follow", bob))
    assert await bell(bob) == [("follow_request", "alice")]


async def test_what_was_not_asked_cannot_be_granted(small_server: House):
    alice, bob = await small_server.signs_up("alice"), await small_server.signs_up("bob")
    assert (await bob.tries("POST", f"/api/v1/follow_requests/{alice.account.id}/authorize")).status == 404
    assert (await bob.tries("POST", "/api/v1/follow_requests/1/authorize")).status == 404
    assert (await bob.tries("POST", f"/api/v1/follow_requests/{alice.account.id}/reject")).status == 200
    assert (await alice.tries("POST", f"/api/v1/accounts/{alice.account.id}/follow")).status == 403
    assert (await alice.tries("POST", "/api/v1/accounts/1/follow")).status == 404


async def test_a_follower_can_be_sent_away(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    await does(alice, "follow", bob)
    assert true_of(await does(bob, "remove_from_followers", alice)) == set()
    assert (await counts(alice), await counts(bob)) == ((0, 0), (0, 0))


async def test_relationships_come_in_the_order_asked(server: House):
    alice, *others = [await server.signs_up(name) for name in ("alice", "bob", "carol", "dave")]
    await does(alice, "follow", others[1])
    ids = [str(one.account.id) for one in reversed(others)]
    for name in ("id[]", "id"):
        query = "&".join(f"{name}={one}" for one in [*ids, "abc", "1", ids[0]])
        found = await alice.get(f"/api/v1/accounts/relationships?{query}")
        assert [one["id"] for one in found] == ids
        assert [one["following"] for one in found] == [False, True, False]
    assert await alice.get("/api/v1/accounts/relationships") == []


async def test_followers_are_paged_by_the_link_header_alone(server: House):
    """The cursor is no account's id, so clients can't make it up."""
    bob = await server.signs_up("bob")
    names = [f"fan{n}" for n in range(5)]
    for name in names:
        await does(await server.signs_up(name), "follow", bob)
    target, seen, pages = f"/api/v1/accounts/{bob.account.id}/followers?limit=2&kept=yes", [], 0
    first = target
    while target:
        answer = await server.ask("GET", target)
        links = {
            part.split('rel="')[1].rstrip('"'): part[1:].split(">")[0] for part in answer.header("link").split(", ")
        }
        seen += [one["acct"] for one in answer.json]
        pages += 1
        assert urlsplit(links["prev"]).netloc == "art.example"
        target = links.get("next", "").removeprefix("https://art.example")
        assert not target or parse_qs(urlsplit(target).query)["kept"] == ["yes"]
    assert (seen, pages) == (names[::-1], 3)
    newest = (await server.ask("GET", first)).header("link").split('>; rel="prev"')[0].split("<")[-1]
    await does(await server.signs_up("late"), "follow", bob)
    answer = await server.ask("GET", newest.removeprefix("https://art.example"))
    assert [one["acct"] for one in answer.json] == ["late"]


async def test_a_block_ends_everything_between_two_people(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    await does(alice, "follow", bob)
    await does(bob, "follow", alice)
    assert true_of(await does(alice, "block", bob)) == {"blocking"}
    assert true_of(await relation(bob, alice)) == {"blocked_by"}
    assert (await counts(alice), await counts(bob)) == ((0, 0), (0, 0))
    for one, other in ((alice, bob), (bob, alice)):
        assert (await one.tries("POST", f"/api/v1/accounts/{other.account.id}/follow")).status == 403
    assert [one["acct"] for one in await alice.get("/api/v1/blocks")] == ["bob"]
    assert true_of(await does(alice, "unblock", bob)) == set()
    assert "following" in true_of(await does(bob, "follow", alice))


async def test_a_mute_is_silent_and_ends_by_itself(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    assert true_of(await does(alice, "mute", bob, duration=3600)) == {"muting", "muting_notifications"}
    await does(bob, "follow", alice)
    assert (await bell(alice), true_of(await relation(bob, alice))) == ([], {"following", "showing_reblogs"})
    assert [one["acct"] for one in await alice.get("/api/v1/mutes")] == ["bob"]
    server.clock.passes(hours=2)
    assert true_of(await relation(alice, bob)) == {"followed_by"}
    assert true_of(await does(alice, "mute", bob, notifications="false")) == {"muting", "followed_by"}
    assert true_of(await does(alice, "unmute", bob)) == {"followed_by"}
    assert (await alice.tries("POST", f"/api/v1/accounts/{alice.account.id}/mute")).status == 403


@pytest.mark.parametrize("verb", ["follow", "block", "mute"])
async def test_a_token_that_only_reads_changes_nothing(small_server: House, verb: str):
    alice, bob = await small_server.signs_up("alice"), await small_server.signs_up("bob")
    async with small_server.ctx.db.write() as tx:
        found = await users.by_account(tx, alice.account.id)
        assert found is not None
        reads = await oauth.issue_token(small_server.ctx, tx, found[0].id, "read")
    target = f"/api/v1/accounts/{bob.account.id}/{verb}"
    assert (await small_server.ask("POST", target)).status == 401
    answer = await small_server.ask("POST", target, headers={"Authorization": f"Bearer {reads}"})
    assert (answer.status, answer.json["error"]) == (403, "This action is outside the authorized scopes")
    assert true_of(await relation(alice, bob)) == set()
