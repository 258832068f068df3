"""Everything that one account is to others, in one query for a whole page."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, bindparam, select

from fediai.domain.accounts import Relationship
from fediai.domain.lifecycle import FollowState
from fediai.store.database import Transaction
from fediai.store.statements import Row, among
from fediai.store.tables import account_notes, accounts, blocks, endorsements, follows, mutes, shut_domains

_viewer: Any = bindparam("viewer")
_out, _in = follows.alias("out_follow"), follows.alias("in_follow")
_blocked, _blocker = blocks.alias("out_block"), blocks.alias("in_block")
_SELECT = (
    select(
        accounts.c.id,
        _out.c.state.label("out_state"),
        _out.c.hide_reblogs,
        _out.c.notify,
        _out.c.languages,
        _in.c.state.label("in_state"),
        _blocked.c.id.label("blocked"),
        _blocker.c.id.label("blocker"),
        mutes.c.id.label("muted"),
        mutes.c.hide_notifications,
        account_notes.c.comment,
        shut_domains.c.domain.label("shut"),
        endorsements.c.id.label("endorsed"),
    )
    .outerjoin(_out, and_(_out.c.account_id == _viewer, _out.c.target_id == accounts.c.id))
    .outerjoin(_in, and_(_in.c.target_id == _viewer, _in.c.account_id == accounts.c.id))
    .outerjoin(_blocked, and_(_blocked.c.account_id == _viewer, _blocked.c.target_id == accounts.c.id))
    .outerjoin(_blocker, and_(_blocker.c.target_id == _viewer, _blocker.c.account_id == accounts.c.id))
    .outerjoin(
        mutes,
        and_(
            mutes.c.account_id == _viewer,
            mutes.c.target_id == accounts.c.id,
            mutes.c.expires_at.is_(None) | (mutes.c.expires_at > bindparam("at", type_=mutes.c.expires_at.type)),
        ),
    )
    .outerjoin(account_notes, and_(account_notes.c.account_id == _viewer, account_notes.c.target_id == accounts.c.id))
    .outerjoin(shut_domains, and_(shut_domains.c.account_id == _viewer, shut_domains.c.domain == accounts.c.domain))
    .outerjoin(endorsements, and_(endorsements.c.account_id == _viewer, endorsements.c.target_id == accounts.c.id))
    .where(among(accounts.c.id, "ids"))
)


async def relationships(tx: Transaction, viewer_id: int, ids: Sequence[int]) -> dict[int, Relationship]:
    """By id, for those that exist."""
    if not ids:
        return {}
    rows = await tx.all(_SELECT, viewer=viewer_id, ids=ids, at=tx.now)
    return {row.id: _relationship(row) for row in rows}


def _relationship(row: Row) -> Relationship:
    following = row.out_state == FollowState.ACCEPTED
    asked = row.out_state == FollowState.REQUESTED
    return Relationship(
        id=row.id,
        following=following,
        showing_reblogs=(following or asked) and not row.hide_reblogs,
        notifying=following and bool(row.notify),
        languages=tuple(row.languages or ()) if following or asked else (),
        followed_by=row.in_state == FollowState.ACCEPTED,
        blocking=row.blocked is not None,
        blocked_by=row.blocker is not None,
        muting=row.muted is not None,
        muting_notifications=row.muted is not None and bool(row.hide_notifications),
        requested=asked,
        requested_by=row.in_state == FollowState.REQUESTED,
        domain_blocking=row.shut is not None,
        endorsed=row.endorsed is not None,
        note=row.comment or "",
    )
