"""Conversations that somebody does not want to hear of."""

from sqlalchemy import bindparam, delete
from sqlalchemy.dialects.postgresql import insert

from fediai.store.database import Transaction
from fediai.store.tables import thread_mutes

_MUTE = (
    insert(thread_mutes)
    .values({name: bindparam(name) for name in ("account_id", "thread_id", "created_at")})
    .on_conflict_do_nothing()
)
_UNMUTE = delete(thread_mutes).where(
    thread_mutes.c.account_id == bindparam("account"), thread_mutes.c.thread_id == bindparam("thread")
)


async def mute(tx: Transaction, account_id: int, thread_id: int) -> None:
    """Nothing in this thread rings for this account."""
    await tx.run(_MUTE, account_id=account_id, thread_id=thread_id, created_at=tx.now)


async def unmute(tx: Transaction, account_id: int, thread_id: int) -> None:
    """It rings again."""
    await tx.run(_UNMUTE, account=account_id, thread=thread_id)
