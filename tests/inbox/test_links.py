"""Pages behind links: their cards below posts, and what they prove of profiles."""

from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import quote

import pytest

from fediai.domain.statuses import Page
from fediai.services.moderation import audit
from generators.fake import flat_png
from tests.api.test_counted_queries import counted
from tests.far_side import Peer, Stranger
from tests.harness.house import House, Network, Person, house
from tests.hostile.attacks import befriend, known, settles, stored
from tests.moderation.conftest import with_role

FOX = flat_png(300, 200, (200, 30, 20))
PAGE = """<html><head><title>Foxes</title><meta property="og:title" content="A fox at night">
<meta property="og:description" content="Red fur"><meta property="og:image" content="/fox.png">
<meta property="og:site_name" content="The Site"></head></html>"""
URL = "https://site.example/fox"


@pytest.fixture
def site(network: Network) -> Peer:
    one = Peer(network, "site.example")
    shows(one)
    one.documents["/fox.png"] = (200, "image/png", FOX)
    return one


def shows(site: Peer, text: str = PAGE, path: str = "/fox", kind: str = "text/html; charset=utf-8") -> None:
    site.documents[path] = (200, kind, text.encode())


async def passes(home: House, **words: float) -> None:
    home.clock.passes(**(words or {"minutes": 2}))
    await home.works()


async def card_of(who: Person, id: Any) -> dict | None:
    return (await who.get(f"/api/v1/statuses/{id}"))["card"]


async def test_a_card_below_a_post(home: House, alice: Person, site: Peer):
    """Asked for a little later and once, its picture when somebody looks."""
    post = await alice.posts(f"look {URL}#top")
    await home.works()
    assert (post["card"], site.asked) == (None, [])
    await passes(home)
    card = await card_of(alice, post["id"])
    assert (card["url"], card["title"], card["description"]) == (URL, "A fox at night", "Red fur")
    assert (card["type"], card["provider_name"], card["provider_url"]) == ("link", "The Site", "https://site.example")
    assert site.asked == ["GET /fox"]
    assert await alice.get(f"/api/v1/statuses/{post['id']}/card") == card
    picture = await home.ask("GET", card["image"].removeprefix("https://art.example"))
    assert (picture.status, picture.header("content-type")) == (200, "image/jpeg")
    seen = await card_of(alice, post["id"])
    assert (seen["width"], seen["height"], bool(seen["blurhash"])) == (300, 200, True)
    assert (await home.ask("GET", card["image"].replace("https://art.example", "").replace("-", "-0"))).status == 404
    page = await home.ask("GET", f"/@alice/{post['id']}", headers={"Accept": "text/html"})
    assert f'<a class="card" href="{URL}"' in page.text
    [trend] = await alice.get("/api/v1/trends/links")
    assert (trend["url"], trend["history"][0]["uses"], len(trend["history"])) == (URL, "1", 7)
    again = await alice.posts(f"again {URL}")
    await passes(home)
    assert (await card_of(alice, again["id"]))["title"] == "A fox at night"
    assert site.asked == ["GET /fox", "GET /fox.png"]


async def ids(who: Person | House, target: str) -> list[str]:
    answer = await who.ask("GET", target)
    return [one["id"] for one in answer.json]


async def test_the_posts_that_link_to_a_page_that_trends(home: House, alice: Person, site: Peer):
    """Public ones, by people who want to be found, for as long as the page trends and no moderator minds."""
    bob, carol, dan = [await home.signs_up(name) for name in ("bob", "carol", "dan")]
    mod = await with_role(home, "mod", "moderator")
    await carol.tries("PATCH", "/api/v1/accounts/update_credentials", {"discoverable": False})
    posts = [(await who.posts(f"see {URL}"))["id"] for who in (alice, bob, alice)]
    shows(site, "<title>No picture</title>", "/bare")
    await alice.posts("and https://site.example/bare")
    await alice.posts(f"psst {URL}", visibility="unlisted")
    await carol.posts(f"me too {URL}")
    await bob.post(f"/api/v1/statuses/{posts[0]}/reblog")
    at = f"/api/v1/timelines/link?url={quote(URL, safe='')}"
    assert (await home.ask("GET", at)).status == 404
    await passes(home)
    [trend] = await alice.get("/api/v1/trends/links")
    assert (trend["history"][0]["uses"], trend["history"][0]["accounts"]) == ("4", "3")
    assert await ids(home, at) == posts[::-1]
    page = await home.ask("GET", f"{at}&limit=2")
    assert f"url={quote(URL, safe='')}" in page.header("link")
    assert await ids(home, f"{at}&limit=2&max_id={posts[1]}") == posts[:1]
    assert await ids(home, f"{at}&limit=1&min_id={posts[0]}") == posts[1:2]
    await dan.post(f"/api/v1/accounts/{bob.account.id}/mute")
    assert await ids(dan, at) == [posts[2], posts[0]]
    [listed] = await mod.get("/api/v1/admin/trends/links")
    assert (listed["url"], listed["requires_review"]) == (URL, True)
    for word, status in (("reject", 404), ("approve", 200)):
        answer = await mod.post(f"/api/v1/admin/trends/links/{listed['id']}/{word}")
        assert answer["requires_review"] is False
        assert (await home.ask("GET", at)).status == status
        assert len(await alice.get("/api/v1/trends/links")) == (status == 200)
    async with home.ctx.db.read() as tx:
        decided = [(one.about_name, one.details) for one in await audit.page(tx, Page())]
    assert decided == [(URL, {"trendable": True}), (URL, {"trendable": False})]
    await passes(home, days=8)
    assert (await home.ask("GET", at)).status == 404


