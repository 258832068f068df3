"""B1-B10: keys, actors and activities that claim what is not theirs."""

import json
from typing import Any

import pytest

from activitypub.terms import ACTIVITY_JSON
from tests.far_side import Peer, Stranger
from tests.harness.house import House, Person
from tests.hostile.attacks import Json, befriend, follows, gets_in, is_turned_away, known, settles, somebody, stored


@pytest.fixture
def victim(far: Peer) -> Stranger:
    """In whose name others speak."""
    return somebody(far, "victim")


def forged_key(evil: Peer, path: str, **document: Any) -> Stranger:
    """Eve signing with a key at this path of hers, where this document lies."""
    eve = Spy(evil, "eve", key_name="eve", path=path)
    key = {"id": eve.key_id, "owner": eve.id, "publicKeyPem": eve.key.public_pem()}
    told = {"@context": "https://w3id.org/security/v1", **key, **document}
    evil.documents[path] = (200, ACTIVITY_JSON, json.dumps(told).encode())
    return eve


class Spy(Stranger):
    """With a key at any address."""

    def __init__(self, peer: Peer, name: str, key_name: str = "", path: str = "") -> None:
        super().__init__(peer, name, key_name)
        self.path = path

    @property
    def key_id(self) -> str:
        return self.path if self.path.startswith("https:") else f"https://{self.peer.host}{self.path}"


async def test_b01_in_the_name_of_another(home: House, alice: Person, eve: Stranger, victim: Stranger):
    """Before anything happens: nobody is fetched but the signer's own key."""
    said = {**eve.says("Follow", alice.account.uri), "actor": victim.id}
    await is_turned_away(eve.signs(said, home), home, victim)
    assert victim.peer.asked == []
    assert eve.peer.asked == ["GET /users/eve"]


async def test_b01_a_key_of_ones_own_for_oneself(home: House, alice: Person, eve: Stranger):
    """The positive control."""
    await gets_in(eve.signs(eve.says("Follow", alice.account.uri), home), home, eve)


async def test_b02_a_key_that_claims_a_foreign_owner(home: House, alice: Person, evil: Peer, victim: Stranger):
    """The owner must list the key, and both live under one origin."""
    spy = forged_key(evil, "/k", owner=victim.id)
    said = {**spy.says("Follow", alice.account.uri), "actor": victim.id}
    await is_turned_away(spy.signs(said, home), home, victim)
    assert victim.peer.asked == []


async def test_b02_a_key_that_its_owner_does_not_list(home: House, alice: Person, far: Peer, victim: Stranger):
    """On the same server: whoever can place a document there is not yet everybody there."""
    spy = forged_key(far, "/uploads/key", owner=victim.id)
    said = {**spy.says("Follow", alice.account.uri), "actor": victim.id}
    await is_turned_away(spy.signs(said, home), home, victim)


async def test_b03_a_key_that_leads_elsewhere(home: House, alice: Person, evil: Peer, victim: Stranger):
    """The address after the redirect decides whose document it is, and it is not Eve's."""
    spy = Spy(evil, "eve", "eve", "/k")
    evil.moved["/k"] = victim.id
    for actor in (victim.id, spy.id):
        said = {**spy.says("Follow", alice.account.uri), "actor": actor}
        await is_turned_away(spy.signs(said, home), home, victim)
        home.clock.passes(minutes=6)


@pytest.mark.parametrize("other", ["https://{host}/other", "https://{host}/k#x", "", None, 7])
async def test_b04_a_key_with_another_id(home: House, alice: Person, evil: Peer, other: Any):
    """Rejected and not kept."""
    spy = forged_key(evil, "/k", id=other.format(host=evil.host) if isinstance(other, str) else other)
    await is_turned_away(spy.signs(spy.says("Follow", alice.account.uri), home), home, spy)


async def test_b05_a_second_key_with_another_owner(home: House, alice: Person, evil: Peer, victim: Stranger):
    """It is no claim at all; the first key counts all the same."""
    eve = somebody(evil, "eve")
    mine = eve.document()["publicKey"]
    theirs = {"id": victim.key_id, "owner": victim.id, "publicKeyPem": mine["publicKeyPem"]}
    odd = {"id": f"{eve.id}#second", "owner": victim.id, "publicKeyPem": mine["publicKeyPem"]}
    eve.more["publicKey"] = [theirs, odd, mine]
    await gets_in(eve.signs(eve.says("Follow", alice.account.uri), home), home, eve)
    for key_id in (victim.key_id, f"{eve.id}#second"):
        spy = Spy(evil, "eve", "eve", key_id)
        said = {**spy.says("Follow", alice.account.uri), "actor": victim.id}
        await is_turned_away(spy.signs(said, home), home, victim)


async def test_b06_one_key_id_claimed_by_two(home: House, alice: Person, far: Peer, victim: Stranger):
    """Who is known under it first, keeps it; who comes second gets nobody's voice."""
    await befriend(home, alice, victim)
    mallory = somebody(far, "mallory")
    mine = mallory.document()["publicKey"]
    mallory.more["publicKey"] = [mine, {**mine, "id": victim.key_id}]
    await gets_in(mallory.signs(mallory.says("Follow", alice.account.uri), home), home, mallory)
    spy = Spy(far, "victim", "mallory", victim.key_id)
    assert await settles(home, spy, spy.says("Undo", spy.says("Follow", alice.account.uri))) == [401]
    assert await settles(home, victim, victim.says("Like", "https://nowhere.example/1")) == [202]


