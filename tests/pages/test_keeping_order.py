"""The pages of moderators and administrators: every one opens in both languages, and every deed on them is done."""

import re
from collections.abc import AsyncIterator

import pytest

from fediai.domain.policy import Severity
from fediai.services.far import rules
from fediai.store.far import known_servers, peers
from tests.far_side import Peer, Stranger
from tests.harness.asgi import Answer
from tests.harness.browser import Browser, hidden_of
from tests.harness.house import PASSWORD, House, Network, Person, house
from tests.hostile.attacks import settles, somebody

LISTS = ("/admin", "/admin/reports", "/admin/reports?resolved=1", "/admin/accounts", "/admin/accounts?state=staff",
         "/admin/accounts?origin=remote", "/admin/log", "/admin/log?about=domain")  # fmt: skip
OF_ADMINS = ("/admin/domains", "/admin/domains?allowed=1", "/admin/domains?edit=evil.example")


async def staff_of(house: House, name: str, role: str) -> Browser:
    await house.signs_up(name, role, password=PASSWORD)
    browser = Browser(house)
    assert (await browser.signs_in(name, PASSWORD)).status == 303
    return browser


@pytest.fixture
async def small_server(sqlite_url: str, network: Network) -> AsyncIterator[House]:
    """On a wire on which others may be played."""
    async with house("art.example", sqlite_url, network) as one:
        yield one


@pytest.fixture
async def carol(small_server: House, network: Network) -> Stranger:
    """Somebody elsewhere whom we know."""
    far = somebody(Peer(network, "far.example"), "carol")
    await settles(small_server, far, far.says("Like", "https://nowhere.example/1"))
    return far


@pytest.fixture
async def mod(small_server: House) -> Browser:
    return await staff_of(small_server, "mod", "moderator")


@pytest.fixture
async def admin(small_server: House) -> Browser:
    return await staff_of(small_server, "boss", "admin")


@pytest.fixture
async def report(small_server: House, alice: Person) -> int:
    """Bob's, about one of Alice's posts."""
    bob = await small_server.signs_up("bob")
    post = await alice.posts("Buy <b>pearls</b>")
    filed = await bob.post(
        "/api/v1/reports", account_id=alice.account.id, category="spam", comment="<i>pearls</i>",
        **{"status_ids[]": post["id"]},
    )  # fmt: skip
    return int(filed["id"])


async def done(browser: Browser, page: str, action: str, **values: str) -> Answer:
    """The form of that page is sent; its buttons may lead elsewhere, with the same hidden fields."""
    shown = await browser.get(page)
    form = re.search(rf'action="([^"]*)"(?:(?!</form>).)*formaction="{re.escape(action)}"', shown.text, re.DOTALL)
    hidden = hidden_of(shown, form[1] if form else action)
    return await browser.posts(action, **{**hidden, **values})


@pytest.mark.parametrize("language", ["en", "id"])
async def test_every_page_opens(
    small_server: House, admin: Browser, report: int, alice: Person, carol: Stranger, language: str
):
    """With something on each; nothing that people wrote is markup there."""
    await rules.say(small_server.ctx, "evil.example", Severity.SUSPEND, comment="spam", reject_media=True)
    for page in (*LISTS, *OF_ADMINS, f"/admin/reports/{report}", f"/admin/accounts/{alice.account.id}"):
        answer = await admin.get(page, **{"Accept-Language": language})
        assert answer.status == 200, (page, answer.text[:800])
        assert f'<html lang="{language}"' in answer.text
        assert "style=" not in answer.text
        assert "<i>pearls" not in answer.text
        assert "<b>pearls" not in answer.text


async def test_only_staff_gets_in(small_server: House, guest: Browser, member: Browser, mod: Browser):
    """Guests are led to the door; members and, where it is about servers, moderators read that they may not."""
    for page in (*LISTS, *OF_ADMINS):
        assert (await guest.get(page)).header("location").startswith("/auth/sign_in?next=%2Fadmin")
        assert (await member.get(page)).status == 403
    assert [(await mod.get(page)).status for page in (*LISTS, *OF_ADMINS)] == [200] * len(LISTS) + [403] * len(
        OF_ADMINS
    )
    assert "/admin/domains" not in (await mod.get("/admin")).text
    assert 'href="/admin"' in (await mod.get("/settings")).text
    assert 'href="/admin"' not in (await member.get("/settings")).text


@pytest.mark.parametrize(
    "deed", ["reports/1/act", "reports/1/resolve", "accounts/1/act", "accounts/1/unsuspend", "domains"]
)
async def test_a_form_from_elsewhere_changes_nothing(admin: Browser, deed: str):
    """It does not know what stands in ours."""
    assert (await admin.posts(f"/admin/{deed}", sanction="suspend", domain="evil.example")).status == 403


