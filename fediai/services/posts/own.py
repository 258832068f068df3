"""What people do about posts for their own sake: pin, stop listening to a thread, look at earlier versions."""

from dataclasses import replace

from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.errors import Invalid, NotFound
from fediai.domain.statuses import Status, StatusView, Version
from fediai.domain.visibility import Visibility
from fediai.services.far import outgoing
from fediai.services.posts import views
from fediai.store.database import Transaction
from fediai.store.pictures import media
from fediai.store.posts import edits, pins, thread_mutes

MOST_PINS = 5


async def pin(ctx: Context, tx: Transaction, who: Account, id: int) -> StatusView:
    """Shown first on their page, here and elsewhere."""
    status = await views.visible(ctx, tx, who, id)
    if not await pins.is_pinned(tx, who.id, status.id):
        _check_pinnable(who, status)
        if await pins.count(tx, who.id) >= MOST_PINS:
            raise Invalid("Validation failed: You have already pinned the maximum number of posts")
        await pins.pin(tx, who.id, status.id)
        await outgoing.featured(ctx, tx, who, status, shown=True)
    return await views.view(ctx, tx, who, status)


def _check_pinnable(who: Account, status: Status) -> None:
    if status.reblog_of_id is not None:
        raise Invalid("Validation failed: A boost cannot be pinned")
    if status.account_id != who.id:
        raise Invalid("Validation failed: Someone else's post cannot be pinned")
    if status.visibility is Visibility.DIRECT:
        raise Invalid("Validation failed: Posts that are only visible to mentioned users cannot be pinned")


async def unpin(ctx: Context, tx: Transaction, who: Account, id: int) -> StatusView:
    """In its place by time only."""
    status = await views.visible(ctx, tx, who, id)
    if await pins.unpin(tx, who.id, status.id):
        await outgoing.featured(ctx, tx, who, status, shown=False)
    return await views.view(ctx, tx, who, status)


async def pinned(ctx: Context, tx: Transaction, viewer: Account | None, account_id: int) -> list[StatusView]:
    """What an account shows first, as far as this viewer may see it."""
    found = await pins.pinned(tx, viewer.id if viewer else 0, account_id)
    return await views.views(ctx, tx, viewer, found)


async def mute(ctx: Context, tx: Transaction, who: Account, id: int) -> StatusView:
    """The whole conversation does not ring for them any more."""
    status = await views.proper(ctx, tx, who, id)
    await thread_mutes.mute(tx, who.id, status.thread_id)
    return await views.view(ctx, tx, who, status)


async def unmute(ctx: Context, tx: Transaction, who: Account, id: int) -> StatusView:
    """It rings again."""
    status = await views.proper(ctx, tx, who, id)
    await thread_mutes.unmute(tx, who.id, status.thread_id)
    return await views.view(ctx, tx, who, status)


async def history(
    ctx: Context, tx: Transaction, viewer: Account | None, id: int
) -> tuple[StatusView, tuple[Version, ...]]:
    """The status, and all it has ever said, the latest last; files deleted since are left out."""
    view = await views.view(ctx, tx, viewer, await views.visible(ctx, tx, viewer, id))
    if view.reblog is not None:
        raise NotFound
    status, earlier = view.status, await edits.of_status(tx, view.status.id)
    wanted = {int(file["id"]) for _, files in earlier for file in files}
    known = await media.by_ids(tx, list(wanted)) if wanted else {}
    said = [
        replace(
            version,
            media=tuple(
                replace(known[int(file["id"])], description=file["description"])
                for file in files
                if int(file["id"]) in known
            ),
        )
        for version, files in earlier
    ]
    now = Version(
        status.content, status.spoiler_text, status.sensitive, status.edited_at or status.created_at, view.media,
        view.poll.titles if view.poll else (),
    )  # fmt: skip
    return view, (*said, now)
