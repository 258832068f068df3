"""Carries activities to inboxes: signed when sent, a batch at a time, sparing peers that do not answer."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from activitypub.results import Refused
from fediai.context import Context
from fediai.domain.policy import Drop, judge
from fediai.domain.retries import Answer, Never, next_delivery
from fediai.federation import deliver as delivering
from fediai.federation.deliver import Delivery
from fediai.federation.keys import Key
from fediai.federation.peers import failed, is_lost, is_on_trial, waits
from fediai.federation.places import Place, place_of
from fediai.services.far.passing import proving
from fediai.store.far import activities, peers
from fediai.store.far.peers import Peer
from fediai.store.jobs import Job
from fediai.store.people import accounts
from fediai.workers.loop import Kind
from fediai.workers.outcomes import Done, GiveUp, Outcome, Retry, Wait

UNREAD = frozenset({401, 403})  # what peers answer that cannot read a signature
TRIAL = timedelta(seconds=30)  # how long the others wait for one delivery's luck


@dataclass(frozen=True, slots=True)
class Parcel:
    """A delivery with everything it needs."""

    job: Job
    to: Delivery
    place: Place
    key: Key
    body: bytes


async def deliver_many(ctx: Context, batch: Sequence[Job]) -> Sequence[Outcome]:
    """One outcome for each, in their order."""
    outcomes: dict[int, Outcome] = {}
    parcels = await _wanted(ctx, await _packed(ctx, batch, outcomes), outcomes)
    states = await _states(ctx, parcels)
    going = _let_go(parcels, states, ctx.clock(), outcomes)
    answers = await _sent(ctx, going, states)
    for parcel, answer in zip(going, answers, strict=True):
        outcomes[parcel.job.id] = outcome_of(parcel.job, answer)
    await _note_peers(ctx, going, answers, states)
    return [outcomes[job.id] for job in batch]


async def _packed(ctx: Context, batch: Sequence[Job], outcomes: dict[int, Outcome]) -> list[Parcel]:
    """What can go at all: with a body, a key and a place."""
    jobs = {
        job.id: Delivery(
            job.payload["activity"], job.payload["inbox"], job.payload["account"], "", job.payload.get("digest", "")
        )
        for job in batch
    }
    bodies = await _bodies(ctx, {one.activity: one.account for one in jobs.values()})
    keys = {account: await _key(ctx, account) for account in {one.account for one in jobs.values()}}
    parcels = []
    for job in batch:
        to = jobs[job.id]
        place, key, body = place_of(to.inbox), keys[to.account], bodies.get(to.activity)
        if isinstance(place, Refused) or key is None or body is None:
            outcomes[job.id] = GiveUp("its body, its key or its address is gone")
        else:
            parcels.append(Parcel(job, to, place, key, body))
    return parcels


async def _wanted(ctx: Context, parcels: list[Parcel], outcomes: dict[int, Outcome]) -> list[Parcel]:
    """Nothing goes to those whom policy keeps out, even if it was on its way when they were blocked."""
    hosts, book = {parcel.to.host for parcel in parcels}, await ctx.rules.of(ctx.db)
    wary = book.quarantined(hosts)
    allowlist = ctx.settings.federation.mode == "allowlist"
    shut = {host for host in hosts if isinstance(judge([host], book.severities, allowlist=allowlist), Drop)}
    closed = {
        parcel.job.id for parcel in parcels
        if parcel.to.host in shut or (parcel.to.host in wary and delivering.is_private_post(parcel.body))
    }  # fmt: skip
    outcomes.update({key: Done() for key in closed})
    return [parcel for parcel in parcels if parcel.job.id not in closed]


async def _bodies(ctx: Context, said_by: Mapping[str, int]) -> dict[str, bytes]:
    """Each body is read, and proved by who says it, once for all the inboxes it goes to."""
    found = {uri: body for uri in said_by if (body := ctx.far.bodies.get(uri)) is not None}
    if missing := said_by.keys() - found.keys():
        async with ctx.db.read() as tx:
            texts = await activities.bodies(tx, list(missing))
        for uri, (text, at) in texts.items():
            found[uri] = await proving.proved(ctx, said_by[uri], text, at)
            ctx.far.bodies.put(uri, found[uri])
    return found


async def _key(ctx: Context, account: int) -> Key | None:
    found = ctx.far.keys.own.get(account)
    if found is None:
        async with ctx.db.read() as tx:
            pair = await accounts.private_key(tx, account)
        if pair is None:
            return None
        found = Key(*pair)
        ctx.far.keys.own.put(account, found)
    return found


async def _states(ctx: Context, parcels: Sequence[Parcel]) -> dict[str, Peer]:
    async with ctx.db.read() as tx:
        return await peers.states(tx, {parcel.to.host for parcel in parcels})


def _let_go(
    parcels: Sequence[Parcel], states: dict[str, Peer], now: datetime, outcomes: dict[int, Outcome]
) -> list[Parcel]:
    """Those that are sent now; to a peer on trial goes one."""
    going, tried = [], set[str]()
    for parcel in parcels:
        peer = states[parcel.to.host]
        until = waits(peer, now)
        if until is None and is_on_trial(peer) and peer.host in tried:
            until = now + TRIAL
        if until is None:
            tried.add(peer.host)
            going.append(parcel)
        else:
            lost = is_lost(peer, now)
            outcomes[parcel.job.id] = GiveUp(f"{peer.host} has been silent for days") if lost else Wait(until)
    return going


async def _sent(ctx: Context, parcels: Sequence[Parcel], states: dict[str, Peer]) -> list[Answer]:
    """Signed in one go, sent side by side; who can't read the signature is asked once more with the other kind."""
    if not parcels:
        return []
    modern = [states[one.to.host].is_modern for one in parcels]
    answers = await _posted(ctx, parcels, modern)
    again = [n for n, one in enumerate(answers) if one.status in UNREAD and (modern[n] or one.reads_rfc9421)]
    if again:
        second = await _posted(ctx, [parcels[n] for n in again], [not modern[n] for n in again])
        better = {n: answer for n, answer in zip(again, second, strict=True) if answer.is_success}
        answers = [better.get(n, answer) for n, answer in enumerate(answers)]
        await _learn(ctx, {parcels[n].to.host: not modern[n] for n in better})
    return answers


