"""One test per way in which a signature says too little, too late, or something untrue."""

import base64
import hmac
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activitypub.digests import digest_of
from activitypub.requests import Headers, Request
from activitypub.results import Reason, Refused
from activitypub.signatures import Signature, Verified, read_signature, verify
from activitypub.signatures.coverage import read_http_date, read_seconds
from tests.protocol.peers import (
    BOBS_KEY_ID,
    NOW,
    OURS,
    a_get,
    a_post,
    bobs_key,
    ed25519_key,
    rsa_key,
    signed,
    with_headers,
    without_header,
)
from tests.protocol.signatures.test_cavage import handmade, judged

POST_LINES = "(request-target) host date digest"
GET_LINES = "(request-target) host date"


def a_digested_post() -> Request:
    """A delivery with its digest."""
    post = a_post()
    return with_headers(post, digest=digest_of(post.body))


def parameters(request: Request, change: Callable[[str], str]) -> Request:
    """The signed request with its signature header rewritten."""
    return with_headers(request, signature=change(request.headers.get("signature") or ""))


def hmac_with_the_public_key() -> Request:
    """A forgery that verifiers accept which believe the header's algorithm (A16)."""
    request = with_headers(a_digested_post(), date="Sat, 21 Nov 2026 09:30:00 GMT")
    text = "\n".join(
        [
            "(request-target): post /inbox",
            "host: art.example",
            f"date: {request.headers.get('date')}",
            f"digest: {request.headers.get('digest')}",
        ]
    )
    mac = hmac.digest(rsa_key().public_pem().encode(), text.encode(), sha256)
    value = base64.b64encode(mac).decode()
    header = f'keyId="{BOBS_KEY_ID}",algorithm="hmac-sha256",headers="{POST_LINES}",signature="{value}"'
    return with_headers(request, signature=header)


def times(covered: str, **said: str) -> Request:
    """A fetch whose time stands in the signature."""
    return handmade(a_get(), covered, **{"algorithm": "hs2019", **said})


CREATED = "(request-target) host (created)"

