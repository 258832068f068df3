"""https://docs.joinmastodon.org/methods/oauth/ — an app gets in with a person's consent, and only so."""

import base64
import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.api.client import CHALLENGE, OOB, VERIFIER, registered, signed_in, whose
from tests.harness.asgi import form_body, multipart_body
from tests.harness.browser import Browser
from tests.harness.house import PASSWORD, House, house


async def test_an_app_gets_in_with_consent(server: House):
    """From registration to the first call, with PKCE."""
    app, browser = await registered(server), await signed_in(server)
    code = await app.code(browser, code_challenge=CHALLENGE, code_challenge_method="S256", state="s p/ä&c")
    answer = await app.exchanges(code, code_verifier=VERIFIER)
    assert answer.status == 200, answer.text
    assert answer.header("cache-control") == "no-store"
    token = answer.json
    assert (token["token_type"], token["scope"]) == ("Bearer", "read write follow")
    assert isinstance(token["created_at"], int)
    me = (await whose(server, token["access_token"])).json
    assert (me["acct"], me["source"]["privacy"], me["role"]["name"]) == ("alice", "public", "")


async def test_the_state_comes_back_unchanged(small_server: House):
    app, browser = await registered(small_server), await signed_in(small_server)
    answer = app.answer_of(await app.consented(browser, state="s p/ä&c=?"))
    assert answer["state"] == "s p/ä&c=?"


@pytest.mark.parametrize(
    "redirect_uri",
    [
        "icecubesapp://",
        "com.tapbots.Ivory.10217:/request_token",
        "org.example.app-auth://callback",
        "oauth2redirect://org.example.app/",
        "https://app.example/back?already=1",
        "http://127.0.0.1:4242/",
    ],
)
async def test_redirect_addresses_are_opaque(small_server: House, redirect_uri: str):
    """Appended to, never normalised; and the page lets browsers follow to other schemes."""
    app, browser = await registered(small_server, redirect_uri), await signed_in(small_server)
    page = await browser.get(app.address())
    assert "form-action" not in page.header("content-security-policy")
    answer = await browser.sends("/oauth/authorize", page, answer="allow")
    glue = "&" if "?" in redirect_uri else "?"
    assert re.fullmatch(re.escape(redirect_uri + glue) + r"code=[\w-]{43}", answer.header("location"))
    code = answer.header("location").rpartition("=")[2]
    assert (await app.exchanges(code)).status == 200


@pytest.mark.parametrize(
    "redirect_uri",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//app.example", "app.example", "", "https://",
     "JavaScript:alert(1)", "https://app.example/#part", "https://app.example/a b\nc", "vbscript:x"],
)  # fmt: skip
async def test_an_address_that_a_browser_would_run_is_refused(small_server: House, redirect_uri: str):
    values = {"client_name": "Bad", "redirect_uris": [redirect_uri]}
    answer = await small_server.ask(
        "POST", "/api/v1/apps", body=json.dumps(values).encode(), headers={"Content-Type": "application/json"}
    )
    assert answer.status == 422
    assert "Redirect URI" in answer.json["error"]


async def test_an_app_registers_in_any_encoding(small_server: House):
    values = {"client_name": "App", "redirect_uris": OOB, "scopes": "read"}
    form, multipart = form_body(values), multipart_body(values, {})
    listed = json.dumps({**values, "redirect_uris": [OOB, "app://x"]}).encode()
    answers = [
        await small_server.ask("POST", "/api/v1/apps", body=form[0], headers={"Content-Type": form[1]}),
        await small_server.ask("POST", "/api/v1/apps", body=multipart[0], headers={"Content-Type": multipart[1]}),
        await small_server.ask("POST", "/api/v1/apps", body=listed, headers={"Content-Type": "application/json"}),
        await small_server.ask("POST", f"/api/v1/apps?{form[0].decode()}"),
    ]
    for answer in answers:
        app = answer.json
        assert (app["name"], app["website"], app["scopes"]) == ("App", None, ["read"])
        assert (app["client_secret_expires_at"], app["redirect_uris"][0]) == (0, OOB)
        assert len({app["id"], app["client_id"], app["client_secret"], app["vapid_key"]}) == 4
    assert answers[2].json["redirect_uri"] == f"{OOB}\napp://x"


