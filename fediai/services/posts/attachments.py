"""Attachments of statuses from elsewhere: rows that say what is there; the bytes come when somebody looks."""

from collections.abc import Sequence
from dataclasses import replace

from fediai.domain.accounts import Account
from fediai.domain.lifecycle import MediaState
from fediai.domain.pictures.media import DIGITAL_SOURCE_TYPE, GENERATED, Media
from fediai.domain.statuses import RemoteAttachment, RemoteStatus, Status
from fediai.store.database import Transaction
from fediai.store.pictures import media

MOST = 16
LONGEST_DESCRIPTION = 10_000
SMALL = 480  # the longer side of a preview made by our cache
LARGEST_SIDE = 65_535


def received(tx: Transaction, author: Account, status: Status, remote: RemoteStatus) -> tuple[Media, ...]:
    """A row for each attachment, in their order."""
    return tuple(_media(tx, author, status, place, one) for place, one in enumerate(remote.attachments[:MOST]))


def _media(tx: Transaction, author: Account, status: Status, place: int, one: RemoteAttachment) -> Media:
    width, height = _side(one.width), _side(one.height)
    scale = min(SMALL / max(width, height, 1), 1)
    return Media(
        id=tx.new_id(),
        account_id=author.id,
        status_id=status.id,
        position=place,
        state=MediaState.READY,
        type=one.type,
        media_type=one.media_type,
        file="",
        preview_file="",
        remote_url=one.url,
        size=0,
        width=width,
        height=height,
        preview_width=round(width * scale),
        preview_height=round(height * scale),
        blurhash=one.blurhash,
        description=one.description[:LONGEST_DESCRIPTION] if one.description else None,
        average_colour="",
        focus_x=one.focus_x,
        focus_y=one.focus_y,
        digital_source_type=source_type(one.digital_source_type),
        generation_id=None,
        error="",
        created_at=tx.now,
    )


def _side(pixels: int) -> int:
    return pixels if 0 < pixels <= LARGEST_SIDE else 0


def source_type(said: str) -> str:
    """The bare IPTC term, whether it came as a term or as its address."""
    return said.strip().removeprefix(DIGITAL_SOURCE_TYPE).removeprefix("https" + DIGITAL_SOURCE_TYPE[4:])[:64]


def are_generated(remote: RemoteStatus) -> bool:
    """Does any attachment say that it was made by a machine?"""
    return any(source_type(one.digital_source_type) in GENERATED for one in remote.attachments)


def _told(one: Media | RemoteAttachment) -> tuple[str, str | None]:
    address = one.remote_url if isinstance(one, Media) else one.url
    return address, one.description[:LONGEST_DESCRIPTION] if one.description else None


def differ(files: Sequence[Media], remote: RemoteStatus) -> bool:
    """Are there other pictures now, or other descriptions?"""
    return [_told(one) for one in files] != [_told(one) for one in remote.attachments[:MOST]]


async def replace_received(
    tx: Transaction, author: Account, status: Status, files: Sequence[Media], remote: RemoteStatus
) -> None:
    """Pictures that stay keep their ids and cached bytes; the others go, new ones come."""
    known = {one.remote_url: one for one in files}
    fresh = received(tx, author, status, remote)
    stay = {one.remote_url for one in fresh} & set(known)
    await media.delete(tx, [one.id for one in files if one.remote_url not in stay])
    for one in fresh:
        if one.remote_url in stay:
            await media.update(tx, _kept(known[one.remote_url], one))
    await media.insert(tx, *(one for one in fresh if one.remote_url not in stay))


def _kept(before: Media, after: Media) -> Media:
    return replace(
        after, id=before.id, created_at=before.created_at, file=before.file, preview_file=before.preview_file,
        size=before.size, average_colour=before.average_colour,
        width=before.width or after.width, height=before.height or after.height,
        preview_width=before.preview_width or after.preview_width,
        preview_height=before.preview_height or after.preview_height,
    )  # fmt: skip
