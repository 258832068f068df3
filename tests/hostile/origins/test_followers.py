"""B44, B45: lists of followers that are compared (FEP-8fcf): each server speaks about its own, and is asked alone."""

import json

import pytest

from activitypub.synchronisation import digest_of
from tests.far_side import Stranger
from tests.harness.house import House, Person
from tests.hostile.attacks import Json, befriend, follows, settles

LIKE = "https://nowhere.example/1"


def lists(bob: Stranger, *uris: str) -> str:
    """Bob's server serves this list of his followers here."""
    url = f"{bob.id}/sync"
    bob.peer.serves({"@context": "https://www.w3.org/ns/activitystreams", "id": url, "type": "OrderedCollection",
                     "orderedItems": list(uris)})  # fmt: skip
    return url


async def says(home: House, bob: Stranger, header: str) -> int:
    letter = bob.signs(bob.says("Like", LIKE), home)
    answer = await letter.with_header("Collection-Synchronization", header).reaches(home)
    while await home.works():
        pass
    return answer.status


async def compares(home: House, bob: Stranger, *uris: str) -> None:
    """Bob's server has these followers of ours, and says so."""
    home.clock.passes(minutes=2)
    url = lists(bob, *uris)
    header = f'collectionId="{bob.id}/followers", url="{url}", digest="{digest_of(uris)}"'
    assert await says(home, bob, header) == 202


@pytest.mark.parametrize(
    "header",
    [
        'collectionId="https://victim.example/f", url="{me}/sync", digest="{zeros}"',
        'collectionId="{me}/following", url="{me}/sync", digest="{zeros}"',
        'collectionId="{me}/followers", url="https://victim.example/sync", digest="{zeros}"',
        'collectionId="{me}/followers", url="http://127.0.0.1/", digest="{zeros}"',
        'collectionId="{me}/followers", url="{me}/sync", digest="00"',
        'collectionId="{me}/followers", url="{me}/sync", digest="{zeros}", digest="{zeros}"',
        'collectionId="{me}/followers", url="{me}/sync"',
        "", "=", "url=", "\xff" * 100, 'url="' * 2000, "x" * 100_000,
    ],
)  # fmt: skip
async def test_b44_a_header_about_followers(home: House, alice: Person, bob: Stranger, header: str):
    """Of somebody else's list, at another host, or without sense: nobody is asked because of it."""
    await befriend(home, alice, bob)
    lists(bob)
    bob.peer.network.seen.clear()
    assert await says(home, bob, header.replace("{me}", bob.id).replace("{zeros}", "0" * 64)) == 202
    assert bob.peer.network.seen == []
    assert await follows(home, alice.account.uri, bob.id) == "accepted"


async def test_b44_whose_lists_agree_ask_nothing(home: House, alice: Person, bob: Stranger):
    await befriend(home, alice, bob)
    bob.peer.network.seen.clear()
    await compares(home, bob, alice.account.uri)
    assert bob.peer.network.seen == []


async def test_b45_who_is_not_listed_follows_no_longer(home: House, alice: Person, bob: Stranger):
    await befriend(home, alice, bob)
    await compares(home, bob)
    assert await follows(home, alice.account.uri, bob.id) in ("rejected", "removed")


async def test_b45_others_in_the_list_are_nobodys_business(
    home: House, alice: Person, bob: Stranger, carol: Stranger, eve: Stranger
):
    """Of other domains: no follow of theirs comes to be, and ours stay."""
    await befriend(home, alice, bob, carol)
    await settles(home, eve, eve.says("Like", LIKE))
    await compares(home, bob, alice.account.uri, eve.id, carol.id, "https://victim.example/users/v")
    assert await follows(home, alice.account.uri, bob.id) == "accepted"
    assert await follows(home, alice.account.uri, carol.id) == "accepted"
    assert await follows(home, eve.id, bob.id) == ""


