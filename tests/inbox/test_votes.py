"""Votes from elsewhere: each voter counts once at most, and only who asked says how a poll stands."""

from typing import Any

from activitypub.terms import PUBLIC
from tests.far_side import Stranger
from tests.harness.house import House, Person


async def asked(alice: Person, **values: Any) -> dict[str, Any]:
    poll = {"options": ["tea", "coffee"], "expires_in": 600}
    answer = await alice.tries("POST", "/api/v1/statuses", {"status": "Which?", "poll": poll, **values})
    found: dict[str, Any] = answer.json
    return found


def vote(by: Stranger, question: dict[str, Any], title: str) -> dict[str, Any]:
    return by.writes("", name=title, inReplyTo=question["uri"], to=[question["account"]["uri"]], cc=[])


async def counts(alice: Person, question: dict[str, Any]) -> list[int]:
    poll = await alice.get(f"/api/v1/polls/{question['poll']['id']}")
    return [option["votes_count"] for option in poll["options"]]


async def test_a_far_voter_counts_once(home: House, alice: Person, bob: Stranger):
    question = await asked(alice)
    for title in ("neither", "tea", "tea", "coffee"):
        await bob.sends(vote(bob, question, title), home)
        await home.works()
    assert await counts(alice, question) == [1, 0]
    assert (await alice.get(f"/api/v1/statuses/{question['id']}"))["replies_count"] == 0
    assert await alice.get("/api/v1/notifications") == []


async def test_votes_after_the_end_or_of_outsiders_do_not_count(home: House, alice: Person, bob: Stranger):
    question, private = await asked(alice), await asked(alice, visibility="private")
    await bob.sends(vote(bob, private, "tea"), home)
    await home.works()
    home.clock.passes(minutes=11)
    await bob.sends(vote(bob, question, "tea"), home)
    await home.works()
    assert await counts(alice, question) == [0, 0]
    assert await counts(alice, private) == [0, 0]


async def test_a_voter_cannot_say_how_a_poll_stands(home: House, alice: Person, bob: Stranger):
    question = await asked(alice)
    stuffed = {
        "id": question["uri"], "type": "Question", "attributedTo": question["account"]["uri"], "to": [PUBLIC],
        "content": "Which?", "oneOf": [{"type": "Note", "name": "tea", "replies": {"totalItems": 999}}],
    }  # fmt: skip
    await bob.sends(bob.says("Update", stuffed), home)
    await home.works()
    assert await counts(alice, question) == [0, 0]


async def test_a_far_poll_is_read_with_its_numbers(home: House, alice: Person, bob: Stranger):
    option = {"type": "Note", "name": "tea", "replies": {"type": "Collection", "totalItems": 10**12}}
    said = bob.writes("<p>?</p>", type="Question", oneOf=[option] * 100, votersCount=7, tag=[
        {"type": "Mention", "href": alice.account.uri, "name": "@alice"}], cc=[alice.account.uri])  # fmt: skip
    await bob.sends(said, home)
    await home.works()
    [bell] = await alice.get("/api/v1/notifications")
    poll = bell["status"]["poll"]
    assert (len(poll["options"]), poll["expires_at"], poll["expired"]) == (20, None, False)
    assert poll["options"][0]["votes_count"] == 2**31 - 1
