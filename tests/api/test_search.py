"""https://docs.joinmastodon.org/methods/search/ through the front door."""

from tests.harness.house import House, everyone_settles

ALL = {"accounts", "statuses", "hashtags"}


async def test_people_posts_and_hashtags_by_their_names(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bobby")
    posted = await alice.posts("A red fox in #FoxLand_100%")
    found = await alice.get("/api/v2/search?q=bob")
    assert set(found) == ALL
    assert [one["acct"] for one in found["accounts"]] == ["bobby"]
    assert [one["id"] for one in (await alice.get("/api/v2/search?q=RED fox"))["statuses"]] == [posted["id"]]
    assert [one["id"] for one in (await bob.get("/api/v2/search?q=red fox"))["statuses"]] == [posted["id"]]
    [tag] = (await bob.get("/api/v2/search?q=%23foxl&type=hashtags"))["hashtags"]
    assert tag["name"] == "foxland_100"
    assert (await alice.get("/api/v2/search?q=%23foxl"))["statuses"] == []
    assert (await bob.get("/api/v1/search?q=foxl"))["hashtags"] == ["foxland_100"]
    assert await bob.get("/api/v2/search?q=%20") == {kind: [] for kind in ALL}


async def test_an_address_finds_what_it_names_if_one_may_see_it(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    posted, secret = await alice.posts("hello"), await alice.posts("psst", visibility="direct")
    for address in (posted["url"], posted["uri"]):
        assert [s["id"] for s in (await bob.get(f"/api/v2/search?q={address}"))["statuses"]] == [posted["id"]]
    assert (await bob.get(f"/api/v2/search?q={secret['url']}"))["statuses"] == []
    for address in ("https://art.example/@alice", "https://art.example/users/alice"):
        found = await bob.get(f"/api/v2/search?q={address}&resolve=true")
        assert [one["acct"] for one in found["accounts"]] == ["alice"]


async def test_resolving_is_for_people_we_know(small_server: House):
    assert (await small_server.ask("GET", "/api/v2/search?q=a&resolve=true")).status == 401
    assert (await small_server.ask("GET", "/api/v2/search?q=a")).status == 200


async def test_somebody_elsewhere_and_their_posts_are_fetched_when_asked_to(art: House, pub: House):
    alice, bob = await art.signs_up("alice"), await pub.signs_up("bob")
    posted = await alice.posts("from afar")
    await everyone_settles(art, pub)
    assert (await bob.get("/api/v2/search?q=alice@art.example"))["accounts"] == []
    found = await bob.get("/api/v2/search?q=@alice@art.example&resolve=true")
    assert [one["acct"] for one in found["accounts"]] == ["alice@art.example"]
    found = await bob.get(f"/api/v2/search?q={posted['uri']}&resolve=true&type=statuses")
    assert [one["uri"] for one in found["statuses"]] == [posted["uri"]]
