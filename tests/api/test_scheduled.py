"""Posts for later through the front door."""

from datetime import timedelta
from typing import Any

import pytest

from tests.harness.house import House


def ahead(house: House, **words: float) -> str:
    return (house.clock() + timedelta(**words)).isoformat().replace("+00:00", "Z")


async def test_a_post_for_later_is_published_once_its_time_has_come(server: House):
    alice = await server.signs_up("alice")
    at = ahead(server, hours=1)
    poll = {"options": ["a", "b"], "expires_in": 600}
    asked = {"status": "later #on", "visibility": "unlisted", "scheduled_at": at, "poll": poll}
    waits = (await alice.tries("POST", "/api/v1/statuses", asked)).json
    assert waits["scheduled_at"][:19] == at[:19]
    assert (waits["params"]["text"], waits["params"]["visibility"]) == ("later #on", "unlisted")
    await server.works()
    assert await alice.home() == []
    assert [one["id"] for one in await alice.get("/api/v1/scheduled_statuses")] == [waits["id"]]
    server.clock.passes(hours=1, seconds=1)
    await server.works()
    [post] = await alice.home()
    assert (post["visibility"], [tag["name"] for tag in post["tags"]], post["poll"]["expired"]) == (
        "unlisted",
        ["on"],
        False,
    )
    assert await alice.get("/api/v1/scheduled_statuses") == []


async def test_it_can_be_moved_and_given_up(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    asked = {"status": "later", "scheduled_at": ahead(server, hours=1)}
    at = f"/api/v1/scheduled_statuses/{(await alice.tries('POST', '/api/v1/statuses', asked)).json['id']}"
    moved = await alice.tries("PUT", at, {"scheduled_at": "4999-01-01T00:00:00.000Z"})
    assert moved.json["scheduled_at"] == "4999-01-01T00:00:00.000Z"
    server.clock.passes(hours=2)
    await server.works()
    assert await alice.home() == []
    assert (await bob.ask("GET", at)).status == 404
    assert (await alice.tries("DELETE", at)).json == {}
    assert (await alice.ask("GET", at)).status == 404


async def test_the_same_request_twice_waits_once(small_server: House):
    alice = await small_server.signs_up("alice")
    values = {"status": "later", "scheduled_at": ahead(small_server, hours=1)}
    made = [
        await alice.ask(
            "POST", f"/api/v1/statuses?status=later&scheduled_at={values['scheduled_at']}",
            headers={"Idempotency-Key": "one"},
        )
        for _ in range(2)
    ]  # fmt: skip
    assert made[0].json["id"] == made[1].json["id"]
    assert len(await alice.get("/api/v1/scheduled_statuses")) == 1


async def test_what_it_answers_may_be_gone_by_then(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    post = await bob.posts("hello")
    asked = {"status": "hi", "in_reply_to_id": post["id"], "scheduled_at": ahead(server, hours=1)}
    assert (await alice.tries("POST", "/api/v1/statuses", asked)).status == 200
    await bob.tries("DELETE", f"/api/v1/statuses/{post['id']}")
    server.clock.passes(hours=2)
    await server.works()
    assert [one["in_reply_to_id"] for one in await alice.home()] == [None]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"status": "soon", "scheduled_at": "tomorrow"}, "Record invalid"),
        ({"status": "soon", "scheduled_at": "2020-01-01T00:00:00Z"}, "5 minutes in the future"),
        ({"status": "", "scheduled_at": "2999-01-01T00:00:00Z"}, "can't be blank"),
    ],
)
async def test_what_cannot_wait_is_refused_at_once(small_server: House, values: dict[str, Any], sentence: str):
    alice = await small_server.signs_up("alice")
    answer = await alice.tries("POST", "/api/v1/statuses", values)
    assert answer.status == 422
    assert sentence in answer.json["error"]
    assert await alice.get("/api/v1/scheduled_statuses") == []
