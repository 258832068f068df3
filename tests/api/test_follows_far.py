"""Following across two servers: both sides count and tell the same, whatever order things arrive in."""

from typing import Any

import pytest

from fediai.domain.lifecycle import FollowState
from fediai.services.people import follows
from fediai.store.people import accounts
from fediai.store.people import follows as store
from tests.harness.house import House, Person, everyone_settles


async def seen_by(person: Person, handle: str) -> dict[str, Any]:
    """Somebody far, as this person's client finds them."""
    [found] = (await person.get(f"/api/v1/search?q={handle}&type=accounts&resolve=true"))["accounts"]
    return found


async def relation(person: Person, other: dict[str, Any]) -> dict[str, Any]:
    [one] = await person.get(f"/api/v1/accounts/relationships?id[]={other['id']}")
    return one


async def bell(person: Person) -> list[tuple[str, str]]:
    return [(one["type"], one["account"]["acct"]) for one in await person.get("/api/v1/notifications")]


async def me(person: Person) -> tuple[int, int]:
    own = await person.get("/api/v1/accounts/verify_credentials")
    return own["followers_count"], own["following_count"]


async def test_a_follow_goes_out_and_the_answer_comes_back(art: House, pub: House):
    alice, bob = await art.signs_up("alice"), await pub.signs_up("bob")
    far = await seen_by(bob, alice.handle)
    asked = await bob.post(f"/api/v1/accounts/{far['id']}/follow")
    assert (asked["following"], asked["requested"]) == (False, True)
    await everyone_settles(art, pub)
    assert (await relation(bob, far))["following"] is True
    assert await bell(alice) == [("follow", bob.handle[1:])]
    assert (await me(alice), await me(bob)) == ((1, 0), (0, 1))
    await bob.post(f"/api/v1/accounts/{far['id']}/unfollow")
    await everyone_settles(art, pub)
    assert (await me(alice), await me(bob), await bell(alice)) == ((0, 0), (0, 0), [])


async def test_a_locked_account_answers_across_the_wire(art: House, pub: House):
    alice = await art.signs_up("alice")
    bob, carol = await pub.signs_up("bob"), await pub.signs_up("carol")
    await alice.tries("PATCH", "/api/v1/accounts/update_credentials", {"locked": True})
    far = await seen_by(bob, alice.handle)
    for one in (bob, carol):
        await one.post(f"/api/v1/accounts/{far['id']}/follow")
    await everyone_settles(art, pub)
    waiting = {one["username"]: one for one in await alice.get("/api/v1/follow_requests")}
    assert set(waiting) == {"bob", "carol"}
    await alice.post(f"/api/v1/follow_requests/{waiting['bob']['id']}/authorize")
    await alice.post(f"/api/v1/follow_requests/{waiting['carol']['id']}/reject")
    await everyone_settles(art, pub)
    assert (await relation(bob, far))["following"] is True
    refused = await relation(carol, far)
    assert (refused["following"], refused["requested"]) == (False, False)
    assert (await me(alice), await me(carol)) == ((1, 0), (0, 0))
    await alice.post(f"/api/v1/accounts/{waiting['bob']['id']}/remove_from_followers")
    await everyone_settles(art, pub)
    assert (await relation(bob, far))["following"] is False
    assert (await me(alice), await me(bob)) == ((0, 0), (0, 0))


async def test_a_block_here_ends_the_follow_there(art: House, pub: House):
    alice, bob = await art.signs_up("alice"), await pub.signs_up("bob")
    far = await seen_by(bob, alice.handle)
    await bob.post(f"/api/v1/accounts/{far['id']}/follow")
    await everyone_settles(art, pub)
    stranger = await seen_by(alice, bob.handle)
    await alice.post(f"/api/v1/accounts/{stranger['id']}/block")
    await everyone_settles(art, pub)
    assert (await relation(bob, far))["following"] is False
    await bob.post(f"/api/v1/accounts/{far['id']}/follow")
    await everyone_settles(art, pub)
    again = await relation(bob, far)
    assert (again["following"], again["requested"]) == (False, False), "and asking again is refused"
    assert (await me(alice), await bell(alice)) == ((0, 0), [])


