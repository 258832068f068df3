"""What a person lets strangers ring with: chosen, asked before every ring, and shown."""

from dataclasses import dataclass, replace

from fediai.domain.accounts import RESERVED, Account
from fediai.domain.people.notifications import NotificationType
from fediai.domain.people.policies import ALWAYS, Policy, Verdict, judged
from fediai.store.bells import policies
from fediai.store.database import Transaction


@dataclass(frozen=True, slots=True)
class Chosen:
    """A policy, and what waits because of it."""

    policy: Policy
    people: int
    waiting: int


async def verdict(tx: Transaction, type: NotificationType, to: Account, by: Account, status_id: int | None) -> Verdict:
    """What becomes of this ring: one query, and none for what the person asked for themselves.

    The house's own accounts are heard: the studio tells of paintings, and who keeps order must get through.
    """
    if type in ALWAYS or to.id == by.id or (by.is_local and by.username in RESERVED):
        return Verdict.ACCEPT
    mentioned = status_id if type is NotificationType.MENTION else None
    faced = await policies.facing(tx, to.id, by.id, mentioned)
    if faced is None:
        return Verdict.ACCEPT
    policy, caller = faced
    return judged(policy, replace(caller, since=by.created_at, limited=by.silenced_at is not None), tx.now)


async def chosen(tx: Transaction, owner: Account) -> Chosen:
    """As it is now."""
    return Chosen(await policies.of(tx, owner.id), *await policies.kept_back(tx, owner.id))


async def choose(tx: Transaction, owner: Account, **verdicts: Verdict) -> Chosen:
    """What is named changes, from the next ring on."""
    await policies.choose(tx, owner.id, replace(await policies.of(tx, owner.id), **verdicts))
    return await chosen(tx, owner)
