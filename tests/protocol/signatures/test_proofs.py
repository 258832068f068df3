"""Documents that prove themselves."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from activitypub.actors import ActorKey
from activitypub.keys import PrivateKey, PublicKey, read_public_key
from activitypub.keys.multibase import ED25519_SECRET, decode_multikey
from activitypub.results import Reason, Refused
from activitypub.signatures import Verified
from activitypub.signatures.canonical import canonical
from activitypub.signatures.proofs import Proof, base_of, read_proof, sign_document, verify_proof
from tests.protocol.peers import BOB, BOBS_KEY_ID, NOW, bobs_key, ed25519_key, rsa_key
from tests.protocol.test_documents import JSON

# FEP-8b32, fep-8b32.feature: document, key, time and signature.
ALICE = "https://server.example/users/alice"
VECTOR = {
    "@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/data-integrity/v2"],
    "id": "https://server.example/activities/1",
    "type": "Create",
    "actor": ALICE,
    "object": {
        "id": "https://server.example/objects/1",
        "type": "Note",
        "attributedTo": ALICE,
        "content": "Hello world",
        "location": {"type": "Place", "longitude": -71.184902, "latitude": 25.273962},
    },
}
VECTOR_VALUE = "z42ffGu6AUKPCFcFPiabmUvnGLPJzC7e4DGWC52NUasSSH37UMa9c58tdgVszUcZfytxa4fQ5TYHaJENCxUDe9SdL"
VECTOR_SECRET = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"
VECTOR_TIME = datetime(2023, 2, 24, 23, 36, 38, tzinfo=UTC)


def test_the_vector_of_the_proposal():
    raw = decode_multikey(ED25519_SECRET, VECTOR_SECRET) or b""
    key = PrivateKey(Ed25519PrivateKey.from_private_bytes(raw))
    document = sign_document(VECTOR, ALICE + "#ed25519-key", key, VECTOR_TIME)
    assert document["proof"]["proofValue"] == VECTOR_VALUE
    proof = read_proof(document)
    assert isinstance(proof, Proof)
    verified = verify_proof(proof, key.public(ALICE + "#ed25519-key", ALICE), VECTOR_TIME)
    assert verified == Verified(ALICE + "#ed25519-key", ALICE)


# vc-di-eddsa, TestVectors/eddsa-jcs-2022: the credential, its proof, and both hashes in a row.
ALUMNI_CONTEXT = ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"]
ALUMNI = {
    "@context": ALUMNI_CONTEXT,
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential", "AlumniCredential"],
    "name": "Alumni Credential",
    "description": "A minimum viable example of an Alumni Credential.",
    "issuer": "https://vc.example/issuers/5678",
    "validFrom": "2023-01-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Examples"},
}
ALUMNI_KEY = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
ALUMNI_OPTIONS = {
    "type": "DataIntegrityProof",
    "cryptosuite": "eddsa-jcs-2022",
    "created": "2023-02-24T23:36:38Z",
    "verificationMethod": f"did:key:{ALUMNI_KEY}#{ALUMNI_KEY}",
    "proofPurpose": "assertionMethod",
    "@context": ALUMNI_CONTEXT,
}
ALUMNI_HASHES = (
    "66ab154f5c2890a140cb8388a22a160454f80575f6eae09e5a097cabe539a1db"
    "59b7cb6251b8991add1ce0bc83107e3db9dbbab5bd2c28f687db1a03abc92f19"
)
ALUMNI_VALUE = "z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJdcnTMuVor51aX"


def test_the_vector_of_the_cryptosuite():
    """Its key is a did, which no actor of ours has, so only the text and the signature are compared."""
    signed = {**ALUMNI, "proof": {**ALUMNI_OPTIONS, "proofValue": ALUMNI_VALUE}}
    base = base_of(ALUMNI_OPTIONS, signed)
    assert base.hex() == ALUMNI_HASHES
    key = read_public_key(ActorKey(BOBS_KEY_ID, BOB, multibase=ALUMNI_KEY))
    assert isinstance(key, PublicKey)
    assert key.verifies(decode_multikey(b"", ALUMNI_VALUE) or b"", base)


def proved(**members: Any) -> dict[str, Any]:
    """Bob's Like, with his proof in it."""
    like = {"@context": "https://www.w3.org/ns/activitystreams", "id": BOB + "#1", "type": "Like", "actor": BOB}
    return sign_document({**like, **members}, BOBS_KEY_ID, ed25519_key(), NOW)


def judged(document: dict[str, Any], now: datetime = NOW) -> Verified | Refused:
    proof = read_proof(document)
    return proof if isinstance(proof, Refused) else verify_proof(proof, bobs_key(ed25519_key()), now)


def changed(**words: Any) -> dict[str, Any]:
    """Bob's Like, with words of the proof changed afterwards."""
    document = proved()
    return {**document, "proof": {name: word for name, word in {**document["proof"], **words}.items() if word != ""}}


