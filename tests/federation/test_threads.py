"""Conversations over servers: what we show of ours, and how we find the rest of others'."""

import asyncio
from typing import Any

import pytest

from activitypub.terms import ACTIVITY_JSON
from fediai.services.far.leisure import threads
from tests.far_side import Peer, Stranger
from tests.harness.house import House, Network, Person, house
from tests.hostile.attacks import befriend, block, stored, suspend

AP = {"Accept": ACTIVITY_JSON}
Json = dict[str, Any]


async def _document(home: House, url: str) -> Json:
    answer = await home.ask("GET", url.removeprefix("https://art.example"), headers=AP)
    assert answer.status == 200, answer.text
    found: Json = answer.json
    return found


async def _post(person: Person, text: str, of: Json | None = None, **more: Any) -> Json:
    return await person.posts(text, **({"in_reply_to_id": of["id"]} if of else {}), **more)


async def test_a_post_brings_the_beginning_of_its_replies_along(home: House, alice: Person):
    """Its author's own, by id; those of others are one step away, and only open ones."""
    carol = await home.signs_up("carol")
    one = await _post(alice, "one")
    two = await _post(alice, "two", one)
    three = await _post(carol, "three", one)
    await _post(alice, "psst", one, visibility="private")
    replies = (await _document(home, one["uri"]))["replies"]
    assert (replies["id"], replies["type"]) == (f"{one['uri']}/replies", "Collection")
    assert (replies["first"]["type"], replies["first"]["items"]) == ("CollectionPage", [two["uri"]])
    others = await _document(home, replies["first"]["next"])
    assert (others["items"], others["partOf"], "next" in others) == ([three["uri"]], replies["id"], False)
    assert (await _document(home, replies["id"]))["first"]["items"] == [two["uri"]]


async def test_many_replies_come_page_by_page(home: House, alice: Person, monkeypatch: pytest.MonkeyPatch):
    """Each once, the author's own before those of others."""
    monkeypatch.setattr("fediai.web.federation.threads.PAGE", 2)
    carol = await home.signs_up("carol")
    one = await _post(alice, "one")
    told = [await _post(by, f"answer {n}", one) for by in (carol, alice) for n in range(3)]
    page, found = (await _document(home, f"{one['uri']}/replies"))["first"], []
    while page:
        found += page["items"]
        page = await _document(home, page["next"]) if "next" in page else None
    assert found == [each["uri"] for each in (*told[3:], *told[:3])]


async def test_who_was_shut_out_is_not_listed(home: House, alice: Person, bob: Stranger):
    """A suspended account's answers are not passed on."""
    one = await _post(alice, "one")
    await bob.sends(bob.writes("<p>spam</p>", inReplyTo=one["uri"], to=["as:Public", alice.account.uri]), home)
    await home.works()
    url = f"{one['uri']}/replies?only_other_accounts=true&page=true"
    assert len((await _document(home, url))["items"]) == 1
    await suspend(home, bob)
    assert (await _document(home, url))["items"] == []


async def test_a_conversation_of_ours_has_an_address(home: House, alice: Person, bob: Stranger):
    """FEP-7888: every open post in it names the same list; what answers a far post claims none."""
    one = await _post(alice, "one")
    two = await _post(alice, "two", one)
    await _post(alice, "psst", two, visibility="private")
    far = bob.writes("<p>three</p>", inReplyTo=two["uri"], to=["as:Public", alice.account.uri])
    await bob.sends(far, home)
    await home.works()
    documents = [await _document(home, each["uri"]) for each in (one, two)]
    assert len({document["context"] for document in documents}) == 1
    listed = await _document(home, documents[0]["context"])
    assert (listed["type"], listed["attributedTo"]) == ("OrderedCollection", alice.account.uri)
    assert listed["first"]["orderedItems"] == [one["uri"], two["uri"], far["object"]["id"]]
    root = bob.writes("<p>root</p>", to=["as:Public", alice.account.uri])
    await bob.sends(root, home)
    await home.works()
    seen = await stored(home, root["object"]["id"])
    assert seen is not None
    answer = await _post(alice, "answer", {"id": str(seen.id)})
    assert "context" not in await _document(home, answer["uri"])


