"""Publishing exactly once: whatever runs twice, is killed half-way or is changed in the meantime."""

import asyncio
import json

import pytest

from fediai.domain.lifecycle import GenerationState
from fediai.services.pictures import developing, painting
from fediai.store import jobs
from fediai.store.pictures import generations as store
from generators.contract import Offer, Picture
from generators.fake import flat_png
from tests.harness.house import House, Person, house
from tests.harness.sockets import socket_to

OFFER = Offer(models=("flat",), largest=(2048, 2048), batch=4)


@pytest.fixture
async def slow(database_url: str):
    async with house("art.example", database_url, posting={"wait_seconds": 0.0}) as one:
        yield one


async def painted(alice: Person, text: str = "/imagine a fox", **words: str) -> tuple[dict, int]:
    """A stand-in whose picture has come in and waits to be developed; and the generation's id."""
    ctx = alice.house.ctx
    pending = await alice.posts(text, **words)
    commission = await painting.commission(ctx, "w", OFFER)
    assert commission
    for piece in commission.pieces:
        data = flat_png(64, 64, (9, 90, piece.item))
        picture = Picture(piece.item, data, "image/png", 64, 64, piece.prompt.seed, "flat", "algorithmicMedia")
        await painting.receive(ctx, commission.lease, piece.generation.id, piece.item, picture, "")
    return pending, commission.pieces[0].generation.id


async def test_an_errand_that_runs_twice_at_once_publishes_once(slow: House):
    alice = await slow.signs_up("alice")
    pending, generation = await painted(alice, visibility="public")
    await asyncio.gather(*(developing.develop(slow.ctx, generation) for _ in range(3)))
    await developing.develop(slow.ctx, generation)
    [status] = await alice.home()
    assert status["id"] != pending["id"]
    assert len(status["media_attachments"]) == 1
    assert (await alice.get("/api/v1/accounts/verify_credentials"))["statuses_count"] == 1
    files = [path for path in slow.ctx.files.folder.rglob("*") if path.is_file()]
    assert len(files) == 2


async def test_killed_after_the_files_were_written_it_begins_again_and_leaves_nothing_behind(slow: House):
    alice = await slow.signs_up("alice")
    _, generation = await painted(alice)
    async with slow.ctx.db.read() as tx:
        one = await store.by_id(tx, generation)
        [raw] = await developing.easels.raw_pictures(tx, generation)
    assert one
    assert not isinstance(await developing._print(slow.ctx, raw, one.digital_source_type), developing.Unreadable)
    await slow.works()  # the errand was never settled, so it runs
    assert len(await alice.home()) == 1
    assert len([path for path in slow.ctx.files.folder.rglob("*") if path.is_file()]) == 2


async def test_cancelled_while_it_is_developed_nothing_appears(slow: House):
    alice = await slow.signs_up("alice")
    pending, generation = await painted(alice)
    await alice.tries("DELETE", f"/api/v1/statuses/{pending['id']}")
    await slow.works()
    assert await alice.home() == []
    assert not [path for path in slow.ctx.files.folder.rglob("*") if path.is_file()]
    async with slow.ctx.db.read() as tx:
        found = await store.by_id(tx, generation)
        assert await jobs.counts(tx) == {}
    assert found
    assert found.state is GenerationState.CANCELLED


async def test_a_reply_whose_parent_went_is_published_by_itself(slow: House):
    alice, bob = await slow.signs_up("alice"), await slow.signs_up("bob")
    parent = await bob.posts("paint me a fox")
    await painted(alice, "@bob /imagine a fox\n\nhere", in_reply_to_id=parent["id"])
    await bob.tries("DELETE", f"/api/v1/statuses/{parent['id']}")
    await slow.works()
    [status] = await alice.home()
    assert status["in_reply_to_id"] is None
    assert [one["acct"] for one in status["mentions"]] == ["bob"]
    assert [bell["type"] for bell in await bob.get("/api/v1/notifications")] == ["mention"]


async def test_the_authors_stream_sees_the_stand_in_go_and_the_picture_come(slow: House):
    alice, bob = await slow.signs_up("alice"), await slow.signs_up("bob")
    await bob.follows("@alice@art.example")

    def stream(person: Person):
        return socket_to(slow.app, f"/api/v1/streaming?stream=user&access_token={person.token}")

    async with stream(alice) as mine, stream(bob) as his:
        pending, _ = await painted(alice)
        await slow.works()
        heard = [json.loads(await mine.receive()) for _ in range(3)]
        assert [one["event"] for one in heard] == ["update", "delete", "update"]
        assert json.loads(heard[0]["payload"])["id"] == heard[1]["payload"] == pending["id"]
        final = json.loads(heard[2]["payload"])
        assert len(final["media_attachments"]) == 1
        told = json.loads(await his.receive())
        assert (told["event"], json.loads(told["payload"])["id"]) == ("update", final["id"])
