"""What far people change of their profile follows here; who is gone is gone with all that was theirs."""

from typing import Any

from tests.far_side import Peer, Stranger
from tests.harness.house import House, Person
from tests.hostile.attacks import befriend, known, settles


async def shown(alice: Person, home: House, bob: Stranger) -> dict[str, Any]:
    account = await known(home, bob.id)
    assert account is not None
    return await alice.get(f"/api/v1/accounts/{account.id}")


async def changes(home: House, bob: Stranger, **more: Any) -> None:
    bob.more |= more
    await settles(home, bob, bob.says("Update", bob.document()))


async def test_every_word_of_a_profile_follows(home: House, alice: Person, bob: Stranger):
    await befriend(home, alice, bob)
    before = await shown(alice, home, bob)
    icon = "https://far.example/media/1.png"
    await changes(
        home, bob, name="Robert", summary="<p>New <script>x</script>words</p>", type="Service", memorial=True,
        manuallyApprovesFollowers=True, discoverable=False, indexable=False, url="https://far.example/@bob",
        icon={"type": "Image", "url": icon}, image={"type": "Image", "url": "https://far.example/media/2.png"},
        attachment=[{"type": "PropertyValue", "name": "Home", "value": "here"}],
        tag=[{"type": "Emoji", "name": ":fox:", "icon": {"type": "Image", "url": "https://far.example/fox.png"}}],
    )  # fmt: skip
    after = await shown(alice, home, bob)
    assert (after["display_name"], after["bot"], after["locked"], after["memorial"]) == ("Robert", True, True, True)
    assert "words" in after["note"]
    assert "script" not in after["note"]
    assert (after["discoverable"], after["indexable"], after["noindex"]) == (False, False, True)
    assert after["url"] == "https://far.example/@bob"
    assert [(field["name"], field["value"]) for field in after["fields"]] == [("Home", "here")]
    assert [emoji["shortcode"] for emoji in after["emojis"]] == ["fox"]
    assert len({before["avatar"], after["avatar"], after["header"]}) == 3
    await changes(home, bob, type="Group", memorial=False, icon={"type": "Image", "url": icon + "?new"})
    last = await shown(alice, home, bob)
    assert last["group"] is True
    assert "memorial" not in last
    assert last["avatar"] != after["avatar"]


async def test_whom_their_own_server_suspends_is_out_of_sight_until_it_takes_that_back(
    home: House, alice: Person, bob: Stranger
):
    await befriend(home, alice, bob)
    await settles(home, bob, bob.writes("<p>before</p>"))
    assert len(await alice.home()) == 1
    await changes(home, bob, suspended=True)
    assert (await shown(alice, home, bob))["suspended"] is True
    await settles(home, bob, bob.writes("<p>while</p>"))
    assert await alice.home() == []
    await changes(home, bob, suspended=False)
    assert "suspended" not in await shown(alice, home, bob)
    assert [one["content"] for one in await alice.home()] == ["<p>before</p>"]


async def test_hashtags_of_a_far_profile(home: House, alice: Person, bob: Stranger, far: Peer):
    bob.more |= {"featured": f"{bob.id}/featured", "featuredTags": f"{bob.id}/tags"}
    await befriend(home, alice, bob)
    items = [{"type": "Hashtag", "name": name, "href": "https://far.example/t"} for name in ("#Foxes", "#no tag", "#a")]
    far.serves({"id": bob.more["featuredTags"], "type": "Collection", "items": [*items, 7, "x"]})
    account = await known(home, bob.id)
    assert account is not None
    path = f"/api/v1/accounts/{account.id}/featured_tags"
    assert await alice.get(path) == []
    await home.works()
    assert [one["name"] for one in await alice.get(path)] == ["foxes", "a"]
    snow = {"type": "Hashtag", "name": "#Snow", "href": "https://far.example/tags/snow"}
    for kind, target, now in (
        ("Add", f"{bob.id}/else", ["foxes", "a"]),
        ("Add", bob.more["featured"], ["foxes", "a", "snow"]),
        ("Add", bob.more["featured"], ["foxes", "a", "snow"]),
        ("Remove", bob.more["featuredTags"], ["foxes", "a"]),
        ("Remove", bob.more["featuredTags"], ["foxes", "a"]),
    ):
        await settles(home, bob, bob.says(kind, snow, target=target))
        assert [one["name"] for one in await alice.get(path)] == now
    await settles(home, bob, bob.says("Add", {**snow, "name": "# / <b>"}, target=bob.more["featured"]))
    assert [one["name"] for one in await alice.get(path)] == ["foxes", "a"]


async def test_who_is_gone_takes_everything_along(home: House, alice: Person, bob: Stranger):
    await befriend(home, alice, bob)
    await settles(home, bob, *(bob.writes(f"<p>{n}</p>") for n in range(3)))
    posts = await alice.home()
    await alice.post(f"/api/v1/statuses/{posts[0]['id']}/reblog")
    await alice.post(f"/api/v1/statuses/{posts[1]['id']}/favourite")
    mine = await alice.posts("mine")
    await settles(home, bob, bob.says("Like", mine["uri"]))
    await settles(home, bob, bob.says("Follow", alice.account.uri))
    before = await alice.get("/api/v1/accounts/verify_credentials")
    assert (before["followers_count"], before["following_count"], before["statuses_count"]) == (1, 1, 2)
    account = await known(home, bob.id)
    assert account is not None
    await bob.sends(bob.says("Delete", bob.id), home)
    await home.works()
    after = await alice.get("/api/v1/accounts/verify_credentials")
    assert (after["followers_count"], after["following_count"], after["statuses_count"]) == (0, 0, 1)
    assert (await alice.get(f"/api/v1/statuses/{mine['id']}"))["favourites_count"] == 0
    assert [one["id"] for one in await alice.home()] == [mine["id"]]
    assert await alice.get("/api/v1/favourites") == await alice.get("/api/v1/notifications") == []
    assert (await alice.tries("GET", f"/api/v1/accounts/{account.id}")).status == 404
    assert await known(home, bob.id) is None
