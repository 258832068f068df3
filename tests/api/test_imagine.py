"""Posting pictures from any client: the fast way, the slow way, and everything that can go wrong before and after."""

import asyncio
import json
from collections.abc import AsyncIterator
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from fediai.domain.events import Event, StatusDeleted, StatusPublished
from fediai.media import provenance
from generators.fake import Fake
from tests.harness.asgi import Answer
from tests.harness.house import House, Person, house


@pytest.fixture
async def slow_server(database_url: str) -> AsyncIterator[House]:
    """A server that answers at once, whether or not the picture is there."""
    async with house("art.example", database_url, posting={"wait_seconds": 0.0}) as one:
        yield one


async def bytes_of(server: House, url: str) -> Answer:
    return await server.ask("GET", url.removeprefix(f"https://{server.domain}"))


async def until_published(alice: Person, pending: dict[str, Any]) -> dict[str, Any]:
    for _ in range(400):
        found = await alice.get(f"/api/v1/statuses/{pending['id']}")
        if found["id"] != pending["id"]:
            return found
        await asyncio.sleep(0.02)
    raise AssertionError(f"never published: {found['content']}")


async def until_failed(alice: Person, pending: dict[str, Any]) -> dict[str, Any]:
    for _ in range(400):
        found = await alice.get(f"/api/v1/statuses/{pending['id']}")
        if "could not be painted" in found["content"] or "gagal" in found["content"]:
            return found
        await asyncio.sleep(0.02)
    raise AssertionError(f"never failed: {found['content']}")


async def test_a_quick_picture_is_in_the_answer_itself(server: House):
    alice = await server.signs_up("alice")
    async with server.paints():
        status = await alice.posts("/imagine a fox in the snow --ar 3:2\n\nHello, world", visibility="public")
    [picture] = status["media_attachments"]
    assert picture["description"] == "AI-generated image: a fox in the snow"
    assert picture["meta"]["original"]["width"] > picture["meta"]["original"]["height"]
    assert picture["blurhash"]
    assert "Hello, world" in status["content"]
    assert [tag["name"].lower() for tag in status["tags"]] == ["aigenerated"]
    assert "/imagine" not in json.dumps(status)
    assert status["visibility"] == "public"


async def test_the_file_is_a_picture_with_its_mark_and_is_served_safely(server: House):
    alice = await server.signs_up("alice")
    async with server.paints():
        status = await alice.posts("/imagine a fox")
    for url in (status["media_attachments"][0]["url"], status["media_attachments"][0]["preview_url"]):
        answer = await bytes_of(server, url)
        assert answer.status == 200
        assert answer.header("content-type") == "image/jpeg"
        assert answer.header("x-content-type-options") == "nosniff"
        assert "sandbox" in answer.header("content-security-policy")
        assert "immutable" in answer.header("cache-control")
        assert provenance.found_in(Image.open(BytesIO(answer.body))) == "algorithmicMedia"


async def test_four_pictures_come_in_one_post(server: House):
    alice = await server.signs_up("alice")
    async with server.paints():
        status = await alice.posts("/imagine a fox --n 4 --seed 1 --private")
    assert len({picture["url"] for picture in status["media_attachments"]}) == 4
    assert {picture["description"] for picture in status["media_attachments"]} == {"AI-generated image."}


async def test_naming_the_studio_asks_too_and_its_name_is_not_shown(server: House):
    alice = await server.signs_up("alice")
    async with server.paints():
        status = await alice.posts("@studio a fox in the snow", language="id")
    assert status["media_attachments"][0]["description"] == "Gambar buatan AI: a fox in the snow"
    assert status["mentions"] == []
    assert "studio" not in status["content"]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"status": "/imagine"}, "Say what to paint"),
        ({"status": "/imagine a fox --sed 3"}, "did you mean --seed?"),
        ({"status": "/imagine a fox --ar 1:9"}, "--ar"),
        ({"status": "/imagine a fox --size 64x64"}, "did you mean --ar?"),
        ({"status": "/imagine a fox --zzz"}, "known are --ar"),
        ({"status": "/imagine a fox --keep"}, "--keep shows"),
        ({"status": "/gambar"}, "misalnya: /gambar"),
        ({"status": "/gambar rubah --sed 3"}, "maksud Anda --seed?"),
        ({"status": "/imagine a fox --n 9", "language": "id"}, "dari 1 sampai 4, bukan “9”"),
        ({"status": "/imagine a fox", "poll": {"options": ["a", "b"], "expires_in": 300}}, "poll"),
        ({"status": "/imagine a fox", "quoted_status_id": "1"}, "quoted_status_id"),
        ({"status": "/imagine a fox", "media_ids": ["1"]}, "was not found"),
        ({"status": "/imagine a fox\n\n" + "a" * 5001}, "character limit"),
    ],
)
async def test_a_flaw_is_a_422_with_a_sentence_and_nothing_is_stored(
    small_server: House, values: dict[str, Any], sentence: str
):
    alice = await small_server.signs_up("alice")
    answer = await alice.tries("POST", "/api/v1/statuses", values)
    assert answer.status == 422
    assert sentence in answer.json["error"]
    assert await alice.home() == []
    assert await alice.get("/api/fediai/v1/generations") == []


