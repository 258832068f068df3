"""https://docs.joinmastodon.org/methods/grouped_notifications/ through the front door."""

from typing import Any

from tests.harness.house import House, Person

V2 = "/api/v2/notifications"


async def crowd(server: House, names: str = "bob carol dave") -> tuple[Person, list[Person], dict[str, Any]]:
    """Alice, whose post three people like; one of them follows and mentions her."""
    alice = await server.signs_up("alice")
    others = [await server.signs_up(name) for name in names.split()]
    posted = await alice.posts("a fox")
    for one in others:
        await one.post(f"/api/v1/statuses/{posted['id']}/favourite")
    await others[0].posts("@alice hello")
    await others[0].post(f"/api/v1/accounts/{alice.account.id}/follow")
    return alice, others, posted


def types(answer: dict[str, Any]) -> list[str]:
    return [one["type"] for one in answer["notification_groups"]]


async def test_the_same_deed_to_the_same_post_is_one_group(server: House):
    alice, others, posted = await crowd(server)
    found = await alice.get(V2)
    assert types(found) == ["follow", "mention", "favourite"]
    liked = found["notification_groups"][2]
    single = list(await alice.get("/api/v1/notifications?types[]=favourite"))
    assert liked["notifications_count"] == 3
    assert liked["status_id"] == posted["id"]
    assert liked["sample_account_ids"] == [str(one.account.id) for one in reversed(others)]
    assert liked["most_recent_notification_id"] == int(single[0]["id"]) < 2**53
    assert (liked["page_max_id"], liked["page_min_id"]) == (single[0]["id"], single[2]["id"])
    assert {one["group_key"] for one in single} == {liked["group_key"]}
    assert found["notification_groups"][1]["group_key"].startswith("ungrouped-")
    assert {one["acct"] for one in found["accounts"]} == {"bob", "carol", "dave"}
    assert len(found["statuses"]) == 2
    assert "partial_accounts" not in found


async def test_only_the_types_asked_for_are_put_together(server: House):
    alice, _, _ = await crowd(server)
    assert types(await alice.get(f"{V2}?grouped_types[]=follow")) == ["follow", "mention", *["favourite"] * 3]
    alone = (await alice.get(f"{V2}?grouped_types[]=follow"))["notification_groups"][2]
    assert alone["group_key"] == f"ungrouped-{alone['most_recent_notification_id']}"
    assert types(await alice.get(f"{V2}?types[]=favourite")) == ["favourite"]
    assert types(await alice.get(f"{V2}?exclude_types[]=favourite")) == ["follow", "mention"]


async def test_most_people_may_come_as_their_picture_only(server: House):
    alice, others, _ = await crowd(server)
    found = await alice.get(f"{V2}?expand_accounts=partial_avatars")
    assert {one["acct"] for one in found["accounts"]} == {"bob", "dave"}, "whoever did it last, of each group"
    [carol] = found["partial_accounts"]
    assert set(carol) == {"id", "acct", "url", "avatar", "avatar_static", "locked", "bot"}
    assert carol["id"] == str(others[1].account.id)
    assert (await alice.ask("GET", f"{V2}?expand_accounts=all")).status == 422


async def test_pages_of_groups_go_down_and_up(server: House):
    alice, _, _ = await crowd(server)
    ids = [one["most_recent_notification_id"] for one in (await alice.get(V2))["notification_groups"]]

    async def page(query: str) -> list[int]:
        return [one["most_recent_notification_id"] for one in (await alice.get(f"{V2}?{query}"))["notification_groups"]]

    assert await page("limit=2") == ids[:2]
    assert await page(f"max_id={ids[1]}") == ids[2:]
    assert await page(f"limit=1&since_id={ids[2]}") == ids[:1]
    assert await page(f"limit=1&min_id={ids[2]}") == ids[1:2]
    answer = await alice.ask("GET", f"{V2}?limit=2")
    assert f"max_id={ids[1]}" in answer.header("link")
    assert f"min_id={ids[0]}" in answer.header("link")


async def test_one_group_its_people_and_its_end(server: House):
    alice, others, _ = await crowd(server)
    groups = (await alice.get(V2))["notification_groups"]
    follow, mention, liked = groups
    for group in groups:
        one = await alice.get(f"{V2}/{group['group_key']}")
        assert [one["notification_groups"][0][name] for name in ("group_key", "notifications_count")] == [
            group["group_key"], group["notifications_count"],
        ]  # fmt: skip
    people = await alice.get(f"{V2}/{liked['group_key']}/accounts")
    assert [one["acct"] for one in people] == ["dave", "carol", "bob"]
    assert [one["acct"] for one in await alice.get(f"{V2}/{mention['group_key']}/accounts")] == ["bob"]
    assert (await others[0].ask("GET", f"{V2}/{liked['group_key']}")).status == 404, "not theirs"
    assert await alice.post(f"{V2}/{liked['group_key']}/dismiss") == {}
    assert await alice.post(f"{V2}/{mention['group_key']}/dismiss") == {}
    assert (await alice.get(V2))["notification_groups"] == [follow]
    assert (await alice.ask("GET", f"{V2}/{liked['group_key']}")).status == 404
    assert (await alice.ask("GET", f"{V2}/nonsense")).status == 404


async def test_groups_are_counted_and_half_days_part_them(server: House):
    alice, _others, posted = await crowd(server, "bob carol")
    assert await alice.get(f"{V2}/unread_count") == {"count": 3}
    assert await alice.get(f"{V2}/unread_count?limit=2") == {"count": 2}
    mention = (await alice.get(V2))["notification_groups"][1]
    await alice.post("/api/v1/markers", **{"notifications[last_read_id]": str(mention["most_recent_notification_id"])})
    assert await alice.get(f"{V2}/unread_count") == {"count": 1}
    server.clock.passes(hours=12)
    eve = await server.signs_up("eve")
    await eve.post(f"/api/v1/statuses/{posted['id']}/favourite")
    latest = (await alice.get(V2))["notification_groups"]
    assert [one["type"] for one in latest] == ["favourite", "follow", "mention", "favourite"]
    assert [one["notifications_count"] for one in latest] == [1, 1, 1, 2]
    assert await alice.get(f"{V2}/unread_count?types[]=favourite") == {"count": 1}
