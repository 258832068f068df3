"""Reading: timelines, threads and what one keeps, as views for one viewer."""

from collections.abc import Iterable, Sequence

from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.statuses import Leaf, Page, Status, StatusView
from fediai.services.posts import views
from fediai.store.database import Transaction
from fediai.store.posts import threads, timelines
from fediai.store.posts.timelines import Only

__all__ = ["Only", "bookmarks", "context", "direct", "favourites", "home", "of_account", "public", "tag"]


async def home(ctx: Context, tx: Transaction, viewer: Account, page: Page) -> Leaf[StatusView]:
    """What the viewer's follows, and they themselves, have posted."""
    return await views.views(ctx, tx, viewer, await timelines.home(tx, viewer.id, page))


async def public(ctx: Context, tx: Transaction, viewer: Account | None, page: Page, only: Only) -> Leaf[StatusView]:
    """What everybody may see."""
    found = await timelines.public(tx, _eyes(viewer), page, only)
    return await views.views(ctx, tx, viewer, found)


async def direct(ctx: Context, tx: Transaction, viewer: Account, page: Page) -> Leaf[StatusView]:
    """Private posts by the viewer, or that name them."""
    return await views.views(ctx, tx, viewer, await timelines.direct(tx, viewer.id, page))


async def tag(ctx: Context, tx: Transaction, viewer: Account | None, page: Page, only: Only) -> Leaf[StatusView]:
    """Public posts with a hashtag."""
    return await views.views(ctx, tx, viewer, await timelines.tag(tx, _eyes(viewer), page, only))


async def of_account(
    ctx: Context, tx: Transaction, viewer: Account | None, account_id: int, page: Page, only: Only
) -> Leaf[StatusView]:
    """What one account posted, as far as this viewer may see it."""
    found = await timelines.of_account(tx, _eyes(viewer), account_id, page, only)
    return await views.views(ctx, tx, viewer, found)


async def favourites(ctx: Context, tx: Transaction, viewer: Account, page: Page) -> Leaf[tuple[int, StatusView]]:
    """(cursor, view), the latest favourite first."""
    return await _kept(ctx, tx, viewer, await timelines.favourited(tx, viewer.id, page))


async def bookmarks(ctx: Context, tx: Transaction, viewer: Account, page: Page) -> Leaf[tuple[int, StatusView]]:
    """(cursor, view), the latest bookmark first."""
    return await _kept(ctx, tx, viewer, await timelines.bookmarked(tx, viewer.id, page))


async def _kept(
    ctx: Context, tx: Transaction, viewer: Account, found: Sequence[tuple[int, Status]]
) -> Leaf[tuple[int, StatusView]]:
    shown = await views.views(ctx, tx, viewer, [status for _, status in found])
    by_id = {view.status.id: view for view in shown}
    kept = ((cursor, by_id[status.id]) for cursor, status in found if status.id in by_id)
    return Leaf(kept, [cursor for cursor, _ in found])


async def context(
    ctx: Context, tx: Transaction, viewer: Account | None, id: int
) -> tuple[list[StatusView], list[StatusView]]:
    """What a status answers, from the top down, and what answers it, branch by branch."""
    status = await views.proper(ctx, tx, viewer, id)
    everything = await threads.thread(tx, _eyes(viewer), status.thread_id)
    above, below = above_of(status, everything), below_of(status, everything)
    shown = {view.status.id: view for view in await views.views(ctx, tx, viewer, [*above, *below])}
    return (
        [shown[one.id] for one in above if one.id in shown],
        [shown[one.id] for one in below if one.id in shown],
    )


def above_of(status: Status, everything: Iterable[Status]) -> list[Status]:
    """The way up as far as it can be seen; a circle made by a stranger ends it."""
    by_id = {one.id: one for one in everything if one.id != status.id}
    found: list[Status] = []
    parent = by_id.pop(status.in_reply_to_id or 0, None)
    while parent is not None:
        found.append(parent)
        parent = by_id.pop(parent.in_reply_to_id or 0, None)
    return found[::-1]


def below_of(status: Status, everything: Sequence[Status]) -> list[Status]:
    """Every answer followed by its own answers, older branches first."""
    answers: dict[int, list[Status]] = {}
    for one in sorted(everything, key=lambda one: one.id, reverse=True):
        if one.in_reply_to_id is not None and one.id != status.id:
            answers.setdefault(one.in_reply_to_id, []).append(one)
    found: list[Status] = []
    waiting = answers.pop(status.id, [])
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += answers.pop(one.id, [])
    return found


def _eyes(viewer: Account | None) -> int:
    return viewer.id if viewer else 0
