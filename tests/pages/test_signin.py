"""Signing in and out as a browser does it."""

import pytest

from fediai.services.people import sessions
from fediai.store.people import users
from tests.harness.browser import Browser
from tests.harness.house import PASSWORD, House, house


@pytest.fixture
def browser(small_server: House) -> Browser:
    return Browser(small_server)


@pytest.mark.parametrize("who", ["alice", "ALICE", "@alice", "alice@example.org", " Alice@Example.org "])
async def test_the_name_and_the_address_both_open_the_door(browser: Browser, who: str):
    await browser.house.signs_up("alice", password=PASSWORD)
    answer = await browser.signs_in(who, PASSWORD)
    assert (answer.status, answer.header("location")) == (303, "/home")
    cookie = next(value for name, value in answer.headers if name == "set-cookie")
    assert cookie.startswith("fediai_session=")
    assert {"HttpOnly", "SameSite=Lax", "Secure", "Path=/"} <= {part.strip() for part in cookie.split(";")}


async def test_over_plain_http_the_cookie_is_not_secure(sqlite_url: str):
    """Otherwise nobody could sign in on a machine of their own."""
    async with house("127.0.0.1:8000", sqlite_url, instance={"scheme": "http"}) as plain:
        await plain.signs_up("alice", password=PASSWORD)
        answer = await Browser(plain).signs_in("alice", PASSWORD)
        assert answer.status == 303
        assert all("secure" not in value.lower() for name, value in answer.headers if name == "set-cookie")


async def test_a_wrong_password_and_an_unknown_name_look_the_same(browser: Browser):
    await browser.house.signs_up("alice", password=PASSWORD)
    known, unknown = await browser.signs_in("alice", "not it"), await browser.signs_in("nobody", "not it")
    assert known.status == unknown.status == 401
    assert "Name and password do not fit together." in known.text
    assert known.text.replace("alice", "") == unknown.text.replace("nobody", "")
    assert "fediai_session" not in browser.cookies


@pytest.mark.parametrize(
    ("goes_to", "lands"),
    [
        ("/studio?prompt=fox", "/studio?prompt=fox"),
        ("//evil.example/", "/home"),
        ("/\\evil.example", "/home"),
        ("https://evil.example/", "/home"),
        ("javascript:alert(1)", "/home"),
        ("/ok\r\nSet-Cookie: a=b", "/home"),
        ("", "/home"),
    ],
)
async def test_one_comes_back_to_a_page_of_this_house_only(browser: Browser, goes_to: str, lands: str):
    await browser.house.signs_up("alice", password=PASSWORD)
    assert (await browser.signs_in("alice", PASSWORD, goes_to)).header("location") == lands


async def test_a_form_that_another_site_made_signs_nobody_in(browser: Browser):
    await browser.house.signs_up("alice", password=PASSWORD)
    for csrf in ("", "guessed", "é" * 40):
        assert (await browser.posts("/auth/sign_in", who="alice", password=PASSWORD, csrf=csrf)).status == 403
    await browser.get("/auth/sign_in")
    assert (await browser.posts("/auth/sign_in", who="alice", password=PASSWORD, csrf="x" * 32)).status == 403


async def test_signing_out_ends_the_session_and_not_only_the_cookie(browser: Browser):
    await browser.house.signs_up("alice", password=PASSWORD)
    await browser.signs_in("alice", PASSWORD)
    stolen = browser.cookies["fediai_session"]
    viewer, csrf = await sessions.viewer_of_session(browser.house.ctx, stolen) or (None, "")
    assert viewer is not None
    assert viewer.account.username == "alice"
    answer = await browser.posts("/auth/sign_out", csrf=csrf)
    assert (answer.status, answer.header("location")) == (303, "/")
    assert "fediai_session" not in browser.cookies
    assert await sessions.viewer_of_session(browser.house.ctx, stolen) is None


