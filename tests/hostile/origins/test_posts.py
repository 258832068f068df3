"""B11-B24: posts that are somebody else's, changed, deleted and taken back by those who may not."""

from typing import Any

import pytest
import pytest_asyncio

from activitypub.keys import generate_ed25519
from activitypub.signatures.proofs import sign_document
from activitypub.terms import PUBLIC
from fediai.domain.statuses import Status
from tests.far_side import Peer, Stranger
from tests.harness.house import House, Person
from tests.hostile.attacks import Json, Pen, befriend, follows, known, settles, somebody, stored, to_all


@pytest_asyncio.fixture(loop_scope="module")
async def friend(home: House, alice: Person, bob: Stranger) -> Stranger:
    """Bob, whom Alice follows."""
    await befriend(home, alice, bob)
    return bob


async def there(home: House, said: Json) -> Status:
    found = await stored(home, said["object"]["id"])
    assert found is not None
    return found


async def test_b11_a_post_by_its_sender(home: House, friend: Stranger):
    """The positive control."""
    said = friend.writes("<p>mine</p>")
    assert await settles(home, friend, said) == [202]
    assert (await there(home, said)).content == "<p>mine</p>"


@pytest.mark.parametrize(
    "author",
    ["{carol}", "https://victim.example/users/v", 7, "bob", "https://art.example/users/alice", None, [], {"type": "Person"},
     ["{carol}", "{bob}"]],
)  # fmt: skip
async def test_b11_b12_a_post_attributed_to_another(
    home: House, alice: Person, friend: Stranger, carol: Stranger, author: Any
):
    """To a neighbour, a stranger, a number, a bare name, or one of ours: nothing appears."""
    names = {"carol": carol.id, "bob": friend.id}
    told = author.format(**names) if isinstance(author, str) else author
    told = [one.format(**names) for one in author] if isinstance(author, list) else told
    said = friend.writes(attributedTo=told)
    [status] = await settles(home, friend, said)
    assert status in (202, 403)
    assert await stored(home, said["object"]["id"]) is None
    assert await alice.get(f"/api/v1/accounts/{alice.account.id}/statuses") == []


async def test_b13_a_post_under_an_id_of_ours(home: House, alice: Person, friend: Stranger):
    """One that is there stays as it is, one that is not does not appear."""
    mine = await alice.posts("mine")
    for uri in (mine["uri"], f"{alice.account.uri}/statuses/123"):
        for kind in ("Create", "Update"):
            said = friend.says(kind, {**friend.writes("<p>theirs</p>")["object"], "id": uri}, to=[PUBLIC])
            assert await settles(home, friend, said) == [403]
        assert await settles(home, friend, friend.says("Delete", uri)) == [403]
    assert (await alice.get(f"/api/v1/statuses/{mine['id']}"))["content"] == "<p>mine</p>"
    assert await stored(home, f"{alice.account.uri}/statuses/123") is None
    await alice.tries("DELETE", f"/api/v1/statuses/{mine['id']}")


async def test_b14_a_post_of_a_third_server(home: House, friend: Stranger, eve: Stranger):
    """What is embedded is not believed; by its bare id it is asked for, and is not by who says so."""
    true = eve.note("<p>true</p>")
    forged = friend.says("Create", {**true, "content": "<p>false</p>", "attributedTo": friend.id}, to=[PUBLIC])
    bare = friend.says("Create", true["id"], to=[PUBLIC])
    assert await settles(home, friend, forged, bare) == [403, 202]
    assert await stored(home, true["id"]) is None


async def test_b15_a_neighbours_post(home: House, alice: Person, friend: Stranger, carol: Stranger):
    """On the same server, and still not theirs."""
    said = friend.writes("<p>mine</p>")
    await settles(home, friend, said)
    theirs = {**said["object"], "content": "<p>theirs</p>", "attributedTo": carol.id}
    await befriend(home, alice, carol)
    for kind in ("Create", "Update"):
        await settles(home, carol, carol.says(kind, theirs, to=[PUBLIC]))
    after = await there(home, said)
    assert (after.content, after.mentions) == ("<p>mine</p>", ())
    account = await known(home, friend.id)
    assert account is not None
    assert after.account_id == account.id


async def test_b16_an_audience_does_not_grow(home: House, alice: Person, friend: Stranger, eve: Stranger):
    """Neither by another's word, nor by a second Create, nor by an edit, nor by a copy at the origin."""
    said = friend.writes("<p>for followers</p>", to=[f"{friend.id}/followers"], cc=[])
    await settles(home, friend, said)
    wider = {**said["object"], "to": [PUBLIC]}
    friend.peer.serves(wider)
    await settles(home, friend, friend.says("Create", wider, to=[PUBLIC]), friend.says("Update", wider, to=[PUBLIC]))
    await settles(home, eve, eve.says("Create", wider, to=[PUBLIC]))
    await settles(home, eve, eve.says("Announce", said["object"]["id"], to=[PUBLIC]))
    await alice.get(f"/api/v2/search?resolve=true&q={said['object']['id']}")
    status = await there(home, said)
    assert status.visibility == "private"
    assert (await home.ask("GET", f"/api/v1/statuses/{status.id}")).status == 404


