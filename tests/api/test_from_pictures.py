"""A picture painted from another: one's own only, from a post, an edit, a letter, and only by who can."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from typing import Any

import pytest

from fediai.store.pictures import easels
from generators.contract import Offer, Picture, Prompt
from generators.fake import Fake, flat_png
from tests.api.test_previews import until_answered
from tests.harness.asgi import multipart_body
from tests.harness.house import House, Person, everyone_settles, house
from tests.stories.watching import until

COMPOSITE = "compositeWithTrainedAlgorithmicMedia"
RED, BLUE = flat_png(40, 30, (230, 20, 20)), flat_png(40, 30, (20, 20, 230))


@pytest.fixture
async def slow_server(database_url: str) -> AsyncIterator[House]:
    """A server that answers at once, whether or not the picture is there."""
    async with house("art.example", database_url, posting={"wait_seconds": 0.0}) as one:
        yield one


@dataclass(frozen=True, slots=True)
class WordsAlone(Fake):
    """A painter that begins with a blank sheet."""

    def offer(self) -> Offer:
        return replace(Fake.offer(self), edits=False)


@dataclass(frozen=True, slots=True)
class Trained(Fake):
    """The fake, as if it had learned it."""

    def generate(self, batch: Any, cancelled: Any) -> Any:
        for event in Fake.generate(self, batch, cancelled):
            is_picture = isinstance(event, Picture)
            yield replace(event, digital_source_type="trainedAlgorithmicMedia") if is_picture else event


class Watched:
    """The fake, and what it was given."""

    def __init__(self) -> None:
        self.given: list[Prompt] = []
        self.fake = Fake()

    def offer(self) -> Offer:
        return self.fake.offer()

    def generate(self, batch: Any, cancelled: Any) -> Any:
        self.given += batch
        yield from self.fake.generate(batch, cancelled)


async def brings(who: Person, data: bytes = RED) -> str:
    body, kind = multipart_body({}, {"file": ("a.png", "image/png", data)})
    answer = await who.ask("POST", "/api/v2/media", body=body, headers={"Content-Type": kind})
    assert answer.status == 200, answer.text
    return answer.json["id"]


async def seen(server: House) -> None:
    """A painter that begins with pictures has been here."""
    async with server.paints():
        await everyone_settles(server)


async def asks(who: Person, text: str, *media_ids: str, **more: Any) -> Any:
    return await who.tries("POST", "/api/v1/statuses", {"status": text, "media_ids": list(media_ids), **more})


async def test_an_attached_picture_reaches_the_painter_and_is_not_published(server: House):
    alice, watched = await server.signs_up("alice"), Watched()
    async with server.paints(watched):
        mine = await brings(alice)
        status = (await asks(alice, "/imagine a fox --n 2 --strength 0.3 --seed 4", mine)).json
    assert [one.strength for one in watched.given] == [0.3, 0.3]
    assert {one.source[:2] if one.source else b"" for one in watched.given} == {b"\xff\xd8"}, "as it was developed"
    assert len(status["media_attachments"]) == 2
    assert mine not in [one["id"] for one in status["media_attachments"]]


async def test_keep_shows_both(server: House):
    alice = await server.signs_up("alice")
    async with server.paints():
        mine = await brings(alice)
        status = (await asks(alice, "/imagine a fox --keep", mine)).json
    assert [one["id"] == mine for one in status["media_attachments"]] == [False, True]


async def test_what_a_model_makes_of_a_picture_is_marked_as_that_picture_edited(server: House):
    """In the file and beside it; where a machine had made the picture as well, nothing of anybody's was edited."""
    alice = await server.signs_up("alice")
    async with server.paints(Trained()):
        status = (await asks(alice, "/imagine a fox --keep", await brings(alice))).json
        made, kept = status["media_attachments"]
        assert (made["digital_source_type"], kept["digital_source_type"]) == (COMPOSITE, None)
        for url in (made["url"], made["preview_url"]):
            file = await server.ask("GET", url.removeprefix("https://art.example"))
            assert COMPOSITE.encode() in file.body
        answer, _ = await until_answered(alice, await alice.posts("@studio a fox", visibility="direct"))
        varied = await alice.posts("vary", in_reply_to_id=answer["id"], visibility="direct")
        answer, _ = await until_answered(alice, varied)
    assert [one["digital_source_type"] for one in answer["media_attachments"]] == ["trainedAlgorithmicMedia"]


async def test_nobody_paints_from_somebody_elses_picture(server: House):
    """Not from what they uploaded, nor from what they posted; and one's own only once."""
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    await seen(server)
    loose, posted = await brings(bob), await brings(bob, BLUE)
    await bob.tries("POST", "/api/v1/statuses", {"status": "mine", "media_ids": [posted]})
    for theirs in (loose, posted):
        refused = await asks(alice, "/imagine a fox", theirs)
        assert (refused.status, "was not found" in refused.json["error"]) == (422, True)
    refused = await asks(alice, "/imagine a fox", await brings(alice), await brings(alice, BLUE))
    assert (refused.status, "attach only one" in refused.json["error"]) == (422, True)


async def test_a_strength_without_a_picture_is_explained(server: House):
    alice = await server.signs_up("alice")
    refused = await asks(alice, "/imagine a fox --strength 0.4")
    assert (refused.status, "attach one" in refused.json["error"]) == (422, True)


