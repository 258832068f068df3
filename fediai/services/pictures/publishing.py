"""From finished pictures to a status: its text, its marks of origin, and the stand-in's way out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from importlib.metadata import version

from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.errors import Invalid, NotFound
from fediai.domain.lifecycle import GenerationState
from fediai.domain.pictures import prompts
from fediai.domain.pictures.generations import Generation, Posting
from fediai.domain.pictures.media import Media
from fediai.domain.statuses import Draft, StatusView
from fediai.domain.visibility import Visibility
from fediai.services.pictures import standins
from fediai.services.posts import composing, statuses
from fediai.store.database import Transaction
from fediai.store.pictures import easels, media
from fediai.store.pictures import generations as store
from fediai.store.posts import statuses as status_store

POSTED = "This picture is posted already"


def description(generation: Generation, posting: Posting | None) -> str:
    """The alt text that a picture gets when it is developed."""
    own, private = (posting.alt, posting.private_prompt) if posting else (None, False)
    return prompts.alt_text(generation.prompt, generation.language, own=own, private=private)


async def publish(
    ctx: Context, tx: Transaction, author: Account, generation: Generation, media_ids: Sequence[int]
) -> StatusView:
    """The status that was asked for, under a fresh id; the stand-in goes first and leaves its id as an alias."""
    posting = generation.posting or Posting()
    draft = await _draft(ctx, tx, generation, posting, media_ids)
    if posting.replaces_status_id is not None:
        return await _replace(ctx, tx, author, generation, posting.replaces_status_id, draft)
    final, pending = tx.new_id(), generation.pending_status_id
    if pending is not None:
        await standins.take_down(tx, pending, author.id)
    view = await statuses.publish(ctx, tx, author, draft, id=final)
    if pending is not None:
        days = timedelta(days=ctx.settings.posting.alias_days)
        await status_store.add_alias(tx, pending, final, author.id, tx.now + days)
    await store.published(tx, generation.id, final)
    return view


async def _draft(
    ctx: Context, tx: Transaction, generation: Generation, posting: Posting, media_ids: Sequence[int]
) -> Draft:
    reply_to = posting.in_reply_to_id
    if reply_to is not None and not await _is_there(tx, reply_to):
        reply_to = None  # it was deleted while we painted
    return Draft(
        text=prompts.with_hashtags(posting.caption, ctx.settings.posting.hashtags),
        spoiler_text=posting.spoiler_text, sensitive=posting.sensitive,
        visibility=Visibility(posting.visibility) if posting.visibility else None,
        language=posting.language or generation.language, in_reply_to_id=reply_to,
        media_ids=await _with_others(tx, media_ids, posting),
        application=posting.application, application_website=posting.application_website, gen_ai=True,
        generator=prompts.generator_name(version("fediai"), generation.model),
    )  # fmt: skip


async def _with_others(tx: Transaction, media_ids: Sequence[int], posting: Posting) -> tuple[int, ...]:
    """With what they were painted from, where that is to be shown, still there and not shown elsewhere."""
    found = await media.by_ids(tx, posting.beside) if posting.beside else {}
    return (*media_ids, *(one.id for one in found.values() if one.status_id is None))[: composing.MOST_FILES]


async def _is_there(tx: Transaction, id: int) -> bool:
    alias = await status_store.alias_of(tx, id)
    return await status_store.by_id(tx, alias or id) is not None


async def _replace(
    ctx: Context, tx: Transaction, author: Account, generation: Generation, status_id: int, draft: Draft
) -> StatusView:
    """One edit with the new picture; the old one was shown until now."""
    view = await statuses.edit(ctx, tx, author, status_id, draft)
    await store.published(tx, generation.id, status_id)
    return view


async def publish_from_studio(
    ctx: Context, tx: Transaction, author: Account, id: int, posting: Posting, media_ids: Sequence[int] = ()
) -> StatusView:
    """Posts finished pictures (all, or the chosen ones), marked like any generated post."""
    generation = await store.by_id(tx, id)
    if generation is None or generation.account_id != author.id:
        raise NotFound
    if generation.state is not GenerationState.READY:
        raise Invalid("The picture is not finished yet")
    if not media_ids and generation.status_id is not None and await status_store.by_id(tx, generation.status_id):
        raise Invalid(POSTED)
    chosen = await _chosen(tx, generation, media_ids)
    for one in chosen:
        if posting.alt is not None or posting.private_prompt:
            await media.update(tx, replace(one, description=description(generation, posting)))
    draft = await _draft(ctx, tx, generation, posting, [one.id for one in chosen])
    view = await statuses.publish(ctx, tx, author, draft)
    await store.published(tx, generation.id, view.status.id)
    return view


async def _chosen(tx: Transaction, generation: Generation, media_ids: Sequence[int]) -> list[Media]:
    made = (await easels.media_ids(tx, [generation.id])).get(generation.id, [])
    found = await media.by_ids(tx, made)
    wanted = [one for one in made if one in found and (not media_ids or one in media_ids)]
    if not wanted:
        raise Invalid("None of these pictures was made by this generation")
    free = [found[one] for one in wanted if found[one].status_id is None]
    if not free or (media_ids and len(free) < len(wanted)):
        raise Invalid(POSTED)
    return free


def replaced(generation: Generation) -> int | None:
    """The published status that this painting is to change."""
    return generation.posting.replaces_status_id if generation.posting else None
