"""A report of ours, on its way to the server that it concerns."""

from activitypub.terms import PUBLIC
from tests.far_side import Stranger
from tests.harness.house import House, Person


async def test_a_report_is_sent_on_by_the_instance(home: House, alice: Person, bob: Stranger):
    """Never by the person who reports; and only if they want it to be."""
    mention = {"type": "Mention", "href": alice.account.uri}
    await bob.sends(
        bob.writes("<p>rude</p>", to=[PUBLIC, alice.account.uri], tag=[mention]),
        home,
    )
    await home.works()
    [post] = [one["status"] for one in await alice.get("/api/v1/notifications")]
    values = {"account_id": post["account"]["id"], "status_ids": [post["id"]], "comment": "very rude"}
    for forward in (False, True):
        answer = await alice.tries("POST", "/api/v1/reports", {**values, "forward": forward})
        assert (answer.status, answer.json["forwarded"]) == (200, forward)
        await home.works()
    [flag] = [one for one in bob.peer.received if one["type"] == "Flag"]
    assert flag["actor"] == "https://art.example/actor"
    assert flag["object"] == [bob.id, post["uri"]]
    assert flag["content"] == "very rude"
    assert "alice" not in str(flag)
