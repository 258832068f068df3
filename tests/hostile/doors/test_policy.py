"""G1-G4, G12-G15, and what silence means: whom the house hears, shows and asks."""

import json

import pytest

from activitypub.terms import ACTIVITY_JSON, PUBLIC
from fediai.domain.policy import Severity
from fediai.services.far import rules
from tests.far_side import Peer, Stranger
from tests.harness.house import House, Network, Person, house
from tests.hostile.attacks import befriend, follows, known, settles, somebody, stored, to_all

AP = {"Accept": ACTIVITY_JSON}


@pytest.mark.parametrize(
    ("rule", "host", "heard"),
    [
        ("blocked1.example", "blocked1.example", False), ("blocked2.example", "sub.blocked2.example", False),
        ("Blocked3.Example", "blocked3.example", False), ("blocked4.example", "BLOCKED4.example", False),
        ("blocked5.example", "blocked5.example.", False), ("blocked6.example", "blocked6.example:8443", False),
        ("bücher.example", "xn--bcher-kva.example", False), ("xn--mnchen-3ya.example", "a.xn--mnchen-3ya.example", False),
        ("blocked7.example.", "blocked7.example", False), ("example8.test", "notexample8.test", True),
        ("blocked9.example", "blocked9.example.org", True), ("evil10.example", "xn--vil10-4of.example", True),
    ],
)  # fmt: skip
async def test_g01_spellings_of_a_blocked_server(
    home: House, alice: Person, wire: Network, rule: str, host: str, heard: bool
):
    """Its subdomains, its capitals, its dot, its port, its punycode; a look-alike is another server."""
    await rules.say(home.ctx, rule, Severity.SUSPEND)
    bob = somebody(Peer(wire, host), "bob")
    wire.apps[host.lower()] = bob.peer
    wire.seen.clear()
    answer = await bob.sends(bob.says("Follow", alice.account.uri), home)
    assert answer.status == (202 if heard else 403)
    assert bool(wire.seen) is heard


async def test_g02_every_server_that_is_involved(home: House, alice: Person, bob: Stranger, eve: Stranger):
    """The key's, the actor's, the activity's, the object's, the author's, the last address's, and that on the way."""
    await befriend(home, alice, bob)
    await rules.say(home.ctx, eve.peer.host, Severity.SUSPEND)
    note, wire = eve.note(), bob.peer.network
    bob.peer.moved["/to-evil"] = note["id"]
    bob.peer.moved["/via-evil"] = f"https://{eve.peer.host}/back"
    eve.peer.moved["/back"] = bob.note()["id"]
    wire.seen.clear()
    refused = [
        bob.says("Like", note["id"]), bob.says("Announce", note["id"], to=[PUBLIC]), bob.says("Create", note["id"]),
        {**bob.says("Follow", alice.account.uri), "actor": eve.id}, {**bob.says("Like", alice.account.uri), "id": f"{eve.id}/1"},
    ]  # fmt: skip
    for said in refused:
        assert (await bob.sends(said, home)).status in (401, 403)
    answer = bob.writes(**to_all(alice), inReplyTo=note["id"])
    await settles(home, bob, answer, bob.says("Announce", f"https://{bob.peer.host}/to-evil", to=[PUBLIC]))
    for path in ("/to-evil", "/via-evil"):
        home.clock.passes(minutes=1)
        found = await alice.get(f"/api/v2/search?resolve=true&q=https://{bob.peer.host}{path}")
        assert (found["statuses"], found["accounts"]) == ([], [])
    assert await stored(home, note["id"]) is None
    assert [url for _, url in wire.seen if eve.peer.host in url] == []


