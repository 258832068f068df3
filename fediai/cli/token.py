"""`fediai token create NAME`: a bearer token for the client API, for scripts and for trying things out."""

import argparse

from fediai.cli import CommandError, UsageError
from fediai.cli.instance import on_its_verb, show
from fediai.cli.words import Verb, named, verbs
from fediai.context import Context
from fediai.domain.people.oauth import SCOPES, InvalidScope, scopes_of
from fediai.services.people import oauth
from fediai.store.people import users

ALL = "read write follow push"


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs(parser, VERBS)


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
        strange = sorted(set(text.split()) - SCOPES)
        raise UsageError(f"--scopes: unknown are {', '.join(strange)}; the widest are {ALL}") from cause


VERBS = {"create": Verb("a token, alone on stdout", _create, _new)}
run = on_its_verb
