"""Somebody whom nobody here knows names many of us within minutes: their posts are kept, and ring no bell.

Waves of spam look like that, from one account or from a whole server of new ones. Those who are named find it among
the notifications that were kept back; moderators find a line about it in the record.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.ids import made_at
from fediai.domain.moderation.audit import About, Deed, about_account
from fediai.services.moderation import audit
from fediai.store.database import Transaction
from fediai.store.far import relevance

NEW = timedelta(days=7)  # since we first heard of an account, whatever it says about its age


async def ringing(ctx: Context, tx: Transaction, author: Account, named: Sequence[Account]) -> Account:
    """As whom this author rings: as somebody limited, where they are one of those."""
    people = [one.id for one in named if one.is_local]
    if not people or author.is_local:
        return author
    limit, crowds = ctx.settings.limits.mentions_by_strangers, ctx.far.crowds
    many = crowds.named(author.uri, people, tx.now) > limit
    many_of_host = crowds.named(f"host {author.domain}", people, tx.now) > limit
    about = await _stranger(tx, author, alone=many) if many or many_of_host else None
    if about is None:
        return author
    if crowds.is_news(about.name, tx.now):
        await audit.record(tx, None, Deed.HOLD_BACK, about, f"named more than {limit} people within minutes")
    return replace(author, silenced_at=author.silenced_at or tx.now)


async def _stranger(tx: Transaction, author: Account, *, alone: bool) -> About | None:
    """The account, where it is new and followed by nobody here; the server, where nobody here follows anybody there."""
    if await relevance.is_followed_here(tx, author.id):
        return None
    if alone and tx.now - made_at(author.id) < NEW:
        return about_account(author)
    return None if await relevance.is_host_followed_here(tx, author.domain) else About("domain", author.domain)
