"""C9, C10, C12-C16, C19, C22-C32: documents that lie about where they live, never end, or cannot be read."""

import gzip
import json
from typing import Any

import pytest

from activitypub.lookup import find_items
from activitypub.requests import Headers, Request
from activitypub.signatures import Verified, cavage
from activitypub.terms import ACTIVITY_JSON, AS2_CONTEXT, PUBLIC
from fediai.services.far.fetching import budget_of, run
from tests.far_side import Peer, Served, Stranger
from tests.harness.house import House, Network, Person
from tests.hostile.attacks import (
    Json,
    Pen,
    befriend,
    is_turned_away,
    settles,
    somebody,
    stored,
    to_all,
)

LD_AS2 = 'application/ld+json; profile="https://www.w3.org/ns/activitystreams"'


async def looks(home: House, alice: Person, url: str) -> Json:
    """What Alice finds at an address."""
    home.clock.passes(minutes=1)
    found: Json = await alice.get(f"/api/v2/search?resolve=true&q={url}")
    return found


async def test_c09_redirects_without_end(home: House, alice: Person, far: Peer):
    """Three hops and no more; round and round none."""
    for n in range(21):
        far.moved[f"/hop/{n}"] = f"https://{far.host}/hop/{n + 1}"
    far.moved |= {"/a": f"https://{far.host}/b", "/b": f"https://{far.host}/a", "/self": "/self"}
    note = somebody(far, "bob").note()
    far.moved["/near"] = note["id"]
    for path, most in (("/hop/0", 4), ("/a", 2), ("/self", 1)):
        far.asked.clear()
        found = await looks(home, alice, f"https://{far.host}{path}")
        assert (found["statuses"], found["accounts"]) == ([], [])
        assert len(far.asked) <= 2 * most  # a post, and then a person, may be asked for
    assert len((await looks(home, alice, f"https://{far.host}/near"))["statuses"]) == 1


async def test_c10_a_signature_is_for_one_address(home: House, alice: Person, far: Peer, evil: Peer):
    """Each hop is signed anew, for its own host and path."""
    note = somebody(evil, "eve").note()
    far.moved["/away"] = note["id"]
    await looks(home, alice, f"https://{far.host}/away")
    actor = (await home.ask("GET", "/actor")).json
    from activitypub.actors import read_actor
    from activitypub.keys import read_public_key

    key = read_public_key(read_actor(actor).public_keys[0])  # type: ignore[union-attr]
    for peer, path in ((far, "/away"), (evil, note["id"].removeprefix(f"https://{evil.host}"))):
        visit = next(one for one in peer.visits if one.target == path)
        request = Request("GET", path, Headers(visit.headers.items()))
        signature = cavage.read_signature(request, frozenset({peer.host}))
        assert isinstance(cavage.verify(signature, request, key, home.clock()), Verified)  # type: ignore[arg-type]


async def test_c12_a_document_found_elsewhere_than_at_its_id(home: House, alice: Person, far: Peer, evil: Peer):
    """It is a hint to ask there, once; where nothing is there, there is nothing."""
    true = somebody(far, "bob").note("<p>true</p>")
    forged = {**true, "content": "<p>false</p>"}
    lost = {**true, "id": f"https://{far.host}/users/bob/notes/lost"}
    for n, document in enumerate((forged, lost)):
        evil.documents[f"/x{n}"] = (200, ACTIVITY_JSON, json.dumps(document).encode())
    [status] = (await looks(home, alice, f"https://{evil.host}/x0"))["statuses"]
    assert (status["uri"], status["content"]) == (true["id"], "<p>true</p>")
    assert (await looks(home, alice, f"https://{evil.host}/x1"))["statuses"] == []


