"""A33-A40: replays, keys that cannot be had, keys that changed, keys that nobody should believe."""

from base64 import b64encode
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from activitypub.keys import PrivateKey
from tests.far_side import Peer, Stranger, key_named
from tests.harness.house import House, Person
from tests.hostile.attacks import (
    Pen,
    befriend,
    block,
    follows,
    gets_in,
    is_turned_away,
    settles,
    somebody,
    stored,
    suspend,
    to_all,
)


async def bell(alice: Person, stranger: Stranger) -> list[str]:
    """What rang because of this stranger."""
    rang = await alice.get("/api/v1/notifications")
    return [one["type"] for one in rang if one["account"]["uri"] == stranger.id]


async def test_a33_the_same_letter_again_has_no_second_effect(home: House, alice: Person, bob: Stranger):
    for said in (bob.says("Follow", alice.account.uri), bob.writes(**to_all(alice))):
        letter = bob.signs(said, home)
        for _ in range(3):
            assert (await letter.reaches(home)).status == 202
            await home.works()
    assert sorted(await bell(alice, bob)) == ["follow", "mention"]
    accepts = [one for one in bob.peer.received if one["type"] == "Accept"]
    assert len(accepts) == 1


async def test_a34_the_same_id_with_another_body(home: House, alice: Person, bob: Stranger):
    """What came first stays, and rings once."""
    said = bob.writes("<p>first</p>", **to_all(alice))
    other = {**said, "object": {**said["object"], "content": "<p>second</p>"}}
    assert await settles(home, bob, said, other) == [202, 202]
    status = await stored(home, said["object"]["id"])
    assert status is not None
    assert status.content == "<p>first</p>"
    assert await bell(alice, bob) == ["mention"]


async def test_a35_a_thousand_unknown_keys_of_one_host(home: House, alice: Person, far: Peer):
    """A bounded number of fetches, then 429; the next minute is a new one, and other hosts are served all the time."""
    home.clock.passes(seconds=60 - home.clock().second)
    ghosts = [Stranger(far, f"ghost{n}", key_name="ghost") for n in range(1000)]
    template = ghosts[0].signs(ghosts[0].says("Follow", alice.account.uri), home)
    answers = []
    for ghost in ghosts:
        signature = template.headers["Signature"].replace(ghosts[0].key_id, ghost.key_id)
        answers.append((await template.with_header("Signature", signature).reaches(home)).status)
    assert set(answers) == {401, 429}
    assert answers[-1] == 429
    assert len(far.asked) <= 60
    honest = somebody(Peer(far.network, f"honest.{far.host}"), "bob")
    await gets_in(honest.signs(honest.says("Follow", alice.account.uri), home), home, honest)
    home.clock.passes(minutes=1)
    last = Stranger(far, "last", key_name="ghost")
    assert (await last.sends(last.says("Follow", alice.account.uri), home)).status == 401


@pytest.mark.parametrize("why", ["not found", "gone", "silent"])
async def test_a36_a_key_that_cannot_be_had(home: House, alice: Person, far: Peer, why: str):
    """401 and not asked for again for five minutes; of a Delete 202 and not asked for at all."""
    ghost = Stranger(far, "ghost", key_name="ghost")
    if why == "gone":
        far.documents["/users/ghost"] = (410, "text/plain", b"")
    far.is_silent(why == "silent")
    far.network.seen.clear()
    assert (await ghost.sends(ghost.says("Delete", ghost.id), home)).status == 202
    assert far.network.seen == []
    for _ in range(3):
        await is_turned_away(ghost.signs(ghost.says("Follow", alice.account.uri), home), home, ghost)
    assert far.network.seen == [("GET", ghost.id)]
    home.clock.passes(minutes=4, seconds=50)
    await ghost.sends(ghost.says("Follow", alice.account.uri), home)
    assert len(far.network.seen) == 1
    home.clock.passes(minutes=1)
    await ghost.sends(ghost.says("Follow", alice.account.uri), home)
    assert len(far.network.seen) == 2


async def test_a37_a_key_that_changed_is_asked_for_once(home: House, alice: Person, bob: Stranger):
    await gets_in(bob.signs(bob.says("Follow", alice.account.uri), home), home, bob)
    home.clock.passes(minutes=10)
    old, bob.key_name = replace(bob), "bob's second key"
    bob.peer.asked.clear()
    assert await settles(home, bob, bob.says("Like", "https://nowhere.example/1")) == [202]
    assert bob.peer.asked == [f"GET /users/{bob.name}"]
    for forger in (old, Stranger(bob.peer, bob.name, key_name="mallory")):
        assert await settles(home, forger, forger.says("Follow", alice.account.uri)) == [401]
    assert bob.peer.asked == [f"GET /users/{bob.name}"]


