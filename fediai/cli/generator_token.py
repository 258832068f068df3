"""`fediai generator-token …`: who may paint for this instance from another machine."""

import argparse

from fediai.cli import CommandError, Invocation
from fediai.cli.instance import on_instance, show
from fediai.context import Context
from fediai.services.pictures import painters


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    verbs.add_parser("create", help="a token, alone on stdout, shown once").add_argument(
        "name", nargs="?", default="gpu"
    )
    verbs.add_parser("list", help="who may dial in, and who does")
    verbs.add_parser("revoke", help="these tokens stop working").add_argument("name")


def run(invocation: Invocation) -> int:
    work = {"create": _create, "list": _list, "revoke": _revoke}[invocation.arguments.verb]
    return on_instance(invocation, lambda ctx: work(ctx, invocation.arguments))


async def _create(ctx: Context, given: argparse.Namespace) -> int:
    print(await painters.new_generator_token(ctx, given.name))
    return 0


async def _list(ctx: Context, given: argparse.Namespace) -> int:
    known = await painters.everybody(ctx)
    rows = [{"name": one.name, "created": one.created_at, "seen": one.seen_at} for one in known]
    return show(rows, as_json=given.json)


async def _revoke(ctx: Context, given: argparse.Namespace) -> int:
    if not await painters.revoke_generator_token(ctx, given.name):
        raise CommandError(f"there is no generator token called {given.name!r}")
    return 0
