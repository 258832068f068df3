"""`fediai user …`: who lives here, and how they stand."""

import argparse
import secrets
from typing import Any

from fediai.cli import CommandError
from fediai.cli.instance import on_its_verb, show
from fediai.cli.parts import moving, sanctions
from fediai.cli.words import Verb, named, verbs
from fediai.context import Context
from fediai.domain.accounts import Account, User
from fediai.domain.moderation.sanctions import OWNER
from fediai.domain.people.logins import faults_of, stop_of
from fediai.services.entry import approvals, one_time
from fediai.services.moderation import joining
from fediai.services.people import accounts, departures, users
from fediai.store.people import users as store

STATES = {"": "active", "disabled": "deleted", "unconfirmed": "unconfirmed", "pending": "waits for approval"}
ROLES = ("user", "moderator", "admin")


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs(parser, VERBS)


def _new(parser: argparse.ArgumentParser) -> None:
    named(parser)
    parser.add_argument("--email", required=True)
    parser.add_argument("--password")
    parser.add_argument("--role", choices=ROLES, default="user")


async def _create(ctx: Context, given: argparse.Namespace) -> int:
    password = given.password or secrets.token_urlsafe(12)
    if faults := faults_of(given.name, given.email, password):
        raise CommandError("; ".join(faults.values()))
    keys, hashed = await accounts.new_keys(), await users.hash_password(password)
    async with ctx.db.write() as tx:
        account, _ = await accounts.create_local(
            ctx, tx, given.name, email=given.email, password_hash=hashed, role=given.role, keys=keys
        )
    shown = {"name": account.username, "handle": f"@{account.username}@{ctx.urls.domain}", "role": given.role}
    return show([shown if given.password else {**shown, "password": password}], as_json=given.json)


async def _list(ctx: Context, given: argparse.Namespace) -> int:
    async with ctx.db.read() as tx:
        return show([_row(user, account) for user, account in await store.everybody(tx)], as_json=given.json)


async def _show(ctx: Context, given: argparse.Namespace) -> int:
    async with ctx.db.read() as tx:
        user, account = await _found(tx, given.name)
    more = {"statuses": account.statuses_count, "followers": account.followers_count, "since": user.created_at}
    return show([{**_row(user, account), **more}], as_json=given.json)


async def _approve(ctx: Context, given: argparse.Namespace) -> int:
    async with ctx.db.read() as tx:
        _, account = await _found(tx, given.name)
    await joining.approve(ctx, OWNER, account.id)
    async with ctx.db.read() as tx:
        return show([_row(*await _found(tx, given.name))], as_json=given.json)


async def _reject(ctx: Context, given: argparse.Namespace) -> int:
    async with ctx.db.read() as tx:
        _, account = await _found(tx, given.name)
    await joining.reject(ctx, OWNER, account.id)
    return show([{"name": account.username, "state": "rejected"}], as_json=given.json)


async def _waiting(ctx: Context, given: argparse.Namespace) -> int:
    rows = [
        {"name": account.username, "email": user.email, "since": came.created_at, "reason": came.reason}
        for user, account, came in await approvals.waiting(ctx)
    ]
    return show(rows, as_json=given.json, none="nobody waits")


async def _reset_password(ctx: Context, given: argparse.Namespace) -> int:
    password = secrets.token_urlsafe(12)
    async with ctx.db.read() as tx:
        user, account = await _found(tx, given.name)
    await users.set_password(ctx, user, password)
    return show([{"name": account.username, "password": password}], as_json=given.json)


async def _disable_2fa(ctx: Context, given: argparse.Namespace) -> int:
    async with ctx.db.read() as tx:
        user, account = await _found(tx, given.name)
    await one_time.forget_everything(ctx, user)
    return show([_row(user, account)], as_json=given.json)


async def _delete(ctx: Context, given: argparse.Namespace) -> int:
    async with ctx.db.read() as tx:
        _, account = await _found(tx, given.name)
    gone = await departures.leave(ctx, account)
    shown = {"name": account.username, "statuses": gone.statuses, "files": gone.files, "servers_told": gone.told}
    return show([shown], as_json=given.json)


async def _found(tx: Any, name: str) -> tuple[User, Account]:
    found = await store.by_login(tx, name)
    if found is None:
        raise CommandError(f"nobody here is called {name!r}")
    return found


def _row(user: User, account: Account) -> dict[str, Any]:
    state = sanctions.standing(account, user.disabled_at is not None) or STATES[stop_of(user, account)]
    return {"name": account.username, "email": user.email, "role": user.role, "state": state}


VERBS = {
    "create": Verb("a new person; prints the password it made if none was given", _create, _new),
    "list": Verb("everybody, oldest first", _list),
    "show": Verb("one person", _show, named),
    "waiting": Verb("who asked to join and waits for an answer", _waiting),
    "approve": Verb("they asked to join, and may", _approve, named),
    "reject": Verb("they asked to join, and may not; nothing of them is kept", _reject, named),
    "reset-password": Verb("a new password, printed once", _reset_password, named),
    "disable-2fa": Verb("the password alone opens the door: for whoever lost device and codes", _disable_2fa, named),
    "delete": Verb("gone with all they made, here and elsewhere; their name stays taken", _delete, named),
    **sanctions.VERBS,
    **moving.VERBS,
}
run = on_its_verb