async def test_c13_an_open_redirect_speaks_for_nobody(home: House, alice: Person, far: Peer, evil: Peer):
    """The last address decides whose word it is."""
    bob = somebody(far, "bob")
    forged = {**bob.note(), "id": f"{bob.id}/notes/z", "content": "<p>false</p>"}
    evil.documents["/x"] = (200, ACTIVITY_JSON, json.dumps(forged).encode())
    far.moved["/redirect?to=evil"] = f"https://{evil.host}/x"
    far.moved["/users/bob/notes/z"] = f"https://{evil.host}/x"
    for path in ("/redirect?to=evil", "/users/bob/notes/z"):
        assert (await looks(home, alice, f"https://{far.host}{path}"))["statuses"] == []
    assert await stored(home, forged["id"]) is None


@pytest.mark.parametrize(
    ("shown", "asked_again"),
    [("https://{HOST}{path}", 0), ("https://{host}:443{path}", 0), ("https://{host}{path}/", 1),
     ("https://{host}{PATH}", 1), ("https://{host}//{path}", 1)],
)  # fmt: skip
async def test_c14_ids_that_are_nearly_the_same(home: House, alice: Person, far: Peer, shown: str, asked_again: int):
    """The host's case and its usual port do not matter; another path is another document, asked for once."""
    bob = somebody(far, "bob")
    path = "/users/bob/notes/n"
    note = bob.note()
    told = shown.format(host=far.host, HOST=far.host.upper(), path=path, PATH=path.replace("n", "%6e"))
    far.documents[path] = (200, ACTIVITY_JSON, json.dumps({**note, "id": told}).encode())
    far.asked.clear()
    await looks(home, alice, f"https://{far.host}{path}")
    notes = {one for one in far.asked if "/users/bob/" in one.replace("//", "/")}
    assert len(notes) == 1 + asked_again


@pytest.mark.parametrize(
    "kind",
    ["text/html", "application/json", "image/png", "text/plain", "", "application/ld+json",
     "application/activity+jsonx", "text/activity+json", "application/octet-stream",
     'application/ld+json; profile="https://example.org/other"', 'application/ld+json; profile="http://schema.org"',
     "application/json, application/activity+json", "multipart/form-data; application/activity+json"],
)  # fmt: skip
async def test_c15_c16_other_media_types_are_uploads(home: House, alice: Person, far: Peer, kind: str):
    """A post served as something else, and a key served as something else: neither is anybody's word."""
    bob = somebody(far, "bob")
    note = far.serves(bob.note(), kind)
    far.documents["/users/bob"] = (200, kind, json.dumps(bob.document()).encode())
    assert (await looks(home, alice, note["id"]))["statuses"] == []
    assert await stored(home, note["id"]) is None
    await is_turned_away(bob.signs(bob.says("Follow", alice.account.uri), home), home, bob)


@pytest.mark.parametrize(
    "kind",
    ["application/activity+json; charset=utf-8", "Application/Activity+JSON", LD_AS2, LD_AS2.replace("; ", ";"),
     f"{LD_AS2}; charset=utf-8",
     'application/ld+json; profile="https://example.org/x https://www.w3.org/ns/activitystreams"'],
)  # fmt: skip
async def test_c16_the_types_of_activitypub(home: House, alice: Person, far: Peer, kind: str):
    """The positive control: with charset, with several profiles, in any case."""
    note = far.serves(somebody(far, "bob").note(), kind)
    assert len((await looks(home, alice, note["id"]))["statuses"]) == 1


async def test_c19_each_of_our_faces_to_whom_asks_for_it(home: House, alice: Person):
    """The right type each time, and caches know that it depends."""
    mine = await alice.posts("a post")
    path = mine["uri"].removeprefix("https://art.example")
    for target in ("/users/alice", path):
        for accept, kind in (
            (ACTIVITY_JSON, ACTIVITY_JSON),
            ("text/html", "page"),
            (LD_AS2, ACTIVITY_JSON),
            ("*/*", ACTIVITY_JSON),
        ):
            answer = await home.ask("GET", target, headers={"Accept": accept})
            assert answer.header("vary") == "Accept, Signature"
            if kind == "page":
                assert answer.status == 302
            else:
                assert answer.header("content-type").startswith(kind)


