"""What is not signed, or not signed well enough, changes nothing: one test per reason, through the front door."""

import json
from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import pytest

from activitypub.digests import digest_of
from activitypub.results import Reason
from tests.far_side import Letter, Peer, Stranger
from tests.harness.house import House, Network, Person, house


@pytest.fixture
async def home(sqlite_url: str, network: Network) -> AsyncIterator[House]:
    """On one engine: nothing of this reaches the database."""
    async with house("art.example", sqlite_url, network) as one:
        yield one


Tamper = Callable[[Stranger, House, dict], Letter]


def without_signature(bob: Stranger, home: House, follow: dict) -> Letter:
    return bob.signs(follow, home).without("Signature")


def with_other_body(bob: Stranger, home: House, follow: dict) -> Letter:
    letter = bob.signs(follow, home)
    return Letter(letter.target, letter.headers, letter.body.replace(b"Follow", b"Block "))


def with_other_body_and_digest(bob: Stranger, home: House, follow: dict) -> Letter:
    letter = with_other_body(bob, home, follow)
    return letter.with_header("Digest", digest_of(letter.body))


def sent_to_another_path(bob: Stranger, home: House, follow: dict) -> Letter:
    letter = bob.signs(follow, home, "/users/alice/inbox")
    return Letter("/inbox", letter.headers, letter.body)


def meant_for_another_server(bob: Stranger, home: House, follow: dict) -> Letter:
    return bob.signs(follow, home).with_header("Host", "pub.example")


def an_hour_and_a_minute_late(bob: Stranger, home: House, follow: dict) -> Letter:
    return bob.signs(follow, home, at=home.clock() - timedelta(minutes=61))


def two_hours_early(bob: Stranger, home: House, follow: dict) -> Letter:
    return bob.signs(follow, home, at=home.clock() + timedelta(hours=2))


def signing_only_the_date(bob: Stranger, home: House, follow: dict) -> Letter:
    letter = bob.signs(follow, home)
    header = letter.headers["Signature"]
    start, end = header.index('headers="'), header.index('"', header.index('headers="') + 9)
    return letter.with_header("Signature", header[:start] + 'headers="date' + header[end:])


def without_digest(bob: Stranger, home: House, follow: dict) -> Letter:
    return bob.signs(follow, home).without("Digest")


def signed_by_another_key(bob: Stranger, home: House, follow: dict) -> Letter:
    return Stranger(bob.peer, "bob", key_name="mallory").signs(follow, home)


def with_a_mac_made_of_the_public_key(bob: Stranger, home: House, follow: dict) -> Letter:
    letter = bob.signs(follow, home)
    return letter.with_header("Signature", letter.headers["Signature"].replace("rsa-sha256", "hmac-sha256"))


def with_two_signatures_in_one(bob: Stranger, home: House, follow: dict) -> Letter:
    header = bob.signs(follow, home).headers["Signature"]
    return bob.signs(follow, home).with_header("Signature", f'{header},keyId="https://far.example/x"')


def by_somebody_who_does_not_exist(bob: Stranger, home: House, follow: dict) -> Letter:
    return Stranger(bob.peer, "nobody").signs(follow, home)


def in_the_name_of_another(bob: Stranger, home: House, follow: dict) -> Letter:
    return bob.signs({**follow, "actor": "https://victim.example/users/v"}, home)


