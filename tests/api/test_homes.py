"""What a follow brings home, and what it rings for."""

from tests.harness.house import House


async def test_who_asked_to_hear_of_everything_hears_of_posts_but_not_of_conversations(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    await bob.post(f"/api/v1/accounts/{alice.account.id}/follow", notify="true")
    posted = await alice.posts("news")
    other = await bob.posts("other")
    await alice.posts("a reply", in_reply_to_id=other["id"])
    await alice.posts("@bob named and noticed once")
    types = [one["type"] for one in await bob.get("/api/v1/notifications")]
    assert sorted(types) == ["mention", "status"]
    [bell] = await bob.get("/api/v1/notifications?types[]=status")
    assert bell["status"]["id"] == posted["id"]


async def test_reblogs_stay_out_for_who_does_not_want_them(server: House):
    alice, bob, eve = [await server.signs_up(name) for name in ("alice", "bob", "eve")]
    await bob.post(f"/api/v1/accounts/{alice.account.id}/follow", reblogs="false")
    posted = await eve.posts("a picture")
    await alice.post(f"/api/v1/statuses/{posted['id']}/reblog")
    assert await bob.home() == []


async def test_an_unfollow_empties_the_home_and_a_follow_fills_it(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    await alice.posts("before")
    await bob.post(f"/api/v1/accounts/{alice.account.id}/follow")
    assert len(await bob.home()) == 1
    await bob.post(f"/api/v1/accounts/{alice.account.id}/unfollow")
    assert await bob.home() == []


async def test_favouring_and_unfavouring_leaves_no_bell(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    posted = await alice.posts("hello")
    await bob.post(f"/api/v1/statuses/{posted['id']}/favourite")
    assert len(await alice.get("/api/v1/notifications")) == 1
    await bob.post(f"/api/v1/statuses/{posted['id']}/unfavourite")
    assert await alice.get("/api/v1/notifications") == []
