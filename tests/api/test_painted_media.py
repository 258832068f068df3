"""An attachment that is painted while its author writes: `prompt` in place of `file`."""

import asyncio

from tests.harness.asgi import Answer
from tests.harness.house import House, Person

MEDIA = "/api/v2/media"


async def until_known(who: Person, id: str) -> Answer:
    for _ in range(200):
        answer = await who.tries("GET", f"/api/v1/media/{id}")
        if answer.status != 206:
            return answer
        await asyncio.sleep(0.02)
    raise AssertionError("still at work")


async def test_202_then_206_then_200_and_then_it_is_posted(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    asked = await alice.tries("POST", MEDIA, {"prompt": "a fox --ar 2:1", "seed": 7})
    assert (asked.status, asked.json["url"]) == (202, None)
    path = f"/api/v1/media/{asked.json['id']}"
    assert (await alice.tries("GET", path)).status == 206
    assert (await bob.tries("GET", path)).status == 404
    early = await alice.tries("POST", "/api/v1/statuses", {"status": "Look", "media_ids": [asked.json["id"]]})
    assert (early.status, "not finished processing" in early.json["error"]) == (422, True)
    await alice.tries("PUT", path, {"description": "AI-generated image: a fox, asleep"})
    async with server.paints():
        ready = await until_known(alice, asked.json["id"])
    assert ready.status == 200
    assert ready.json["description"] == "AI-generated image: a fox, asleep"
    assert ready.json["meta"]["original"]["aspect"] == 2.0
    made = await alice.posts("Look", **{"media_ids[]": asked.json["id"]})
    assert [one["id"] for one in made["media_attachments"]] == [asked.json["id"]]
    assert "AIGenerated" in made["content"], "whoever attaches it: it is labelled"


async def test_a_failure_is_422_with_its_reason(server: House):
    alice = await server.signs_up("alice")
    asked = await alice.tries("POST", MEDIA, {"prompt": "fail-forever:no paint"})
    async with server.paints():
        failed = await until_known(alice, asked.json["id"])
    assert (failed.status, "no paint" in failed.json["error"]) == (422, True)


async def test_what_is_taken_away_is_not_painted(server: House):
    alice = await server.signs_up("alice")
    asked = await alice.tries("POST", MEDIA, {"prompt": "a fox"})
    assert (await alice.tries("DELETE", f"/api/v1/media/{asked.json['id']}")).status == 200
    [one] = await alice.get("/api/fediai/v1/generations")
    assert one["state"] == "cancelled"


async def test_flaws_are_422(small_server: House):
    alice = await small_server.signs_up("alice")
    for prompt, sentence in (("", "Say what to paint"), ("a fox --n 3", "one picture"), ("a fox --sed 3", "--seed")):
        answer = await alice.tries("POST", MEDIA, {"prompt": prompt})
        assert (answer.status, sentence in answer.json["error"]) == (422, True), answer.text
