"""What a client posted, as an activity of its account's: bare objects wrapped, ids and author filled in."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from activitypub.activities import Activity
from activitypub.documents import Document, nested, read_json, type_of
from activitypub.linked_data import plain
from activitypub.objects import Note, read_object
from activitypub.parse import parse_activity
from activitypub.results import Refused
from activitypub.terms import STATUS_TYPES
from fediai.domain.accounts import Account
from fediai.domain.errors import Forbidden, Invalid, Malformed

HIDDEN = ("bto", "bcc")


def activity_in(account: Account, body: bytes, largest: int) -> Activity:
    """The activity; raises with a sentence, since whoever posts it is a person of ours and not a stranger."""
    document = read_json(body, largest)
    if isinstance(document, Refused):
        raise Malformed(f"The activity could not be read: {document.detail or document.reason}")
    said = plain(document)
    if type_of(said) in STATUS_TYPES:
        audience = {name: said[name] for name in ("to", "cc", *HIDDEN) if name in said}
        said = {"type": "Create", "object": said, **audience}
    activity = parse_activity(_completed(account, said))
    if isinstance(activity, Refused):
        raise Invalid(f"Validation failed: {activity.detail or activity.reason}")
    if activity.actor != account.uri:
        raise Forbidden("The actor of this activity is somebody else")
    return replace(activity, to=(*activity.to, *_hidden(said)))


def _completed(account: Account, said: Document) -> dict[str, Any]:
    """A client need not say who it is, nor name what is still to be named (§6.2)."""
    placeholder = f"{account.uri}#draft"
    whole = {"actor": account.uri, **said, "id": placeholder}
    thing = nested(said.get("object"))
    if thing is not None and type_of(thing) in STATUS_TYPES:
        whole["object"] = {"attributedTo": account.uri, **thing, "id": thing.get("id") or placeholder}
    return whole


def _hidden(said: Mapping[str, Any]) -> tuple[str, ...]:
    """`bto` and `bcc` are delivered to and never shown: here they are among those addressed."""
    found = [said.get(name) for name in HIDDEN]
    flat = [one for some in found for one in (some if isinstance(some, list) else [some])]
    return tuple(one for one in flat if isinstance(one, str))


def note_of(account: Account, activity: Activity) -> Note:
    """The post in a Create or an Update."""
    found = read_object(plain(activity.object)) if activity.object is not None else None
    if not isinstance(found, Note):
        raise Invalid("Validation failed: The object is no post")
    if found.attributed_to != account.uri:
        raise Forbidden("The post is attributed to somebody else")
    return replace(found, to=found.to or activity.to, cc=found.cc or activity.cc)


def source_of(activity: Activity) -> str | None:
    """What was typed (§3.3), where it is no HTML."""
    said = nested((activity.object or {}).get("source")) or {}
    content, kind = said.get("content"), str(said.get("mediaType") or "text/plain")
    return content if isinstance(content, str) and kind.startswith("text/") and kind != "text/html" else None
