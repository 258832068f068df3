"""E8, D12: answers to our people's posts are carried on to those people's followers, and to nobody else, once."""

from typing import Any

import pytest

from activitypub.terms import PUBLIC
from tests.far_side import Peer, Stranger
from tests.harness.house import House, Person
from tests.hostile.attacks import Json, block, follows, known, settles, somebody, stored
from tests.proofs import may_prove, proved


@pytest.fixture
async def parent(home: House, alice: Person) -> Json:
    return await alice.posts("what do you think?")


@pytest.fixture
async def fan(home: House, alice: Person, evil: Peer) -> Stranger:
    """Follows Alice from another server than Bob's."""
    one = somebody(evil, "fan")
    await settles(home, one, one.says("Follow", alice.account.uri))
    assert await follows(home, one.id, alice.account.uri) == "accepted"
    evil.received.clear()
    return one


def answer(home: House, alice: Person, bob: Stranger, parent: Json, **words: Any) -> Json:
    """To Alice's followers, too, and with a proof."""
    may_prove(bob)
    audience = {"to": [PUBLIC], "cc": [f"{bob.id}/followers", alice.account.uri, alice.account.followers_url]}
    said = bob.writes("<p>yes</p>", **{**audience, "inReplyTo": parent["uri"], **words})
    return proved(bob, said, home.clock())


async def carried(home: House, fan: Stranger) -> list[Json]:
    while await home.works():
        pass
    return [one for one in fan.peer.received if one["actor"] != fan.id and "/users/alice" not in one["actor"]]


async def test_e08_an_answer_to_our_followers_reaches_them(
    home: House, alice: Person, bob: Stranger, fan: Stranger, parent: Json
):
    """As it came; a second copy, by whatever way, is not carried again."""
    said = answer(home, alice, bob, parent)
    await settles(home, bob, said)
    assert await carried(home, fan) == [said]
    assert fan.peer.letters[-1].headers["signature"].startswith(f'keyId="{alice.account.uri}#')
    await settles(home, bob, said)
    await settles(home, fan, said)
    assert await carried(home, fan) == [said]
    assert bob.peer.received == []


async def test_e08_its_update_and_its_end_follow(
    home: House, alice: Person, bob: Stranger, fan: Stranger, parent: Json
):
    """Each once, though the names of Updates come again."""
    said = answer(home, alice, bob, parent)
    note = said["object"]
    changed = proved(
        bob, bob.says("Update", {**note, "content": "<p>no</p>"}, to=said["to"], cc=said["cc"]), home.clock()
    )
    gone = proved(bob, bob.says("Delete", note["id"], to=said["to"], cc=said["cc"]), home.clock())
    await settles(home, bob, said, changed, changed, gone)
    assert [one["type"] for one in await carried(home, fan)] == ["Create", "Update", "Delete"]


async def test_e08_what_a_follower_is_told_is_told_by_its_author(
    home: House, alice: Person, bob: Stranger, fan: Stranger, parent: Json
):
    """A followers-only answer to Alice's followers goes to them; that was its author's wish."""
    said = answer(home, alice, bob, parent, to=[alice.account.uri], cc=[alice.account.followers_url])
    await settles(home, bob, said)
    assert await carried(home, fan) == [said]


WRONG: dict[str, Json] = {
    "not to the collection": {"cc": []},
    "another answer": {"inReplyTo": "https://elsewhere.example/1"},
    "no answer": {"inReplyTo": None},
    "somebody else's followers": {"cc": ["https://art.example/users/nobody/followers"]},
    "direct": {"to": ["https://art.example/users/alice"], "cc": []},
}


@pytest.mark.parametrize("wrong", WRONG)
async def test_e08_all_three_conditions(
    home: House, alice: Person, bob: Stranger, fan: Stranger, parent: Json, wrong: str
):
    await settles(home, bob, answer(home, alice, bob, parent, **WRONG[wrong]))
    assert await carried(home, fan) == []


@pytest.mark.parametrize("proof", ["none", "broken", "an LD signature"])
async def test_e08_d12_without_a_proof_it_stays_here(
    home: House, alice: Person, bob: Stranger, fan: Stranger, parent: Json, proof: str
):
    """It is in Alice's thread, but nobody could believe us."""
    said = answer(home, alice, bob, parent)
    if proof == "broken":
        said["proof"]["proofValue"] = said["proof"]["proofValue"][:-1] + "1"
    else:
        del said["proof"]
    if proof == "an LD signature":
        said["signature"] = {"type": "RsaSignature2017", "creator": bob.key_id, "signatureValue": "x"}
    await settles(home, bob, said)
    assert await stored(home, said["object"]["id"]) is not None
    assert await carried(home, fan) == []


async def test_e08_d12_an_ld_signature_is_taken_off(
    home: House, alice: Person, bob: Stranger, fan: Stranger, parent: Json
):
    said = answer(home, alice, bob, parent)
    await settles(home, bob, {**said, "signature": {"type": "RsaSignature2017", "signatureValue": "x"}})
    assert await carried(home, fan) == [said]


async def test_e08_whom_alice_blocks_does_not_speak_to_her_followers(
    home: House, alice: Person, bob: Stranger, fan: Stranger, parent: Json
):
    await settles(home, bob, bob.says("Like", "https://nowhere.example/1"))
    account = await known(home, bob.id)
    assert account is not None
    await alice.post(f"/api/v1/accounts/{account.id}/block")
    await settles(home, bob, answer(home, alice, bob, parent))
    assert [one for one in await carried(home, fan) if one["type"] == "Create"] == []


async def test_e08_g03_nothing_is_carried_to_who_is_blocked(
    home: House, alice: Person, bob: Stranger, fan: Stranger, parent: Json
):
    await block(home, fan.peer.host)
    await settles(home, bob, answer(home, alice, bob, parent))
    assert await carried(home, fan) == []