async def test_the_context_travels_with_the_post(home: House, followed: Person, bob: Stranger):
    """In the Create of an answer, too; not in what is for followers only."""
    one = await _post(followed, "one")
    await _post(followed, "two", one)
    await _post(followed, "psst", visibility="private")
    await home.works()
    contexts = [said["object"].get("context") for said in bob.peer.received if said["type"] == "Create"]
    assert contexts == [f"https://art.example/contexts/{one['id']}"] * 2 + [None]


@pytest.mark.parametrize("which", ["reply", "private", "deleted", "nobody's", "far"])
async def test_there_is_no_such_conversation(home: House, alice: Person, bob: Stranger, which: str):
    """Only an open post of ours that answers nothing begins one."""
    one = await _post(alice, "one", visibility="private" if which == "private" else "public")
    said = bob.writes("<p>root</p>", to=["as:Public", alice.account.uri])
    await bob.sends(said, home)
    await home.works()
    far = await stored(home, said["object"]["id"])
    assert far is not None
    ids = {"reply": (await _post(alice, "two", one))["id"], "nobody's": "1", "far": str(far.id)}
    if which == "deleted":
        await alice.tries("DELETE", f"/api/v1/statuses/{one['id']}")
    answer = await home.ask("GET", f"/contexts/{ids.get(which, one['id'])}", headers=AP)
    assert answer.status == 404


class Forum:
    """A post of Bob's, with answers that we were never sent, listed where he lives."""

    def __init__(self, bob: Stranger, other: Stranger) -> None:
        self.bob, self.other = bob, other
        self.root = bob.note("<p>root</p>")
        self.lists(self.root, [])

    def lists(self, note: Json, items: list[str], **more: Any) -> None:
        """These are said to answer it."""
        url = f"{note['id']}/replies"
        first = {"type": "CollectionPage", "partOf": url, "items": items}
        self.bob.peer.serves({"id": url, "type": "Collection", "first": first, **more})
        note["replies"] = url
        Peer.serves(self.bob.peer if note["id"].startswith(self.bob.id) else self.other.peer, note)

    def answers(self, above: Json, content: str = "<p>answer</p>", **more: Any) -> Json:
        """By somebody on another server."""
        return self.other.note(content, inReplyTo=above["id"], **more)


@pytest.fixture
def forum(bob: Stranger, network: Network) -> Forum:
    return Forum(bob, Peer(network, "other.example").has("oda"))


async def _opened(home: House, alice: Person, forum: Forum) -> list[str]:
    """The root came by itself; Alice opens it, and once more when what was missing has come."""
    await befriend(home, alice, forum.bob)
    await forum.bob.sends(forum.bob.says("Create", forum.root, to=forum.root["to"]), home)
    await home.works()
    root = await stored(home, forum.root["id"])
    assert root is not None
    before = await alice.get(f"/api/v1/statuses/{root.id}/context")
    assert before["descendants"] == []
    await home.works()
    found = await alice.get(f"/api/v1/statuses/{root.id}/context")
    return [one["uri"] for one in found["descendants"]]


async def test_answers_we_were_not_sent_are_found_when_somebody_looks(home: House, alice: Person, forum: Forum):
    """And the answers to them."""
    one = forum.answers(forum.root)
    two = forum.bob.note("<p>back</p>", inReplyTo=one["id"])
    forum.other.peer.serves({"id": f"{one['id']}/r", "type": "Collection", "items": [two["id"]]})
    forum.other.peer.serves(one | {"replies": f"{one['id']}/r"})
    forum.lists(forum.root, [one["id"]])
    assert await _opened(home, alice, forum) == [one["id"], two["id"]]


async def test_a_conversation_that_its_server_keeps_is_read(home: House, alice: Person, forum: Forum):
    """FEP-7888 afar: in the order in which it was said."""
    url = "https://far.example/contexts/1"
    forum.root["context"] = url
    one = forum.answers(forum.root, context=url)
    two = forum.answers(one, context=url)
    elsewhere = forum.answers(forum.root, context="https://other.example/contexts/2")
    forum.bob.peer.serves(forum.root)
    ids = [each["id"] for each in (forum.root, one, two, elsewhere)]
    forum.bob.peer.serves({"id": url, "type": "OrderedCollection", "orderedItems": ids})
    assert await _opened(home, alice, forum) == ids[1:3]


