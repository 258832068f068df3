"""Finds people and posts elsewhere: by handle, by id, by the page that people copy. Opens its own transactions."""

from dataclasses import replace

from activitypub.actors import Actor, read_actor
from activitypub.documents import safe_url
from activitypub.lookup import Plan, fetch_own, find_actor, find_ancestors, find_by_url
from activitypub.objects import Note
from activitypub.results import Refused
from activitypub.webfinger import Handle, parse_handle
from fediai.context import Context
from fediai.domain import text as texts
from fediai.domain.accounts import Account, RemoteAccount
from fediai.domain.policy import Quarantine
from fediai.domain.statuses import RemoteStatus, Status
from fediai.federation.drive import Budget
from fediai.federation.translate.actor import remote_account
from fediai.federation.translate.note import remote_status
from fediai.services.far import stamps
from fediai.services.far.fetching import budget_of, introduced, judged, run
from fediai.services.links import proving
from fediai.services.posts import arrivals
from fediai.store.people import accounts
from fediai.store.posts import statuses

ANCESTORS = 8  # above a reply that arrives; whoever opens the thread sees at least these
LOOKUPS_A_MINUTE = 30
MENTIONS = 10  # unknown people that one post may make us look for


async def account(ctx: Context, acct_or_uri: str, *, by: Account | None = None) -> Account | None:
    """Whoever has this handle or id, fetched if need be. `by` is who asks: nobody may ask all day."""
    budget = _patience(ctx, by)
    url = safe_url(acct_or_uri)
    if url is not None:
        return await account_by_uri(ctx, url, budget)
    handle = parse_handle(acct_or_uri)
    if isinstance(handle, Refused):
        return None
    known = await _known_handle(ctx, handle)
    if known is not None or handle.host == ctx.urls.domain:
        return known
    found = await run(ctx, find_actor(handle, ctx.settings.instance.scheme), budget)
    return None if isinstance(found, Refused) else await remember(ctx, remote_account(found))


def _patience(ctx: Context, by: Account | None) -> Budget:
    """The usual budget; none for a person who has pasted address after address within a minute."""
    if by is not None and ctx.far.counted(f"asked by {by.id}", ctx.clock()) > LOOKUPS_A_MINUTE:
        return Budget(0)
    return budget_of(ctx)


async def _known_handle(ctx: Context, handle: Handle) -> Account | None:
    domain = "" if handle.host == ctx.urls.domain else handle.host
    async with ctx.db.read() as tx:
        return await accounts.by_acct(tx, handle.user, domain)


async def account_by_uri(ctx: Context, uri: str, budget: Budget) -> Account | None:
    """The account whose actor has this id; one of ours is never fetched."""
    async with ctx.db.read() as tx:
        known = await accounts.by_uri(tx, uri)
    if known is not None or ctx.urls.is_ours(uri):
        return known
    found = await run(ctx, actor_at(uri), budget)
    if isinstance(found, Refused):
        return None
    return await remember(ctx, await introduced(ctx, found, budget))


def actor_at(uri: str) -> Plan[Actor | Refused]:
    """The actor that lives at this address."""
    found = yield from fetch_own(uri)
    return found if isinstance(found, Refused) else read_actor(found.doc)


async def remember(ctx: Context, remote: RemoteAccount) -> Account | None:
    """The far account as it is now, unless its server may not be heard."""
    if ctx.urls.is_ours(remote.uri):
        return None
    verdict = await judged(ctx, {remote.domain})
    async with ctx.db.write() as tx:
        known = await proving.meet(tx, remote)
        if known.silenced_at is None and isinstance(verdict, Quarantine):
            return await accounts.mend(tx, known, silenced_at=tx.now)
        return known


async def refresh(ctx: Context, known: Account) -> Account:
    """Asks a far actor what it says of itself by now; what does not answer stays as it was."""
    found = await run(ctx, actor_at(known.uri), budget_of(ctx))
    if isinstance(found, Refused) or found.id != known.uri:
        return known
    return await remember(ctx, remote_account(found).named_as(known)) or known


async def status(ctx: Context, url: str, *, by: Account | None = None) -> Status | None:
    """The status with this id or page, fetched if need be."""
    budget = _patience(ctx, by)
    async with ctx.db.read() as tx:
        known = await statuses.by_address(tx, url)
    if known is not None or safe_url(url) is None or ctx.urls.is_ours(url):
        return known
    found = await run(ctx, find_by_url(url), budget)
    return await keep(ctx, found, budget) if isinstance(found, Note) else None


async def status_by_uri(ctx: Context, uri: str, budget: Budget, *, quotes: bool = True) -> Status | None:
    """The status with this id, from its origin where we do not know it; with what it quotes in turn, or without."""
    async with ctx.db.read() as tx:
        known = await statuses.by_uri(tx, uri)
    if known is not None or ctx.urls.is_ours(uri):
        return known
    found = await run(ctx, find_by_url(uri), budget)
    if not quotes and isinstance(found, Note):
        return await keep_one(ctx, found, budget, quotes=False)
    return await keep(ctx, found, budget) if isinstance(found, Note) else None


async def keep(ctx: Context, note: Note, budget: Budget) -> Status | None:
    """A post from its own origin, with what it replies to and whoever wrote that."""
    await keep_ancestors(ctx, note.in_reply_to, budget)
    return await keep_one(ctx, note, budget)


async def keep_ancestors(ctx: Context, url: str | None, budget: Budget, most: int = ANCESTORS) -> None:
    """The posts above, oldest first, as far up as the budget goes; known ones end the climb."""
    if url is None or await is_known(ctx, url):
        return
    above = await run(ctx, find_ancestors(url, ctx.urls.is_ours, most), budget)
    for note in above:
        await keep_one(ctx, note, budget)


async def is_known(ctx: Context, uri: str) -> bool:
    """Have we this post?"""
    async with ctx.db.read() as tx:
        return await statuses.by_uri(tx, uri) is not None


async def keep_one(ctx: Context, note: Note, budget: Budget, quotes: bool = True) -> Status | None:
    """A post from its own origin, and whoever wrote it; not what it answers."""
    author = await account_by_uri(ctx, note.attributed_to, budget)
    if author is None or author.is_local or author.suspended_at is not None:
        return None
    remote = remote_status(note, author.followers_url)
    if quotes:
        remote = await with_its_quote(ctx, author, remote, budget)
    async with ctx.db.write() as tx:
        view = await arrivals.store_remote(ctx, tx, author, remote)
    return view.status if view else None


async def with_its_quote(ctx: Context, by: Account, remote: RemoteStatus, budget: Budget) -> RemoteStatus:
    """The far post with what it quotes known, as far as it can be found, and judged; what that quotes is not asked."""
    said = remote.quote
    if said is None:
        return remote
    quoted = await status_by_uri(ctx, said.uri, budget, quotes=False)
    async with ctx.db.read() as tx:
        owner = await accounts.by_id(tx, quoted.account_id) if quoted else None
    if quoted is None or owner is None:
        return remote
    return replace(remote, quote=await stamps.judged(ctx, remote.uri, said, (quoted, owner, by), budget))


async def resolve_mentions(ctx: Context, text: str, *, by: Account | None = None) -> None:
    """Everybody far whom a text names is known afterwards, if they can be found; before it is published."""
    far = [(user, host) for user, host in texts.mentioned(text) if host and host != ctx.urls.domain]
    for user, host in far[:MENTIONS]:
        await account(ctx, f"{user}@{host}", by=by)
