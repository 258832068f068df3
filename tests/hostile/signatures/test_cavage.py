"""A1-A26: requests signed after draft-cavage, each lacking or twisting one thing."""

import hmac
from base64 import b64encode
from datetime import timedelta
from hashlib import md5, sha512

import pytest

from activitypub.digests import digest_of
from fediai.store.people import accounts
from tests.far_side import Letter, Peer, Stranger
from tests.harness.house import House, Person
from tests.hostile.attacks import OTHER_DIGEST, Brush, Json, Pen, digest, gets_in, is_turned_away, somebody

ALL = ("(request-target)", "host", "date", "digest", "content-type")


@pytest.fixture
def follow(bob: Stranger, alice: Person) -> Json:
    return bob.says("Follow", alice.account.uri)


def without(*names: str) -> tuple[str, ...]:
    return tuple(name for name in ALL if name not in names)


async def test_a00_a_letter_written_by_this_hand_gets_in(home: House, bob: Stranger, follow: Json):
    """The positive control: what follows fails for its one fault and for no other reason."""
    await gets_in(Pen().writes(bob, home, follow), home, bob)


async def test_a01_no_signature_at_all(home: House, bob: Stranger, follow: Json):
    await is_turned_away(Pen().writes(bob, home, follow).without("Signature"), home, bob)
    assert bob.peer.asked == []


@pytest.mark.parametrize("covered", [ALL, without("digest")])
async def test_a02_no_digest(home: House, bob: Stranger, follow: Json, covered: tuple[str, ...]):
    await is_turned_away(Pen(covered=covered).writes(bob, home, follow).without("Digest"), home, bob)


async def test_a03_a_digest_that_is_not_signed(home: House, bob: Stranger, follow: Json):
    await is_turned_away(Pen(covered=without("digest")).writes(bob, home, follow), home, bob)


async def test_a04_a_body_altered_by_one_byte(home: House, bob: Stranger, follow: Json):
    letter = Pen().writes(bob, home, follow)
    await is_turned_away(Letter(letter.target, letter.headers, letter.body + b" "), home, bob)


@pytest.mark.parametrize(("name", "make"), [("SHA-512", sha512), ("md5", md5), ("SHA", md5), ("unknown", sha512)])
async def test_a05_another_digest_than_sha_256(home: House, bob: Stranger, follow: Json, name: str, make: object):
    body = Pen().writes(bob, home, follow).body
    value = digest(name, make(body).digest())  # type: ignore[operator]
    await is_turned_away(Pen(headers={"Digest": value}).writes(bob, home, body), home, bob)


@pytest.mark.parametrize("good_first", [True, False])
@pytest.mark.parametrize("twice", [True, False])
async def test_a06_two_digests(home: House, bob: Stranger, follow: Json, good_first: bool, twice: bool):
    body = Pen().writes(bob, home, follow).body
    values = [digest_of(body), OTHER_DIGEST][:: 1 if good_first else -1]
    headers = {"Digest": values[0], "digest": values[1]} if twice else {"Digest": ",".join(values)}
    await is_turned_away(Pen(headers=headers).writes(bob, home, body), home, bob)


async def test_a07_the_target_is_not_signed(home: House, bob: Stranger, follow: Json):
    await is_turned_away(Pen(covered=without("(request-target)")).writes(bob, home, follow), home, bob)


@pytest.mark.parametrize("to", ["/users/carla/inbox", "/inbox", "/actor/inbox"])
async def test_a08_replayed_to_another_inbox(home: House, alice: Person, bob: Stranger, follow: Json, to: str):
    if not await home_has(home, "carla"):
        await home.signs_up("carla")
    letter = Pen(target="/users/alice/inbox").writes(bob, home, follow)
    await is_turned_away(Letter(to, letter.headers, letter.body), home, bob)


async def home_has(home: House, name: str) -> bool:
    async with home.ctx.db.read() as tx:
        return await accounts.by_acct(tx, name) is not None


@pytest.mark.parametrize(
    "pen",
    [Pen(covered=without("host")), Pen(headers={"Host": "pub.example"}), Pen(headers={"Host": "art.example.evil"})],
)
async def test_a09_the_host_is_not_signed_or_is_another(home: House, bob: Stranger, follow: Json, pen: Pen):
    await is_turned_away(pen.writes(bob, home, follow), home, bob)


async def test_a09_captured_on_its_way_to_another_server(home: House, bob: Stranger, follow: Json):
    letter = Pen(headers={"Host": "pub.example"}).writes(bob, home, follow)
    await is_turned_away(letter.with_header("Host", home.domain), home, bob)


