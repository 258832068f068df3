"""Client-to-server ActivityPub: what a person's own ActivityPub client does with their outbox and inbox."""

import json
from typing import Any

import pytest

from activitypub.terms import ACTIVITY_JSON, AS2_CONTEXT, PUBLIC
from tests.api.test_accounts import picture as picture_bytes
from tests.far_side import Stranger
from tests.harness.asgi import Answer
from tests.harness.house import House, Person

Json = dict[str, Any]


async def posts(who: Person, said: Json | bytes, name: str = "") -> Answer:
    body = said if isinstance(said, bytes) else json.dumps({"@context": AS2_CONTEXT, **said}).encode()
    path = f"/users/{name or who.account.username}/outbox"
    return await who.ask("POST", path, body=body, headers={"Content-Type": ACTIVITY_JSON})


async def good(who: Person, said: Json) -> str:
    answer = await posts(who, said)
    assert answer.status == 201, answer.text
    return answer.header("location")


async def reads(house: House, uri: str, who: Person | None = None) -> Json:
    target = uri.removeprefix("https://art.example")
    ask = who.ask if who else house.ask
    answer = await ask("GET", target, headers={"Accept": ACTIVITY_JSON})
    assert answer.status == 200, answer.text
    return answer.json


async def test_a_bare_note_is_wrapped_and_published(home: House, followed: Person, bob: Stranger):
    """Seen in the client API, read under its id, delivered to a follower: one post whatever the door."""
    note = {
        "type": "Note",
        "content": "<p>Hello <b>there</b> #fox</p>",
        "to": PUBLIC,
        "cc": [f"{followed.account.uri}/followers"],
    }
    uri = await good(followed, note)
    create = await reads(home, uri)
    assert (create["type"], create["actor"]) == ("Create", followed.account.uri)
    assert create["object"]["content"].startswith("<p>Hello there <a")
    [shown] = await followed.home()
    assert (shown["visibility"], shown["tags"][0]["name"]) == ("public", "fox")
    await home.works()
    assert bob.peer.received[-1]["object"]["id"] == create["object"]["id"]


@pytest.mark.parametrize(
    ("to", "cc", "visibility"),
    [
        ([PUBLIC], [], "public"),
        (["FOLLOWERS"], ["as:Public"], "unlisted"),
        ("FOLLOWERS", [], "private"),
        (["https://far.example/users/bob"], [], "direct"),
    ],
)
async def test_the_audience_is_what_it_says(
    home: House, alice: Person, bob: Stranger, to: Any, cc: Any, visibility: str
):
    followers = f"{alice.account.uri}/followers"
    said = json.loads(json.dumps({"to": to, "cc": cc}).replace("FOLLOWERS", followers))
    await good(alice, {"type": "Create", "object": {"type": "Note", "content": "x"}, **said})
    [shown] = await alice.home()
    assert shown["visibility"] == visibility
    assert [one["acct"] for one in shown["mentions"]] == (["bob@far.example"] if visibility == "direct" else [])


async def test_a_blind_copy_reaches_and_is_not_shown(home: House, alice: Person, bob: Stranger):
    await good(alice, {"type": "Note", "content": "psst", "bto": [bob.id]})
    await home.works()
    [told] = [one for one in bob.peer.received if one["type"] == "Create"]
    assert "bto" not in str(told)
    assert told["object"]["to"] == [bob.id]


async def test_like_announce_follow_and_back(home: House, alice: Person, bob: Stranger):
    theirs = bob.note()
    like = await good(alice, {"type": "Like", "object": theirs["id"]})
    share = await good(alice, {"type": "Announce", "object": theirs["id"], "to": [PUBLIC]})
    follow = await good(alice, {"type": "Follow", "object": bob.id})
    await home.works()
    assert {one["type"] for one in bob.peer.received} >= {"Like", "Announce", "Follow"}
    for thing in (like, {"type": "Announce", "id": share, "actor": alice.account.uri, "object": theirs["id"]}, follow):
        await good(alice, {"type": "Undo", "object": thing})
    await home.works()
    undone = [one["object"]["type"] for one in bob.peer.received if one["type"] == "Undo"]
    assert sorted(undone) == ["Announce", "Follow", "Like"]
    answer = await posts(alice, {"type": "Undo", "object": like})
    assert answer.status == 404
    await good(alice, {"type": "Block", "object": bob.id})
    await good(alice, {"type": "Undo", "object": {"type": "Block", "actor": alice.account.uri, "object": bob.id}})


async def test_a_picture_is_uploaded_and_attached(home: House, alice: Person):
    form, kind = multipart(picture_bytes(), {"type": "Image", "name": "A red square"})
    answer = await alice.ask("POST", "/api/fediai/v1/upload", body=form, headers={"Content-Type": kind})
    assert answer.status == 201, answer.text
    picture = answer.json
    assert (picture["type"], picture["name"]) == ("Image", "A red square")
    await good(alice, {"type": "Note", "content": "Look", "to": [PUBLIC], "attachment": [picture]})
    [shown] = await alice.home()
    assert shown["media_attachments"][0]["description"] == "A red square"
    again = await posts(alice, {"type": "Note", "content": "Again", "to": [PUBLIC], "attachment": [picture]})
    assert again.status == 422
    far = {**picture, "url": "https://far.example/x.png"}
    assert (await posts(alice, {"type": "Note", "content": "Far", "attachment": far})).status == 422


