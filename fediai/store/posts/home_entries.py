"""Writing homes: one statement per status, however many followers read it."""

from datetime import timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, Insert, Text, and_, bindparam, literal, or_, select, type_coerce
from sqlalchemy.dialects.postgresql import insert

from fediai.domain.accounts import Account
from fediai.domain.ids import first_at
from fediai.domain.lifecycle import FollowState
from fediai.domain.statuses import Status
from fediai.domain.visibility import Visibility
from fediai.store.database import Transaction
from fediai.store.people.accounts import ACCOUNT_COLUMNS, account_from
from fediai.store.statements import among
from fediai.store.tables import accounts, follows, home_entries, mentions, statuses, tag_follows

ONCE_A_DAY = timedelta(days=1)

_STATUS = bindparam("status", type_=BigInteger())
_AUTHOR = bindparam("author", type_=BigInteger())
_TO = bindparam("to", type_=BigInteger())  # whom a reply answers
_OF = bindparam("of", type_=BigInteger())  # what a reblog shows, and by whom
_OF_AUTHOR = bindparam("of_author", type_=BigInteger())
_SINCE = bindparam("since", type_=BigInteger())
_SPOKEN = bindparam("spoken", type_=Text())
_READER = follows.c.account_id


def _replied_to_is_read() -> Any:
    """A conversation is shown to those who follow both, and to the two."""
    both = follows.alias("both")
    follows_both = select(both.c.id).where(
        both.c.account_id == _READER, both.c.target_id == _TO, both.c.state == FollowState.ACCEPTED
    )
    return or_(_TO == _AUTHOR, _TO == _READER, follows_both.exists())


def _is_read() -> Any:
    """In a language that the reader wants of this author: any, unless some were chosen; or in one that is not told."""
    chosen = type_coerce(follows.c.languages, Text())
    begun = literal('"').concat(_SPOKEN)
    return or_(chosen == "[]", _SPOKEN == "", chosen.contains(begun.concat('"')), chosen.contains(begun.concat("-")))


def spoken(language: str | None) -> str:
    """A language without its region; what is no language is none."""
    base = (language or "").partition("-")[0].lower()
    return base if base.isascii() and base.isalpha() else ""


def _named() -> Any:
    return (
        select(mentions.c.account_id).where(mentions.c.status_id == _STATUS, mentions.c.account_id == _READER).exists()
    )


def _not_lately() -> Any:
    """The same status does not come home twice within a day, however many reblog it."""
    home, shown = home_entries.alias("home"), statuses.alias("shown")
    original = select(home.c.owner_id).where(
        home.c.owner_id == _READER, home.c.status_id == _OF, home.c.status_id > _SINCE
    )
    again = (
        select(shown.c.id)
        .join(home, and_(home.c.status_id == shown.c.id, home.c.owner_id == _READER))
        .where(shown.c.reblog_of_id == _OF, shown.c.id > _SINCE)
    )
    return and_(~original.exists(), ~again.exists())


def _welcome() -> Any:
    """The reader wants this account's reblogs, and not of their own; blocks and mutes are asked when reading."""
    return and_(follows.c.hide_reblogs.is_(False), _READER != _OF_AUTHOR)


@lru_cache
def _statement(kind: str) -> Insert:
    conditions: dict[str, tuple[Any, ...]] = {
        "post": (_is_read(),),
        "reply": (_is_read(), _replied_to_is_read()),
        "direct": (_named(),),
        "reblog": (_is_read(), _welcome(), _not_lately()),
    }
    readers = (
        select(_READER, _STATUS)
        .join(accounts, and_(accounts.c.id == _READER, accounts.c.domain == ""))
        .where(follows.c.target_id == _AUTHOR, follows.c.state == FollowState.ACCEPTED, *conditions[kind])
    )
    return insert(home_entries).from_select(["owner_id", "status_id"], readers).on_conflict_do_nothing()


def _kind(status: Status) -> str:
    if status.reblog_of_id is not None:
        return "reblog"
    if status.visibility is Visibility.DIRECT:
        return "direct"
    return "reply" if status.in_reply_to_account_id is not None else "post"


_OWN = (
    insert(home_entries)
    .values(owner_id=bindparam("owner_id"), status_id=bindparam("status_id"))
    .on_conflict_do_nothing()
)


_TAGGED = (
    insert(home_entries)
    .from_select(
        ["owner_id", "status_id"],
        select(tag_follows.c.account_id, _STATUS)
        .distinct()
        .where(among(tag_follows.c.tag, "tags"), tag_follows.c.account_id != _AUTHOR),
    )
    .on_conflict_do_nothing()
)


async def enter(tx: Transaction, status: Status, *, of: Status | None = None) -> None:
    """Puts a status (`of`: what it reblogs) into the homes where it belongs, its author's included if ours."""
    kind = _kind(status)
    values: dict[str, Any] = {"status": status.id, "author": status.account_id}
    if kind != "direct":
        values["spoken"] = spoken((of or status).language)
    if kind == "reply":
        values["to"] = status.in_reply_to_account_id
    if kind == "reblog" and of is not None:
        values |= {"of": of.id, "of_author": of.account_id, "since": first_at(tx.now - ONCE_A_DAY)}
    await tx.run(_statement(kind), **values)
    if status.tags and status.visibility is Visibility.PUBLIC and status.reblog_of_id is None:
        await tx.run(_TAGGED, status=status.id, author=status.account_id, tags=list(status.tags))
    if status.local:
        await enter_own(tx, status)


async def enter_own(tx: Transaction, status: Status) -> None:
    """Into its author's home only."""
    await tx.run(_OWN, owner_id=status.account_id, status_id=status.id)


_LISTENERS = (
    select(*ACCOUNT_COLUMNS)
    .join(follows, follows.c.account_id == accounts.c.id)
    .where(
        follows.c.target_id == _AUTHOR,
        follows.c.state == FollowState.ACCEPTED,
        follows.c.notify,
        accounts.c.domain == "",
    )
)
_REBLOGGERS = (
    select(*ACCOUNT_COLUMNS)
    .join(statuses, statuses.c.account_id == accounts.c.id)
    .where(statuses.c.reblog_of_id == bindparam("of", type_=BigInteger()), accounts.c.domain == "")
)


async def listeners(tx: Transaction, author: int) -> list[Account]:
    """People of ours who asked to hear of everything this author posts."""
    return [account_from(row) for row in await tx.all(_LISTENERS, author=author)]


async def rebloggers(tx: Transaction, of: int) -> list[Account]:
    """People of ours who reblogged this status."""
    return [account_from(row) for row in await tx.all(_REBLOGGERS, of=of)]