@pytest.mark.parametrize(
    ("tamper", "reason"),
    [
        (without_signature, Reason.UNSIGNED),
        (with_other_body, Reason.BODY_ALTERED),
        (with_other_body_and_digest, Reason.FORGED),
        (sent_to_another_path, Reason.FORGED),
        (meant_for_another_server, Reason.WRONG_HOST),
        (an_hour_and_a_minute_late, Reason.STALE),
        (two_hours_early, Reason.STALE),
        (signing_only_the_date, Reason.UNDER_SIGNED),
        (without_digest, Reason.UNDER_SIGNED),
        (signed_by_another_key, Reason.FORGED),
        (with_a_mac_made_of_the_public_key, Reason.UNKNOWN_ALGORITHM),
        (with_two_signatures_in_one, Reason.MALFORMED_SIGNATURE),
        (by_somebody_who_does_not_exist, Reason.KEY_NOT_FOUND),
        (in_the_name_of_another, Reason.NOT_THE_OWNER),
    ],
)
async def test_a_tampered_follow_never_gets_in(
    home: House, alice: Person, bob: Stranger, tamper: Tamper, reason: Reason
):
    """401, its reason counted, and nothing else happened."""
    follow = bob.says("Follow", alice.account.uri)
    answer = await tamper(bob, home, follow).reaches(home)
    assert (answer.status, home.ctx.far.last_refusals) == (401, [reason])
    assert await home.works() == 0
    assert (await home.account("alice")).followers_count == 0


async def test_the_untampered_follow_gets_in(home: House, alice: Person, bob: Stranger, far: Peer):
    """The same letter without tampering is accepted and answered with an Accept."""
    answer = await bob.sends(bob.says("Follow", alice.account.uri), home)
    assert answer.status == 202
    await home.works()
    assert (await home.account("alice")).followers_count == 1
    [accept] = far.received
    assert (accept["type"], accept["object"]["actor"]) == ("Accept", bob.id)


@pytest.mark.parametrize(
    ("content_type", "body", "status"),
    [
        ("application/json", None, 415),
        ("text/plain", None, 415),
        ("application/activity+json", b"[" * 5000, 400),
        ("application/activity+json", b"[]", 400),
        ("application/activity+json", b'{"type": "Follow"}', 400),
        ("application/activity+json", b'{"type": "Weave", "actor": "https://far.example/users/bob"}', 202),
        ("application/activity+json", b" " * 300_000, 413),
    ],
)
async def test_unreadable_bodies_are_answered_and_forgotten(
    home: House, alice: Person, bob: Stranger, content_type: str, body: bytes | None, status: int
):
    """Signed all the same, since a body is judged only after its signature."""
    raw = body if body is not None else json.dumps(bob.says("Follow", alice.account.uri)).encode()
    letter = signed_bytes(bob, home, raw, content_type)
    assert (await letter.reaches(home)).status == status
    assert await home.works() == 0


def signed_bytes(bob: Stranger, home: House, body: bytes, content_type: str) -> Letter:
    """Any bytes with a good signature."""
    from activitypub.requests import Headers, Request
    from activitypub.signatures import cavage

    headers = {"Host": home.domain, "Content-Type": content_type}
    request = Request("POST", "/inbox", Headers(headers.items()), body)
    return Letter("/inbox", {**headers, **cavage.sign(request, bob.key_id, bob.key, home.clock())}, body)


async def test_a_mailbox_of_nobody_is_404(home: House, bob: Stranger):
    """And nobody's key is asked for."""
    answer = await bob.sends(bob.says("Follow", f"{home.ctx.urls.base}/users/nobody"), home, "/users/nobody/inbox")
    assert answer.status == 404
    assert bob.peer.asked == []


async def test_a_farewell_of_a_stranger_costs_no_fetch(home: House, bob: Stranger):
    """Deletes of actors come in storms; 202 and nothing else."""
    answer = await bob.sends(bob.says("Delete", bob.id), home)
    assert answer.status == 202
    assert bob.peer.asked == []


async def test_a_key_that_is_not_there_is_not_asked_for_again(home: House, alice: Person, far: Peer):
    """The second letter within five minutes causes no fetch."""
    ghost = Stranger(far, "ghost")
    for _ in range(3):
        assert (await ghost.sends(ghost.says("Follow", alice.account.uri), home)).status == 401
    assert len(far.asked) == 1
    home.clock.passes(minutes=6)
    await ghost.sends(ghost.says("Follow", alice.account.uri), home)
    assert len(far.asked) == 2
