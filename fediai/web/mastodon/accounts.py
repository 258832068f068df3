"""https://docs.joinmastodon.org/methods/accounts/ — other accounts: looked at, looked for, followed."""

from collections.abc import Awaitable, Callable

from fediai.domain.accounts import Account, Relationship
from fediai.domain.errors import NotFound
from fediai.domain.people.sheets import LANGUAGE
from fediai.services.far import resolving
from fediai.services.people import accounts as use
from fediai.services.people import blocks, follows
from fediai.store.database import Transaction
from fediai.store.people import accounts
from fediai.store.people import follows as follow_store
from fediai.web.http import Call, Response, json_response
from fediai.web.mastodon import blocks as lists
from fediai.web.mastodon import credentials
from fediai.web.mastodon.entities.account import account as account_entity
from fediai.web.mastodon.entities.relationship import relationship as relationship_entity
from fediai.web.mastodon.pagination import link_header, page_of
from fediai.web.router import OPEN, Route

MOST_IDS = 100
LONGEST_MUTE = 10 * 366 * 86_400


async def _of_path(call: Call, tx: Transaction) -> Account:
    found = await accounts.by_id(tx, call.id())
    if found is None or found.deleted_at is not None or found.pending:
        raise NotFound
    return found


async def show(call: Call) -> Response:
    """One account."""
    async with call.ctx.db.read() as tx:
        return await _shown(call, tx, await _of_path(call, tx))


async def _shown(call: Call, tx: Transaction, one: Account) -> Response:
    moved = await accounts.by_uri(tx, one.moved_to_uri) if one.moved_to_uri else None
    return json_response(account_entity(one, call.ctx.urls, moved))


async def several(call: Call) -> Response:
    """Many at once, in the order asked; what does not exist is left out."""
    ids = _ids(call)
    async with call.ctx.db.read() as tx:
        found = await accounts.by_ids(tx, ids)
    return json_response(
        [account_entity(found[one], call.ctx.urls) for one in ids if one in found and not found[one].pending]
    )


def _ids(call: Call) -> list[int]:
    """`id[]=1&id[]=2`, `id=1` and JSON alike; what is no number names nobody."""
    words = dict.fromkeys(call.form.list("id"))
    return [int(word) for word in words if word.isascii() and word.isdigit() and len(word) < 19][:MOST_IDS]


async def lookup(call: Call) -> Response:
    """By handle, among those we know."""
    name, _, host = (call.form.text("acct") or "").strip().removeprefix("@").partition("@")
    domain = "" if host.lower() == call.ctx.urls.domain else host
    async with call.ctx.db.read() as tx:
        found = await accounts.by_acct(tx, name, domain)
        if found is None or found.deleted_at is not None or found.pending:
            raise NotFound
        return await _shown(call, tx, found)


async def search(call: Call) -> Response:
    """For completing a handle while it is typed; `resolve` also asks the server that the handle names."""
    words = (call.form.text("q") or "").strip()
    limit = min(max(call.form.whole("limit") or 40, 1), 80)
    offset = max(call.form.whole("offset") or 0, 0)
    if call.form.yes("resolve") and "@" in words.removeprefix("@") and not offset:
        await resolving.account(call.ctx, words, by=call.account)
    async with call.ctx.db.read() as tx:
        found = await accounts.search(tx, words, limit=limit, offset=offset) if words else []
        if call.form.yes("following"):
            known = await use.relationships(call.ctx, tx, call.account, [one.id for one in found])
            following = {one.id for one in known if one.following}
            found = [one for one in found if one.id in following]
    return json_response([account_entity(one, call.ctx.urls) for one in found])


async def relationships(call: Call) -> Response:
    """What the accounts are to the caller, in the order asked."""
    async with call.ctx.db.read() as tx:
        found = await use.relationships(call.ctx, tx, call.account, _ids(call))
    return json_response([relationship_entity(one) for one in found])


