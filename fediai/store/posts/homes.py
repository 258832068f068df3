"""What a new follow brings into a home timeline that is written ahead; `timelines.leave_home` is the way back."""

from typing import Any

from sqlalchemy import BigInteger, Text, and_, bindparam, literal, or_, select, type_coerce
from sqlalchemy.dialects.postgresql import insert

from fediai.domain.visibility import Visibility
from fediai.store.database import Transaction
from fediai.store.tables import follows, home_entries, statuses

RECENT = 40
_owner: Any = bindparam("owner", type_=BigInteger())
_chosen = type_coerce(follows.c.languages, Text())
_recent = (
    select(_owner.label("owner_id"), statuses.c.id)
    .join(follows, and_(follows.c.target_id == statuses.c.account_id, follows.c.account_id == _owner))
    .where(
        statuses.c.account_id == bindparam("author"),
        or_(
            _chosen == "[]",
            statuses.c.language.is_(None),
            _chosen.contains(literal('"').concat(statuses.c.language).concat('"')),
        ),
        statuses.c.visibility != Visibility.DIRECT.value,
        statuses.c.pending_generation_id.is_(None),
        or_(
            statuses.c.in_reply_to_account_id.is_(None),
            statuses.c.in_reply_to_account_id == statuses.c.account_id,
            statuses.c.in_reply_to_account_id == _owner,
        ),
    )
    .order_by(statuses.c.id.desc())
    .limit(bindparam("limit"))
)
_FILL = insert(home_entries).from_select(["owner_id", "status_id"], _recent).on_conflict_do_nothing()


async def fill(tx: Transaction, owner_id: int, author_id: int) -> None:
    """The author's latest posts are in the owner's home, so that a follow shows something at once."""
    await tx.run(_FILL, owner=owner_id, author=author_id, limit=RECENT)
