"""https://docs.joinmastodon.org/methods/timelines/ and its kin through the front door."""

import re
from dataclasses import dataclass, field
from typing import Any

from fediai.domain.statuses import Page
from fediai.services.posts import timelines
from fediai.store.database import Transaction
from fediai.store.posts.timelines import Only
from tests.harness.house import House, Person


def links(answer: Any) -> dict[str, str]:
    """Path and query by relation, as clients take them from the Link header."""
    found = re.findall(r'<https://art\.example([^>]+)>; rel="(\w+)"', answer.header("link"))
    return {rel: target for target, rel in found}


async def ids_of(person: Person, target: str) -> list[str]:
    return [one["id"] for one in await person.get(target)]


async def test_link_headers_lead_through_a_whole_timeline_and_back(server: House):
    alice = await server.signs_up("alice")
    posted = [(await alice.posts(str(n), visibility="unlisted"))["id"] for n in range(7)]
    target, walked = "/api/v1/timelines/home?limit=3&local=false", []
    while target:
        answer = await alice.ask("GET", target)
        walked += [one["id"] for one in answer.json]
        last, target = answer, links(answer).get("next", "")
        assert "limit=3&local=false" in target or not target
    assert walked == posted[::-1]
    newer = await alice.get(links(last)["prev"])
    assert [one["id"] for one in newer] == posted[3:0:-1]


async def test_the_cursors_of_favourites_are_not_status_ids(server: House):
    alice = await server.signs_up("alice")
    posted = [(await alice.posts(str(n)))["id"] for n in range(3)]
    for one in (posted[1], posted[0], posted[2]):
        await alice.post(f"/api/v1/statuses/{one}/favourite")
    first = await alice.ask("GET", "/api/v1/favourites?limit=2")
    assert [one["id"] for one in first.json] == [posted[2], posted[0]]
    assert await ids_of(alice, links(first)["next"]) == [posted[1]]


async def test_limits_are_cut_and_odd_cursors_are_none(small_server: House):
    alice = await small_server.signs_up("alice")
    for number in range(41):
        await alice.posts(f"one of {number}")
    assert len(await alice.get("/api/v1/timelines/home?limit=1000")) == 40
    for query in ("limit=0", "max_id=", "min_id=ungrouped-7", "since_id=-3", "max_id=" + "9" * 30):
        limit = 1 if query == "limit=0" else 20
        assert len(await alice.get(f"/api/v1/timelines/home?{query}")) == limit


async def test_public_and_tag_timelines_are_open_to_everybody(server: House):
    alice = await server.signs_up("alice")
    fox = (await alice.posts("a #Fox"))["id"]
    reply = (await alice.posts("and a #fox again", in_reply_to_id=fox))["id"]
    await alice.posts("hidden #fox", visibility="unlisted")
    assert [s["id"] for s in (await server.ask("GET", "/api/v1/timelines/public")).json] == [reply, fox]
    assert [s["id"] for s in (await server.ask("GET", "/api/v1/timelines/public?remote=true")).json] == []
    assert [s["id"] for s in (await server.ask("GET", "/api/v1/timelines/tag/FOX?local=1")).json] == [reply, fox]
    assert (await server.ask("GET", "/api/v1/timelines/home")).status == 401


async def test_an_accounts_statuses_by_every_filter(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    one = (await alice.posts("one #fox"))["id"]
    other = (await bob.posts("other"))["id"]
    reply = (await alice.posts("reply", in_reply_to_id=other))["id"]
    reblog = (await alice.post(f"/api/v1/statuses/{other}/reblog"))["id"]
    base = f"/api/v1/accounts/{alice.account.id}/statuses"
    assert await ids_of(bob, base) == [reblog, reply, one]
    assert await ids_of(bob, f"{base}?exclude_replies=true&exclude_reblogs=true") == [one]
    assert await ids_of(bob, f"{base}?tagged=FOX") == [one]
    assert await ids_of(bob, f"{base}?pinned=true") == []
    assert await ids_of(bob, f"{base}?only_media=true") == []
    assert (await bob.ask("GET", "/api/v1/accounts/7/statuses")).status == 404


async def test_statuses_are_fetched_in_bulk_in_the_order_asked(small_server: House):
    alice, bob = await small_server.signs_up("alice"), await small_server.signs_up("bob")
    one, two = (await alice.posts("1"))["id"], (await alice.posts("2"))["id"]
    secret = (await alice.posts("3", visibility="direct"))["id"]
    assert await ids_of(bob, f"/api/v1/statuses?id[]={two}&id[]={secret}&id[]={one}&id[]=x") == [two, one]


@dataclass
class Counting(Transaction):
    """A transaction that counts its statements."""

    asked: list[int] = field(default_factory=list)

    async def all(self, statement: Any, **values: Any) -> list[Any]:
        self.asked.append(1)
        return await Transaction.all(self, statement, **values)


async def test_a_page_of_forty_costs_as_many_queries_as_one_of_twenty(server: House):
    """Reblogs, pictures, marks and all: the number of queries does not depend on the number of statuses."""
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    for n in range(20):
        posted = await bob.posts(f"{n} @alice #tag")
        await alice.post(f"/api/v1/statuses/{posted['id']}/reblog")
        await alice.posts(str(n))
    counts = {}
    for limit in (20, 40):
        async with server.ctx.db.read() as tx:
            counting = Counting(tx.driver, tx.cache, tx.engine, tx.now, tx.ids)
            views = await timelines.home(server.ctx, counting, alice.account, Page(limit=limit))
            assert len(views) == limit
            counts[limit] = len(counting.asked)
    assert counts[20] == counts[40] <= 5
    async with server.ctx.db.read() as tx:
        counting = Counting(tx.driver, tx.cache, tx.engine, tx.now, tx.ids)
        await timelines.public(server.ctx, counting, None, Page(limit=40), Only())
        assert len(counting.asked) <= 4
