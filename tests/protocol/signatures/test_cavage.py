"""Which signed requests are believed."""

import base64
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from activitypub.actors import ActorKey
from activitypub.keys import PublicKey, read_public_key
from activitypub.requests import Headers, Request
from activitypub.results import Reason, Refused
from activitypub.signatures import Signature, Verified, cavage, read_signature, verify
from activitypub.signatures.httpsig_parts import HeaderSigner
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

BELIEVED = Verified(BOBS_KEY_ID, BOB)


def judged(request: Request, key: PublicKey | None = None, now: datetime = NOW) -> Verified | Refused:
    """What the inbox would say."""
    signature = read_signature(request, OURS)
    if isinstance(signature, Refused):
        return signature
    return verify(signature, request, key or bobs_key(), now)


def handmade(request: Request, covered: str, key_id: str = BOBS_KEY_ID, **more: str) -> Request:
    """A signature over exactly the covered lines, with further parameters as given."""
    request = with_headers(request, date="Sat, 21 Nov 2026 09:30:00 GMT")
    lines = {"(request-target)": f"{request.method.lower()} {request.target}"}
    lines |= {f"({name})": value for name, value in more.items() if name in ("created", "expires")}
    text = "\n".join(f"{name}: {lines.get(name, request.headers.get(name))}" for name in covered.split())
    key = ed25519_key() if more.get("algorithm") == "ed25519" else rsa_key()
    value = base64.b64encode(key.sign(text.encode())).decode()
    parameters = {"keyId": key_id, **more, "headers": covered, "signature": value}
    written = ",".join(f'{name}="{text}"' for name, text in parameters.items())
    return with_headers(request, signature=written)


def test_a_signed_delivery_names_its_actor():
    assert judged(signed(a_post())) == BELIEVED


def test_a_signed_fetch_names_its_actor():
    assert judged(signed(a_get("/users/alice/outbox?page=1"))) == BELIEVED


@pytest.mark.parametrize("late", [timedelta(minutes=55), timedelta(seconds=-30), timedelta(minutes=-55)])
def test_clocks_may_be_an_hour_apart(late):
    assert judged(signed(a_post(), late)) == BELIEVED


@pytest.mark.parametrize("signed_target", ["/users/alice/outbox", "/users/alice/outbox?page=1"])
def test_the_query_may_be_left_out_of_the_signed_target(signed_target):
    """GoToSocial and older Mastodon disagree about it (A26)."""
    request = signed(a_get(signed_target))
    assert judged(replace(request, target="/users/alice/outbox?page=1")) == BELIEVED


def test_an_empty_query_is_no_query():
    assert judged(replace(signed(a_post(target="/inbox?")), target="/inbox")) == BELIEVED


@pytest.mark.parametrize("algorithm", [{}, {"algorithm": "hs2019"}, {"algorithm": "rsa-sha256"}])
def test_the_header_need_not_name_the_algorithm(algorithm):
    assert judged(handmade(a_get(), "(request-target) host date", **algorithm)) == BELIEVED


@pytest.mark.parametrize("algorithm", [{}, {"algorithm": "hs2019"}, {"algorithm": "ed25519"}])
def test_an_ed25519_key_verifies_under_every_name_it_goes_by(algorithm):
    request = a_get()
    covered = "(request-target) host date"
    request = handmade(request, covered, **algorithm)
    text = f"(request-target): get /users/alice\nhost: art.example\ndate: {request.headers.get('date')}"
    value = base64.b64encode(ed25519_key().sign(text.encode())).decode()
    header = (request.headers.get("signature") or "").partition("signature=")[0] + f'signature="{value}"'
    assert judged(with_headers(request, signature=header), bobs_key(ed25519_key())) == BELIEVED


def test_created_stands_in_for_the_date():
    created = str(int(NOW.timestamp()))
    request = handmade(a_get(), "(request-target) host (created)", algorithm="hs2019", created=created)
    assert judged(request) == BELIEVED


def test_a_signature_may_bring_a_later_end_of_its_own():
    created, end = int(NOW.timestamp()), int((NOW + timedelta(hours=6)).timestamp())
    times = {"created": str(created), "expires": str(end)}
    request = handmade(a_get(), "(request-target) host (created) (expires)", algorithm="hs2019", **times)
    assert judged(request, now=NOW + timedelta(hours=5)) == BELIEVED
    assert judged(request, now=NOW + timedelta(hours=7)) == Refused(Reason.STALE)


def test_an_end_years_ahead_counts_for_twelve_hours():
    times = {"created": str(int(NOW.timestamp())), "expires": "4000000000"}
    request = handmade(a_get(), "(request-target) host (created) (expires)", algorithm="hs2019", **times)
    assert judged(request, now=NOW + timedelta(hours=11)) == BELIEVED
    assert judged(request, now=NOW + timedelta(hours=13)) == Refused(Reason.STALE)


def test_the_signature_may_come_as_authorization():
    request = signed(a_post())
    value = request.headers.get("signature")
    request = with_headers(without_header(request, "signature"), authorization=f"Signature {value}")
    assert judged(request) == BELIEVED


def test_a_bearer_token_is_no_signature():
    assert judged(with_headers(a_get(), authorization="Bearer x")) == Refused(Reason.UNSIGNED)


@pytest.mark.parametrize("host", ["art.example", "ART.example", "art.example:443"])
def test_our_host_is_ours_in_every_spelling(host):
    request = with_headers(a_post(), host=host)
    assert judged(signed(request)) == BELIEVED


def test_headers_that_came_twice_are_signed_as_one_line():
    request = a_get()
    request = replace(request, headers=Headers([*request.headers, ("X-A", "1"), ("x-a", "2")]))
    joined = handmade(with_headers(request, **{"x-a": "1, 2"}), "(request-target) host date x-a")
    assert (
        judged(
            replace(
                joined,
                headers=Headers(
                    [*(line for line in joined.headers if line[0].lower() != "x-a"), ("X-A", "1"), ("x-a", "2")]
                ),
            )
        )
        == BELIEVED
    )


