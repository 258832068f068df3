"""Two who do the same thing at one moment: on PostgreSQL they really run side by side."""

import asyncio

import pytest

from fediai.domain.errors import NotFound, Unauthorized
from fediai.domain.people.logins import Unfit
from fediai.domain.people.oauth import Asked, InvalidGrant
from fediai.services.people import accounts, follows, oauth, sessions, users
from fediai.store.people import accounts as account_store
from tests.harness.house import PASSWORD, House, Person
from tests.harness.keys import next_keys


async def test_a_name_is_given_once(server: House):
    keys = await next_keys()

    async def takes(email: str) -> str:
        try:
            async with server.ctx.db.write() as tx:
                await accounts.create_local(
                    server.ctx, tx, "alice", keys=keys, email=email, password_hash="!", role="user"
                )
        except Unfit as refusal:
            return refusal.sentence
        return "taken"

    answers = await asyncio.gather(*(takes(f"{n}@example.org") for n in range(4)))
    assert sorted(answers) == ["Validation failed: The user name is taken"] * 3 + ["taken"]
    assert await server.users() == 1


async def test_a_code_is_exchanged_once(server: House):
    alice = await server.signs_up("alice")
    app, secret = await oauth.register(server.ctx, "App", ["app://x"], "read", None)
    viewer = await oauth.viewer_of(server.ctx, alice.token)
    assert viewer is not None
    code = await oauth.consent(server.ctx, viewer.user, Asked(app.client_id, "app://x"))
    request = oauth.TokenRequest("authorization_code", app.client_id, secret, code, "app://x")
    answers = await asyncio.gather(*(oauth.exchange(server.ctx, request) for _ in range(5)), return_exceptions=True)
    tokens = [answer for answer in answers if isinstance(answer, oauth.Token)]
    assert len(tokens) <= 1
    assert all(isinstance(answer, oauth.Token | InvalidGrant) for answer in answers)


async def test_following_each_other_at_one_moment_counts_once_each(server: House):
    """Many times over, in both directions: no count drifts and nobody waits for the other for ever."""
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")

    async def follow(one: Person, other: Person) -> None:
        async with server.ctx.db.write() as tx:
            await follows.follow(server.ctx, tx, one.account, other.account)

    async def unfollow(one: Person, other: Person) -> None:
        async with server.ctx.db.write() as tx:
            await follows.unfollow(server.ctx, tx, one.account, other.account)

    for act, expected in ((follow, 1), (unfollow, 0), (follow, 1)):
        await asyncio.gather(*(act(a, b) for a, b in [(alice, bob), (bob, alice)] * 5))
        for name in ("alice", "bob"):
            account = await server.account(name)
            assert (account.followers_count, account.following_count) == (expected, expected)
        assert len(await alice.get("/api/v1/notifications")) == expected


async def test_a_password_is_kept_as_argon2_and_nobody_has_none(small_server: House):
    hashed = await users.hash_password(PASSWORD)
    assert hashed.startswith("$argon2id$")
    assert PASSWORD not in hashed
    await small_server.signs_up("alice")
    with pytest.raises(Unauthorized):
        await sessions.authenticate(small_server.ctx, "alice", "!", "")
    with pytest.raises(Unauthorized):
        await sessions.authenticate(small_server.ctx, "", "", "")
    with pytest.raises(Unauthorized):
        await sessions.authenticate(small_server.ctx, "studio", "", "")
    assert not await users.is_password(None, "nobody has this password")


async def test_a_new_password_counts_at_once(small_server: House):
    alice = await small_server.signs_up("alice", password=PASSWORD)
    ctx = small_server.ctx
    viewer = await oauth.viewer_of(ctx, alice.token)
    assert viewer is not None
    with pytest.raises(Unfit, match="too short"):
        await users.set_password(ctx, viewer.user, "short")
    await users.set_password(ctx, viewer.user, "another horse battery")
    assert (await sessions.authenticate(ctx, "alice", "another horse battery", "")).id == viewer.user.id
    with pytest.raises(Unauthorized):
        await sessions.authenticate(ctx, "alice", PASSWORD, "")


async def test_the_house_accounts_are_made_once(small_server: House):
    ctx = small_server.ctx
    before = [await small_server.account(name) for name in ("studio", "instance")]
    await accounts.ensure_house_accounts(ctx)
    assert [await small_server.account(name) for name in ("studio", "instance")] == before
    assert [one.uri for one in before] == ["https://art.example/users/studio", "https://art.example/actor"]
    async with ctx.db.write() as tx:
        with pytest.raises(Unfit, match="taken"):
            keys = await next_keys()
            await accounts.create_local(ctx, tx, "Studio", keys=keys, email="s@x", password_hash="!", role="user")
        assert await account_store.private_key(tx, before[0].id, "ed25519") is not None
    async with ctx.db.read() as tx:
        with pytest.raises(NotFound):
            await account_store._ours(tx, "nobody")


async def test_the_studio_introduces_itself(server: House):
    """On its profile, once; an administrator may put it in other words."""
    shown = (await server.ask("GET", "/api/v1/accounts/lookup?acct=studio")).json
    assert "https://art.example/about/ai" in shown["note"]
    async with server.ctx.db.write() as tx:
        studio = await account_store.by_acct(tx, "studio")
        assert studio is not None
        await account_store.mend(tx, studio, note="<p>Ours</p>")
    await accounts.ensure_house_accounts(server.ctx)
    assert (await server.ask("GET", "/api/v1/accounts/lookup?acct=studio")).json["note"] == "<p>Ours</p>"
