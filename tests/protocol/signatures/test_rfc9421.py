"""The newer signatures: the same questions, the same answers."""

from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activitypub.actors import ActorKey
from activitypub.digests import content_digest_of
from activitypub.keys import PrivateKey, PublicKey, read_public_key
from activitypub.requests import Headers, Request
from activitypub.results import Reason, Refused
from activitypub.signatures import Verified, read_signature, rfc9421, verify
from activitypub.signatures.rfc9421 import Input, base
from tests.protocol.peers import (
    BOB,
    BOBS_KEY_ID,
    NOW,
    OURS,
    a_get,
    a_post,
    bobs_key,
    doubling,
    ed25519_key,
    rsa_key,
    signed,
    with_headers,
    without_header,
)
from tests.protocol.signatures.test_refusals import pieces

BELIEVED = Verified(BOBS_KEY_ID, BOB)
CREATED = int(NOW.timestamp())


def newly_signed(request: Request, key: PrivateKey | None = None, late: timedelta = timedelta(0)) -> Request:
    return with_headers(request, **rfc9421.sign(request, BOBS_KEY_ID, key or rsa_key(), NOW - late))


def judged(request: Request, key: PublicKey | None = None) -> Verified | Refused:
    signature = read_signature(request, OURS)
    return signature if isinstance(signature, Refused) else verify(signature, request, key or bobs_key(), NOW)


def handmade(request: Request, components: str, parameters: str, **other: str) -> Request:
    """A signature over exactly these components with exactly these parameters."""
    text = f"({components}){parameters}"
    covered = tuple(name.strip('"') for name in components.split())
    value = rsa_key().sign(
        base(request, Input(covered, {}, text, b""), "https", other.get("as_target", request.target))
    )
    return with_headers(request, **{
        "signature-input": f"sig1={text}", "signature": f"sig1=:{b64encode(value).decode()}:",
    })  # fmt: skip


KEYID = f';keyid="{BOBS_KEY_ID}"'
USUAL = f";created={CREATED}{KEYID}"
GET, POST = '"@method" "@target-uri"', '"@method" "@target-uri" "content-digest"'


def a_digested_post() -> Request:
    return with_headers(a_post(), content_digest=content_digest_of(a_post().body))


@pytest.mark.parametrize("private", [rsa_key, ed25519_key])
@pytest.mark.parametrize("request_", [a_get("/users/alice?page=1"), a_post(), a_post(b"")])
def test_what_we_sign_is_believed(private, request_):
    assert judged(newly_signed(request_, private()), bobs_key(private())) == BELIEVED


@pytest.mark.parametrize(
    "parameters",
    [USUAL, USUAL + ';alg="rsa-v1_5-sha256"', USUAL + ';nonce="x";tag="y"', f"{USUAL};expires={CREATED + 60}"],
)
def test_parameters_may_say_more(parameters):
    assert judged(handmade(a_get(), GET, parameters)) == BELIEVED


def test_everything_else_may_be_covered_too():
    more = GET + ' "@authority" "@scheme" "@request-target" "@path" "@query" "host" "date"'
    request = with_headers(a_get("/users/alice?page=1"), date="Sat, 21 Nov 2026 09:30:00 GMT")
    assert judged(handmade(request, more, USUAL)) == BELIEVED


@pytest.mark.parametrize("host", ["ART.example", "art.example:443"])
def test_the_address_is_the_normalised_one(host):
    """A32: upper case and the default port are other spellings of one address."""
    request = newly_signed(a_get())
    assert judged(with_headers(request, host=host)) == BELIEVED


def test_an_empty_query_is_no_query():
    assert judged(handmade(a_post(b""), GET, USUAL, as_target="/inbox?")) != BELIEVED
    assert judged(handmade(a_get(), GET, USUAL, as_target="/users/alice?")) == BELIEVED


def test_another_scheme_is_another_address():
    request = newly_signed(a_get())
    signature = read_signature(request, OURS, scheme="http")
    assert not isinstance(signature, Refused)
    assert verify(signature, request, bobs_key(), NOW) == Refused(Reason.FORGED)