async def test_a_report_is_taken_on_acted_upon_and_reopened(
    small_server: House, mod: Browser, report: int, alice: Person
):
    """Alice is limited and reads why; the record says it."""
    page = f"/admin/reports/{report}"
    assert f'href="{page}"' in (await mod.get("/notifications")).text
    assert (await done(mod, page, f"{page}/take")).status == 303
    assert "@mod is looking at it" in (await mod.get(page)).text
    long = await done(mod, page, f"{page}/act", sanction="silence", text="x" * 5001)
    assert long.status == 422
    assert "longer than 5000" in long.text
    assert (await done(mod, page, f"{page}/act", sanction="silence", text="No pearls.")).status == 303
    assert (await small_server.account("alice")).silenced_at is not None
    assert "moderation_warning" in [one["type"] for one in await alice.get("/api/v1/notifications")]
    assert str(report) not in (await mod.get("/admin/reports")).text
    assert str(report) in (await mod.get("/admin/reports?resolved=1")).text
    assert (await done(mod, page, f"{page}/reopen")).status == 303
    assert (await done(mod, page, f"{page}/resolve")).status == 303
    assert (await done(mod, page, f"{page}/reopen")).status == 303
    told = (await mod.get("/admin/log")).text
    assert told.count('<li><div class="notice-words">') == 6
    assert "No pearls." in told


async def test_a_person_is_suspended_and_let_back(small_server: House, mod: Browser, alice: Person):
    """From their page; equals are out of reach."""
    page = f"/admin/accounts/{alice.account.id}"
    assert (await done(mod, page, f"{page}/act", sanction="suspend", text="")).status == 303
    assert (await small_server.account("alice")).suspended_at is not None
    assert (await done(mod, page, f"{page}/unsuspend")).status == 303
    assert (await small_server.account("alice")).suspended_at is None
    other = await small_server.signs_up("other", "moderator")
    page = f"/admin/accounts/{other.account.id}"
    assert (await done(mod, page, f"{page}/act", sanction="suspend", text="")).status == 403
    assert (await mod.get("/admin/accounts/1")).status == 404


async def test_an_administrator_gives_roles(small_server: House, admin: Browser, mod: Browser, alice: Person):
    """Below their own rank, and to nobody of it."""
    page = f"/admin/accounts/{alice.account.id}"
    assert f"{page}/role" not in (await mod.get(page)).text
    assert (await done(admin, page, f"{page}/role", role="moderator")).status == 303
    assert (await small_server.login(alice.account)).role == "moderator"
    assert (await done(admin, page, f"{page}/role", role="admin")).status == 403
    assert (await done(admin, page, f"{page}/role", role="owner")).status == 422
    assert (await done(admin, page, f"{page}/role", role="user")).status == 303
    assert "has another role" in (await admin.get(page)).text


async def test_people_are_found(mod: Browser, alice: Person, carol: Stranger):
    """By the beginning of a name, an address, a handle of elsewhere, a server."""
    for query, shown in (("q=ali", True), ("q=alice@exa", True), ("q=%25lice", False), ("q=@x@far.example", False)):
        assert (f"/admin/accounts/{alice.account.id}" in (await mod.get(f"/admin/accounts?{query}")).text) is shown
    for query in ("q=@carol@far.example", "q=far.example", "q=caro", "q="):
        assert "@carol@far.example" in (await mod.get(f"/admin/accounts?origin=remote&{query}")).text


async def test_rules_are_made_changed_exchanged_and_taken_back(small_server: House, admin: Browser):
    """One by one, and as a list."""
    page, ctx = "/admin/domains", small_server.ctx
    assert (await done(admin, page, page, domain="no domain", severity="suspend")).status == 422
    async with ctx.db.write() as tx:
        await peers.note(tx, ["met.example"], [])
        await known_servers.describe(tx, "met.example", "gotosocial 0.20")
    shown = (await admin.get(page)).text
    assert shown.index("met.example") < shown.index("gotosocial 0.20")
    assert 'value="met.example"' in (await admin.get(f"{page}?edit=met.example")).text
    values = {"domain": "Evil.Example.", "severity": "suspend", "quarantine": "1", "comment": "spam"}
    assert (await done(admin, page, page, **values)).status == 303
    assert (await ctx.rules.of(ctx.db)).about("a.evil.example")[0].comment == "spam"
    assert 'value="spam"' in (await admin.get(f"{page}?edit=evil.example")).text
    assert (
        (await done(admin, page, page, domain="good.example", severity="allow"))
        .header("location")
        .endswith("allowed=1")
    )
    assert (await admin.get(f"{page}/export.csv")).text.splitlines()[1] == "evil.example,suspend,false,false,spam,false"
    assert (await admin.get(f"{page}/export.csv?allowed=1")).text == "#domain\ngood.example\n"
    assert (await done(admin, page, f"{page}/forget", domain="good.example")).status == 303
    assert (await done(admin, page, f"{page}/import")).status == 422
    text = b"#domain,#severity\nworse.example,silence\nevil.example,silence\n*.hidden,suspend\n"
    shown = await admin.brings(f"{page}/import", await admin.get(page), {"list": ("list.csv", "text/csv", text)})
    assert shown.status == 200
    assert "Read: 1 new, 1 changed" in shown.text
    assert "its name is hidden" in shown.text
    assert {rule.domain: rule.severity for rule in await rules.every(ctx)} == {
        "evil.example": "silence", "worse.example": "silence",
    }  # fmt: skip
