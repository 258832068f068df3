"""B25-B37, B44: follows, boosts, likes and blocks between people who never agreed to them."""

import pytest

from activitypub.terms import PUBLIC
from tests.far_side import Peer, Stranger
from tests.harness.house import House, Person
from tests.hostile.attacks import Json, befriend, follows, known, settles, somebody, stored, suspend, to_all

LIKE = "https://nowhere.example/1"


async def meets(home: House, *strangers: Stranger) -> None:
    """They are known here and nothing else."""
    for one in strangers:
        await settles(home, one, one.says("Like", LIKE))


def is_a_follow(alice: Person, by: Stranger) -> Json:
    """As if Alice had asked."""
    uri = f"{alice.account.uri}#follows/1"
    return {"id": uri, "type": "Follow", "actor": alice.account.uri, "object": by.id}


async def test_b25_nobody_is_followed_who_was_not_asked(home: House, alice: Person, bob: Stranger, eve: Stranger):
    """An Accept for a Follow that we never sent makes none, embedded or by id, by whomever."""
    await meets(home, bob, eve)
    forged = is_a_follow(alice, bob)
    for thing in (forged, forged["id"], {**forged, "actor": eve.id}):
        await settles(home, bob, bob.says("Accept", thing))
        await settles(home, eve, eve.says("Accept", thing))
    assert await follows(home, alice.account.uri, bob.id) == ""
    assert await follows(home, alice.account.uri, eve.id) == ""


async def asks(home: House, alice: Person, bob: Stranger) -> Json:
    """Alice asks to follow Bob; what reached him."""
    await meets(home, bob)
    account = await known(home, bob.id)
    assert account is not None
    answer = await alice.post(f"/api/v1/accounts/{account.id}/follow")
    assert (answer["following"], answer["requested"]) == (False, True)
    await home.works()
    asked: Json = bob.peer.received[-1]
    assert asked["type"] == "Follow"
    return asked


async def test_b25_only_the_asked_answers(home: House, alice: Person, bob: Stranger, carol: Stranger, eve: Stranger):
    asked = await asks(home, alice, bob)
    await meets(home, carol, eve)
    for who in (carol, eve):
        for thing in (asked, asked["id"], {**asked, "object": who.id}, {**asked, "actor": who.id}):
            await settles(home, who, who.says("Accept", thing), who.says("Reject", thing))
    assert await follows(home, alice.account.uri, bob.id) == "requested"
    assert await follows(home, alice.account.uri, carol.id) == ""
    await settles(home, bob, bob.says("Accept", asked))
    assert await follows(home, alice.account.uri, bob.id) == "accepted"


async def test_b26_asked_is_not_yet_answered(home: House, alice: Person, far: Peer):
    """A locked account of elsewhere: `requested`, and nothing of it is asked for in Alice's name."""
    bob = somebody(far, "bob", manuallyApprovesFollowers=True)
    await asks(home, alice, bob)
    far.asked.clear()
    account = await known(home, bob.id)
    assert account is not None
    [relation] = await alice.get(f"/api/v1/accounts/relationships?id[]={account.id}")
    assert (relation["following"], relation["requested"]) == (False, True)
    said = bob.writes("<p>for followers</p>", to=[f"{bob.id}/followers"], cc=[])
    await settles(home, bob, said)
    assert await stored(home, said["object"]["id"]) is None
    assert [one for one in far.asked if "notes" in one] == []


async def test_b27_rejects(home: House, alice: Person, bob: Stranger, carol: Stranger):
    """Of somebody else's follow nothing; after an Accept the follow is over."""
    await befriend(home, alice, bob)
    await meets(home, carol)
    asked = next(one for one in reversed(bob.peer.received) if one["type"] == "Follow")
    await settles(home, carol, carol.says("Reject", asked), carol.says("Reject", asked["id"]))
    assert await follows(home, alice.account.uri, bob.id) == "accepted"
    await settles(home, bob, bob.says("Reject", asked))
    assert await follows(home, alice.account.uri, bob.id) == "rejected"
    await settles(home, bob, bob.says("Accept", asked))
    assert await follows(home, alice.account.uri, bob.id) == "rejected"


