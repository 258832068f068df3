"""B47, B48, D8: what somebody brings who did not say it, with a proof of its own that holds, or that does not."""

from typing import Any

import pytest

from activitypub.terms import PUBLIC
from tests.far_side import Stranger
from tests.harness.house import House, Person
from tests.hostile.attacks import Json, settles, stored
from tests.proofs import key_entry, may_prove, proved


@pytest.fixture
async def parent(home: House, alice: Person) -> Json:
    """A post of ours that is answered."""
    return await alice.posts("what do you think?")


async def meets(home: House, *several: Stranger) -> None:
    for one in several:
        await settles(home, one, one.says("Like", "https://nowhere.example/1"))


def reply(one: Stranger, parent: Json, content: str = "<p>true</p>") -> Json:
    """Served at its origin, too."""
    return one.writes(content, inReplyTo=parent["uri"])


def altered(said: Json, **words: Any) -> Json:
    return {**said, "proof": {**said["proof"], **words}}


def forgeries(home: House, bob: Stranger, eve: Stranger, said: Json) -> dict[str, Json]:
    """Bob's words, changed, with proofs of every wrong kind."""
    false = {**said, "object": {**said["object"], "content": "<p>false</p>"}}
    now = home.clock()
    good = proved(bob, false, now)
    contexts = good["@context"]
    return {
        "changed afterwards": {**proved(bob, said, now), "object": false["object"]},
        "purpose": altered(good, proofPurpose="authentication"),
        "suite": altered(good, cryptosuite="eddsa-rdfc-2022"),
        "key of nobody": proved(bob, false, now, "somebody else's"),
        "key of another owner": proved(eve, false, now),
        "context": altered({**good, "@context": ["https://evil.example/ns", *contexts]}),
        "two": {**good, "proof": [good["proof"], good["proof"]]},
        "expired": altered(good, expires="2020-01-01T00:00:00Z"),
        "number": {**proved(bob, {**false, "n": 1}, now), "n": 1.5},
        "none": false,
        "no object": altered(good, proofValue=5),
    }


KINDS = [
    "changed afterwards", "purpose", "suite", "key of nobody", "key of another owner", "context", "two", "expired",
    "number", "none", "no object",
]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
async def test_b47_d08_a_proof_that_does_not_hold(home: House, parent: Json, bob: Stranger, eve: Stranger, kind: str):
    """Brought by Eve, it is no more than a hint: Bob's own server says what he wrote."""
    may_prove(bob)
    may_prove(eve)
    await meets(home, eve)
    said = reply(bob, parent)
    forged = forgeries(home, bob, eve, said)[kind]
    assert (await eve.sends(forged, home)).status == 202
    await home.works()
    status = await stored(home, said["object"]["id"])
    assert status is not None
    assert status.content == "<p>true</p>"


@pytest.mark.parametrize("kind", KINDS)
async def test_b47_beside_a_good_signature(home: House, parent: Json, bob: Stranger, eve: Stranger, kind: str):
    """Decided: who signs the request speaks for themselves; a proof is for what comes by other hands."""
    may_prove(bob)
    may_prove(eve)
    said = forgeries(home, bob, eve, reply(bob, parent))[kind]
    assert await settles(home, bob, said) == [202]
    assert await stored(home, said["object"]["id"]) is not None


@pytest.mark.parametrize("where", ["nowhere", "publicKey", "another controller"])
async def test_b47_a_key_that_does_not_assert(home: House, parent: Json, bob: Stranger, eve: Stranger, where: str):
    """It signs requests, or is somebody else's: it proves nothing, and Bob's server, which knows nothing, decides."""
    if where == "publicKey":
        bob.more["publicKey"] = [bob.document()["publicKey"], {**key_entry(bob), "owner": bob.id}]
    if where == "another controller":
        may_prove(bob, controller=eve.id)
    await meets(home, eve)
    said = reply(bob, parent)
    del bob.peer.documents[said["object"]["id"].removeprefix(f"https://{bob.peer.host}")]
    assert (await eve.sends(proved(bob, said, home.clock()), home)).status == 202
    await home.works()
    assert await stored(home, said["object"]["id"]) is None


async def test_b47_a_proof_that_holds(home: House, parent: Json, bob: Stranger, eve: Stranger):
    """Bob's words, though his server is silent."""
    may_prove(bob)
    await meets(home, eve, bob)
    said = proved(bob, reply(bob, parent), home.clock())
    bob.peer.is_silent()
    assert (await eve.sends(said, home)).status == 202
    await home.works()
    bob.peer.is_silent(False)
    assert await stored(home, said["object"]["id"]) is not None


async def test_b48_an_older_signature_beside_the_proof(home: House, parent: Json, bob: Stranger, eve: Stranger):
    """Put there by a relay after the proof was made: not part of what was proved."""
    may_prove(bob)
    await meets(home, eve, bob)
    said = {**proved(bob, reply(bob, parent), home.clock()), "signature": {"type": "RsaSignature2017"}}
    bob.peer.is_silent()
    assert (await eve.sends(said, home)).status == 202
    await home.works()
    bob.peer.is_silent(False)
    assert await stored(home, said["object"]["id"]) is not None


@pytest.mark.parametrize("type", ["Follow", "Undo", "Accept", "Reject", "Block", "Move", "Flag"])
async def test_b47_what_would_be_a_weapon_when_it_is_said_again(
    home: House, alice: Person, bob: Stranger, eve: Stranger, type: str
):
    """Proofs last for ever; these need the signature of the request."""
    may_prove(bob)
    await meets(home, eve, bob)
    said = proved(bob, bob.says(type, alice.account.uri), home.clock())
    assert (await eve.sends(said, home)).status == 401


async def test_b47_an_old_profile_does_not_come_back(home: House, bob: Stranger, eve: Stranger):
    may_prove(bob)
    await meets(home, eve, bob)
    old = proved(bob, bob.says("Update", bob.document()), home.clock())
    assert (await eve.sends(old, home)).status == 401


async def test_d08_what_concerns_nobody_here_makes_nobody_fetch(home: House, bob: Stranger, eve: Stranger):
    """Else whoever likes could have us ask anybody for anything."""
    await meets(home, eve)
    said = bob.writes("<p>hello</p>")
    bob.peer.network.seen.clear()
    assert (await eve.sends(said, home)).status == 401
    await home.works()
    assert bob.peer.network.seen == []


@pytest.mark.parametrize("status", [404, 410])
async def test_d08_a_forged_farewell(home: House, parent: Json, bob: Stranger, eve: Stranger, status: int):
    """Eve says that Bob deleted his post. Only 410 says so: 404 is what those hear who may not see it."""
    await meets(home, eve)
    said = reply(bob, parent)
    await settles(home, bob, said)
    path = said["object"]["id"].removeprefix(f"https://{bob.peer.host}")
    bob.peer.documents[path] = (status, "text/plain", b"")
    gone = {**bob.says("Delete", said["object"]["id"]), "to": [PUBLIC]}
    assert (await eve.sends(gone, home)).status == 202
    await home.works()
    assert (await stored(home, said["object"]["id"]) is None) is (status == 410)
