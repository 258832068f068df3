"""`/imagine` for later: painted at once, shown in the list, published on time, or late, or never with a reason."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.harness.house import House, Person

LATER = "/api/v1/scheduled_statuses"


def in_minutes(minutes: float) -> str:
    return (datetime.now(UTC) + timedelta(minutes=minutes)).isoformat()


async def until_settled(who: Person, waits: dict[str, Any]) -> dict[str, Any]:
    for _ in range(200):
        [painting, *_] = await who.get("/api/fediai/v1/generations")
        if painting["state"] in ("ready", "failed"):
            return await who.get(f"{LATER}/{waits['id']}")
        await asyncio.sleep(0.02)
    raise AssertionError("it was not painted")


async def test_it_is_painted_at_once_and_published_on_time(server: House):
    alice = await server.signs_up("alice")
    words = {"status": "/imagine a fox --n 2\n\nGood morning", "scheduled_at": in_minutes(10), "visibility": "unlisted"}
    waits = await alice.post("/api/v1/statuses", **words)
    assert (waits["params"]["text"], waits["media_attachments"]) == (words["status"], [])
    async with server.paints():
        shown = await until_settled(alice, waits)
    assert len(shown["media_attachments"]) == 2
    assert [one["id"] for one in await alice.get(LATER)] == [waits["id"]]
    assert await alice.home() == []
    server.clock.passes(minutes=11)
    await server.works()
    [made] = await alice.home()
    assert (made["visibility"], len(made["media_attachments"])) == ("unlisted", 2)
    assert "Good morning" in made["content"]
    assert await alice.get(LATER) == []


async def test_what_is_not_ready_in_time_is_published_late(server: House):
    alice = await server.signs_up("alice")
    await alice.post("/api/v1/statuses", status="/gambar seekor rubah", scheduled_at=in_minutes(6))
    server.clock.passes(minutes=7)
    await server.works()
    assert len(await alice.get(LATER)) == 1
    async with server.paints():
        for _ in range(200):
            if home := await alice.home():
                break
            await asyncio.sleep(0.02)
    assert home[0]["media_attachments"][0]["description"] == "Gambar buatan AI: seekor rubah"
    assert await alice.get(LATER) == []


async def test_a_failure_is_told_and_the_post_stays_listed(server: House):
    alice = await server.signs_up("alice")
    words = {"status": "/imagine fail-forever:no paint", "scheduled_at": in_minutes(6)}
    waits = await alice.post("/api/v1/statuses", **words)
    async with server.paints():
        await until_settled(alice, waits)
    [bell] = await alice.get("/api/v1/notifications")
    assert "no paint" in bell["status"]["content"]
    assert "stays in your list" in bell["status"]["content"]
    server.clock.passes(minutes=7)
    await server.works()
    assert [one["id"] for one in await alice.get(LATER)] == [waits["id"]]
    said = await alice.posts("retry", in_reply_to_id=bell["status"]["id"])
    assert said["visibility"] == "direct"
    states = [one["state"] for one in await alice.get("/api/fediai/v1/generations")]
    assert states == ["queued", "failed"]
    await alice.tries("DELETE", f"{LATER}/{waits['id']}")
    states = [one["state"] for one in await alice.get("/api/fediai/v1/generations")]
    assert states == ["cancelled", "failed"]


async def test_a_post_that_is_taken_back_leaves_its_finished_picture_in_the_studio(server: House):
    alice = await server.signs_up("alice")
    waits = await alice.post("/api/v1/statuses", status="/imagine a fox", scheduled_at=in_minutes(6))
    async with server.paints():
        await until_settled(alice, waits)
    assert (await alice.tries("DELETE", f"{LATER}/{waits['id']}")).status == 200
    server.clock.passes(minutes=7)
    await server.works()
    assert await alice.home() == []
    [one] = await alice.get("/api/fediai/v1/generations")
    assert (one["state"], len(one["media_attachments"])) == ("ready", 1)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("/imagine a fox --preview", "no preview"),
        ("/imagine help", "no help"),
        ("/imagine a fox --sed 4", "did you mean --seed?"),
    ],
)
async def test_what_cannot_wait_is_said_in_a_sentence(small_server: House, text: str, sentence: str):
    alice = await small_server.signs_up("alice")
    answer = await alice.tries("POST", "/api/v1/statuses", {"status": text, "scheduled_at": in_minutes(10)})
    assert (answer.status, sentence in answer.json["error"]) == (422, True)
    assert await alice.get(LATER) == []
