"""`fediai token create NAME`: a bearer token for the client API, for scripts and for trying things out."""

import argparse

from fediai.cli import CommandError, Invocation
from fediai.cli.instance import on_instance
from fediai.context import Context
from fediai.services.people import oauth
from fediai.store.people import users

SCOPES = "read write follow push"


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    create = verbs.add_parser("create", help="a token, alone on stdout")
    create.add_argument("name")
    create.add_argument("--scopes", default=SCOPES)


def run(invocation: Invocation) -> int:
    return on_instance(invocation, lambda ctx: _create(ctx, invocation.arguments))


async def _create(ctx: Context, given: argparse.Namespace) -> int:
    async with ctx.db.write() as tx:
        found = await users.by_login(tx, given.name)
        if found is None:
            raise CommandError(f"nobody here is called {given.name!r}")
        token = await oauth.issue_token(ctx, tx, found[0].id, given.scopes)
    print(token)
    return 0
