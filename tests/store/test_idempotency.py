"""Keys of requests: whose they are, what they made, and when they are free again."""

from datetime import timedelta

from fediai.store.database import Database
from fediai.store.posts import idempotency
from fediai.store.posts.idempotency import GIVEN_UP, KEPT, Claim
from tests.store.posts import an_account


async def test_a_key_is_claimed_once_until_it_is_released(db: Database):
    async with db.write() as tx:
        alice, bob = await an_account(tx, "alice"), await an_account(tx, "bob")
        assert await idempotency.claim(tx, alice.id, "k") == Claim(mine=True)
        assert await idempotency.claim(tx, alice.id, "k") == Claim(mine=False)
        assert await idempotency.claim(tx, bob.id, "k") == Claim(mine=True)
        await idempotency.point(tx, alice.id, "k", 7)
        assert await idempotency.claim(tx, alice.id, "k") == Claim(mine=False, status_id=7)
        await idempotency.release(tx, alice.id, "k")
        assert await idempotency.claim(tx, alice.id, "k") == Claim(mine=True)


async def test_a_request_that_died_with_its_process_does_not_hold_its_key_for_ever(db: Database):
    async with db.write() as tx:
        alice = await an_account(tx, "alice")
        await idempotency.claim(tx, alice.id, "dead")
        await idempotency.claim(tx, alice.id, "made")
        await idempotency.point(tx, alice.id, "made", 7)
        began = tx.now
        tx.now = began + GIVEN_UP + timedelta(seconds=1)
        assert await idempotency.claim(tx, alice.id, "dead") == Claim(mine=True)
        assert await idempotency.claim(tx, alice.id, "made") == Claim(mine=False, status_id=7)
        tx.now = began + KEPT + timedelta(seconds=1)
        assert await idempotency.forget(tx, tx.now - KEPT) == 1
        assert await idempotency.claim(tx, alice.id, "made") == Claim(mine=True)
