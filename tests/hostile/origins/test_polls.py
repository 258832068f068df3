"""B42, B43: votes that count twice, late, or for somebody else."""

from typing import Any

import pytest

from activitypub.terms import PUBLIC
from tests.far_side import Stranger
from tests.harness.house import House, Person
from tests.hostile.attacks import Json, befriend, settles, stored


def vote(by: Stranger, question: Json, title: Any, **more: Any) -> Json:
    """A Note with a name and no words."""
    note = by.note("", name=title, inReplyTo=question["uri"], to=[question["account"]["uri"]], cc=[], **more)
    note.pop("content")
    return by.says("Create", note, to=note["to"])


async def asks(alice: Person, *, multiple: bool = False, visibility: str = "public") -> Json:
    """Alice asks which one."""
    poll = {"options": ["fox", "bear"], "expires_in": 3600, "multiple": multiple}
    answer = await alice.tries("POST", "/api/v1/statuses", {"status": "which?", "poll": poll, "visibility": visibility})
    assert answer.status == 200, answer.text
    found: Json = answer.json
    return found


async def votes(alice: Person, question: Json) -> list[int]:
    shown = await alice.get(f"/api/v1/statuses/{question['id']}")
    return [option["votes_count"] or 0 for option in shown["poll"]["options"]]


async def test_b42_a_vote_counts_once(home: House, alice: Person, bob: Stranger, carol: Stranger):
    """The same again, another one in a poll with one answer, an unknown one, one of another's hand."""
    question = await asks(alice)
    first = vote(bob, question, "fox")
    forged = {**vote(carol, question, "bear"), "actor": bob.id}
    odd = [vote(bob, question, title) for title in ("fox", "bear", "wolf", "FOX", "", None, 7, "x" * 10_000)]
    await settles(home, bob, first, first, *odd)
    await settles(home, carol, forged)
    assert await votes(alice, question) == [1, 0]
    await settles(home, carol, vote(carol, question, "bear"))
    assert await votes(alice, question) == [1, 1]


async def test_b42_several_answers_where_several_may_be(home: House, alice: Person, bob: Stranger):
    question = await asks(alice, multiple=True)
    await settles(home, bob, *(vote(bob, question, title) for title in ("fox", "bear", "fox", "bear")))
    assert await votes(alice, question) == [1, 1]


async def test_b42_too_late(home: House, alice: Person, bob: Stranger):
    question = await asks(alice)
    home.clock.passes(hours=2)
    await settles(home, bob, vote(bob, question, "fox"))
    assert await votes(alice, question) == [0, 0]


@pytest.mark.parametrize("visibility", ["private", "direct"])
async def test_b42_by_who_was_not_asked(home: House, alice: Person, bob: Stranger, visibility: str):
    question = await asks(alice, visibility=visibility)
    await settles(home, bob, vote(bob, question, "fox"))
    assert await votes(alice, question) == [0, 0]


async def test_b42_by_who_asked(home: House, alice: Person):
    question = await asks(alice)
    answer = await alice.tries("POST", f"/api/v1/polls/{question['poll']['id']}/votes", {"choices": [0]})
    assert answer.status == 422
    assert await votes(alice, question) == [0, 0]


async def test_b43_a_voter_does_not_count(home: House, alice: Person, bob: Stranger, carol: Stranger):
    """Inflated totals come from who asked, or from nobody."""
    await befriend(home, alice, bob)
    options = [
        {"type": "Note", "name": name, "replies": {"type": "Collection", "totalItems": 1}} for name in ("fox", "bear")
    ]
    said = bob.writes("which?", type="Question", oneOf=options, endTime="2027-01-01T00:00:00Z")
    await settles(home, bob, said)
    status = await stored(home, said["object"]["id"])
    assert status is not None
    inflated = [{**one, "replies": {"type": "Collection", "totalItems": 10**9}} for one in options]
    for forged in (
        {**said["object"], "oneOf": inflated},
        {**said["object"], "oneOf": inflated, "attributedTo": carol.id},
    ):
        await settles(
            home, carol, carol.says("Update", forged, to=[PUBLIC]), {**carol.says("Update", forged), "actor": bob.id}
        )
    shown = await alice.get(f"/api/v1/statuses/{status.id}")
    assert [one["votes_count"] for one in shown["poll"]["options"]] == [1, 1]
    ours = await asks(alice)
    await settles(
        home,
        bob,
        bob.says("Update", {"id": ours["uri"], "type": "Question", "oneOf": inflated, "attributedTo": bob.id}),
    )
    assert await votes(alice, ours) == [0, 0]
