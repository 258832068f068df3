"""`fediai backup DIR`: database, keys, pictures and configuration, while the server serves."""

import argparse
from pathlib import Path

from fediai.cli import Invocation
from fediai.cli.instance import on_instance, show
from fediai.cli.words import readable
from fediai.context import Context
from fediai.services.backup import taking


def arguments(parser: argparse.ArgumentParser) -> None:
    readable(parser).add_argument("folder", type=Path, metavar="DIR", help="a new or empty folder")


def run(invocation: Invocation) -> int:
    given = invocation.arguments

    async def work(ctx: Context) -> int:
        made = await taking.take(ctx, given.folder, invocation.config)
        rows = sum(made.counts.values())
        kept = {"rows": rows, "files": made.files, "bytes": made.bytes, "missing": made.missing}
        return show([{"folder": str(given.folder), **kept, "schema": made.revision}], as_json=given.json)

    return on_instance(invocation, work)
