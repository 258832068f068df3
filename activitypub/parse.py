"""A stranger's document into an activity of ours, or the reason why it is none."""

from collections.abc import Callable
from typing import Any

from activitypub.activities import (
    BY_NAME,
    Accept,
    Activity,
    Add,
    EmojiReact,
    Flag,
    Like,
    Move,
    QuoteRequest,
    Reject,
    Remove,
    Undo,
)
from activitypub.documents import (
    Document,
    address_of,
    id_of,
    ids_of,
    many,
    nested,
    read_time,
    safe_url,
    text_of,
)
from activitypub.linked_data import plain
from activitypub.objects.tags import tags_of_type
from activitypub.results import Reason, Refused
from activitypub.terms import PUBLIC, is_public, short_name

FLAG_LIMIT = 100
CONTENT_LIMIT = 10_000
REACTION_LIMIT = 256

# What others will refer to by id. The rest may be said in passing (ActivityPub §3.1).
NEEDS_ID = frozenset({"Follow", "Create", "Update", "Like", "EmojiReact", "Announce", "QuoteRequest"})
# These say nothing without a thing they are about; what we ignore anyway may say what it likes.
NEEDS_OBJECT = NEEDS_ID | {
    "Accept",
    "Reject",
    "Undo",
    "Delete",
    "Block",
    "Flag",
    "Move",
    "Add",
    "Remove",
}


def parse_activity(document: Document) -> Activity | Refused:
    """The activity, with ids that are safe to store and to ask for."""
    return parse(plain(document), with_inner=True)


def parse(document: Document, with_inner: bool) -> Activity | Refused:
    """The activity; an embedded one is parsed too, but what is embedded in that is not."""
    kind = kind_of(document)
    if kind is None:
        return Refused(Reason.UNKNOWN_ACTIVITY, text_of(document.get("type"), 40))
    said = common(document, kind, needs_id=with_inner)
    if isinstance(said, Refused):
        return said
    return BY_NAME[kind](**said, **OWN_WORDS.get(BY_NAME[kind], nothing_more)(document, with_inner))


def kind_of(document: Document) -> str | None:
    """The first type that we know; some software lists its own types beside the common one."""
    names = (short_name(name) for name in many(document.get("type"), 8) if isinstance(name, str))
    return next((name for name in names if name in BY_NAME), None)


def common(document: Document, kind: str, needs_id: bool) -> dict[str, Any] | Refused:
    """What every activity has: actor, id, object, audience, time."""
    actor = actor_of(document)
    if actor is None:
        return Refused(Reason.MALFORMED, "no single actor")
    activity_id = document.get("id") or None
    if activity_id is not None and safe_url(activity_id) is None:
        return Refused(Reason.MALFORMED, "unusable id")
    if activity_id is None and needs_id and kind in NEEDS_ID:
        return Refused(Reason.MALFORMED, f"{kind} without id")
    object_id, embedded = object_id_of(document), nested(document.get("object"))
    if kind in NEEDS_OBJECT and object_id is None and embedded is None:
        return Refused(Reason.MALFORMED, f"{kind} without object")
    return {
        "actor": actor,
        "id": activity_id,
        "object_id": object_id,
        "object": embedded,
        "to": tuple(ids_of(document.get("to"))),
        "cc": tuple(ids_of(document.get("cc"))),
        "published": read_time(document.get("published")),
    }


def actor_of(document: Document) -> str | None:
    """The one actor; two of them could let one sign for the other."""
    named = many(document.get("actor"), 2)
    return safe_url(id_of(named[0])) if len(named) == 1 else None


def object_id_of(document: Document) -> str | None:
    """What it is about, where that is an address."""
    found = id_of(document.get("object"))
    return PUBLIC if is_public(found) else safe_url(found)


Words = Callable[[Document, bool], dict[str, Any]]


def nothing_more(document: Document, with_inner: bool) -> dict[str, Any]:
    """The common words say it all."""
    return {}


def answer_words(document: Document, with_inner: bool) -> dict[str, Any]:
    """The activity that is answered or undone, one level deep."""
    embedded = nested(document.get("object"))
    inner = parse(embedded, with_inner=False) if embedded and with_inner else None
    return {
        "inner": None if isinstance(inner, Refused) else inner,
        "result_id": safe_url(id_of(document.get("result"))),
    }


def request_words(document: Document, with_inner: bool) -> dict[str, Any]:
    """The post that wants to quote: its id, and itself where it came along."""
    named = document.get("instrument")
    return {"instrument_id": safe_url(id_of(named)), "instrument": nested(named)}


def reaction_words(document: Document, with_inner: bool) -> dict[str, Any]:
    """The sign, and its picture where it is a custom one; Misskey has its own word for it."""
    sign = document.get("content") or document.get("_misskey_reaction")
    icons = (address_of(tag.get("icon")) for tag in tags_of_type(document.get("tag"), "Emoji"))
    return {"content": text_of(sign, REACTION_LIMIT), "icon_url": next(icons, None)}


def flag_words(document: Document, with_inner: bool) -> dict[str, Any]:
    """Everything that is reported, at most a hundred things."""
    reported = (safe_url(found) for found in ids_of(document.get("object"), FLAG_LIMIT))
    return {
        "object_ids": tuple(filter(None, reported)),
        "content": text_of(document.get("content"), CONTENT_LIMIT),
    }


def target_words(document: Document, with_inner: bool) -> dict[str, Any]:
    """Where it goes."""
    return {"target_id": safe_url(id_of(document.get("target")))}


OWN_WORDS: dict[type[Activity], Words] = {
    Accept: answer_words,
    Reject: answer_words,
    Undo: answer_words,
    Like: reaction_words,
    EmojiReact: reaction_words,
    Flag: flag_words,
    Move: target_words,
    Add: target_words,
    Remove: target_words,
    QuoteRequest: request_words,
}
