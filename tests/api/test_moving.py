"""One of ours moves out: the new account has to say so first, followers are told, and the redirect can be taken back."""

from tests.far_side import Peer
from tests.harness.house import PASSWORD, House, Network, Person


async def ready(home: House, network: Network) -> tuple[Person, Peer]:
    """Alice, whom Bob of elsewhere follows, and who has a second account there."""
    alice = await home.signs_up("alice", password=PASSWORD)
    far = Peer(network)
    bob = far.has("bob")
    far.has("alice2")
    await bob.sends(bob.says("Follow", alice.account.uri), home)
    await home.works()
    return alice, far


async def moves(alice: Person, target: str = "alice2@far.example", password: str = PASSWORD) -> tuple[int, dict]:
    answer = await alice.tries("POST", "/api/v1/accounts/move", {"moved_to_uri": target, "password": password})
    return answer.status, answer.json


async def test_followers_are_told_once_the_new_account_agrees(art: House, network: Network):
    alice, far = await ready(art, network)
    status, refusal = await moves(alice)
    assert (status, refusal["error"]) == (
        422,
        "You can't move to alice2@far.example: the new account does not know the old one",
    )
    far.people["alice2"].more["alsoKnownAs"] = [alice.account.uri]
    assert (await moves(alice, password="wrong"))[0] == 403
    status, shown = await moves(alice)
    assert (status, shown["moved"]["acct"]) == (200, "alice2@far.example")
    await art.works()
    said = [one for one in far.received if one["type"] in ("Update", "Move")]
    assert [one["type"] for one in said][:2] == ["Update", "Move"]
    assert said[0]["object"]["movedTo"] == said[1]["target"] == "https://far.example/users/alice2"
    assert said[1]["object"] == said[1]["actor"] == alice.account.uri


async def test_who_has_moved_posts_nothing_and_may_come_back(art: House, network: Network):
    alice, far = await ready(art, network)
    far.people["alice2"].more["alsoKnownAs"] = [alice.account.uri]
    await moves(alice)
    refused = await alice.tries("POST", "/api/v1/statuses", {"status": "Still here"})
    assert refused.status == 403
    assert "moved" in refused.json["error"]
    status, shown = await moves(alice, target="")
    assert status == 200
    assert "moved" not in shown
    await alice.posts("Here again")
    assert (await moves(alice))[0] == 422  # once a week


async def test_an_alias_is_served_and_must_exist(art: House, network: Network):
    alice, _ = await ready(art, network)
    path = "/api/v1/accounts/alias"
    assert (await alice.tries("POST", path, {"also_known_as_uris": ["nobody@nowhere.example"]})).status == 422
    assert (await alice.tries("POST", path, {"also_known_as_uris": ["@bob@far.example"]})).status == 200
    headers = {"Accept": "application/activity+json"}
    actor = (await art.ask("GET", "/users/alice", headers=headers)).json
    assert actor["alsoKnownAs"] == ["https://far.example/users/bob"]
    assert (await alice.tries("POST", path, {"also_known_as_uris": []})).status == 200
    actor = (await art.ask("GET", "/users/alice", headers=headers)).json
    assert not actor.get("alsoKnownAs")


async def test_what_one_pins_is_told(art: House, network: Network):
    alice, far = await ready(art, network)
    post = await alice.posts("Look")
    await alice.post(f"/api/v1/statuses/{post['id']}/pin")
    await alice.post(f"/api/v1/statuses/{post['id']}/unpin")
    await alice.post(f"/api/v1/statuses/{post['id']}/unpin")
    await art.works()
    told = [(one["type"], one["object"], one["target"]) for one in far.received if one["type"] in ("Add", "Remove")]
    featured = f"{alice.account.uri}/collections/featured"
    assert sorted(told) == [("Add", post["uri"], featured), ("Remove", post["uri"], featured)]
