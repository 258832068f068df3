"""`fediai migrate`: bring the database to the current schema; on SQLite a copy is kept first."""

import argparse
import asyncio

from fediai.cli import Invocation
from fediai.settings import load
from fediai.store import migrate


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="only say what is due; exit status 1 if anything is")


def run(invocation: Invocation) -> int:
    settings = load(invocation.config)
    missing = asyncio.run(migrate.pending(settings))
    if invocation.arguments.check:
        print("\n".join(missing) if missing else "The database is current.")
        return 1 if missing else 0
    asyncio.run(migrate.migrate(settings, print))
    print("The database is current.")
    return 0
