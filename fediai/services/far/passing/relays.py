"""Subscribing to relays: the instance follows Public at their inbox (Mastodon) or the relay's actor (LitePub).

What a relay brings is only a hint to look at its origin, and what we say to everybody goes to it as well.
"""

from collections.abc import Sequence

import orjson

from activitypub.activities import Activity
from activitypub.activities import Follow as FollowActivity
from activitypub.documents import safe_url, same_origin
from activitypub.results import Refused
from activitypub.terms import PUBLIC
from fediai.context import Context
from fediai.domain.accounts import INSTANCE_ACTOR, Account
from fediai.domain.errors import Invalid, NotFound
from fediai.federation.translate.activity import statement, undo_of
from fediai.services.far import outgoing, resolving
from fediai.services.far.fetching import budget_of, run, unwelcome
from fediai.services.people.accounts import ensure_house_accounts
from fediai.store.database import Transaction
from fediai.store.far import activities, relays
from fediai.store.far.activities import Said
from fediai.store.far.relays import ACCEPTED, ASKED, LITEPUB, MASTODON, Relay
from fediai.store.people import accounts


async def add(ctx: Context, address: str) -> Relay:
    """Asked to carry our posts and bring those of others; an address that ends in `/inbox` is of Mastodon's style."""
    url = safe_url(address)
    if url is None:
        raise Invalid(f"{address} is no address of a relay: https://relay.example/inbox or …/actor")
    if refused := await unwelcome(ctx, url):
        raise Invalid(f"{address} may not be asked: {refused.detail}")
    await ensure_house_accounts(ctx)  # it may be the first thing that an administrator does
    inbox, actor = (url, "") if url.endswith("/inbox") else await _found(ctx, url)
    async with ctx.db.write() as tx:
        instance = await accounts.instance_actor(tx)
        follow = ctx.urls.activity(INSTANCE_ACTOR, "follows", tx.new_id())
        relay = Relay(tx.new_id(), inbox, actor, LITEPUB if actor else MASTODON, ASKED, follow, tx.now)
        if not await relays.add(tx, relay):
            raise Invalid(f"{inbox} has been asked already")
        await _say(tx, instance, _follow(instance, relay), relay)
    return relay


async def _found(ctx: Context, url: str) -> tuple[str, str]:
    """Inbox and id of the actor at this address."""
    actor = await run(ctx, resolving.actor_at(url), budget_of(ctx))
    if isinstance(actor, Refused):
        raise Invalid(f"no relay was found at {url}: {actor.reason}")
    return actor.shared_inbox or actor.inbox, actor.id


def _follow(instance: Account, relay: Relay) -> Activity:
    """Of everybody (Mastodon's relays), or of the relay itself."""
    whom = relay.actor_uri if relay.style == LITEPUB else PUBLIC
    return FollowActivity(id=relay.follow_uri, actor=instance.uri, object_id=whom)


async def _say(tx: Transaction, instance: Account, activity: Activity, relay: Relay) -> None:
    said = statement(activity, relay.inbox_url)
    await activities.record(tx, Said(said.id, said.actor, said.type, said.about, orjson.dumps(said.document).decode()))
    await outgoing.deliver(tx, said.id, instance.id, said.about, [relay.inbox_url])


async def every(ctx: Context) -> Sequence[Relay]:
    """All of them."""
    async with ctx.db.read() as tx:
        return await relays.every(tx)


async def remove(ctx: Context, address: str) -> Relay:
    """The relay that is left alone from now on; it is told."""
    async with ctx.db.write() as tx:
        found = next((one for one in await relays.every(tx) if address in (one.inbox_url, one.actor_uri)), None)
        if found is None:
            raise NotFound(f"{address} is none of our relays; see: fediai relay list")
        instance = await accounts.instance_actor(tx)
        await _say(tx, instance, undo_of(_follow(instance, found)), found)
        await relays.remove(tx, found)
    return found


async def has_answered(tx: Transaction, by: Account, follow_uri: str | None, state: str) -> bool:
    """A relay that we asked says yes or no, from where we asked."""
    relay = await relays.asked_of(tx, by.uri, follow_uri or "")
    if relay is None or not same_origin(by.uri, relay.inbox_url):
        return False
    await relays.answered(tx, relay, state, by.uri if state == ACCEPTED else relay.actor_uri)
    return True
