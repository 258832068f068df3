"""What was done to accounts, and the follows that ended by it, as their owners are told."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert

from fediai.domain.moderation.sanctions import Severance, SeveranceType, Strike
from fediai.store.database import Transaction
from fediai.store.records import Record
from fediai.store.statements import among
from fediai.store.tables import severances, strikes

_STRIKE = Record(Strike, strikes, status_ids=tuple)
_SEVERANCE = Record(Severance, severances, type=SeveranceType)
_STRIKES = select(*_STRIKE.columns).where(among(strikes.c.id, "ids"))
_OF = select(*_STRIKE.columns).where(strikes.c.target_id == bindparam("target")).order_by(strikes.c.id.desc()).limit(50)
_SEVERANCES = select(*_SEVERANCE.columns).where(among(severances.c.id, "ids"))
_INSERT = insert(strikes).values({name: bindparam(name, type_=strikes.c[name].type) for name in _STRIKE.names})
_NEW = insert(severances).values({c.name: bindparam(c.name, type_=c.type) for c in severances.c})
_CUT = _NEW.on_conflict_do_update(
    index_elements=["account_id", "cause"],
    set_={
        name: severances.c[name] + _NEW.excluded[name] for name in ("followers_count", "following_count")
    },
).returning(*_SEVERANCE.columns)  # fmt: skip


async def insert_new(tx: Transaction, strike: Strike) -> None:
    """Remembered."""
    values = {name: getattr(strike, name) for name in _STRIKE.names}
    await tx.run(_INSERT, **{**values, "status_ids": list(strike.status_ids)})


async def by_ids(tx: Transaction, ids: Sequence[int]) -> dict[int, Strike]:
    """Those that exist, by id."""
    found = [_STRIKE.read(row) for row in await tx.all(_STRIKES, ids=ids)]
    return {one.id: one for one in found}


async def of_account(tx: Transaction, target_id: int) -> list[Strike]:
    """Everything that was done to an account, the last first."""
    return [_STRIKE.read(row) for row in await tx.all(_OF, target=target_id)]


async def cut(
    tx: Transaction, account_id: int, type: SeveranceType, name: str, cause: str, *, followers: int, following: int
) -> Severance:
    """So many more of this person's follows ended by this cause."""
    row = await tx.first(
        _CUT, id=tx.new_id(), account_id=account_id, type=type.value, target_name=name, cause=cause,
        followers_count=followers, following_count=following, created_at=tx.now,
    )  # fmt: skip
    return _SEVERANCE.read(row)


async def severances_by_ids(tx: Transaction, ids: Sequence[int]) -> dict[int, Severance]:
    """Those that exist, by id."""
    found = [_SEVERANCE.read(row) for row in await tx.all(_SEVERANCES, ids=ids)]
    return {one.id: one for one in found}
