"""Keys of people's devices."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from fediai.domain.people.second_steps import Passkey
from fediai.store.database import Transaction
from fediai.store.records import Record
from fediai.store.tables import passkeys

_PASSKEY = Record(Passkey, passkeys)
_OWN = passkeys.c.user_id == bindparam("user")
_INSERT = (
    insert(passkeys)
    .values({c.name: bindparam(c.name, type_=c.type) for c in passkeys.c})
    .on_conflict_do_nothing(index_elements=["credential_id"])
)
_SELECT = select(*_PASSKEY.columns)
_OF_USER = _SELECT.where(_OWN).order_by(passkeys.c.id)
_BY_CREDENTIAL = _SELECT.where(passkeys.c.credential_id == bindparam("credential"))
# Most devices count up from nothing; what counts must never count backwards, or somebody has made a copy.
_USED = (
    update(passkeys)
    .where(
        passkeys.c.id == bindparam("passkey"),
        (passkeys.c.sign_count < bindparam("count")) | ((passkeys.c.sign_count == 0) & (bindparam("count") == 0)),
    )
    .values(sign_count=bindparam("count"), used_at=bindparam("at", type_=passkeys.c.created_at.type))
)
_REMOVE = delete(passkeys).where(_OWN, passkeys.c.id == bindparam("passkey"))
_REMOVE_ALL = delete(passkeys).where(_OWN)


async def insert_new(tx: Transaction, **values: Any) -> bool:
    """A new one with these columns; False when it is known already."""
    return await tx.run(_INSERT, id=tx.new_id(), created_at=tx.now, used_at=None, **values) > 0


async def of_user(tx: Transaction, user_id: int) -> Sequence[Passkey]:
    """Somebody's, the oldest first."""
    return [_PASSKEY.read(row) for row in await tx.all(_OF_USER, user=user_id)]


async def by_credential(tx: Transaction, credential_id: str) -> Passkey | None:
    """The one that calls itself so."""
    row = await tx.first(_BY_CREDENTIAL, credential=credential_id)
    return None if row is None else _PASSKEY.read(row)


async def used(tx: Transaction, passkey: Passkey, sign_count: int) -> bool:
    """It has signed; False when it had counted further before."""
    return await tx.run(_USED, passkey=passkey.id, count=sign_count, at=tx.now) > 0


async def remove(tx: Transaction, user_id: int, passkey_id: int) -> bool:
    """It opens nothing any more."""
    return await tx.run(_REMOVE, user=user_id, passkey=passkey_id) > 0


async def remove_all(tx: Transaction, user_id: int) -> None:
    """None of theirs opens anything any more."""
    await tx.run(_REMOVE_ALL, user=user_id)