async def test_out_of_band_the_code_is_shown(small_server: House):
    app, browser = await registered(small_server, OOB), await signed_in(small_server)
    page = await app.consented(browser)
    assert page.status == 200
    found = re.search(r'<code id="code"[^>]*>([\w-]+)</code>', page.text)
    assert found
    assert (await app.exchanges(found[1])).status == 200


async def test_a_code_works_once_and_a_second_use_takes_the_token_back(server: House):
    """Whoever comes second, one of the two is a thief."""
    app, browser = await registered(server), await signed_in(server)
    code = await app.code(browser)
    token = (await app.exchanges(code)).json["access_token"]
    again = await app.exchanges(code)
    assert (again.status, again.json["error"]) == (400, "invalid_grant")
    assert (await whose(server, token)).status == 401


async def test_a_code_is_good_for_ten_minutes(small_server: House):
    app, browser = await registered(small_server), await signed_in(small_server)
    code = await app.code(browser)
    small_server.clock.passes(minutes=11)
    assert (await app.exchanges(code)).json["error"] == "invalid_grant"


@pytest.mark.parametrize(
    ("change", "status", "error"),
    [
        ({"code_verifier": None}, 400, "invalid_grant"),
        ({"code_verifier": "another-verifier-of-at-least-forty-three-letters"}, 400, "invalid_grant"),
        ({"redirect_uri": "https://app.example/other"}, 400, "invalid_grant"),
        ({"code": "made-up"}, 400, "invalid_grant"),
        ({"client_secret": "wrong"}, 401, "invalid_client"),
        ({"client_id": "unknown"}, 401, "invalid_client"),
        ({"client_id": None, "client_secret": None}, 401, "invalid_client"),
        ({"grant_type": "implicit"}, 400, "unsupported_grant_type"),
        ({"grant_type": "password", "username": "alice", "password": PASSWORD}, 400, "unsupported_grant_type"),
        ({"grant_type": None}, 400, "invalid_request"),
    ],
)
async def test_a_token_is_refused_in_oauths_own_words(
    small_server: House, change: dict[str, str | None], status: int, error: str
):
    app, browser = await registered(small_server), await signed_in(small_server)
    code = await app.code(browser, code_challenge=CHALLENGE, code_challenge_method="S256")
    sent = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": app.redirect_uri,
        "code_verifier": VERIFIER,
    }
    answer = await app.token(**{**sent, **change})
    assert (answer.status, answer.json["error"]) == (status, error)
    assert answer.json["error_description"]
    if error == "invalid_client":
        assert answer.json["error_description"].startswith("Client authentication failed")


async def test_a_code_of_one_app_is_worth_nothing_to_another(small_server: House):
    app, browser = await registered(small_server), await signed_in(small_server)
    other = await registered(small_server)
    assert (await other.exchanges(await app.code(browser))).json["error"] == "invalid_grant"


async def test_a_verifier_without_a_challenge_is_refused(small_server: House):
    """Somebody took the challenge out on the way (RFC 9700 4.8.2)."""
    app, browser = await registered(small_server), await signed_in(small_server)
    code = await app.code(browser)
    assert (await app.exchanges(code, code_verifier=VERIFIER)).json["error"] == "invalid_grant"


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"scope": "read admin:write"}, "invalid_scope"),
        ({"scope": "everything"}, "invalid_scope"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"code_challenge": CHALLENGE, "code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge": "short", "code_challenge_method": "S256"}, "invalid_request"),
    ],
)
async def test_what_an_app_may_not_ask_is_told_to_the_app(small_server: House, change: dict[str, str], error: str):
    app, browser = await registered(small_server), await signed_in(small_server)
    answer = app.answer_of(await browser.get(app.address(state="x", **change)))
    assert (answer["error"], answer["state"]) == (error, "x")
    assert answer["error_description"]


async def test_an_address_that_is_not_the_apps_is_never_redirected_to(small_server: House):
    app, browser = await registered(small_server), await signed_in(small_server)
    for change in ({"redirect_uri": "https://app.example/back/"}, {"client_id": "unknown"}, {"redirect_uri": ""}):
        answer = await browser.get(app.address(**change))
        assert answer.status in (400, 401)
        assert answer.header("location") == ""
        assert answer.header("content-type").startswith("text/html")
        assert "We do not know this app" in answer.text


