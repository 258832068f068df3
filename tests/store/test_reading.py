"""Reading without a detour: values as quickly as rows, and nobody waits for somebody else's long question."""

import asyncio
import sqlite3
from dataclasses import FrozenInstanceError, fields, replace

import pytest
from sqlalchemy import func, insert, literal, select

from fediai.domain.accounts import Account
from fediai.store.people import accounts
from fediai.store.tables import peers
from tests.conftest import opened_database

_step = select(literal(1).label("n")).cte("numbers", recursive=True)
_numbers = _step.union_all(select(_step.c.n + 1).where(_step.c.n < 1_000_000))
LONG = select(func.count()).select_from(_numbers)
ADD = insert(peers).values(host="far.example", first_seen_at=None, software="", knows={}).returning(peers.c.host)


async def test_others_go_on_while_somebody_asks_for_much(sqlite_url):
    """What can't be said at once is said by a thread."""
    turns = 0

    async def others():
        nonlocal turns
        while True:
            await asyncio.sleep(0.001)
            turns += 1

    async with opened_database(sqlite_url) as db, db.read() as tx:
        going = asyncio.create_task(others())
        assert await tx.scalar(LONG) == 1_000_000
        going.cancel()
    assert turns > 5


async def test_who_reads_can_not_write(sqlite_url):
    async with opened_database(sqlite_url) as db, db.read() as tx:
        with pytest.raises(TypeError):
            await tx.run(ADD)
        with pytest.raises(sqlite3.OperationalError):
            await tx.all(ADD)


async def test_a_mistake_in_reading_is_not_asked_twice(sqlite_url):
    """Only what is late or in the way goes to a thread; everything else is said at once."""
    async with opened_database(sqlite_url) as db, db.read() as tx:
        with pytest.raises(sqlite3.OperationalError, match="no such function"):
            await tx.all(select(func.nothing_of_the_kind()))


async def test_what_is_read_is_as_frozen_as_what_is_made(server):
    """It began as a thawed twin; nobody can tell."""
    await server.signs_up("alice")
    async with server.ctx.db.read() as tx:
        read = await accounts.by_acct(tx, "alice")
    made = Account(**{field.name: getattr(read, field.name) for field in fields(Account)})
    assert type(read) is Account
    assert read == made
    assert replace(read, username="bob") != read
    with pytest.raises(FrozenInstanceError):
        read.username = "bob"
