"""Pictures that people bring: decoded within limits, stripped, scaled, described."""

from collections.abc import Sequence
from dataclasses import replace

from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.errors import Invalid, NotFound
from fediai.domain.lifecycle import GenerationState, MediaState
from fediai.domain.pictures import prompts
from fediai.domain.pictures.generations import Generation, Posting
from fediai.domain.pictures.media import Media
from fediai.media import images
from fediai.media.images import Developed, Rendition, Unreadable
from fediai.services.pictures import generations
from fediai.services.pictures.generations import Request
from fediai.store.database import Transaction
from fediai.store.pictures import media

LONGEST_DESCRIPTION = 1500

Focus = tuple[float, float]


async def upload(
    ctx: Context, account: Account, data: bytes, *, description: str | None = None, focus: Focus | None = None
) -> Media:
    """A ready attachment; `Invalid` with a sentence for what is no picture or too large a one.

    Of an animation the first frame is kept. Of what the file carries only its mark of origin stays.
    """
    _judge(description)
    limits = ctx.settings.media
    if len(data) > limits.image_size_limit:
        raise Invalid(f"Validation failed: File size must be less than {limits.image_size_limit // 2**20} MiB")
    made = await images.in_darkroom(images.develop, data, limits.pixel_limit, keeps_full=True)
    if isinstance(made, Unreadable):
        raise Invalid(f"Validation failed: {made.reason}")
    files = [await _saved(ctx, one) for one in (made.original, made.preview, made.full)]
    async with ctx.db.write() as tx:
        attachment = _attachment(tx, account, made, files)
        attachment = _with(attachment, description, focus)
        await media.insert(tx, attachment)
    return attachment


async def _saved(ctx: Context, one: Rendition | None) -> str:
    if one is None:
        return ""
    key = ctx.files.new_key(images.SUFFIXES[one.media_type])
    await ctx.files.save(key, one.data)
    return key


def _attachment(tx: Transaction, account: Account, made: Developed, files: Sequence[str]) -> Media:
    original, preview = made.original, made.preview
    return Media(
        id=tx.new_id(), account_id=account.id, status_id=None, position=0, state=MediaState.READY, type="image",
        media_type=original.media_type, file=files[0], preview_file=files[1], remote_url="",
        size=len(original.data), width=original.width, height=original.height, preview_width=preview.width,
        preview_height=preview.height, blurhash=made.blurhash, description=None,
        average_colour=made.average_colour, focus_x=None, focus_y=None,
        digital_source_type=made.digital_source_type, generation_id=None, error="", created_at=tx.now,
        full_file=files[2],
    )  # fmt: skip


async def paint(
    ctx: Context, account: Account, request: Request, *, description: str | None = None, focus: Focus | None = None
) -> Media:
    """An attachment that is being painted: it can be described at once, and posted when it is ready."""
    _judge(description)
    if request.pictures != 1:
        raise Invalid("One attachment is one picture: ask for each of them")
    async with ctx.db.write() as tx:
        fresh = tx.new_id()
        asked = await generations.ask(ctx, tx, account, replace(request, post=Posting(media_id=fresh)))
        said = prompts.alt_text(request.prompt, request.language)
        attachment = _with(_awaited(account, asked, fresh), description or said, focus)
        await media.insert(tx, attachment)
    return attachment


def _awaited(account: Account, asked: Generation, id: int) -> Media:
    return Media(
        id=id, account_id=account.id, status_id=None, position=0, state=MediaState.WAITING, type="image",
        media_type="", file="", preview_file="", remote_url="", size=0, width=0, height=0, preview_width=0,
        preview_height=0, blurhash=None, description=None, average_colour="", focus_x=None, focus_y=None,
        digital_source_type="", generation_id=asked.id, error="", created_at=asked.created_at,
    )  # fmt: skip


async def own(ctx: Context, tx: Transaction, account: Account, id: int) -> Media:
    """An attachment of this account that is not posted yet; anything else looks absent."""
    found = await media.by_id(tx, id)
    if found is None or found.account_id != account.id or found.status_id is not None:
        raise NotFound
    return found


async def describe(
    ctx: Context, account: Account, id: int, *, description: str | None = None, focus: Focus | None = None
) -> Media:
    """Alt text and focus of an attachment that is not posted yet; `NotFound` otherwise."""
    _judge(description)
    async with ctx.db.write() as tx:
        changed = _with(await own(ctx, tx, account, id), description, focus)
        await media.update(tx, changed)
    return changed


async def remove(ctx: Context, account: Account, id: int) -> None:
    """An attachment that is not posted goes, with its files."""
    async with ctx.db.write() as tx:
        found = await own(ctx, tx, account, id)
        if found.generation_id and not found.is_ready:
            await generations.end(tx, found.generation_id, GenerationState.CANCELLED)
        await media.delete(tx, [id])
    await ctx.files.delete(*found.files)


def _judge(description: str | None) -> None:
    if description is not None and len(description) > LONGEST_DESCRIPTION:
        raise Invalid(f"Validation failed: Description is longer than {LONGEST_DESCRIPTION} characters")


def _with(one: Media, description: str | None, focus: Focus | None) -> Media:
    """What was not told stays as it is; an empty description takes it away."""
    if description is not None:
        one = replace(one, description=description.strip() or None)
    if focus is not None:
        one = replace(one, focus_x=focus[0], focus_y=focus[1])
    return one