async def test_g03_a_blocked_servers_post_by_any_way(home: House, alice: Person, bob: Stranger, eve: Stranger):
    """By boost, by thread, by search, by what was known before: it is not shown."""
    await befriend(home, alice, bob, eve)
    before = eve.writes("<p>early</p>", **to_all(alice))
    boost = bob.says("Announce", before["object"]["id"], to=[PUBLIC])
    await settles(home, eve, before)
    await settles(home, bob, boost)
    status = await stored(home, before["object"]["id"])
    assert status is not None
    await rules.say(home.ctx, eve.peer.host, Severity.SUSPEND)
    late = eve.note("<p>late</p>")
    home.clock.passes(minutes=1)
    await settles(home, bob, bob.writes(**to_all(alice), inReplyTo=late["id"]))
    for uri in (before["object"]["id"], late["id"], eve.id):
        found = await alice.get(f"/api/v2/search?resolve=true&q={uri}")
        assert (found["statuses"], found["accounts"]) == ([], [])
    shown = json.dumps(
        [await alice.home(), await alice.get("/api/v1/timelines/public"), await alice.get("/api/v1/notifications")]
    )
    assert "early" not in shown
    assert "late" not in shown
    assert (await alice.ask("GET", f"/api/v1/statuses/{status.id}")).status == 404


async def test_g04_where_a_list_allows(sqlite_url: str):
    """Who is not on it is neither heard nor answered nor asked; the doors for people stay as they are."""
    wire = Network()
    async with house(
        "art.example", sqlite_url, wire, federation={"mode": "allowlist", "authorized_fetch": True}
    ) as home:
        alice = await home.signs_up("alice")
        friend, other = somebody(Peer(wire, "friend.example"), "bob"), somebody(Peer(wire, "other.example"), "eve")
        await rules.say(home.ctx, "friend.example", Severity.ALLOW)
        post = await alice.posts("hello")
        for one, heard in ((friend, True), (other, False)):
            assert (await one.sends(one.says("Follow", alice.account.uri), home)).status == (202 if heard else 403)
            for url in (
                alice.account.uri,
                post["uri"],
                f"{alice.account.uri}/outbox",
                f"{alice.account.uri}/followers",
            ):
                assert (await one.reads(url, home)).status == (200 if heard else 403)
        wire.seen.clear()
        found = await alice.get("/api/v2/search?resolve=true&q=@eve@other.example")
        assert found["accounts"] == []
        assert [url for _, url in wire.seen if "other.example" in url] == []
        for target, status in (("/users/alice", 401), ("/actor", 200), ("/nodeinfo/2.1", 200),
                               ("/.well-known/webfinger?resource=acct:alice@art.example", 200)):  # fmt: skip
            assert (await home.ask("GET", target, headers=AP)).status == status


async def test_g12_a_flood_from_one_host_and_from_many(sqlite_url: str):
    """429 after a while, few requests of our own, and people are served as ever."""
    wire = Network()
    async with house("art.example", sqlite_url, wire, limits={"enabled": True}) as home:
        alice = await home.signs_up("alice")
        home.clock.passes(seconds=60 - home.clock().second)
        peer = Peer(wire, "far.example")
        ghost = Stranger(peer, "ghost", key_name="ghost")
        letter = ghost.signs(ghost.says("Follow", alice.account.uri), home)
        answers = [(await letter.reaches(home)).status for _ in range(400)]
        assert (answers[0], answers[-1]) == (401, 429)
        assert len(peer.asked) == 1
        for n in range(300):
            signature = letter.headers["Signature"].replace("far.example", f"host{n}.example")
            await home.ask(
                "POST",
                "/inbox",
                headers={**letter.headers, "Signature": signature},
                body=letter.body,
                client="198.51.100.7",
            )
        assert (await alice.ask("GET", "/api/v1/timelines/home")).status == 200
        last = await home.ask("POST", "/inbox", headers=letter.headers, body=letter.body, client="198.51.100.7")
        assert (last.status, last.header("retry-after")) == (429, "60")
        assert (
            await home.ask("POST", "/inbox", headers=letter.headers, body=letter.body, client="198.51.100.9")
        ).status == 401


