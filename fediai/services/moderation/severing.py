"""Follows that end because of a decision about an account or a whole server: in steps, and told to whom it concerns."""

from collections.abc import Sequence

from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.moderation.sanctions import SeveranceType
from fediai.domain.people.notifications import NotificationType
from fediai.services.people import follows, notifications
from fediai.store import jobs
from fediai.store.database import Transaction
from fediai.store.jobs import Job
from fediai.store.moderation import strikes, ties
from fediai.store.moderation.ties import Tie

STEP = 50


async def begin_with_account(tx: Transaction, target: Account) -> None:
    """An errand: nobody here follows it any more, and it follows nobody here."""
    cause = f"account/{target.id}/{int(tx.now.timestamp())}"
    said = {"account": target.id, "type": SeveranceType.ACCOUNT_SUSPENSION.value, "name": f"{target.acct}"}
    await jobs.enqueue(tx, Job("sever", {**said, "cause": cause}, lane="sever", unique_key=f"sever|{cause}"))


async def begin_with_domains(tx: Transaction, hosts: Sequence[str]) -> None:
    """An errand for each server: follows end, and our copies of its pictures go."""
    for host in hosts:
        cause = f"domain/{host}/{int(tx.now.timestamp())}"
        said = {"host": host, "type": SeveranceType.DOMAIN_BLOCK.value, "name": host, "cause": cause}
        await jobs.enqueue(tx, Job("sever", said, lane="sever", unique_key=f"sever|{cause}"))


async def step(ctx: Context, said: dict[str, object]) -> bool:
    """A few of them; True while there may be more. A rule that was taken back in the meantime ends no more follows."""
    async with ctx.db.write() as tx:
        if not await _still_holds(tx, said):
            return False
        found = await _ties(tx, said)
        for tie in found:
            await _cut(ctx, tx, tie, said)
    if found:
        return True
    return await _copies_go(ctx, said)


async def _still_holds(tx: Transaction, said: dict[str, object]) -> bool:
    return await ties.is_suspended(tx, account=_number(said), host=str(said.get("host", "")))


async def _ties(tx: Transaction, said: dict[str, object]) -> list[Tie]:
    if "account" in said:
        return await ties.of_account(tx, _number(said), STEP)
    return await ties.of_host(tx, str(said["host"]), STEP)


def _number(said: dict[str, object]) -> int:
    return int(str(said.get("account", 0)))


async def _cut(ctx: Context, tx: Transaction, tie: Tie, said: dict[str, object]) -> None:
    """Both directions; the far side is told where it is still spoken with."""
    await follows.remove_all_between(ctx, tx, *((tie.ours, tie.far) if "account" in said else (tie.far, tie.ours)))
    lost = await strikes.cut(
        tx, tie.ours.id, SeveranceType(str(said["type"])), str(said["name"]), str(said["cause"]),
        followers=int(tie.is_follower), following=int(not tie.is_follower),
    )  # fmt: skip
    await notifications.notify(
        ctx, tx, NotificationType.SEVERED_RELATIONSHIPS, tie.ours, tie.ours, cause=str(said["cause"]), about_id=lost.id
    )


async def _copies_go(ctx: Context, said: dict[str, object]) -> bool:
    if "host" not in said:
        return False
    async with ctx.db.write() as tx:
        files = await ties.drop_copies(tx, str(said["host"]), STEP)
    await ctx.files.delete(*files)
    return bool(files)
