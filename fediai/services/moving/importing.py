"""A list from another server becomes true here: line by line, in steps, each lookup with its own budget."""

from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.errors import Conflict, DomainError
from fediai.domain.people import sheets
from fediai.domain.people.sheets import Entry, Sheet
from fediai.services.moving import lines
from fediai.store import jobs
from fediai.store.database import Transaction
from fediai.store.jobs import Job
from fediai.store.moving import belongings, imports
from fediai.store.moving.imports import Import, Line
from fediai.store.people import accounts

STEP = 20


async def sheet_of(ctx: Context, account: Account, sheet: Sheet) -> str:
    """The list as a file for another server."""
    async with ctx.db.read() as tx:
        entries = await belongings.of(tx, account.id, sheet, ctx.urls.domain)
    return sheets.write(sheet, entries)


async def begin(
    ctx: Context, account: Account, sheet: Sheet, data: bytes, *, overwrite: bool, errand: bool = True
) -> Import:
    """Read whole or refused; what it says is done by an errand, unless the caller does it."""
    found = sheets.read(sheet, data)
    async with ctx.db.write() as tx:
        if await imports.is_busy(tx, account.id):
            raise Conflict("A list of yours is still being read; the next one can follow when it is done")
        going = await _going(ctx, tx, account, sheet, found.entries) if overwrite else []
        made = await imports.begin(tx, account.id, sheet, found.entries, going, overwrite=overwrite)
        if errand:
            await _errand(tx, made)
    return made


async def _errand(tx: Transaction, made: Import) -> None:
    await jobs.enqueue(tx, Job("import", {"import": made.id}, lane=f"import|{made.account_id}"))


async def _going(
    ctx: Context, tx: Transaction, account: Account, sheet: Sheet, coming: tuple[Entry, ...]
) -> list[Entry]:
    """What is here and not on the list that replaces it."""
    kept = {entry.key for entry in coming}
    here = await belongings.of(tx, account.id, sheet, ctx.urls.domain)
    return [entry for entry in here if entry.key not in kept]


async def step(ctx: Context, id: int, *, errand: bool = True) -> Import | None:
    """A few lines further; None when there is no such import (any more)."""
    async with ctx.db.read() as tx:
        known = await imports.one(tx, id)
        waiting = await imports.waiting(tx, id, STEP)
        account = await accounts.by_id(tx, known.account_id) if known else None
    if known is None or account is None:
        return None
    ends = {line.id: await _done(ctx, account, known.sheet, line) for line in waiting}
    async with ctx.db.write() as tx:
        failed = {line: why for line, why in ends.items() if why}
        await imports.settle(tx, id, [line for line in ends if line not in failed], failed)
        if len(waiting) < STEP:
            await imports.finish(tx, id)
        elif errand:
            await _errand(tx, known)
        return await imports.one(tx, id)


async def _done(ctx: Context, account: Account, sheet: Sheet, line: Line) -> str:
    """Why it could not be done, or ""."""
    act = (lines.GOES if line.goes else lines.COMES)[sheet]
    try:
        return await act(ctx, account, line.entry)
    except DomainError as refusal:
        return refusal.sentence


async def failures_of(ctx: Context, account: Account, id: int) -> list[Line]:
    """The lines of one of their imports that could not be done."""
    async with ctx.db.read() as tx:
        known = await imports.one(tx, id)
        return await imports.failures(tx, id) if known is not None and known.account_id == account.id else []


async def of_account(ctx: Context, account: Account) -> list[Import]:
    """Their latest imports, with how far they are."""
    async with ctx.db.read() as tx:
        return await imports.of_account(tx, account.id)