async def test_b06_claimed_before_its_owner_is_known(home: House, alice: Person, far: Peer, victim: Stranger):
    """Mallory lists the victim's key id as her own, and is met first; the victim is still heard, and only the victim."""
    mallory = somebody(far, "mallory")
    mine = mallory.document()["publicKey"]
    mallory.more["publicKey"] = [mine, {**mine, "id": victim.key_id}]
    await gets_in(mallory.signs(mallory.says("Follow", alice.account.uri), home), home, mallory)
    spy = Spy(far, "victim", "mallory", victim.key_id)
    said = {**spy.says("Follow", alice.account.uri), "actor": victim.id}
    await is_turned_away(spy.signs(said, home), home, victim)
    home.clock.passes(minutes=6)
    await gets_in(victim.signs(victim.says("Follow", alice.account.uri), home), home, victim)


async def with_key_at(far: Peer, path: str, *, stub: bool = False) -> Stranger:
    bob = Spy(far, "bob", "bob", path)
    key = {"id": bob.key_id, "owner": bob.id, "publicKeyPem": bob.key.public_pem()}
    bob.more = {"publicKey": key}
    far.people["bob"] = bob
    if stub:
        document = {"@context": "https://w3id.org/security/v1", "id": bob.id, "type": "Person", "publicKey": key,
                    "preferredUsername": "bob"}  # fmt: skip
        far.documents[path] = (200, ACTIVITY_JSON, json.dumps(document).encode())
    return bob


@pytest.mark.parametrize(
    ("path", "stub"),
    [("/users/bob", False), ("/users/bob#key-2", False), ("/users/bob/main-key", True), ("/users/bob#", False)],
)
async def test_b07_where_keys_are_kept(home: House, alice: Person, far: Peer, path: str, stub: bool):
    """As a part of the actor under any name, as the actor itself, or as GoToSocial's stub, whose owner is asked."""
    bob = await with_key_at(far, path, stub=stub)
    await gets_in(bob.signs(bob.says("Follow", alice.account.uri), home), home, bob)


async def test_b07_a_list_of_keys(home: House, alice: Person, bob: Stranger):
    mine = bob.document()["publicKey"]
    bob.more["publicKey"] = [{**mine, "id": f"{bob.id}#first"}, mine]
    await gets_in(bob.signs(bob.says("Follow", alice.account.uri), home), home, bob)


async def test_b07_another_fragment_than_the_published(home: House, alice: Person, far: Peer):
    far.has("bob")
    spy = Spy(far, "bob", "bob", "/users/bob#another")
    await is_turned_away(spy.signs(spy.says("Follow", alice.account.uri), home), home, spy)


@pytest.mark.parametrize(
    ("actor", "status"),
    [
        ({"id": "https://victim.example/users/v", "type": "Person"}, 401),
        (["{me}", "https://victim.example/users/v"], 400),
        (["https://victim.example/users/v", "{me}"], 400),
        ([], 400), (None, 400), (7, 400), ({"type": "Person"}, 400), ([["{me}"]], 400), ("", 400),
    ],
)  # fmt: skip
async def test_b08_an_actor_that_is_not_the_signer(home: House, alice: Person, eve: Stranger, actor: Any, status: int):
    told = (
        [one.format(me=eve.id) if isinstance(one, str) else one for one in actor] if isinstance(actor, list) else actor
    )
    said = {**eve.says("Follow", alice.account.uri), "actor": told}
    await is_turned_away(eve.signs(said, home), home, eve, status)


async def test_b08_the_signer_as_an_object_or_in_a_list_of_one(home: House, alice: Person, eve: Stranger):
    """The positive control."""
    for told in ({"id": eve.id, "type": "Person", "name": "somebody else"}, [eve.id]):
        said = {**eve.says("Follow", alice.account.uri), "actor": told}
        await gets_in(eve.signs(said, home), home, eve)
    account = await known(home, eve.id)
    assert account is not None
    assert account.display_name == "Eve"


async def test_b09_an_activity_of_another_server(home: House, alice: Person, eve: Stranger, victim: Stranger):
    said = {**eve.says("Follow", alice.account.uri), "id": f"{victim.id}/said/1"}
    await is_turned_away(eve.signs(said, home), home, eve)


LONG = "https://{host}/" + "a" * 10_000


@pytest.mark.parametrize(
    "given", [None, "", "said/1", "javascript:alert(1)", LONG, 7, {}, [], "https://", "//{host}/1"]
)
async def test_b10_an_id_that_is_none(home: House, alice: Person, eve: Stranger, given: Any):
    """What others will refer to needs one."""
    told = given.format(host=eve.peer.host) if isinstance(given, str) else given
    for kind in ("Follow", "Create", "Like", "Announce", "Update"):
        said = {**eve.says(kind, alice.account.uri), "id": told}
        await is_turned_away(eve.signs(said, home), home, eve, 400)


async def test_b10_what_is_said_in_passing_needs_no_id(home: House, alice: Person, bob: Stranger):
    """An Undo, an Accept, a Delete or a Block is about something that has one."""
    await befriend(home, alice, bob)
    follow = bob.says("Follow", alice.account.uri)
    await settles(home, bob, follow)
    said: Json = bob.writes()
    await settles(home, bob, said)
    undo, delete = bob.says("Undo", follow), bob.says("Delete", said["object"]["id"])
    for one in (undo, delete):
        del one["id"]
    assert await settles(home, bob, undo, delete) == [202, 202]
    assert await follows(home, bob.id, alice.account.uri) != "accepted"
    assert await stored(home, said["object"]["id"]) is None
