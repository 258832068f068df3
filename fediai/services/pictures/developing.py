"""What came from a painter becomes attachments and, if that was asked for, a status: exactly once, whatever crashes."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.errors import DomainError
from fediai.domain.lifecycle import GenerationState, MediaState
from fediai.domain.pictures.generations import Generation
from fediai.domain.pictures.media import COMPOSITE, GENERATED, TRAINED, Media
from fediai.media import images
from fediai.media.images import Developed, Unreadable
from fediai.services.letters import previews
from fediai.services.pictures import generations, later, painting, publishing
from fediai.store.database import Transaction
from fediai.store.people import accounts
from fediai.store.pictures import easels, media
from fediai.store.pictures import generations as store
from fediai.store.pictures.easels import Raw

log = logging.getLogger(__name__)

SMALL, FULL, COPY = ".small.jpg", ".full", ".letter"  # endings beside the raw file's name


@dataclass(frozen=True, slots=True)
class Print:
    """A developed picture on disk, not yet in any row."""

    raw: Raw
    developed: Developed
    file: str
    preview_file: str
    full_file: str = ""


async def develop(ctx: Context, generation_id: int) -> None:
    """Running again changes nothing: the move to READY happens once, in the transaction that publishes."""
    async with ctx.db.read() as tx:
        generation = await store.by_id(tx, generation_id)
        raws = await easels.raw_pictures(tx, generation_id)
    if generation is None:
        return
    if generation.state is GenerationState.RUNNING and len(raws) == generation.pictures:
        try:
            await _make(ctx, generation, raws)
        except FileNotFoundError:
            if not await _is_settled(ctx, generation_id):
                raise  # else another run was faster, and has cleaned up behind itself
    await _clean(ctx, generation_id, raws)


async def _make(ctx: Context, generation: Generation, raws: Sequence[Raw]) -> None:
    prints: list[Print] = []
    mark = await _mark(ctx, generation)
    for raw in raws:
        made = await _print(ctx, raw, mark)
        if isinstance(made, Unreadable):
            async with ctx.db.write() as tx:
                await painting.fail(ctx, tx, generation.id, f"The painter's file can't be read. {made.reason}")
            return
        prints.append(made)
    copies = [await _copied(ctx, one) for one in prints] if await _needs_copies(ctx, generation) else []
    try:
        async with ctx.db.write() as tx:
            await _show(ctx, tx, generation, prints, copies)
    except DomainError as refusal:
        log.warning("generation %s can't be published: %s", generation.id, refusal.sentence)
        async with ctx.db.write() as tx:
            await painting.fail(ctx, tx, generation.id, refusal.sentence)


async def _mark(ctx: Context, generation: Generation) -> str:
    """IPTC's term for it: what a model made of a picture that no machine had made is that picture, edited."""
    said = generation.digital_source_type
    if generation.source_media_id is None or said != TRAINED:
        return said
    async with ctx.db.read() as tx:
        begun = await media.by_id(tx, generation.source_media_id)
    return said if begun is None or begun.digital_source_type in GENERATED else COMPOSITE


async def _print(ctx: Context, raw: Raw, mark: str) -> Print | Unreadable:
    """Named after the raw file, so that a second run after a crash overwrites and leaves nothing behind."""
    data = await ctx.files.read(raw.file)
    made = await images.in_darkroom(images.develop, data, ctx.settings.media.pixel_limit, mark, keeps_full=True)
    if isinstance(made, Unreadable):
        return made
    return await _saved(ctx, raw, made)


async def _saved(ctx: Context, raw: Raw, made: Developed, ending: str = "") -> Print:
    name = PurePosixPath(raw.file)
    file = str(name.with_suffix(f"{ending}{images.SUFFIXES[made.original.media_type]}"))
    preview = str(name.with_suffix(f"{ending}{SMALL}"))
    await ctx.files.save(file, made.original.data)
    await ctx.files.save(preview, made.preview.data)
    full = str(name.with_suffix(f"{ending}{FULL}{images.SUFFIXES[made.full.media_type]}")) if made.full else ""
    if made.full:
        await ctx.files.save(full, made.full.data)
    return Print(raw, made, file, preview, full)


async def _copied(ctx: Context, one: Print) -> Print:
    """The same picture in files of its own: a letter shows it whatever becomes of the other."""
    return await _saved(ctx, one.raw, one.developed, COPY)


