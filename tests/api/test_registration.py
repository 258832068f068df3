"""https://docs.joinmastodon.org/methods/accounts/#create — an app makes an account for its user."""

import json
from typing import Any

import pytest

from fediai.domain.errors import Forbidden, NotFound, TooMany
from fediai.domain.moderation.audit import Deed
from fediai.domain.moderation.sanctions import OWNER
from fediai.domain.statuses import Page
from fediai.services.entry import approvals, invites
from fediai.services.moderation import audit, joining
from tests.api.client import App, registered, whose
from tests.harness.asgi import Answer
from tests.harness.house import House, house

CAROL = {
    "username": "carol",
    "email": "carol@example.org",
    "password": "long enough",
    "agreement": True,
    "locale": "id",
}


async def app_in(art: House) -> tuple[App, str]:
    app = await registered(art)
    return app, (await app.token(grant_type="client_credentials", scope="read write")).json["access_token"]


async def asks(art: House, token: str, **more: Any) -> Answer:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    body = json.dumps({**CAROL, **more}).encode()
    return await art.ask("POST", "/api/v1/accounts", body=body, headers=headers)


@pytest.mark.parametrize(
    ("typed", "field", "code"),
    [
        ({"username": ""}, "username", "ERR_BLANK"),
        ({"username": "a b"}, "username", "ERR_INVALID"),
        ({"username": "x" * 31}, "username", "ERR_INVALID"),
        ({"username": "Admin"}, "username", "ERR_RESERVED"),
        ({"username": "studio"}, "username", "ERR_RESERVED"),
        ({"email": ""}, "email", "ERR_BLANK"),
        ({"email": "carol"}, "email", "ERR_INVALID"),
        ({"password": ""}, "password", "ERR_BLANK"),
        ({"password": "1234567"}, "password", "ERR_TOO_SHORT"),
        ({"password": "x" * 257}, "password", "ERR_TOO_LONG"),
        ({"agreement": False}, "agreement", "ERR_ACCEPTED"),
        ({"reason": "x" * 1001}, "reason", "ERR_TOO_LONG"),
    ],
)
async def test_what_cannot_be_is_told_in_mastodons_words(sqlite_url: str, typed: dict[str, Any], field: str, code: str):
    async with house("art.example", sqlite_url, accounts={"registrations": "open"}) as art:
        _, token = await app_in(art)
        answer = await asks(art, token, **typed)
        assert answer.status == 422
        assert answer.json["error"].startswith("Validation failed: ")
        assert [(name, one[0]["error"]) for name, one in answer.json["details"].items()] == [(field, code)]
        assert answer.json["details"][field][0]["description"]
        assert await art.users() == 0


async def test_a_date_of_birth_is_tolerated_and_a_name_is_taken_once(database_url: str):
    async with house("art.example", database_url, accounts={"registrations": "open"}) as art:
        _, token = await app_in(art)
        made = await asks(art, token, date_of_birth="1990-01-01", reason="Foxes.")
        assert (await whose(art, made.json["access_token"])).json["acct"] == "carol"
        again = await asks(art, token, username="CAROL", email="Carol@Example.org")
        assert {name: one[0]["error"] for name, one in again.json["details"].items()} == {
            "username": "ERR_TAKEN", "email": "ERR_TAKEN",
        }  # fmt: skip
        refused = await asks(art, made.json["access_token"], username="dora", email="dora@example.org")
        assert refused.status == 403, "a person's token makes no other person"


async def test_who_waits_is_seen_by_nobody_until_somebody_says_yes(database_url: str):
    async with house("art.example", database_url, accounts={"registrations": "approval"}) as art:
        bob = await art.signs_up("bob", role="admin")
        _, token = await app_in(art)
        carols = (await asks(art, token, reason="Foxes.")).json["access_token"]
        waits = await whose(art, carols)
        assert (waits.status, waits.json["error"]) == (403, "Your login is currently pending approval")
        [(user, carol, came)] = await approvals.waiting(art.ctx)
        assert (user.locale, came.reason, came.address) == ("id", "Foxes.", "203.0.113.9")
        for path in _faces(carol.id):
            assert (await bob.ask("GET", path)).status == 404, path
        assert (await bob.get("/api/v2/search?q=carol&resolve=true"))["accounts"] == []
        assert (await bob.ask("POST", f"/api/v1/accounts/{carol.id}/follow")).status == 404
        await joining.approve(art.ctx, OWNER, carol.id)
        assert (await whose(art, carols)).json["acct"] == "carol"
        for path in _faces(carol.id):
            assert (await bob.ask("GET", path)).status == 200, path
        with pytest.raises(Forbidden):
            await joining.reject(art.ctx, OWNER, carol.id)


