"""A27-A32: requests signed after RFC 9421, each lacking or twisting one thing."""

import json

import pytest

from activitypub.digests import content_digest_of
from tests.far_side import Letter, Stranger
from tests.harness.house import House, Person
from tests.hostile.attacks import Brush, Json, gets_in, is_turned_away

USUAL = ('"@method"', '"@target-uri"', '"content-digest"')


@pytest.fixture
def follow(bob: Stranger, alice: Person) -> Json:
    return bob.says("Follow", alice.account.uri)


async def test_a27_a_letter_written_by_this_hand_gets_in(home: House, bob: Stranger, follow: Json):
    """The positive control."""
    await gets_in(Brush().writes(bob, home, follow), home, bob)


@pytest.mark.parametrize(
    "parameters",
    [
        {"created": None}, {"keyid": None}, {"unknown": "x"}, {"alg": "hmac-sha256"}, {"alg": "ed25519"},
        {"alg": "rsa-pss-sha512"}, {"alg": "ecdsa-p256-sha256"}, {"created": "yesterday"}, {"created": -1},
        {"created": 10**14}, {"expires": 1}, {"expires": "soon"}, {"keyid": "mailto:bob"}, {"keyid": ""},
    ],
)  # fmt: skip
async def test_a27_parameters_that_lack_or_lie(home: House, bob: Stranger, follow: Json, parameters: dict):
    await is_turned_away(Brush(parameters=parameters).writes(bob, home, follow), home, bob)


@pytest.mark.parametrize("covered", [USUAL[1:], ('"@method"', '"@path"', '"content-digest"'), ('"content-digest"',)])
async def test_a28_without_method_or_whole_address(home: House, bob: Stranger, follow: Json, covered: tuple):
    await is_turned_away(Brush(covered=covered).writes(bob, home, follow), home, bob)


async def test_a28_another_method_or_address_than_was_signed(home: House, bob: Stranger, follow: Json):
    for values in ({'"@method"': "PUT"}, {'"@target-uri"': "https://art.example/users/alice/inbox"}):
        await is_turned_away(Brush(values=values).writes(bob, home, follow), home, bob)


async def test_a29_the_body_is_not_covered(home: House, bob: Stranger, follow: Json):
    await is_turned_away(Brush(covered=USUAL[:2]).writes(bob, home, follow), home, bob)
    await is_turned_away(Brush(headers={"Content-Digest": None}).writes(bob, home, follow), home, bob)


async def test_a29_the_body_is_another(home: House, bob: Stranger, follow: Json):
    letter = Brush().writes(bob, home, follow)
    await is_turned_away(Letter(letter.target, letter.headers, letter.body + b" "), home, bob)
    both = f"{content_digest_of(letter.body)}, {content_digest_of(b'x')}"
    for value in (both, "sha-512=:AAAA:", "sha-256=:AAAA:", "sha-256=AAAA", content_digest_of(b"x")):
        await is_turned_away(Brush(headers={"Content-Digest": value}).writes(bob, home, letter.body), home, bob)


@pytest.mark.parametrize("good_first", [True, False])
async def test_a30_two_labels(home: House, bob: Stranger, follow: Json, good_first: bool):
    """One good and one bad: what another reader verifies must not be what we do not."""
    good = Brush().writes(bob, home, follow)
    other = {
        "Signature-Input": f'sig2=("@method");created=1;keyid="{bob.key_id}"', "Signature": "sig2=:AAAA:",
    }  # fmt: skip
    for name, bad in other.items():
        values = [good.headers[name], bad][:: 1 if good_first else -1]
        good = good.with_header(name, ", ".join(values))
    await is_turned_away(good, home, bob)


async def test_a30_labels_that_differ(home: House, bob: Stranger, follow: Json):
    await is_turned_away(Brush(labels=("sig1", "sig2")).writes(bob, home, follow), home, bob)


@pytest.mark.parametrize(
    "covered",
    [
        (*USUAL, '"date";req'), (*USUAL, '"date";tr'), (*USUAL, '"date";bs'), (*USUAL, '"date";key="a"'),
        (*USUAL, '"@method"'), ('"@METHOD"', *USUAL[1:]), (*USUAL, '"@status"'), (*USUAL, '"@query-param";name="a"'),
        (*USUAL, '"Date"'), (*USUAL, '""'), (*USUAL, '"a b"'), (*USUAL, "date"), (*USUAL, '"x-absent"'),
        tuple(f'"x{n}"' for n in range(50)) + USUAL, (),
    ],
)  # fmt: skip
async def test_a31_odd_components(home: House, bob: Stranger, follow: Json, covered: tuple):
    headers = {"Date": "Sat, 21 Nov 2026 10:00:00 GMT", **{f"x{n}": "1" for n in range(50)}}
    await is_turned_away(Brush(covered=covered, headers=headers).writes(bob, home, follow), home, bob)


@pytest.mark.parametrize("tail", [";", ";tag", ';tag="a";tag="b"', "\x00", "\xe9", ' ;x="', ";nonce=(1 2)"])
async def test_a31_an_input_that_cannot_be_read(home: House, bob: Stranger, follow: Json, tail: str):
    await is_turned_away(Brush(more=(tail, "")).writes(bob, home, follow), home, bob)


@pytest.mark.parametrize(
    ("host", "address", "good"),
    [
        ("art.example", "https://art.example/inbox", True),
        ("ART.EXAMPLE", "https://art.example/inbox", True),
        ("art.example:443", "https://art.example/inbox", True),
        ("art.example", "http://art.example/inbox", False),
        ("art.example", "https://pub.example/inbox", False),
        ("art.example", "https://art.example:8443/inbox", False),
        ("pub.example", "https://pub.example/inbox", False),
        ("art.example:8443", "https://art.example:8443/inbox", False),
    ],
)
async def test_a32_the_address_as_we_are_known(
    home: House, bob: Stranger, follow: Json, host: str, address: str, good: bool
):
    """Our own scheme and name, whatever a proxy in front of us speaks; other spellings of the same are the same."""
    brush = Brush(headers={"Host": host}, values={'"@target-uri"': address})
    await (gets_in if good else is_turned_away)(brush.writes(bob, home, json.dumps(follow).encode()), home, bob)
