"""Who of many sees one post in their own way: in one query, however many they are."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, bindparam, select, union

from fediai.domain.statuses import Status
from fediai.store.database import Transaction
from fediai.store.statements import among
from fediai.store.tables import (
    accounts,
    blocks,
    bookmarks,
    favourites,
    filters,
    mutes,
    poll_votes,
    reactions,
    shut_domains,
    statuses,
    thread_mutes,
)


def _of(account: Any, *where: Any) -> Any:
    return select(account.label("account")).where(among(account, "viewers"), *where)


_authors = among(accounts.c.id, "authors")
_APART = union(
    _of(filters.c.account_id),
    _of(blocks.c.account_id, among(blocks.c.target_id, "authors")),
    _of(blocks.c.target_id, among(blocks.c.account_id, "authors")),
    _of(mutes.c.account_id, among(mutes.c.target_id, "authors")),
    _of(shut_domains.c.account_id, shut_domains.c.domain.in_(select(accounts.c.domain).where(_authors))),
    *(_of(marked.c.account_id, among(marked.c.status_id, "shown")) for marked in (favourites, bookmarks, reactions)),
    _of(statuses.c.account_id, among(statuses.c.reblog_of_id, "shown")),
    _of(thread_mutes.c.account_id, among(thread_mutes.c.thread_id, "threads")),
    _of(poll_votes.c.account_id, poll_votes.c.poll_id == bindparam("poll", type_=BigInteger())),
)


async def apart(tx: Transaction, viewers: Sequence[int], shown: Sequence[Status]) -> set[int]:
    """Those who wrote or marked one of these, filter anything, or do not want to hear of an author: rather too many."""
    rows = await tx.all(
        _APART, viewers=list(viewers), authors=[one.account_id for one in shown], shown=[one.id for one in shown],
        threads=[one.thread_id for one in shown], poll=next((one.poll_id for one in shown if one.poll_id), 0),
    )  # fmt: skip
    return {row.account for row in rows} | {one.account_id for one in shown}
