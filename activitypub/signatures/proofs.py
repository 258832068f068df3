"""Documents that carry their own signature, whoever brings them (FEP-8b32, eddsa-jcs-2022)."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from activitypub.documents import Document, read_time, safe_url, write_time
from activitypub.keys import PrivateKey, PublicKey
from activitypub.keys.multibase import decode_multikey, encode_multikey
from activitypub.results import Reason, Refused
from activitypub.signatures.canonical import canonical
from activitypub.signatures.signature import CLOCK_SKEW, Verified
from activitypub.terms import DATA_INTEGRITY_CONTEXT

SUITE = {"type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022", "proofPurpose": "assertionMethod"}
NO_MARK = b""  # `proofValue` is plain base58btc, without the mark of a key


@dataclass(frozen=True, slots=True)
class Proof:
    """What a document claims about itself; whether it is genuine is still open."""

    key_id: str
    value: bytes
    base: bytes
    created: datetime
    expires: datetime | None = None


def sign_document(document: Document, key_id: str, private_key: PrivateKey, now: datetime) -> dict[str, Any]:
    """The document with a proof by the Ed25519 key of that id."""
    contexts = listed(document.get("@context"))
    if DATA_INTEGRITY_CONTEXT not in contexts:
        contexts = [*contexts, DATA_INTEGRITY_CONTEXT]
    body = {**document, "@context": contexts}
    created = write_time(now.replace(microsecond=0))
    options = {"@context": contexts, **SUITE, "verificationMethod": key_id, "created": created}
    value = encode_multikey(NO_MARK, private_key.sign(base_of(options, body)))
    return {**body, "proof": {**options, "proofValue": value}}


def read_proof(document: Document) -> Proof | Refused:
    """The one proof in the document, if it is of the kind that we check."""
    proof = document.get("proof")
    if proof is None:
        return Refused(Reason.UNSIGNED)
    if not isinstance(proof, dict) or any(proof.get(name) != word for name, word in SUITE.items()):
        return Refused(Reason.UNKNOWN_ALGORITHM, "no single eddsa-jcs-2022 proof")
    contexts, signed = listed(document.get("@context")), listed(proof.get("@context"))
    if contexts[: len(signed)] != signed:
        return Refused(Reason.FORGED, "another context")
    key_id, created = safe_url(proof.get("verificationMethod")), read_time(proof.get("created"))
    value = decode_multikey(NO_MARK, str(proof.get("proofValue")))
    expires = read_time(proof.get("expires"))
    if key_id is None or created is None or value is None or (expires is None) is ("expires" in proof):
        return Refused(Reason.MALFORMED_SIGNATURE, "key, time or value")
    options = {name: word for name, word in proof.items() if name != "proofValue"}
    body = {**document, "@context": proof["@context"]} if "@context" in proof else document
    return Proof(key_id, value, base_of(options, body), created, expires)


def verify_proof(proof: Proof, key: PublicKey, now: datetime) -> Verified | Refused:
    """Did the holder of `key` sign this very document? A proof stays good until its own end, if any.

    The caller still asks `authority.may`: a proof by somebody else proves nothing.
    """
    if key.id != proof.key_id:
        return Refused(Reason.KEY_NOT_FOUND, "another key")
    if key.kind != "ed25519":
        return Refused(Reason.UNKNOWN_ALGORITHM, "not the algorithm of this key")
    if proof.created - now > CLOCK_SKEW or (proof.expires is not None and proof.expires < now):
        return Refused(Reason.STALE)
    return Verified(key.id, key.owner) if key.verifies(proof.value, proof.base) else Refused(Reason.FORGED)


def listed(contexts: Any) -> list[Any]:
    """The contexts, each for itself."""
    if contexts is None:
        return []
    return contexts if isinstance(contexts, list) else [contexts]


def base_of(options: Document, document: Document) -> bytes:
    """Both hashes in a row (vc-di-eddsa §3.3.4); an LD signature beside the proof is not part of it."""
    body = {name: value for name, value in document.items() if name not in ("proof", "signature")}
    return sha256(canonical(dict(options))).digest() + sha256(canonical(body)).digest()
