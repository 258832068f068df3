"""Codes by the clock: set up, asked for at the door, taken once; and the way back for who lost the device."""

import base64
import re

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from fediai.services.entry import one_time
from tests.api.client import registered, signed_in
from tests.harness.asgi import Answer
from tests.harness.browser import Browser
from tests.harness.house import PASSWORD, House, house

ACCOUNT = "/settings/account"


async def sure(browser: Browser) -> Answer:
    """The account page, with the password shown once more."""
    page = await browser.get(ACCOUNT)
    answer = await browser.sends(f"{ACCOUNT}/sure", page, password=PASSWORD)
    assert (answer.status, answer.header("location")) == (303, ACCOUNT)
    return await browser.get(ACCOUNT)


def code_of(house: House, secret: str) -> str:
    return TOTP(base64.b32decode(secret), 6, SHA1(), 30).generate(int(house.clock().timestamp())).decode()


async def set_up(browser: Browser) -> tuple[str, list[str]]:
    """(secret, recovery codes) of somebody who turns codes on."""
    page = await browser.sends(f"{ACCOUNT}/codes", await sure(browser))
    assert 'class="qr"' in page.text
    secret = re.search(r'data-secret="([A-Z2-7]{32})"', page.text)
    assert secret
    shown = await browser.sends(f"{ACCOUNT}/codes/confirm", page, code=code_of(browser.house, secret[1]))
    codes = re.findall(r"<li><code[^>]*>([a-z2-7-]{19})</code>", shown.text)
    assert len(codes) == 10
    browser.house.clock.passes(seconds=60)
    return secret[1], codes


async def at_the_second_step(house: House, goes_to: str = "") -> tuple[Browser, Answer]:
    browser = Browser(house)
    answer = await browser.signs_in("alice", PASSWORD, goes_to)
    assert answer.status == 303
    assert answer.header("location").startswith("/auth/second"), "the password alone does not open the door"
    assert "fediai_session" not in browser.cookies
    return browser, await browser.get(answer.header("location"))


async def member_of(house: House) -> Browser:
    await house.signs_up("alice", password=PASSWORD)
    browser = Browser(house)
    assert (await browser.signs_in("alice", PASSWORD)).status == 303
    return browser


async def test_a_code_is_asked_for_after_the_password_and_taken_once(server: House):
    secret, _ = await set_up(await member_of(server))
    browser, page = await at_the_second_step(server, "/studio")
    code = code_of(server, secret)
    wrong = await browser.sends("/auth/second", page, code="000000" if code != "000000" else "111111")
    assert wrong.status == 401
    assert "This code does not fit" in wrong.text
    answer = await browser.sends("/auth/second", page, code=f"{code[:3]} {code[3:]}")
    assert (answer.status, answer.header("location")) == (303, "/studio")
    assert (await browser.get("/home")).status == 200
    other, page = await at_the_second_step(server)
    assert (await other.sends("/auth/second", page, code=code)).status == 401, "replayed"
    server.clock.passes(seconds=30)
    assert (await other.sends("/auth/second", page, code=code_of(server, secret))).status == 303


async def test_the_clocks_may_differ_by_half_a_minute_and_no_more(small_server: House):
    secret, _ = await set_up(await member_of(small_server))
    code = code_of(small_server, secret)
    small_server.clock.passes(seconds=95)
    browser, page = await at_the_second_step(small_server)
    assert (await browser.sends("/auth/second", page, code=code)).status == 401


async def test_a_recovery_code_opens_once_in_any_writing(server: House):
    _, codes = await set_up(await member_of(server))
    browser, page = await at_the_second_step(server)
    assert (await browser.sends("/auth/second", page, code=f" {codes[0].upper().replace('-', ' ')} ")).status == 303
    other, page = await at_the_second_step(server)
    assert (await other.sends("/auth/second", page, code=codes[0])).status == 401
    assert (await other.sends("/auth/second", page, code=codes[1])).status == 303
    assert "8 recovery codes are left" in (await sure(other)).text


async def test_five_wrong_codes_cost_the_step_and_ten_a_quarter_of_an_hour(sqlite_url: str):
    async with house("art.example", sqlite_url, limits={"enabled": True}) as art:
        secret, _ = await set_up(await member_of(art))
        for _ in range(2):
            browser, page = await at_the_second_step(art)
            answers = [await browser.sends("/auth/second", page, code="12345") for _ in range(5)]
            assert answers[-1].header("location").startswith("/auth/sign_in")
        browser, page = await at_the_second_step(art)
        assert (await browser.sends("/auth/second", page, code=code_of(art, secret))).status == 429
        art.clock.passes(minutes=16)
        browser, page = await at_the_second_step(art)
        assert (await browser.sends("/auth/second", page, code=code_of(art, secret))).status == 303


async def test_a_step_is_good_for_ten_minutes_and_for_its_own_browser(small_server: House):
    secret, _ = await set_up(await member_of(small_server))
    browser, page = await at_the_second_step(small_server)
    stranger = Browser(small_server, dict(browser.cookies))
    stranger.cookies["fediai_step"] = "made-up"
    answer = await stranger.sends("/auth/second", page, code=code_of(small_server, secret))
    assert answer.header("location").startswith("/auth/sign_in")
    small_server.clock.passes(minutes=11)
    answer = await browser.sends("/auth/second", page, code=code_of(small_server, secret))
    assert answer.header("location").startswith("/auth/sign_in")