REFUSED: dict[str, tuple[Callable[[], Request], Reason]] = {
    "no signature": (a_post, Reason.UNSIGNED),
    "no digest": (lambda: handmade(a_post(), GET_LINES), Reason.UNDER_SIGNED),
    "digest not signed": (lambda: handmade(a_digested_post(), GET_LINES), Reason.UNDER_SIGNED),
    "signed digest removed": (lambda: without_header(signed(a_post()), "digest"), Reason.UNDER_SIGNED),
    "an empty post without digest": (lambda: handmade(a_post(b""), GET_LINES), Reason.UNDER_SIGNED),
    "a get with an unsigned body": (lambda: replace(signed(a_get()), body=b"x"), Reason.UNDER_SIGNED),
    "another body": (lambda: replace(signed(a_post()), body=b"{}"), Reason.BODY_ALTERED),
    "no body": (lambda: replace(signed(a_post()), body=b""), Reason.BODY_ALTERED),
    "another kind of digest": (
        lambda: handmade(with_headers(a_post(), digest="SHA-512=" + "A" * 86 + "=="), POST_LINES),
        Reason.BODY_ALTERED,
    ),
    "two digests": (
        lambda: handmade(with_headers(a_post(), digest=digest_of(a_post().body) + "," + digest_of(b"")), POST_LINES),
        Reason.BODY_ALTERED,
    ),
    "target not signed": (lambda: handmade(a_digested_post(), "host date digest"), Reason.UNDER_SIGNED),
    "another path": (lambda: replace(signed(a_post()), target="/users/b/inbox"), Reason.FORGED),
    "another method": (lambda: replace(signed(a_post()), method="PUT"), Reason.FORGED),
    "host not signed": (lambda: handmade(a_get(), "(request-target) date"), Reason.UNDER_SIGNED),
    "another host": (lambda: signed(with_headers(a_post(), host="other.example")), Reason.WRONG_HOST),
    "no date": (lambda: handmade(a_get(), "(request-target) host"), Reason.UNDER_SIGNED),
    "only the date": (lambda: handmade(a_get(), "date"), Reason.UNDER_SIGNED),
    "an hour and a minute late": (lambda: signed(a_post(), timedelta(minutes=61)), Reason.STALE),
    "a day late": (lambda: signed(a_post(), timedelta(hours=25)), Reason.STALE),
    "two hours early": (lambda: signed(a_post(), timedelta(hours=-2)), Reason.STALE),
    "a date that is none": (
        lambda: with_headers(signed(a_get()), date="yesterday"),
        Reason.MALFORMED_SIGNATURE,
    ),
    "created promised, not given": (lambda: times(CREATED), Reason.MALFORMED_SIGNATURE),
    "created for rsa-sha256": (
        lambda: times(CREATED, algorithm="rsa-sha256", created="1795253400"),
        Reason.MALFORMED_SIGNATURE,
    ),
    "created is a word": (lambda: times(CREATED, created="abc"), Reason.MALFORMED_SIGNATURE),
    "created is negative": (lambda: times(CREATED, created="-5"), Reason.MALFORMED_SIGNATURE),
    "created is astronomical": (lambda: times(CREATED, created="1" + "0" * 20), Reason.MALFORMED_SIGNATURE),
    "created is far away": (lambda: times(CREATED, created="9999999999"), Reason.MALFORMED_SIGNATURE),
    "expired": (
        lambda: times(CREATED + " (expires)", created="1795253400", expires="1795253399"),
        Reason.STALE,
    ),
    "hmac with the public key": (hmac_with_the_public_key, Reason.UNKNOWN_ALGORITHM),
    "rsa-sha1": (lambda: handmade(a_get(), GET_LINES, algorithm="rsa-sha1"), Reason.UNKNOWN_ALGORITHM),
    "no algorithm at all": (lambda: handmade(a_get(), GET_LINES, algorithm="none"), Reason.UNKNOWN_ALGORITHM),
    "ed25519 for an RSA key": (
        lambda: handmade(a_get(), GET_LINES, algorithm="ed25519"),
        Reason.UNKNOWN_ALGORITHM,
    ),
    "no list": (lambda: parameters(signed(a_get()), lambda h: h.replace("headers", "h")), Reason.UNDER_SIGNED),
    "an empty list": (lambda: handmade(a_get(), ""), Reason.UNDER_SIGNED),
    "a name twice": (lambda: handmade(a_get(), GET_LINES + " host"), Reason.MALFORMED_SIGNATURE),
    "two hundred names": (
        lambda: handmade(a_get(), GET_LINES + "".join(f" x{n}" for n in range(200))),
        Reason.MALFORMED_SIGNATURE,
    ),
    "a name that is none": (lambda: handmade(a_get(), GET_LINES + " a:b"), Reason.MALFORMED_SIGNATURE),
    "an unknown special name": (lambda: handmade(a_get(), GET_LINES + " (now)"), Reason.MALFORMED_SIGNATURE),
    "a header that is not there": (lambda: handmade(a_get(), GET_LINES + " x-y"), Reason.UNDER_SIGNED),
    "two key ids": (
        lambda: parameters(signed(a_post()), lambda h: 'keyId="https://victim.example/k",' + h),
        Reason.MALFORMED_SIGNATURE,
    ),
    "two signatures": (
        lambda: with_headers(signed(a_post()), authorization='Signature keyId="x"'),
        Reason.MALFORMED_SIGNATURE,
    ),
    "quotes left open": (lambda: parameters(signed(a_get()), lambda h: h[:-1]), Reason.MALFORMED_SIGNATURE),
    "escaped quotes": (
        lambda: parameters(signed(a_get()), lambda h: h.replace("#", '\\"')),
        Reason.MALFORMED_SIGNATURE,
    ),
    "64 kilobytes": (
        lambda: parameters(signed(a_get()), lambda h: h + ',x="' + "a" * 65536 + '"'),
        Reason.MALFORMED_SIGNATURE,
    ),
    "not ASCII": (lambda: parameters(signed(a_get()), lambda h: h + ',x="ü"'), Reason.MALFORMED_SIGNATURE),
    "NUL": (lambda: parameters(signed(a_get()), lambda h: h + ',x="\0"'), Reason.MALFORMED_SIGNATURE),
    "a line break": (lambda: parameters(signed(a_get()), lambda h: h + ',x="\r\ny"'), Reason.MALFORMED_SIGNATURE),
    "white space in base64": (
        lambda: parameters(signed(a_get()), lambda h: h.replace('signature="', 'signature=" ')),
        Reason.MALFORMED_SIGNATURE,
    ),
    "url-safe base64": (
        lambda: parameters(signed(a_get()), lambda h: h.replace('signature="', 'signature="-_')),
        Reason.MALFORMED_SIGNATURE,
    ),
    "no signature value": (
        lambda: parameters(signed(a_get()), lambda h: h.replace("signature=", "s=")),
        Reason.MALFORMED_SIGNATURE,
    ),
    "a key id that is no address": (
        lambda: handmade(a_get(), GET_LINES, key_id="bob"),
        Reason.MALFORMED_SIGNATURE,
    ),
    "a signed header that is not ASCII": (
        lambda: with_headers(signed(a_post()), **{"content-type": "ü"}),
        Reason.MALFORMED_SIGNATURE,
    ),
    "an absolute target": (
        lambda: replace(signed(a_get()), target="http://evil.example/inbox"),
        Reason.MALFORMED_SIGNATURE,
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_for_its_own_reason(case):
    request, reason = REFUSED[case]
    answer = judged(request())
    assert isinstance(answer, Refused)
    assert answer.reason is reason


def test_a_key_that_was_not_asked_for_verifies_nothing():
    other = rsa_key().public("https://peer.example/users/eve#main-key", "https://peer.example/users/eve")
    answer = judged(signed(a_post()), other)
    assert answer == Refused(Reason.KEY_NOT_FOUND, "another key")


def test_another_key_under_the_same_id_is_a_forgery():
    assert judged(handmade(a_get(), GET_LINES), bobs_key(ed25519_key())) == Refused(Reason.FORGED)


def test_a_request_without_host_is_not_for_us():
    answer = judged(without_header(signed(a_get()), "host"))
    assert isinstance(answer, Refused)
    assert answer.reason is Reason.UNDER_SIGNED


@pytest.mark.parametrize("text", [None, "", "x" * 100, "Sat, 99 Nov 2026 09:30:00 GMT", "1 2", "\x00"])
def test_a_date_that_cannot_be_read_is_none(text):
    assert read_http_date(text) is None


def test_a_date_without_zone_is_meant_in_utc():
    assert read_http_date("Sat, 21 Nov 2026 09:30:00 -0000") == NOW


def test_seconds_must_be_there():
    assert read_seconds(None) is None


@given(st.text(max_size=60))
def test_no_date_escapes(text):
    found = read_http_date(text)
    assert found is None or found.utcoffset() == timedelta(0)


def pieces(*words: str) -> st.SearchStrategy[str]:
    """Texts made of characters and of the words that a parser looks for."""
    return st.lists(st.sampled_from(words) | st.text(max_size=8), max_size=12).map("".join)


SIGNATURES = pieces(
    'keyId="https://p.example/k"',
    "signature=",
    '"',
    ",",
    "headers=",
    "(request-target) ",
    "date",
    'algorithm="hs2019"',
    "created=1",
    "=",
    "\\",
    'signature="AAAA"',
    'headers="(created)"',
)


@given(
    header=SIGNATURES,
    date=pieces("Sat, ", "21 Nov ", "2026", "GMT", "+9999", ":"),
    digest=pieces("SHA-256=", "=", ",", "A" * 43),
    target=pieces("/", "?", "%"),
    host=st.sampled_from(["art.example", "", "ART.example:443"]) | st.text(max_size=20),
    body=st.binary(max_size=4),
)
def test_no_request_escapes_judgement(header, date, digest, target, host, body):
    """Whatever is sent, the answer is a value, and never belief."""
    names = ["Host", "Date", "Digest", "Signature"]
    lines = zip(names, [host, date, digest, header], strict=True)
    request = Request("POST", target, Headers(lines), body)
    assert isinstance(judged(request), Refused)


@given(
    covered=pieces(" ", "host", "date", "digest", "(created)", "(request-target)"),
    date=st.text(max_size=40),
    digest=st.text(max_size=60),
    target=st.text(max_size=20).map("/".__add__),
)
def test_no_well_formed_header_escapes_either(covered, date, digest, target):
    header = f'keyId="{BOBS_KEY_ID}",algorithm="hs2019",created=5,headers="{covered}",signature="AAAA"'
    lines = [("Host", "art.example"), ("Date", date), ("Digest", digest), ("Signature", header)]
    request = Request("POST", target, Headers(lines), b"x")
    signature = read_signature(request, OURS)
    answer = signature if isinstance(signature, Refused) else verify(signature, request, bobs_key(), NOW)
    assert not isinstance(answer, Verified | Signature)
