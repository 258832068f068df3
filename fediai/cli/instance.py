"""Commands that work on an instance: open it, run one coroutine, close it."""

import argparse
import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

from fediai.app import opened
from fediai.cli import CommandError, Invocation, log_to_stderr
from fediai.context import Context
from fediai.settings import load
from fediai.store.migrate import pending

T = TypeVar("T")


def on_instance(invocation: Invocation, work: Callable[[Context], Awaitable[T]]) -> T:
    """What `work` returns; an instance whose database is not current is refused with what to type."""
    settings = load(invocation.config)
    log_to_stderr("warning")

    async def run() -> T:
        if missing := await pending(settings):
            raise CommandError(f"the database lacks {len(missing)} migrations; run: fediai migrate")
        async with opened(settings, "cli") as ctx:
            return await work(ctx)

    return asyncio.run(run())


def on_its_verb(invocation: Invocation) -> int:
    """The work of the verb that was typed, on the instance; its exit status."""
    given = invocation.arguments
    work: Callable[[Context, argparse.Namespace], Awaitable[int]] = given.work
    return on_instance(invocation, lambda ctx: work(ctx, given))


def show(rows: Sequence[dict[str, Any]], *, as_json: bool, none: str = "nothing") -> int:
    """A table for people, or JSON for machines."""
    if as_json:
        print(json.dumps(list(rows), default=str, ensure_ascii=False))
        return 0
    if not rows:
        print(none, file=sys.stderr)
        return 0
    names = list(rows[0])
    cells = [names, *([str(row[name] if row[name] is not None else "") for name in names] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(names))]
    for row in cells:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    return 0