@pytest.mark.parametrize(
    ("thing", "inbox"),
    [
        ("/users/dora", "/users/alice/inbox"), ("/users/alice/followers", "/users/alice/inbox"),
        (PUBLIC, "/users/alice/inbox"), (PUBLIC, "/inbox"), ("as:Public", "/actor/inbox"), ("/", "/inbox"),
        ("/users/nobody", "/inbox"), ("/users/alice/", "/inbox"), ("/@alice", "/inbox"),
    ],
)  # fmt: skip
async def test_b28_a_follow_of_something_else(home: House, alice: Person, bob: Stranger, thing: str, inbox: str):
    """Of whomever's mailbox it is not, of a collection, of everybody: ignored."""
    if thing == "/users/dora":
        await home.signs_up("dora")
    target = thing if ":" in thing else f"https://art.example{thing}"
    follow = bob.says("Follow", target)
    assert (await bob.sends(follow, home, inbox)).status in (202, 400)
    await home.works()
    assert bob.peer.received == []
    assert await follows(home, bob.id, target) == ""
    assert await follows(home, bob.id, alice.account.uri) == ""


async def test_b28_a_follow_of_whom_it_reaches(home: House, alice: Person, bob: Stranger):
    """The positive control, through either inbox."""
    await settles(home, bob, bob.says("Follow", alice.account.uri), target="/users/alice/inbox")
    assert await follows(home, bob.id, alice.account.uri) == "accepted"


@pytest.mark.parametrize("visibility", ["private", "direct"])
async def test_b29_what_is_not_open_is_not_shown_around(home: House, alice: Person, bob: Stranger, visibility: str):
    await befriend(home, alice, bob)
    await settles(home, bob, bob.says("Follow", alice.account.uri))
    mine = await alice.posts("not for everybody", visibility=visibility)
    boost = bob.says("Announce", mine["uri"], to=[PUBLIC])
    await settles(home, bob, boost)
    assert await stored(home, boost["id"]) is None
    assert (await alice.get(f"/api/v1/statuses/{mine['id']}"))["reblogs_count"] == 0


async def test_b29_nor_is_a_far_post_for_followers(home: House, alice: Person, bob: Stranger, carol: Stranger):
    await befriend(home, alice, bob, carol)
    said = bob.writes("<p>for followers</p>", to=[f"{bob.id}/followers"], cc=[])
    boost = carol.says("Announce", said["object"]["id"], to=[PUBLIC])
    await settles(home, bob, said)
    await settles(home, carol, boost)
    assert await stored(home, boost["id"]) is None


async def test_b29_nor_by_whom_we_do_not_hear(home: House, alice: Person, bob: Stranger, carol: Stranger):
    """Suspended here, or blocked by Alice: nothing of hers is shown by them, nothing rings."""
    mine = await alice.posts("open")
    await befriend(home, alice, bob, carol)
    await suspend(home, bob)
    account = await known(home, carol.id)
    assert account is not None
    await alice.post(f"/api/v1/accounts/{account.id}/block")
    for who in (bob, carol):
        boost = who.says("Announce", mine["uri"], to=[PUBLIC])
        await settles(home, who, boost)
        assert await stored(home, boost["id"]) is None
    assert (await alice.get(f"/api/v1/statuses/{mine['id']}"))["reblogs_count"] == 0


async def test_b30_boosts_of_boosts(home: House, alice: Person, bob: Stranger):
    """One level: what a boost shows is a post. A boost of itself is refused."""
    await befriend(home, alice, bob)
    mine = await alice.posts("open")
    first = bob.says("Announce", mine["uri"], to=[PUBLIC])
    await settles(home, bob, first)
    bob.peer.serves(first)
    chain = [first]
    for _ in range(50):
        chain.append(bob.peer.serves(bob.says("Announce", chain[-1]["id"], to=[PUBLIC])))
    bob.peer.asked.clear()
    await settles(home, bob, chain[1], chain[-1])
    for one in chain[1:]:
        assert await stored(home, one["id"]) is None
    assert len(bob.peer.asked) <= 3
    itself = bob.says("Announce", LIKE, to=[PUBLIC])
    assert await settles(home, bob, {**itself, "object": itself["id"]}) == [403]
    assert (await alice.get(f"/api/v1/statuses/{mine['id']}"))["reblogs_count"] == 1


