"""`fediai migrate`: bring the database to the current schema; on SQLite a copy is kept first."""

import argparse
import asyncio

from fediai.cli import Invocation
from fediai.cli.instance import show
from fediai.cli.words import readable
from fediai.settings import load
from fediai.store import migrate


def arguments(parser: argparse.ArgumentParser) -> None:
    readable(parser).add_argument(
        "--check", action="store_true", help="only say what is due; exit status 1 if anything is"
    )


def run(invocation: Invocation) -> int:
    settings = load(invocation.config)
    missing = asyncio.run(migrate.pending(settings))
    given = invocation.arguments
    if given.check:
        show([{"revision": one} for one in missing], as_json=given.json, none="the database is current")
        return 1 if missing else 0
    if given.json:
        asyncio.run(migrate.migrate(settings, lambda _: None))
        return show([{"revision": one} for one in missing], as_json=True)
    asyncio.run(migrate.migrate(settings, lambda sentence: print(sentence, flush=True)))
    return 0
