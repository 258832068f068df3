"""Stand-ins: the status that only its author sees while a picture is being painted, or after that failed."""

import html
from dataclasses import replace

from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.events import StatusDeleted, StatusEdited, StatusPublished
from fediai.domain.pictures import prompts
from fediai.domain.pictures.generations import Generation, Posting
from fediai.domain.statuses import Draft, Status
from fediai.domain.visibility import Visibility
from fediai.services.letters import previews
from fediai.services.posts import statuses as status_service
from fediai.store.database import Transaction
from fediai.store.people import accounts
from fediai.store.pictures import generations as store
from fediai.store.pictures import generator_tokens
from fediai.store.posts import home_entries, statuses


async def put_up(ctx: Context, tx: Transaction, author: Account, generation: Generation) -> Status | None:
    """Shows the author that it is being painted; None when it is settled already."""
    fresh = tx.new_id()
    if not await store.stand_in(tx, generation.id, fresh):
        return None
    posting = generation.posting or Posting()
    status = Status(
        id=fresh, uri=ctx.urls.status(author.username, fresh), url=ctx.urls.status_page(author.username, fresh),
        account_id=author.id, text=generation.command, content=await _waiting(tx, generation),
        spoiler_text=posting.spoiler_text, sensitive=posting.sensitive, visibility=Visibility.DIRECT,
        language=generation.language, in_reply_to_id=posting.in_reply_to_id, in_reply_to_account_id=None,
        in_reply_to_uri="", reblog_of_id=None, thread_id=fresh, mentions=(), tags=(), emojis=(), local=True,
        gen_ai=False, generator="", application=posting.application,
        application_website=posting.application_website, pending_generation_id=generation.id, replies_count=0,
        reblogs_count=0, favourites_count=0, reactions_count=0, created_at=tx.now, edited_at=None,
    )  # fmt: skip
    await statuses.insert(tx, status)
    await home_entries.enter_own(tx, status)
    tx.emit(StatusPublished(fresh))
    return status


async def begin_anew(ctx: Context, tx: Transaction, status: Status, generation: Generation) -> Status:
    """The same stand-in for another attempt, with the new command as its text."""
    posting = generation.posting or Posting()
    changed = replace(
        status, text=generation.command, content=await _waiting(tx, generation), edited_at=tx.now,
        spoiler_text=posting.spoiler_text, language=generation.language, pending_generation_id=generation.id,
    )  # fmt: skip
    await statuses.update(tx, changed)
    tx.emit(StatusEdited(status.id))
    return changed


async def _waiting(tx: Transaction, generation: Generation) -> str:
    asleep = await generator_tokens.awake(tx) == 0
    said = prompts.pending_text(generation.prompt, generation.language, asleep=asleep)
    caption = generation.posting.caption if generation.posting else ""
    return paragraphs(said, caption)


def paragraphs(*parts: str) -> str:
    """Plain words as HTML; nothing in them becomes a link, so that a stand-in names nobody."""
    return "".join(f"<p>{html.escape(part, quote=False)}</p>" for part in parts if part).replace("\n", "<br>")


async def take_down(tx: Transaction, status_id: int, author_id: int) -> None:
    """Gone without a trace: nobody else ever saw it."""
    await statuses.delete(tx, [status_id])
    tx.emit(StatusDeleted(status_id, owners=(author_id,)))


async def tell_failure(ctx: Context, tx: Transaction, generation: Generation) -> None:
    """The stand-in says why, and the studio writes to its author: a mention, so every app can push it."""
    posting = generation.posting or Posting()
    changes = posting.replaces_status_id is not None
    author = await accounts.by_id(tx, generation.account_id)
    if author and (posting.answers_status_id or posting.scheduled_id):
        await previews.tell_failure(ctx, tx, author, generation)
        return
    if author is None or (generation.pending_status_id is None and not changes):
        return  # whoever asked is still waiting for the answer, or sees it in the studio
    said = prompts.failed_text(generation.error, generation.language, published=changes)
    status = await _mark_failed(tx, generation, said)
    await write_to(ctx, tx, author, said, language=generation.language, about=status)


async def _mark_failed(tx: Transaction, generation: Generation, said: str) -> Status | None:
    if generation.pending_status_id is None:
        return None
    status = await statuses.by_id(tx, generation.pending_status_id)
    if status:
        await statuses.update(tx, replace(status, content=paragraphs(said), edited_at=tx.now))
        tx.emit(StatusEdited(status.id))
    return status


async def write_to(
    ctx: Context, tx: Transaction, author: Account, said: str, *, language: str, about: Status | None = None
) -> Status:
    """A direct message from the studio account; the author can reply to it as to the stand-in it is `about`."""
    studio = await accounts.studio(tx)
    draft = Draft(text=f"@{author.username} {said}", visibility=Visibility.DIRECT, language=language)
    view = await status_service.publish(ctx, tx, studio, draft)
    if about:
        await store.write_under(tx, view.status.id, about.id, about.account_id)
    return view.status
