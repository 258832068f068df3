"""`fediai token create NAME`: a bearer token for the client API, for scripts and for trying things out."""

import argparse

from fediai.cli import CommandError, Invocation, UsageError
from fediai.cli.instance import on_instance, show
from fediai.cli.words import Verb, named, verbs
from fediai.context import Context
from fediai.domain.people.oauth import SCOPES, InvalidScope, scopes_of
from fediai.services.people import oauth
from fediai.store.people import users

ALL = "read write follow push"


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs(parser, VERBS)


def run(invocation: Invocation) -> int:
    return on_instance(invocation, lambda ctx: invocation.arguments.work(ctx, invocation.arguments))


def _new(parser: argparse.ArgumentParser) -> None:
    named(parser)
    parser.add_argument("--scopes", default=ALL)


async def _create(ctx: Context, given: argparse.Namespace) -> int:
    scopes = " ".join(_known(given.scopes))
    async with ctx.db.write() as tx:
        found = await users.by_login(tx, given.name)
        if found is None:
            raise CommandError(f"nobody here is called {given.name!r}")
        token = await oauth.issue_token(ctx, tx, found[0].id, scopes)
    if given.json:
        return show([{"name": found[1].username, "token": token, "scopes": scopes}], as_json=True)
    print(token)
    return 0


def _known(text: str) -> tuple[str, ...]:
    try:
        return scopes_of(text)
    except InvalidScope as cause:
        raise UsageError(f"--scopes {text!r}: known are {', '.join(sorted(SCOPES))}") from cause


VERBS = {"create": Verb("a token, alone on stdout", _create, _new)}