def _faces(id: int) -> tuple[str, ...]:
    finger = "/.well-known/webfinger?resource=acct:carol@art.example"
    return (f"/api/v1/accounts/{id}", "/api/v1/accounts/lookup?acct=carol", "/users/carol", "/@carol", finger)


async def test_whoever_is_rejected_leaves_no_trace_and_the_name_is_free(database_url: str):
    async with house("art.example", database_url, accounts={"registrations": "approval"}) as art:
        _, token = await app_in(art)
        carols = (await asks(art, token)).json["access_token"]
        await joining.reject(art.ctx, OWNER, (await art.account("carol")).id)
        assert (await whose(art, carols)).status == 401
        assert await art.users() == 0
        async with art.ctx.db.read() as tx:
            assert [(one.deed, one.about_name) for one in await audit.page(tx, Page())] == [(Deed.REJECT, "@carol")]
        assert (await asks(art, token)).status == 200
        assert len(await approvals.waiting(art.ctx)) == 1


async def test_an_invitation_is_good_for_so_many_and_so_long(database_url: str):
    async with house("art.example", database_url, accounts={"registrations": "invite"}) as art:
        _, token = await app_in(art)
        assert (await asks(art, token)).json["details"]["invite"][0]["error"] == "ERR_BLANK"
        assert (await asks(art, token, invite_code="nonsense")).json["details"]["invite"][0]["error"] == "ERR_INVALID"
        one = await invites.create(art.ctx, None, 1, 7)
        said = await art.ask("GET", f"/api/v1/invites/{one.code}")
        assert said.json["invite_code"] == one.code
        made = await asks(art, token, invite_code=one.code.upper())
        assert (await whose(art, made.json["access_token"])).status == 200
        assert (await art.ask("GET", f"/api/v1/invites/{one.code}")).status == 404
        late = await invites.create(art.ctx, None, None, 7)
        art.clock.passes(days=8)
        for spent in (one, late):
            again = await asks(art, token, username="dora", email="dora@example.org", invite_code=spent.code)
            assert again.json["details"]["invite"][0]["error"] == "ERR_INVALID"


async def test_a_form_that_fails_spends_no_invitation(sqlite_url: str):
    async with house("art.example", sqlite_url, accounts={"registrations": "invite"}) as art:
        await art.signs_up("carol")
        _, token = await app_in(art)
        one = await invites.create(art.ctx, None, 1, 7)
        assert (await asks(art, token, invite_code=one.code)).status == 422
        assert (await invites.opening(art.ctx, one.code)).uses == 0


async def test_where_a_person_decides_an_invitation_decides(sqlite_url: str):
    async with house("art.example", sqlite_url, accounts={"registrations": "approval"}) as art:
        _, token = await app_in(art)
        one = await invites.create(art.ctx, None, 1, 7)
        made = await asks(art, token, invite_code=one.code)
        assert (await whose(art, made.json["access_token"])).status == 200


async def test_members_have_a_few_invitations_and_take_back_their_own_only(sqlite_url: str):
    async with house("art.example", sqlite_url, accounts={"registrations": "invite", "invites_per_member": 2}) as art:
        alice, bob, mod = [
            (await art.signs_up(name, role=role)).account
            for name, role in (("alice", "user"), ("bob", "user"), ("mia", "moderator"))
        ]
        hers, his, mods = [await art.login(one) for one in (alice, bob, mod)]
        first = await invites.create(art.ctx, hers, 1, 7)
        await invites.create(art.ctx, hers, 1, 7)
        with pytest.raises(TooMany):
            await invites.create(art.ctx, hers, 1, 7)
        with pytest.raises(NotFound):
            await invites.revoke(art.ctx, first.code, his)
        await invites.revoke(art.ctx, first.code, mods)
        assert len(await invites.of_user(art.ctx, hers)) == 2
        await invites.create(art.ctx, hers, 1, 7)
        for _ in range(4):
            await invites.create(art.ctx, mods, None, None)


async def test_who_forgot_how_often_they_signed_up_waits(sqlite_url: str):
    async with house("art.example", sqlite_url, accounts={"registrations": "open"}, limits={"enabled": True}) as art:
        _, token = await app_in(art)
        answers = [
            await asks(art, token, username=f"carol{n}", email=f"carol{n}@example.org", password="x" * 8)
            for n in range(6)
        ]
        assert [one.status for one in answers] == [200] * 5 + [429]


async def test_whose_address_is_confirmed_needs_no_letter(small_server: House):
    alice = await small_server.signs_up("alice")
    again = await alice.tries("POST", "/api/v1/emails/confirmations", {"email": "alice@example.org"})
    assert (again.status, "awaiting confirmation" in again.json["error"]) == (403, True)
    assert await alice.get("/api/v1/emails/check_confirmation") is True