def test_what_the_unmodified_library_signs_is_believed():
    """`httpsig` with its own RSA code on one side, ours on the other."""
    covered = ["(request-target)", "host", "date", "digest"]
    signer = HeaderSigner(BOBS_KEY_ID, rsa_key().pem(), "rsa-sha256", covered, "signature")
    plain = signed(a_post())
    headers = signer.sign(
        {name: value for name, value in plain.headers if name.lower() != "signature"},
        method="POST",
        path="/inbox",
    )
    assert judged(replace(plain, headers=Headers(headers.items()))) == BELIEVED


def test_the_unmodified_library_believes_what_we_sign():
    from httpsig.verify import HeaderVerifier

    request = signed(a_post())
    verifier = HeaderVerifier(
        dict(request.headers),
        rsa_key().public_pem(),
        required_headers=["(request-target)", "host", "date", "digest", "content-type"],
        method="POST",
        path="/inbox",
        sign_header="signature",
    )
    assert verifier.verify()


def test_a_key_id_with_a_percent_sign_survives_signing():
    headers = cavage.sign(a_get(), "https://peer.example/%41#main-key", rsa_key(), NOW)
    signature = read_signature(with_headers(a_get(), **headers), OURS)
    assert isinstance(signature, Signature)
    assert signature.key_id == "https://peer.example/%41#main-key"


SPECIFICATION_KEY = """-----BEGIN PUBLIC KEY-----
MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDCFENGw33yGihy92pDjZQhl0C3
6rPJj+CvfSC8+q28hxA161QFNUd13wuCTUcq0Qd2qsBe/2hFyc2DCJJg0h1L78+6
Z4UMR7EOcpfdUE9Hf3m/hs+FUR45uBJeDK1HSFHD8bHKD6kv8FPGfJTotc+2xjJw
oYi+1hqp1fIekaxsyQIDAQAB
-----END PUBLIC KEY-----"""
SPECIFICATION_SIGNATURES = {
    "date": "SjWJWbWN7i0wzBvtPl8rbASWz5xQW6mcJmn+ibttBqtifLN7Sazz6m79cNfwwb8DMJ5cou1s7uEGKKCs+FLEEaDV5lp7q25WqS+"
    "lavg7T8hc0GppauB6hbgEKTwblDHYGEtbGmtdHgVCk9SuS13F0hZ8FD0k/5OxEPXe5WozsbM=",
    "(request-target) host date": "qdx+H7PHHDZgy4y/Ahn9Tny9V3GP6YgBPyUXMmoxWtLbHpUnXS2mg2+SbrQDMCJypxBLSPQR2aAjn7nd"
    "mw2iicw3HMbe8VfEdKFYRqzic+efkb3nndiv/x1xSHDJWeSWkx3ButlYSuBskLu6kd9Fswtemr3lgdDEmn04swr2Os0=",
    "(request-target) host date content-type digest content-length": "vSdrb+dS3EceC9bcwHSo4MlyKS59iFIrhgYkz8+oVLEE"
    "zmYZZvRs8rgOp+63LEM3v+MFHB32NfpB2bEKBIvB1q52LaEUHFv120V01IL+TAD48XaERZFukWgHoBTLMhYS2Gb51gWxpeIq8knRmPnYePbF5MOk"
    "R0Zkly4zKH7s1dE=",
}


@pytest.mark.parametrize(
    ("covered", "answer"),
    [("date", Reason.UNDER_SIGNED), ("(request-target) host date", Reason.UNDER_SIGNED), (None, None)],
)
def test_the_vectors_of_the_specification(covered, answer):
    """draft-cavage-12 appendix C: the full one is believed, the two that do not sign the body are not.

    Its key has 1024 bits, which we accept nowhere else.
    """
    covered = covered or list(SPECIFICATION_SIGNATURES)[-1]
    value = SPECIFICATION_SIGNATURES[covered]
    request = Request(
        "POST",
        "/foo?param=value&pet=dog",
        Headers(
            [
                ("Host", "example.com"),
                ("Date", "Sun, 05 Jan 2014 21:31:40 GMT"),
                ("Content-Type", "application/json"),
                ("Content-Length", "18"),
                ("Digest", "SHA-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE="),
                ("Signature", f'keyId="{BOBS_KEY_ID}",algorithm="rsa-sha256",headers="{covered}",signature="{value}"'),
            ]
        ),
        b'{"hello": "world"}',
    )
    signature = read_signature(request, frozenset({"example.com"}))
    if answer:
        assert isinstance(signature, Refused)
        assert signature.reason is answer
        return
    key = read_public_key(ActorKey(BOBS_KEY_ID, BOB, SPECIFICATION_KEY), smallest_rsa=1024)
    assert isinstance(signature, Signature)
    assert isinstance(key, PublicKey)
    assert verify(signature, request, key, datetime(2014, 1, 5, 21, 31, 40, tzinfo=UTC)) == BELIEVED


def test_the_specifications_own_key_is_too_weak_for_us():
    answer = read_public_key(ActorKey(BOBS_KEY_ID, BOB, SPECIFICATION_KEY))
    assert answer == Refused(Reason.KEY_TOO_WEAK, "RSA of 1024 bits")


@pytest.mark.parametrize("name", ["Signature", "Digest", "Date", "Host"])
def test_a_header_sent_twice_is_read_by_nobody(name):
    answer = judged(doubling(signed(a_post()), name))
    assert isinstance(answer, Refused)
    assert answer.reason is Reason.MALFORMED_SIGNATURE
