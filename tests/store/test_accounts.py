"""Accounts and keys, of here and of elsewhere, on both engines."""

from dataclasses import replace

import pytest

from fediai.domain.accounts import AccountKey, RemoteAccount
from fediai.domain.errors import NotFound
from fediai.store.database import Database
from fediai.store.people import accounts

KEY = AccountKey("https://far.example/users/eve#main-key", "rsa", "PEM ONE")
EVE = RemoteAccount(
    uri="https://far.example/users/eve", username="Eve", domain="far.example", url="https://far.example/@eve",
    actor_type="Person", inbox_url="https://far.example/eve/inbox", keys=(KEY,), display_name="Eve",
    avatar_url="https://far.example/eve.png",
)  # fmt: skip
OURS = {
    "username": "Alice",
    "uri": "https://art.example/users/Alice",
    "url": "",
    "actor_type": "Person",
    "inbox_url": "",
}


async def test_a_name_is_taken_in_every_spelling(db: Database):
    async with db.write() as tx:
        alice = await accounts.insert_local(tx, **OURS)
        again = {**OURS, "username": "aLICE", "uri": "https://art.example/users/aLICE"}
        assert await accounts.insert_local(tx, **again) is None
        assert await accounts.by_acct(tx, "ALICE") == alice
        assert await accounts.by_acct(tx, "alice", "far.example") is None


async def test_what_a_far_actor_says_anew_replaces_what_it_said(db: Database):
    async with db.write() as tx:
        first = await accounts.upsert_remote(tx, EVE)
        second = await accounts.upsert_remote(tx, replace(EVE, display_name="Eva", locked=True, fields=(("a", "b"),)))
        assert (second.id, second.created_at) == (first.id, first.created_at)
        assert (second.display_name, second.locked) == ("Eva", True)
        assert second.fields == ({"name": "a", "value": "b", "verified_at": None},)
        assert await accounts.by_uri(tx, EVE.uri) == second
        assert await accounts.by_uris(tx, [EVE.uri, "https://far.example/nobody"]) == {EVE.uri: second}


async def test_keys_are_the_ones_published_now(db: Database):
    new = AccountKey("https://far.example/users/eve#key-2", "ed25519", "PEM TWO")
    async with db.write() as tx:
        eve = await accounts.upsert_remote(tx, EVE)
        assert await accounts.key_by_uri(tx, KEY.uri) == (eve, "rsa", "PEM ONE")
        await accounts.upsert_remote(tx, replace(EVE, keys=(replace(KEY, public_pem="PEM NEW"), new)))
        assert [key.public_pem for key in await accounts.public_keys(tx, eve.id)] == ["PEM NEW", "PEM TWO"]
        await accounts.upsert_remote(tx, replace(EVE, keys=(new,)))
        assert await accounts.key_by_uri(tx, KEY.uri) is None


async def test_nobody_claims_the_key_of_another(db: Database):
    """An actor that lists somebody else's key id must not become the owner of what that key signs."""
    thief = replace(
        EVE, uri="https://evil.example/users/mallory", username="mallory", domain="evil.example",
        keys=(replace(KEY, public_pem="MALLORY'S"),),
    )  # fmt: skip
    async with db.write() as tx:
        eve = await accounts.upsert_remote(tx, EVE)
        await accounts.upsert_remote(tx, thief)
        assert await accounts.key_by_uri(tx, KEY.uri) == (eve, "rsa", "PEM ONE")


async def test_nobody_far_rewrites_one_of_ours(db: Database):
    async with db.write() as tx:
        alice = await accounts.insert_local(tx, **OURS)
        with pytest.raises(NotFound):
            await accounts.upsert_remote(tx, replace(EVE, uri=OURS["uri"]))
        assert await accounts.by_acct(tx, "alice") == alice


async def test_a_server_set_up_anew_gives_old_names_to_new_actors(db: Database):
    """Otherwise nobody of a reinstalled server could be met again."""
    async with db.write() as tx:
        old = await accounts.upsert_remote(tx, EVE)
        new = await accounts.upsert_remote(tx, replace(EVE, uri="https://far.example/actors/77", keys=()))
        assert new.id != old.id
        assert await accounts.by_acct(tx, "eve", "far.example") == new
        kept = await accounts.by_id(tx, old.id)
        assert kept is not None
        assert kept.acct == "Eve@far.example", "its old posts keep their name"


async def test_a_cached_portrait_goes_when_its_address_changes(db: Database):
    async with db.write() as tx:
        eve = await accounts.upsert_remote(tx, EVE)
        await accounts.mend(tx, eve, avatar_file="ab/cd/cached.jpg")
        assert (await accounts.upsert_remote(tx, EVE)).avatar_file == "ab/cd/cached.jpg"
        moved = await accounts.upsert_remote(tx, replace(EVE, avatar_url="https://far.example/new.png"))
        assert (moved.avatar_file, moved.avatar_remote_url) == ("", "https://far.example/new.png")


async def test_counts_never_fall_below_zero_and_a_post_sets_the_day(db: Database):
    async with db.write() as tx:
        alice = await accounts.insert_local(tx, **OURS)
        assert alice is not None
        await accounts.bump(tx, alice.id, followers=-3, following=2)
        await accounts.bump(tx, alice.id, statuses=1)
        now = await accounts.by_id(tx, alice.id)
        assert now is not None
        assert (now.followers_count, now.following_count, now.statuses_count) == (0, 2, 1)
        assert now.last_status_at == tx.now.replace(microsecond=tx.now.microsecond)


async def test_searching_means_letters_and_not_wildcards(db: Database):
    async with db.write() as tx:
        await accounts.insert_local(tx, **OURS)
        await accounts.upsert_remote(tx, replace(EVE, display_name="100% Alice_x"))
        await accounts.upsert_remote(tx, replace(EVE, uri="https://far.example/2", username="al_ex", keys=()))

        async def found(words: str) -> list[str]:
            return [one.acct for one in await accounts.search(tx, words, limit=10)]

        assert await found("al") == ["Alice", "Eve@far.example", "al_ex@far.example"]
        assert await found("al_") == ["al_ex@far.example"]
        assert await found("100%") == ["Eve@far.example"]
        assert await found("%") == ["Eve@far.example"]
        assert await found("@al@far.ex") == ["Eve@far.example", "al_ex@far.example"]
        assert await found("\\") == []