async def test_b45_an_answer_that_was_lost(home: House, alice: Person, bob: Stranger):
    """Alice asked; Bob's yes never came, but she is on his list."""
    await settles(home, bob, bob.says("Like", LIKE))
    account = (await alice.get(f"/api/v2/search?q={bob.id}&resolve=true"))["accounts"][0]
    await alice.post(f"/api/v1/accounts/{account['id']}/follow")
    await home.works()
    assert await follows(home, alice.account.uri, bob.id) == "requested"
    await compares(home, bob, alice.account.uri)
    assert await follows(home, alice.account.uri, bob.id) == "accepted"


async def test_b45_a_farewell_that_was_lost(home: House, alice: Person, bob: Stranger):
    """Alice follows no longer, or never did: his server is told so again."""
    await settles(home, bob, bob.says("Like", LIKE))
    bob.peer.received.clear()
    await compares(home, bob, alice.account.uri, "https://art.example/users/nobody")
    [undo] = bob.peer.received
    assert (undo["type"], undo["object"]["type"], undo["object"]["object"]) == ("Undo", "Follow", bob.id)


BROKEN: dict[str, Json] = {
    "pages": {"first": "https://x.example/page"}, "too many": {"orderedItems": [f"https://v.example/{n}" for n in range(500)]},
    "no list": {"type": "Note"}, "another id": {"id": "https://x.example/sync"},
}  # fmt: skip


@pytest.mark.parametrize("broken", [*BROKEN, "silent", "404"])
async def test_b45_half_a_list_ends_no_follow(home: House, alice: Person, bob: Stranger, broken: str):
    """Who is not on a list that could not be read whole may still be on it."""
    await befriend(home, alice, bob)
    home.clock.passes(minutes=2)
    url = lists(bob)
    path = url.removeprefix(f"https://{bob.peer.host}")
    document = {"id": url, "type": "OrderedCollection", "orderedItems": [], **BROKEN.get(broken, {})}
    if broken == "pages":
        document["first"] = f"{bob.id}/page"
    bob.peer.documents[path] = (200, "application/activity+json", json.dumps(document).encode())
    if broken == "404":
        bob.peer.documents[path] = (404, "application/activity+json", b"{}")
    letter = bob.signs(bob.says("Like", LIKE), home)
    header = f'collectionId="{bob.id}/followers", url="{url}", digest="{"0" * 64}"'
    assert (await letter.with_header("Collection-Synchronization", header).reaches(home)).status == 202
    bob.peer.is_silent(broken == "silent")
    await home.works()
    bob.peer.is_silent(False)
    assert await follows(home, alice.account.uri, bob.id) == "accepted"


async def test_b44_what_we_say_of_our_lists(home: House, alice: Person, bob: Stranger, carol: Stranger, eve: Stranger):
    """For each server its own people: in a signed header of what is for followers, and in a list for it alone."""
    everybody = (bob, carol, eve)
    for one in everybody:
        await settles(home, one, one.says("Follow", alice.account.uri))
        one.peer.letters.clear()
    await alice.posts("for all")
    await alice.posts("for friends", visibility="private")
    await home.works()
    url = f"{alice.account.uri}/followers_synchronization"
    for peer, ids in ((bob.peer, (bob.id, carol.id)), (eve.peer, (eve.id,))):
        first, second = peer.letters
        assert "collection-synchronization" not in first.headers
        said = second.headers["collection-synchronization"]
        assert said == f'collectionId="{alice.account.uri}/followers", url="{url}", digest="{digest_of(ids)}"'
        assert "collection-synchronization" in second.headers["signature"].partition("headers=")[2].partition('",')[0]
    assert (await bob.reads(url, home)).json["orderedItems"] == sorted([bob.id, carol.id])
    assert (await eve.reads(url, home)).json["orderedItems"] == [eve.id]
    assert (await home.ask("GET", url.removeprefix(home.ctx.urls.base))).status == 401
