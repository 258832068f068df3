"""B46: relays bring hints; what is true is asked for at its origin."""

from typing import Any

import pytest

from activitypub.terms import PUBLIC
from fediai.services.far.passing import relays
from tests.far_side import Peer, Stranger
from tests.harness.house import House, Person
from tests.hostile.attacks import Json, befriend, block, follows, settles, somebody, stored


@pytest.fixture
def relay(evil: Peer) -> Stranger:
    return somebody(evil, "relay", type="Application")


async def subscribe(home: House, relay: Stranger, address: str) -> Json:
    """The Follow that the relay got, and said yes to."""
    await relays.add(home.ctx, address)
    await home.works()
    asked = next(one for one in reversed(relay.peer.received) if one["type"] == "Follow")
    await settles(home, relay, relay.says("Accept", asked))
    relay.peer.received.clear()
    return asked


@pytest.fixture
async def mastodons(home: House, relay: Stranger) -> Stranger:
    """One in Mastodon's style, that has said yes."""
    asked = await subscribe(home, relay, f"https://{relay.peer.host}/inbox")
    assert asked["object"] == PUBLIC
    return relay


@pytest.fixture
async def litepubs(home: House, relay: Stranger) -> Stranger:
    """One in LitePub's style."""
    asked = await subscribe(home, relay, relay.id)
    assert asked["object"] == relay.id
    return relay


def uri(said: Json) -> str:
    return str(said["object"]["id"])


async def on_the_wall(home: House, alice: Person, uri: str) -> bool:
    return uri in [one["uri"] for one in await alice.get("/api/v1/timelines/public?limit=40")]


async def at_home(alice: Person, uri: str) -> bool:
    return uri in [one["uri"] for one in await alice.home()]


@pytest.mark.parametrize("how", ["Create", "Announce"])
async def test_b46_what_a_relay_brings_comes_from_its_origin(
    home: House, alice: Person, bob: Stranger, mastodons: Stranger, how: str
):
    """On the public timeline, in nobody's home, and with Bob's own words."""
    said = bob.writes("<p>true</p>")
    forged = {**said, "object": {**said["object"], "content": "<p>false</p>"}}
    letter = forged if how == "Create" else mastodons.says("Announce", uri(said), to=[PUBLIC])
    assert await settles(home, mastodons, letter) == [202]
    await home.works()
    status = await stored(home, uri(said))
    assert status is not None
    assert status.content == "<p>true</p>"
    assert await on_the_wall(home, alice, uri(said))
    assert not await at_home(alice, uri(said))
    assert (await alice.get(f"/api/v1/statuses/{status.id}"))["reblogs_count"] == 0


async def test_b46_litepub_style(home: House, alice: Person, bob: Stranger, litepubs: Stranger):
    """It follows back, and its Announces are hints."""
    instance = home.ctx.urls.instance_actor
    await settles(home, litepubs, litepubs.says("Follow", instance))
    assert await follows(home, litepubs.id, instance) == "accepted"
    said = bob.writes("<p>hello</p>")
    await settles(home, litepubs, litepubs.says("Announce", uri(said), to=[PUBLIC]))
    assert await on_the_wall(home, alice, uri(said))


@pytest.mark.parametrize("why", ["gone", "not public", "blocked", "silent", "somebody else's"])
async def test_b46_if_the_origin_does_not_say_so_it_is_dropped(
    home: House, alice: Person, bob: Stranger, mastodons: Stranger, why: str
):
    said = bob.writes("<p>hello</p>", **({"to": [f"{bob.id}/followers"], "cc": []} if why == "not public" else {}))
    path = uri(said).removeprefix(f"https://{bob.peer.host}")
    if why == "gone":
        bob.peer.documents[path] = (410, "text/plain", b"")
    if why == "somebody else's":
        note = {**said["object"], "attributedTo": mastodons.id}
        bob.peer.serves(note)
    if why == "blocked":
        await block(home, bob.peer.host)
    bob.peer.is_silent(why == "silent")
    said = {**said, "to": [PUBLIC]}
    assert (await settles(home, mastodons, said))[0] in (202, 403)
    await home.works()
    assert await stored(home, uri(said)) is None


async def test_b46_a_limited_server_stays_out_of_public_view(
    home: House, alice: Person, bob: Stranger, mastodons: Stranger
):
    await block(home, bob.peer.host, "silence")
    said = bob.writes("<p>hello</p>")
    await settles(home, mastodons, said)
    assert not await on_the_wall(home, alice, uri(said))


@pytest.mark.parametrize("who", ["nobody", "asked", "refused", "removed"])
async def test_b46_only_relays_that_we_chose_and_that_agreed(
    home: House, alice: Person, bob: Stranger, relay: Stranger, who: str
):
    """Anybody else needs a signature of the author, or a proof."""
    address = f"https://{relay.peer.host}/inbox"
    await settles(home, relay, relay.says("Like", "https://nowhere.example/1"))
    if who != "nobody":
        await relays.add(home.ctx, address)
        await home.works()
        asked = relay.peer.received[-1]
        if who == "refused":
            await settles(home, relay, relay.says("Reject", asked))
        if who == "removed":
            await settles(home, relay, relay.says("Accept", asked))
            await relays.remove(home.ctx, address)
            await home.works()
            assert relay.peer.received[-1]["type"] == "Undo"
    said = bob.writes("<p>hello</p>")
    assert await settles(home, relay, said) == [401]
    assert await stored(home, uri(said)) is None


async def test_b46_another_does_not_say_yes_for_it(
    home: House, alice: Person, bob: Stranger, relay: Stranger, eve: Any
):
    """Eve knows the id of the Follow, but lives elsewhere."""
    stranger = somebody(Peer(relay.peer.network, f"x{relay.peer.host}"), "eve")
    await relays.add(home.ctx, f"https://{relay.peer.host}/inbox")
    await home.works()
    await settles(home, stranger, stranger.says("Accept", relay.peer.received[-1]))
    said = bob.writes("<p>hello</p>")
    assert await settles(home, stranger, said) == [401]


async def test_b46_what_we_say_to_everybody_goes_to_it(home: House, alice: Person, mastodons: Stranger):
    """Though nobody follows; nothing else does."""
    await alice.posts("for all")
    await alice.posts("quiet", visibility="unlisted")
    await alice.posts("for friends", visibility="private")
    await home.works()
    [said] = [one for one in mastodons.peer.received if one["type"] == "Create"]
    assert "for all" in said["object"]["content"]
    assert said["proof"]["verificationMethod"] == f"{alice.account.uri}#ed25519-key"


async def test_b46_whom_alice_follows_is_at_home_all_the_same(
    home: House, alice: Person, bob: Stranger, mastodons: Stranger
):
    await befriend(home, alice, bob)
    said = bob.writes("<p>hello</p>")
    await settles(home, mastodons, said)
    assert await at_home(alice, uri(said))