async def followers(call: Call) -> Response:
    """Who follows; paged by a cursor that only the Link header shows."""
    return await _listing(call, follow_store.followers_of)


async def following(call: Call) -> Response:
    """Whom the account follows."""
    return await _listing(call, follow_store.following_of)


async def _listing(call: Call, list_of: Callable[..., Awaitable[list[tuple[int, Account]]]]) -> Response:
    page = page_of(call, 40, 80)
    async with call.ctx.db.read() as tx:
        found = await list_of(tx, (await _of_path(call, tx)).id, page)
    shown = [account_entity(one, call.ctx.urls) for _, one in found]
    return json_response(shown, headers=link_header(call, [cursor for cursor, _ in found], page))


async def follow(call: Call) -> Response:
    """Follows, or changes what is shown of whom one follows."""
    words = [one.lower() for one in call.form.list("languages")]
    async with call.ctx.db.write() as tx:
        target = await _of_path(call, tx)
        shown = await follows.follow(
            call.ctx, tx, call.account, target, reblogs=call.form.yes("reblogs"), notify=call.form.yes("notify")
        )
        if call.form.has("languages"):
            spoken = [one for one in words if LANGUAGE.fullmatch(one)]
            shown = await follows.in_languages(tx, call.account, target, spoken)
    return json_response(relationship_entity(shown))


async def unfollow(call: Call) -> Response:
    """The follow, or the request, is over."""
    return await _done(call, follows.unfollow)


async def remove_from_followers(call: Call) -> Response:
    """A follower is sent away."""
    return await _done(call, follows.reject)


async def block(call: Call) -> Response:
    """Neither sees the other any more."""
    return await _done(call, blocks.block)


async def unblock(call: Call) -> Response:
    """They may meet again."""
    return await _done(call, blocks.unblock)


async def unmute(call: Call) -> Response:
    """The caller hears of the account again."""
    return await _done(call, blocks.unmute)


async def mute(call: Call) -> Response:
    """The caller does not hear of the account, for `duration` seconds or for good."""
    hide = call.form.yes("notifications")
    async with call.ctx.db.write() as tx:
        shown = await blocks.mute(
            call.ctx, tx, call.account, await _of_path(call, tx),
            hide_notifications=hide is not False, seconds=min(call.form.whole("duration") or 0, LONGEST_MUTE),
        )  # fmt: skip
    return json_response(relationship_entity(shown))


async def _done(call: Call, act: Callable[..., Awaitable[Relationship]]) -> Response:
    async with call.ctx.db.write() as tx:
        shown = await act(call.ctx, tx, call.account, await _of_path(call, tx))
    return json_response(relationship_entity(shown))


def _verb(name: str, handler: Callable[[Call], Awaitable[Response]], needs: str) -> Route:
    return Route("POST", f"/api/v1/accounts/:id/{name}", handler, needs)


ROUTES = (
    *credentials.ROUTES,
    *lists.ROUTES,
    Route("GET", "/api/v1/accounts", several, OPEN),
    Route("GET", "/api/v1/accounts/lookup", lookup, OPEN),
    Route("GET", "/api/v1/accounts/search", search, "read:accounts"),
    Route("GET", "/api/v1/accounts/relationships", relationships, "read:follows"),
    Route("GET", "/api/v1/accounts/:id", show, OPEN),
    Route("GET", "/api/v1/accounts/:id/followers", followers, OPEN),
    Route("GET", "/api/v1/accounts/:id/following", following, OPEN),
    _verb("follow", follow, "write:follows"),
    _verb("unfollow", unfollow, "write:follows"),
    _verb("remove_from_followers", remove_from_followers, "write:follows"),
    _verb("block", block, "write:blocks"),
    _verb("unblock", unblock, "write:blocks"),
    _verb("mute", mute, "write:mutes"),
    _verb("unmute", unmute, "write:mutes"),
)
