"""Who speaks: people, services and groups with their mailboxes and keys."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from activitypub.documents import (
    Document,
    Json,
    address_of,
    flag_of,
    host_of,
    id_of,
    ids_of,
    many,
    nested,
    read_time,
    safe_url,
    same_origin,
    text_of,
    type_of,
)
from activitypub.objects.tags import Emoji, Label, read_emoji, read_labels
from activitypub.results import Reason, Refused
from activitypub.terms import ACTOR_TYPES

KEY_LIMIT = 8
FIELD_LIMIT = 16
ALIAS_LIMIT = 32
DOMAIN_LIMIT = 100
IMPLEMENTS_LIMIT = 32
DOMAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")
NAME_LIMIT = 500
# The first half of a handle, in any script: `a@b`, `../a` and `a b` would name somebody or something else.
USERNAME = re.compile(r"\w(?:[\w.~-]{0,126}\w)?")


@dataclass(frozen=True, slots=True)
class ActorKey:
    """A public key as published: RSA or Ed25519 in PEM, or Ed25519 as a multikey (FEP-521a).

    Only one that `asserts` proves documents: it stands in `assertionMethod`.
    """

    id: str
    owner: str
    pem: str = ""
    multibase: str = ""
    asserts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Everything we know of an actor from its own document."""

    id: str
    type: str = "Person"
    preferred_username: str
    inbox: str
    name: str = ""
    summary: str = ""
    url: str | None = None
    outbox: str | None = None
    followers: str | None = None
    following: str | None = None
    featured: str | None = None
    featured_tags: str | None = None
    shared_inbox: str | None = None
    client_endpoints: Mapping[str, str] = field(default_factory=dict)  # for the actor's own clients
    public_keys: tuple[ActorKey, ...] = ()
    icon_url: str | None = None
    image_url: str | None = None
    manually_approves_followers: bool = False
    discoverable: bool = False
    indexable: bool = False
    suspended: bool = False
    memorial: bool = False
    moved_to: str | None = None
    also_known_as: tuple[str, ...] = ()
    attribution_domains: tuple[str, ...] = ()
    implements: tuple[str, ...] = ()  # protocols that its server speaks, by their addresses (FEP-844e)
    published: datetime | None = None
    fields: tuple[tuple[str, str], ...] = ()
    emoji: tuple[Emoji, ...] = ()
    labels: tuple[Label, ...] = ()
    host: str = ""  # of the handle: WebFinger's word where it was asked, else the host of the id

    def key(self, key_id: str) -> ActorKey | None:
        """The key that this actor publishes under exactly this id."""
        return next((key for key in self.public_keys if key.id == key_id), None)


def read_actor(document: Document) -> Actor | Refused:
    """The actor, if it has a name, an id, and a mailbox under the id's own origin (FEP-fe34)."""
    actor_id, kind = safe_url(document.get("id")), type_of(document)
    if actor_id is None or kind not in ACTOR_TYPES:
        return Refused(Reason.MALFORMED, f"no actor: {kind[:40]}")
    inbox = own(actor_id, document.get("inbox"))
    if inbox is None:
        return Refused(Reason.MALFORMED, "no inbox of its own")
    username = text_of(document.get("preferredUsername"), NAME_LIMIT)
    if not USERNAME.fullmatch(username):
        return Refused(Reason.MALFORMED, "no usable preferredUsername")
    return described(document, actor_id, kind, inbox, username)


