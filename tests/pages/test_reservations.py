"""What machines may do here: nothing is for training, unless a person says so for their own posts; and the facts they read."""

import json

from generators.fake import Fake
from tests.harness.browser import Browser
from tests.harness.house import House, Person

NO = {"x-robots-tag": "noai, noimageai", "tdm-reservation": "1", "content-usage": "train-ai=n"}
YES = {"x-robots-tag": "all", "tdm-reservation": "0", "content-usage": "train-ai=y"}
META = '<meta name="robots" content="noai, noimageai">'


async def said(guest: Browser, page: str) -> dict[str, str]:
    answer = await guest.get(page)
    assert answer.status == 200
    return {name: answer.header(name) for name in NO}


async def test_a_person_may_let_machines_learn_from_their_own(painted: House, alice: Person, guest: Browser):
    """Their profile, their posts and their pictures; nobody else's."""
    bob = await painted.signs_up("bob")
    async with painted.paints(Fake()):
        posts = [await who.posts("/imagine a fox") for who in (alice, bob)]
    mine, theirs = ([f"/@{p['account']['acct']}", f"/@{p['account']['acct']}/{p['id']}", file_of(p)] for p in posts)
    assert [await said(guest, page) for page in (*mine, *theirs)] == [NO] * 6
    assert META in (await guest.get("/@alice")).text
    assert (await alice.tries("PATCH", "/api/v1/accounts/update_credentials", {"source": {"may_learn": True}})).json
    assert [await said(guest, page) for page in mine] == [YES] * 3
    assert [await said(guest, page) for page in theirs] == [NO] * 3
    assert META not in (await guest.get("/@alice")).text
    assert META in (await guest.get("/@bob")).text
    robots = (await guest.get("/robots.txt")).text
    assert "Allow: /@alice$\nAllow: /@alice/\nDisallow: /\n" in robots
    places = json.loads((await guest.get("/.well-known/tdmrep.json")).text)
    assert places == [
        {"location": "/@alice$", "tdm-reservation": 0},
        {"location": "/@alice/*", "tdm-reservation": 0},
        {"location": "/*", "tdm-reservation": 1, "tdm-policy": f"{painted.ctx.urls.base}/about/ai"},
    ]


def file_of(post: dict) -> str:
    return "/media/" + post["media_attachments"][0]["url"].partition("/media/")[2]


async def test_robots_txt_says_how_content_may_be_used(guest: Browser):
    """AIPREF's line, in the group of all robots."""
    text = (await guest.get("/robots.txt")).text
    assert "User-agent: *\nContent-Usage: train-ai=n\n" in text


async def test_machines_and_people_are_told_the_same(painted: House, alice: Person, guest: Browser):
    """NodeInfo, the instance's entity and the page; the figures are of what was posted."""
    async with painted.paints(Fake()):
        await alice.posts("/imagine a fox")
    for words in ("one", "two", "three"):
        await alice.posts(words)
    await alice.posts("for followers", visibility="private")
    painted.clock.passes(minutes=6)
    node = json.loads((await guest.get("/nodeinfo/2.1")).text)["metadata"]["ai"]
    ours = json.loads((await guest.get("/api/v2/instance")).text)["ai"]
    assert node == ours
    assert node["posts"] == {"days": 30, "total": 4, "ai": 1, "share": 0.25}
    assert node["publicBudget"] == {"perHour": 3, "perDay": 12, "instancePerHour": 40}
    assert (node["learnsFrom"], node["hashtags"], node["models"]) == ("none", ["#AIGenerated"], ["flat"])
    label = await guest.get(node["label"].removeprefix(painted.ctx.urls.base), Accept="application/activity+json")
    assert json.loads(label.text)["type"] == "LabelDefinition"
    english = (await guest.get("/about/ai", **{"Accept-Language": "en"})).text
    indonesian = (await guest.get("/about/ai", **{"Accept-Language": "id"})).text
    assert "4 open posts by members, 1 of them with AI pictures (25 %)" in english
    assert "4 kiriman terbuka oleh anggota, 1 di antaranya dengan gambar AI (25 %)" in indonesian
    assert (english.count("<ol"), english.count('<li class="t-second">')) == (1, 18 + 5 + 4)
    assert "3 an hour and 12 a day" in english


async def test_reports_are_counted(painted: House, alice: Person, guest: Browser):
    bob = await painted.signs_up("bob")
    await bob.post("/api/v1/reports", account_id=alice.account.id, comment="rude")
    painted.clock.passes(minutes=6)
    assert "Reports in the last 30 days: 1, answered: 0." in (await guest.get("/about/ai")).text