async def test_a_full_queue_is_a_429_that_says_when_to_come_back(sqlite_url: str):
    async with house("art.example", sqlite_url, limits={"queue": 1}, posting={"wait_seconds": 0.0}) as server:
        alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
        await alice.posts("/imagine a fox")
        answer = await bob.tries("POST", "/api/v1/statuses", {"status": "/imagine a hare"})
        assert answer.status == 429
        assert int(answer.header("retry-after")) > 0
        assert "wait to be painted" in answer.json["error"]


async def test_a_slow_picture_has_a_stand_in_that_only_its_author_sees(slow_server: House):
    alice, bob = await slow_server.signs_up("alice"), await slow_server.signs_up("bob")
    await bob.follows("@alice@art.example")
    heard: list[Event] = []
    slow_server.ctx.bus.listen(heard.append)
    pending = await alice.posts("/imagine a fox\n\nHello", visibility="public", spoiler_text="fur")
    assert (pending["visibility"], pending["media_attachments"]) == ("direct", [])
    assert "Only you can see this" in pending["content"]
    assert "painter is asleep" in pending["content"]
    assert "Hello" in pending["content"]
    assert pending["spoiler_text"] == "fur"
    assert [one["id"] for one in await alice.home()] == [pending["id"]]
    assert (await bob.ask("GET", f"/api/v1/statuses/{pending['id']}")).status == 404
    assert await bob.home() == []
    assert (await bob.get(f"/api/v1/accounts/{alice.account.id}/statuses")) == []
    assert (await alice.tries("POST", f"/api/v1/statuses/{pending['id']}/reblog")).status >= 400

    async with slow_server.paints():
        final = await until_published(alice, pending)
    assert int(final["id"]) > int(pending["id"])
    assert (final["visibility"], len(final["media_attachments"])) == ("public", 1)
    assert [one["id"] for one in await alice.home()] == [final["id"]]
    assert [one["id"] for one in await bob.home()] == [final["id"]]
    seen = [e for e in heard if isinstance(e, StatusDeleted | StatusPublished)]
    assert [type(e) for e in seen] == [StatusPublished, StatusDeleted, StatusPublished]
    assert (await alice.post(f"/api/v1/statuses/{pending['id']}/favourite"))["id"] == final["id"]

    slow_server.clock.passes(days=31)
    assert (await alice.ask("GET", f"/api/v1/statuses/{pending['id']}")).status == 404


async def test_the_same_key_means_the_same_post_from_the_first_try_to_the_final_one(slow_server: House):
    alice = await slow_server.signs_up("alice")
    key = {"Idempotency-Key": "one", "Content-Type": "application/json"}
    body = json.dumps({"status": "/imagine a fox"}).encode()

    async def post() -> str:
        return (await alice.ask("POST", "/api/v1/statuses", body=body, headers=key)).json["id"]

    first, again = await asyncio.gather(post(), post())
    assert first == again
    async with slow_server.paints():
        final = await until_published(alice, {"id": first})
    assert await post() == final["id"]
    assert len(await alice.get("/api/fediai/v1/generations")) == 1


async def test_deleting_the_stand_in_stops_the_painting_and_redrafts_the_command(slow_server: House):
    alice = await slow_server.signs_up("alice")
    pending = await alice.posts("/imagine a fox --seed 3\n\nHello")
    assert (await alice.get(f"/api/v1/statuses/{pending['id']}/source"))["text"] == "/imagine a fox --seed 3\n\nHello"
    gone = await alice.tries("DELETE", f"/api/v1/statuses/{pending['id']}")
    assert gone.json["text"] == "/imagine a fox --seed 3\n\nHello"
    [one] = await alice.get("/api/fediai/v1/generations")
    assert one["state"] == "cancelled"
    after = await alice.posts("/imagine an owl")
    async with slow_server.paints():
        painted = await until_published(alice, after)  # whoever came first would have been painted by now
    assert [one["id"] for one in await alice.home()] == [painted["id"]]


async def test_deleting_by_the_old_id_deletes_what_was_published(slow_server: House):
    alice = await slow_server.signs_up("alice")
    pending = await alice.posts("/imagine a fox")
    async with slow_server.paints():
        final = await until_published(alice, pending)
    assert (await alice.tries("DELETE", f"/api/v1/statuses/{pending['id']}")).json["id"] == final["id"]
    assert await alice.home() == []


async def test_a_failure_edits_the_stand_in_and_the_studio_writes(slow_server: House):
    alice = await slow_server.signs_up("alice")
    pending = await alice.posts("/imagine fail-forever:the brush broke")
    async with slow_server.paints():
        failed = await until_failed(alice, pending)
    assert "the brush broke" in failed["content"]
    assert failed["edited_at"]
    [bell] = await alice.get("/api/v1/notifications")
    assert (bell["type"], bell["account"]["username"]) == ("mention", "studio")
    assert bell["status"]["visibility"] == "direct"
    assert "the brush broke" in bell["status"]["content"]
    [one] = await alice.get("/api/fediai/v1/generations")
    assert (one["state"], one["error"]) == ("failed", "the brush broke")


