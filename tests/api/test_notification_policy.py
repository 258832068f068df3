"""What strangers may ring with, and who was kept back: through the front door, on both engines."""

import asyncio
import json
from typing import Any

import pytest

from tests.harness.house import House, Person
from tests.harness.sockets import socket_to

POLICY, REQUESTS = "/api/v2/notifications/policy", "/api/v1/notifications/requests"


async def kinds(person: Person, query: str = "") -> list[str]:
    return [one["type"] for one in await person.get(f"/api/v1/notifications{query}")]


async def policy(person: Person, **words: Any) -> dict[str, Any]:
    answer = await person.tries("PATCH", POLICY, words)
    assert answer.status == 200, answer.text
    return answer.json


async def test_a_strangers_private_mention_waits_until_it_is_let_in(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    first = await bob.posts("@alice psst", visibility="direct")
    last = await bob.posts("@alice are you there?", visibility="direct")
    assert await kinds(alice) == []
    assert await alice.get("/api/v1/notifications/unread_count") == {"count": 0}
    summary = {"pending_requests_count": 1, "pending_notifications_count": 2}
    assert (await alice.get(POLICY))["summary"] == summary
    [one] = await alice.get(REQUESTS)
    assert (one["account"]["acct"], one["notifications_count"]) == ("bob", "2")
    assert one["last_status"]["id"] == last["id"]
    assert await alice.get(f"{REQUESTS}/{one['id']}") == one
    assert await kinds(alice, f"?account_id={bob.account.id}") == ["mention", "mention"]
    assert await kinds(alice, "?include_filtered=true") == ["mention", "mention"]
    assert (await bob.ask("GET", f"{REQUESTS}/{one['id']}")).status == 404, "it is nobody else's"
    assert await alice.post(f"{REQUESTS}/{one['id']}/accept") == {}
    assert await kinds(alice) == ["mention", "mention"]
    assert await alice.get(REQUESTS) == []
    assert await alice.get(f"{REQUESTS}/merged") == {"merged": True}
    await bob.posts("@alice now it rings", visibility="direct")
    assert len(await kinds(alice)) == 3
    assert first["visibility"] == "direct"


async def test_who_was_spoken_to_in_private_may_answer(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    asked = await alice.posts("@bob what do you think?", visibility="direct")
    await bob.posts("@alice a lot", visibility="direct", in_reply_to_id=asked["id"])
    assert await kinds(alice) == ["mention"]
    public = await alice.posts("good morning")
    carol = await server.signs_up("carol")
    await carol.posts("@alice psst", visibility="direct", in_reply_to_id=public["id"])
    assert await kinds(alice) == ["mention"], "a public post invites nobody to whisper"


async def test_requests_are_dismissed_and_come_again(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    carol = await server.signs_up("carol")
    for person in (bob, carol):
        await person.posts("@alice psst", visibility="direct")
    latest, earliest = await alice.get(REQUESTS)
    assert [latest["account"]["acct"], earliest["account"]["acct"]] == ["carol", "bob"]
    assert [one["id"] for one in await alice.get(f"{REQUESTS}?max_id={latest['id']}")] == [earliest["id"]]
    assert [one["id"] for one in await alice.get(f"{REQUESTS}?min_id={earliest['id']}")] == [latest["id"]]
    assert await alice.post(f"{REQUESTS}/dismiss", **{"id[]": [latest["id"], earliest["id"]]}) == {}
    assert await alice.get(REQUESTS) == []
    await bob.posts("@alice psst again", visibility="direct")
    [again] = await alice.get(REQUESTS)
    assert again["notifications_count"] == "1"
    assert await alice.post(f"{REQUESTS}/{again['id']}/dismiss") == {}
    assert await alice.get(REQUESTS) == []
    await bob.posts("@alice psst once more", visibility="direct")
    [again] = await alice.get(REQUESTS)
    assert await alice.post(f"{REQUESTS}/accept", **{"id[]": [again["id"]]}) == {}
    assert await kinds(alice) == ["mention"]


@pytest.mark.parametrize(("verdict", "seen", "waiting"), [("accept", 3, 0), ("filter", 0, 1), ("drop", 0, 0)])
async def test_each_verdict_about_whom_one_does_not_follow(server: House, verdict: str, seen: int, waiting: int):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    posted = await alice.posts("a fox")
    assert (await policy(alice, for_not_following=verdict))["for_not_following"] == verdict
    await bob.posts("@alice hello")
    await bob.post(f"/api/v1/statuses/{posted['id']}/favourite")
    await bob.post(f"/api/v1/accounts/{alice.account.id}/follow")
    assert len(await kinds(alice)) == seen
    assert len(await alice.get(REQUESTS)) == waiting
    await alice.follows("@bob@art.example")
    await bob.posts("@alice hello again")
    assert len(await kinds(alice)) == seen + 1, "whom one follows is no stranger"


async def test_followers_of_three_days_and_accounts_of_a_month(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    await bob.post(f"/api/v1/accounts/{alice.account.id}/follow")
    assert await kinds(alice) == ["follow"]
    await policy(alice, for_not_followers="drop", for_new_accounts="filter")
    await bob.posts("@alice one")
    assert await alice.get(REQUESTS) == [], "dropped: too new a follower"
    server.clock.passes(days=4)
    await bob.posts("@alice two")
    assert len(await alice.get(REQUESTS)) == 1, "kept back: too new an account"
    server.clock.passes(days=27)
    await bob.posts("@alice three")
    assert await kinds(alice) == ["mention", "follow"]


async def test_the_house_and_who_keeps_order_in_it_always_get_through(server: House):
    alice, mod = await server.signs_up("alice"), await server.signs_up("mod", role="moderator")
    await policy(alice, for_not_following="drop")
    await mod.posts("@alice a word, please", visibility="direct")
    assert await kinds(alice) == ["mention"]


async def test_the_old_version_says_yes_or_no_and_put_is_patch(server: House):
    alice = await server.signs_up("alice")
    old = await alice.get("/api/v1/notifications/policy")
    assert old["filter_private_mentions"] is True
    assert old["filter_not_following"] is False
    answer = await alice.tries("PUT", "/api/v1/notifications/policy", {"filter_not_following": True})
    assert answer.json["filter_not_following"] is True
    answer = await alice.tries("PUT", POLICY, {"for_private_mentions": "accept"})
    assert answer.json["for_private_mentions"] == "accept"
    assert answer.json["for_not_following"] == "filter", "what was not sent stays"
    assert (await alice.tries("PATCH", POLICY, {"for_new_accounts": "banish"})).status == 422


async def test_what_is_kept_back_rings_nowhere_and_letting_in_is_told(small_server: House):
    alice, bob = await small_server.signs_up("alice"), await small_server.signs_up("bob")
    async with socket_to(
        small_server.app, f"/api/v1/streaming?stream=user:notification&access_token={alice.token}"
    ) as line:
        await bob.posts("@alice psst", visibility="direct")
        with pytest.raises(asyncio.TimeoutError):
            await line.receive(0.2)
        [one] = await alice.get(REQUESTS)
        await alice.post(f"{REQUESTS}/{one['id']}/accept")
        frame = json.loads(await line.receive(5))
        assert frame == {"stream": ["user:notification"], "event": "notifications_merged", "payload": "1"}


async def test_changed_filters_are_told(small_server: House):
    alice = await small_server.signs_up("alice")
    async with socket_to(small_server.app, f"/api/v1/streaming?stream=user&access_token={alice.token}") as line:
        made = await alice.post("/api/v2/filters", title="foxes", **{"context[]": "home"})
        assert json.loads(await line.receive(5)) == {"stream": ["user"], "event": "filters_changed"}
        await alice.ask("DELETE", f"/api/v2/filters/{made['id']}")
        assert json.loads(await line.receive(5))["event"] == "filters_changed"
