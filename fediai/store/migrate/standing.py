"""Where the schema of an open database stands, asked through the door."""

from typing import Any

from sqlalchemy import Select, column, select, table

from fediai.store.database import Transaction
from fediai.store.migrate import after

_REVISION: Select[Any] = select(column("version_num")).select_from(table("alembic_version"))


async def due(tx: Transaction) -> list[str]:
    """The migrations that are still to be made, in order."""
    return after(await tx.scalar(_REVISION))