async def test_what_a_list_says_of_others_is_not_believed(home: House, alice: Person, forum: Forum):
    """Not an answer, not for everybody, embedded under a foreign name, not where it says, by somebody shut out."""
    apart = forum.other.note("<p>apart</p>")
    private = forum.answers(forum.root, to=[f"{forum.other.id}/followers"], cc=[])
    forged = {"id": f"{forum.other.id}/notes/99", "type": "Note", "attributedTo": forum.other.id, "content": "forged",
              "inReplyTo": forum.root["id"], "to": ["as:Public"]}  # fmt: skip
    evil = Peer(forum.bob.peer.network, "evil.example").has("eve").note("<p>evil</p>", inReplyTo=forum.root["id"])
    forum.lists(forum.root, [apart["id"], private["id"], forged, evil["id"], "https://art.example/users/alice", 7])  # type: ignore[list-item]
    await block(home, "evil.example")
    assert await _opened(home, alice, forum) == []
    assert forum.bob.peer.network.apps["evil.example"].asked == []


async def test_a_list_elsewhere_is_not_asked_for(home: House, alice: Person, forum: Forum):
    """`replies` of another origin would let anybody send us anywhere."""
    one = forum.answers(forum.root)
    forum.other.peer.serves({"id": "https://other.example/list", "type": "Collection", "items": [one["id"]]})
    forum.bob.peer.serves(forum.root | {"replies": "https://other.example/list"})
    assert await _opened(home, alice, forum) == []


async def test_a_thread_without_end_costs_a_budget(sqlite_url: str, network: Network, bob: Stranger):
    """In all so many fetches, and of one host half of them; whoever looks again within minutes asks nobody."""
    async with house("art.example", sqlite_url, network, federation={"fetches_per_thread": 12}) as home:
        alice, forum = await home.signs_up("alice"), Forum(bob, Peer(network, "other.example").has("oda"))
        forum.lists(forum.root, [forum.answers(forum.root)["id"] for _ in range(50)])
        await befriend(home, alice, bob)
        await bob.sends(bob.says("Create", forum.root, to=forum.root["to"]), home)
        await home.works()
        root = await stored(home, forum.root["id"])
        assert root is not None
        bob.peer.asked.clear()
        for _ in range(3):
            await alice.get(f"/api/v1/statuses/{root.id}/context")
            await home.works()
        assert len(bob.peer.asked) == 2
        assert 1 <= len(forum.other.peer.asked) <= 6


async def test_what_is_above_is_found_when_somebody_looks(home: House, alice: Person, forum: Forum):
    """A reply came while the server of what it answers was silent."""
    await befriend(home, alice, forum.bob)
    top = forum.other.note("<p>top</p>")
    said = forum.bob.writes("<p>below</p>", inReplyTo=top["id"])
    forum.other.peer.is_silent()
    await forum.bob.sends(said, home)
    await home.works()
    below = await stored(home, said["object"]["id"])
    assert below is not None
    assert below.in_reply_to_id is None
    forum.other.peer.is_silent(False)
    await alice.get(f"/api/v1/statuses/{below.id}/context")
    await home.works()
    found = await alice.get(f"/api/v1/statuses/{below.id}/context")
    assert [one["uri"] for one in found["ancestors"]] == [top["id"]]


async def test_strangers_who_look_cause_nothing(home: House, alice: Person, forum: Forum):
    """Nor do posts of ours that answer nothing, nor a setting of none."""
    await befriend(home, alice, forum.bob)
    await forum.bob.sends(forum.bob.says("Create", forum.root, to=forum.root["to"]), home)
    await home.works()
    root, own = await stored(home, forum.root["id"]), await _post(alice, "mine")
    assert root is not None
    await home.works()
    forum.bob.peer.asked.clear()
    assert (await home.ask("GET", f"/api/v1/statuses/{root.id}/context")).status in (200, 401)
    await alice.get(f"/api/v1/statuses/{own['id']}/context")
    assert await home.works() == 0
    assert forum.bob.peer.asked == []


async def test_a_server_that_never_answers_is_given_up(home: House, alice: Person, forum: Forum, monkeypatch: Any):
    """What came by then stays, and the errand ends."""
    monkeypatch.setattr(threads, "PATIENCE", 0.2)

    async def silence(*_: Any) -> None:
        await asyncio.Event().wait()

    one, two = forum.bob.note("<p>one</p>", inReplyTo=forum.root["id"]), forum.answers(forum.root)
    forum.lists(forum.root, [one["id"], two["id"]])
    forum.bob.peer.network.apps["other.example"] = silence
    assert await _opened(home, alice, forum) == [one["id"]]
