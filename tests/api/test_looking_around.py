"""Smaller end points that clients ask along the way, through the front door."""

from urllib.parse import quote

from tests.harness.house import House


async def test_a_post_as_other_sites_show_it(server: House):
    alice = await server.signs_up("alice")
    posted = await alice.posts("a <b>bold</b> fox")
    for address in (posted["url"], posted["uri"]):
        answer = (await server.ask("GET", f"/api/oembed?url={quote(address)}&maxwidth=300")).json
        assert (answer["type"], answer["width"]) == ("rich", 300)
        assert "a &lt;b&gt;bold&lt;/b&gt; fox" in answer["html"]
        assert answer["author_url"] == "https://art.example/@alice"
    page = await server.ask("GET", posted["url"].removeprefix("https://art.example"), headers={"Accept": "text/html"})
    assert 'type="application/json+oembed"' in page.text
    hidden = await alice.posts("psst", visibility="private")
    for address in (hidden["url"], "https://else.example/@a/1", "", "https://art.example/@alice"):
        assert (await server.ask("GET", f"/api/oembed?url={quote(address)}")).status == 404


async def test_what_is_behind_a_warning_is_not_quoted(server: House):
    alice = await server.signs_up("alice")
    posted = await alice.posts("the butler", spoiler_text="whodunnit")
    shown = (await server.ask("GET", f"/api/oembed?url={quote(posted['url'])}")).json["html"]
    assert "whodunnit" in shown
    assert "butler" not in shown


async def test_a_profile_is_read_and_changed_as_typed(server: House):
    alice = await server.signs_up("alice")
    before = await alice.get("/api/v1/profile")
    assert (before["id"], before["avatar"], before["note"]) == (str(alice.account.id), None, "")
    answer = await alice.tries("PUT", "/api/v1/profile", {"display_name": "Alice", "note": "I paint *foxes*"})
    assert (answer.json["display_name"], answer.json["note"]) == ("Alice", "I paint *foxes*")
    assert (await alice.tries("PATCH", "/api/v1/profile", {"locked": True})).json["locked"] is True
    assert (await alice.get("/api/v1/profile"))["display_name"] == "Alice"
    assert (await alice.tries("DELETE", "/api/v1/profile/avatar")).status == 200


async def test_private_posts_have_a_timeline_of_their_own(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    first = await alice.posts("@bob one", visibility="direct")
    second = await bob.posts("@alice two", visibility="direct")
    await alice.posts("loud")
    shown = await bob.get("/api/v1/timelines/direct")
    assert [one["id"] for one in shown] == [second["id"], first["id"]]
    assert [one["id"] for one in await bob.get(f"/api/v1/timelines/direct?max_id={second['id']}")] == [first["id"]]
    carol = await server.signs_up("carol")
    assert await carol.get("/api/v1/timelines/direct") == []


async def test_a_mute_ends_by_itself_and_says_when(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    await alice.post(f"/api/v1/accounts/{bob.account.id}/mute", duration=3600)
    [muted] = await alice.get("/api/v1/mutes")
    assert muted["acct"] == "bob"
    assert muted["mute_expires_at"] is not None
    server.clock.passes(hours=2)
    assert await alice.get("/api/v1/mutes") == []
    await alice.post(f"/api/v1/accounts/{bob.account.id}/mute")
    assert (await alice.get("/api/v1/mutes"))[0]["mute_expires_at"] is None


async def test_what_shutting_a_server_out_would_end(server: House):
    alice = await server.signs_up("alice")
    assert await alice.get("/api/v1/domain_blocks/preview?domain=else.example") == {
        "following_count": 0, "followers_count": 0,
    }  # fmt: skip
    assert (await alice.ask("GET", "/api/v1/domain_blocks/preview?domain=")).status == 422
