"""Quotes by consent (FEP-044f): who may quote a post, and the stamp that says that one quote is welcome."""

from dataclasses import dataclass
from typing import Any

from activitypub.documents import Document, Json, id_of, ids_of, nested, safe_url, same_origin, type_of
from activitypub.objects.tags import read_quote
from activitypub.results import Reason, Refused
from activitypub.terms import PUBLIC, is_public

PARTIES = 16


@dataclass(frozen=True, slots=True)
class QuotePolicy:
    """Ids (Public, a followers collection, actors) whose quotes are welcome at once, or after somebody has looked."""

    automatic: tuple[str, ...] = ()
    manual: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QuoteAuthorization:
    """The stamp: the author of `interaction_target` agrees that `interacting_object` quotes it."""

    id: str
    attributed_to: str
    interacting_object: str
    interaction_target: str


@dataclass(frozen=True, slots=True)
class Quoting:
    """What a post says of the post it quotes; `asks` when it speaks FEP-044f and not only an older spelling."""

    target: str
    authorization: str | None = None
    asks: bool = False


def read_policy(document: Document) -> QuotePolicy | None:
    """`interactionPolicy.canQuote` in its present and its older words (GoToSocial); None where nothing is said."""
    said = nested((nested(document.get("interactionPolicy")) or {}).get("canQuote"))
    if said is None:
        return None
    automatic = said.get("automaticApproval", said.get("always"))
    manual = said.get("manualApproval", said.get("approvalRequired"))
    return QuotePolicy(parties(automatic), parties(manual))


def parties(value: Json) -> tuple[str, ...]:
    """Who is meant, everybody in the one spelling that we write."""
    return tuple(PUBLIC if is_public(one) else one for one in ids_of(value, PARTIES))


def read_quoting(document: Document) -> Quoting | None:
    """The quoted post, in whichever of five spellings."""
    target = read_quote(document)
    if target is None:
        return None
    asks = safe_url(id_of(document.get("quote"))) is not None
    return Quoting(target, safe_url(id_of(document.get("quoteAuthorization"))), asks)


def read_authorization(document: Document) -> QuoteAuthorization | Refused:
    """The stamp, if it is its author's own (same origin as its id), and about a post of that author's origin."""
    stamp_id, author = safe_url(document.get("id")), safe_url(id_of(document.get("attributedTo")))
    quoting = safe_url(id_of(document.get("interactingObject")))
    quoted = safe_url(id_of(document.get("interactionTarget")))
    if type_of(document) != "QuoteAuthorization" or not (stamp_id and author and quoting and quoted):
        return Refused(Reason.MALFORMED, "no QuoteAuthorization")
    if not (same_origin(stamp_id, author) and same_origin(quoted, author)):
        return Refused(Reason.NOT_THE_OWNER, "a stamp of another origin")
    return QuoteAuthorization(stamp_id, author, quoting, quoted)


def render_authorization(stamp: QuoteAuthorization) -> dict[str, Any]:
    """Without the quoting post itself: who may read the stamp may not be meant to read that."""
    return {
        "id": stamp.id,
        "type": "QuoteAuthorization",
        "attributedTo": stamp.attributed_to,
        "interactingObject": stamp.interacting_object,
        "interactionTarget": stamp.interaction_target,
    }
