"""Passkeys: made once, enough to sign in by, and nothing opens for an answer that does not fit."""

import base64
import json
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fediai.domain.errors import Invalid, Unauthorized
from fediai.services.entry import passkeys
from tests.api.client import signed_in
from tests.harness.authenticator import PRESENT, Authenticator
from tests.harness.browser import Browser
from tests.harness.chromium import binary, chromium
from tests.harness.house import PASSWORD, House
from tests.pages.test_in_chromium import listening

ACCOUNT = "/settings/account"
STRANGER = Authenticator()


async def adds(browser: Browser, device: Authenticator, name: str = "My phone") -> str:
    """The page that follows."""
    page = await browser.get(ACCOUNT)
    if "fediai_sure" not in browser.cookies:
        await browser.sends(f"{ACCOUNT}/sure", page, password=PASSWORD)
        page = await browser.get(ACCOUNT)
    asked = await browser.sends(f"{ACCOUNT}/passkeys", page)
    assert asked.status in (401, 422), "nothing was answered yet"
    options = await browser.posts(f"{ACCOUNT}/passkeys/options", csrf=csrf_of(page.text))
    answer = device.creates(options.json)
    return (await browser.sends(f"{ACCOUNT}/passkeys", page, answer=answer, name=name)).text


def csrf_of(text: str) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', text)
    assert found
    return found[1]


async def knocks(browser: Browser, device: Authenticator, goes_to: str = "", **changes: Any) -> Any:
    page = await browser.get("/auth/sign_in")
    asked = (await browser.posts("/auth/passkey/options", csrf=csrf_of(page.text))).json
    answer = replace(device, **changes).signs(asked)
    return await browser.sends("/auth/passkey", page, answer=answer, next=goes_to)


async def test_a_passkey_is_enough_and_the_password_alone_no_longer(server: House):
    member, phone = await signed_in(server), Authenticator()
    shown = await adds(member, phone)
    codes = re.findall(r"<code[^>]*>([a-z2-7-]{19})</code>", shown)
    assert len(codes) == 10
    assert "My phone" in (await member.get(ACCOUNT)).text
    fresh = Browser(server)
    assert (await knocks(fresh, phone, "/studio", count=1)).header("location") == "/studio"
    assert (await fresh.get("/home")).status == 200
    other = Browser(server)
    second = await other.signs_in("alice", PASSWORD)
    assert second.header("location") == "/auth/second"
    page = await other.get("/auth/second")
    assert "Sign in with a passkey" in page.text
    assert (await other.sends("/auth/second", page, code=codes[0])).status == 303
    assert (await knocks(Browser(server), phone, count=1)).status == 401, "a copy, or a counter turned back"
    [there] = re.findall(r'action="(/settings/account/passkeys/[0-9]+/remove)"', (await member.get(ACCOUNT)).text)
    await member.sends(there, await member.get(ACCOUNT))
    assert (await knocks(Browser(server), phone, count=2)).status == 401
    assert (await Browser(server).signs_in("alice", PASSWORD)).header("location") == "/home"


@pytest.mark.parametrize(
    "changes",
    [
        {"origin": "https://art.example.evil.example"},
        {"origin": "http://art.example"},
        {"house": "evil.example"},
        {"flags": PRESENT},
        {"flags": 0},
        {"key": STRANGER.key},
        {"id": STRANGER.id},
    ],
    ids=["another origin", "without TLS", "another house", "nobody verified", "nobody there", "forged", "unknown"],
)
async def test_an_answer_that_does_not_fit_opens_nothing(small_server: House, changes: dict[str, Any]):
    phone = Authenticator()
    await adds(await signed_in(small_server), phone)
    browser = Browser(small_server)
    answer = await knocks(browser, phone, **changes)
    assert answer.status == 401
    assert "This passkey does not open the door here" in answer.text
    assert "fediai_session" not in browser.cookies


async def test_an_answer_counts_once_in_its_own_browser_and_for_ten_minutes(small_server: House):
    phone = Authenticator()
    await adds(await signed_in(small_server), phone)
    browser = Browser(small_server)
    page = await browser.get("/auth/sign_in")
    asked = (await browser.posts("/auth/passkey/options", csrf=csrf_of(page.text))).json
    kept, answer = dict(browser.cookies), phone.signs(asked)
    stranger = Browser(small_server)
    assert (await stranger.sends("/auth/passkey", await stranger.get("/auth/sign_in"), answer=answer)).status == 401
    assert (await browser.sends("/auth/passkey", page, answer=answer)).status == 303
    again = Browser(small_server, kept)
    assert (await again.sends("/auth/passkey", page, answer=answer)).status == 401
    late = Browser(small_server)
    page = await late.get("/auth/sign_in")
    asked = (await late.posts("/auth/passkey/options", csrf=csrf_of(page.text))).json
    small_server.clock.passes(minutes=11)
    assert (await late.sends("/auth/passkey", page, answer=phone.signs(asked))).status == 401


