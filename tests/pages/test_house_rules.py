"""What the house promises on its pages, kept: robots, headers, numbers, following from afar, settings."""

import re

import pytest

from fediai.domain.policy import Severity
from fediai.services import house
from fediai.services.far import rules
from fediai.web.pages.entry.sessions import browser
from tests.harness.browser import Browser
from tests.harness.house import PASSWORD, House, Network, Person, everyone_settles


async def test_crawlers_that_gather_for_training_are_refused(guest: Browser):
    text = (await guest.get("/robots.txt")).text
    trainers, others = text.split("User-agent: *")
    for name in ("GPTBot", "ClaudeBot", "CCBot", "Google-Extended", "Bytespider", "Applebot-Extended"):
        assert f"User-agent: {name}\n" in trainers
    assert trainers.strip().endswith("Disallow: /")
    assert "Disallow: /\n" not in others


async def test_every_page_and_picture_says_no_to_training(painted: House, alice: Person, guest: Browser):
    made = await alice.posts("/imagine a fox")
    picture = made["media_attachments"][0]["url"].removeprefix("https://art.example")
    for address in ("/", picture):
        answer = await guest.get(address)
        assert answer.header("x-robots-tag") == "noai, noimageai"
        assert answer.header("tdm-reservation") == "1"


async def test_the_numbers_on_the_wall_are_counted(painted: House, alice: Person, guest: Browser):
    """Public pictures of the last seven days, and the painters that are awake."""
    await alice.posts("/imagine a fox --n 2")
    await alice.posts("/imagine a paper boat", visibility="unlisted")
    page = (await guest.get("/")).text
    numbers = re.findall(r'<dd class="serif">(\d+)</dd>', page)
    assert numbers == ["2", "2", "1", "0"]
    painted.clock.passes(days=8)
    assert re.findall(r'<dd class="serif">(\d+)</dd>', (await guest.get("/")).text)[:2] == ["0", "0"]


async def test_who_paints_is_told_and_named_a_formula_where_it_is_one(painted: House, alice: Person, guest: Browser):
    await alice.posts("/imagine a fox")
    page = (await guest.get("/about/ai")).text
    assert "a formula, no AI model" in page
    assert "#AIGenerated" in page


async def test_what_the_house_says_of_itself_has_pages(small_server: House, guest: Browser):
    """For whoever thinks of joining, and for neighbours; where apps look for them."""
    empty = (await guest.get("/about")).text
    assert "No rules have been written down." in empty
    assert (await guest.get("/privacy-policy")).status == 404
    async with small_server.ctx.db.write() as tx:
        await house.put(tx, "rules", "Be kind\nSay <what> is AI")
        await house.put(tx, "privacy_policy", "We keep <little>.\n\nAnd not for long.")
        await house.put(tx, "terms_of_service", "Ours.")
        await house.put(tx, "terms_of_service", "")
        await house.put(tx, "contact_email", "house@art.example")
    await rules.say(small_server.ctx, "evil.example", Severity.SUSPEND, comment="spam", private_comment="Ann says so")
    page = (await guest.get("/about")).text
    for said in ("Be kind", "Say &lt;what&gt; is AI", "mailto:house@art.example", "evil.example", "spam"):
        assert said in page, said
    assert "Ann says so" not in page
    addresses = (await small_server.ask("GET", "/api/v2/instance")).json["configuration"]["urls"]
    assert addresses["terms_of_service"] is None
    policy = (await guest.get(addresses["privacy_policy"].removeprefix("https://art.example"))).text
    assert "<p>We keep &lt;little&gt;.</p><p>And not for long.</p>" in policy
    assert (await guest.get(addresses["about"].removeprefix("https://art.example"))).text == page


async def test_servers_are_led_from_pages_to_documents(alice: Person, guest: Browser):
    """And people the other way round."""
    post = await alice.posts("hello")
    for page, document in (
        ("/@alice", "/users/alice"),
        (f"/@alice/{post['id']}", f"/users/alice/statuses/{post['id']}"),
    ):
        there = await guest.get(page, Accept="application/activity+json")
        assert (there.status, there.header("location")) == (303, f"https://art.example{document}")
        back = await guest.get(document, Accept="text/html")
        assert back.header("location") == f"https://art.example{page}"


