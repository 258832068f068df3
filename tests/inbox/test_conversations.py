"""Conversations and the books about servers, on both databases."""

from activitypub.terms import ACTIVITY_JSON
from fediai.services.far.leisure import software
from fediai.store.far import peers
from tests.far_side import Stranger
from tests.harness.house import House, Person
from tests.hostile.attacks import befriend, stored

AP = {"Accept": ACTIVITY_JSON}


async def test_a_conversation_is_shown_and_completed(home: House, alice: Person, bob: Stranger):
    """Ours is listed; of theirs, the answer that never came is found when she looks."""
    one = await alice.posts("one")
    two = await alice.posts("two", in_reply_to_id=one["id"])
    said = bob.writes("<p>three</p>", inReplyTo=two["uri"], to=["as:Public", alice.account.uri])
    assert (await bob.sends(said, home)).status == 202
    await home.works()
    document = (await home.ask("GET", f"/users/alice/statuses/{two['id']}", headers=AP)).json
    listed = (await home.ask("GET", document["context"].removeprefix("https://art.example"), headers=AP)).json
    assert listed["first"]["orderedItems"] == [one["uri"], two["uri"], said["object"]["id"]]
    others = document["replies"]["first"]["next"].removeprefix("https://art.example")
    assert (await home.ask("GET", others, headers=AP)).json["items"] == [said["object"]["id"]]
    await befriend(home, alice, bob)
    root = bob.note("<p>root</p>")
    answer = bob.note("<p>answer</p>", inReplyTo=root["id"])
    bob.peer.serves({"id": f"{root['id']}/replies", "type": "Collection", "items": [answer["id"]]})
    bob.peer.serves(root | {"replies": f"{root['id']}/replies"})
    await bob.sends(bob.says("Create", root, to=root["to"]), home)
    await home.works()
    seen = await stored(home, root["id"])
    assert seen is not None
    await alice.get(f"/api/v1/statuses/{seen.id}/context")
    await home.works()
    found = await alice.get(f"/api/v1/statuses/{seen.id}/context")
    assert [each["uri"] for each in found["descendants"]] == [answer["id"]]


async def test_what_runs_elsewhere_is_written_down(home: House, bob: Stranger):
    """Once a week for each server that answers."""
    base, schema = f"https://{bob.peer.host}", "http://nodeinfo.diaspora.software/ns/schema/2.0"
    for path, said in {
        "/.well-known/nodeinfo": {"links": [{"rel": schema, "href": f"{base}/nodeinfo"}]},
        "/nodeinfo": {"software": {"name": "gotosocial", "version": "0.20"}},
    }.items():
        bob.peer.serves({"id": base + path, **said}, "application/json")
    async with home.ctx.db.write() as tx:
        await peers.note(tx, [bob.peer.host], [])
    assert [await software.ask_around(home.ctx), await home.works()] == [1, 1]
    assert await software.ask_around(home.ctx) == 0
    async with home.ctx.db.read() as tx:
        assert [(one.host, one.software) for one in await software.every(tx)] == [(bob.peer.host, "gotosocial 0.20")]
