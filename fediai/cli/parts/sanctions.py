"""`fediai user …`, the verbs of moderation: what the admin API does about an account, under Mastodon's words for it."""

import argparse
from collections.abc import Awaitable, Callable
from functools import partial

from fediai.cli import CommandError
from fediai.cli.instance import show
from fediai.cli.words import Verb, named
from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.moderation.sanctions import OWNER, Order, Sanction
from fediai.services.moderation import sanctions
from fediai.store.database import Transaction
from fediai.store.people import accounts, users

Work = Callable[[Context, argparse.Namespace], Awaitable[int]]


def _told(parser: argparse.ArgumentParser) -> None:
    named(parser)
    parser.add_argument("--text", default="", help="why: a word to its owner, who is told in any case")


async def _act(sanction: Sanction, ctx: Context, given: argparse.Namespace) -> int:
    async with ctx.db.write() as tx:
        account = await _found(tx, given.name)
        await sanctions.act(ctx, tx, OWNER, account, Order(sanction, given.text.strip()))
        return await _show(tx, account, given)


async def _undo(word: str, ctx: Context, given: argparse.Namespace) -> int:
    async with ctx.db.write() as tx:
        account = await _found(tx, given.name)
        await sanctions.undo(ctx, tx, OWNER, account, word)
        return await _show(tx, account, given)


async def _found(tx: Transaction, name: str) -> Account:
    """Somebody here by user name or e-mail address, or somebody elsewhere by handle."""
    if found := await users.by_login(tx, name):
        return found[1]
    username, _, domain = name.removeprefix("@").partition("@")
    account = await accounts.by_acct(tx, username, domain)
    if account is None:
        raise CommandError(f"nobody whom this server knows is called {name!r}")
    return account


async def _show(tx: Transaction, before: Account, given: argparse.Namespace) -> int:
    account = (await accounts.by_ids(tx, [before.id]))[before.id]
    user = await users.by_account(tx, account.id)
    return show(
        [{"name": account.acct, "state": standing(account, bool(user and user[0].disabled_at)) or "active"}],
        as_json=given.json,
    )


def standing(account: Account, is_disabled: bool) -> str:
    """Every measure that is in force, in Mastodon's words; "" when there is none."""
    measures = {
        "suspended": account.suspended_at, "disabled": is_disabled, "silenced": account.silenced_at,
        "sensitized": account.sensitized_at,
    }  # fmt: skip
    return ", ".join(name for name, holds in measures.items() if holds)


def _doing(sanction: Sanction, sentence: str) -> Verb:
    return Verb(sentence, partial(_act, sanction), _told)


def _undoing(word: str, sentence: str) -> Verb:
    return Verb(sentence, partial(_undo, word), named)


VERBS = {
    "warn": _doing(Sanction.NONE, "a word to them (--text), and nothing else"),
    "sensitive": _doing(Sanction.SENSITIVE, "all their pictures are shown behind a veil"),
    "unsensitive": _undoing("unsensitive", "their pictures are shown as they mark them"),
    "silence": _doing(Sanction.SILENCE, "only those who follow them hear them"),
    "unsilence": _undoing("unsilence", "they are heard in public again"),
    "disable": _doing(Sanction.DISABLE, "they can't sign in, their tokens end; what they posted stays to be seen"),
    "enable": _undoing("enable", "they can sign in again"),
    "suspend": _doing(
        Sanction.SUSPEND, "they and all they posted are hidden, here and elsewhere, and they can't sign in"
    ),
    "unsuspend": _undoing("unsuspend", "they and their posts are back"),
}