REFUSED: dict[str, tuple[Callable[[], Request], Reason]] = {
    "A27 no created": (lambda: handmade(a_get(), GET, KEYID), Reason.UNDER_SIGNED),
    "A27 no keyid": (lambda: handmade(a_get(), GET, f";created={CREATED}"), Reason.MALFORMED_SIGNATURE),
    "A27 unknown parameter": (lambda: handmade(a_get(), GET, USUAL + ";x=1"), Reason.MALFORMED_SIGNATURE),
    "A27 another algorithm": (lambda: handmade(a_get(), GET, USUAL + ';alg="hmac-sha256"'), Reason.UNKNOWN_ALGORITHM),
    "A27 not the key's algorithm": (lambda: handmade(a_get(), GET, USUAL + ';alg="ed25519"'), Reason.UNKNOWN_ALGORITHM),
    "A28 no method": (lambda: handmade(a_get(), '"@target-uri"', USUAL), Reason.UNDER_SIGNED),
    "A28 only a path": (lambda: handmade(a_get(), '"@method" "@path"', USUAL), Reason.UNDER_SIGNED),
    "A29 body not covered": (lambda: handmade(a_digested_post(), GET, USUAL), Reason.UNDER_SIGNED),
    "A30 two labels": (
        lambda: with_headers(newly_signed(a_get()), signature_input=f"a=({GET}){USUAL}, b=({GET}){USUAL}"),
        Reason.MALFORMED_SIGNATURE,
    ),
    "A30 labels differ": (
        lambda: with_headers(newly_signed(a_get()), signature="other=:AAAA:"), Reason.MALFORMED_SIGNATURE,
    ),
    "A31 a component with parameters": (
        lambda: handmade(a_get(), GET + ' "host";req', USUAL), Reason.MALFORMED_SIGNATURE,
    ),
    "A31 a component twice": (lambda: handmade(a_get(), GET + ' "@method"', USUAL), Reason.MALFORMED_SIGNATURE),
    "A31 an unknown component": (lambda: handmade(a_get(), GET + ' "@status"', USUAL), Reason.MALFORMED_SIGNATURE),
    "A31 upper case": (lambda: handmade(a_get(), GET + ' "Host"', USUAL), Reason.MALFORMED_SIGNATURE),
    "no components": (lambda: handmade(a_get(), "", USUAL), Reason.MALFORMED_SIGNATURE),
    "a field that is not there": (lambda: handmade(a_get(), GET + ' "x-y"', USUAL), Reason.UNDER_SIGNED),
    "a parameter twice": (lambda: handmade(a_get(), GET, USUAL + KEYID), Reason.MALFORMED_SIGNATURE),
    "an end that is no time": (lambda: handmade(a_get(), GET, USUAL + ';expires="x"'), Reason.MALFORMED_SIGNATURE),
    "a beginning that is no time": (lambda: handmade(a_get(), GET, ';created="x"' + KEYID), Reason.MALFORMED_SIGNATURE),
    "another kind of digest": (
        lambda: handmade(with_headers(a_post(), content_digest="sha-512=:AAAA:"), POST, USUAL), Reason.BODY_ALTERED,
    ),
    "another body": (lambda: replace(newly_signed(a_post()), body=b"{}"), Reason.BODY_ALTERED),
    "another path": (lambda: replace(newly_signed(a_post()), target="/users/b/inbox"), Reason.FORGED),
    "another query": (lambda: replace(newly_signed(a_get("/x?a=1")), target="/x"), Reason.FORGED),
    "another host": (lambda: with_headers(newly_signed(a_post()), host="other.example"), Reason.WRONG_HOST),
    "no host": (lambda: without_header(newly_signed(a_get()), "host"), Reason.WRONG_HOST),
    "an hour and a minute late": (lambda: newly_signed(a_post(), late=timedelta(minutes=61)), Reason.STALE),
    "expired": (lambda: handmade(a_get(), GET, f"{USUAL};expires={CREATED - 1}"), Reason.STALE),
    "the field twice": (lambda: doubling(newly_signed(a_post()), "Signature-Input"), Reason.MALFORMED_SIGNATURE),
    "A25 no rescue by the older format": (
        lambda: with_headers(signed(a_post()), signature_input="x"), Reason.MALFORMED_SIGNATURE,
    ),
    "no signature": (lambda: without_header(newly_signed(a_get()), "signature"), Reason.MALFORMED_SIGNATURE),
    "64 kilobytes": (
        lambda: with_headers(newly_signed(a_get()), signature_input="x" * 65536), Reason.MALFORMED_SIGNATURE,
    ),
    "not ASCII": (lambda: with_headers(newly_signed(a_get()), signature_input="ü"), Reason.MALFORMED_SIGNATURE),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_refused_for_its_own_reason(case):
    request, reason = REFUSED[case]
    answer = judged(request())
    assert isinstance(answer, Refused)
    assert answer.reason is reason


def test_the_vector_of_the_specification():
    """RFC 9421 B.2.6 (Ed25519). It does not sign the address, so only its text and its key are used."""
    request = Request("POST", "/foo?param=Value&Pet=dog", Headers([
        ("Host", "example.com"), ("Date", "Tue, 20 Apr 2021 02:07:55 GMT"),
        ("Content-Type", "application/json"), ("Content-Length", "18"),
    ]))  # fmt: skip
    covered = ("date", "@method", "@path", "@authority", "content-type", "content-length")
    names = " ".join(f'"{name}"' for name in covered)
    text = f'({names});created=1618884473;keyid="test-key-ed25519"'
    value = b64decode("wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==")
    pem = (
        "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=\n"
        "-----END PUBLIC KEY-----"
    )
    key = read_public_key(ActorKey(BOBS_KEY_ID, BOB, pem))
    assert isinstance(key, PublicKey)
    assert key.verifies(value, base(request, Input(covered, {}, text, b""), "https", request.target))


@given(
    signature_input=pieces("sig1=", "(", ")", '"@method"', " ", '"@target-uri"', ";created=1", KEYID, '"', ";", "x=1"),
    signature=pieces("sig1=", ":", "AAAA", "=", '"') | st.just("sig1=:AAAA:"),
    digest=pieces("sha-256=", ":", "A" * 43, "="),
    host=st.just("art.example") | st.text(max_size=12),
    target=st.text(max_size=12).map("/".__add__),
)
def test_no_request_escapes_judgement(signature_input, signature, digest, host, target):
    lines = [("Host", host), ("Signature-Input", signature_input), ("Signature", signature), ("Content-Digest", digest)]
    assert isinstance(judged(Request("POST", target, Headers(lines), b"x")), Refused)


@given(extra=st.text(max_size=12), host=st.text(max_size=8))
def test_no_covered_field_escapes_either(extra, host):
    text = f'("@method" "@target-uri" "x-a" "@authority"){USUAL}'
    lines = [("Host", host), ("X-A", extra), ("Signature-Input", "a=" + text), ("Signature", "a=:AAAA:")]
    assert isinstance(judged(Request("GET", "/", Headers(lines))), Refused)
    signature = read_signature(Request("GET", "/", Headers([*lines[1:], ("Host", "art.example")])), OURS)
    assert not isinstance(signature, Refused)
