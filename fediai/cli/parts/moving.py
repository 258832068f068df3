"""`fediai user …`, the verbs of moving house: what people take along, bring along, and where they live."""

import argparse
import asyncio
from pathlib import Path

from fediai.cli import CommandError
from fediai.cli.instance import show
from fediai.cli.words import Verb, named
from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.people.sheets import READABLE, Sheet
from fediai.services.far import archive
from fediai.services.moving import importing, moves
from fediai.store.moving.imports import Import
from fediai.store.people import users as store


async def _account(ctx: Context, name: str) -> Account:
    async with ctx.db.read() as tx:
        found = await store.by_login(tx, name)
    if found is None:
        raise CommandError(f"nobody here is called {name!r}")
    return found[1]


def _file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")


def _export_words(parser: argparse.ArgumentParser) -> None:
    named(parser)
    _file(parser)
    parser.add_argument("--list", choices=list(Sheet), help="one list as CSV instead of the whole archive")


async def _export(ctx: Context, given: argparse.Namespace) -> int:
    account, path = await _account(ctx, given.name), given.file.absolute()
    try:
        if given.list:
            text = await importing.sheet_of(ctx, account, Sheet(given.list))
            await asyncio.to_thread(path.write_text, text)
        else:
            await archive.write(ctx, account, path)
    except OSError as cause:
        raise CommandError(f"{path} can't be written: {cause.strerror}") from cause
    return show([{"name": account.username, "file": str(path), "bytes": path.stat().st_size}], as_json=given.json)


def _import_words(parser: argparse.ArgumentParser) -> None:
    named(parser)
    parser.add_argument("list", choices=list(READABLE), metavar="LIST", help=" | ".join(READABLE))
    _file(parser)
    parser.add_argument("--overwrite", action="store_true", help="what is not on the list goes")


async def _import(ctx: Context, given: argparse.Namespace) -> int:
    account = await _account(ctx, given.name)
    try:
        data = await asyncio.to_thread(given.file.read_bytes)
    except OSError as cause:
        raise CommandError(f"{given.file} can't be read: {cause.strerror}") from cause
    made: Import | None = await importing.begin(
        ctx, account, Sheet(given.list), data, overwrite=given.overwrite, errand=False
    )
    while made is not None and made.finished_at is None:
        made = await importing.step(ctx, made.id, errand=False)
    if made is None:
        raise CommandError("the account went away meanwhile")
    failed = [
        {"entry": line.entry.what, "why": line.error} for line in await importing.failures_of(ctx, account, made.id)
    ]
    row = {"list": made.sheet.value, "total": made.total, "done": made.done, "failed": made.failed}
    if given.json:
        return show([{**row, "failures": failed}], as_json=True)
    show([row], as_json=False)
    return show(failed, as_json=False) if failed else 0


def _alias_words(parser: argparse.ArgumentParser) -> None:
    named(parser)
    parser.add_argument("handles", nargs="*", metavar="HANDLE", help="who may move here; they replace those before")
    parser.add_argument("--none", action="store_true", help="nobody may")


async def _alias(ctx: Context, given: argparse.Namespace) -> int:
    account = await _account(ctx, given.name)
    if given.handles or given.none:
        account = await moves.set_aliases(ctx, account, given.handles)
    return show([{"alias": uri} for uri in account.also_known_as], as_json=given.json, none="no aliases")


def _move_words(parser: argparse.ArgumentParser) -> None:
    named(parser)
    parser.add_argument("handle", metavar="HANDLE", help="the account to move to")


async def _move(ctx: Context, given: argparse.Namespace) -> int:
    moved = await moves.move(ctx, await _account(ctx, given.name), given.handle)
    return show([{"name": moved.username, "moved_to": moved.moved_to_uri}], as_json=given.json)


async def _stay(ctx: Context, given: argparse.Namespace) -> int:
    account = await _account(ctx, given.name)
    async with ctx.db.write() as tx:
        await moves.stay(ctx, tx, account)
    return show([{"name": account.username, "moved_to": ""}], as_json=given.json)


VERBS = {
    "export": Verb("all they made and keep, as an archive; or one list as CSV", _export, _export_words),
    "import": Verb("a list from another server, read to its end", _import, _import_words),
    "alias": Verb("the accounts elsewhere that may move to this one", _alias, _alias_words),
    "move": Verb(
        "their followers are led to another account, which must name this one as its alias", _move, _move_words
    ),
    "stay": Verb("the redirect to another account is taken back", _stay, named),
}
