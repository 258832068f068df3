"""What tokens open, how they end, and what the instance says about itself to apps."""

import pytest
from sqlalchemy import select

from fediai.store.tables import oauth_apps, oauth_codes, oauth_tokens, sessions
from tests.api.client import registered, signed_in, whose
from tests.harness.house import House, house


async def test_an_apps_own_token_opens_what_needs_no_person(server: House):
    app = await registered(server)
    token = (await app.token(grant_type="client_credentials", scope="read write")).json
    assert token["scope"] == "read write"
    headers = {"Authorization": f"Bearer {token['access_token']}"}
    seen = (await server.ask("GET", "/api/v1/apps/verify_credentials", headers=headers)).json
    assert (seen["name"], "client_secret" in seen) == ("Pinnace", False)
    refused = await server.ask("GET", "/api/v1/timelines/home", headers=headers)
    assert (refused.status, refused.json["error"]) == (403, "This method requires an authenticated user")
    assert (await server.ask("GET", "/api/v1/instance", headers=headers)).status == 200
    too_much = await app.token(grant_type="client_credentials", scope="admin:read")
    assert too_much.json["error"] == "invalid_scope"


async def test_revoking_ends_a_token_and_may_be_repeated(server: House):
    app, browser = await registered(server), await signed_in(server)
    token = (await app.exchanges(await app.code(browser))).json["access_token"]
    for _ in range(2):
        answer = await app.revokes(token)
        assert (answer.status, answer.json) == (200, {})
        assert (await whose(server, token)).status == 401
    assert (await app.revokes("never-was-a-token")).status == 200


async def test_an_app_cannot_revoke_anothers_token_nor_without_its_secret(small_server: House):
    app, browser = await registered(small_server), await signed_in(small_server)
    other = await registered(small_server)
    token = (await app.exchanges(await app.code(browser))).json["access_token"]
    assert (await other.revokes(token)).status == 200
    wrong = await app.revokes(token, client_secret="wrong")
    assert (wrong.status, wrong.json["error"]) == (401, "invalid_client")
    assert (await whose(small_server, token)).status == 200


@pytest.mark.parametrize("token", ["", "unknown", "é", "x" * 5000])
async def test_a_token_that_nobody_was_given_opens_nothing(small_server: House, token: str):
    answer = await whose(small_server, token)
    assert (answer.status, answer.header("content-type").split(";")[0]) == (401, "application/json")
    assert "error" in answer.json


async def test_the_database_holds_no_secret_that_could_be_used(small_server: House):
    """Only fingerprints: who steals a backup can't act for anybody."""
    app, browser = await registered(small_server), await signed_in(small_server)
    code = await app.code(browser)
    token = (await app.exchanges(code)).json["access_token"]
    secrets = [code, token, app.registered["client_secret"], browser.cookies["fediai_session"]]
    async with small_server.ctx.db.read() as tx:
        for table in (oauth_apps, oauth_codes, oauth_tokens, sessions):
            kept = str(await tx.all(select(table)))
            assert not [secret for secret in secrets if secret in kept], table.name


async def test_the_metadata_says_what_works(small_server: House):
    answer = await small_server.ask("GET", "/.well-known/oauth-authorization-server")
    said = answer.json
    assert answer.header("access-control-allow-origin") == "*"
    assert said["issuer"] == "https://art.example/"
    assert said["authorization_endpoint"] == "https://art.example/oauth/authorize"
    assert said["code_challenge_methods_supported"] == ["S256"]
    assert said["grant_types_supported"] == ["authorization_code", "client_credentials"]
    assert {"read", "write", "follow", "push", "profile", "read:statuses", "write:media"} <= set(
        said["scopes_supported"]
    )
    for name in ("token_endpoint", "revocation_endpoint", "userinfo_endpoint", "app_registration_endpoint"):
        path = said[name].removeprefix("https://art.example")
        assert (await small_server.ask("OPTIONS", path)).status == 204


async def test_userinfo_says_whose_token_it_is(small_server: House):
    app, browser = await registered(small_server, scopes="profile"), await signed_in(small_server)
    token = (await app.exchanges(await app.code(browser, scope="profile"))).json["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    said = (await small_server.ask("GET", "/oauth/userinfo", headers=headers)).json
    assert (said["sub"], said["preferred_username"]) == ("https://art.example/users/alice", "alice")
    assert (await whose(small_server, token)).json["acct"] == "alice", "`profile` is enough to know whose it is"
    assert (await small_server.ask("GET", "/api/v1/notifications", headers=headers)).status == 403


async def test_answers_for_apps_in_browsers_carry_the_right_headers(small_server: House):
    """Elk and Phanpy live on other origins; an error without the header is a bare network error to them."""
    app = await registered(small_server)
    answer = await app.token(grant_type="authorization_code", code="x")
    assert answer.header("access-control-allow-origin") == "*"


async def test_signing_up_through_an_app(sqlite_url: str):
    """Android and iOS do this with an app's own token."""
    async with house("art.example", sqlite_url, accounts={"registrations": "open"}) as art:
        app = await registered(art)
        own = (await app.token(grant_type="client_credentials", scope="read write")).json["access_token"]
        headers = {"Authorization": f"Bearer {own}", "Content-Type": "application/json"}
        body = b'{"username": "carol", "email": "carol@example.org", "password": "long enough", "agreement": true}'
        answer = await art.ask("POST", "/api/v1/accounts", body=body, headers=headers)
        assert answer.status == 200, answer.text
        assert (await whose(art, answer.json["access_token"])).json["username"] == "carol"
        again = await art.ask("POST", "/api/v1/accounts", body=body, headers=headers)
        assert again.status == 422
        assert set(again.json["details"]) == {"username", "email"}
        body = b'{"username": "a b", "email": "x", "password": "short", "agreement": true}'
        wrong = await art.ask("POST", "/api/v1/accounts", body=body, headers=headers)
        assert set(wrong.json["details"]) == {"username", "email", "password"}


async def test_nobody_signs_up_where_registrations_are_closed(small_server: House):
    app = await registered(small_server)
    own = (await app.token(grant_type="client_credentials")).json["access_token"]
    body = b'{"username": "carol", "email": "carol@example.org", "password": "long enough", "agreement": true}'
    headers = {"Authorization": f"Bearer {own}", "Content-Type": "application/json"}
    assert (await small_server.ask("POST", "/api/v1/accounts", body=body, headers=headers)).status == 403
    del headers["Authorization"]
    assert (await small_server.ask("POST", "/api/v1/accounts", body=body, headers=headers)).status == 401
