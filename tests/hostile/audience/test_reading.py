"""E1-E5, E14, E15, E17-E19: who may read what of ours."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import update

from activitypub.terms import ACTIVITY_JSON, PUBLIC
from fediai.store.tables import accounts as account_table
from tests.far_side import Peer, Stranger
from tests.harness.asgi import Answer
from tests.harness.house import House, Network, Person
from tests.hostile.attacks import Json, block, known, settles, somebody

AP = {"Accept": ACTIVITY_JSON}
SECRET = "the password is swordfish"


@pytest_asyncio.fixture(loop_scope="module")
async def dora(home: House) -> AsyncIterator[Person]:
    """Of ours, new for each test."""
    yield await home.signs_up(f"dora{await home.users()}")


@pytest_asyncio.fixture(loop_scope="module")
async def fan(home: House, dora: Person, bob: Stranger) -> Stranger:
    """Bob, who follows Dora."""
    await settles(home, bob, bob.says("Follow", dora.account.uri))
    return bob


def path_of(post: Json, more: str = "") -> str:
    found: str = post["uri"].removeprefix("https://art.example")
    return found + more


PARTS = ("", "/activity", "/replies", "/likes", "/shares", "/context", "/quotes", "/stamp", "/replies?page=true")


@pytest.mark.parametrize("visibility", ["private", "direct"])
async def test_e01_what_is_not_for_everybody_is_not_there(home: House, dora: Person, visibility: str):
    """404 in every part, and the very answer that a post gets that never was."""
    post = await dora.posts(SECRET, visibility=visibility, spoiler_text=SECRET)
    never = path_of(post).rpartition("/")[0] + "/123456789"
    page = f"/@{dora.account.username}"
    for part in PARTS:
        answer = await home.ask("GET", path_of(post, part), headers=AP)
        absent = await home.ask("GET", never + part, headers=AP)
        assert (answer.status, answer.body) == (404, absent.body)
    for target in (f"{page}/{post['id']}", f"{page}/{post['id']}/embed", f"/api/v1/statuses/{post['id']}/context"):
        answer = await home.ask("GET", target)
        assert answer.status == 404
        assert "swordfish" not in answer.text


async def test_e02_only_its_audience_gets_it(home: House, dora: Person, fan: Stranger, carol: Stranger, eve: Stranger):
    """Followers what is for followers, the named what names them; not strangers, the blocked, or a follower's server."""
    instance = somebody(fan.peer, "actor", type="Application")
    await settles(home, carol, carol.says("Like", "https://nowhere.example/1"))
    await settles(home, eve, eve.says("Follow", dora.account.uri))
    shut = await known(home, eve.id)
    assert shut is not None
    await dora.post(f"/api/v1/accounts/{shut.id}/block")
    for_followers = await dora.posts(SECRET, visibility="private")
    named = await dora.posts(f"@carol@{carol.peer.host} {SECRET}", visibility="direct")
    expected: list[tuple[Json, list[int]]] = [(for_followers, [200, 404, 404, 404]), (named, [404, 200, 404, 404])]
    for post, statuses in expected:
        answers = [await one.reads(post["uri"], home) for one in (fan, carol, eve, instance)]
        assert [one.status for one in answers] == statuses
        assert all("swordfish" not in one.text for one in answers if one.status != 200)
        wrapped = [await one.reads(post["uri"] + "/activity", home) for one in (fan, carol, eve, instance)]
        assert [one.status for one in wrapped] == statuses


async def test_e02_a_forged_visitor(home: House, dora: Person, fan: Stranger):
    """A signature that does not hold opens nothing, and tells nothing."""
    post = await dora.posts(SECRET, visibility="private")
    forger = Stranger(fan.peer, fan.name, key_name="mallory")
    answer = await forger.reads(post["uri"], home)
    assert answer.status in (401, 403, 404)
    assert "swordfish" not in answer.text


async def test_e03_no_cache_gives_it_to_the_next(home: House, dora: Person, fan: Stranger):
    post = await dora.posts(SECRET, visibility="private")
    mine = await fan.reads(post["uri"], home)
    assert mine.status == 200
    assert "private" in mine.header("cache-control")
    assert {one.strip() for one in mine.header("vary").split(",")} == {"Accept", "Signature"}
    assert (await home.ask("GET", path_of(post), headers=AP)).status == 404


