"""D1-D14: documents that mean one thing to a JSON-LD processor and another to a reader. Here the HTTP signature speaks."""

import json
import time
from typing import Any

import pytest

from activitypub.terms import AS2_CONTEXT, PUBLIC
from tests.far_side import Stranger
from tests.harness.house import House, Person
from tests.hostile.attacks import Json, Pen, befriend, follows, known, settles, stored, to_all

SECURITY = "https://w3id.org/security/v1"


def signed_by(bob: Stranger, said: Json, **more: Any) -> Json:
    """With a block like those of RsaSignature2017; whether it is genuine is never asked."""
    block = {
        "type": "RsaSignature2017", "creator": bob.key_id, "created": "2026-11-21T10:00:00Z", "signatureValue": "x" * 344, **more,
    }  # fmt: skip
    return {**said, "@context": [AS2_CONTEXT, SECURITY], "signature": block}


def undone(bob: Stranger, alice: Person, post: Json) -> tuple[Json, Json]:
    """A boost, and the Undo that took it back."""
    boost = bob.says("Announce", post["uri"], to=[PUBLIC])
    return boost, bob.says("Undo", boost)


def rerooted(boost: Json, undo: Json) -> dict[str, Json]:
    """The Undo, written so that the boost inside it becomes the document: one meaning in RDF, another to a reader."""
    inner = {key: value for key, value in boost.items() if key != "@context"}
    outer = {**undo, "object": boost["id"]}
    return {
        "graph": {"@context": AS2_CONTEXT, "@graph": [inner, outer]},
        "included": {**inner, "@context": AS2_CONTEXT, "@included": [outer]},
        "reverse": {**inner, "@context": AS2_CONTEXT, "@reverse": {"as:object": outer}},
        "nest": {**inner, "@context": AS2_CONTEXT, "@nest": outer},
        "alias of included": {**inner, "@context": [AS2_CONTEXT, {"also": "@included"}], "also": [outer]},
        "alias of graph": {"@context": [AS2_CONTEXT, {"all": "@graph"}], "all": [inner, outer]},
        "alias of nest": {**inner, "@context": [AS2_CONTEXT, {"more": "@nest"}], "more": outer},
        "reversed term": {
            **inner,
            "@context": [AS2_CONTEXT, {"undoneBy": {"@reverse": "as:object"}}],
            "undoneBy": outer,
        },
    }


SHAPES = [
    "graph",
    "included",
    "reverse",
    "nest",
    "alias of included",
    "alias of graph",
    "alias of nest",
    "reversed term",
]


@pytest.mark.parametrize("shape", SHAPES)
async def test_d01_d02_d03_d07_an_undo_turned_inside_out(
    home: House, alice: Person, bob: Stranger, eve: Stranger, shape: str
):
    """Brought by Eve with Bob's old signature block: refused, and the boost stays undone."""
    post = await alice.posts("hello")
    boost, undo = undone(bob, alice, post)
    await settles(home, bob, boost, undo)
    await settles(home, eve, eve.says("Like", "https://nowhere.example/1"))
    forged = signed_by(bob, rerooted(boost, undo)[shape])
    answer = await Pen().writes(eve, home, forged).reaches(home)
    assert answer.status in (202, 400, 401)
    await home.works()
    now = await alice.get(f"/api/v1/statuses/{post['id']}")
    assert now["reblogs_count"] == 0


@pytest.mark.parametrize("shape", SHAPES)
async def test_d01_d03_under_foreign_names(home: House, alice: Person, bob: Stranger, shape: str):
    """The same by Bob himself in JSON-LD's own words, where a processor would be needed to read it: never re-rooted."""
    post = await alice.posts("hello")
    boost, undo = undone(bob, alice, post)
    await settles(home, bob, boost, undo)
    document = rerooted({**boost, "id": f"{boost['id']}/again"}, undo)[shape]
    text = json.dumps(document).replace('"type"', '"@type"').replace('"id"', '"@id"')
    answer = await Pen().writes(bob, home, text.encode()).reaches(home)
    assert answer.status in (202, 400, 401)
    await home.works()
    assert (await alice.get(f"/api/v1/statuses/{post['id']}"))["reblogs_count"] == 0


