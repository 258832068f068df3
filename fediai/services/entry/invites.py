"""Invitations: members and moderators make them, and take them back."""

import base64
import secrets
from collections.abc import Sequence
from datetime import timedelta

from fediai.context import Context
from fediai.domain.accounts import User
from fediai.domain.errors import Forbidden, Invalid, NotFound, TooMany
from fediai.domain.people.joining import CLOSED, MOST_DAYS, MOST_USES, Invite
from fediai.store.entry import invites as store


def new_code() -> str:
    """Sixty bits that can be read out over a telephone."""
    return base64.b32encode(secrets.token_bytes(8))[:12].decode().lower()


async def create(ctx: Context, by: User | None, uses: int | None, days: int | None) -> Invite:
    """A new invitation; `by` None is the command line, to which nothing is refused."""
    if (uses is not None and not 1 <= uses <= MOST_USES) or (days is not None and not 1 <= days <= MOST_DAYS):
        raise Invalid(f"An invitation is good for 1 to {MOST_USES} people and 1 to {MOST_DAYS} days")
    async with ctx.db.write() as tx:
        if by is not None:
            await _check_may_invite(ctx, by, await store.count_open(tx, by.id))
        until = None if days is None else tx.now + timedelta(days=days)
        return await store.insert_new(tx, new_code(), by.id if by else None, uses, until)


async def _check_may_invite(ctx: Context, by: User, has: int) -> None:
    policy = ctx.settings.accounts
    if not may_invite(ctx, by):
        raise Forbidden("Nobody is invited here at the moment")
    if by.role == "user" and has >= policy.invites_per_member:
        raise TooMany("You have as many open invitations as you may have; take one back first")


def may_invite(ctx: Context, by: User) -> bool:
    """Where nobody can come in, an invitation is worth nothing."""
    policy = ctx.settings.accounts
    return policy.registrations != CLOSED and (by.role != "user" or policy.invites_per_member > 0)


async def of_user(ctx: Context, user: User) -> Sequence[Invite]:
    """Somebody's own, the newest first."""
    async with ctx.db.read() as tx:
        return await store.of_user(tx, user.id)


async def every(ctx: Context) -> Sequence[Invite]:
    """Everybody's, the newest first."""
    async with ctx.db.read() as tx:
        return await store.every(tx)


async def opening(ctx: Context, code: str) -> Invite:
    """The invitation with this code if it lets people in; `NotFound` if not."""
    async with ctx.db.read() as tx:
        found = await store.by_code(tx, code.strip().lower())
    if found is None or not found.opens(ctx.clock()) or ctx.settings.accounts.registrations == CLOSED:
        raise NotFound("This invitation does not open the door any more")
    return found


async def revoke(ctx: Context, code: str, by: User | None) -> None:
    """It lets nobody in any more; members take back their own, moderators any."""
    whose = None if by is None or by.role != "user" else by.id
    async with ctx.db.write() as tx:
        if not await store.revoke(tx, code.strip().lower(), whose):
            raise NotFound("There is no such invitation")