async def test_b17_only_ones_own_posts_and_profile(
    home: House, alice: Person, friend: Stranger, carol: Stranger, eve: Stranger
):
    said = friend.writes("<p>mine</p>")
    await settles(home, friend, said)
    renamed = {**friend.document(), "name": "Mallory"}
    post = {**said["object"], "content": "<p>theirs</p>"}
    for who in (carol, eve):
        for thing in (renamed, post, {**post, "attributedTo": who.id}, friend.id, said["object"]["id"]):
            await settles(home, who, who.says("Update", thing))
    disguised = carol.says("Update", {**renamed, "id": carol.id, "preferredUsername": "carol"})
    await settles(home, carol, {**disguised, "object": {**renamed, "id": friend.id}})
    bob = await known(home, friend.id)
    assert bob is not None
    assert ((await there(home, said)).content, bob.display_name) == ("<p>mine</p>", "Bob")


async def test_b17_nobody_takes_a_neighbours_name(home: House, alice: Person, friend: Stranger, carol: Stranger):
    """By an Update of one's own profile, or by a document that changed before it is looked at again."""
    await settles(home, carol, carol.says("Like", "https://nowhere.example/1"))
    carol.more["preferredUsername"] = friend.name
    await settles(home, carol, carol.says("Update", carol.document()), carol.says("Update", carol.id))
    home.clock.passes(minutes=10)
    carol.key_name = "carol's second key"
    await settles(home, carol, carol.says("Like", "https://nowhere.example/2"))
    found = await alice.get(f"/api/v2/search?type=accounts&q=@{friend.name}@{friend.peer.host}")
    assert [one["uri"] for one in found["accounts"]] == [friend.id]
    account = await known(home, carol.id)
    assert account is not None
    assert account.username == "carol"


async def test_b18_older_and_unknown_changes(home: House, friend: Stranger):
    """What is older than what we have is ignored; what we do not know is taken for new, from its author only."""
    said = friend.writes("<p>one</p>", published="2026-11-20T10:00:00Z")
    newer = {**said["object"], "content": "<p>two</p>", "updated": "2026-11-20T12:00:00Z"}
    older = {**said["object"], "content": "<p>three</p>", "updated": "2026-11-20T11:00:00Z"}
    await settles(home, friend, said, friend.says("Update", newer), friend.says("Update", older))
    assert (await there(home, said)).content == "<p>two</p>"
    unknown = friend.writes("<p>late</p>")
    await settles(home, friend, {**unknown, "type": "Update", "id": f"{unknown['id']}/update"})
    assert (await there(home, unknown)).content == "<p>late</p>"


async def test_b19_an_edit_changes_neither_author_nor_id_nor_kind(home: House, friend: Stranger, carol: Stranger):
    said = friend.writes("<p>one</p>")
    await settles(home, friend, said, carol.says("Like", "https://nowhere.example/1"))
    note = said["object"]
    person = {**friend.document(), "id": note["id"], "type": "Person", "name": "Somebody", "attributedTo": friend.id}
    changes = ({**note, "attributedTo": carol.id}, {**note, "id": friend.id}, person, {**note, "type": "Person"})
    for change in changes:
        await settles(home, friend, friend.says("Update", change, to=[PUBLIC]))
    after, bob = await there(home, said), await known(home, friend.id)
    assert bob is not None
    assert (after.content, after.account_id, bob.display_name) == ("<p>one</p>", bob.id, "Bob")
    assert await known(home, note["id"]) is None


async def test_b20_others_do_not_delete(home: House, friend: Stranger, carol: Stranger, eve: Stranger):
    """Neighbours are heard and ignored (our peers' moderators suspend instead), strangers are refused."""
    said = friend.writes()
    await settles(home, friend, said)
    await settles(home, eve, eve.says("Like", "https://nowhere.example/1"))
    uri = said["object"]["id"]
    for thing in (uri, {"type": "Tombstone", "id": uri}, {**said["object"], "attributedTo": carol.id}):
        assert await settles(home, carol, carol.says("Delete", thing)) == [202]
        assert await settles(home, eve, eve.says("Delete", thing)) == [403]
    assert (await there(home, said)).uri == uri
    await settles(home, friend, friend.says("Delete", uri))
    assert await stored(home, uri) is None


async def test_b20_nobody_buries_what_a_neighbour_will_write(home: House, friend: Stranger, carol: Stranger):
    """A tombstone wins over a late Create, but only that of its author: ids can be guessed."""
    said = friend.writes()
    uri = said["object"]["id"]
    undo = carol.says("Undo", {"type": "Announce", "id": uri, "actor": carol.id, "object": "https://x.example/1"})
    like = carol.says("Undo", {"type": "Like", "id": uri, "actor": carol.id, "object": "https://x.example/1"})
    await settles(home, carol, carol.says("Delete", uri), undo, like, carol.says("Undo", uri))
    await settles(home, friend, said)
    assert (await there(home, said)).uri == uri