async def test_c19_pages_lead_servers_to_the_document(home: House, alice: Person):
    """And no cache gives the page to a server, or the way to the document to a person."""
    mine = await alice.posts("a post")
    for page, thing in (("/@alice", alice.account.uri), (f"/@alice/{mine['id']}", mine["uri"])):
        for accept in (ACTIVITY_JSON, LD_AS2, "text/html"):
            answer = await home.ask("GET", page, headers={"Accept": accept})
            assert "Accept" in [one.strip() for one in answer.header("vary").split(",")]
            assert answer.header("location") == ("" if accept == "text/html" else thing)


async def test_c22_a_packed_body(home: House, alice: Person, bob: Stranger):
    """415: what is signed is what is on the wire, and nothing is unpacked."""
    body = gzip.compress(json.dumps(bob.says("Follow", alice.account.uri)).encode())
    for coding in ("gzip", "deflate", "br", "identity, gzip", "GZIP"):
        letter = Pen(headers={"Content-Encoding": coding}).writes(bob, home, body)
        await is_turned_away(letter, home, bob, 415)


def deep(times: int, inside: str = "1") -> str:
    return '{"a":' * times + inside + "}" * times


@pytest.mark.parametrize(
    "text",
    [
        deep(5000), "[" * 5000, '{"a":' * 40_000, deep(33), "null", '"text"', "7", "", " ", "{", '{"type":}', "{}x", "\x00",
        '{"n": NaN}', '{"n": Infinity}', '{"n": -Infinity}', '{"n": 1e999}', '{"n": -1e999}', '{"a": 1} {"b": 2}', "{'a': 1}",
        '{"type": "Follow", "type": "Block"}', '{"id": 1, "id": 2}', '{"actor": "a", "actor": "b"}', '{"object": 1, "object": 2}',
    ],
)  # fmt: skip
async def test_c23_c24_what_is_no_document(home: House, bob: Stranger, text: str):
    """400, and the worker lives."""
    await is_turned_away(Pen().writes(bob, home, text.encode()), home, bob, 400)


@pytest.mark.parametrize("data", ["{}".encode("utf-16"), b"\xff\xfe{}", b'{"a": "\xff"}', b"\x80"])
async def test_c24_bytes_that_are_no_text(home: House, bob: Stranger, data: bytes):
    await is_turned_away(Pen().writes(bob, home, data), home, bob, 400)


async def test_c24_what_python_is_too_kind_about(home: House, alice: Person, bob: Stranger):
    """Huge numbers, lone surrogates, NUL and a BOM: read, made harmless, stored."""
    await befriend(home, alice, bob)
    said = bob.writes("<p>surrogate \ud800 nul \x00 end</p>", **to_all(alice), summary="\udfff\x00")
    text = json.dumps(said).replace('"content"', f'"x": {"9" * 5000}, "y": -{"9" * 400}, "z": 1e300, "content"')
    letter = Pen().writes(bob, home, b"\xef\xbb\xbf" + text.encode())
    assert (await letter.reaches(home)).status == 202
    await home.works()
    status = await stored(home, said["object"]["id"])
    assert status is not None
    assert "\ud800" not in status.content
    assert "\x00" not in status.content + status.spoiler_text


class Endless(Peer):
    """Every path is a post that answers the next one, or a page with a next one."""

    def _person(self, target: str) -> Served | None:
        path, _, number = target.rpartition("/")
        if not number.isdigit():
            return super()._person(target)
        following, here = f"https://{self.host}{path}/{int(number) + 1}", f"https://{self.host}{target}"
        bob = f"https://{self.host}/users/bob"
        document: Json = {"@context": AS2_CONTEXT, "id": here}
        if path.endswith("/chain"):
            document |= {"type": "Note", "attributedTo": bob, "content": "x", "to": [PUBLIC], "inReplyTo": following}
        else:
            items = [f"https://{self.host}/item/{number}-{n}" for n in range(10)]
            document |= {
                "type": "CollectionPage",
                "items": items,
                "next": following,
                "partOf": f"https://{self.host}/list",
            }
        return 200, ACTIVITY_JSON, json.dumps(document).encode()


