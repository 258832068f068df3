"""Keys of accounts: public halves of everybody's, private halves of our own."""

from collections.abc import Sequence

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert

from fediai.domain.accounts import AccountKey
from fediai.store.database import Transaction
from fediai.store.statements import among
from fediai.store.tables import account_keys as keys

_NAMES = ("id", "account_id", "uri", "kind", "public_pem", "asserts", "private_pem", "created_at", "fetched_at")
_INSERT = insert(keys).values({name: bindparam(name, type_=keys.c[name].type) for name in _NAMES})
_OURS = _INSERT.on_conflict_do_nothing(index_elements=["uri"])
_THEIRS = _INSERT.on_conflict_do_update(
    index_elements=["uri"],
    set_={name: _INSERT.excluded[name] for name in ("kind", "public_pem", "asserts", "fetched_at")},
    where=keys.c.account_id == _INSERT.excluded.account_id,  # an actor may not claim another actor's key
)
_DROP_OTHERS = delete(keys).where(keys.c.account_id == bindparam("owner"), ~among(keys.c.uri, "kept"))
_PRIVATE = select(keys.c.uri, keys.c.private_pem).where(
    keys.c.account_id == bindparam("account"),
    keys.c.kind == bindparam("kind"),
    keys.c.private_pem.is_not(None),
)
_PUBLIC = (
    select(keys.c.uri, keys.c.kind, keys.c.public_pem, keys.c.asserts)
    .where(keys.c.account_id == bindparam("account"))
    .order_by(keys.c.id)
)


async def insert_own(tx: Transaction, account_id: int, key: AccountKey, private_pem: str) -> None:
    """One of our keys, with the half that never leaves; a second one of the same address changes nothing."""
    await tx.run(_OURS, **_values(tx, account_id, key), private_pem=private_pem, fetched_at=None)


async def replace(tx: Transaction, account_id: int, published: Sequence[AccountKey]) -> None:
    """A far account has exactly the keys that it publishes now."""
    await tx.run(_DROP_OTHERS, owner=account_id, kept=[key.uri for key in published])
    if published:
        await tx.run_many(
            _THEIRS,
            [{**_values(tx, account_id, key), "private_pem": None, "fetched_at": tx.now} for key in published],
        )


def _values(tx: Transaction, account_id: int, key: AccountKey) -> dict[str, object]:
    return {
        "id": tx.new_id(), "account_id": account_id, "uri": key.uri, "kind": key.kind,
        "public_pem": key.public_pem, "asserts": key.asserts, "created_at": tx.now,
    }  # fmt: skip


async def private_key(tx: Transaction, account_id: int, kind: str = "rsa") -> tuple[str, str] | None:
    """(key id, PEM) with which one of our accounts signs."""
    row = await tx.first(_PRIVATE, account=account_id, kind=kind)
    return None if row is None else (row.uri, row.private_pem)


async def public_keys(tx: Transaction, account_id: int) -> list[AccountKey]:
    """What an account publishes, oldest first."""
    return [AccountKey(*row) for row in await tx.all(_PUBLIC, account=account_id)]


_ASSERTS = select(keys.c.asserts).where(keys.c.uri == bindparam("uri"))


async def asserts(tx: Transaction, key_uri: str) -> bool:
    """May this key prove documents?"""
    return bool(await tx.scalar(_ASSERTS, uri=key_uri))
