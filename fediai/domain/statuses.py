"""Statuses, and the views of them that doors show."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from fediai.domain.accounts import Account
from fediai.domain.links.cards import Card
from fediai.domain.people.filters import Match
from fediai.domain.pictures.media import Media
from fediai.domain.polls import Poll, RemotePoll
from fediai.domain.posts.signs import Sign
from fediai.domain.visibility import Visibility

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Status:
    """A row of `statuses`."""

    id: int
    uri: str
    url: str
    account_id: int
    visibility: Visibility
    thread_id: int
    created_at: datetime
    edited_at: datetime | None = None
    text: str = ""
    content: str = ""
    spoiler_text: str = ""
    sensitive: bool = False
    language: str | None = None
    in_reply_to_id: int | None = None
    in_reply_to_account_id: int | None = None
    in_reply_to_uri: str = ""
    reblog_of_id: int | None = None
    mentions: tuple[dict[str, Any], ...] = ()  # {id, username, acct, url, uri}; the id as text
    tags: tuple[str, ...] = ()
    emojis: tuple[dict[str, Any], ...] = ()
    local: bool = True
    gen_ai: bool = False
    generator: str = ""
    application: str = ""
    application_website: str = ""
    pending_generation_id: int | None = None
    replies_count: int = 0
    reblogs_count: int = 0
    favourites_count: int = 0
    poll_id: int | None = None
    quote_id: int | None = None  # of the row in `quotes`, where it quotes something
    quotes_count: int = 0
    quote_policy: str = ""  # domain/posts/quotes.py
    reactions_count: int = 0
    card_id: int | None = None  # of the page it links to, once that has been looked at

    @property
    def is_pending(self) -> bool:
        """An author-only stand-in until the picture is ready: never federated, counted or boosted."""
        return self.pending_generation_id is not None


@dataclass(frozen=True, slots=True)
class StatusView:
    """A status with everything a door shows of it, loaded in a fixed number of queries for a whole page."""

    status: Status
    account: Account
    media: tuple[Media, ...] = ()
    reblog: "StatusView | None" = None
    favourited: bool = False
    reblogged: bool = False
    bookmarked: bool = False
    muted: bool = False
    pinned: bool = False
    poll: Poll | None = None
    filtered: tuple[Match, ...] = ()
    quote: "QuoteView | None" = None
    card: Card | None = None
    signs: tuple[Sign, ...] = ()  # what it was answered with, the most frequent first
    quotable: str = "denied"  # what this viewer may expect who wants to quote it
    begun_here: bool = False  # it answers within a conversation that one of ours began; told where it is published

    @property
    def is_sensitive(self) -> bool:
        """By its author's word, or because moderators veil all pictures of theirs."""
        return self.status.sensitive or (self.account.sensitized_at is not None and bool(self.media))


@dataclass(frozen=True, slots=True)
class QuoteView:
    """What a status quotes, for these eyes: `status` only where it may be shown."""

    state: str
    uri: str
    status: StatusView | None = None
    quoted_id: int | None = None  # where `status` may be shown
    authorization_uri: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """What a status said from one edit to the next."""

    content: str
    spoiler_text: str
    sensitive: bool
    created_at: datetime
    media: tuple[Media, ...] = ()
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants to say, decoded from any door; `services.statuses.publish` judges it."""

    text: str = ""
    spoiler_text: str = ""
    sensitive: bool = False
    visibility: Visibility | None = None  # None: the author's default
    language: str | None = None
    in_reply_to_id: int | None = None
    media_ids: tuple[int, ...] = ()
    application: str = ""
    application_website: str = ""
    gen_ai: bool = False
    generator: str = ""
    extra: dict[str, Any] = field(default_factory=dict)  # what only some doors send: poll, scheduled_at


@dataclass(frozen=True, slots=True)
class Page:
    """Mastodon's three cursors: older than `max_id`; newest above `since_id`; just above `min_id`."""

    limit: int = 20
    max_id: int | None = None
    since_id: int | None = None
    min_id: int | None = None


class Leaf(list[T]):
    """What a page shows, and the `cursors` of all rows that it was read from: more, where an author is gone since.

    By what is shown alone, a page with one row left out would look like the last.
    """

    __slots__ = ("cursors",)

    def __init__(self, shown: Iterable[T], cursors: Iterable[int]) -> None:
        super().__init__(shown)
        self.cursors = tuple(cursors)


@dataclass(frozen=True, slots=True)
class RemoteAttachment:
    """A picture or another file on a Note from elsewhere; everything but `url` may be missing."""

    url: str
    media_type: str = ""
    type: str = "image"  # image | gifv | video | audio | unknown
    description: str | None = None
    blurhash: str | None = None
    width: int = 0
    height: int = 0
    focus_x: float | None = None
    focus_y: float | None = None
    digital_source_type: str = ""


@dataclass(frozen=True, slots=True)
class RemoteMention:
    """Who a Note names: the actor's id and what the Note calls it, `@alice@art.example`."""

    uri: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class RemoteStatus:
    """What a Note from elsewhere says, read tolerantly and not yet believed; `content` is unsanitised HTML."""

    uri: str
    url: str = ""
    content: str = ""
    spoiler_text: str = ""
    sensitive: bool = False
    visibility: Visibility = Visibility.PUBLIC
    language: str | None = None
    in_reply_to_uri: str = ""
    published: datetime | None = None
    edited: datetime | None = None
    mentions: tuple[RemoteMention, ...] = ()
    addressed: tuple[str, ...] = ()  # by id, named in the text or not
    tags: tuple[str, ...] = ()
    emojis: tuple[dict[str, Any], ...] = ()  # {shortcode, url}
    attachments: tuple[RemoteAttachment, ...] = ()
    gen_ai: bool = False
    generator: str = ""
    poll: RemotePoll | None = None
    quote: "RemoteQuote | None" = None
    quote_policy: str = ""


@dataclass(frozen=True, slots=True)
class RemoteQuote:
    """What a far post quotes; `state` and what was found are filled in by who looks at it."""

    uri: str
    authorization: str = ""
    asks: bool = False  # speaks FEP-044f, so that a quote without a stamp waits for one
    state: str = "pending"
    status_id: int | None = None
    account_id: int | None = None