async def test_an_app_waits_behind_both_steps(small_server: House):
    secret, _ = await set_up(await member_of(small_server))
    app = await registered(small_server)
    browser, page = await at_the_second_step(small_server, app.address(state="x"))
    answer = await browser.sends("/auth/second", page, code=code_of(small_server, secret))
    page = await browser.get(answer.header("location"))
    assert app.answer_of(await browser.sends("/oauth/authorize", page, answer="allow"))["state"] == "x"


async def test_the_password_grant_has_no_words_for_a_second_step(sqlite_url: str):
    async with house("art.example", sqlite_url, accounts={"password_grant": True}) as art:
        browser = await member_of(art)
        app = await registered(art)
        asked = {"grant_type": "password", "username": "alice", "password": PASSWORD, "scope": "read"}
        assert (await app.token(**asked)).status == 200
        await set_up(browser)
        assert (await app.token(**asked)).json["error"] == "invalid_grant"


async def test_until_the_first_code_is_shown_nothing_is_asked(small_server: House):
    browser = await member_of(small_server)
    page = await browser.sends(f"{ACCOUNT}/codes", await sure(browser))
    again = await browser.sends(f"{ACCOUNT}/codes/confirm", page, code="12345")
    assert again.status == 422
    assert "data-secret" in again.text
    assert (await Browser(small_server).signs_in("alice", PASSWORD)).header("location") == "/home"


async def test_codes_are_turned_off_and_renewed(server: House):
    browser = await member_of(server)
    _, codes = await set_up(browser)
    page = await browser.get(ACCOUNT)
    shown = await browser.sends(f"{ACCOUNT}/recovery", page)
    assert not set(codes) & set(re.findall(r"[a-z2-7-]{19}", shown.text))
    other, step = await at_the_second_step(server)
    assert (await other.sends("/auth/second", step, code=codes[0])).status == 401
    page = await browser.sends(f"{ACCOUNT}/codes/off", await browser.get(ACCOUNT))
    assert page.header("location") == f"{ACCOUNT}?saved=codes_off"
    assert (await Browser(server).signs_in("alice", PASSWORD)).header("location") == "/home"


async def test_whoever_lost_everything_is_let_in_by_the_command_line(server: House):
    await set_up(await member_of(server))
    await one_time.forget_everything(server.ctx, await server.login(await server.account("alice")))
    assert (await Browser(server).signs_in("alice", PASSWORD)).header("location") == "/home"


@pytest.mark.parametrize("deed", ["password", "codes", "codes/confirm", "codes/off", "recovery", "invites"])
async def test_a_browser_left_open_is_not_enough(small_server: House, deed: str):
    browser = await member_of(small_server)
    page = await browser.get("/settings")
    csrf = re.search(r'name="csrf" value="([^"]+)"', page.text)
    assert csrf
    answer = await browser.posts(f"{ACCOUNT}/{deed}", csrf=csrf[1], new_password="taken over by me")
    assert "Your password once more" in answer.text
    assert (await Browser(small_server).signs_in("alice", PASSWORD)).status == 303
    wrong = await browser.sends(f"{ACCOUNT}/sure", await browser.get(ACCOUNT), password="wrong")
    assert wrong.status == 401
    assert "fediai_sure" not in browser.cookies


async def test_being_sure_lasts_twenty_minutes(small_server: House):
    browser = await member_of(small_server)
    await sure(browser)
    small_server.clock.passes(minutes=21)
    assert "Your password once more" in (await browser.get(ACCOUNT)).text


async def test_being_sure_of_one_is_not_being_sure_of_another(small_server: House):
    browser, mallory = await member_of(small_server), await signed_in(small_server, "mallory")
    await sure(mallory)
    browser.cookies["fediai_sure"] = mallory.cookies["fediai_sure"]
    assert "Your password once more" in (await browser.get(ACCOUNT)).text


async def test_a_new_password_ends_every_other_browser(server: House):
    browser, other = await member_of(server), Browser(server)
    await other.signs_in("alice", PASSWORD)
    page = await sure(browser)
    short = await browser.sends(f"{ACCOUNT}/password", page, new_password="short")
    assert "The password is too short" in short.text
    answer = await browser.sends(f"{ACCOUNT}/password", page, new_password="another horse battery")
    assert answer.status == 303
    assert (await browser.get("/home")).status == 200
    assert (await other.get("/home")).status == 303
    assert (await Browser(server).signs_in("alice", PASSWORD)).status == 401
    assert (await Browser(server).signs_in("alice", "another horse battery")).status == 303


async def test_a_member_invites_from_the_page(sqlite_url: str):
    async with house("art.example", sqlite_url, accounts={"registrations": "invite"}) as art:
        browser = await member_of(art)
        answer = await browser.sends(f"{ACCOUNT}/invites", await sure(browser), uses="1", days="7")
        assert answer.status == 303
        page = await browser.get(ACCOUNT)
        code = re.search(r"sign_up\?invite=([a-z2-7]{12})", page.text)
        assert code
        guest = Browser(art)
        form = await guest.get(f"/auth/sign_up?invite={code[1]}")
        assert f'value="{code[1]}"' in form.text
        typed = {"username": "carol", "email": "carol@example.org", "password": PASSWORD, "agreement": "1"}
        joined = await guest.sends("/auth/sign_up", form, invite=code[1], **typed)
        assert joined.header("location") == "/studio"
        refused = await browser.sends(f"{ACCOUNT}/invites", page, uses="many", days="7")
        assert refused.status == 422
