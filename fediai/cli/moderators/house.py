"""`fediai house …`: the title, the rules and the longer texts, changed while the server runs."""

import argparse
import sys
from pathlib import Path

from fediai.cli import CommandError
from fediai.cli.instance import on_its_verb, show
from fediai.cli.words import Verb, verbs
from fediai.context import Context
from fediai.services import house


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs(parser, VERBS)


def _words(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", choices=house.NAMES)
    parser.add_argument("words", nargs="?", help="what it says from now on; left out: read from --file, or from stdin")
    parser.add_argument("--file", type=Path, metavar="FILE")


async def _show(ctx: Context, given: argparse.Namespace) -> int:
    async with ctx.db.read() as tx:
        written = await house.every(tx)
    return show([{"name": name, "words": words} for name, words in written.items()], as_json=given.json)


async def _set(ctx: Context, given: argparse.Namespace) -> int:
    words = given.words if given.words is not None else _read(given.file)
    async with ctx.db.write() as tx:
        await house.put(tx, given.name, words)
    return 0


def _read(path: Path | None) -> str:
    try:
        return sys.stdin.read() if path is None else path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as cause:
        raise CommandError(f"{path} can't be read: {cause}") from cause


VERBS = {
    "show": Verb("everything that was written", _show),
    "set": Verb("title, description, contact_email, rules (a line each), or one of the longer texts", _set, _words),
}
run = on_its_verb
