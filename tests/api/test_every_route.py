"""The whole table of routes: what asks for somebody lets nobody else in, and a token opens what it was given for."""

import pytest

from fediai.domain.people.oauth import SCOPES, scopes_of, within
from fediai.services.people import oauth
from fediai.web.auth import covers
from fediai.web.router import ANY, APP, BARE, OPEN, WAITING, Route
from fediai.web.routes import ROUTES
from tests.harness.asgi import Answer
from tests.harness.house import House

GUARDED = [route for route in ROUTES if route.needs not in (OPEN, BARE)]
SCOPED = [route for route in GUARDED if route.needs not in (ANY, APP, WAITING)]
OUTSIDE = "This action is outside the authorized scopes"


def address(route: Route) -> str:
    return "/".join("1" if part[:1] in (":", "*") else part for part in route.pattern.split("/"))


def sentence(answer: Answer) -> str:
    """Below `/v1/` errors have the shape of OpenAI's."""
    error = answer.json.get("error")
    return str(error["message"] if isinstance(error, dict) else error or "")


def test_every_scope_that_a_route_asks_for_can_be_granted():
    assert {route.needs for route in SCOPED} <= SCOPES
    assert len(SCOPED) > 100


@pytest.mark.parametrize("scope", sorted(SCOPES))
def test_what_is_wide_covers_what_is_narrow_and_never_the_other_way(scope: str):
    wide = scope.rpartition(":")[0]
    if wide and wide != "admin":
        assert covers(frozenset({wide}), scope)
        assert not covers(frozenset({scope}), wide)
        assert within(scopes_of(scope), wide)
    assert not covers(frozenset(), scope)
    assert scope == "read" or scope.startswith("read:") or scope == "profile" or not covers(frozenset({"read"}), scope)


def test_the_old_word_follow_opens_follows_blocks_and_mutes():
    """Phanpy, Elk, Tusky, Ice Cubes, Enafore and toot ask for it beside `read` and `write`."""
    opened = {scope for scope in SCOPES if covers(frozenset({"follow"}), scope)}
    both = {f"{way}:{what}" for way in ("read", "write") for what in ("follows", "blocks", "mutes")}
    assert opened == {"follow", *both}


async def test_without_a_token_nothing_opens_that_asks_for_one(small_server: House):
    """401 with a sentence, on every route that needs somebody or an app."""
    wrong = []
    for route in GUARDED:
        for headers in ({}, {"Authorization": "Bearer made-up"}):
            answer = await small_server.ask(route.method, address(route), headers=headers)
            if answer.status != 401 or not sentence(answer):
                wrong.append((route.method, route.pattern, answer.status))
    assert wrong == []


async def test_a_token_of_another_scope_is_told_so_by_every_route(small_server: House):
    """403 and Mastodon's sentence, before anything is looked up or changed."""
    alice = await small_server.signs_up("alice")
    user = await small_server.login(alice.account)
    wrong = []
    async with small_server.ctx.db.write() as tx:
        tokens = {
            other: await oauth.issue_token(small_server.ctx, tx, user.id, other)
            for other in ("push", "write:statuses", "read:search")
        }
    for route in SCOPED:
        for other, token in tokens.items():
            if covers(frozenset({other}), route.needs):
                continue
            answer = await small_server.ask(route.method, address(route), headers={"Authorization": f"Bearer {token}"})
            if (answer.status, sentence(answer)) != (403, OUTSIDE):
                wrong.append((route.method, route.pattern, other, answer.status))
    assert wrong == []


async def test_an_apps_own_token_opens_no_route_that_asks_for_a_person(small_server: House):
    async with small_server.ctx.db.write() as tx:
        token = await oauth.issue_token(small_server.ctx, tx, None, "read write follow push admin:read admin:write")
    wrong = []
    for route in [route for route in GUARDED if route.needs != APP]:
        answer = await small_server.ask(route.method, address(route), headers={"Authorization": f"Bearer {token}"})
        if answer.status != 403:
            wrong.append((route.method, route.pattern, answer.status))
    assert wrong == []


async def test_the_token_of_somebody_who_was_stopped_opens_nothing(small_server: House):
    """Suspended, or taken back: what is open to everybody is as closed as the rest, so that apps notice."""
    alice = await small_server.signs_up("alice")
    user = await small_server.login(alice.account)
    from fediai.store.people import users

    async with small_server.ctx.db.write() as tx:
        await users.change(tx, user, disabled_at=tx.now)
    headers = {"Authorization": f"Bearer {alice.token}"}
    for route in GUARDED[::5]:
        answer = await small_server.ask(route.method, address(route), headers=headers)
        assert (answer.status, sentence(answer)) == (403, "Your login is currently disabled"), route.pattern


def test_what_is_open_to_everybody_is_on_this_list_on_purpose():
    """Reading only, or the very first calls of an app: whoever adds one that changes something notices here."""
    changing = {
        (route.method, route.pattern)
        for route in ROUTES
        if route.needs == OPEN and route.method != "GET" and route.pattern.startswith("/api/")
    }
    assert changing == {("POST", "/api/v1/apps"), ("POST", "/api/fediai/v1/provenance")}