async def test_b30_a_boost_is_nothing_to_like_or_answer(home: House, alice: Person, bob: Stranger):
    """What is said about a boost is said about nothing we know."""
    await befriend(home, alice, bob)
    mine = await alice.posts("open")
    first = bob.says("Announce", mine["uri"], to=[PUBLIC])
    await settles(home, bob, first, bob.says("Like", first["id"]), bob.writes(inReplyTo=first["id"]))
    wrapper = await stored(home, first["id"])
    assert wrapper is not None
    assert (wrapper.favourites_count, wrapper.replies_count, wrapper.reblogs_count) == (0, 0, 0)


async def test_b31_a_boost_with_an_embedded_post(home: House, alice: Person, bob: Stranger, eve: Stranger):
    """Its origin is asked, and decides; a post that is not there is not shown."""
    await befriend(home, alice, bob)
    true = eve.note("<p>true</p>")
    lost = {**eve.note("<p>lost</p>"), "id": f"{eve.id}/notes/lost"}
    forged = {**true, "content": "<p>false</p>", "attributedTo": bob.id}
    await settles(home, bob, *(bob.says("Announce", one, to=[PUBLIC]) for one in (forged, lost)))
    status, missing = await stored(home, true["id"]), await stored(home, lost["id"])
    assert status is not None
    assert (status.content, missing) == ("<p>true</p>", None)


async def test_b32_a_thousand_likes_are_one(home: House, alice: Person, bob: Stranger):
    mine = await alice.posts("open")
    for n in range(100):
        await bob.sends(bob.says("Like", mine["uri"]), home)
        await bob.sends(bob.says("Announce", mine["uri"], to=[PUBLIC]), home)
        await bob.sends(bob.says("Like", mine["uri"], content=f":{n}:", _misskey_reaction="🎉"), home)
    while await home.works():
        pass
    now = await alice.get(f"/api/v1/statuses/{mine['id']}")
    assert (now["favourites_count"], now["reblogs_count"]) == (1, 1)
    rang = [one["type"] for one in await alice.get("/api/v1/notifications") if one["account"]["uri"] == bob.id]
    assert sorted(rang) == ["favourite", "reblog"]


async def test_b37_whom_bob_blocks_does_not_see_him(home: House, alice: Person, bob: Stranger, eve: Stranger):
    """Through our API; and a block by anybody else in his name is none."""
    await befriend(home, alice, bob)
    said = bob.writes(**to_all(alice))
    await settles(home, bob, said)
    status = await stored(home, said["object"]["id"])
    assert status is not None
    forged = {**eve.says("Block", alice.account.uri), "actor": bob.id}
    assert await settles(home, eve, forged) == [401]
    assert (await alice.ask("GET", f"/api/v1/statuses/{status.id}")).status == 200
    await settles(home, bob, bob.says("Block", alice.account.uri))
    assert (await alice.ask("GET", f"/api/v1/statuses/{status.id}")).status == 404
    assert await alice.get(f"/api/v1/accounts/{status.account_id}/statuses") == []
    assert await follows(home, alice.account.uri, bob.id) == "removed"
    assert all(one["account"]["uri"] != bob.id for one in await alice.home())


async def test_b37_whom_alice_blocks_does_not_see_her(home: House, alice: Person, bob: Stranger, carol: Stranger):
    """Not by a signed GET, though others may."""
    mine = await alice.posts("open")
    await meets(home, bob, carol)
    account = await known(home, bob.id)
    assert account is not None
    await alice.post(f"/api/v1/accounts/{account.id}/block")
    answers = [await one.reads(mine["uri"], home) for one in (bob, carol)]
    assert [one.status for one in answers] == [404, 200]
    outboxes = [await one.reads(f"{alice.account.uri}/outbox?page=true", home) for one in (bob, carol)]
    assert [one.status for one in outboxes] == [404, 200]