async def test_c25_a_chain_of_ten_thousand_answers(home: House, alice: Person, wire: Network, far: Peer):
    """A few are asked for, whatever the chain's length."""
    endless = Endless(wire, f"endless.{far.host}")
    bob = somebody(endless, "bob")
    await befriend(home, alice, bob)
    said = bob.writes(**to_all(alice), inReplyTo=f"https://{endless.host}/chain/1")
    endless.asked.clear()
    await settles(home, bob, said)
    assert await stored(home, said["object"]["id"]) is not None
    assert 1 < len(endless.asked) <= 20


async def test_c25_circles(home: House, alice: Person, bob: Stranger):
    """A reply to itself, and three that answer each other."""
    await befriend(home, alice, bob)
    three = [bob.note(inReplyTo=f"{bob.id}/notes/{bob.peer.count + 2}") for _ in range(3)]
    bob.peer.serves({**three[-1], "inReplyTo": three[0]["id"]})
    said = bob.writes(**to_all(alice), inReplyTo=three[0]["id"])
    itself = bob.writes(**to_all(alice))
    itself["object"]["inReplyTo"] = itself["object"]["id"]
    bob.peer.asked.clear()
    await settles(home, bob, said, itself)
    assert len(bob.peer.asked) <= 20
    for one in (said, itself):
        status = await stored(home, one["object"]["id"])
        assert status is not None
        assert (await alice.ask("GET", f"/api/v1/statuses/{status.id}/context")).status == 200


async def test_c26_lists_without_end(home: House, wire: Network, far: Peer):
    """So many pages and so many items, and no page twice."""
    endless = Endless(wire, f"lists.{far.host}")
    base = f"https://{endless.host}"
    big = {
        "id": f"{base}/big",
        "type": "Collection",
        "totalItems": 10**18,
        "items": [f"{base}/i/{n}" for n in range(20_000)],
    }
    start = {"id": f"{base}/list", "type": "Collection", "totalItems": -5, "first": f"{base}/pages/1"}
    knot = {"id": f"{base}/knot", "type": "CollectionPage", "partOf": f"{base}/k", "next": f"{base}/knot", "items": []}
    odd = {"id": f"{base}/odd", "type": "Collection", "totalItems": "many", "first": {"type": "Collection", "items": 7}}
    for document in (big, start, knot, odd, {"id": f"{base}/k", "type": "Collection", "first": f"{base}/knot"}):
        endless.serves(document)
    for path, items, pages in (("/big", 500, 1), ("/list", 50, 6), ("/k", 0, 2), ("/odd", 0, 1)):
        endless.asked.clear()
        found = await run(home.ctx, find_items(f"{base}{path}"), budget_of(home.ctx))
        assert (len(found), len(endless.asked)) == (items, pages)


async def test_c27_items_of_others_are_only_ids(home: House, wire: Network, far: Peer, evil: Peer):
    """What is inlined in a list is believed of nobody; a page elsewhere is not this list's."""
    note = somebody(far, "bob").note()
    items = [{**note, "content": "<p>false</p>"}, {"type": "Note"}, 7, None, ["x"], "javascript:1"]
    first = {"type": "CollectionPage", "items": items, "next": f"https://{far.host}/more"}
    evil.serves({"id": f"https://{evil.host}/c", "type": "Collection", "first": first})
    far.asked.clear()
    assert await run(home.ctx, find_items(f"https://{evil.host}/c"), budget_of(home.ctx)) == (note["id"],)
    assert far.asked == []