@pytest.fixture
async def pair(art: House, pub: House) -> tuple[House, Person, Any]:
    """Alice of ours, and Bob as our server knows him; nothing between them yet."""
    alice, bob = await art.signs_up("alice"), await pub.signs_up("bob")
    far = await seen_by(alice, bob.handle)
    async with art.ctx.db.read() as tx:
        return art, alice, await accounts.by_id(tx, int(far["id"]))


async def test_a_follow_that_arrives_twice_is_one_follow_and_answered_twice(pair: tuple[House, Person, Any]):
    """A server that lost our answer asks again under a new id, and needs the answer under that id."""
    house, alice, bob = pair
    for uri in ("https://pub.example/f/1", "https://pub.example/f/2"):
        async with house.ctx.db.write() as tx:
            follow = await follows.receive_follow(house.ctx, tx, bob, alice.account, uri)
        assert follow is not None
        assert (follow.state, follow.uri) == (FollowState.ACCEPTED, uri)
    assert (await me(alice), await bell(alice)) == ((1, 0), [("follow", "bob@pub.example")])


async def test_an_undo_is_understood_by_id_of_the_follow_or_of_the_followed(pair: tuple[House, Person, Any]):
    house, alice, bob = pair
    for of in ("https://pub.example/f/1", alice.account.uri, alice.account):
        async with house.ctx.db.write() as tx:
            await follows.receive_follow(house.ctx, tx, bob, alice.account, "https://pub.example/f/1")
        assert await me(alice) == (1, 0)
        async with house.ctx.db.write() as tx:
            ended = await follows.receive_undo(house.ctx, tx, bob, of)
            assert ended is not None
            assert ended.state is FollowState.REMOVED
            assert await follows.receive_undo(house.ctx, tx, bob, of) is None, "a second time changes nothing"
        assert await me(alice) == (0, 0)
    async with house.ctx.db.write() as tx:
        assert await follows.receive_undo(house.ctx, tx, bob, "https://pub.example/unknown") is None


async def test_only_the_followed_may_answer(pair: tuple[House, Person, Any]):
    """Somebody else's Accept of our follow is no answer, and an Accept of what was never asked makes no follow."""
    house, alice, bob = pair
    carol = await house.signs_up("carol")
    async with house.ctx.db.write() as tx:
        assert await follows.receive_accept(house.ctx, tx, bob, None, alice.account.uri) is None
        await follows.follow(house.ctx, tx, alice.account, bob)
        asked = await store.between(tx, alice.account.id, bob.id)
        assert asked is not None
        assert await follows.receive_accept(house.ctx, tx, carol.account, asked.uri, alice.account.uri) is None
        granted = await follows.receive_accept(house.ctx, tx, bob, asked.uri)
        assert granted is not None
        assert await follows.receive_accept(house.ctx, tx, bob, asked.uri, alice.account.uri) is None
        sent_away = await follows.receive_reject(house.ctx, tx, bob, None, alice.account.uri)
        assert sent_away is not None
        assert sent_away.state is FollowState.REJECTED
    assert await me(alice) == (0, 0)


async def test_a_far_block_ends_both_follows_and_hides_the_blocker(pair: tuple[House, Person, Any]):
    house, alice, bob = pair
    async with house.ctx.db.write() as tx:
        await follows.receive_follow(house.ctx, tx, bob, alice.account, "https://pub.example/f/1")
        await follows.follow(house.ctx, tx, alice.account, bob)
        await follows.receive_accept(house.ctx, tx, bob, None, alice.account.uri)
    assert await me(alice) == (1, 1)
    async with house.ctx.db.write() as tx:
        await follows.receive_block(house.ctx, tx, bob, alice.account, "https://pub.example/b/1")
    assert await me(alice) == (0, 0)
    assert (await alice.tries("POST", f"/api/v1/accounts/{bob.id}/follow")).status == 403
    async with house.ctx.db.write() as tx:
        await follows.receive_unblock(house.ctx, tx, bob, alice.account)
    assert (await alice.tries("POST", f"/api/v1/accounts/{bob.id}/follow")).status == 200
