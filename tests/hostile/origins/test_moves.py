"""B33-B36: accounts that say they live elsewhere, and posts that others are said to show first."""

import pytest

from tests.far_side import Peer, Stranger
from tests.harness.house import House, Person
from tests.hostile.attacks import Json, befriend, block, follows, known, settles, somebody


def says_it_moved(by: Stranger, target: str, **more: Json) -> Json:
    """A Move, and a profile that agrees."""
    by.more["movedTo"] = target
    return by.says("Move", by.id, target=target, **more)


async def moves(home: House, by: Stranger, target: str) -> None:
    await settles(home, by, says_it_moved(by, target))


async def goes_along(home: House, alice: Person, old: Stranger, new: str) -> bool:
    """Does Alice ask to follow the new account, and no longer follow the old one?"""
    asked = await follows(home, alice.account.uri, new) in ("requested", "accepted")
    left = await follows(home, alice.account.uri, old.id) == "removed"
    assert asked == left
    return asked


async def test_b33_followers_go_along_when_both_profiles_say_so(home: House, alice: Person, bob: Stranger, evil: Peer):
    """The positive control: the lists of the follower go along, too."""
    await befriend(home, alice, bob)
    account = await known(home, bob.id)
    made = await alice.post("/api/v1/lists", title="Friends")
    await alice.tries("POST", f"/api/v1/lists/{made['id']}/accounts", {"account_ids": [str(account.id)]})
    bobby = somebody(evil, "bobby", alsoKnownAs=[bob.id])
    await moves(home, bob, bobby.id)
    assert await goes_along(home, alice, bob, bobby.id)
    assert [one["type"] for one in evil.received] == ["Follow"]
    [member] = await alice.get(f"/api/v1/lists/{made['id']}/accounts")
    assert member["acct"] == f"bobby@{evil.host}"
    shown = await alice.get(f"/api/v1/accounts/{account.id}")
    assert shown["moved"]["acct"] == f"bobby@{evil.host}"


async def test_b33_nobody_moves_somebody_else(home: House, alice: Person, bob: Stranger, carol: Stranger, evil: Peer):
    await befriend(home, alice, bob)
    target = somebody(evil, "mallory", alsoKnownAs=[bob.id])
    bob.more["movedTo"] = target.id
    await settles(home, carol, carol.says("Move", bob.id, target=target.id))
    assert not await goes_along(home, alice, bob, target.id)


@pytest.mark.parametrize("more", [{}, {"alsoKnownAs": ["https://elsewhere.example/users/bob"]}, {"alsoKnownAs": None}])
async def test_b33_the_new_account_knows_nothing_of_it(
    home: House, alice: Person, bob: Stranger, evil: Peer, more: Json
):
    await befriend(home, alice, bob)
    target = somebody(evil, "victim", **more)
    await moves(home, bob, target.id)
    assert not await goes_along(home, alice, bob, target.id)


async def test_b33_the_old_profile_does_not_say_so(home: House, alice: Person, bob: Stranger, evil: Peer):
    """A stolen moment is not enough: the profile itself must name the new account."""
    await befriend(home, alice, bob)
    target = somebody(evil, "elsewhere", alsoKnownAs=[bob.id])
    await settles(home, bob, bob.says("Move", bob.id, target=target.id))
    assert not await goes_along(home, alice, bob, target.id)


async def test_b33_the_new_account_has_moved_on(home: House, alice: Person, bob: Stranger, evil: Peer):
    await befriend(home, alice, bob)
    target = somebody(evil, "nomad", alsoKnownAs=[bob.id], movedTo=f"https://{evil.host}/users/third")
    await moves(home, bob, target.id)
    assert not await goes_along(home, alice, bob, target.id)


async def test_b33_to_oneself_or_to_nobody(home: House, alice: Person, bob: Stranger, evil: Peer):
    bob.more["alsoKnownAs"] = [bob.id]
    await befriend(home, alice, bob)
    for target in (bob.id, f"https://{evil.host}/users/nobody", f"https://{evil.host}/inbox"):
        await moves(home, bob, target)
    assert await follows(home, alice.account.uri, bob.id) == "accepted"


async def test_b33_to_a_blocked_server(home: House, alice: Person, bob: Stranger, evil: Peer):
    """Nothing leaves for it, either."""
    await befriend(home, alice, bob)
    await block(home, evil.host)
    target = somebody(evil, "banned", alsoKnownAs=[bob.id])
    await moves(home, bob, target.id)
    assert not await goes_along(home, alice, bob, target.id)
    assert evil.asked == []