def described(document: Document, actor_id: str, kind: str, inbox: str, username: str) -> Actor:
    """The actor with all that may as well be absent."""
    endpoints = nested(document.get("endpoints")) or {}
    return Actor(
        id=actor_id,
        type=kind,
        preferred_username=username,
        inbox=inbox,
        name=text_of(document.get("name"), NAME_LIMIT),
        summary=text_of(document.get("summary")),
        url=address_of(document.get("url")),
        outbox=own(actor_id, document.get("outbox")),
        followers=own(actor_id, document.get("followers")),
        following=own(actor_id, document.get("following")),
        featured=own(actor_id, document.get("featured")),
        featured_tags=own(actor_id, document.get("featuredTags")),
        shared_inbox=own(actor_id, endpoints.get("sharedInbox")),
        public_keys=keys_of(document, actor_id),
        icon_url=address_of(document.get("icon")),
        image_url=address_of(document.get("image")),
        manually_approves_followers=flag_of(document.get("manuallyApprovesFollowers")),
        discoverable=flag_of(document.get("discoverable")),
        indexable=flag_of(document.get("indexable")),
        suspended=flag_of(document.get("suspended")),
        memorial=flag_of(document.get("memorial")),
        moved_to=safe_url(id_of(document.get("movedTo"))),
        also_known_as=tuple(filter(safe_url, ids_of(document.get("alsoKnownAs"), ALIAS_LIMIT))),
        attribution_domains=domains_of(document),
        implements=implemented(document),
        published=read_time(document.get("published")),
        fields=fields_of(document),
        emoji=read_emoji(document.get("tag")),
        labels=read_labels(document.get("tag")),
        host=host_of(actor_id) or "",
    )


def own(actor_id: str, value: Json) -> str | None:
    """The address, if it lies under the actor's own origin: nobody may point our posts elsewhere."""
    found = safe_url(id_of(value))
    return found if same_origin(found, actor_id) else None


def keys_of(document: Document, actor_id: str) -> tuple[ActorKey, ...]:
    """All published keys that are the actor's own; an entry with another owner is no claim at all."""
    asserting = many(document.get("assertionMethod"), KEY_LIMIT)
    named = frozenset(id_of(entry) for entry in asserting)
    entries = [*many(document.get("publicKey"), KEY_LIMIT), *asserting]
    found = (read_key(entry) for entry in entries if isinstance(entry, dict))
    own_keys = [key for key in found if key and key.owner == actor_id and same_origin(key.id, actor_id)]
    last = {key.id: replace(key, asserts=key.id in named) for key in reversed(own_keys)}
    return tuple(last.values())[::-1]


def read_key(entry: Document) -> ActorKey | None:
    """The key in `publicKey` (owner, PEM) or `assertionMethod` (controller, multibase) form."""
    key_id = safe_url(entry.get("id"))
    owner = id_of(entry.get("owner")) or id_of(entry.get("controller"))
    pem, multibase = text_of(entry.get("publicKeyPem")), text_of(entry.get("publicKeyMultibase"))
    if key_id is None or owner is None or not (pem or multibase):
        return None
    return ActorKey(id=key_id, owner=owner, pem=pem[:16_384], multibase=multibase[:1024])


def domains_of(document: Document) -> tuple[str, ...]:
    """Sites on which the actor says to have written (Mastodon); lower-case names of hosts, nothing else."""
    said = many(document.get("attributionDomains"), DOMAIN_LIMIT)
    return tuple(dict.fromkeys(name.lower() for name in said if isinstance(name, str) and DOMAIN.fullmatch(name)))


def implemented(document: Document) -> tuple[str, ...]:
    """What `generator.implements` names, as links or by id (FEP-844e)."""
    said = many((nested(document.get("generator")) or {}).get("implements"), IMPLEMENTS_LIMIT)
    found = (safe_url(item.get("href") or item.get("id") if isinstance(item, dict) else item) for item in said)
    return tuple(address for address in found if address)


def fields_of(document: Document) -> tuple[tuple[str, str], ...]:
    """The name-and-value rows of a profile (schema.org PropertyValue)."""
    rows = [
        (text_of(row.get("name"), NAME_LIMIT), text_of(row.get("value"), 4 * NAME_LIMIT))
        for row in many(document.get("attachment"), FIELD_LIMIT)
        if isinstance(row, dict) and type_of(row) == "PropertyValue"
    ]
    return tuple(row for row in rows if row[0])
