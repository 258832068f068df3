"""What search knows of a post. Whether it may know anything is for who calls."""

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert

from fediai.store.database import Transaction
from fediai.store.tables import status_words

_KEEP = insert(status_words).values(status_id=bindparam("id"), words=bindparam("said"))
_KEEP = _KEEP.on_conflict_do_update(index_elements=["status_id"], set_={"words": _KEEP.excluded.words})
_KNOWN = select(status_words.c.status_id).where(status_words.c.status_id == bindparam("status"))


async def keep(tx: Transaction, status_id: int, words: str) -> None:
    """These are its words from now on."""
    await tx.run(_KEEP, id=status_id, said=words)


async def is_known(tx: Transaction, status_id: int) -> bool:
    """Whether search knows it."""
    return await tx.first(_KNOWN, status=status_id) is not None
