"""A stranger's object into a Note or a Tombstone, or a reason why not."""

from activitypub.documents import (
    Document,
    Json,
    flag_of,
    id_of,
    ids_of,
    language_map,
    many,
    nested,
    read_time,
    safe_url,
    same_origin,
    text_of,
    type_of,
)
from activitypub.objects.attachments import Attachment, media_type_of, read_attachments, read_links
from activitypub.objects.note import Note, Tombstone
from activitypub.objects.polls import read_poll
from activitypub.objects.quotes import read_policy, read_quoting
from activitypub.objects.tags import read_emoji, read_hashtags, read_labels, read_mentions
from activitypub.results import Reason, Refused
from activitypub.terms import STATUS_TYPES

GENERATED = frozenset({"trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia"})
SUMMARY_LIMIT = 5_000


def read_object(document: Document) -> Note | Tombstone | Refused:
    """The post, if it has an id and an author who share one origin (FEP-fe34)."""
    object_id, kind = safe_url(document.get("id")), type_of(document)
    if object_id is None:
        return Refused(Reason.MALFORMED, "object without id")
    if kind == "Tombstone":
        return tombstone(document, object_id)
    if kind not in STATUS_TYPES:
        return Refused(Reason.UNKNOWN_OBJECT, kind[:40])
    owner = safe_url(owner_of(document))
    if owner is None:
        return Refused(Reason.MALFORMED, "object without author")
    if not same_origin(owner, object_id):
        return Refused(Reason.NOT_THE_OWNER, "author of another origin")
    return note(document, object_id, kind, owner)


def owner_of(document: Document) -> str | None:
    """Whose object this is; everybody who asks must ask here, so that all get one answer."""
    return id_of(document.get("attributedTo"))


def tombstone(document: Document, object_id: str) -> Tombstone:
    """What is left."""
    return Tombstone(
        id=object_id,
        former_type=text_of(document.get("formerType"), 64) or None,
        deleted=read_time(document.get("deleted")),
    )


def note(document: Document, object_id: str, kind: str, owner: str) -> Note:
    """The post with all that may as well be absent."""
    texts = language_map(document.get("contentMap"))
    content = text_of(document.get("content")) or next(iter(texts.values()), "")
    attachments = read_attachments(document)
    tags = document.get("tag")
    return Note(
        id=object_id,
        attributed_to=owner,
        type=kind,
        content=content,
        content_map=texts,
        language=language_of(document, texts, content),
        name=text_of(document.get("name"), SUMMARY_LIMIT),
        summary=text_of(document.get("summary"), SUMMARY_LIMIT),
        sensitive=is_sensitive(document),
        in_reply_to=safe_url(id_of(document.get("inReplyTo"))),
        published=read_time(document.get("published")),
        updated=read_time(document.get("updated")),
        url=page_of(document.get("url")),
        to=tuple(ids_of(document.get("to"))),
        cc=tuple(ids_of(document.get("cc"))),
        attachments=attachments,
        links=read_links(document),
        mentions=read_mentions(tags),
        hashtags=read_hashtags(tags),
        emoji=read_emoji(tags),
        labels=read_labels(tags),
        gen_ai=is_generated(document, attachments),
        generator_name=text_of((nested(document.get("generator")) or {}).get("name"), 256) or None,
        conversation=text_of(document.get("conversation"), 2048) or None,
        context=safe_url(id_of(document.get("context"))),
        replies=safe_url(id_of(document.get("replies"))),
        quoting=read_quoting(document),
        quote_policy=read_policy(document),
        poll=read_poll(document),
    )


def is_sensitive(document: Document) -> bool:
    """Does the author say so of the post, or of anything that hangs on it?"""
    hung = (item for item in many(document.get("attachment"), 50) if isinstance(item, dict))
    return flag_of(document.get("sensitive")) or any(flag_of(item.get("sensitive")) for item in hung)


def language_of(document: Document, texts: dict[str, str], content: str) -> str | None:
    """The language under which the shown text stands; a map of several tells by the text itself."""
    match = next((tag for tag, text in texts.items() if text == content), None)
    return match or (next(iter(texts)) if len(texts) == 1 else None) or language_said(document)


def language_said(document: Document) -> str | None:
    """`{"language": {"identifier": "de"}}` (PeerTube, Lemmy)."""
    match document.get("language"):
        case {"identifier": str(tag)} if 0 < len(tag) <= 35:
            return tag
        case _:
            return None


def page_of(value: Json) -> str | None:
    """The page for people: a text, or the first link that is HTML, or the first at all."""
    links = [item for item in many(value, 50) if isinstance(item, dict)]
    pages = [item for item in links if media_type_of(item.get("mediaType")) == "text/html"]
    for item in [*pages, *many(value, 50)]:
        found = item.get("href") if isinstance(item, dict) else item
        if safe := safe_url(found):
            return safe
    return None


def is_generated(document: Document, attachments: tuple[Attachment, ...]) -> bool:
    """Does the author say that a model made it? In the post (PieFed's word) or on a picture (IPTC)."""
    if flag_of(document.get("genAI")):
        return True
    return any((item.digital_source_type or "").rpartition("/")[2] in GENERATED for item in attachments)