async def test_d04_a_property_moved_out_of_sight(home: House, alice: Person, bob: Stranger, eve: Stranger):
    """Bob's post for followers, its addressees put under `@included`: nobody but Bob may bring it."""
    await befriend(home, alice, bob)
    said = bob.writes("<p>secret</p>", to=[f"{bob.id}/followers"], cc=[])
    note = {key: value for key, value in said["object"].items() if key not in ("to", "cc")}
    moved = signed_by(
        bob, {**said, "to": [PUBLIC], "object": note, "@included": [{"id": note["id"], "to": said["to"]}]}
    )
    await settles(home, eve, eve.says("Like", "https://nowhere.example/1"))
    assert (await Pen().writes(eve, home, moved).reaches(home)).status == 401
    assert await stored(home, note["id"]) is None


async def test_d05_words_that_no_context_defines(home: House, alice: Person, bob: Stranger):
    """They change nothing, whatever they are called."""
    await befriend(home, alice, bob)
    more = {"attributionDomains": ["evil.example"], "admin": True, "local": True, "id_": 1, "visibility": "public", "gen_ai": True,
            "account_id": 1, "reblogOf": 1, "_misskey_content": "x", "pending_generation_id": 1}  # fmt: skip
    said = bob.writes("<p>for followers</p>", to=[f"{bob.id}/followers"], cc=[], **more)
    await settles(home, bob, {**said, **more})
    status = await stored(home, said["object"]["id"])
    assert status is not None
    assert (status.visibility, status.local, status.gen_ai, status.is_pending) == ("private", False, False, False)


RENAMED = [
    {"actor": "https://x.example/other"}, {"actor": "as:object", "object": "as:actor"}, {"to": "as:bto"}, {"akteur": "as:actor"},
    {"id": "@type", "type": "@id"}, {"Follow": "as:Block"}, {"@vocab": "https://evil.example/"}, {"as": "https://evil.example/#"},
]  # fmt: skip


@pytest.mark.parametrize("context", RENAMED)
async def test_d06_a_context_that_renames(home: House, alice: Person, bob: Stranger, eve: Stranger, context: Json):
    """Plain names mean what they say, whoever redefines them; and under other names nothing is said for another."""
    follow = {**eve.says("Follow", alice.account.uri), "@context": [AS2_CONTEXT, context]}
    await settles(home, eve, follow)
    assert await follows(home, eve.id, alice.account.uri) == "accepted"
    other = {"@context": [AS2_CONTEXT, context], "@id": f"{eve.id}/x", "@type": "as:Follow", "as:actor": bob.id, "akteur": bob.id,
             "actor": eve.id, "object": alice.account.uri, "as:object": {"@id": alice.account.uri}}  # fmt: skip
    answer = await Pen().writes(eve, home, other).reaches(home)
    assert answer.status in (202, 400, 401)
    await home.works()
    assert await follows(home, bob.id, alice.account.uri) == ""


@pytest.mark.parametrize("who", ["creator", "relay", "old"])
async def test_d07_d08_d09_a_signature_block_of_somebody(
    home: House, alice: Person, bob: Stranger, eve: Stranger, who: str
):
    """Of another creator, brought by a relay, or a year old: it never stands for a signature of the request."""
    await befriend(home, alice, bob)
    said = bob.writes("<p>hello</p>", **to_all(alice))
    block = {"creator": {"creator": eve.key_id}, "relay": {}, "old": {"created": "2025-11-21T10:00:00Z"}}[who]
    await settles(home, eve, eve.says("Like", "https://nowhere.example/1"))
    assert (await Pen().writes(eve, home, signed_by(bob, said, **block)).reaches(home)).status == 401
    assert await stored(home, said["object"]["id"]) is None


def blank_clique(size: int) -> list[Json]:
    """Everybody knows everybody, and nobody has a name: what canonicalising costs the most."""
    return [{"@id": f"_:b{n}", "as:items": [{"@id": f"_:b{m}"} for m in range(size) if m != n]} for n in range(size)]


def blank_chain(length: int) -> Json:
    found: Json = {}
    for _ in range(length):
        found = {"as:items": found}
    return found