async def test_a_session_runs_out_when_it_is_not_used_and_lives_on_when_it_is(browser: Browser):
    await browser.house.signs_up("alice", password=PASSWORD)
    await browser.signs_in("alice", PASSWORD)
    ctx, cookie, clock = browser.house.ctx, browser.cookies["fediai_session"], browser.house.clock
    for _ in range(3):
        clock.passes(days=40)
        assert await sessions.viewer_of_session(ctx, cookie) is not None
    clock.passes(days=61)
    assert await sessions.viewer_of_session(ctx, cookie) is None


async def test_sessions_can_be_listed_and_ended_one_by_one(browser: Browser):
    await browser.house.signs_up("alice", password=PASSWORD)
    other = Browser(browser.house)
    await browser.signs_in("alice", PASSWORD)
    await other.signs_in("alice", PASSWORD)
    ctx = browser.house.ctx
    found = await sessions.session_of(ctx, browser.cookies["fediai_session"])
    assert found is not None
    viewer, mine = found
    assert len(await sessions.all_of(ctx, viewer.user)) == 2
    await sessions.revoke_others(ctx, viewer.user, mine.id)
    assert [one.id for one in await sessions.all_of(ctx, viewer.user)] == [mine.id]
    assert await sessions.viewer_of_session(ctx, other.cookies["fediai_session"]) is None


async def test_guessing_is_slowed_down_per_name_and_forgiven_with_time(sqlite_url: str):
    async with house("art.example", sqlite_url, limits={"enabled": True}) as art:
        await art.signs_up("alice", password=PASSWORD)
        browsers = [Browser(art, client=f"203.0.113.{n}") for n in range(11)]
        statuses = [(await one.signs_in("alice", "guess")).status for one in browsers]
        assert statuses == [401] * 10 + [429]
        late = await browsers[0].signs_in("alice", PASSWORD)
        assert late.status == 429, "even the right password waits: otherwise the guesser learns it"
        art.clock.passes(minutes=16)
        assert (await browsers[0].signs_in("alice", PASSWORD)).status == 303


async def test_guessing_is_slowed_down_per_address_too(sqlite_url: str):
    """One password tried on every name."""
    async with house("art.example", sqlite_url, limits={"enabled": True}) as art:
        await art.signs_up("alice", password=PASSWORD)
        guesser, neighbour = Browser(art), Browser(art, client="198.51.100.7")
        for n in range(50):
            assert (await guesser.signs_in(f"name{n}", "123456")).status == 401
        assert (await guesser.signs_in("alice", PASSWORD)).status == 429
        assert (await neighbour.signs_in("alice", PASSWORD)).status == 303


async def test_a_disabled_login_neither_signs_in_nor_stays(browser: Browser):
    alice = await browser.house.signs_up("alice", password=PASSWORD)
    await browser.signs_in("alice", PASSWORD)
    ctx = browser.house.ctx
    async with ctx.db.write() as tx:
        found = await users.by_account(tx, alice.account.id)
        assert found is not None
        await users.change(tx, found[0], disabled_at=tx.now)
    assert await sessions.viewer_of_session(ctx, browser.cookies["fediai_session"]) is None
    assert (await browser.signs_in("alice", PASSWORD)).status == 403
    assert (await alice.ask("GET", "/api/v1/accounts/verify_credentials")).status == 403


async def test_a_page_protects_itself_and_is_kept_by_no_cache(browser: Browser):
    page = await browser.get("/auth/sign_in", **{"Accept-Language": "id,en;q=0.5"})
    policy = page.header("content-security-policy")
    assert "default-src 'self'" in policy
    assert "form-action 'self'" in policy
    assert "'unsafe" not in policy
    assert (page.header("x-frame-options"), page.header("cache-control")) == ("DENY", "no-store")
    assert '<html lang="id"' in page.text


def test_an_open_redirect_is_not_hidden_in_a_second_slash():
    from fediai.web.pages.frame.visitor import own_path

    assert own_path("/home", "") == "/home"
    assert own_path("/%2F/evil.example", "") == "/%2F/evil.example"
    for hostile in ("//evil", "/\\evil", "\\/evil", "evil", "/a\tb", "/\u202ehome", None):
        assert own_path(hostile, "none") == "none"