async def test_one_follows_from_where_one_is(art: House, pub: House, network: Network):
    """The visitor's own server is asked where, and leads its member to the account here."""
    alice = await art.signs_up("alice")
    await pub.signs_up("bob", password=PASSWORD)
    guest = Browser(art)
    page = await guest.get("/@alice")
    answer = await guest.sends("/follow_from", page, **{"from": "bob@pub.example"})
    assert answer.status == 200
    link = re.search(r'href="(https://pub\.example/authorize_interaction\?uri=[^"]+)"', answer.text)
    assert link, answer.text
    bob = Browser(pub)
    await bob.signs_in("bob", PASSWORD)
    led = await bob.get(link[1].removeprefix("https://pub.example"))
    assert led.header("location") == "/@alice@art.example"
    profile = await bob.get("/@alice@art.example")
    assert profile.status == 200
    assert '<meta name="robots" content="noindex">' in profile.text
    followed = await bob.sends(f"/accounts/{(await pub_account(pub)).id}/follow", profile, back="/@alice@art.example")
    assert followed.status == 303
    await everyone_settles(art, pub)
    assert len(await alice.get(f"/api/v1/accounts/{alice.account.id}/followers")) == 1


async def pub_account(pub: House):
    from fediai.store.people import accounts

    async with pub.ctx.db.read() as tx:
        return await accounts.by_acct(tx, "alice", "art.example")


@pytest.mark.parametrize("typed", ["bob", "", "bob@art.example", "https://pub.example/@bob", "<script>@x"])
async def test_what_is_no_address_elsewhere_is_asked_for_again(alice: Person, guest: Browser, typed: str):
    page = await guest.get("/@alice")
    answer = await guest.sends("/follow_from", page, **{"from": typed})
    assert answer.status == 422
    assert "An address looks like" in answer.text
    assert "<script>@x" not in answer.text


async def test_what_one_chooses_is_kept(alice: Person, member: Browser):
    page = await member.get("/settings")
    saved = await member.sends("/settings", page, lang="id", theme="dark", name="Alice A.", note="I paint.")
    assert saved.header("location") == "/settings?saved=1"
    after = (await member.get("/settings?saved=1")).text
    assert '<html lang="id" data-theme="dark">' in after
    assert "Tersimpan" in after
    me = await alice.get("/api/v1/accounts/verify_credentials")
    assert (me["display_name"], me["note"]) == ("Alice A.", "<p>I paint.</p>")
    refused = await member.sends("/settings", page, lang="en", theme="dark", name="A" * 31, note="")
    assert refused.status == 422
    assert "A" * 31 in refused.text


async def test_an_app_and_another_browser_are_shown_out(small_server: House, alice: Person, member: Browser):
    other = Browser(small_server)
    await other.signs_in("alice", PASSWORD)
    page = (await member.get("/settings/sessions")).text
    csrf = re.search(r'name="csrf" value="([^"]+)"', page)[1]
    [there] = re.findall(r'action="(/settings/sessions/\d+/revoke)"', page)
    await member.posts(there, csrf=csrf)
    assert (await other.get("/home")).status == 303
    assert (await member.get("/home")).status == 200


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox · Linux"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome · Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1", "Safari · iPhone"),
        ("curl/8.5", ""),
    ],
)
def test_a_browser_is_told_by_its_name(said: str, told: str):
    assert browser(said) == told


async def test_the_bell_is_read_once(small_server: House, alice: Person, member: Browser):
    bob = await small_server.signs_up("bob")
    await bob.posts("@alice look at this")
    assert '<span class="unseen">unread</span>1</span>' in (await member.get("/home")).text
    first = (await member.get("/notifications")).text
    assert "wrote to you" in first
    assert "notice-new" in first
    assert "notice-new" not in (await member.get("/notifications")).text
    assert '<span class="unseen">unread</span>' not in (await member.get("/home")).text