async def test_a_failure_while_the_client_waits_is_an_error_that_keeps_its_text(server: House):
    alice = await server.signs_up("alice")
    async with server.paints():
        answer = await alice.tries("POST", "/api/v1/statuses", {"status": "/imagine fail-forever:no paint"})
    assert answer.status == 422
    assert "no paint" in answer.json["error"]
    assert await alice.home() == []
    assert await alice.get("/api/v1/notifications") == []


@pytest.mark.parametrize("through", ["the stand-in", "the letter"])
async def test_replying_retry_paints_again(slow_server: House, through: str):
    alice = await slow_server.signs_up("alice")
    pending = await alice.posts("/imagine fail-forever:no paint\n\nHello", visibility="unlisted")
    async with slow_server.paints():
        await until_failed(alice, pending)
    [bell] = await alice.get("/api/v1/notifications")
    target = pending["id"] if through == "the stand-in" else bell["status"]["id"]
    again = await alice.posts("@studio retry --seed 9", in_reply_to_id=target)
    assert again["id"] == pending["id"]
    assert "Painting" in again["content"]
    assert (await alice.get("/api/fediai/v1/generations"))[0]["seed"] == 9
    answer = await alice.tries("PUT", f"/api/v1/statuses/{pending['id']}", {"status": "/imagine a hare\n\nHello"})
    assert answer.json["id"] == pending["id"]
    async with slow_server.paints():
        final = await until_published(alice, pending)
    assert final["visibility"] == "unlisted"
    assert final["media_attachments"][0]["description"] == "AI-generated image: a hare"
    states = [one["state"] for one in await alice.get("/api/fediai/v1/generations")]
    assert states == ["ready", "cancelled", "failed"]


async def test_replying_batal_takes_the_stand_in_down(slow_server: House):
    alice = await slow_server.signs_up("alice")
    pending = await alice.posts("/gambar seekor rubah")
    assert "Hanya kamu" in pending["content"]
    gone = await alice.posts("batal", in_reply_to_id=pending["id"])
    assert gone["id"] == pending["id"]
    assert await alice.home() == []


async def test_help_is_a_direct_message_that_says_what_stays_private(server: House):
    alice = await server.signs_up("alice")
    letter = await alice.posts("/imagine help", visibility="public")
    assert (letter["account"]["username"], letter["visibility"]) == ("studio", "direct")
    assert "What stays private" in letter["content"]
    assert (await alice.get("/api/v1/notifications"))[0]["status"]["id"] == letter["id"]
    thanks = await alice.posts("@studio thank you", in_reply_to_id=letter["id"], visibility="direct")
    assert "thank you" in thanks["content"], "answering the studio asks for nothing"
    for said in ("/gambar bantuan", "@studio bantuan"):
        letter = await alice.posts(said, visibility="direct")
        assert "/gambar seekor rubah" in letter["content"]
        assert "Yang tetap pribadi" in letter["content"]


async def test_an_escaped_command_is_an_ordinary_post(server: House):
    alice = await server.signs_up("alice")
    status = await alice.posts(r"\/imagine a fox")
    assert status["content"] == "<p>/imagine a fox</p>"


async def test_editing_a_published_picture_with_a_command_paints_it_anew(server: House):
    alice = await server.signs_up("alice")
    async with server.paints():
        status = await alice.posts("/imagine a fox\n\nHello")
        old = status["media_attachments"][0]["url"]
        plain = await alice.tries("PUT", f"/api/v1/statuses/{status['id']}", {"status": "Hello again #AIGenerated"})
        assert plain.json["media_attachments"][0]["url"] == old
        again = await alice.tries("PUT", f"/api/v1/statuses/{status['id']}", {"status": "/imagine a hare\n\nBye"})
    assert again.json["id"] == status["id"]
    assert again.json["edited_at"]
    assert "Bye" in again.json["content"]
    [picture] = again.json["media_attachments"]
    assert picture["url"] != old
    assert picture["description"] == "AI-generated image: a hare"


async def test_a_painter_whose_plug_is_pulled_costs_nothing_but_time(slow_server: House):
    from generators import frames
    from tests.harness.house import LOCAL_TOKEN
    from tests.harness.painter import connected

    alice = await slow_server.signs_up("alice")
    pending = await alice.posts("/imagine a fox")
    async with connected(slow_server.app, LOCAL_TOKEN) as line:
        assert isinstance(frames.decode(await line.receive()), frames.Welcome)
        assert isinstance(frames.decode(await line.receive()), frames.Job)
        [one] = await alice.get("/api/fediai/v1/generations")
        assert one["state"] == "running"
    [one] = await alice.get("/api/fediai/v1/generations")
    assert one["state"] == "queued"
    async with slow_server.paints(Fake()):
        await until_published(alice, pending)
