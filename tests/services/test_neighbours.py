"""The neighbour budget through the client API: public while it lasts, then unlisted, and the author is told."""

import asyncio
from collections import Counter
from typing import Any

import pytest

from fediai.settings import Neighbours
from generators.fake import Fake
from tests.harness.house import House, Person, house

SMALL = {"public_per_hour": 2, "public_per_day": 3, "instance_public_per_hour": 4}


@pytest.fixture
async def home(database_url: str):
    """Two public pictures an hour, three a day, four an hour in the whole house."""
    async with house("art.example", database_url, neighbours=SMALL, posting={"wait_seconds": 20.0}) as one:
        yield one


async def paints(who: Person, **more: Any) -> dict[str, Any]:
    return await who.posts("/imagine a fox\n\nLook", **more)


async def letters(who: Person) -> list[str]:
    heard = await who.get("/api/v1/notifications?types[]=mention")
    return [one["status"]["content"] for one in heard if one["account"]["username"] == "studio"]


async def test_past_the_hour_a_picture_goes_out_unlisted_and_its_author_is_told_once(home: House):
    alice = await home.signs_up("alice")
    async with home.paints(Fake()):
        made = [await paints(alice) for _ in range(3)]
        quiet = [await paints(alice, visibility=word) for word in ("unlisted", "private")]
        words = await alice.posts("Words are no pictures")
        again = await paints(alice)
    assert [one["visibility"] for one in made] == ["public", "public", "unlisted"]
    assert [one["visibility"] for one in (*quiet, words, again)] == ["unlisted", "private", "public", "unlisted"]
    assert ["quieted" in one for one in (*made, *quiet, words)] == [False, False, True, False, False, False]
    [letter] = await letters(alice)
    assert "2 public pictures an hour and 3 a day" in letter


async def test_time_makes_room_and_deleting_does_not(home: House):
    alice = await home.signs_up("alice")
    async with home.paints(Fake()):
        first = await paints(alice)
        await alice.tries("DELETE", f"/api/v1/statuses/{first['id']}")
        seen = [(await paints(alice))["visibility"] for _ in range(2)]
        home.clock.passes(minutes=61)
        seen += [(await paints(alice))["visibility"] for _ in range(2)]
        home.clock.passes(hours=25)
        seen += [(await paints(alice))["visibility"]]
    assert seen == ["public", "unlisted", "public", "unlisted", "public"]


async def test_a_boost_of_ones_own_picture_is_another_turn(home: House):
    alice, bob = await home.signs_up("alice"), await home.signs_up("bob")
    async with home.paints(Fake()):
        post = await paints(alice)
        boosts = []
        for _ in range(2):
            boosts.append((await alice.post(f"/api/v1/statuses/{post['id']}/reblog"))["visibility"])
            await alice.post(f"/api/v1/statuses/{post['id']}/unreblog")
    assert boosts == ["public", "unlisted"]
    assert (await bob.post(f"/api/v1/statuses/{post['id']}/reblog"))["visibility"] == "public"


async def test_the_house_has_a_budget_and_nobody_races_past_it(home: House):
    people = [await home.signs_up(name) for name in ("alice", "bob", "carol")]
    async with home.paints(Fake()):
        made = await asyncio.gather(*(paints(who) for who in people * 2))
    assert Counter(one["visibility"] for one in made) == {"public": 4, "unlisted": 2}


async def test_in_indonesian(home: House):
    alice = await home.signs_up("alice")
    async with home.paints(Fake()):
        for _ in range(3):
            await alice.posts("/gambar rubah", language="id")
    [letter] = await letters(alice)
    assert "2 gambar publik per jam" in letter


def test_the_usual_budget_is_what_neighbours_write_into_their_rules():
    assert (Neighbours().public_per_hour, Neighbours().public_per_day) == (3, 12)
