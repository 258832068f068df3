"""Pins, earlier versions and muted conversations through the front door."""

from tests.harness.house import House, everyone_settles


async def test_a_pinned_post_is_shown_first_here_and_elsewhere(server: House):
    alice = await server.signs_up("alice")
    bob = await server.signs_up("bob")
    post = await alice.posts("my best one")
    await alice.posts("another")
    secret = await alice.posts("for followers", visibility="private")
    assert (await alice.post(f"/api/v1/statuses/{post['id']}/pin"))["pinned"] is True
    await alice.post(f"/api/v1/statuses/{secret['id']}/pin")
    pinned = f"/api/v1/accounts/{alice.account.id}/statuses?pinned=true"
    assert [one["id"] for one in await bob.get(pinned)] == [post["id"]]
    assert [one["id"] for one in await alice.get(pinned)] == [secret["id"], post["id"]]
    featured = await server.ask("GET", "/users/alice/collections/featured")
    assert [note["id"] for note in featured.json["orderedItems"]] == [post["uri"]]
    assert (await alice.post(f"/api/v1/statuses/{post['id']}/unpin"))["pinned"] is False
    assert await bob.get(pinned) == []


async def test_what_cannot_be_pinned(small_server: House):
    alice, bob = await small_server.signs_up("alice"), await small_server.signs_up("bob")
    posts = [await alice.posts(f"post {n}") for n in range(6)]
    for post in posts[:5]:
        await alice.post(f"/api/v1/statuses/{post['id']}/pin")
    said = await alice.tries("POST", f"/api/v1/statuses/{posts[5]['id']}/pin")
    assert (said.status, said.json["error"].split()[-1]) == (422, "posts")
    assert (await bob.tries("POST", f"/api/v1/statuses/{posts[0]['id']}/pin")).status == 422
    direct = await bob.posts("psst", visibility="direct")
    assert (await bob.tries("POST", f"/api/v1/statuses/{direct['id']}/pin")).status == 422


async def test_every_version_of_an_edited_post_is_kept(server: House):
    alice = await server.signs_up("alice")
    post = await alice.posts("one")
    assert [one["content"] for one in await alice.get(f"/api/v1/statuses/{post['id']}/history")] == ["<p>one</p>"]
    for text in ("two", "three"):
        server.clock.passes(minutes=1)
        await alice.tries("PUT", f"/api/v1/statuses/{post['id']}", {"status": text})
    versions = await alice.get(f"/api/v1/statuses/{post['id']}/history")
    assert [one["content"] for one in versions] == ["<p>one</p>", "<p>two</p>", "<p>three</p>"]
    assert versions[0]["created_at"] == post["created_at"]
    assert versions[0]["created_at"] < versions[1]["created_at"] < versions[2]["created_at"]


async def test_versions_from_elsewhere_are_kept_too(art: House, pub: House):
    alice, bob = await art.signs_up("alice"), await pub.signs_up("bob")
    await bob.follows(alice.handle)
    await everyone_settles(art, pub)
    post = await alice.posts("before")
    await everyone_settles(art, pub)
    art.clock.passes(minutes=1)
    await alice.tries("PUT", f"/api/v1/statuses/{post['id']}", {"status": "after"})
    await everyone_settles(art, pub)
    seen = (await bob.home())[0]
    versions = await bob.get(f"/api/v1/statuses/{seen['id']}/history")
    assert [one["content"] for one in versions] == ["<p>before</p>", "<p>after</p>"]


async def test_a_muted_conversation_rings_no_more(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    post = await alice.posts("hello")
    assert (await alice.post(f"/api/v1/statuses/{post['id']}/mute"))["muted"] is True
    await bob.posts("@alice hi", in_reply_to_id=post["id"])
    await bob.post(f"/api/v1/statuses/{post['id']}/favourite")
    assert await alice.get("/api/v1/notifications") == []
    assert (await alice.post(f"/api/v1/statuses/{post['id']}/unmute"))["muted"] is False
    await bob.posts("@alice again", in_reply_to_id=post["id"])
    assert [one["type"] for one in await alice.get("/api/v1/notifications")] == ["mention"]


async def test_what_one_keeps_is_listed_by_when_it_was_kept(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    first, second = await alice.posts("first"), await alice.posts("second")
    for kind, verb in (("favourites", "favourite"), ("bookmarks", "bookmark")):
        for post in (second, first):
            await bob.post(f"/api/v1/statuses/{post['id']}/{verb}")
        assert [one["id"] for one in await bob.get(f"/api/v1/{kind}")] == [first["id"], second["id"]]
        assert [one["id"] for one in await bob.get(f"/api/v1/{kind}?limit=1")] == [first["id"]]
        await bob.post(f"/api/v1/statuses/{first['id']}/un{verb}")
        assert [one["id"] for one in await bob.get(f"/api/v1/{kind}")] == [second["id"]]
