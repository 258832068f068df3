"""An Actor as the document that its id answers with."""

from typing import Any

from activitypub.actors import Actor, ActorKey
from activitypub.documents import write_time
from activitypub.render.shape import document, present
from activitypub.render.tags import render_emoji, render_label
from activitypub.terms import RFC_9421

NAMES = {RFC_9421: "RFC-9421: HTTP Message Signatures"}


def render_actor(actor: Actor, context: bool = True) -> dict[str, Any]:
    """The actor; flags are said even when false, because Mastodon takes silence for a change."""
    body = present(
        id=actor.id,
        type=actor.type,
        preferredUsername=actor.preferred_username,
        webfinger=f"{actor.preferred_username}@{actor.host}" if actor.host else None,
        inbox=actor.inbox,
        outbox=actor.outbox,
        followers=actor.followers,
        following=actor.following,
        featured=actor.featured,
        featuredTags=actor.featured_tags,
        endpoints=present(sharedInbox=actor.shared_inbox, **actor.client_endpoints),
        url=actor.url,
        name=actor.name,
        summary=actor.summary,
        icon=picture(actor.icon_url),
        image=picture(actor.image_url),
        manuallyApprovesFollowers=actor.manually_approves_followers,
        discoverable=actor.discoverable,
        indexable=actor.indexable,
        suspended=actor.suspended or None,
        memorial=actor.memorial or None,
        movedTo=actor.moved_to,
        alsoKnownAs=list(actor.also_known_as),
        attributionDomains=list(actor.attribution_domains),
        generator=generator(actor),
        published=write_time(actor.published) if actor.published else None,
        attachment=[{"type": "PropertyValue", "name": n, "value": v} for n, v in actor.fields],
        tag=[*map(render_emoji, actor.emoji), *map(render_label, actor.labels)],
        publicKey=next((rsa_key(key) for key in actor.public_keys if key.pem), None),
        assertionMethod=[multikey(key) for key in actor.public_keys if key.multibase],
    )
    return document(body) if context else body


def generator(actor: Actor) -> dict[str, Any] | None:
    """What its server can do (FEP-844e)."""
    said = [{"href": address, "name": NAMES.get(address, address)} for address in actor.implements]
    return {"type": "Application", "implements": said} if said else None


def picture(url: str | None) -> dict[str, Any] | None:
    """An avatar or header."""
    return {"type": "Image", "url": url} if url else None


def rsa_key(key: ActorKey) -> dict[str, Any]:
    """The key that signs requests."""
    return {"id": key.id, "owner": key.owner, "publicKeyPem": key.pem}


def multikey(key: ActorKey) -> dict[str, Any]:
    """The key that signs documents (FEP-521a)."""
    return {
        "id": key.id,
        "type": "Multikey",
        "controller": key.owner,
        "publicKeyMultibase": key.multibase,
    }
