"""Search: people, posts and hashtags by name, handle, address or words; far ones are fetched when asked to."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fediai.context import Context
from fediai.domain import text
from fediai.domain.accounts import Account
from fediai.domain.consent import Purpose, judge
from fediai.domain.errors import NotFound
from fediai.domain.posts.searches import search_of
from fediai.domain.posts.usage import Day
from fediai.domain.statuses import Status, StatusView
from fediai.services import consent
from fediai.services.far import resolving
from fediai.services.posts import views
from fediai.store.chosen import history
from fediai.store.database import Transaction
from fediai.store.people import accounts
from fediai.store.posts import statuses
from fediai.store.search import hashtags, posts

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
    by: int = 0  # posts of this account only
    reviewed: bool = False  # hashtags about which a moderator said something only


@dataclass(frozen=True, slots=True)
class Found:
    """What matched, the best first."""

    accounts: tuple[Account, ...] = ()
    statuses: tuple[StatusView, ...] = ()
    hashtags: tuple[str, ...] = ()
    weeks: Mapping[str, tuple[Day, ...]] = field(default_factory=dict)  # how much each hashtag was used


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
        said = await _posts(ctx, tx, viewer, words, query)
        tags = await _hashtags(tx, words, query)
        used = await history.weeks(tx, tags)
    return Found(_first(exact, people)[: query.limit], tuple(said), tuple(tags), used)


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


async def _posts(ctx: Context, tx: Transaction, viewer: Account | None, words: str, query: Query) -> list[StatusView]:
    """By their words; one's own, what was said to one or what one keeps, and what others let be found."""
    asked = search_of(words)
    if "statuses" not in query.kinds or viewer is None or _HASHTAG.fullmatch(words):
        return []
    by = query.by or await _writer(ctx, tx, viewer, asked.by)
    if by is None or not (asked.is_narrow or query.by):
        return []
    found = await posts.find(tx, viewer.id, asked, by, limit=query.limit, offset=query.offset)
    return [view for view in await views.views(ctx, tx, viewer, found) if _may_be_found(view, viewer)]


async def _writer(ctx: Context, tx: Transaction, viewer: Account, handle: str) -> int | None:
    """Whom `from:` names; 0 where it names nobody in particular, None where nobody is called so."""
    if handle in ("", "me"):
        return viewer.id if handle else 0
    name, _, host = handle.partition("@")
    found = await accounts.by_acct(tx, name, "" if host == ctx.urls.domain else host)
    return found.id if found else None


def _may_be_found(view: StatusView, viewer: Account) -> bool:
    """What is in nobody's library but open to search is asked for once more, as its author sees it now."""
    named = any(one.get("id") == str(viewer.id) for one in view.status.mentions)
    if view.account.id == viewer.id or named or view.favourited or view.bookmarked:
        return True
    verdict = judge(view.account, Purpose.INDEX, by=viewer, tags=view.status.tags)
    return bool(consent.told(view.status, Purpose.INDEX, viewer, verdict))


async def _hashtags(tx: Transaction, words: str, query: Query) -> list[str]:
    if "hashtags" not in query.kinds or words.startswith("@") or " " in words:
        return []
    return await hashtags.starting(tx, text.tag_name(words), query.limit, query.offset, reviewed=query.reviewed)
