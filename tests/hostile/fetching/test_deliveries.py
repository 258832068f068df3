"""C17, C18, C35, C36: what others make us keep, serve and wait for."""

import json

import pytest
from sqlalchemy import func, select

from activitypub.terms import ACTIVITY_JSON
from fediai.store.tables import jobs, peers
from fediai.workers import sweeps
from generators.fake import flat_png
from tests.far_side import Peer, Stranger
from tests.harness.asgi import Answer, multipart_body
from tests.harness.house import House, Network, Person
from tests.hostile.attacks import befriend, settles, somebody, stored

NOTE = json.dumps({"@context": "https://www.w3.org/ns/activitystreams", "type": "Note", "id": "https://art.example/x"})


async def uploads(person: Person, name: str, data: bytes, kind: str) -> Answer:
    body, content_type = multipart_body({}, {"file": (name, kind, data)})
    return await person.ask("POST", "/api/v2/media", body=body, headers={"Content-Type": content_type})


@pytest.mark.parametrize("name", ["note.json", "note.png", "note.svg", "note", "note.jsonld", "../../note.json"])
@pytest.mark.parametrize("kind", ["image/png", ACTIVITY_JSON, "text/html", "image/svg+xml"])
async def test_c17_a_document_as_a_picture(home: House, alice: Person, name: str, kind: str):
    """It is no picture, whatever it is called."""
    assert (await uploads(alice, name, NOTE.encode(), kind)).status == 422


async def test_c17_a_picture_with_a_document_in_its_tail(home: House, alice: Person):
    """Served as what it was decoded to, never as a document, whoever asks; its tail is gone."""
    answer = await uploads(alice, "note.json", flat_png(20, 20, (1, 2, 3)) + NOTE.encode(), ACTIVITY_JSON)
    assert answer.status == 200
    path = answer.json["url"].removeprefix("https://art.example")
    for accept in ("*/*", ACTIVITY_JSON, "text/html"):
        served = await home.ask("GET", path, headers={"Accept": accept})
        assert served.header("content-type").startswith("image/")
        assert served.header("x-content-type-options") == "nosniff"
        assert "sandbox" in served.header("content-security-policy")
        assert b"Note" not in served.body


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (ACTIVITY_JSON, NOTE.encode()), ("text/html", b"<script>alert(1)</script>"), ("image/png", NOTE.encode()),
        ("image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("image/png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"), ("application/javascript", b"alert(1)"),
    ],
)  # fmt: skip
async def test_c18_what_is_served_through_our_cache(home: House, alice: Person, bob: Stranger, kind: str, data: bytes):
    """Pictures only, and what is none is not there; we never send people on to it either."""
    await befriend(home, alice, bob)
    bob.peer.documents["/p"] = (200, kind, data)
    picture = {"type": "Image", "mediaType": "image/png", "url": f"https://{bob.peer.host}/p"}
    said = bob.writes(attachment=[picture])
    await settles(home, bob, said)
    status = await stored(home, said["object"]["id"])
    assert status is not None
    [media] = (await alice.get(f"/api/v1/statuses/{status.id}"))["media_attachments"]
    for url in (media["url"], media["preview_url"]):
        answer = await home.ask("GET", url.removeprefix("https://art.example"), headers={"Accept": ACTIVITY_JSON})
        assert answer.status == 404
        assert data not in answer.body


async def counts(home: House) -> tuple[int, int]:
    """Rows about peers and errands."""
    async with home.ctx.db.read() as tx:
        found = [await tx.scalar(select(func.count()).select_from(table)) for table in (peers, jobs)]
    return found[0], found[1]


async def chores(home: House) -> None:
    for chore in sweeps.WORKERS:
        await chore.run(home.ctx)


async def test_c35_thousands_of_hosts_that_never_answer(home: House, wire: Network):
    """What we remember of them, and owe them, is gone after a month; a host that answers is remembered."""
    dora = await home.signs_up("dora")
    await chores(home)
    before = await counts(home)
    hosts = [Peer(wire, f"silent{n}.example") for n in range(12)]
    for peer in hosts:
        one = somebody(peer, "ghost")
        await one.sends(one.says("Follow", dora.account.uri), home)
        peer.is_silent()
    await dora.posts("is anybody there?")
    for days in (0, 0.01, 0.1, *[1] * 10):
        home.clock.passes(days=days)
        while await home.works():
            pass
    during = await counts(home)
    assert during[0] - before[0] == 12
    home.clock.passes(days=31)
    await chores(home)
    after = await counts(home)
    assert (after[0] <= before[0], after[1] <= before[1]) == (True, True)


@pytest.mark.parametrize(
    "patience", ["1000000000", "99999999999999999999", "-5", "soon", "", "Fri, 01 Jan 9999 00:00:00 GMT", "\xff"]
)
@pytest.mark.parametrize("status", [429, 503])
async def test_c36_come_back_in_thirty_years(home: House, alice: Person, bob: Stranger, patience: str, status: int):
    """Honoured for a day at most; then the letter is brought again."""
    await settles(home, bob, bob.says("Follow", alice.account.uri))
    bob.peer.received.clear()
    bob.peer.patience, bob.peer.answers = patience, lambda letter: status
    mine = await alice.posts("late news")
    await home.works()
    assert bob.peer.letters
    bob.peer.answers = lambda letter: 202
    home.clock.passes(days=2)
    while await home.works():
        pass
    assert [one["object"]["id"] for one in bob.peer.received if one["type"] == "Create"] == [mine["uri"]]
    await settles(home, bob, bob.says("Undo", bob.says("Follow", alice.account.uri)))
