"""Our own API: described by the server, watched live, and honest about models, shares and marks.

Every answer that any test gets from it is held against that description (`tests/harness/ours.py`).
"""

import asyncio
import json
from typing import Any

from fediai.web.api.openapi import OURS, name_of
from fediai.web.api.schemas import SHAPES
from fediai.web.routes import ROUTES
from generators.contract import Offer, Progress
from generators.fake import Fake, flat_png
from tests.harness.asgi import multipart_body
from tests.harness.house import House

API = "/api/fediai/v1"
GENERATIONS = f"{API}/generations"


def events_of(text: str) -> list[tuple[str, Any]]:
    """(name, data) of each event."""
    blocks = [block.split("\n") for block in text.split("\n\n") if block.startswith("event:")]
    return [(block[0].removeprefix("event: "), json.loads(block[1].removeprefix("data: "))) for block in blocks]


class Shows(Fake):
    """Paints slowly enough to be watched."""

    def generate(self, batch, cancelled):
        for event in Fake(2.0).generate(batch, cancelled):
            yield Progress(event.item, event.step, event.of, b"\xff\xd8small") if isinstance(event, Progress) else event


async def test_every_route_of_ours_is_described_and_nothing_else(small_server: House):
    described = (await small_server.ask("GET", f"{API}/openapi.json")).json
    ours = [route for route in ROUTES if route.pattern.startswith(OURS)]
    known = {(method.upper(), path) for path, operations in described["paths"].items() for method in operations}
    assert known == {(route.method, route.pattern.replace(":id", "{id}")) for route in ours}
    assert set(SHAPES) == {name_of(route) for route in ours}
    names = [one["operationId"] for operations in described["paths"].values() for one in operations.values()]
    assert len(set(names)) == len(names)
    assert all(one["summary"] for operations in described["paths"].values() for one in operations.values())


async def test_a_painting_is_watched_until_it_is_there(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    asked = await alice.post(GENERATIONS, prompt="a fox")
    path = f"{GENERATIONS}/{asked['id']}/events"
    assert (await bob.ask("GET", path)).status == 404
    watching = asyncio.create_task(alice.ask("GET", path))
    await asyncio.sleep(0.05)
    async with server.paints(Shows()):
        seen = await asyncio.wait_for(watching, 20)
    assert seen.header("content-type") == "text/event-stream"
    told = events_of(seen.text)
    states = [data["state"] for name, data in told if name == "generation"]
    assert (states[0], states[-1]) == ("queued", "ready")
    assert len(told[-1][1]["media_attachments"]) == 1
    steps = [data for name, data in told if name == "progress"]
    assert steps
    assert all(one["of"] == 4 for one in steps)
    assert any((one["preview"] or "").startswith("data:image/jpeg;base64,") for one in steps)


async def test_what_has_ended_is_told_at_once(small_server: House):
    alice = await small_server.signs_up("alice")
    asked = await alice.post(GENERATIONS, prompt="a fox")
    await alice.tries("DELETE", f"{GENERATIONS}/{asked['id']}")
    [(name, data)] = events_of((await alice.ask("GET", f"{GENERATIONS}/{asked['id']}/events")).text)
    assert (name, data["state"]) == ("generation", "cancelled")


async def test_models_and_shares_are_as_they_are(server: House):
    alice = await server.signs_up("alice")
    assert (await server.ask("GET", f"{API}/models")).json == []
    async with server.paints():
        [model] = (await server.ask("GET", f"{API}/models")).json
        assert (model["id"], model["awake"], model["largest"]) == ("flat", True, [2048, 2048])
        before = await alice.get(f"{API}/quota")
        assert (before["left"], before["more_at"]) == (before["pictures_per_day"], None)
        await alice.posts("/imagine a fox --n 3")
    after = await alice.get(f"{API}/quota")
    assert (before["left"] - after["left"], after["painting"], bool(after["more_at"])) == (3, 0, True)
    [model] = (await server.ask("GET", f"{API}/models")).json
    assert model["awake"] is False


class Named(Fake):
    """Has two models, and says which it was asked for."""

    asked: list[str] = []  # noqa: RUF012 — read by the one test that uses it

    def offer(self) -> Offer:
        return Offer(models=("flat", "round"), largest=(512, 512))

    def generate(self, batch, cancelled):
        self.asked.extend(one.model for one in batch)
        yield from Fake().generate(batch, cancelled)


async def test_a_model_is_asked_for_by_name(small_server: House):
    alice = await small_server.signs_up("alice")
    unknown = await alice.tries("POST", GENERATIONS, {"prompt": "a fox", "model": "round"})
    assert (unknown.status, "none yet" in unknown.json["error"]) == (422, True)
    async with small_server.paints(Named()):
        asked = await alice.tries("POST", GENERATIONS, {"prompt": "a fox", "model": "round"})
        assert asked.status == 202
        await asyncio.wait_for(alice.ask("GET", f"{GENERATIONS}/{asked.json['id']}/events"), 10)
    assert Named.asked == ["round"]


async def test_marks_are_read_from_files_and_from_addresses_of_ours(server: House):
    alice = await server.signs_up("alice")
    async with server.paints():
        made = await alice.posts("/imagine a fox")
    for url in (made["media_attachments"][0]["url"], made["url"]):
        found = (await server.ask("POST", f"{API}/provenance?url={url}")).json
        assert (found["generated"], found["made_here"]) == (True, True)
        assert found["digital_source_type"].endswith("/algorithmicMedia")
    body, kind = multipart_body({}, {"file": ("x.png", "image/png", flat_png(32, 32, (1, 2, 3)))})
    found = (await server.ask("POST", f"{API}/provenance", body=body, headers={"Content-Type": kind})).json
    assert found == {"digital_source_type": None, "generated": None, "label": None, "made_here": None}
    hidden = await alice.posts("Only mine", visibility="direct")
    for url in ("https://art.example/media/nothing.jpg", "https://elsewhere.example/x.jpg", hidden["url"], "x" * 3000):
        assert (await server.ask("POST", f"{API}/provenance?url={url}")).status == 404
    assert (await server.ask("POST", f"{API}/provenance")).status == 422
