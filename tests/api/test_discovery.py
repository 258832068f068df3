"""Trends with the week behind them, suggestions put aside, and languages that one reads of somebody."""

from tests.harness.house import House, Person

DAY = 86_400


async def week_of(person: Person, tag: str) -> list[tuple[int, int]]:
    shown = await person.get(f"/api/v1/tags/{tag}")
    days = [int(one["day"]) for one in shown["history"]]
    assert len(days) == 7
    assert all(day % DAY == 0 for day in days)
    assert days == [days[0] - number * DAY for number in range(7)]
    return [(int(one["uses"]), int(one["accounts"])) for one in shown["history"]]


async def test_a_hashtag_tells_its_week_day_by_day(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    for person, text in ((alice, "a #fox"), (alice, "more #fox"), (bob, "a #fox and #snow")):
        await person.posts(text)
    await bob.posts("a quiet #fox", visibility="unlisted")
    server.clock.passes(days=2)
    await bob.posts("#fox again")
    assert await week_of(alice, "fox") == [(1, 1), (0, 0), (3, 2), (0, 0), (0, 0), (0, 0), (0, 0)]
    [fox, snow] = await alice.get("/api/v1/trends/tags")
    assert await alice.get("/api/v1/trends") == [fox, snow]
    assert (fox["name"], snow["name"]) == ("fox", "snow")
    assert [one["uses"] for one in fox["history"]] == ["1", "0", "3", "0", "0", "0", "0"]
    [found] = (await alice.get("/api/v2/search?q=fo&type=hashtags"))["hashtags"]
    assert found["history"] == fox["history"]
    server.clock.passes(days=7)
    assert await week_of(alice, "fox") == [(0, 0)] * 7
    assert await alice.get("/api/v1/trends/tags") == []


async def test_hashtags_that_nobody_looked_at_can_be_left_out(small_server: House):
    alice = await small_server.signs_up("alice")
    await alice.posts("a #fox")
    assert (await alice.get("/api/v2/search?q=fox&type=hashtags"))["hashtags"]
    asked = "/api/v2/search?q=fox&type=hashtags&exclude_unreviewed=true"
    assert (await alice.get(asked))["hashtags"] == []


async def test_who_is_put_aside_is_not_suggested_again(server: House):
    alice, bob, carol, dora = [await server.signs_up(name) for name in ("alice", "bob", "carol", "dora")]
    for one in (carol, dora):
        await one.tries("PATCH", "/api/v1/accounts/update_credentials", {"discoverable": True})
        await bob.post(f"/api/v1/accounts/{one.account.id}/follow")
    await alice.post(f"/api/v1/accounts/{bob.account.id}/follow")
    assert {one["account"]["acct"] for one in await alice.get("/api/v2/suggestions")} == {"carol", "dora"}
    for _ in range(2):
        gone = await alice.ask("DELETE", f"/api/v1/suggestions/{carol.account.id}")
        assert (gone.status, gone.json) == (200, {})
    assert (await alice.ask("DELETE", "/api/v1/suggestions/1")).status == 200
    assert [one["acct"] for one in await alice.get("/api/v1/suggestions")] == ["dora"]


async def test_a_home_has_the_languages_that_one_reads_of_somebody(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    follow = f"/api/v1/accounts/{bob.account.id}/follow"
    await bob.posts("ein Fuchs", language="de")
    await bob.posts("a fox", language="en")
    assert (await alice.post(follow, **{"languages[]": "en"}))["languages"] == ["en"]
    await bob.posts("noch ein Fuchs", language="de")
    await bob.posts("another fox", language="en-GB")
    said = [one["content"] for one in await alice.home()]
    assert said == ["<p>another fox</p>", "<p>a fox</p>"]
    assert (await alice.post(follow, reblogs="true"))["languages"] == ["en"], "what was not sent stays"
    [shown] = await alice.get(f"/api/v1/accounts/relationships?id[]={bob.account.id}")
    assert shown["languages"] == ["en"]
    assert (await alice.tries("POST", follow, {"languages": []})).json["languages"] == []
    assert len(await alice.home()) == 4
    assert (await alice.tries("POST", follow, {"languages": ["de", "en%", "zz zz"]})).json["languages"] == ["de"]
    assert len(await alice.home()) == 2
