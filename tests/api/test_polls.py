"""Polls through the front door: asked, voted in, ended; and over to other servers and back."""

import asyncio
from typing import Any

import pytest

from tests.harness.house import House, Person, everyone_settles

POLL = {"options": ["tea", "coffee"], "expires_in": 3600}


async def asks(person: Person, poll: dict[str, Any] = POLL, **values: Any) -> dict[str, Any]:
    answer = await person.tries("POST", "/api/v1/statuses", {"status": "Which?", "poll": poll, **values})
    assert answer.status == 200, answer.text
    found: dict[str, Any] = answer.json
    return found


async def votes(person: Person, poll: dict[str, Any], *choices: int) -> Any:
    return await person.tries("POST", f"/api/v1/polls/{poll['id']}/votes", {"choices": list(choices)})


def counts(poll: dict[str, Any]) -> list[int]:
    return [option["votes_count"] for option in poll["options"]]


async def test_a_poll_is_asked_voted_in_and_ends_with_a_bell(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    poll = (await asks(alice))["poll"]
    assert (poll["voted"], poll["expired"], counts(poll)) == (True, False, [0, 0])
    voted = await votes(bob, poll, 1)
    assert (voted.json["own_votes"], counts(voted.json), voted.json["votes_count"]) == ([1], [0, 1], 1)
    assert (await votes(bob, poll, 0)).status == 422
    assert (await votes(alice, poll, 0)).status == 422
    await server.works()
    assert await bob.get("/api/v1/notifications") == []
    server.clock.passes(hours=2)
    await server.works()
    for person in (alice, bob):
        assert [one["type"] for one in await person.get("/api/v1/notifications")] == ["poll"]
    carol = await server.signs_up("carol")
    assert (await votes(carol, poll, 0)).status == 422
    seen = await carol.get(f"/api/v1/polls/{poll['id']}")
    assert (seen["expired"], counts(seen), seen["voted"]) == (True, [0, 1], False)


async def test_several_answers_and_hidden_totals(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    poll = (await asks(alice, {**POLL, "multiple": True, "hide_totals": True}))["poll"]
    voted = await votes(bob, poll, 0, 1)
    assert (voted.json["votes_count"], voted.json["voters_count"], counts(voted.json)) == (2, 1, [None, None])
    server.clock.passes(hours=2)
    assert counts(await bob.get(f"/api/v1/polls/{poll['id']}")) == [1, 1]


async def test_who_chooses_two_where_one_may_be_chosen_is_told_in_words_that_clients_know(small_server: House):
    alice, bob = await small_server.signs_up("alice"), await small_server.signs_up("bob")
    answer = await votes(bob, (await asks(alice))["poll"], 0, 1)
    assert answer.status == 422
    assert "You have already voted on this poll" in answer.json["error"]


async def test_voting_twice_at_one_moment_counts_once(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    poll = (await asks(alice))["poll"]
    answers = await asyncio.gather(*(votes(bob, poll, choice) for choice in (0, 1, 0, 1)))
    assert sorted(answer.status for answer in answers) == [200, 422, 422, 422]
    assert sum(counts(await bob.get(f"/api/v1/polls/{poll['id']}"))) == 1


@pytest.mark.parametrize(
    ("poll", "sentence"),
    [
        ({"options": ["a"], "expires_in": 600}, "more than one option"),
        ({"options": ["a", "a"], "expires_in": 600}, "must differ"),
        ({"options": ["a", ""], "expires_in": 600}, "blank"),
        ({"options": list("abcde"), "expires_in": 600}, "more than 4 options"),
        ({"options": ["a", "b" * 51], "expires_in": 600}, "longer than 50"),
        ({"options": ["a", "b"], "expires_in": 60}, "between 300"),
        ({"options": ["a", "b"]}, "expires_in"),
    ],
)
async def test_what_cannot_be_asked(small_server: House, poll: dict[str, Any], sentence: str):
    alice = await small_server.signs_up("alice")
    answer = await alice.tries("POST", "/api/v1/statuses", {"status": "Which?", "poll": poll})
    assert answer.status == 422
    assert sentence in answer.json["error"]


async def test_editing_the_options_starts_the_vote_anew(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    post = await asks(alice)
    await votes(bob, post["poll"], 0)
    where = f"/api/v1/statuses/{post['id']}"
    kept = (await alice.tries("PUT", where, {"status": "Which one?", "poll": POLL})).json
    assert (kept["poll"]["id"], counts(kept["poll"])) == (post["poll"]["id"], [1, 0])
    changed = (
        await alice.tries("PUT", where, {"status": "Which?", "poll": {**POLL, "options": ["tea", "water"]}})
    ).json
    assert (counts(changed["poll"]), changed["poll"]["id"] != post["poll"]["id"]) == ([0, 0], True)
    said = [[option["title"] for option in one["poll"]["options"]] for one in await bob.get(f"{where}/history")]
    assert said == [["tea", "coffee"], ["tea", "coffee"], ["tea", "water"]]


async def test_a_poll_travels_and_votes_come_back(art: House, pub: House):
    alice, bob = await art.signs_up("alice"), await pub.signs_up("bob")
    await bob.follows(alice.handle)
    await everyone_settles(art, pub)
    asked = await asks(alice)
    await everyone_settles(art, pub)
    there = (await bob.home())[0]["poll"]
    assert [option["title"] for option in there["options"]] == ["tea", "coffee"]
    assert (await votes(bob, there, 1)).status == 200
    await everyone_settles(art, pub)
    here = f"/api/v1/polls/{asked['poll']['id']}"
    assert counts(await alice.get(here)) == [0, 1]
    carol = await art.signs_up("carol")
    await votes(carol, asked["poll"], 1)
    for house in (art, pub):
        house.clock.passes(minutes=5)
    await everyone_settles(art, pub)
    seen = await bob.get(f"/api/v1/polls/{there['id']}")
    assert (counts(seen), seen["voted"]) == ([0, 2], True)
    for house in (art, pub):
        house.clock.passes(hours=2)
    await everyone_settles(art, pub)
    assert "poll" in [one["type"] for one in await bob.get("/api/v1/notifications")]
    assert (await bob.home())[0]["edited_at"] is None
