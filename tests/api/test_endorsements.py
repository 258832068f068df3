"""Whom people recommend on their profile, and the hashtags they show there, as far servers hear of it."""

from tests.far_side import Peer
from tests.harness.house import House, Network, Person

AP = {"Accept": "application/activity+json"}


async def names(person: Person, path: str) -> list[str]:
    return [one["username"] for one in await person.get(path)]


async def test_only_whom_one_follows_and_as_long_as_one_does(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    here = f"/api/v1/accounts/{bob.account.id}"
    refused = await alice.tries("POST", f"{here}/endorse")
    assert (refused.status, refused.json["error"]) == (
        422,
        "Validation failed: You must be already following the person you want to endorse",
    )
    await alice.post(f"{here}/follow")
    assert (await alice.post(f"{here}/endorse"))["endorsed"] is True
    assert (await alice.post(f"{here}/pin"))["endorsed"] is True
    assert await names(alice, "/api/v1/endorsements") == ["bob"]
    assert await names(bob, f"/api/v1/accounts/{alice.account.id}/endorsements") == ["bob"]
    assert await names(bob, "/api/v1/endorsements") == []
    assert (await alice.get(f"/api/v1/accounts/relationships?id[]={bob.account.id}"))[0]["endorsed"] is True
    assert (await alice.post(f"{here}/unfollow"))["endorsed"] is False
    await alice.post(f"{here}/follow")
    assert await names(alice, "/api/v1/endorsements") == []


async def test_taken_back_by_either_name(server: House):
    alice, bob, carol = [await server.signs_up(name) for name in ("alice", "bob", "carol")]
    for other in (bob, carol):
        await alice.post(f"/api/v1/accounts/{other.account.id}/follow")
        await alice.post(f"/api/v1/accounts/{other.account.id}/endorse")
    page = await alice.ask("GET", "/api/v1/endorsements?limit=1")
    assert [one["username"] for one in page.json] == ["carol"]
    assert 'rel="next"' in page.header("link")
    assert (await alice.post(f"/api/v1/accounts/{bob.account.id}/unendorse"))["endorsed"] is False
    assert (await alice.post(f"/api/v1/accounts/{carol.account.id}/unpin"))["endorsed"] is False
    assert await names(alice, "/api/v1/endorsements") == []
    assert (await alice.tries("POST", "/api/v1/accounts/1/endorse")).status == 404
    assert (await server.ask("GET", "/api/v1/endorsements")).status == 401


async def test_shown_hashtags_are_told_and_listed(art: House, network: Network):
    alice = await art.signs_up("alice")
    far = Peer(network)
    bob = far.has("bob")
    await bob.sends(bob.says("Follow", alice.account.uri), art)
    await art.works()
    tag = await alice.post("/api/v1/featured_tags", name="Foxes")
    await alice.post("/api/v1/tags/foxes/feature")
    await alice.post("/api/v1/tags/snow/feature")
    actor = (await art.ask("GET", "/users/alice", headers=AP)).json
    listed = (await art.ask("GET", actor["featuredTags"].removeprefix("https://art.example"), headers=AP)).json
    assert [one["name"] for one in listed["orderedItems"]] == ["#foxes", "#snow"]
    assert (await alice.tries("DELETE", f"/api/v1/featured_tags/{tag['id']}")).json == {}
    assert (await alice.tries("DELETE", f"/api/v1/featured_tags/{tag['id']}")).status == 404
    assert (await alice.post("/api/v1/tags/snow/unfeature"))["featuring"] is False
    await art.works()
    told = [(one["type"], one["object"]["name"]) for one in far.received if one["type"] in ("Add", "Remove")]
    assert sorted(told) == [("Add", "#foxes"), ("Add", "#snow"), ("Remove", "#foxes"), ("Remove", "#snow")]


async def test_ten_hashtags_are_enough(server: House):
    alice = await server.signs_up("alice")
    for number in range(10):
        await alice.post("/api/v1/featured_tags", name=f"tag{number}")
    assert (await alice.tries("POST", "/api/v1/featured_tags", {"name": "more"})).status == 422
    assert len(await alice.get("/api/v1/featured_tags")) == 10