async def test_of_a_far_post_and_after_an_edit(home: House, alice: Person, bob: Stranger, site: Peer):
    await befriend(home, alice, bob)
    said = bob.writes(f'<p><a href="{URL}">a page</a></p>')
    await settles(home, bob, said)
    await passes(home)
    status = await stored(home, said["object"]["id"])
    assert (await card_of(alice, status.id))["title"] == "A fox at night"
    changed = {**said["object"], "content": "<p>no page</p>", "updated": "2099-01-01T00:00:00Z"}
    await settles(home, bob, bob.says("Update", changed))
    await passes(home)
    assert await card_of(alice, status.id) is None


async def test_none_where_there_is_nothing_to_show(home: House, alice: Person, bob: Stranger, site: Peer):
    """A picture shows itself; our own pages, people and topics are no links; and who asks for JSON gets none."""
    await befriend(home, alice, bob)
    shows(site, "{}", "/json", "application/json")
    shows(site, "<p>no title</p>", "/bare")
    picture = {"type": "Image", "mediaType": "image/png", "url": "https://far.example/1.png"}
    pictured = bob.writes(f'<p><a href="{URL}">a page</a></p>', attachment=[picture])
    await settles(home, bob, pictured)
    posts = [
        await alice.posts(f"x {one}")
        for one in ("https://site.example/json", "https://site.example/bare", "https://art.example/about", "#fox")
    ]
    await passes(home)
    status = await stored(home, pictured["object"]["id"])
    assert [await card_of(alice, one) for one in (status.id, *(post["id"] for post in posts))] == [None] * 5
    assert sorted(site.asked) == ["GET /bare", "GET /json"]


@pytest.fixture
async def quiet(database_url: str, network: Network) -> AsyncIterator[House]:
    async with house("art.example", database_url, network, posting={"link_cards": False}) as one:
        yield one


async def test_a_house_without_cards(quiet: House, site: Peer):
    alice = await quiet.signs_up("alice")
    post = await alice.posts(f"look {URL}")
    await passes(quiet)
    assert (await card_of(alice, post["id"]), site.asked) == (None, [])


async def fields_of(who: Person) -> list[bool]:
    return [bool(one["verified_at"]) for one in (await who.get("/api/v1/accounts/verify_credentials"))["fields"]]


async def has_fields(who: Person, *urls: str) -> None:
    rows = [{"name": f"Site {n}", "value": url} for n, url in enumerate(urls)]
    answer = await who.tries("PATCH", "/api/v1/accounts/update_credentials", {"fields_attributes": rows})
    assert answer.status == 200, answer.text


async def test_a_page_that_calls_our_profile_its_own(home: House, alice: Person, site: Peer):
    """And stays proved while the row says the same."""
    shows(site, '<a rel="me noopener" href="https://art.example/@Alice/">me</a>', "/alice")
    shows(site, '<a href="https://art.example/@alice">not me</a>', "/other")
    await has_fields(alice, "https://site.example/alice", "https://site.example/other")
    assert await fields_of(alice) == [False, False]
    await passes(home)
    assert await fields_of(alice) == [True, False]
    page = await home.ask("GET", "/@alice", headers={"Accept": "text/html"})
    assert page.text.count('class="ok t-floor verified"') == 1
    assert page.text.count('rel="me nofollow') == 2  # so that those pages can prove theirs
    await has_fields(alice, "https://site.example/alice")
    assert await fields_of(alice) == [True]
    await has_fields(alice, "https://site.example/other")
    await passes(home)
    assert await fields_of(alice) == [False]


async def test_a_page_that_calls_a_far_profile_its_own(home: House, alice: Person, bob: Stranger, site: Peer):
    """Its link shows all of its address from then on; an Update that says the same changes nothing."""
    shows(site, f'<link rel="me" href="{bob.id}">', "/bob")
    hidden = '<a href="https://site.example/bob"><span class="invisible">https://site.</span>example/bob</a>'
    bob.more = {"attachment": [{"type": "PropertyValue", "name": "Site", "value": hidden}]}
    await befriend(home, alice, bob)
    await passes(home, minutes=15)
    one = await known(home, bob.id)
    for _ in range(2):
        [row] = (await alice.get(f"/api/v1/accounts/{one.id}"))["fields"]
        assert row["verified_at"]
        assert '<span class="">site.example/bob</span>' in row["value"]
        await settles(home, bob, bob.says("Update", bob.document()))


async def test_a_page_of_them_costs_no_more_queries(
    home: House, alice: Person, bob: Stranger, site: Peer, monkeypatch: pytest.MonkeyPatch
):
    """With cards and emoji below each post."""
    seen = []
    for few in (True, False):
        for number in range(2 if few else 6):
            shows(site, PAGE, f"/{few}{number}")
            post = await alice.posts(f"https://site.example/{few}{number}")
            await settles(home, bob, bob.says("EmojiReact", post["uri"], content="🎉"))
        await passes(home)
        with counted(monkeypatch) as asked:
            shown = await alice.get("/api/v1/timelines/home")
        assert all(one["card"] and one["reactions"] for one in shown)
        seen.append(len(asked))
    assert len(shown) == 8
    assert seen[0] == seen[1]
