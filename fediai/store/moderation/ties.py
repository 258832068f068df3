"""What ties accounts elsewhere to ours: follows in either direction, and our copies of their pictures."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, bindparam, or_, select, update

from fediai.domain.accounts import Account
from fediai.domain.lifecycle import FollowState
from fediai.store.database import Transaction
from fediai.store.people.accounts import ACCOUNT_COLUMNS, account_columns, account_from
from fediai.store.tables import accounts, follows, media_attachments

_ours, _far = accounts.alias("ours"), accounts.alias("far")
_ALIVE = follows.c.state.in_([FollowState.ACCEPTED.value, FollowState.REQUESTED.value])
_ACCOUNT: Any = bindparam("account", type_=BigInteger())
_HOST: Any = bindparam("host")
_WIDTH = len(ACCOUNT_COLUMNS)


@dataclass(frozen=True, slots=True)
class Tie:
    """`far` follows `ours`, or is followed."""

    ours: Account
    far: Account
    is_follower: bool


def _tied(far: Any, ours: Any, which: Any) -> Any:
    return (
        select(*account_columns(_ours), *account_columns(_far))
        .select_from(follows)
        .join(_far, _far.c.id == far)
        .join(_ours, _ours.c.id == ours)
        .where(which, _ours.c.domain == "", _far.c.domain != "", _ALIVE)
        .limit(bindparam("limit"))
    )


_FOLLOWER, _FOLLOWED = follows.c.account_id, follows.c.target_id
_BY_ACCOUNT = {
    True: _tied(_FOLLOWER, _FOLLOWED, _FOLLOWER == _ACCOUNT), False: _tied(_FOLLOWED, _FOLLOWER, _FOLLOWED == _ACCOUNT),
}  # fmt: skip
_BY_HOST = {
    True: _tied(_FOLLOWER, _FOLLOWED, _far.c.domain == _HOST),
    False: _tied(_FOLLOWED, _FOLLOWER, _far.c.domain == _HOST),
}  # fmt: skip


async def of_account(tx: Transaction, account: int, limit: int) -> list[Tie]:
    """Some of the follows between this account and ours."""
    return [
        Tie(account_from(row), account_from(row, _WIDTH), way)
        for way, query in _BY_ACCOUNT.items()
        for row in await tx.all(query, account=account, limit=limit)
    ]


async def of_host(tx: Transaction, host: str, limit: int) -> list[Tie]:
    """Some of the follows between accounts of this server and ours."""
    return [
        Tie(account_from(row), account_from(row, _WIDTH), way)
        for way, query in _BY_HOST.items()
        for row in await tx.all(query, host=host, limit=limit)
    ]


_SUSPENDED = (
    select(accounts.c.id)
    .where(or_(accounts.c.id == _ACCOUNT, accounts.c.domain == _HOST), accounts.c.domain != "")
    .where(accounts.c.suspended_at.is_not(None))
    .limit(1)
)


async def is_suspended(tx: Transaction, *, account: int, host: str) -> bool:
    """Is it still, or somebody of that server?"""
    return await tx.first(_SUSPENDED, account=account, host=host or "-") is not None


_COPIES = (
    select(media_attachments.c.id, media_attachments.c.file, media_attachments.c.preview_file)
    .join(accounts, accounts.c.id == media_attachments.c.account_id)
    .where(accounts.c.domain == _HOST, media_attachments.c.remote_url != "", media_attachments.c.file != "")
    .limit(bindparam("limit"))
)
_DROPPED = (
    update(media_attachments)
    .where(media_attachments.c.id == bindparam("media"))
    .values(file="", preview_file="", fetched_at=None)
)
_FACES = (
    select(accounts.c.id, accounts.c.avatar_file, accounts.c.header_file)
    .where(accounts.c.domain == _HOST, or_(accounts.c.avatar_file != "", accounts.c.header_file != ""))
    .limit(bindparam("limit"))
)
_FACELESS = update(accounts).where(accounts.c.id == bindparam("who")).values(avatar_file="", header_file="")


async def drop_copies(tx: Transaction, host: str, limit: int) -> list[str]:
    """Some of our copies of this server's pictures and portraits are forgotten; their keys."""
    media = await tx.all(_COPIES, host=host, limit=limit)
    faces = await tx.all(_FACES, host=host, limit=limit)
    await tx.run_many(_DROPPED, [{"media": row.id} for row in media])
    await tx.run_many(_FACELESS, [{"who": row.id} for row in faces])
    return [key for row in (*media, *faces) for key in row[1:] if key]
