"""What a line of a list means: taken over, or taken away. Doing it twice is doing it once."""

from collections.abc import Awaitable, Callable, Mapping

from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.errors import Invalid
from fediai.domain.people.lists import MOST_LISTS, AccountList
from fediai.domain.people.sheets import Entry, Sheet
from fediai.services.far import resolving
from fediai.services.people import blocks, follows
from fediai.services.posts import reactions
from fediai.store.chosen import lists
from fediai.store.database import Transaction
from fediai.store.moving import belongings
from fediai.store.people import accounts
from fediai.store.posts import statuses

Act = Callable[[Context, Account, Entry], Awaitable[str]]
NOT_FOUND, ONESELF = "was not found", "is yourself"


async def _other(ctx: Context, who: Account, entry: Entry) -> Account | str:
    found = await resolving.account(ctx, entry.what)
    if found is None or found.deleted_at is not None:
        return NOT_FOUND
    return ONESELF if found.id == who.id else found


async def _known(ctx: Context, tx: Transaction, entry: Entry) -> Account | None:
    """Who is to go is known here, or has gone already."""
    name, _, host = entry.what.partition("@")
    return await accounts.by_acct(tx, name, "" if host.lower() == ctx.urls.domain else host)


def _with(act: Callable[[Context, Transaction, Account, Account, Entry], Awaitable[object]]) -> Act:
    async def comes(ctx: Context, who: Account, entry: Entry) -> str:
        other = await _other(ctx, who, entry)
        if isinstance(other, str):
            return other
        async with ctx.db.write() as tx:
            await act(ctx, tx, who, other, entry)
        return ""

    return comes


def _without(act: Callable[[Context, Transaction, Account, Account], Awaitable[object]]) -> Act:
    async def goes(ctx: Context, who: Account, entry: Entry) -> str:
        async with ctx.db.write() as tx:
            other = await _known(ctx, tx, entry)
            if other is not None:
                await act(ctx, tx, who, other)
        return ""

    return goes


async def _follow(ctx: Context, tx: Transaction, who: Account, other: Account, entry: Entry) -> None:
    await follows.follow(ctx, tx, who, other, reblogs=entry.reblogs, notify=entry.notify)
    await belongings.speak(tx, who.id, other.id, entry.languages)


async def _block(ctx: Context, tx: Transaction, who: Account, other: Account, entry: Entry) -> None:
    await blocks.block(ctx, tx, who, other)


async def _mute(ctx: Context, tx: Transaction, who: Account, other: Account, entry: Entry) -> None:
    await blocks.mute(ctx, tx, who, other, hide_notifications=entry.hide_notifications, seconds=0)


async def _put_on(ctx: Context, tx: Transaction, who: Account, other: Account, entry: Entry) -> None:
    """On the list of this title, made if need be; only whom one follows can be there."""
    found = next((one for one in await lists.of_account(tx, who.id) if one.title == entry.title), None)
    if found is None:
        if await lists.count(tx, who.id) >= MOST_LISTS:
            raise Invalid("has no place: you have reached the maximum number of lists")
        found = AccountList(tx.new_id(), who.id, entry.title)
        await lists.make(tx, found)
    if not (await follows.relation(tx, who, other)).following:
        await follows.follow(ctx, tx, who, other)
    await lists.add(tx, found.id, [other.id])


async def _take_off(ctx: Context, who: Account, entry: Entry) -> str:
    async with ctx.db.write() as tx:
        other = await _known(ctx, tx, entry)
        for one in await lists.of_account(tx, who.id) if other else ():
            if one.title == entry.title and other is not None:
                await lists.drop(tx, one.id, [other.id])
    return ""


async def _shut(ctx: Context, who: Account, entry: Entry) -> str:
    async with ctx.db.write() as tx:
        await blocks.shut(ctx, tx, who, entry.what)
    return ""


async def _reopen(ctx: Context, who: Account, entry: Entry) -> str:
    async with ctx.db.write() as tx:
        await blocks.reopen(ctx, tx, who, entry.what)
    return ""


async def _bookmark(ctx: Context, who: Account, entry: Entry) -> str:
    found = await resolving.status(ctx, entry.what)
    if found is None:
        return NOT_FOUND
    async with ctx.db.write() as tx:
        await reactions.bookmark(ctx, tx, who, found.id)
    return ""


async def _unbookmark(ctx: Context, who: Account, entry: Entry) -> str:
    async with ctx.db.write() as tx:
        found = await statuses.by_uri(tx, entry.what)
        if found is not None:
            await reactions.unbookmark(ctx, tx, who, found.id)
    return ""


COMES: Mapping[Sheet, Act] = {
    Sheet.FOLLOWING: _with(_follow),
    Sheet.BLOCKING: _with(_block),
    Sheet.MUTING: _with(_mute),
    Sheet.LISTS: _with(_put_on),
    Sheet.DOMAINS: _shut,
    Sheet.BOOKMARKS: _bookmark,
}
GOES: Mapping[Sheet, Act] = {
    Sheet.FOLLOWING: _without(follows.unfollow),
    Sheet.BLOCKING: _without(blocks.unblock),
    Sheet.MUTING: _without(blocks.unmute),
    Sheet.LISTS: _take_off,
    Sheet.DOMAINS: _reopen,
    Sheet.BOOKMARKS: _unbookmark,
}
