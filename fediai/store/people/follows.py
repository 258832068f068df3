"""Who follows whom, and who waits for an answer."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert

from fediai.domain.accounts import Account
from fediai.domain.lifecycle import FollowState
from fediai.domain.people.follows import Follow
from fediai.domain.statuses import Page
from fediai.store.database import Transaction
from fediai.store.paging import Paged, paged, rows_of
from fediai.store.people.accounts import ACCOUNT_COLUMNS, account_from
from fediai.store.statements import Row, among
from fediai.store.tables import accounts, follows

_NAMES = ("id", "account_id", "target_id", "state", "uri", "hide_reblogs", "notify", "created_at")
_COLUMNS = tuple(follows.c[name] for name in _NAMES)
ACCEPTED, REQUESTED = FollowState.ACCEPTED, FollowState.REQUESTED


def follow_from(row: Row) -> Follow:
    """The follow whose columns the row begins with."""
    return Follow(row[0], row[1], row[2], FollowState(row[3]), *row[4:8])


_BETWEEN = select(*_COLUMNS).where(
    follows.c.account_id == bindparam("follower"), follows.c.target_id == bindparam("target")
)
_BY_URI = select(*_COLUMNS).where(follows.c.uri == bindparam("uri"), follows.c.target_id == bindparam("target"))
_BY_FOLLOWER_URI = select(*_COLUMNS).where(
    follows.c.uri == bindparam("uri"), follows.c.account_id == bindparam("follower")
)
_INSERT = insert(follows).values({name: bindparam(name, type_=follows.c[name].type) for name in (*_NAMES, "languages")})
# A row is kept when a follow ends, so asking again is an update; the day counts from the new asking.
# One that is alive stays as it is: two requests at the same moment must not both count.
_ASK = _INSERT.on_conflict_do_update(
    index_elements=["account_id", "target_id"],
    set_={name: _INSERT.excluded[name] for name in (*_NAMES[3:], "languages")},
    where=follows.c.state.in_([FollowState.REJECTED.value, FollowState.REMOVED.value]),
).returning(*_COLUMNS)
_SHOW = (
    update(follows)
    .where(follows.c.id == bindparam("follow"))
    .values({name: bindparam(name, type_=follows.c[name].type) for name in ("uri", "hide_reblogs", "notify")})
    .returning(*_COLUMNS)
)
_MOVE = (
    update(follows)
    .where(follows.c.id == bindparam("follow"), follows.c.state == bindparam("before"))
    .values(state=bindparam("state"))
    .returning(*_COLUMNS)
)


async def between(tx: Transaction, follower_id: int, target_id: int) -> Follow | None:
    """What there is or was from one to the other."""
    row = await tx.first(_BETWEEN, follower=follower_id, target=target_id)
    return None if row is None else follow_from(row)


async def of_target(tx: Transaction, target_id: int, uri: str) -> Follow | None:
    """The follow of this account whose Follow activity has this id."""
    row = await tx.first(_BY_URI, uri=uri, target=target_id)
    return None if row is None else follow_from(row)


async def of_follower(tx: Transaction, follower_id: int, uri: str) -> Follow | None:
    """The follow by this account whose Follow activity has this id."""
    row = await tx.first(_BY_FOLLOWER_URI, uri=uri, follower=follower_id)
    return None if row is None else follow_from(row)


async def ask(
    tx: Transaction, follower_id: int, target_id: int, uri: str, *, hide_reblogs: bool, notify: bool
) -> Follow | None:
    """A new request, or an ended follow asked for again; None when there is one that is alive."""
    row = await tx.first(
        _ASK, id=tx.new_id(), account_id=follower_id, target_id=target_id, state=REQUESTED, uri=uri,
        hide_reblogs=hide_reblogs, notify=notify, languages=[], created_at=tx.now,
    )  # fmt: skip
    return None if row is None else follow_from(row)


async def change(tx: Transaction, follow: Follow, **changes: Any) -> Follow:
    """The follow with another uri, hide_reblogs or notify."""
    before = {name: getattr(follow, name) for name in ("uri", "hide_reblogs", "notify")}
    return follow_from(await tx.first(_SHOW, follow=follow.id, **{**before, **changes}))


async def move(tx: Transaction, follow: Follow, to: FollowState) -> Follow | None:
    """The follow in its new state; None when somebody else has moved it since it was read."""
    row = await tx.first(_MOVE, follow=follow.id, before=follow.state, state=to)
    return None if row is None else follow_from(row)


def _listing(whose: Any, shown: Any) -> Paged:
    query = (
        select(follows.c.id, *ACCOUNT_COLUMNS)
        .join(accounts, accounts.c.id == shown)
        .where(
            whose == bindparam("owner"),
            follows.c.state == bindparam("state"),
            accounts.c.suspended_at.is_(None),
        )
    )
    return paged(query, follows.c.id)


_FOLLOWERS = _listing(follows.c.target_id, follows.c.account_id)
_FOLLOWING = _listing(follows.c.account_id, follows.c.target_id)


async def followers_of(
    tx: Transaction, account_id: int, page: Page, state: FollowState = ACCEPTED
) -> list[tuple[int, Account]]:
    """(cursor, follower), newest first."""
    rows = await rows_of(tx, _FOLLOWERS, page, owner=account_id, state=state)
    return [(row[0], account_from(row, 1)) for row in rows]


async def following_of(tx: Transaction, account_id: int, page: Page) -> list[tuple[int, Account]]:
    """(cursor, followed account), newest first."""
    rows = await rows_of(tx, _FOLLOWING, page, owner=account_id, state=ACCEPTED)
    return [(row[0], account_from(row, 1)) for row in rows]


async def requests_to(tx: Transaction, account_id: int, page: Page) -> list[tuple[int, Account]]:
    """(cursor, who waits for an answer), newest first."""
    return await followers_of(tx, account_id, page, REQUESTED)


_LOCAL_FOLLOWERS = (
    select(follows.c.account_id, follows.c.hide_reblogs, follows.c.notify)
    .join(accounts, accounts.c.id == follows.c.account_id)
    .where(follows.c.target_id == bindparam("target"), follows.c.state == ACCEPTED.value, accounts.c.domain == "")
)
_WAITING = select(func.count()).where(follows.c.target_id == bindparam("target"), follows.c.state == REQUESTED.value)


async def local_followers(tx: Transaction, target_id: int) -> list[tuple[int, bool, bool]]:
    """(account id, hides reblogs, wants a bell for each status) of everybody here who follows."""
    return [(row[0], row[1], row[2]) for row in await tx.all(_LOCAL_FOLLOWERS, target=target_id)]


_FOLLOWED = select(follows.c.target_id).where(
    follows.c.account_id == bindparam("follower"), follows.c.state == ACCEPTED.value, among(follows.c.target_id, "ids")
)


async def followed_of(tx: Transaction, follower_id: int, ids: Sequence[int]) -> set[int]:
    """Those of these accounts whom this one follows."""
    return {row[0] for row in await tx.all(_FOLLOWED, follower=follower_id, ids=ids)}


async def requests_waiting(tx: Transaction, target_id: int) -> int:
    """How many wait for this account's answer."""
    return int(await tx.scalar(_WAITING, target=target_id) or 0)