def multipart(data: bytes, shell: Json) -> tuple[bytes, str]:
    mark = "----x"
    head = (
        f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n'
    )
    rest = f'\r\n--{mark}\r\nContent-Disposition: form-data; name="object"\r\n\r\n{json.dumps(shell)}\r\n--{mark}--\r\n'
    return head.encode() + data + rest.encode(), f"multipart/form-data; boundary={mark}"


async def test_changed_pinned_and_deleted(home: House, alice: Person):
    uri = (await good(alice, {"type": "Note", "content": "One", "to": [PUBLIC]})).removesuffix("/activity")
    note = {"type": "Note", "id": uri, "source": {"content": "Two, *better*", "mediaType": "text/markdown"}}
    await good(alice, {"type": "Update", "object": {**note, "content": "<p>ignored</p>", "to": [PUBLIC]}})
    assert (await reads(home, uri))["content"] == "<p>Two, *better*</p>"
    featured = f"{alice.account.uri}/collections/featured"
    await good(alice, {"type": "Add", "object": uri, "target": featured})
    assert (await reads(home, featured))["totalItems"] == 1
    await good(alice, {"type": "Remove", "object": uri, "target": featured})
    await good(alice, {"type": "Delete", "object": uri})
    gone = await home.ask("GET", uri.removeprefix("https://art.example"), headers={"Accept": ACTIVITY_JSON})
    assert gone.status == 410


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (b"{", 400),
        (b"[]", 400),
        ({"type": "Create"}, 422),
        ({"type": "Create", "object": {"type": "Note", "content": ""}}, 422),
        ({"type": "Create", "object": {"type": "Note", "content": "x", "attributedTo": "https://far.example/users/bob"}}, 422),
        ({"type": "Like", "actor": "https://far.example/users/bob", "object": "https://far.example/1"}, 403),
        ({"type": "Like", "object": "https://far.example/none"}, 404),
        ({"type": "Follow", "object": "https://far.example/users/nobody"}, 404),
        ({"type": "Travel", "object": "https://far.example/"}, 422),
        ({"type": "Add", "object": "https://far.example/1", "target": "https://far.example/list"}, 422),
        ({"type": "Delete", "object": "https://art.example/users/alice/statuses/1"}, 404),
    ],
)  # fmt: skip
async def test_what_can_not_be_done_is_a_sentence(home: House, alice: Person, bob: Stranger, said: Any, status: int):
    answer = await posts(alice, said)
    assert answer.status == status, answer.text
    assert len(answer.json["error"]) > 5


async def test_an_outbox_is_ones_own(home: House, alice: Person):
    carol = await home.signs_up("carol")
    note = {"type": "Note", "content": "x"}
    assert (await posts(alice, note, "carol")).status == 403
    body = json.dumps(note).encode()
    bare = await home.ask("POST", "/users/alice/outbox", body=body, headers={"Content-Type": ACTIVITY_JSON})
    assert bare.status == 401
    theirs = (await good(carol, {**note, "to": [PUBLIC]})).removesuffix("/activity")
    for said in (
        {"type": "Delete", "object": theirs},
        {"type": "Update", "object": {"type": "Note", "id": theirs, "content": "mine"}},
    ):
        assert (await posts(alice, said)).status == 404


async def test_the_inbox_is_read_by_its_owner(home: House, alice: Person):
    carol = await home.signs_up("carol")
    uri = await good(alice, {"type": "Note", "content": "x", "to": [PUBLIC]})
    whole = await reads(home, f"{alice.account.uri}/inbox", alice)
    assert whole["type"] == "OrderedCollection"
    page = await reads(home, whole["first"], alice)
    assert [one["id"] for one in page["orderedItems"]] == [uri]
    assert (await home.ask("GET", "/users/alice/inbox")).status == 405
    assert (await carol.ask("GET", "/users/alice/inbox")).status == 403


async def test_the_endpoints_are_named_and_the_proxy_fetches(home: House, alice: Person, bob: Stranger):
    actor = await reads(home, alice.account.uri)
    ends = actor["endpoints"]
    assert set(ends) == {"sharedInbox", "proxyUrl", "uploadMedia", "oauthAuthorizationEndpoint", "oauthTokenEndpoint"}
    path = ends["proxyUrl"].removeprefix("https://art.example")
    found = await alice.tries("POST", path, {"id": bob.id})
    assert (found.status, found.json["id"]) == (200, bob.id)
    for uri in ("http://127.0.0.1/", "https://art.example/users/alice", "https://far.example/none", "javascript:x", ""):
        assert (await alice.tries("POST", path, {"id": uri})).status in (404, 422)
    assert (await home.ask("POST", path, body=b"id=x")).status == 401
