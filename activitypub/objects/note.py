"""Posts: the Note, all types that are shown as one, and the Tombstone of what is gone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from activitypub.objects.attachments import Attachment
from activitypub.objects.polls import Poll
from activitypub.objects.quotes import QuotePolicy, Quoting
from activitypub.objects.tags import Emoji, Label, Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A post by one actor; `name` is the title of an Article or Page, `summary` a content warning."""

    id: str
    attributed_to: str
    type: str = "Note"
    content: str = ""
    content_map: Mapping[str, str] = field(default_factory=dict)
    language: str | None = None
    name: str = ""
    summary: str = ""
    sensitive: bool = False
    in_reply_to: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    url: str | None = None
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    links: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    hashtags: tuple[str, ...] = ()
    emoji: tuple[Emoji, ...] = ()
    labels: tuple[Label, ...] = ()
    gen_ai: bool = False
    generator_name: str | None = None
    conversation: str | None = None
    context: str | None = None
    replies: str | None = None
    quoting: Quoting | None = None
    quote_policy: QuotePolicy | None = None
    remix_policy: QuotePolicy | None = None  # of ours: who may make pictures of its pictures
    learn_policy: QuotePolicy | None = None  # of ours: who may train models on it
    poll: Poll | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """What stays of a deleted object (ActivityPub §6.4)."""

    id: str
    former_type: str | None = None
    deleted: datetime | None = None
