"""`fediai peers`: the servers we know; what runs there, and whether they answer."""

import argparse

from fediai.cli import Invocation
from fediai.cli.instance import on_instance, show
from fediai.cli.words import readable
from fediai.context import Context
from fediai.services.far.leisure import software


def arguments(parser: argparse.ArgumentParser) -> None:
    readable(parser)
    parser.set_defaults(json=False)
    parser.add_argument("--silent", action="store_true", help="only those that do not answer")


def run(invocation: Invocation) -> int:
    given = invocation.arguments

    async def work(ctx: Context) -> int:
        async with ctx.db.read() as tx:
            found = await software.every(tx)
        rows = [
            {
                "host": one.host,
                "software": one.software or None,
                "known_since": one.first_seen_at,
                "last_answer": one.last_success_at,
                "silent_since": one.failing_since,
            }
            for one in found
            if one.failing_since is not None or not given.silent
        ]
        return show(rows, as_json=given.json, none="no server is known yet")

    return on_instance(invocation, work)