async def _posted(ctx: Context, parcels: Sequence[Parcel], modern: Sequence[bool]) -> list[Answer]:
    """Within the limits, one for all and one for each peer."""
    wanted = [
        delivering.unsigned(one.place, one.key, one.body, modern=new, digest=one.to.digest)
        for one, new in zip(parcels, modern, strict=True)
    ]
    signed = await ctx.signer.sign(wanted, ctx.clock())
    limits = ctx.settings.federation
    everybody = ctx.far.slots("", limits.deliveries_at_once)

    async def send(parcel: Parcel, headers: dict[str, str]) -> Answer:
        async with ctx.far.slots(parcel.to.host, limits.deliveries_per_host), everybody:
            return await delivering.post(ctx.http, parcel.place, headers, parcel.body)

    return await asyncio.gather(*(send(one, headers) for one, headers in zip(parcels, signed, strict=True)))


async def _learn(ctx: Context, news: Mapping[str, bool]) -> None:
    """Which signatures these peers turned out to read."""
    if news:
        async with ctx.db.write() as tx:
            for host, modern in news.items():
                await peers.learn(tx, host, modern=modern)
        ctx.far.modern.difference_update(host for host, modern in news.items() if not modern)


def outcome_of(job: Job, answer: Answer) -> Outcome:
    """Done, later or never."""
    if answer.is_success:
        return Done()
    following = next_delivery(job.attempts - 1, answer)
    if isinstance(following, Never):
        return GiveUp(following.reason)
    return Retry(following.seconds, f"answered {answer.status}" if answer.status else "no answer")


async def _note_peers(
    ctx: Context, parcels: Sequence[Parcel], answers: Sequence[Answer], states: dict[str, Peer]
) -> None:
    """Whoever answers at all is alive; a peer with nothing but silence and 5xx has failed once."""
    alive = {p.to.host for p, answer in zip(parcels, answers, strict=True) if 200 <= answer.status < 500}
    silent = {parcel.to.host for parcel in parcels} - alive
    news = {host for host in alive if states[host].failures or host not in ctx.far.alive}
    if not (news or silent):
        return
    now = ctx.clock()
    async with ctx.db.write() as tx:
        await peers.note(tx, news, [failed(states[host], now) for host in silent])
    ctx.far.alive.update(alive)
    ctx.far.alive.difference_update(silent)


KIND = Kind(deliver_many, at_once=64, runners=4)
