"""What a person lets strangers ring with, and what one who rings is to them: one row for one decision."""

from typing import Any

from sqlalchemy import BigInteger, and_, bindparam, func, select
from sqlalchemy.dialects.postgresql import insert

from fediai.domain.lifecycle import FollowState
from fediai.domain.people.policies import CATEGORIES, Caller, Policy, Verdict
from fediai.domain.visibility import Visibility
from fediai.store.database import Transaction
from fediai.store.statements import there
from fediai.store.tables import (
    accounts,
    follows,
    mentions,
    notification_permissions,
    notification_policies,
    notifications,
    statuses,
    users,
)

_OWNER = bindparam("owner", type_=BigInteger())
_BY: Any = bindparam("by", type_=BigInteger())
_CHOSEN = tuple(notification_policies.c[name] for name in CATEGORIES)
_POLICY = select(*_CHOSEN).where(notification_policies.c.account_id == _OWNER)
_SET = insert(notification_policies).values({name: bindparam(name) for name in ("account_id", *CATEGORIES)})
_SET = _SET.on_conflict_do_update(
    index_elements=["account_id"], set_={name: _SET.excluded[name] for name in CATEGORIES}
)
_COUNTED = select(func.count(notifications.c.from_account_id.distinct()), func.count()).where(
    notifications.c.account_id == _OWNER, notifications.c.filtered
)

_mine, _theirs = follows.alias("mine"), follows.alias("theirs")
_asked, _before = statuses.alias("asked"), statuses.alias("before")
# A private mention to which nobody invited: the owner has said nothing to its writer in that thread.
_invited = there(
    select(_before.c.id)
    .join(mentions, and_(mentions.c.status_id == _before.c.id, mentions.c.account_id == _BY))
    .where(_before.c.thread_id == _asked.c.thread_id, _before.c.account_id == _OWNER)
    .correlate(_asked)
)
_unasked = there(
    select(_asked.c.id).where(
        _asked.c.id == bindparam("status", type_=BigInteger()),
        _asked.c.visibility == Visibility.DIRECT.value,
        ~_invited,
    )
)
_allowed = notification_permissions
_staff = there(
    select(users.c.id).where(users.c.account_id == _BY, users.c.role != "user", users.c.disabled_at.is_(None))
)
_CALLER = (
    select(
        *_CHOSEN,
        _mine.c.id.label("following"),
        _theirs.c.created_at.label("follower_since"),
        _allowed.c.account_id.label("allowed"),
        _unasked.label("unasked"),
        _staff.label("staff"),
    )
    .select_from(accounts)
    .outerjoin(notification_policies, notification_policies.c.account_id == accounts.c.id)
    .outerjoin(
        _mine,
        and_(
            _mine.c.account_id == accounts.c.id, _mine.c.target_id == _BY, _mine.c.state == FollowState.ACCEPTED.value
        ),
    )
    .outerjoin(
        _theirs,
        and_(
            _theirs.c.target_id == accounts.c.id,
            _theirs.c.account_id == _BY,
            _theirs.c.state == FollowState.ACCEPTED.value,
        ),
    )
    .outerjoin(_allowed, and_(_allowed.c.account_id == accounts.c.id, _allowed.c.from_account_id == _BY))
    .where(accounts.c.id == _OWNER)
)


def _policy_from(row: Any) -> Policy:
    return Policy() if row[0] is None else Policy(*map(Verdict, row[: len(CATEGORIES)]))


async def of(tx: Transaction, owner: int) -> Policy:
    """As this person chose it, or the usual one."""
    row = await tx.first(_POLICY, owner=owner)
    return Policy() if row is None else _policy_from(row)


async def choose(tx: Transaction, owner: int, policy: Policy) -> None:
    """From now on; what was kept back stays so."""
    await tx.run(_SET, account_id=owner, **{name: getattr(policy, name).value for name in CATEGORIES})


async def kept_back(tx: Transaction, owner: int) -> tuple[int, int]:
    """(people, notifications) that wait for this person's look."""
    row = await tx.first(_COUNTED, owner=owner)
    return (row[0], row[1]) if row else (0, 0)


async def facing(tx: Transaction, owner: int, by: int, status_id: int | None) -> tuple[Policy, Caller] | None:
    """The policy, and what the one who rings is to its owner; None for who was let in for good, or keeps order here."""
    row = await tx.first(_CALLER, owner=owner, by=by, status=status_id or 0)
    if row is None or row.allowed is not None or row.staff:
        return None
    return _policy_from(row), Caller(row.following is not None, row.follower_since, unasked=row.unasked)
