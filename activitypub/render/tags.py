"""Tags and media as documents."""

from typing import Any

from activitypub.objects import Attachment, Emoji, Label, Mention
from activitypub.render.shape import present


def render_mention(mention: Mention) -> dict[str, Any]:
    """A person; without this tag nobody is notified, whoever the text names."""
    return present(type="Mention", href=mention.href, name=mention.name)


def render_hashtag(name: str, href: str | None = None) -> dict[str, Any]:
    """A topic."""
    return present(type="Hashtag", href=href, name=f"#{name}")


def render_emoji(emoji: Emoji) -> dict[str, Any]:
    """A custom emoji with its picture."""
    icon = {"type": "Image", "url": emoji.icon_url}
    return present(type="Emoji", id=emoji.id, name=f":{emoji.name}:", icon=icon)


def render_label(label: Label) -> dict[str, Any]:
    """A machine-readable label (FEP-4c96); software that does not know the type skips it."""
    return present(type="Label", href=label.href, name=label.name)


def render_attachment(attachment: Attachment) -> dict[str, Any]:
    """A medium; its description goes under both names, since peers disagree which one to read."""
    return present(
        type=attachment.type,
        mediaType=attachment.media_type,
        url=attachment.url,
        name=attachment.description,
        summary=attachment.description,
        width=attachment.width,
        height=attachment.height,
        blurhash=attachment.blurhash,
        focalPoint=list(attachment.focal_point) if attachment.focal_point else None,
        digitalSourceType=attachment.digital_source_type,
    )