def _is_preview(generation: Generation) -> bool:
    return generation.posting is not None and generation.posting.answers_status_id is not None


async def _needs_copies(ctx: Context, generation: Generation) -> bool:
    """The letter shows others than those that lie in the studio of whoever asked; guests have none."""
    if not _is_preview(generation):
        return False
    async with ctx.db.read() as tx:
        author = await accounts.by_id(tx, generation.account_id)
    return author is not None and author.is_local


async def _show(
    ctx: Context, tx: Transaction, generation: Generation, prints: Sequence[Print], copies: Sequence[Print]
) -> None:
    ready = await store.move(tx, generation.id, GenerationState.READY, finished_at=tx.now)
    author = await accounts.by_id(tx, generation.account_id)
    if ready is None or author is None:
        return  # cancelled in the meantime, or an earlier run was faster
    studio = await accounts.studio(tx)
    several = [_attachment(tx, ready, author if author.is_local else studio, one) for one in prints]
    if waiting := await _waiting(tx, ready):
        several = [_as_awaited(several[0], waiting)]
        await media.update(tx, several[0])
    else:
        await media.insert(tx, *several)
    shown = {one.raw.item: made.id for one, made in zip(prints, several, strict=True)}
    await easels.developed(tx, ready.id, shown)
    if _is_preview(ready):
        letters = [_numbered(_attachment(tx, ready, studio, one), ready.pictures) for one in copies]
        await media.insert(tx, *letters)
        await previews.answer(ctx, tx, author, ready, letters or several)
    elif ready.posting and ready.posting.scheduled_id:
        await later.ready(tx, ready, [made.id for made in several])
    elif ready.posting and not ready.posting.media_id:
        await publishing.publish(ctx, tx, author, ready, [made.id for made in several])
    generations.moved(tx, ready)


async def _waiting(tx: Transaction, generation: Generation) -> Media | None:
    """The attachment that somebody's composer waits for."""
    awaited = generation.posting.media_id if generation.posting else None
    return await media.by_id(tx, awaited) if awaited else None


def _as_awaited(made: Media, waiting: Media) -> Media:
    """With what was said of it while it was painted."""
    said = waiting.description or made.description
    return replace(made, id=waiting.id, description=said, focus_x=waiting.focus_x, focus_y=waiting.focus_y)


def _numbered(shown: Media, count: int) -> Media:
    """Who hears the pictures instead of seeing them must know which one is the second."""
    return replace(shown, description=f"{shown.position + 1}/{count}: {shown.description}") if count > 1 else shown


def _attachment(tx: Transaction, generation: Generation, author: Account, one: Print) -> Media:
    original, preview = one.developed.original, one.developed.preview
    return Media(
        id=tx.new_id(), account_id=author.id, status_id=None, position=one.raw.item, state=MediaState.READY,
        type="image", media_type=original.media_type, file=one.file, preview_file=one.preview_file, remote_url="",
        size=len(original.data), width=original.width, height=original.height, preview_width=preview.width,
        preview_height=preview.height, blurhash=one.developed.blurhash,
        description=publishing.description(generation, generation.posting),
        average_colour=one.developed.average_colour, focus_x=None, focus_y=None,
        digital_source_type=one.developed.digital_source_type, generation_id=generation.id, error="",
        created_at=tx.now, full_file=one.full_file,
    )  # fmt: skip


async def _is_settled(ctx: Context, generation_id: int) -> bool:
    async with ctx.db.read() as tx:
        generation = await store.by_id(tx, generation_id)
    return generation is None or generation.state not in store.LIVE


async def _clean(ctx: Context, generation_id: int, raws: Sequence[Raw]) -> None:
    """What the painter sent is not needed any more; of what ended without a picture nothing is."""
    async with ctx.db.read() as tx:
        generation = await store.by_id(tx, generation_id)
    if generation is None or generation.state in store.LIVE:
        return
    await ctx.files.delete(*(raw.file for raw in raws))
    if generation.state is not GenerationState.READY:
        names = [PurePosixPath(raw.file) for raw in raws]
        plain = (*images.SUFFIXES.values(), SMALL, *(f"{FULL}{suffix}" for suffix in images.SUFFIXES.values()))
        endings = (*plain, *(f"{COPY}{ending}" for ending in plain))
        await ctx.files.delete(*(str(name.with_suffix(ending)) for name in names for ending in endings))