async def test_b21_a_neighbour_does_not_close_an_account(home: House, alice: Person, friend: Stranger, carol: Stranger):
    for thing in (friend.id, {"type": "Person", "id": friend.id}, {"type": "Tombstone", "id": friend.id}):
        assert await settles(home, carol, carol.says("Delete", thing)) == [202]
    assert await known(home, friend.id) is not None
    assert await follows(home, alice.account.uri, friend.id) == "accepted"


async def test_b22_farewells_of_strangers_cost_nothing(home: House, far: Peer):
    """Of a thousand actors who are gone with their keys: 202 each, and nobody is asked."""
    far.network.seen.clear()
    leaving = [Stranger(far, f"gone{n}", key_name="ghost") for n in range(200)]
    template = leaving[0].signs(leaving[0].says("Delete", leaving[0].id), home)
    for one in leaving:
        letter = template.with_header("Signature", template.headers["Signature"].replace("gone0#", f"{one.name}#"))
        said = letter.body.replace(b"gone0", one.name.encode())
        answer = await home.ask("POST", "/inbox", headers=letter.headers, body=said)
        assert answer.status == 202
    assert far.network.seen == []


async def test_b23_an_account_whose_key_is_not_found_is_not_closed(home: House, friend: Stranger):
    """404 may be a mistake of today; a Delete that nobody can check is nobody's."""
    home.clock.passes(minutes=10)
    friend.peer.people.clear()
    forger = Stranger(friend.peer, friend.name, key_name="mallory")
    assert await settles(home, forger, forger.says("Delete", friend.id)) == [401]
    assert await known(home, friend.id) is not None


async def test_b24_only_ones_own_words_are_taken_back(
    home: House, alice: Person, friend: Stranger, carol: Stranger, eve: Stranger
):
    """By whatever way the Undo names them: embedded, embedded with a lie, or by id."""
    mine = await alice.posts("a post")
    said = {
        "Follow": friend.says("Follow", alice.account.uri), "Like": friend.says("Like", mine["uri"]),
        "Announce": friend.says("Announce", mine["uri"], to=[PUBLIC]),
    }  # fmt: skip
    await settles(home, friend, *said.values())
    before = await state(home, alice, friend, mine)
    assert before == ("accepted", 1, 1)
    for who in (carol, eve):
        for one in said.values():
            for thing in (one, {**one, "actor": who.id}, one["id"], {"type": one["type"], "id": one["id"]}):
                await settles(home, who, who.says("Undo", thing))
    assert await state(home, alice, friend, mine) == before
    await settles(home, friend, *(friend.says("Undo", one) for one in said.values()))
    assert await state(home, alice, friend, mine) == ("removed", 0, 0)


async def state(home: House, alice: Person, by: Stranger, post: Json) -> tuple[str, int, int]:
    now = await alice.get(f"/api/v1/statuses/{post['id']}")
    return await follows(home, by.id, alice.account.uri), now["favourites_count"], now["reblogs_count"]


async def test_b24_a_block_is_lifted_by_who_made_it(home: House, alice: Person, friend: Stranger, carol: Stranger):
    """Alice sees Bob's posts again only when Bob says so."""
    said = friend.writes(**to_all(alice))
    await settles(home, friend, said)
    status = await there(home, said)
    shut = friend.says("Block", alice.account.uri)
    await settles(home, friend, shut)
    await settles(home, carol, carol.says("Undo", shut), carol.says("Undo", {**shut, "actor": carol.id}))
    assert (await alice.ask("GET", f"/api/v1/statuses/{status.id}")).status == 404
    await settles(home, friend, friend.says("Undo", shut))
    assert (await alice.ask("GET", f"/api/v1/statuses/{status.id}")).status == 200


async def test_b49_a_proof_without_a_signature(home: House, alice: Person, friend: Stranger):
    """Decided: a proof speaks for a document, not for whoever brings it; unsigned requests are 401."""
    follow, key = friend.says("Follow", alice.account.uri), generate_ed25519()
    proved = sign_document(follow, f"{friend.id}#ed25519-key", key, home.clock())
    letter = Pen().writes(friend, home, proved).without("Signature")
    assert (await letter.reaches(home)).status == 401


async def test_b50_an_embedded_post_of_another_is_asked_for(home: House, friend: Stranger, evil: Peer):
    """Its proof was stripped, or it never had one: its origin decides what it says."""
    note = somebody(evil, "eve").note("<p>true</p>")
    embedded = {**note, "content": "<p>false</p>"}
    await settles(home, friend, friend.says("Announce", embedded, to=[PUBLIC]))
    status = await stored(home, note["id"])
    assert status is not None
    assert status.content == "<p>true</p>"