@pytest.mark.parametrize("ago", [timedelta(hours=25), timedelta(minutes=66), timedelta(hours=-2)])
async def test_a10_too_old_or_from_tomorrow(home: House, bob: Stranger, follow: Json, ago: timedelta):
    await is_turned_away(Pen(ago=ago).writes(bob, home, follow), home, bob)


@pytest.mark.parametrize("ago", [timedelta(seconds=-30), timedelta(seconds=30), timedelta(minutes=55)])
async def test_a10_a_clock_that_is_a_little_off(home: House, bob: Stranger, follow: Json, ago: timedelta):
    await gets_in(Pen(ago=ago).writes(bob, home, follow), home, bob)


@pytest.mark.parametrize("pen", [Pen(covered=without("date"), headers={"Date": None}), Pen(headers={"Date": None})])
async def test_a11_no_time_at_all(home: House, bob: Stranger, follow: Json, pen: Pen):
    await is_turned_away(pen.writes(bob, home, follow), home, bob)


HS2019 = {"algorithm": "hs2019"}
CREATED = ("(request-target)", "host", "digest", "(created)")
ENDING = (*CREATED, "(expires)")


async def test_a12_created_is_signed_but_not_said(home: House, bob: Stranger, follow: Json):
    await is_turned_away(Pen(covered=CREATED, parameters=HS2019).writes(bob, home, follow), home, bob)


@pytest.mark.parametrize("algorithm", ["rsa-sha256", None])
async def test_a13_created_is_for_hs2019(home: House, bob: Stranger, follow: Json, algorithm: str | None):
    parameters = {"algorithm": algorithm, "created": int(home.clock().timestamp())}
    await is_turned_away(Pen(covered=CREATED, parameters=parameters).writes(bob, home, follow), home, bob)


@pytest.mark.parametrize(
    ("made", "ends", "good"),
    [(0, 3600, True), (-11 * 3600, 315_360_000, True), (-60, -1, False), (-13 * 3600, 315_360_000, False)],
)
async def test_a14_when_it_ends(home: House, bob: Stranger, follow: Json, made: int, ends: int, good: bool):
    """A signature may choose its own end, though not more than twelve hours ahead."""
    now = int(home.clock().timestamp())
    parameters = {**HS2019, "created": now + made, "expires": now + ends}
    letter = Pen(covered=ENDING, parameters=parameters).writes(bob, home, follow)
    await (gets_in if good else is_turned_away)(letter, home, bob)


@pytest.mark.parametrize("created", ["abc", -1, 10**20, "1.5", "", "²"])
async def test_a15_a_time_that_is_none(home: House, bob: Stranger, follow: Json, created: str | int):
    parameters = {**HS2019, "created": created}
    if created == "²":
        parameters["created"] = "\xb2"
    await is_turned_away(Pen(covered=CREATED, parameters=parameters).writes(bob, home, follow), home, bob)


async def test_a16_a_mac_with_the_public_key_as_its_secret(home: House, bob: Stranger, follow: Json):
    """What `httpsig`'s own verifier accepts: anybody can compute it."""
    letter = Pen().writes(bob, home, follow)
    headers = {name: value for name, value in letter.headers.items() if name != "Signature"}
    for secret in (bob.key.public_pem(), bob.key.public_pem().strip()):
        mac = b64encode(hmac.digest(secret.encode(), Pen().base(headers).encode(), "sha256")).decode()
        for algorithm in ("hmac-sha256", "hs2019", None):
            forged = Pen(parameters={"algorithm": algorithm, "signature": mac}, headers=headers)
            await is_turned_away(forged.writes(bob, home, letter.body), home, bob)


@pytest.mark.parametrize(
    "algorithm", ["rsa-sha1", "none", "ed25519", "rsa-sha512", "hmac-sha512", "RSA-SHA256 ", "", "x" * 500]
)
async def test_a17_another_algorithm(home: House, bob: Stranger, follow: Json, algorithm: str):
    await is_turned_away(Pen(parameters={"algorithm": algorithm}).writes(bob, home, follow), home, bob)


@pytest.mark.parametrize("algorithm", [None])
async def test_a18_no_word_about_the_algorithm(home: House, bob: Stranger, follow: Json, algorithm: None):
    await gets_in(Pen(parameters={"algorithm": algorithm}).writes(bob, home, follow), home, bob)


async def test_a19_hs2019_as_gotosocial_writes_it(home: House, bob: Stranger, follow: Json):
    await gets_in(Pen(parameters=HS2019).writes(bob, home, follow), home, bob)


