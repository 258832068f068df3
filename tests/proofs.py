"""Strangers whose words prove themselves (FEP-8b32)."""

from datetime import datetime
from functools import cache
from typing import Any

from activitypub.keys import PrivateKey, generate_ed25519
from activitypub.signatures.proofs import sign_document
from tests.far_side import Stranger

Json = dict[str, Any]


@cache
def proving_key(name: str) -> PrivateKey:
    """Made once for a whole run."""
    return generate_ed25519()


def key_entry(one: Stranger, name: str = "") -> Json:
    """The key as a Multikey (FEP-521a)."""
    multibase = proving_key(name or one.id).public_multibase()
    return {"id": f"{one.id}#proofs", "type": "Multikey", "controller": one.id, "publicKeyMultibase": multibase}


def may_prove(one: Stranger, **words: Any) -> Stranger:
    """Their actor document publishes a key for proofs."""
    one.more["assertionMethod"] = [{**key_entry(one), **words}]
    return one


def proved(one: Stranger, said: Json, at: datetime, name: str = "") -> Json:
    """What they say, with their proof in it."""
    return sign_document(said, f"{one.id}#proofs", proving_key(name or one.id), at)
