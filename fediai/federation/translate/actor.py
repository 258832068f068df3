"""Actors and accounts, there and back; pure."""

from collections.abc import Sequence

from activitypub.actors import Actor, ActorKey
from activitypub.keys import PublicKey, read_public_key
from activitypub.objects import Label
from activitypub.terms import RFC_9421
from fediai.domain.accounts import INSTANCE_ACTOR, Account, AccountKey, RemoteAccount
from fediai.domain.pictures.vocabulary import GENERATED, LABELS, is_said_to_be_ai
from fediai.domain.text import link, one_line, sanitise
from fediai.domain.urls import Urls
from fediai.federation.translate.note import emoji_of
from fediai.federation.translate.pages import page_of

BOTS = frozenset({"Service", "Application"})
ED25519 = "ed25519"
LONGEST_NAME = 500


def actor_of(account: Account, keys: Sequence[AccountKey], urls: Urls) -> Actor:
    """One of our accounts as others read it; of a suspended one only the bones."""
    if account.suspended_at is not None:
        return Actor(
            id=account.uri, type=account.actor_type, preferred_username=account.username,
            inbox=account.inbox_url, suspended=True,
            public_keys=tuple(published(key, account.uri) for key in keys),
        )  # fmt: skip
    return Actor(
        id=account.uri,
        type=account.actor_type,
        preferred_username=account.username,
        name=account.display_name or account.username,
        summary=account.note,
        url=account.url,
        inbox=account.inbox_url,
        outbox=account.outbox_url or None,
        followers=account.followers_url or None,
        following=account.following_url or None,
        featured=account.featured_url or None,
        featured_tags=tags_url(account),
        shared_inbox=account.shared_inbox_url or None,
        client_endpoints=client_endpoints(urls),
        public_keys=tuple(published(key, account.uri) for key in keys),
        icon_url=urls.file(account.avatar_file) if account.avatar_file else None,
        image_url=urls.file(account.header_file) if account.header_file else None,
        manually_approves_followers=account.locked,
        discoverable=account.discoverable,
        indexable=account.indexable,
        also_known_as=account.also_known_as,
        moved_to=account.moved_to_uri or None,
        attribution_domains=account.attribution_domains,
        implements=(RFC_9421,),
        memorial=account.memorial,
        published=account.created_at,
        fields=(*((row["name"], row["value"]) for row in account.fields), *ai_fact(account, urls)),
        emoji=tuple(emoji_of(one, urls) for one in account.emojis),
        labels=(Label(urls.label(GENERATED), LABELS[GENERATED].name["en"]),) if account.posts_ai else (),
    )


def ai_fact(account: Account, urls: Urls) -> tuple[tuple[str, str], ...]:
    """Below the profile of who posts AI pictures: a moderator elsewhere decides in one look."""
    return (("AI images", f"Yes, labelled: {link(f'{urls.base}/about/ai')}"),) if account.posts_ai else ()


def tags_url(account: Account) -> str | None:
    """Where one of ours lists the hashtags on their profile; the instance itself has none."""
    return f"{account.uri}/collections/tags" if account.featured_url and account.username != INSTANCE_ACTOR else None


def client_endpoints(urls: Urls) -> dict[str, str]:
    """Where a person's own ActivityPub client signs in, fetches and uploads (ActivityPub §4.1)."""
    return {
        "proxyUrl": f"{urls.base}/api/fediai/v1/proxy",
        "uploadMedia": f"{urls.base}/api/fediai/v1/upload",
        "oauthAuthorizationEndpoint": f"{urls.base}/oauth/authorize",
        "oauthTokenEndpoint": f"{urls.base}/oauth/token",
    }


def published(key: AccountKey, owner: str) -> ActorKey:
    """RSA as PEM, which everybody reads; Ed25519 as a multikey (FEP-521a)."""
    entry = ActorKey(key.uri, owner, pem=key.public_pem)
    if key.kind != ED25519:
        return entry
    found = read_public_key(entry)
    return ActorKey(key.uri, owner, multibase=found.multibase()) if isinstance(found, PublicKey) else entry


def remote_account(actor: Actor) -> RemoteAccount:
    """A far actor as we remember it, its HTML cleaned."""
    return RemoteAccount(
        uri=actor.id,
        username=actor.preferred_username,
        domain=actor.host,
        url=page_of(actor.url, actor.id),
        actor_type=actor.type,
        inbox_url=actor.inbox,
        keys=readable_keys(actor),
        display_name=one_line(actor.name, LONGEST_NAME),
        note=sanitise(actor.summary),
        shared_inbox_url=actor.shared_inbox or "",
        outbox_url=actor.outbox or "",
        followers_url=actor.followers or "",
        following_url=actor.following or "",
        featured_url=actor.featured or "",
        featured_tags_url=actor.featured_tags or "",
        avatar_url=actor.icon_url or "",
        header_url=actor.image_url or "",
        locked=actor.manually_approves_followers,
        bot=actor.type in BOTS,
        discoverable=actor.discoverable,
        indexable=actor.indexable,
        fields=tuple((one_line(name, LONGEST_NAME), sanitise(value)) for name, value in actor.fields),
        emojis=tuple({"shortcode": emoji.name, "url": emoji.icon_url} for emoji in actor.emoji),
        also_known_as=actor.also_known_as,
        moved_to_uri=actor.moved_to or "",
        attribution_domains=actor.attribution_domains,
        memorial=actor.memorial,
        posts_ai=is_said_to_be_ai((label.href for label in actor.labels), (), has_pictures=False),
        suspended=actor.suspended,
        published=actor.published,
    )


def readable_keys(actor: Actor) -> tuple[AccountKey, ...]:
    """The keys that we would believe, all as PEM."""
    found = [(key, read_public_key(key)) for key in actor.public_keys]
    return tuple(AccountKey(k.id, k.kind, k.pem(), said.asserts) for said, k in found if isinstance(k, PublicKey))


def public_key(key_id: str, owner: str, pem: str) -> PublicKey | None:
    """A key from our database as an object that verifies."""
    found = read_public_key(ActorKey(key_id, owner, pem=pem))
    return found if isinstance(found, PublicKey) else None