async def test_where_no_painter_can_that_is_said_at_once(server: House):
    alice = await server.signs_up("alice")
    async with server.paints(WordsAlone()):
        refused = await asks(alice, "/imagine a fox", await brings(alice))
    assert (refused.status, "can paint from a picture" in refused.json["error"]) == (422, True)


async def test_it_waits_for_a_painter_that_can(slow_server: House):
    """One that begins with a blank sheet leaves it to others, and paints what it can."""
    alice = await slow_server.signs_up("alice")
    await seen(slow_server)

    async def states() -> dict[str, str]:
        return {one["prompt"]: one["state"] for one in await alice.get("/api/fediai/v1/generations")}

    async def painted() -> bool:
        return (await states())[waited_for] == "ready"

    pending = (await asks(alice, "/imagine a fox", await brings(alice))).json
    assert pending["media_attachments"] == []
    waited_for = "an owl"
    async with slow_server.paints(WordsAlone()):
        await alice.posts("/imagine an owl")
        await until(painted, 30)
    assert await states() == {"an owl": "ready", "a fox": "queued"}
    waited_for = "a fox"
    async with slow_server.paints():
        await until(painted, 30)
    assert [len(one["media_attachments"]) for one in await alice.home()] == [1, 1]


async def test_a_picture_that_is_gone_fails_with_its_reason_and_costs_nothing(slow_server: House):
    alice = await slow_server.signs_up("alice")
    await seen(slow_server)
    mine = await brings(alice)
    pending = (await asks(alice, "/imagine a fox", mine)).json
    assert (await alice.tries("DELETE", f"/api/v1/media/{mine}")).status == 200

    async def both() -> bool:
        return {one["state"] for one in await alice.get("/api/fediai/v1/generations")} == {"ready", "failed"}

    async with slow_server.paints():
        await alice.posts("/imagine an owl")
        await until(both, 30)
    shown = await alice.get(f"/api/v1/statuses/{pending['id']}")
    assert "not there any more" in shown["content"]


async def test_an_edit_with_a_new_picture_paints_from_it(server: House):
    """Apps send along what the post shows; that is no wish to begin with it."""
    alice, watched = await server.signs_up("alice"), Watched()
    async with server.paints(watched):
        status = await alice.posts("/imagine a fox")
        shown = [one["id"] for one in status["media_attachments"]]
        for extra in ([], [await brings(alice)]):
            changed = await alice.tries(
                "PUT", f"/api/v1/statuses/{status['id']}", {"status": "/imagine a hare", "media_ids": [*shown, *extra]}
            )
            assert changed.status == 200, changed.text
            shown = [one["id"] for one in changed.json["media_attachments"]]
    assert [one.source is not None for one in watched.given] == [False, False, True]


async def test_vary_begins_with_the_candidate_that_was_liked(server: House):
    alice, watched = await server.signs_up("alice"), Watched()
    async with server.paints(watched):
        letter = await alice.posts("@studio a fox --n 2", visibility="direct")
        answer, _ = await until_answered(alice, letter)
        again = await alice.posts("vary 2 --strength 0.2", in_reply_to_id=answer["id"])
        await until_answered(alice, again)
    assert [(one.source is not None, one.strength) for one in watched.given[2:]] == [(True, 0.2)] * 2


@pytest.mark.parametrize("flags", ["", "--strength 0.2"])
async def test_retry_begins_with_the_same_picture(slow_server: House, flags: str):
    alice, watched = await slow_server.signs_up("alice"), Watched()
    await seen(slow_server)
    pending = (await asks(alice, "/imagine a fox", await brings(alice))).json
    await alice.tries("PUT", f"/api/v1/statuses/{pending['id']}", {"status": f"/imagine a fox {flags}"})

    async def painted() -> list[Prompt]:
        return watched.given

    async with slow_server.paints(watched):
        [prompt] = await until(painted, 30)
    assert (prompt.source is not None, prompt.strength) == (True, 0.2 if flags else 0.6)


@pytest.mark.parametrize("door", ["/api/fediai/v1/generations", "/api/v2/media"])
async def test_our_own_doors_take_an_upload_to_begin_with(server: House, door: str):
    alice, bob, watched = await server.signs_up("alice"), await server.signs_up("bob"), Watched()

    async def painted() -> list[Prompt]:
        return watched.given

    async with server.paints(watched):
        mine, theirs = await brings(alice), await brings(bob)
        assert (await alice.tries("POST", door, {"prompt": "a fox", "source_media_id": theirs})).status == 422
        assert (await alice.tries("POST", door, {"prompt": "a fox", "strength": "0.2"})).status == 422
        asked = await alice.tries("POST", door, {"prompt": "a fox", "source_media_id": mine, "strength": "0.2"})
        assert asked.status == 202, asked.text
        [prompt] = await until(painted, 30)
    assert (prompt.source is not None, prompt.strength) == (True, 0.2)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_a_prompt_that_is_being_written_to_is_found_at_the_next_look(slow_server: House):
    """PostgreSQL skips rows that somebody else holds: the painter that was woken for it sees nothing to paint."""
    alice = await slow_server.signs_up("alice")
    await alice.posts("/imagine a fox")

    async def ready() -> bool:
        return [one["state"] for one in await alice.get("/api/fediai/v1/generations")] == ["ready"]

    async with AsyncExitStack() as stack:
        async with slow_server.ctx.db.write() as tx:
            assert len(await easels.next_in_turn(tx, 9)) == 1
            await stack.enter_async_context(slow_server.paints())
            await asyncio.sleep(0.5)  # it came, looked, and saw none
            assert not await ready()
        await until(ready)