async def test_g13_a_forwarded_address_is_believed_of_our_proxy_only(sqlite_url: str):
    """Several values, several headers, from a stranger: the address on the wire counts."""
    async with house("art.example", sqlite_url, limits={"enabled": True}) as home:
        home.clock.passes(seconds=60 - home.clock().second)
        kind = {"Content-Type": ACTIVITY_JSON}
        for n in range(310):
            spoofed = {**kind, "X-Forwarded-For": f"10.0.0.{n % 250}, 192.0.2.{n % 250}", "x-forwarded-for": f"8.8.8.{n % 250}",
                       "Forwarded": f"for=9.9.9.{n % 250}", "X-Real-IP": f"7.7.7.{n % 250}"}  # fmt: skip
            answer = await home.ask("POST", "/inbox", headers=spoofed, body=b"{}", client="198.51.100.8")
        assert answer.status == 429
        behind = {**kind, "X-Forwarded-For": "203.0.113.77"}
        assert (await home.ask("POST", "/inbox", headers=behind, body=b"{}", client="127.0.0.1")).status == 401
        lying = {**kind, "X-Forwarded-For": "1.2.3.4, 198.51.100.8"}
        assert (await home.ask("POST", "/inbox", headers=lying, body=b"{}", client="127.0.0.1")).status == 429


async def test_g14_strangers_make_us_ask_nobody(home: House, bob: Stranger, wire: Network):
    """Neither by search nor by the page for those who come from elsewhere, nor by opening a far profile."""
    note = bob.note()
    wire.seen.clear()
    host = bob.peer.host
    for target in (f"/api/v2/search?resolve=true&q={note['id']}", f"/api/v2/search?resolve=true&q=@bob@{host}",
                   f"/api/v1/accounts/lookup?acct=bob@{host}", f"/api/v1/accounts/search?resolve=true&q=bob@{host}",
                   f"/authorize_interaction?uri={note['id']}", f"/@bob@{host}", f"/search?q={note['id']}",
                   f"/.well-known/webfinger?resource=acct:bob@{host}", f"/.well-known/webfinger?resource={bob.id}"):  # fmt: skip
        await home.ask("GET", target)
    assert wire.seen == []


async def test_g15_nobody_looks_for_a_thousand_addresses(home: House, alice: Person, far: Peer):
    """A person's look-ups are counted by the minute."""
    home.clock.passes(minutes=1)
    home.clock.passes(seconds=60 - home.clock().second)
    far.asked.clear()
    for n in range(120):
        await alice.get(f"/api/v2/search?resolve=true&q=https://{far.host}/nothing/{n}")
    assert len(far.asked) <= 60
    home.clock.passes(minutes=1)
    await alice.get(f"/api/v2/search?resolve=true&q=https://{far.host}/nothing/x")
    assert far.asked[-1] == "GET /nothing/x"


@pytest.mark.parametrize("first", [True, False])
async def test_g_silence_means_out_of_public_view(home: House, first: bool, bob: Stranger, carol: Stranger):
    """Whether met before or after: followers see and hear them, others neither; who asks for them finds them."""
    friend, other = [await home.signs_up(f"{name}{await home.users()}") for name in ("friend", "other")]
    if not first:
        await rules.say(home.ctx, bob.peer.host, Severity.SILENCE)
    await befriend(home, friend, bob)
    await settles(home, carol, carol.says("Like", "https://nowhere.example/1"))
    if first:
        await rules.say(home.ctx, bob.peer.host, Severity.SILENCE)
    said = bob.writes(f"<p>quiet {bob.peer.host}</p>", tag=[{"type": "Hashtag", "name": "#quiet"}, *tags(friend, other)],
                      to=[PUBLIC, friend.account.uri, other.account.uri])  # fmt: skip
    await settles(home, bob, said)
    status = await stored(home, said["object"]["id"])
    assert status is not None
    words = f"quiet {bob.peer.host}"
    public, tagged = "/api/v1/timelines/public", "/api/v1/timelines/tag/quiet"
    for target in (public, tagged):
        assert words not in (await home.ask("GET", target)).text
        assert words not in json.dumps(await other.get(target))
    assert words in json.dumps(await friend.home())
    rings = [[one["type"] for one in await who.get("/api/v1/notifications")] for who in (friend, other)]
    assert ("mention" in rings[0], "mention" in rings[1]) == (True, False)
    assert (await other.ask("GET", f"/api/v1/statuses/{status.id}")).status == 200
    assert await follows(home, friend.account.uri, bob.id) == "accepted"
    account = await known(home, bob.id)
    assert account is not None
    assert account.silenced_at is not None


def tags(*people: Person) -> list[dict[str, str]]:
    return [{"type": "Mention", "href": one.account.uri, "name": one.handle} for one in people]