async def test_a_narrow_scope_needs_the_app_to_have_the_wide_one(small_server: House):
    app, browser = await registered(small_server, scopes="read write:statuses"), await signed_in(small_server)
    code = await app.code(browser, scope="read:accounts write:statuses")
    token = (await app.exchanges(code)).json
    assert token["scope"] == "read:accounts write:statuses"
    headers = {"Authorization": f"Bearer {token['access_token']}"}
    assert (await small_server.ask("GET", "/api/v1/notifications", headers=headers)).status == 403
    assert app.answer_of(await browser.get(app.address(scope="write")))["error"] == "invalid_scope"


async def test_saying_no_is_told_to_the_app(small_server: House):
    app, browser = await registered(small_server), await signed_in(small_server)
    answer = app.answer_of(await app.consented(browser, "deny", state="x"))
    assert (answer["error"], answer["state"]) == ("access_denied", "x")


async def test_who_is_not_signed_in_signs_in_and_comes_back(small_server: House):
    app = await registered(small_server)
    await small_server.signs_up("alice", password=PASSWORD)
    browser = Browser(small_server)
    asked = app.address(state="x", code_challenge=CHALLENGE, code_challenge_method="S256")
    answer = await browser.get(asked)
    door = answer.header("location")
    assert (answer.status, urlsplit(door).path) == (303, "/auth/sign_in")
    page = await browser.get(door)
    assert "Pinnace would like to act for you" in page.text
    back = await browser.sends("/auth/sign_in", page, who="alice", password=PASSWORD)
    assert parse_qs(urlsplit(back.header("location")).query) == parse_qs(urlsplit(asked).query)
    page = await browser.get(back.header("location"))
    assert app.answer_of(await browser.sends("/oauth/authorize", page, answer="allow"))["state"] == "x"


async def test_an_app_may_ask_for_another_account(small_server: House):
    """`force_login`, and the page's own way to somebody else."""
    app, browser = await registered(small_server), await signed_in(small_server)
    await small_server.signs_up("bob", password=PASSWORD)
    answer = await browser.get(app.address(force_login="true"))
    assert urlsplit(answer.header("location")).path == "/auth/sign_in"
    assert "force_login" not in answer.header("location"), "or the next page would ask again, for ever"
    page = await browser.get(app.address(state="kept"))
    out = await browser.sends("/auth/sign_out", page)
    assert "fediai_session" not in browser.cookies
    page = await browser.get(out.header("location"))
    back = await browser.sends("/auth/sign_in", page, who="bob", password=PASSWORD)
    page = await browser.get(back.header("location"))
    answered = app.answer_of(await browser.sends("/oauth/authorize", page, answer="allow"))
    token = (await app.exchanges(answered["code"])).json["access_token"]
    assert ((await whose(small_server, token)).json["acct"], answered["state"]) == ("bob", "kept")


async def test_consent_cannot_be_given_by_another_site(small_server: House):
    app, browser = await registered(small_server), await signed_in(small_server)
    answer = await browser.posts(
        "/oauth/authorize", answer="allow", client_id=app.registered["client_id"], redirect_uri=app.redirect_uri
    )
    assert answer.status == 403
    assert (await browser.get(app.address())).header("x-frame-options") == "DENY"


async def test_an_app_shows_its_secret_by_basic_authentication_too(small_server: House):
    app, browser = await registered(small_server), await signed_in(small_server)
    code = await app.code(browser)
    pair = base64.b64encode(":".join(app.secrets.values()).encode()).decode()
    values = {"grant_type": "authorization_code", "code": code, "redirect_uri": app.redirect_uri}
    headers = {"Authorization": f"Basic {pair}", "Content-Type": "application/json"}
    body = json.dumps(values).encode()
    answer = await small_server.ask("POST", "/oauth/token", body=body, headers=headers)
    assert answer.status == 200, answer.text
    headers["Authorization"] = "Basic !!!"
    assert (await small_server.ask("POST", "/oauth/token", body=body, headers=headers)).status == 401


async def test_the_password_grant_is_there_only_where_it_is_wanted(sqlite_url: str):
    async with house("art.example", sqlite_url, accounts={"password_grant": True}) as art:
        app = await registered(art)
        await art.signs_up("alice", password=PASSWORD)
        asked = {"grant_type": "password", "username": "alice@example.org", "scope": "read write"}
        good, bad = await app.token(password=PASSWORD, **asked), await app.token(password="wrong", **asked)
        assert (await whose(art, good.json["access_token"])).json["acct"] == "alice"
        assert (bad.status, bad.json["error"]) == (400, "invalid_grant")
