"""Making an account in a browser, and what somebody reads before they let an app in."""

import pytest

from fediai.services.house import put
from tests.api.client import registered, signed_in
from tests.harness.browser import Browser
from tests.harness.house import PASSWORD, House, house

TYPED = {"username": "carol", "email": "carol@example.org", "password": PASSWORD, "agreement": "1"}


async def fills_in(browser: Browser, **typed: str):
    page = await browser.get("/auth/sign_up")
    return await browser.sends("/auth/sign_up", page, **{**TYPED, **typed})


async def test_where_registrations_are_open_one_is_in_at_once(sqlite_url: str):
    async with house("art.example", sqlite_url, accounts={"registrations": "open"}) as art:
        async with art.ctx.db.write() as tx:
            await put(tx, "rules", "Be kind")
        browser = Browser(art)
        assert "Be kind" in (await browser.get("/auth/sign_up")).text
        answer = await fills_in(browser)
        assert (answer.status, answer.header("location")) == (303, "/studio")
        account = await art.account("carol")
        assert (account.uri, account.actor_type) == ("https://art.example/users/carol", "Person")
        assert "fediai_session" in browser.cookies
        again = await fills_in(Browser(art))
        assert again.status == 422
        assert "Somebody has this name already." in again.text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"username": "a b"}, "Letters, digits and underscores only"),
        ({"username": "studio"}, "kept for the house"),
        ({"username": "x" * 31}, "Letters, digits and underscores only"),
        ({"email": "carol"}, "That is no e-mail address."),
        ({"password": "1234567"}, "The password is too short"),
        ({"agreement": ""}, "I will say so when a picture was made by a machine"),
    ],
)
async def test_what_cannot_be_is_said_beside_the_field_and_nothing_typed_is_lost(
    sqlite_url: str, typed: dict[str, str], sentence: str
):
    async with house("art.example", sqlite_url, accounts={"registrations": "open"}) as art:
        answer = await fills_in(Browser(art), **typed)
        assert answer.status == 422
        assert sentence in answer.text
        assert PASSWORD not in answer.text
        kept = {**TYPED, **typed}
        assert f'value="{kept["email"]}"' in answer.text
        assert await art.users() == 0


async def test_where_a_person_decides_one_waits(sqlite_url: str):
    async with house("art.example", sqlite_url, accounts={"registrations": "approval"}) as art:
        browser = Browser(art)
        answer = await fills_in(browser, reason="Foxes.")
        assert answer.status == 200
        assert "fediai_session" not in browser.cookies
        assert (await browser.signs_in("carol", PASSWORD)).status == 403


async def test_where_nobody_comes_in_there_is_no_form(small_server: House):
    browser = Browser(small_server)
    page = await browser.get("/auth/sign_up")
    assert 'action="/auth/sign_up"' not in page.text
    answer = await browser.posts("/auth/sign_up", csrf=browser.cookies["fediai_guest"], **TYPED)
    assert answer.status == 403
    assert await small_server.users() == 0


async def test_consent_says_what_an_app_could_and_could_not(small_server: House):
    app, browser = await registered(small_server), await signed_in(small_server)
    page = (await browser.get(app.address(scope="read"))).text
    could, _, could_not = page.partition("It could not")
    assert "Read your timelines and notifications" in could
    assert "Post, boost and reply as you" in could_not
    assert "Change your password, move or delete your account" in could_not
    assert "Pinnace says it lives at app.example. We have not checked that." in page
    assert "You would be the first here to use it." in page
    code = await app.code(browser, scope="write")
    await app.exchanges(code)
    page = (await browser.get(app.address(scope="write"))).text
    could = page.partition("It could not")[0]
    assert "Ask the studio to paint" in could
    assert "Follow, block and mute as you" in could
    assert "One member here uses it." in page


async def test_what_an_app_calls_itself_is_text_and_nothing_else(small_server: House):
    """An app's name is a stranger's word on a page that hands out power."""
    from tests.harness.asgi import form_body

    body, kind = form_body({"client_name": "<script>alert(1)</script>{name}", "redirect_uris": "app://x"})
    answer = await small_server.ask("POST", "/api/v1/apps", body=body, headers={"Content-Type": kind})
    browser = await signed_in(small_server)
    page = await browser.get(
        f"/oauth/authorize?response_type=code&client_id={answer.json['client_id']}&redirect_uri=app://x"
    )
    assert page.status == 200
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{name} would like to act as alice" in page.text


async def test_the_pages_speak_two_languages(small_server: House):
    browser = Browser(small_server)
    english = (await browser.get("/auth/sign_in")).text
    indonesian = (await browser.get("/auth/sign_in", **{"Accept-Language": "de, id;q=0.8, en;q=0.3"})).text
    assert '<html lang="en"' in english
    assert '<html lang="id"' in indonesian
    assert (await browser.get("/auth/sign_in", **{"Accept-Language": "de;q=x, *;q=0, ;;"})).status == 200
