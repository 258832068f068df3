"""People and their tokens from the command line."""

import json
from dataclasses import replace

import pytest

from fediai.app import opened
from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.errors import Forbidden
from fediai.domain.people.logins import Unfit
from fediai.services.people import departures, oauth, sessions
from fediai.settings import load
from fediai.store.people import accounts
from tests.cli.terminal import Terminal
from tests.harness.house import House, everyone_settles


def ann(terminal: Terminal, *more: str) -> str:
    """Ann's password."""
    return terminal.types("user", "create", "ann", "--email", "ann@b.example", "--json", *more).row["password"]


async def test_whoever_was_created_signs_in_with_the_password_that_was_printed(server: House, monkeypatch):
    """In the command's own words, against a running house."""
    from fediai.cli import user
    from fediai.cli.words import Parser

    parser = Parser("fediai user")
    parser.set_defaults(json=True)
    user.arguments(parser)
    said: list[dict[str, str]] = []
    monkeypatch.setattr(user, "show", lambda rows, as_json: said.extend(rows) or 0)
    given = parser.parse_args(["create", "ann", "--email", "ann@b.example", "--role", "moderator"])
    assert await given.work(server.ctx, given) == 0
    found = await sessions.authenticate(server.ctx, "ann@b.example", said[0]["password"], "127.0.0.1")
    assert found.role == "moderator"


def test_people_are_listed_shown_suspended_and_get_new_passwords(terminal: Terminal):
    first = ann(terminal)
    terminal.gets("user", "create", "bob", "--email", "bob@b.example", "--password", "long enough 123")
    assert [row["name"] for row in terminal.types("user", "list", "--json").rows] == ["ann", "bob"]
    assert terminal.types("user", "suspend", "ann", "--text", "no spam", "--json").row["state"] == "suspended"
    assert terminal.types("user", "show", "@ann", "--json").row["state"] == "suspended"
    assert terminal.types("user", "disable", "ann", "--json").row["state"] == "suspended, disabled"
    assert terminal.types("user", "unsuspend", "ann@b.example", "--json").row["state"] == "disabled"
    assert terminal.types("user", "enable", "ann", "--json").row["state"] == "active"
    assert terminal.types("user", "show", "ann", "--json").row["state"] == "active"
    for verb, state in [("silence", "silenced"), ("sensitive", "silenced, sensitized"), ("unsilence", "sensitized")]:
        assert terminal.types("user", verb, "ann", "--json").row["state"] == state
    assert terminal.types("user", "suspend", "eve@evil.example").err.endswith("is called 'eve@evil.example'\n")
    log = [(row["deed"], row["why"]) for row in terminal.types("log", "--json").rows]
    assert ("suspend", "no spam") in log
    assert terminal.types("user", "reset-password", "ann", "--json").row["password"] != first
    assert terminal.types("user", "create", "ANN", "--email", "c@b.example").code == 1


def test_a_table_for_people_has_a_head_and_a_row_each(small_terminal: Terminal):
    ann(small_terminal)
    head, row = small_terminal.gets("user", "list").splitlines()
    assert head.split() == ["name", "email", "role", "state"]
    assert row.split() == ["ann", "ann@b.example", "user", "active"]


async def _viewer(terminal: Terminal, token: str) -> str:
    settings = load(terminal.folder / "config.toml", terminal.environment)
    async with opened(settings, "cli") as ctx:
        viewer = await oauth.viewer_of(ctx, token)
    return viewer.account.username if viewer else ""


async def test_a_token_is_alone_on_stdout_and_opens_the_api(small_terminal: Terminal):
    import asyncio

    await asyncio.to_thread(ann, small_terminal)
    token = await asyncio.to_thread(small_terminal.gets, "token", "create", "ann", "--scopes", "read")
    assert await _viewer(small_terminal, token) == "ann"
    listed = json.loads(await asyncio.to_thread(small_terminal.gets, "token", "create", "ann", "--json"))
    assert listed[0]["scopes"] == "read write follow push"


def test_generator_tokens_are_made_listed_and_revoked(terminal: Terminal):
    token = terminal.gets("generator-token", "create", "attic")
    assert len(token) == 64
    assert [row["name"] for row in terminal.types("generator-token", "list", "--json").rows] == ["attic"]
    assert terminal.gets("generator-token", "revoke", "attic") == ""
    assert terminal.types("generator-token", "list", "--json").rows == []


async def leaves(house: House, account: Account) -> departures.Gone:
    return await departures.leave(house.ctx, account)


async def files(ctx: Context) -> set[str]:
    return set(ctx.files.keys())


async def test_who_is_deleted_is_gone_here_and_elsewhere(art: House, pub: House):
    """Posts, pictures and follows go, the name stays taken, and the far follower's server forgets them."""
    alice, bob = await art.signs_up("alice"), await pub.signs_up("bob")
    await bob.follows(alice.handle)
    await everyone_settles(art, pub)
    async with art.paints():
        status = await alice.posts("/imagine a fox in the snow")
    carol = await art.signs_up("carol")
    await carol.post(f"/api/v1/statuses/{status['id']}/reblog")
    await everyone_settles(art, pub)
    assert len(await bob.home()) == 1

    gone = await leaves(art, alice.account)
    await everyone_settles(art, pub)

    assert (gone.statuses, gone.told) == (1, 1)
    assert await files(art.ctx) == set()
    assert await bob.home() == []
    assert (await art.ask("GET", "/users/alice", headers={"Accept": "application/activity+json"})).status == 410
    assert (await art.ask("GET", status["uri"].removeprefix("https://art.example"))).status in (404, 410)
    assert (await art.ask("GET", "/api/v1/accounts/verify_credentials",
                          headers={"Authorization": f"Bearer {alice.token}"})).status == 401  # fmt: skip
    assert (await carol.get("/api/v1/accounts/verify_credentials"))["statuses_count"] == 0
    async with pub.ctx.db.read() as tx:
        assert await accounts.by_acct(tx, "alice", "art.example") is None
    with pytest.raises(Unfit):
        await art.signs_up("alice")


async def test_the_houses_own_accounts_can_not_be_deleted(small_server: House):
    with pytest.raises(Forbidden):
        await leaves(small_server, replace(await small_server.account("studio")))
