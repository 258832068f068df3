"""What we sign is believed by programs that never saw our code, and the other way round.

Three of them: `http-message-signatures` (Apache) for RFC 9421 and `apsig` (MIT) for draft-cavage, both fetched for the
test; and `httpsig` (MIT), whose builder of the signed text we use ourselves, so that only its cryptography is another.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from activitypub.keys import PrivateKey
from activitypub.requests import Headers, Request
from activitypub.signatures import Verified, cavage, read_signature, rfc9421, verify
from activitypub.signatures.httpsig_parts import HeaderSigner
from tests.clients.strangers import from_pypi
from tests.protocol.peers import BOB, BOBS_KEY_ID, OURS, a_get, a_post, bobs_key, ed25519_key, rsa_key, with_headers

THEIRS = (
    "http-message-signatures==3.0.0", "apsig==0.6.0", "http-sf==1.5.0", "pytz", "jcs==0.2.1", "multiformats==0.3.1.post4",
    "multiformats-config", "bases", "typing-validation", "--no-deps",
)  # fmt: skip
REQUESTS = {"get": a_get("/users/alice?page=1"), "post": a_post(), "empty": a_post(b"")}
BELIEVED = Verified(BOBS_KEY_ID, BOB)
each_request = pytest.mark.parametrize("request_", REQUESTS.values(), ids=REQUESTS.keys())


@pytest.fixture
def theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both libraries can be imported."""
    monkeypatch.syspath_prepend(str(from_pypi(THEIRS[0], *THEIRS[1:]) / "lib"))


@dataclass
class Message:
    """A request as `http-message-signatures` wants it."""

    method: str
    url: str
    headers: dict[str, str] = field(default_factory=dict)


def message(request: Request) -> Message:
    return Message(request.method, f"https://art.example{request.target}", dict(request.headers))


def resolver(key: PrivateKey) -> Any:
    """One key, whatever it is called."""
    public = key.key.public_key()
    return SimpleNamespace(resolve_private_key=lambda _: key.key, resolve_public_key=lambda _: public)


def judged(request: Request, key: PrivateKey) -> Any:
    """What our inbox says."""
    found = read_signature(request, OURS)
    return verify(found, request, bobs_key(key), now()) if hasattr(found, "bases") else found


def now() -> datetime:
    """They ask their own clock, and doubt what is minutes old."""
    return datetime.now(UTC).replace(microsecond=0)


def ours(request: Request, older: bool, key: PrivateKey) -> Request:
    """The request, signed by us."""
    more = (cavage if older else rfc9421).sign(request, BOBS_KEY_ID, key, now())
    return Request(request.method, request.target, request.headers.adding(more), request.body)


def altered(request: Request) -> Request:
    return Request(request.method, request.target + "x", request.headers, request.body)


@each_request
@pytest.mark.parametrize("kind", ["RSA_V1_5_SHA256", "ED25519"])
def test_http_message_signatures_believes_us(theirs: None, request_: Request, kind: str):
    import http_message_signatures as lib

    key = ed25519_key() if kind == "ED25519" else rsa_key()
    reader = lib.HTTPMessageVerifier(signature_algorithm=getattr(lib.algorithms, kind), key_resolver=resolver(key))
    made = ours(request_, False, key)
    [found] = reader.verify(message(made), body=made.body or None)
    assert found.parameters["keyid"] == BOBS_KEY_ID
    with pytest.raises(lib.InvalidSignature):
        reader.verify(message(altered(made)))


@each_request
@pytest.mark.parametrize("kind", ["RSA_V1_5_SHA256", "ED25519"])
def test_we_believe_http_message_signatures(theirs: None, request_: Request, kind: str):
    import http_message_signatures as lib

    key, said = ed25519_key() if kind == "ED25519" else rsa_key(), message(request_)
    writer = lib.HTTPMessageSigner(signature_algorithm=getattr(lib.algorithms, kind), key_resolver=resolver(key))
    body = request_.body if request_.method == "POST" else None
    writer.sign(said, key_id=BOBS_KEY_ID, covered_component_ids=("@method", "@target-uri"), body=body)
    made = Request(request_.method, request_.target, Headers(said.headers.items()), request_.body)
    assert judged(made, key) == BELIEVED
    assert judged(altered(made), key) != BELIEVED


@each_request
def test_apsig_believes_us(theirs: None, request_: Request):
    from apsig.draft.verify import Verifier

    made = ours(request_, True, rsa_key())

    def believes(one: Request) -> bool:
        url = f"https://art.example{one.target}"
        return bool(Verifier(rsa_key().public_pem(), one.method, url, dict(one.headers), one.body).verify())

    # Its target has no query, so ours with one is another to it.
    assert believes(made) is ("?" not in request_.target)
    assert not believes(altered(made))


@each_request
def test_we_believe_apsig(theirs: None, request_: Request):
    from apsig.draft.sign import Signer

    url = f"https://art.example{request_.target}"
    said = Signer(dict(request_.headers), rsa_key().key, request_.method, url, BOBS_KEY_ID, request_.body).sign()
    made = with_headers(request_, **{k: v for k, v in said.items() if k.lower() != "authorization"})
    assert judged(made, rsa_key()) == BELIEVED
    assert judged(Request(made.method, "/elsewhere", made.headers, made.body), rsa_key()) != BELIEVED


@each_request
def test_httpsig_believes_us(request_: Request):
    from httpsig.verify import HeaderVerifier

    made = ours(request_, True, rsa_key())

    def believes(one: Request) -> bool:
        headers = dict(one.headers)
        target = {"method": one.method, "path": one.target, "sign_header": "signature"}
        return bool(HeaderVerifier(headers, rsa_key().public_pem(), required_headers=["date"], **target).verify())

    assert believes(made)
    assert not believes(altered(made))


@each_request
def test_we_believe_httpsig(request_: Request):
    covered = ["(request-target)", "host", "date", *(["digest"] if request_.method == "POST" else [])]
    made = ours(request_, True, rsa_key())  # for its date and digest
    bare = {name: value for name, value in made.headers if name.lower() != "signature"}
    writer = HeaderSigner(BOBS_KEY_ID, rsa_key().pem(), "rsa-sha256", covered, sign_header="signature")
    said = writer.sign(bare, host="art.example", method=request_.method, path=request_.target)
    signature = said["signature"].removeprefix("Signature ")
    theirs = Request(request_.method, request_.target, Headers({**bare, "Signature": signature}.items()), request_.body)
    assert judged(theirs, rsa_key()) == BELIEVED
    assert judged(altered(theirs), rsa_key()) != BELIEVED
