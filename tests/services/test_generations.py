"""Paintings from the question to the answer: who is next, who holds what, each picture once."""

import asyncio

import pytest

from fediai.domain.errors import NotFound, TooMany
from fediai.domain.lifecycle import GenerationState
from fediai.domain.pictures.generations import Generation
from fediai.domain.statuses import Page
from fediai.services.pictures import generations, painting
from fediai.services.pictures.generations import Request
from fediai.store.pictures import generations as store
from generators.contract import Offer, Picture
from generators.fake import flat_png
from tests.harness.house import House, Person, house

OFFER = Offer(models=("flat",), largest=(2048, 2048), batch=4)


async def ask(person: Person, prompt: str, **words: object) -> Generation:
    async with person.house.ctx.db.write() as tx:
        return await generations.ask(person.house.ctx, tx, person.account, Request(prompt, **words))


async def found(server: House, id: int) -> Generation:
    async with server.ctx.db.read() as tx:
        one = await store.by_id(tx, id)
    assert one is not None
    return one


def a_picture(seed: int = 0) -> Picture:
    return Picture(0, flat_png(64, 64, (200, 30, 20)), "image/png", 64, 64, seed, "flat", "algorithmicMedia")


async def test_the_oldest_is_next_but_nobody_waits_for_all_of_somebody_elses(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    first, second = await ask(alice, "one"), await ask(alice, "two")
    third = await ask(bob, "three")
    order = [await painting.commission(server.ctx, "w", Offer(("flat",), (64, 64), batch=1)) for _ in range(3)]
    assert [c.pieces[0].generation.id for c in order if c] == [first.id, third.id, second.id]
    assert await painting.commission(server.ctx, "w", OFFER) is None


async def test_prompts_of_strangers_that_fit_together_share_a_batch(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    await ask(alice, "one", pictures=2)
    await ask(bob, "wide", ratio=(2, 1))
    await ask(bob, "two")
    commission = await painting.commission(server.ctx, "w", OFFER)
    assert commission
    assert [(p.prompt.text, p.item) for p in commission.pieces] == [("one", 0), ("one", 1), ("two", 0)]
    assert commission.pieces[1].prompt.seed == commission.pieces[0].prompt.seed + 1
    server.clock.passes(seconds=61)
    assert await painting.give_back_overdue(server.ctx) == 2
    alone = [await painting.commission(server.ctx, "w", OFFER) for _ in range(3)]
    assert [{p.prompt.text for p in c.pieces} for c in alone if c] == [{"one"}, {"wide"}, {"two"}], (
        "what came back may be what silenced the painter: it takes nobody with it"
    )


async def test_a_lease_that_ran_out_returns_the_prompt_to_its_place_three_times(server: House):
    alice = await server.signs_up("alice")
    first, second = await ask(alice, "one"), await ask(alice, "two")
    for _ in range(3):
        commission = await painting.commission(server.ctx, "w", Offer(("flat",), (64, 64), batch=1))
        assert commission
        assert commission.pieces[0].generation.id == first.id
        server.clock.passes(seconds=61)
        assert await painting.give_back_overdue(server.ctx) == 1
    failed = await found(server, first.id)
    assert (failed.state, failed.refunded) == (GenerationState.FAILED, True)
    assert "silent" in failed.error
    assert (await found(server, second.id)).state is GenerationState.QUEUED


async def test_a_late_picture_of_a_lost_lease_is_dropped_and_each_appears_once(server: House):
    alice = await server.signs_up("alice")
    asked = await ask(alice, "one")
    late = await painting.commission(server.ctx, "w", OFFER)
    server.clock.passes(seconds=61)
    await painting.give_back_overdue(server.ctx)
    now = await painting.commission(server.ctx, "w", OFFER)
    assert late
    assert now
    assert not await painting.receive(server.ctx, late.lease, asked.id, 0, a_picture(), "")
    assert await painting.receive(server.ctx, now.lease, asked.id, 0, a_picture(), "")
    assert not await painting.receive(server.ctx, now.lease, asked.id, 0, a_picture(), "")
    await server.works()
    await server.works()
    async with server.ctx.db.read() as tx:
        view = await generations.view(server.ctx, tx, alice.account, asked.id)
    assert view.generation.state is GenerationState.READY
    assert [(m.width, m.digital_source_type) for m in view.media] == [(64, "algorithmicMedia")]
    files = [p for p in server.ctx.files.folder.rglob("*") if p.is_file()]
    assert len(files) == 2, "the picture and its preview; what the painter sent is gone"


async def test_a_second_attempt_paints_only_what_is_missing(server: House):
    alice = await server.signs_up("alice")
    asked = await ask(alice, "one", pictures=3)
    first = await painting.commission(server.ctx, "w", OFFER)
    assert first
    await painting.receive(server.ctx, first.lease, asked.id, 1, a_picture(), "")
    await painting.give_back(server.ctx, first.lease, [asked.id], "the line was cut")
    second = await painting.commission(server.ctx, "w", OFFER)
    assert second
    assert [piece.item for piece in second.pieces] == [0, 2]


async def test_a_cancelled_painting_gives_its_share_back_and_is_nobody_elses_business(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    asked = await ask(alice, "one")
    async with server.ctx.db.write() as tx:
        with pytest.raises(NotFound):
            await generations.cancel(server.ctx, tx, bob.account, asked.id)
        view = await generations.cancel(server.ctx, tx, alice.account, asked.id)
    assert (view.generation.state, view.generation.refunded) == (GenerationState.CANCELLED, True)
    assert await painting.commission(server.ctx, "w", OFFER) is None


async def test_limits_are_said_with_the_time_to_come_back(sqlite_url: str):
    limits = {"pictures_per_day": 4, "generations_at_once": 2, "queue": 3}
    async with house("art.example", sqlite_url, limits=limits) as server:
        alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
        for _ in range(2):
            first = await ask(alice, "one")
        with pytest.raises(TooMany, match="being painted"):
            await ask(alice, "three")
        async with server.ctx.db.write() as tx:
            await generations.cancel(server.ctx, tx, alice.account, first.id)
        with pytest.raises(TooMany, match="4 pictures a day; 3 are left, and more in about 24 h") as refusal:
            await ask(alice, "many", pictures=4)
        assert 86_000 < (refusal.value.retry_after or 0) <= 86_400
        for _ in range(2):
            await ask(bob, "two")
        with pytest.raises(TooMany, match="3 pictures wait") as full:
            await ask(alice, "four")
        assert full.value.retry_after


async def test_the_same_key_at_the_same_time_is_one_painting(server: House):
    alice = await server.signs_up("alice")
    asked = await asyncio.gather(*(ask(alice, "one", idempotency_key="k") for _ in range(5)))
    assert len({one.id for one in asked}) == 1
    async with server.ctx.db.read() as tx:
        assert len(await generations.views(server.ctx, tx, alice.account, Page())) == 1
    async with server.ctx.db.write() as tx:
        await generations.cancel(server.ctx, tx, alice.account, asked[0].id)
    assert (await ask(alice, "one", idempotency_key="k")).id != asked[0].id, "a cancelled one releases its key"


async def test_whoever_waited_for_a_day_is_told(server: House):
    from fediai.workers import sweeps_pictures

    alice = await server.signs_up("alice")
    asked = await ask(alice, "one")
    server.clock.passes(hours=25)
    assert await sweeps_pictures.fail_stale_pending(server.ctx) == 1
    assert "whole day" in (await found(server, asked.id)).error