BELIEVED = Verified(BOBS_KEY_ID, BOB)


def test_what_we_prove_is_believed_even_years_later_and_after_a_journey():
    assert judged(proved(number=1e30, text="ü\n€")) == BELIEVED
    assert judged(json.loads(json.dumps(proved())), NOW + timedelta(days=999)) == BELIEVED
    assert proved(**{"@context": []})["@context"] == ["https://w3id.org/security/data-integrity/v2"]


def test_an_older_signature_beside_the_proof_does_not_matter():
    """B48."""
    assert judged({**proved(), "signature": {"type": "RsaSignature2017"}}) == BELIEVED


def test_relays_may_add_contexts_behind_those_that_were_signed():
    document = proved()
    assert judged({**document, "@context": [*document["@context"], "https://relay.example/ns"]}) == BELIEVED


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ({"type": "Like"}, Reason.UNSIGNED), ({**proved(), "proof": [proved()["proof"]] * 2}, Reason.UNKNOWN_ALGORITHM),
        (changed(proofPurpose="authentication"), Reason.UNKNOWN_ALGORITHM),
        (changed(cryptosuite="eddsa-rdfc-2022"), Reason.UNKNOWN_ALGORITHM),
        (changed(**{"@context": ["https://evil.example/ns"]}), Reason.FORGED),
        (changed(**{"@context": ""}), Reason.FORGED),
        (changed(verificationMethod="did:key:z"), Reason.MALFORMED_SIGNATURE),
        (changed(verificationMethod=BOB + "#other"), Reason.KEY_NOT_FOUND),
        (changed(created="soon"), Reason.MALFORMED_SIGNATURE), (changed(proofValue=5), Reason.MALFORMED_SIGNATURE),
        (changed(proofValue="z0"), Reason.MALFORMED_SIGNATURE), (changed(expires="x"), Reason.MALFORMED_SIGNATURE),
        (changed(expires="2026-11-20T00:00:00Z"), Reason.STALE),
        (changed(created="2026-11-22T00:00:00Z"), Reason.STALE),
        ({**proved(), "type": "Announce"}, Reason.FORGED), ({**proved(), "extra": 1}, Reason.FORGED),
        (changed(proofValue="z1111"), Reason.FORGED), (changed(extra="x"), Reason.FORGED),
    ],
)  # fmt: skip
def test_refused_for_its_own_reason(document, reason):
    """B47."""
    answer = judged(document)
    assert isinstance(answer, Refused)
    assert answer.reason is reason


def test_only_ed25519_proves_documents():
    proof = read_proof(proved())
    assert isinstance(proof, Proof)
    answer = verify_proof(proof, bobs_key(rsa_key()), NOW)
    assert isinstance(answer, Refused)
    assert answer.reason is Reason.UNKNOWN_ALGORITHM


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"), (-0.0, "0"), (1.0, "1"), (-1.5, "-1.5"), (1e21, "1e+21"), (1e20, "100000000000000000000"),
        (1e-6, "0.000001"), (1e-7, "1e-7"), (1.25e-9, "1.25e-9"), (123456789012345680000.0, "123456789012345680000"),
        (333333333.33333329, "333333333.3333333"), (4.50, "4.5"), (2e-3, "0.002"),
        (1.7976931348623157e308, "1.7976931348623157e+308"),
        (5e-324, "5e-324"), (2**53, "9007199254740992"), (10**25, "1e+25"), (True, "true"), (None, "null"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_ecmascript_writes_them(value, text):
    """RFC 8785 §3.2.2.3 and its appendix B."""
    assert canonical(value) == text.encode()


def test_names_are_sorted_by_their_code_units_and_texts_escaped_as_little_as_possible():
    """RFC 8785 §3.2.3 and §3.2.2.2."""
    names = {"€": 1, "\r": 2, "\ufb33": 3, "1": 4, "😀": 5, "\x80": 6, "ö": 7}
    assert list(json.loads(canonical(names)).values()) == [2, 4, 6, 7, 1, 5, 3]
    assert canonical(['€$\x0f\nA\'B"\\\\"/', ()]) == '["€$\\u000f\\nA\'B\\"\\\\\\\\\\"/",[]]'.encode()


@given(st.dictionaries(st.sampled_from(["@context", "id", "proof", "x"]), JSON), st.dictionaries(
    st.sampled_from(["verificationMethod", "created", "expires", "proofValue", "@context", "x"]), JSON
))  # fmt: skip
def test_no_proof_escapes_judgement(document, words):
    finite = json.loads(json.dumps(document), parse_constant=lambda name: None)
    for proof in (words, changed(**words)["proof"]):
        assert isinstance(judged({**finite, "proof": json.loads(json.dumps(proof), parse_constant=str)}), Refused)
    judged(finite)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_reads_back_as_itself(value):
    assert float(canonical(value)) == value