async def test_who_was_stopped_stays_outside(small_server: House):
    from fediai.store.people import users

    phone = Authenticator()
    member = await signed_in(small_server)
    await adds(member, phone)
    user = await small_server.login(await small_server.account("alice"))
    async with small_server.ctx.db.write() as tx:
        await users.change(tx, user, disabled_at=tx.now)
    assert (await knocks(Browser(small_server), phone)).status == 403


async def test_a_new_key_must_be_this_houses_and_new(small_server: House):
    member, phone = await signed_in(small_server), Authenticator()
    assert "That did not work" in await adds(member, replace(phone, origin="https://evil.example"))
    assert "That did not work" in await adds(member, replace(phone, flags=PRESENT))
    assert "recovery codes" in await adds(member, phone)
    assert "That did not work" in await adds(member, phone)
    assert "<b>" not in await adds(member, Authenticator(), "<b>me</b>")


async def test_a_key_that_one_person_asked_for_is_not_anothers(small_server: House):
    """Mallory plants the cookie of a question of their own in Alice's browser, and answers it there."""
    member, mallory, phone = await signed_in(small_server), await signed_in(small_server, "mallory"), Authenticator()
    for browser in (member, mallory):
        await browser.sends(f"{ACCOUNT}/sure", await browser.get(ACCOUNT), password=PASSWORD)
    csrf = csrf_of((await mallory.get(ACCOUNT)).text)
    answer = phone.creates((await mallory.posts(f"{ACCOUNT}/passkeys/options", csrf=csrf)).json)
    member.cookies["fediai_passkey"] = mallory.cookies["fediai_passkey"]
    refused = await member.sends(f"{ACCOUNT}/passkeys", await member.get(ACCOUNT), answer=answer, name="Mine")
    assert refused.status == 401
    assert (await knocks(Browser(small_server), phone)).status == 401


async def test_without_the_password_once_more_no_key_is_added(small_server: House):
    member = await signed_in(small_server)
    page = await member.get("/settings")
    answer = await member.posts(f"{ACCOUNT}/passkeys/options", csrf=csrf_of(page.text))
    assert "Your password once more" in answer.text


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)
WHOLE = Authenticator().signs({"publicKey": {"challenge": "eHh4"}})
NEW = Authenticator().creates(
    {"publicKey": {"challenge": "eHh4", "pubKeyCredParams": [{"type": "public-key", "alg": -7}]}}
)


@given(st.text() | JSON.map(json.dumps))
def test_whatever_is_sent_is_refused(sent: str):
    with pytest.raises(Unauthorized):
        passkeys.knocked(sent)


@given(st.sampled_from([WHOLE, NEW]), st.integers(0, 2000), st.binary(max_size=40))
def test_what_is_damaged_is_refused_with_a_sentence(small: str, at: int, damage: bytes):
    """Also within what is written in base64: CBOR, flags, lengths, keys."""
    from fido2.server import Fido2Server
    from fido2.webauthn import PublicKeyCredentialRpEntity

    said = json.loads(small)
    for name, value in said["response"].items():
        data = base64.urlsafe_b64decode(value + "==")
        cut = at % (len(data) + 1)
        said["response"][name] = passkeys.text_of(data[:cut] + damage + data[cut + len(damage) :])
    house = Fido2Server(PublicKeyCredentialRpEntity(name="x", id="art.example"), verify_origin=lambda _: True)
    for judge in (
        passkeys.knocked,
        lambda sent: passkeys.registered(house, {"challenge": "eHh4", "user_verification": "required"}, sent),
    ):
        try:
            judge(json.dumps(said))
        except (Unauthorized, Invalid) as refusal:
            assert refusal.sentence


@pytest.mark.timeout(120)
async def test_chromium_makes_a_passkey_and_signs_in_with_it(sqlite_url: str):
    """With the browser's own virtual device, by the page's own script, under the page's own policy."""
    binary()
    async with listening(sqlite_url, "localhost") as one, chromium() as tab:
        await one.signs_up("alice", password=PASSWORD)
        base = f"http://{one.domain}"
        await tab.call("WebAuthn.enable")
        device = {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
            "isUserVerified": True, "automaticPresenceSimulation": True,
        }  # fmt: skip
        await tab.call("WebAuthn.addVirtualAuthenticator", options=device)
        await tab.open(f"{base}/auth/sign_in?next={ACCOUNT}")
        await tab.types("#who", "alice")
        await tab.types("#password", PASSWORD)
        await tab.presses("form[action='/auth/sign_in'] button")
        await tab.until("document.querySelector('form[action$=sure]')")
        await tab.types("#password", PASSWORD)
        await tab.presses("form[action$=sure] button")
        await tab.until("document.querySelector('#passkeys') && document.readyState === 'complete'")
        await tab.types("#name", "Chromium")
        await tab.presses("form[data-passkey=create] button")
        await tab.until("document.querySelectorAll('#codes li').length === 10")
        await tab.call("Network.clearBrowserCookies")
        await tab.open(f"{base}/auth/sign_in?next=/studio")
        await tab.presses("form[data-passkey=get] button")
        await tab.until("location.pathname === '/studio' && document.readyState === 'complete'")
        assert tab.complaints == []
