"""Which painting a letter to or from the studio is about."""

from sqlalchemy import bindparam, func, select
from sqlalchemy.dialects.postgresql import insert

from fediai.domain.pictures.generations import Generation
from fediai.store.database import Transaction
from fediai.store.pictures.generations import GENERATION_COLUMNS, generation_from
from fediai.store.tables import generations, studio_letters

_RECORD = (
    insert(studio_letters)
    .values(status_id=bindparam("status_id"), generation_id=bindparam("generation_id"))
    .on_conflict_do_nothing()
)
_ABOUT = (
    select(*GENERATION_COLUMNS)
    .join(studio_letters, studio_letters.c.generation_id == generations.c.id)
    .where(studio_letters.c.status_id == bindparam("status"))
)
_KNOWN = select(func.count()).where(studio_letters.c.status_id == bindparam("status"))


async def record(tx: Transaction, status_id: int, generation_id: int) -> None:
    """This letter is about that painting."""
    await tx.run(_RECORD, status_id=status_id, generation_id=generation_id)


async def about(tx: Transaction, status_id: int) -> Generation | None:
    """The painting that a letter asks for or shows."""
    row = await tx.first(_ABOUT, status=status_id)
    return generation_from(row) if row else None


async def is_known(tx: Transaction, status_id: int) -> bool:
    """Was this letter dealt with?"""
    return bool(await tx.scalar(_KNOWN, status=status_id))