@pytest.mark.parametrize("what", ["to", "mentions", "hashtags", "emoji", "attachments", "mixed"])
async def test_c28_thousands_of_everything(home: House, alice: Person, bob: Stranger, what: str):
    """Cut to what anybody means; nobody is fetched because they are named."""
    await befriend(home, alice, bob)
    many = {
        "to": {"to": [PUBLIC, *(f"https://v{n}.example/u" for n in range(2500))]},
        "mentions": {"tag": [{"type": "Mention", "href": f"https://v{n}.example/u", "name": "@v"} for n in range(2500)]},
        "hashtags": {"tag": [{"type": "Hashtag", "name": f"#t{n}"} for n in range(4000)]},
        "emoji": {"tag": [{"type": "Emoji", "name": f":e{n}:", "icon": {"url": f"https://v.example/{n}"}} for n in range(2500)]},
        "attachments": {"attachment": [{"type": "Image", "url": f"https://v.example/{n}"} for n in range(1000)]},
        "mixed": {"tag": [[{"type": "Hashtag", "name": "#x"}]] * 900, "attachment": ["https://v.example/1"] * 1000},
    }[what]  # fmt: skip
    bob.peer.network.seen.clear()
    said = bob.writes(**many)
    assert await settles(home, bob, said) == [202]
    status = await stored(home, said["object"]["id"])
    assert status is not None
    assert (len(status.mentions) <= 50, len(status.tags) <= 100, len(status.emojis) <= 50) == (True, True, True)
    assert len((await alice.get(f"/api/v1/statuses/{status.id}"))["media_attachments"]) <= 16
    assert [url for _, url in bob.peer.network.seen if "//v" in url] == []


async def test_c28_more_than_a_body_may_hold(home: House, alice: Person, bob: Stranger):
    said = bob.writes(to=[PUBLIC, *(f"https://v{n}.example/users/somebody" for n in range(20_000))])
    await is_turned_away(bob.signs(said, home), home, bob, 413)


async def test_c29_a_question_with_thousands_of_answers(home: House, alice: Person, bob: Stranger):
    """At most twenty of them are read."""
    await befriend(home, alice, bob)
    answers = [{"type": "Note", "name": f"answer {n}", "replies": {"totalItems": 10**18}} for n in range(2500)]
    said = bob.writes(type="Question", oneOf=answers, endTime="2026-12-24T00:00:00Z", votersCount=-1)
    assert await settles(home, bob, said) == [202]
    status = await stored(home, said["object"]["id"])
    assert status is not None
    shown = await alice.get(f"/api/v1/statuses/{status.id}")
    assert len((shown["poll"] or {"options": []})["options"]) <= 20


async def test_c31_c32_contexts_are_never_asked_for(home: House, alice: Person, bob: Stranger):
    """Unknown, many, recursive, private, null, nested: read as plain JSON, and no request leaves because of one."""
    await befriend(home, alice, bob)
    inside = {"@context": {"@context": {"@context": "https://127.0.0.1/c"}}}
    contexts: list[Any] = [
        "https://unknown.example/context", [f"https://c{n}.example/" for n in range(50)], "http://169.254.169.254/c",
        {"@vocab": "https://unknown.example/", "@import": "https://unknown.example/i"}, inside, None, [[AS2_CONTEXT]],
        [AS2_CONTEXT, None, 7, {"x": None}], 7, "", {"a": {"@id": "b", "@context": "https://127.0.0.1/"}}, {},
    ]  # fmt: skip
    bob.peer.network.seen.clear()
    for context in contexts:
        said = {**bob.writes(**to_all(alice)), "@context": context}
        said["object"] = {**said["object"], "@context": context}
        assert await settles(home, bob, said) == [202]
        assert await stored(home, said["object"]["id"]) is not None
    foreign = {
        "@context": "https://unknown.example/context",
        "@id": f"{bob.id}/x",
        "@type": "Follow",
        "as:actor": bob.id,
    }
    assert await settles(home, bob, foreign) in ([202], [400])
    assert bob.peer.network.seen == []