async def test_e04_hidden_answers_are_neither_listed_nor_counted(
    home: House, dora: Person, alice: Person, fan: Stranger
):
    """By people of ours and of elsewhere, early or late, fresh or old."""
    post = await dora.posts("open")
    await dora.posts(SECRET, visibility="private", in_reply_to_id=post["id"])
    await alice.posts(f"{dora.handle} {SECRET}", visibility="direct", in_reply_to_id=post["id"])
    old = {"published": "2026-01-01T00:00:00Z"}
    for more in ({}, old):
        said = fan.writes(SECRET, inReplyTo=post["uri"], to=[f"{fan.id}/followers", dora.account.uri], cc=[], **more)
        assert await settles(home, fan, said) == [202]
    listed = (await home.ask("GET", path_of(post, "/replies"), headers=AP)).json
    assert listed.get("orderedItems", []) == []
    shown = (await home.ask("GET", f"/api/v1/statuses/{post['id']}")).json
    context = (await home.ask("GET", f"/api/v1/statuses/{post['id']}/context")).json
    assert (shown["replies_count"], context["descendants"]) == (0, [])
    await settles(home, fan, fan.writes("open", inReplyTo=post["uri"], to=[PUBLIC, dora.account.uri]))
    assert (await dora.get(f"/api/v1/statuses/{post['id']}"))["replies_count"] == 1


async def test_e04_a_pinned_post_for_followers(home: House, dora: Person):
    """Pinned or not, it is not among what everybody sees first."""
    post = await dora.posts(SECRET, visibility="private")
    await dora.tries("POST", f"/api/v1/statuses/{post['id']}/pin")
    featured = await home.ask("GET", f"/users/{dora.account.username}/collections/featured", headers=AP)
    assert featured.status == 200
    assert post["uri"] not in featured.text
    pinned = await home.ask("GET", f"/api/v1/accounts/{dora.account.id}/statuses?pinned=true")
    assert "swordfish" not in pinned.text


async def test_e05_an_outbox_holds_what_everybody_may_read(home: House, dora: Person):
    open_one = await dora.posts("open")
    for visibility in ("private", "direct"):
        await dora.posts(SECRET, visibility=visibility)
    base = f"/users/{dora.account.username}/outbox"
    whole = (await home.ask("GET", base, headers=AP)).json
    page = (await home.ask("GET", f"{base}?page=true", headers=AP)).json
    assert whole["totalItems"] == 1
    assert [one["object"]["id"] for one in page["orderedItems"]] == [open_one["uri"]]


async def test_e14_lists_of_people_are_for_who_signs(strict: House):
    """Where fetches must be signed, so must those of lists."""
    anna = await strict.signs_up("anna")
    bob = somebody(Peer(network_of(strict), "far.example"), "bob")
    for part in ("followers", "following", "outbox", "collections/featured"):
        url = f"{anna.account.uri}/{part}"
        assert (await strict.ask("GET", f"/users/anna/{part}", headers=AP)).status == 401
        assert (await bob.reads(url, strict)).status == 200


def network_of(house: House) -> Network:
    found: Any = house.ctx.http._wire
    assert isinstance(found, Network)
    return found


@pytest.mark.parametrize("visibility", ["private", "direct"])
async def test_e15_previews_and_feeds_tell_nothing(home: House, dora: Person, visibility: str):
    """The page, the profile, embeds, feeds, oEmbed, tags: nothing of it anywhere."""
    post = await dora.posts(f"{SECRET} #fish", visibility=visibility)
    name = dora.account.username
    targets = (
        f"/@{name}", f"/@{name}/{post['id']}", f"/@{name}.rss", f"/@{name}/feed", f"/users/{name}.atom", "/tags/fish",
        f"/api/oembed?url={post['url']}", f"/@{name}/{post['id']}/embed", "/api/v1/timelines/tag/fish",
        "/api/v1/timelines/public", f"/api/v1/accounts/{dora.account.id}/statuses", "/", "/public", "/wall", "/about",
        "/api/v2/search?q=swordfish", f"/api/v2/search?q={post['uri']}", "/api/v1/trends/statuses",
    )  # fmt: skip
    for target in targets:
        for accept in ("text/html", "*/*", "application/rss+xml", "application/json"):
            assert "swordfish" not in (await home.ask("GET", target, headers={"Accept": accept})).text


