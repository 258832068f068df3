"""What others may read of us, and what they may not."""

import pytest

from activitypub.objects import Note, read_object
from activitypub.terms import ACTIVITY_JSON, PUBLIC
from fediai.domain.statuses import Draft, StatusView
from fediai.domain.visibility import Visibility
from fediai.services.posts import statuses
from tests.far_side import Peer, Stranger
from tests.harness.asgi import Answer
from tests.harness.house import House, Person, house

AP = {"Accept": ACTIVITY_JSON}
HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def path(view: StatusView, more: str = "") -> str:
    return view.status.uri.removeprefix("https://art.example") + more


async def publish(home: House, who: Person, text: str = "Hello", **words: object) -> StatusView:
    async with home.ctx.db.write() as tx:
        return await statuses.publish(home.ctx, tx, who.account, Draft(text=text, **words))


async def test_an_actor_for_servers_and_a_page_for_people(home: House, alice: Person):
    """By what is accepted; caches are told."""
    actor = await home.ask("GET", "/users/alice", headers=AP)
    page = await home.ask("GET", "/users/alice", headers=HTML)
    assert actor.header("content-type").startswith(ACTIVITY_JSON)
    assert (actor.header("vary"), page.header("vary")) == ("Accept, Signature", "Accept, Signature")
    assert (page.status, page.header("location")) == (302, "https://art.example/@alice")
    document = actor.json
    assert document["publicKey"]["owner"] == document["id"] == alice.account.uri
    assert document["assertionMethod"][0]["publicKeyMultibase"].startswith("z6Mk")
    assert document["endpoints"]["sharedInbox"] == "https://art.example/inbox"
    assert (document["discoverable"], document["manuallyApprovesFollowers"]) == (True, False)


async def test_a_note_and_its_activity(home: House, alice: Person):
    """The Note reads back as a Note; the Create holds it."""
    view = await publish(home, alice, "A fox #snow", language="en")
    note = (await home.ask("GET", path(view), headers=AP)).json
    create = (await home.ask("GET", path(view, "/activity"), headers=AP)).json
    page = await home.ask("GET", path(view), headers=HTML)
    assert isinstance(read_object(note), Note)
    assert (create["type"], create["object"]["id"]) == ("Create", note["id"])
    assert note["interactionPolicy"]["canQuote"]["automaticApproval"] == [PUBLIC]
    assert page.header("location") == view.status.url


@pytest.mark.parametrize("visibility", [Visibility.PRIVATE, Visibility.DIRECT])
async def test_what_is_not_public_is_not_there(home: House, followed: Person, visibility: Visibility):
    """404, its wrapper and its replies too; the outbox does not count it."""
    view = await publish(home, followed, "secret", visibility=visibility)
    parts = ("", "/activity", "/replies", "/likes", "/shares")
    answers = [await home.ask("GET", path(view, more), headers=AP) for more in parts]
    assert [answer.status for answer in answers] == [404] * len(parts)
    assert all("secret" not in answer.text for answer in answers)
    assert (await home.ask("GET", "/users/alice/outbox", headers=AP)).json["totalItems"] == 0


async def test_a_follower_who_signs_may_read_what_is_for_followers(
    home: House, followed: Person, bob: Stranger, far: Peer
):
    """Uncached; a signed stranger may not."""
    view = await publish(home, followed, "for followers", visibility=Visibility.PRIVATE)
    mine = await bob.reads(view.status.uri, home)
    theirs = await far.has("carol").reads(view.status.uri, home)
    assert (mine.status, theirs.status) == (200, 404)
    assert "no-store" in mine.header("cache-control")


async def test_a_deleted_post_leaves_a_tombstone(home: House, followed: Person):
    """410."""
    view = await publish(home, followed)
    async with home.ctx.db.write() as tx:
        await statuses.delete(home.ctx, tx, followed.account, view.status.id)
    answer = await home.ask("GET", path(view), headers=AP)
    assert (answer.status, answer.json["type"]) == (410, "Tombstone")


async def test_lists_tell_their_size_and_come_in_pages(home: House, followed: Person, bob: Stranger):
    """Newest first, twenty a page, each thing once."""
    for number in range(25):
        await publish(home, followed, f"post {number}")
    outbox = (await home.ask("GET", "/users/alice/outbox", headers=AP)).json
    first = await page_of(home, outbox["first"])
    second = await page_of(home, first["next"])
    ids = [item["object"]["id"] for item in first["orderedItems"] + second["orderedItems"]]
    assert (outbox["totalItems"], len(ids), len(set(ids)), "next" in second) == (25, 25, 25, False)
    followers = (await home.ask("GET", "/users/alice/followers", headers=AP)).json
    assert followers["totalItems"] == 1
    assert (await page_of(home, followers["first"]))["orderedItems"] == [bob.id]
    assert (await home.ask("GET", "/users/alice/following", headers=AP)).json["totalItems"] == 0
    assert (await home.ask("GET", "/users/alice/collections/featured", headers=AP)).json["orderedItems"] == []


async def page_of(home: House, url: str) -> dict:
    answer: Answer = await home.ask("GET", url.removeprefix("https://art.example"), headers=AP)
    assert answer.status == 200
    return answer.json


async def test_replies_that_anybody_may_read_are_listed(home: House, alice: Person):
    """By id; private ones stay unmentioned."""
    view = await publish(home, alice)
    reply = await publish(home, alice, "open", in_reply_to_id=view.status.id)
    await publish(home, alice, "hidden", in_reply_to_id=view.status.id, visibility=Visibility.PRIVATE)
    found = (await home.ask("GET", path(view, "/replies"), headers=AP)).json
    assert found["first"]["items"] == [reply.status.uri]


@pytest.mark.parametrize(
    "target", ["/users/nobody", "/users/alice/statuses/1", "/users/alice/statuses/x", "/users/bob/statuses/1"]
)
async def test_what_there_is_not_is_404(home: House, alice: Person, target: str):
    """Nobody, nothing, and somebody else's."""
    assert (await home.ask("GET", target, headers=AP)).status == 404


async def test_a_post_under_another_name_is_not_there(home: House, alice: Person):
    """An id belongs to its author."""
    view = await publish(home, alice)
    await home.signs_up("eve")
    assert (await home.ask("GET", path(view).replace("alice", "eve"), headers=AP)).status == 404


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
async def test_an_inbox_is_only_posted_to(home: House, alice: Person, method: str):
    """405 (ActivityPub §5.2)."""
    for target in ("/inbox", "/users/alice/inbox"):
        assert (await home.ask(method, target)).status == 405


async def test_with_authorised_fetch_only_the_instance_speaks_to_the_unsigned(sqlite_url, network, far, bob):
    """Its key must be open, or nobody could begin."""
    async with house("art.example", sqlite_url, network, federation={"authorized_fetch": True}) as home:
        alice = await home.signs_up("alice")
        view = await publish(home, alice)
        unsigned = [(await home.ask("GET", p, headers=AP)).status for p in ("/users/alice", path(view), "/actor")]
        signed = [(await bob.reads(url, home)).status for url in (alice.account.uri, view.status.uri)]
        assert (unsigned, signed) == ([401, 401, 200], [200, 200])