async def test_a38_no_key_is_asked_for_at_a_blocked_host(home: House, alice: Person, bob: Stranger):
    """Neither a first time nor because it seems to have changed."""
    await block(home, bob.peer.host)
    await is_turned_away(bob.signs(bob.says("Follow", alice.account.uri), home), home, bob, 403)
    assert bob.peer.asked == []


async def test_a38_no_changed_key_is_asked_for_there(home: House, alice: Person, bob: Stranger):
    await gets_in(bob.signs(bob.says("Follow", alice.account.uri), home), home, bob)
    await block(home, bob.peer.host)
    home.clock.passes(minutes=10)
    bob.peer.asked.clear()
    bob.key_name = "bob's second key"
    assert (await bob.sends(bob.says("Like", alice.account.uri), home)).status in (401, 403)
    assert bob.peer.asked == []


def rsa_of(bits: int) -> str:
    """A public key of so many bits that nobody needs to have: making such pairs takes seconds."""
    numbers = rsa.RSAPublicNumbers(65537, (1 << (bits - 1)) | 1)
    return pem_of(numbers.public_key())


def pem_of(key: object, shape: PublicFormat = PublicFormat.SubjectPublicKeyInfo) -> str:
    return key.public_bytes(Encoding.PEM, shape).decode()  # type: ignore[attr-defined]


def exponent_one(modulus: int) -> str:
    """With exponent 1 every text signs itself. No library writes such a key, so its DER is written here."""
    n = modulus.to_bytes(257, "big")
    number = b"\x02\x82\x01\x01" + n + b"\x02\x01\x01"
    der = b"\x30\x82" + len(number).to_bytes(2, "big") + number
    return f"-----BEGIN RSA PUBLIC KEY-----\n{b64encode(der).decode()}\n-----END RSA PUBLIC KEY-----\n"


@pytest.mark.parametrize(
    "pem",
    [
        rsa_of(512), rsa_of(1024), rsa_of(16_384), pem_of(ec.generate_private_key(ec.SECP256R1()).public_key()),
        "", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "not a key", "\x00", "é", "A" * 100_000,
        rsa_of(2048).replace("MII", "MIJ"), None, 5, {"a": "b"}, ["x"], exponent_one(2**2047 + 1),
    ],
    ids=["512", "1024", "16384", "ec", "empty", "truncated", "text", "nul", "accent", "huge", "broken", "null",
         "number", "object", "list", "exponent one"],
)  # fmt: skip
async def test_a39_keys_that_nobody_should_believe(home: House, alice: Person, far: Peer, pem: object):
    bob = somebody(far, "bob", publicKey={"id": f"https://{far.host}/users/bob#main-key",
                                          "owner": f"https://{far.host}/users/bob", "publicKeyPem": pem})  # fmt: skip
    await is_turned_away(bob.signs(bob.says("Follow", alice.account.uri), home), home, bob)


@pytest.mark.parametrize("shape", [PublicFormat.PKCS1, PublicFormat.SubjectPublicKeyInfo])
async def test_a39_either_clothing_of_an_rsa_key(home: House, alice: Person, far: Peer, shape: PublicFormat):
    pem = pem_of(key_named("bob").public().key, shape)
    bob = somebody(far, "bob", publicKey={"id": f"https://{far.host}/users/bob#main-key",
                                          "owner": f"https://{far.host}/users/bob", "publicKeyPem": pem})  # fmt: skip
    await gets_in(bob.signs(bob.says("Follow", alice.account.uri), home), home, bob)


class Old(Stranger):
    """With a key of exponent three, as software of 2010 made them."""

    @property
    def key(self) -> PrivateKey:
        return OLD


OLD = PrivateKey(rsa.generate_private_key(3, 2048))


async def test_a39_exponent_three_proves_what_it_signs(home: House, alice: Person, far: Peer):
    """Old but sound, as long as the padding is checked: zeros and ones prove nothing."""
    bob = far.people["bob"] = Old(far, "bob")
    follow = bob.says("Follow", alice.account.uri)
    for value in (bytes(256), bytes(255) + b"\x01", b"\x01" * 256):
        forged = Pen(parameters={"signature": b64encode(value).decode()})
        await is_turned_away(forged.writes(bob, home, follow), home, bob)
    await gets_in(Pen().writes(bob, home, follow), home, bob)


async def test_a40_a_suspended_actor_is_not_heard(home: House, alice: Person, bob: Stranger):
    await befriend(home, alice, bob)
    await suspend(home, bob)
    said = bob.writes(**to_all(alice))
    assert await settles(home, bob, said, bob.says("Follow", alice.account.uri)) == [202, 202]
    assert await stored(home, said["object"]["id"]) is None
    assert await follows(home, bob.id, alice.account.uri) == ""
    assert await bell(alice, bob) == []