@pytest.mark.parametrize("which", ["clique", "chain", "equal", "recipients", "foreign clique", "foreign nodes"])
async def test_d10_what_takes_a_processor_minutes(home: House, alice: Person, bob: Stranger, which: str):
    """Answered within a second, by whatever answer; the house goes on."""
    await befriend(home, alice, bob)
    nodes: Any = {
        "clique": blank_clique(7), "chain": blank_chain(28), "equal": [{"type": "Note"}] * 2000, "foreign clique": blank_clique(12),
        "recipients": [f"https://v{n}.example/u" for n in range(8000)], "foreign nodes": [{"@id": f"_:n{n}"} for n in range(1900)],
    }[which]  # fmt: skip
    said = signed_by(bob, bob.says("Create", bob.note(), to=[PUBLIC], tag=nodes, audience=nodes))
    if which.startswith("foreign"):
        said = {**{f"@{name}" if name in ("id", "type") else f"as:{name}": value for name, value in said.items() if name != "@context"},
                "@context": [AS2_CONTEXT, SECURITY]}  # fmt: skip
    letter = Pen().writes(bob, home, said)
    started = time.monotonic()
    answer = await letter.reaches(home)
    assert time.monotonic() - started < 1
    assert answer.status in (202, 400, 401, 413)
    await home.works()
    assert time.monotonic() - started < 2


async def test_d11_d12_a_broken_block_beside_a_good_signature(
    home: House, alice: Person, bob: Stranger, carol: Stranger
):
    """Taken by the request's own signature; the block goes nowhere, least of all to others."""
    await befriend(home, alice, bob)
    await settles(home, carol, carol.says("Follow", alice.account.uri))
    bob.peer.received.clear()
    for visibility in ([PUBLIC], [f"{bob.id}/followers"]):
        said = signed_by(bob, bob.writes("<p>hello</p>", to=[*visibility, alice.account.uri], cc=[]))
        assert await settles(home, bob, said) == [202]
        assert await stored(home, said["object"]["id"]) is not None
    assert bob.peer.received == []


@pytest.mark.parametrize(
    "name",
    [
        "__proto__",
        "constructor",
        "__class__",
        "prototype",
        "\x00",
        "a\x00b",
        "k" * 20_000,
        "",
        "@",
        "@@",
        "toString",
        "hasOwnProperty",
        "__dict__",
        "self",
    ],
)
async def test_d13_names_that_mean_something_to_somebodys_language(
    home: House, alice: Person, bob: Stranger, name: str
):
    """They mean nothing here."""
    await befriend(home, alice, bob)
    said = bob.writes("<p>hello</p>", **{name: {"admin": True, name: 1}} if name != "self" else {})
    text = json.dumps({**said, name: {"type": "Delete", name: [name]}})
    assert (await Pen().writes(bob, home, text.encode()).reaches(home)).status == 202
    await home.works()
    status = await stored(home, said["object"]["id"])
    assert status is not None
    assert status.content == "<p>hello</p>"


@pytest.mark.parametrize("public", [PUBLIC, "as:Public", "Public", [PUBLIC], {"id": PUBLIC}, ["Public", "as:Public"]])
@pytest.mark.parametrize(
    "kind", ["Create", ["Create"], ["Thing", "Create"], "https://www.w3.org/ns/activitystreams#Create", "as:Create"]
)
async def test_d14_one_thing_in_many_words(home: House, alice: Person, bob: Stranger, public: Any, kind: Any):
    """Types and the public, as a word, an IRI, a compact one or a list: all the same."""
    await befriend(home, alice, bob)
    said = {**bob.writes("<p>hello</p>", to=public, cc=[]), "type": kind}
    assert await settles(home, bob, said) == [202]
    status = await stored(home, said["object"]["id"])
    assert status is not None
    assert status.visibility == "public"


@pytest.mark.parametrize(
    "kind", ["create", "Creates", ["create"], {"id": "Create"}, 7, None, "https://evil.example/ns#Create"]
)
async def test_d14_what_is_no_type(home: House, alice: Person, bob: Stranger, kind: Any):
    await befriend(home, alice, bob)
    said = {**bob.writes("<p>hello</p>"), "type": kind}
    assert await settles(home, bob, said) in ([202], [400])
    assert await stored(home, said["object"]["id"]) is None
    assert await known(home, bob.id) is not None
