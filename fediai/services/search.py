"""Search: people, posts and hashtags by name, handle, address or words; far ones are fetched when asked to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from fediai.context import Context
from fediai.domain import text
from fediai.domain.accounts import Account
from fediai.domain.errors import NotFound
from fediai.domain.statuses import Status, StatusView
from fediai.services.far import resolving
from fediai.services.posts import views
from fediai.store.database import Transaction
from fediai.store.people import accounts
from fediai.store.posts import search, statuses

_HASHTAG = re.compile(r"#\S+")  # its posts are on its own timeline
_HANDLE = re.compile(r"@?[\w.-]+@[\w.:-]+")
KINDS = frozenset({"accounts", "statuses", "hashtags"})


@dataclass(frozen=True, slots=True)
class Query:
    """`kinds`: of what; `resolve`: fetch from elsewhere what is not known here."""

    words: str
    kinds: frozenset[str] = KINDS
    resolve: bool = False
    limit: int = 20
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """What matched, the best first."""

    accounts: tuple[Account, ...] = ()
    statuses: tuple[StatusView, ...] = ()
    hashtags: tuple[str, ...] = ()


async def find(ctx: Context, viewer: Account | None, query: Query) -> Found:
    """Opens its own transactions, as it may have to ask far servers; only for people whom we know."""
    words = query.words.strip().removesuffix(f"@{ctx.urls.domain}")
    if not words:
        return Found()
    if words.startswith(("https://", "http://")):
        return await _at_address(ctx, viewer, words, query)
    exact = await _by_handle(ctx, viewer, words, query)
    async with ctx.db.read() as tx:
        people = await _people(tx, words, query)
        posts = await _own_posts(ctx, tx, viewer, words, query)
        tags = await _hashtags(tx, words, query)
    return Found(_first(exact, people)[: query.limit], tuple(posts), tuple(tags))


async def _at_address(ctx: Context, viewer: Account | None, url: str, query: Query) -> Found:
    """An address names one thing: a post if it can be one, else a person."""
    if "statuses" in query.kinds:
        status = await _status_at(ctx, viewer, url, query)
        if status is not None:
            return Found(statuses=(status,))
    account = await _account_at(ctx, viewer, url, query) if "accounts" in query.kinds else None
    return Found(accounts=(account,) if account else ())


async def _status_at(ctx: Context, viewer: Account | None, url: str, query: Query) -> StatusView | None:
    async with ctx.db.read() as tx:
        known: Status | None = await statuses.by_address(tx, url)
    if known is None and query.resolve and viewer and not ctx.urls.is_ours(url):
        known = await resolving.status(ctx, url, by=viewer)
    if known is None:
        return None
    async with ctx.db.read() as tx:
        try:
            return await views.view(ctx, tx, viewer, await views.visible(ctx, tx, viewer, known.id))
        except NotFound:
            return None


async def _account_at(ctx: Context, viewer: Account | None, url: str, query: Query) -> Account | None:
    own = re.fullmatch(re.escape(ctx.urls.base) + r"/(?:@|users/)([\w.-]+)/?", url)
    async with ctx.db.read() as tx:
        known = await accounts.by_acct(tx, own[1]) if own else await accounts.by_uri(tx, url)
    if known is None and own is None and query.resolve and viewer:
        known = await resolving.account(ctx, url, by=viewer)
    return known if known and known.suspended_at is None and not known.pending else None


async def _by_handle(ctx: Context, viewer: Account | None, words: str, query: Query) -> tuple[Account, ...]:
    if not query.resolve or viewer is None or "accounts" not in query.kinds or query.offset:
        return ()
    if not _HANDLE.fullmatch(words):
        return ()
    found = await resolving.account(ctx, words, by=viewer)
    return (found,) if found and found.suspended_at is None else ()


def _first(exact: Sequence[Account], others: Sequence[Account]) -> tuple[Account, ...]:
    """The one who was named comes first, and once."""
    return tuple({one.id: one for one in (*exact, *others)}.values())


async def _people(tx: Transaction, words: str, query: Query) -> list[Account]:
    if "accounts" not in query.kinds or words.startswith("#"):
        return []
    return await accounts.search(tx, words, limit=query.limit, offset=query.offset)


async def _own_posts(
    ctx: Context, tx: Transaction, viewer: Account | None, words: str, query: Query
) -> list[StatusView]:
    if "statuses" not in query.kinds or viewer is None or _HASHTAG.fullmatch(words):
        return []
    found = await search.own_statuses(tx, viewer.id, words, limit=query.limit, offset=query.offset)
    return await views.views(ctx, tx, viewer, found)


async def _hashtags(tx: Transaction, words: str, query: Query) -> list[str]:
    if "hashtags" not in query.kinds or words.startswith("@") or " " in words:
        return []
    return await search.hashtags(tx, text.tag_name(words), limit=query.limit, offset=query.offset)
