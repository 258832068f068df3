"""Threads: a whole conversation in one query, and replies that arrived before what they answer."""

from collections.abc import Iterable

from sqlalchemy import BigInteger, bindparam, literal, select, update

from fediai.domain.accounts import Account
from fediai.domain.statuses import Status
from fediai.domain.visibility import OPEN
from fediai.store.database import Transaction
from fediai.store.people.accounts import ACCOUNT_COLUMNS, account_from
from fediai.store.posts.sight import seen, wanted
from fediai.store.posts.statuses import STATUS_COLUMNS, status_from
from fediai.store.statements import among
from fediai.store.tables import accounts, statuses

MOST = 1000

_THREAD = (
    select(*STATUS_COLUMNS)
    .where(statuses.c.thread_id == bindparam("thread", type_=BigInteger()), seen(), wanted())
    .order_by(statuses.c.id)
    .limit(literal(MOST))
)


async def thread(tx: Transaction, viewer: int, thread_id: int) -> list[Status]:
    """Everything of this conversation that the viewer may see, oldest first."""
    return [status_from(row) for row in await tx.all(_THREAD, viewer=viewer, thread=thread_id, now=tx.now)]


_ORPHANS = select(statuses.c.id, statuses.c.thread_id, statuses.c.visibility).where(
    statuses.c.in_reply_to_uri == bindparam("uri"), statuses.c.in_reply_to_id.is_(None)
)
_ADOPT = (
    update(statuses)
    .where(among(statuses.c.id, "ids"))
    .values(in_reply_to_id=bindparam("parent"), in_reply_to_account_id=bindparam("parent_account"))
)
_JOIN = update(statuses).where(among(statuses.c.thread_id, "threads")).values(thread_id=bindparam("thread"))


async def adopt(tx: Transaction, parent: Status) -> int:
    """Replies that waited for this status by its uri now hang on it, with what is below them; how many are open."""
    orphans = await tx.all(_ORPHANS, uri=parent.uri)
    if orphans:
        ids = [row.id for row in orphans]
        await tx.run(_ADOPT, ids=ids, parent=parent.id, parent_account=parent.account_id)
        await tx.run(_JOIN, threads=[row.thread_id for row in orphans], thread=parent.thread_id)
    return sum(row.visibility in OPEN for row in orphans)


_BY_NAMES = select(*ACCOUNT_COLUMNS).where(among(accounts.c.username_lower, "names"), accounts.c.deleted_at.is_(None))


async def by_handles(tx: Transaction, handles: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Account]:
    """Known accounts by (username, domain), both lower-case; for the names in a text."""
    wanted_handles = set(handles)
    if not wanted_handles:
        return {}
    found = [account_from(row) for row in await tx.all(_BY_NAMES, names=[name for name, _ in wanted_handles])]
    by_handle = {(one.username.lower(), one.domain): one for one in found}
    return {handle: one for handle, one in by_handle.items() if handle in wanted_handles}
