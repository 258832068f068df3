"""Key id → actor with that key: key and actor must name each other (FEP-fe34)."""

from dataclasses import dataclass

from activitypub.actors import Actor, ActorKey, read_actor
from activitypub.documents import id_of, safe_url, same_id, same_origin, without_fragment
from activitypub.lookup.steps import Fetch, Fetched, Plan, fetch_own
from activitypub.results import Reason, Refused


@dataclass(frozen=True, slots=True)
class FoundKey:
    """A key, and the actor that publishes it under this id."""

    actor: Actor
    key: ActorKey


def find_key(key_id: str) -> Plan[FoundKey | Refused]:
    """The key behind `keyId`, which may name a part of the actor, or a document of its own.

    GoToSocial's `…/main-key` answers with a stub whose key names the owner; others answer with the
    bare key. Either way the owner is asked, and the key counts only if the owner lists it.
    """
    first = yield Fetch(without_fragment(key_id))
    if isinstance(first, Refused):
        return lost(first)
    owner = owner_in(first, key_id)
    if owner is None or not same_origin(owner, key_id):
        return Refused(Reason.KEY_NOT_FOUND, "no owner of this origin")
    if is_complete(first, owner, key_id):
        return listed(first, key_id)
    found = yield from fetch_own(owner)
    return lost(found) if isinstance(found, Refused) else listed(found, key_id)


def lost(refused: Refused) -> Refused:
    """No key; but that an actor is gone for good is worth knowing (a Delete may say so)."""
    if refused.reason is Reason.GONE:
        return refused
    return Refused(Reason.KEY_NOT_FOUND, refused.reason.value)


def owner_in(found: Fetched, key_id: str) -> str | None:
    """Whom the answer names as the owner of this very key."""
    entry = found.doc.get("publicKey")
    candidates = [found.doc, *(entry if isinstance(entry, list) else [entry])]
    for candidate in candidates[:8]:
        if isinstance(candidate, dict) and candidate.get("id") == key_id:
            owner = id_of(candidate.get("owner") or candidate.get("controller"))
            if owner is not None:  # an actor whose key has the actor's own id names its owner in the key only
                return safe_url(owner)
    return safe_url(found.doc.get("id"))


def is_complete(found: Fetched, owner: str, key_id: str) -> bool:
    """Is the answer already the owner's own document, found where it lives?"""
    return found.doc.get("id") == owner and same_id(owner, found.url_final)


def listed(found: Fetched, key_id: str) -> FoundKey | Refused:
    """The key, if the actor lists it."""
    actor = read_actor(found.doc)
    key = actor.key(key_id) if isinstance(actor, Actor) else None
    if isinstance(actor, Refused) or key is None:
        return Refused(Reason.KEY_NOT_FOUND, "its owner does not list it")
    return FoundKey(actor, key)