@pytest.mark.parametrize(
    "pen",
    [
        Pen(covered=(), listed=""),
        Pen(covered=None),
        Pen(covered=(*ALL, "date")),
        Pen(covered=(*ALL, *(f"x-{n}" for n in range(195))), headers={f"X-{n}": "x" for n in range(195)}),
        Pen(covered=(*ALL, "x-absent")),
        Pen(covered=(*ALL, "(unknown)")),
    ],
    ids=["empty", "missing", "twice", "two hundred", "absent", "made up"],
)
async def test_a20_an_odd_list_of_headers(home: House, bob: Stranger, follow: Json, pen: Pen):
    await is_turned_away(pen.writes(bob, home, follow), home, bob)


async def test_a20_upper_case_names_are_the_same_names(home: House, bob: Stranger, follow: Json):
    pen = Pen(listed="(REQUEST-TARGET) Host DATE Digest Content-Type")
    await gets_in(pen.writes(bob, home, follow), home, bob)


@pytest.mark.parametrize(
    "tail",
    [',keyId="https://far.example/other"', ',signature="AAAA"', ',KEYID="https://far.example/x"', ',headers="date"'],
)
async def test_a21_the_same_parameter_twice(home: House, bob: Stranger, follow: Json, tail: str):
    await is_turned_away(Pen(tail=tail).writes(bob, home, follow), home, bob)


@pytest.mark.parametrize(
    "tail",
    ['"', ',x="', ',x="a\\"b"', ",x", "=", ',x="\x00"', ',x="\xe9"', ',x="\r\nSet-Cookie: a=b"', ',x="' + "a" * 65_000],
    ids=["quote", "open", "escaped", "bare", "equals", "nul", "accent", "newline", "huge"],
)
async def test_a22_a_header_that_cannot_be_read(home: House, bob: Stranger, follow: Json, tail: str):
    await is_turned_away(Pen(tail=tail).writes(bob, home, follow), home, bob)


@pytest.mark.parametrize("twist", ["space", "newline", "url-safe", "short", "unpadded", "empty", "long"])
async def test_a23_a_value_that_is_no_base64(home: House, bob: Stranger, follow: Json, twist: str):
    value = b64encode(b"\xff" * 256).decode()
    twisted = {
        "space": value[:20] + " " + value[20:], "newline": value[:20] + "\t" + value[20:],
        "url-safe": value.replace("/", "_"), "short": value[:-8], "unpadded": value.rstrip("=") + "A",
        "empty": "", "long": b64encode(bytes(5000)).decode(),
    }[twist]  # fmt: skip
    await is_turned_away(Pen(parameters={"signature": twisted}).writes(bob, home, follow), home, bob)


async def test_a24_a_signature_in_authorization(home: House, bob: Stranger, follow: Json):
    """Believed there alone, and not at all beside another one."""
    letter = Pen().writes(bob, home, follow)
    there = letter.with_header("Authorization", f"Signature {letter.headers['Signature']}")
    await is_turned_away(there, home, bob)
    await gets_in(there.without("Signature"), home, bob)


async def test_a25_a_broken_new_signature_is_not_rescued_by_the_old_one(home: House, bob: Stranger, follow: Json):
    new = Brush(parameters={"keyid": None}).writes(bob, home, follow)
    old = Pen().writes(bob, home, follow)
    both = old.with_header("Signature-Input", new.headers["Signature-Input"])
    await is_turned_away(both, home, bob)
    await is_turned_away(both.with_header("signature", new.headers["Signature"]), home, bob)
    await gets_in(old, home, bob)


@pytest.mark.parametrize("signed", ["/users/alice/outbox?page=true", "/users/alice/outbox", "/users/alice/inbox"])
async def test_a26_with_and_without_the_query(strict: House, signed: str):
    """GoToSocial signs with it, Takahē without; a server that asks for signatures reads both."""
    if not await home_has(strict, "alice"):
        await strict.signs_up("alice")
    bob = somebody(Peer(strict.ctx.http._wire, "far.example"), "bob")  # type: ignore[arg-type]
    pen = Pen(
        covered=("(request-target)", "host", "date"), method="GET", target="/users/alice/outbox?page=true",
        signed_target=signed, headers={"Digest": None, "Content-Type": None},
    )  # fmt: skip
    letter = pen.writes(bob, strict, b"")
    answer = await strict.ask("GET", letter.target, headers=letter.headers)
    assert answer.status == (200 if "outbox" in signed else 401)
