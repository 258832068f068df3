"""A Note as the document that its id answers with, and that travels inside a Create."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from activitypub.addressing import Visibility, visibility_of
from activitypub.documents import write_time
from activitypub.objects import Note, Poll, PollOption, Tombstone
from activitypub.objects.quotes import QuotePolicy
from activitypub.render.shape import document, present
from activitypub.render.tags import (
    render_attachment,
    render_emoji,
    render_hashtag,
    render_label,
    render_mention,
)
from activitypub.terms import LD_JSON

HashtagUrl = Callable[[str], str]


def render_note(note: Note, context: bool = True, hashtag_url: HashtagUrl | None = None) -> dict[str, Any]:
    """The post with everything that its readers can show or filter by."""
    body = (
        present(
            id=note.id,
            type=note.type,
            attributedTo=note.attributed_to,
            inReplyTo=note.in_reply_to,
            published=moment(note.published),
            updated=moment(note.updated),
            url=note.url,
            to=list(note.to),
            cc=list(note.cc),
            name=note.name,
            summary=note.summary,
            sensitive=note.sensitive,
            content=note.content,
            contentMap=content_map(note),
            attachment=[render_attachment(item) for item in note.attachments],
            tag=tags(note, hashtag_url),
            genAI=note.gen_ai or None,
            generator=generator(note),
            interactionPolicy=interaction_policy(note),
            conversation=note.conversation,
            context=note.context,
            replies=note.replies,
        )
        | poll(note.poll)
        | quoting(note)
    )
    return document(body) if context else body


def moment(value: datetime | None) -> str | None:
    """A time, where there is one."""
    return write_time(value) if value else None


def content_map(note: Note) -> dict[str, str]:
    """The text by language; the one language of the post is enough."""
    return dict(note.content_map) or ({note.language: note.content} if note.language else {})


def tags(note: Note, hashtag_url: HashtagUrl | None) -> list[dict[str, Any]]:
    """People, topics, emoji and labels in one list, as AS2 has it."""
    address = hashtag_url or (lambda name: "")
    return [
        *map(render_mention, note.mentions),
        *(render_hashtag(name, address(name)) for name in note.hashtags),
        *map(render_emoji, note.emoji),
        *map(render_label, note.labels),
        *([object_link(note.quoting.target)] if note.quoting else []),
    ]


def object_link(target: str) -> dict[str, Any]:
    """The quoted post for those who read FEP-e232."""
    rel = "https://misskey-hub.net/ns#_misskey_quote"
    return {"type": "Link", "mediaType": LD_JSON, "href": target, "rel": rel, "name": f"RE: {target}"}


def quoting(note: Note) -> dict[str, Any]:
    """The quoted post in the spelling of FEP-044f and in those of everybody else."""
    if note.quoting is None:
        return {}
    target = note.quoting.target
    return present(
        quote=target, quoteUrl=target, quoteUri=target, _misskey_quote=target,
        quoteAuthorization=note.quoting.authorization,
    )  # fmt: skip


def generator(note: Note) -> dict[str, Any] | None:
    """What made it."""
    return {"type": "Application", "name": note.generator_name} if note.generator_name else None


def interaction_policy(note: Note) -> dict[str, Any] | None:
    """Who may quote it (FEP-044f), remix it and learn from it; where nobody is named, only its author."""
    if visibility_of(note.to, note.cc, None) not in (Visibility.PUBLIC, Visibility.UNLISTED):
        return None
    said = {
        "canQuote": note.quote_policy or QuotePolicy(),
        "canRemix": note.remix_policy,
        "canLearn": note.learn_policy,
    }
    return {name: sub_policy(one, note.attributed_to) for name, one in said.items() if one is not None}


def sub_policy(said: QuotePolicy, author: str) -> dict[str, Any]:
    """An empty list would be lost in JSON-LD, so nobody is said as: the author."""
    return present(automaticApproval=list(said.automatic) or [author], manualApproval=list(said.manual))


def poll(found: Poll | None) -> dict[str, Any]:
    """The answers of a Question."""
    if found is None:
        return {}
    answers = [answer(option) for option in found.options]
    return present(
        anyOf=answers if found.multiple else None,
        oneOf=None if found.multiple else answers,
        endTime=moment(found.end),
        closed=moment(found.closed),
        votersCount=found.voters,
    )


def answer(option: PollOption) -> dict[str, Any]:
    """One answer with its votes."""
    return {
        "type": "Note",
        "name": option.name,
        "replies": {"type": "Collection", "totalItems": option.votes},
    }


def render_tombstone(tombstone: Tombstone, context: bool = True) -> dict[str, Any]:
    """What is left of a deleted object."""
    body = present(
        id=tombstone.id,
        type="Tombstone",
        formerType=tombstone.former_type,
        deleted=moment(tombstone.deleted),
    )
    return document(body, plain=True) if context else body
