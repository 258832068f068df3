"""https://docs.joinmastodon.org/methods/notifications/ through the front door."""

from typing import Any

from tests.harness.house import House, Person


async def rings(server: House) -> tuple[Person, list[dict[str, Any]]]:
    """Alice, with one notification of each common kind, newest first."""
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    posted = await alice.posts("a fox")
    await bob.post(f"/api/v1/accounts/{alice.account.id}/follow")
    await bob.post(f"/api/v1/statuses/{posted['id']}/favourite")
    await bob.post(f"/api/v1/statuses/{posted['id']}/reblog")
    await bob.posts("@alice hello")
    return alice, await alice.get("/api/v1/notifications")


async def test_each_deed_rings_once_with_who_and_what(server: House):
    alice, found = await rings(server)
    assert [one["type"] for one in found] == ["mention", "reblog", "favourite", "follow"]
    assert {one["account"]["acct"] for one in found} == {"bob"}
    assert "status" not in found[3]
    assert found[0]["status"]["content"].endswith("hello</p>")
    keys = [one["group_key"].rpartition("-")[0] for one in found]
    about = found[1]["status"]["id"]
    assert keys == ["ungrouped", f"reblog-{about}", f"favourite-{about}", "follow"]
    assert all(0 < int(one["id"]) < 2**53 for one in found), "Ice Cubes reads them as JSON numbers"
    bob = await server.signs_up("carol")
    status = found[1]["status"]["id"]
    for verb in ("favourite", "unfavourite", "favourite"):
        await bob.post(f"/api/v1/statuses/{status}/{verb}")
    types = [(one["type"], one["account"]["acct"]) for one in await alice.get("/api/v1/notifications")]
    assert types.count(("favourite", "carol")) <= 1
    assert len(types) == 5


async def test_types_are_chosen_and_excluded(server: House):
    alice, _ = await rings(server)

    async def of(query: str) -> list[str]:
        return [one["type"] for one in await alice.get(f"/api/v1/notifications?{query}")]

    assert await of("types[]=follow&types[]=mention") == ["mention", "follow"]
    assert await of("exclude_types[]=follow&exclude_types[]=mention") == ["reblog", "favourite"]
    assert await of("types[]=poll&types[]=invented") == []
    assert await of(f"account_id={alice.account.id}") == []


async def test_pages_go_down_and_up(server: House):
    alice, found = await rings(server)
    ids = [one["id"] for one in found]

    async def page(query: str) -> list[str]:
        return [one["id"] for one in await alice.get(f"/api/v1/notifications?{query}")]

    assert await page("limit=2") == ids[:2]
    assert await page(f"limit=2&max_id={ids[1]}") == ids[2:]
    assert await page(f"limit=1&since_id={ids[3]}") == ids[:1]
    assert await page(f"limit=1&min_id={ids[3]}") == ids[2:3]
    assert await page(f"max_id={ids[3]}") == []


async def test_one_is_shown_dismissed_and_all_are_cleared(server: House):
    alice, found = await rings(server)
    bob = await server.signs_up("dave")
    target = f"/api/v1/notifications/{found[0]['id']}"
    assert await alice.get(target) == found[0]
    assert (await bob.ask("GET", target)).status == 404
    assert (await bob.tries("POST", f"{target}/dismiss")).status == 200, "not theirs: nothing happens"
    assert await alice.get(target) == found[0]
    assert await alice.post(f"{target}/dismiss") == {}
    assert (await alice.ask("GET", target)).status == 404
    assert await alice.post("/api/v1/notifications/dismiss", id=found[1]["id"]) == {}
    assert len(await alice.get("/api/v1/notifications")) == 2
    assert await alice.post("/api/v1/notifications/clear") == {}
    assert await alice.get("/api/v1/notifications") == []


async def test_unread_is_what_came_after_the_marker(server: House):
    alice, found = await rings(server)
    count = "/api/v1/notifications/unread_count"
    assert await alice.get(count) == {"count": 4}
    await alice.post("/api/v1/markers", **{"notifications[last_read_id]": found[1]["id"]})
    assert await alice.get(count) == {"count": 1}
    assert await alice.get(f"{count}?exclude_types[]=mention") == {"count": 0}