async def test_b33_twice_in_a_week(home: House, alice: Person, bob: Stranger, evil: Peer):
    await befriend(home, alice, bob)
    first = somebody(evil, "first", alsoKnownAs=[bob.id])
    second = somebody(evil, "second", alsoKnownAs=[bob.id, first.id])
    await moves(home, bob, first.id)
    await befriend(home, alice, bob)
    await moves(home, bob, second.id)
    assert await follows(home, alice.account.uri, second.id) == ""
    home.clock.passes(days=8)
    await moves(home, bob, second.id)
    assert await goes_along(home, alice, bob, second.id)


async def test_b33_not_to_whom_one_has_blocked(home: House, alice: Person, bob: Stranger, evil: Peer):
    await befriend(home, alice, bob)
    target = somebody(evil, "shunned", alsoKnownAs=[bob.id])
    await settles(home, target, target.says("Like", "https://nowhere.example/1"))
    await alice.post(f"/api/v1/accounts/{(await known(home, target.id)).id}/block")
    await moves(home, bob, target.id)
    assert await follows(home, alice.account.uri, target.id) == ""
    assert await follows(home, alice.account.uri, bob.id) == "accepted"


async def test_b34_nobody_moves_in_unasked(home: House, alice: Person, bob: Stranger):
    """Only who names the old account as an alias of theirs takes its followers over."""
    dora = await home.signs_up(f"dora{bob.peer.host.split('.')[0]}")
    await befriend(home, alice, bob)
    await moves(home, bob, dora.account.uri)
    assert not await goes_along(home, alice, bob, dora.account.uri)
    answer = await dora.tries("POST", "/api/v1/accounts/alias", {"also_known_as_uris": [f"bob@{bob.peer.host}"]})
    assert answer.status == 200, answer.text
    await moves(home, bob, dora.account.uri)
    assert await goes_along(home, alice, bob, dora.account.uri)


async def pinned(home: House, alice: Person, of: Stranger) -> list[str]:
    account = await known(home, of.id)
    assert account is not None
    return [one["uri"] for one in await alice.get(f"/api/v1/accounts/{account.id}/statuses?pinned=true")]


async def test_b35_only_ones_own_posts_into_ones_own_collection(
    home: House, alice: Person, bob: Stranger, carol: Stranger, eve: Stranger
):
    bob.more["featured"] = f"{bob.id}/featured"
    carol.more["featured"] = f"{carol.id}/featured"
    await befriend(home, alice, bob, carol)
    mine, hers = bob.note(), carol.note()
    secret = bob.note(to=[f"{bob.id}/followers"], cc=[])
    for by, thing, target in (
        (bob, hers["id"], bob.more["featured"]),
        (bob, secret["id"], bob.more["featured"]),
        (bob, mine["id"], carol.more["featured"]),
        (carol, mine["id"], bob.more["featured"]),
        (eve, mine["id"], bob.more["featured"]),
        (bob, f"{bob.id}/notes/none", bob.more["featured"]),
    ):
        await settles(home, by, by.says("Add", thing, target=target))
        assert await pinned(home, alice, bob) == await pinned(home, alice, carol) == []
    await settles(home, bob, bob.says("Add", mine["id"], target=bob.more["featured"]))
    assert await pinned(home, alice, bob) == [mine["id"]]
    for by in (carol, eve):
        await settles(home, by, by.says("Remove", mine["id"], target=bob.more["featured"]))
    assert await pinned(home, alice, bob) == [mine["id"]]
    await settles(home, bob, bob.says("Remove", mine["id"], target=bob.more["featured"]))
    assert await pinned(home, alice, bob) == []


async def test_b36_what_others_wrote_is_skipped(home: House, alice: Person, bob: Stranger, carol: Stranger):
    """Looked at, the collection is asked for; of what it lists only Bob's own posts are shown."""
    bob.more["featured"] = f"{bob.id}/featured"
    await befriend(home, alice, bob)
    mine, hers = bob.note("<p>mine</p>"), carol.note("<p>hers</p>")
    forged = {**hers, "id": f"{bob.id}/notes/forged"}
    items = [hers["id"], mine["id"], bob.peer.serves(forged)["id"], {**mine, "content": "embedded"}]
    bob.peer.serves({"id": bob.more["featured"], "type": "OrderedCollection", "orderedItems": items})
    assert await pinned(home, alice, bob) == []
    await home.works()
    assert await pinned(home, alice, bob) == [mine["id"]]
    before = len(bob.peer.asked)
    await pinned(home, alice, bob)
    await home.works()
    assert len(bob.peer.asked) == before
