"""Stand-ins: what an author alone sees while a picture is being made, until the real status takes over."""

from dataclasses import replace
from datetime import timedelta

from fediai.context import Context
from fediai.domain import text
from fediai.domain.accounts import Account
from fediai.domain.events import StatusEdited, StatusPublished
from fediai.domain.statuses import Draft, Status, StatusView
from fediai.domain.visibility import Visibility
from fediai.services import removal
from fediai.store import home_entries, statuses
from fediai.store.database import Transaction


async def stand_in(
    ctx: Context, tx: Transaction, author: Account, draft: Draft, generation_id: int, words: str
) -> StatusView:
    """A status for its author only that shows `words`; its source is the draft's text, the command."""
    made = tx.new_id()
    status = Status(
        id=made, uri=ctx.urls.status(author.username, made), url=ctx.urls.status_page(author.username, made),
        account_id=author.id, visibility=Visibility.DIRECT, thread_id=made, created_at=tx.now,
        text=draft.text, content=text.to_html(words, {}, ctx.urls.tag), spoiler_text=draft.spoiler_text,
        sensitive=draft.sensitive, language=draft.language, application=draft.application,
        application_website=draft.application_website, pending_generation_id=generation_id,
    )  # fmt: skip
    await statuses.insert(tx, status)
    await home_entries.enter_own(tx, status)
    tx.emit(StatusPublished(made))
    return StatusView(status, author)


async def restate(ctx: Context, tx: Transaction, author: Account, status: Status, words: str) -> StatusView:
    """The stand-in shows other words: it failed, or was asked for anew (`status` then carries what changed)."""
    after = replace(status, content=text.to_html(words, {}, ctx.urls.tag), edited_at=tx.now)
    await statuses.update(tx, after)
    tx.emit(StatusEdited(status.id))
    return StatusView(after, author)


async def stand_down(ctx: Context, tx: Transaction, author: Account, status: Status, real: int | None) -> None:
    """The stand-in goes; who still holds its id gets the real status for `posting.alias_days`."""
    if real is not None:
        until = tx.now + timedelta(days=ctx.settings.posting.alias_days)
        await statuses.add_alias(tx, status.id, real, author.id, until)
    await removal.remove(tx, author, status)
