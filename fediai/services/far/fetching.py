"""Asks far servers, signed by the instance actor, only where policy lets us, within a budget."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TypeVar

from activitypub.actors import Actor
from activitypub.documents import host_of
from activitypub.lookup import Fetch, Fetched, Plan, find_handle
from activitypub.requests import Request
from activitypub.results import Reason, Refused
from activitypub.terms import ACCEPT_ACTIVITY
from fediai.context import Context
from fediai.domain import policy
from fediai.domain.accounts import RemoteAccount
from fediai.federation.drive import Budget, drive
from fediai.federation.http import Signing
from fediai.federation.keys import Key
from fediai.federation.signing import Unsigned
from fediai.federation.translate.actor import remote_account
from fediai.store.far import peers
from fediai.store.people import accounts

T = TypeVar("T")
INSTANCE = 0  # the instance actor's place among the keys: its id is not known before it is asked for


def budget_of(ctx: Context) -> Budget:
    """What one arrival, or one search, may cause."""
    return Budget(ctx.settings.federation.fetches_per_arrival)


async def run(ctx: Context, plan: Plan[T], budget: Budget) -> T:
    """What the plan finds on the real network."""
    return await drive(plan, budget.limiting(lambda fetch: get(ctx, fetch)))


async def get(ctx: Context, fetch: Fetch) -> Fetched | Refused:
    """One fetch. Documents are asked for with a signature, since some peers answer nobody else."""
    sign = signing(ctx) if fetch.accept == ACCEPT_ACTIVITY else None
    return await ctx.http.get_json(fetch.url, accept=fetch.accept, sign=sign, welcome=partial(unwelcome, ctx))


async def unwelcome(ctx: Context, url: str) -> Refused | None:
    """Is this our own server, or one that policy keeps out? No request leaves for either."""
    host = host_of(url)
    if host is None or ctx.urls.is_ours(url):
        return Refused(Reason.BLOCKED, "no far address")
    verdict = await judged(ctx, {host})
    return Refused(Reason.BLOCKED, verdict.reason) if isinstance(verdict, policy.Drop) else None


async def judged(ctx: Context, hosts: set[str]) -> policy.Verdict:
    """What policy says about the servers involved; about ourselves there is nothing to say."""
    others = hosts - {ctx.urls.domain}
    said = await ctx.rules.of(ctx.db)
    return policy.judge(others, said.severities, allowlist=ctx.settings.federation.mode == "allowlist")


def signing(ctx: Context) -> Signing:
    """Signs GETs in the name of the instance, whose own key anybody may fetch without a signature."""

    async def sign(request: Request) -> Mapping[str, str]:
        key = await instance_key(ctx)
        host = request.headers.get("host") or ""
        unsigned = Unsigned(request.method, host, request.target, key.uri, key.private_pem)
        [signed] = await ctx.signer.sign([unsigned], ctx.clock())
        return signed

    return sign


async def instance_key(ctx: Context) -> Key:
    """The key of the instance actor."""
    found = ctx.far.keys.own.get(INSTANCE)
    if found is None:
        async with ctx.db.read() as tx:
            actor = await accounts.instance_actor(tx)
            pair = await accounts.private_key(tx, actor.id)
        if pair is None:
            raise LookupError("the instance actor has no key")
        found = Key(*pair)
        ctx.far.keys.own.put(INSTANCE, found)
    return found


async def introduced(ctx: Context, actor: Actor, budget: Budget) -> RemoteAccount:
    """An actor met by its id, with the handle that WebFinger confirms."""
    handle = await run(ctx, find_handle(actor, ctx.settings.instance.scheme), budget)
    await _learn(ctx, actor)
    found = remote_account(actor)
    return replace(found, domain=handle.host)


async def _learn(ctx: Context, actor: Actor) -> None:
    """Its server says that it reads RFC 9421 (FEP-844e)."""
    host = host_of(actor.id) or ""
    if host not in ctx.far.modern and any(one.rstrip("/").endswith("/rfc9421") for one in actor.implements):
        async with ctx.db.write() as tx:
            await peers.learn(tx, host, modern=True)
        ctx.far.modern.add(host)
