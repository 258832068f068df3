"""Accounts: people, bots and the studio, of this instance and of others."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

STUDIO = "studio"
INSTANCE_ACTOR = "instance"  # the actor that signs fetches; lives at /actor, never posts
RESERVED = frozenset({STUDIO, INSTANCE_ACTOR})
_USERNAME = re.compile(r"[A-Za-z0-9_]{1,30}")


def may_be_username(name: str) -> bool:
    """Letters, digits and underscores of ASCII, at most thirty: what every fediverse server can read."""
    return _USERNAME.fullmatch(name) is not None


@dataclass(frozen=True, slots=True)
class Account:
    """A row of `accounts`; `domain` is "" for our own."""

    id: int
    username: str
    domain: str
    uri: str
    url: str
    actor_type: str
    display_name: str
    note: str
    note_source: str
    inbox_url: str
    shared_inbox_url: str
    outbox_url: str
    followers_url: str
    following_url: str
    featured_url: str
    avatar_remote_url: str
    avatar_file: str
    header_remote_url: str
    header_file: str
    locked: bool
    bot: bool
    discoverable: bool
    indexable: bool
    fields: tuple[dict[str, Any], ...]
    emojis: tuple[dict[str, Any], ...]
    also_known_as: tuple[str, ...]
    moved_to_uri: str
    attribution_domains: tuple[str, ...]
    statuses_count: int
    followers_count: int
    following_count: int
    created_at: datetime
    last_status_at: datetime | None
    fetched_at: datetime | None
    suspended_at: datetime | None
    silenced_at: datetime | None
    deleted_at: datetime | None
    memorial: bool
    may_remix: bool = False  # domain/consent.py
    may_learn: bool = False
    pending: bool = False
    sensitized_at: datetime | None = None  # moderators veil all of its pictures
    posts_ai: bool = False

    @property
    def is_local(self) -> bool:
        return self.domain == ""

    @property
    def acct(self) -> str:
        """`alice` for ours, `alice@far.example` for others: Mastodon's word."""
        return self.username if self.is_local else f"{self.username}@{self.domain}"


@dataclass(frozen=True, slots=True)
class AccountKey:
    """A public key as its owner publishes it; `kind` is rsa or ed25519, one that `asserts` proves documents."""

    uri: str
    kind: str
    public_pem: str
    asserts: bool = False


@dataclass(frozen=True, slots=True)
class RemoteAccount:
    """What a far actor says of itself; `note` and the values of `fields` are HTML, cleaned by who read it."""

    uri: str
    username: str
    domain: str  # of the handle that WebFinger confirmed, which may differ from the host of `uri`
    url: str
    actor_type: str
    inbox_url: str
    keys: tuple[AccountKey, ...] = ()
    display_name: str = ""
    note: str = ""
    shared_inbox_url: str = ""
    outbox_url: str = ""
    followers_url: str = ""
    following_url: str = ""
    featured_url: str = ""
    featured_tags_url: str = ""
    avatar_url: str = ""
    header_url: str = ""
    locked: bool = False
    bot: bool = False
    discoverable: bool = False
    indexable: bool = False
    fields: tuple[tuple[str, str], ...] = ()  # (name, HTML)
    emojis: tuple[dict[str, Any], ...] = ()  # {shortcode, url}
    also_known_as: tuple[str, ...] = ()
    moved_to_uri: str = ""
    attribution_domains: tuple[str, ...] = ()
    memorial: bool = False
    posts_ai: bool = False
    suspended: bool = False  # by its own server
    published: datetime | None = None

    def named_as(self, known: Account) -> "RemoteAccount":
        """Under the handle by which we know it: an actor that renames itself could take a neighbour's name."""
        return replace(self, username=known.username, domain=known.domain)


@dataclass(frozen=True, slots=True)
class User:
    """A login: the private half of a local account."""

    id: int
    account_id: int
    email: str
    password_hash: str
    role: str
    locale: str
    preferences: dict[str, Any]
    created_at: datetime
    confirmed_at: datetime | None
    approved_at: datetime | None
    disabled_at: datetime | None


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who asks through a token or a session, and what they may do."""

    account: Account
    user: User
    scopes: frozenset[str]
    token_id: int = 0
    application: str = ""
    application_website: str = ""


@dataclass(frozen=True, slots=True)
class Relationship:
    """What one account is to another, in the words of Mastodon's entity."""

    id: int
    following: bool = False
    showing_reblogs: bool = False
    notifying: bool = False
    languages: tuple[str, ...] = ()
    followed_by: bool = False
    blocking: bool = False
    blocked_by: bool = False
    muting: bool = False
    muting_notifications: bool = False
    requested: bool = False
    requested_by: bool = False
    domain_blocking: bool = False
    endorsed: bool = False
    note: str = ""
