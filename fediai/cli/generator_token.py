"""`fediai generator-token …`: who may paint for this instance from another machine."""

import argparse

from fediai.cli import CommandError
from fediai.cli.instance import on_its_verb, show
from fediai.cli.words import Verb, named, verbs
from fediai.context import Context
from fediai.services.pictures import painters


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs(parser, VERBS)


def _new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", default="gpu")


async def _create(ctx: Context, given: argparse.Namespace) -> int:
    token = await painters.new_generator_token(ctx, given.name)
    if given.json:
        return show([{"name": given.name, "token": token}], as_json=True)
    print(token)
    return 0


async def _list(ctx: Context, given: argparse.Namespace) -> int:
    known = await painters.everybody(ctx)
    rows = [{"name": one.name, "created": one.created_at, "seen": one.seen_at} for one in known]
    return show(rows, as_json=given.json)


async def _revoke(ctx: Context, given: argparse.Namespace) -> int:
    if not await painters.revoke_generator_token(ctx, given.name):
        raise CommandError(f"there is no generator token called {given.name!r}")
    return 0


VERBS = {
    "create": Verb("a token, alone on stdout, shown once", _create, _new),
    "list": Verb("who may dial in, and who does", _list),
    "revoke": Verb("these tokens stop working", _revoke, named),
}
run = on_its_verb