async def test_e17_a_blocked_server_signs(home: House, strict: House):
    """With its own key or that of a subdomain: 403. Without a signature it gets what everybody gets, no more."""
    for house, unsigned in ((home, 200), (strict, 401)):
        wire = network_of(house)
        count = await house.users()
        anna, host = await house.signs_up(f"anna{count}"), f"shut{count}.example"
        post = await anna.posts("open")
        bob, sub = somebody(Peer(wire, host), "bob"), somebody(Peer(wire, f"sub.{host}"), "bob")
        await settles(house, bob, bob.says("Follow", anna.account.uri))
        await block(house, host)
        for one in (bob, sub):
            for url in (post["uri"], anna.account.uri, f"{anna.account.uri}/outbox"):
                assert (await one.reads(url, house)).status == 403
        assert (await house.ask("GET", path_of(post), headers=AP)).status == unsigned


async def shut_down(home: House, person: Person) -> None:
    """By a moderator."""
    statement = update(account_table).where(account_table.c.id == person.account.id)
    async with home.ctx.db.write() as tx:
        await tx.run(statement.values(suspended_at=tx.now))


async def test_e18_somebody_of_ours_who_is_suspended(home: House, dora: Person, fan: Stranger):
    """Only bones of the actor; no post, no list, no client, no stream."""
    await dora.ask("PATCH", "/api/v1/accounts/update_credentials", body=b"note=swordfish",
                   headers={"Content-Type": "application/x-www-form-urlencoded"})  # fmt: skip
    post = await dora.posts(SECRET)
    await shut_down(home, dora)
    actor: Answer = await home.ask("GET", f"/users/{dora.account.username}", headers=AP)
    assert actor.status == 410 or actor.json["suspended"] is True
    assert "swordfish" not in actor.text
    for target in (path_of(post), path_of(post, "/activity"), f"/api/v1/statuses/{post['id']}", f"/@{dora.account.username}",
                   f"/users/{dora.account.username}/outbox?page=true", "/api/v1/timelines/public"):  # fmt: skip
        assert "swordfish" not in (await home.ask("GET", target, headers=AP)).text
    assert (await fan.reads(post["uri"], home)).status in (404, 410)
    for target in ("/api/v1/timelines/home", "/api/v1/accounts/verify_credentials", "/api/v1/streaming/user"):
        assert (await dora.ask("GET", target)).status in (401, 403)
    assert (await dora.tries("POST", "/api/v1/statuses", {"status": "hello"})).status in (401, 403)


async def test_e19_a_deleted_post_is_taken_back_everywhere(home: House, dora: Person, fan: Stranger, evil: Peer):
    """410 with a tombstone; told to followers, and to who answered, boosted or liked it without following."""
    post = await dora.posts("open")
    eve, mia, zoe = (somebody(Peer(evil.network, f"{n}.{evil.host}"), "eve") for n in range(3))
    await settles(home, eve, eve.writes(inReplyTo=post["uri"], to=[PUBLIC, dora.account.uri]))
    await settles(home, mia, mia.says("Announce", post["uri"], to=[PUBLIC]))
    await settles(home, zoe, zoe.says("Like", post["uri"]))
    await dora.ask("DELETE", f"/api/v1/statuses/{post['id']}")
    while await home.works():
        pass
    answer = await home.ask("GET", path_of(post), headers=AP)
    assert (answer.status, answer.json["type"], answer.json["id"]) == (410, "Tombstone", post["uri"])
    for one in (fan, eve, mia, zoe):
        told = [said for said in one.peer.received if said["type"] == "Delete"]
        assert [said["object"]["id"] for said in told] == [post["uri"]]
