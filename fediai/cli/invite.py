"""`fediai invite …`: codes that let people in."""

import argparse
from datetime import datetime
from typing import Any

from fediai.cli.instance import on_its_verb, show
from fediai.cli.words import Verb, verbs
from fediai.context import Context
from fediai.domain.people.joining import Invite
from fediai.services.entry import invites


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs(parser, VERBS)


def _new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--uses", type=int, default=1, help="how many people it lets in; 0: any number")
    parser.add_argument("--days", type=int, default=30, help="for how long; 0: for good")


def _code(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code")


async def _create(ctx: Context, given: argparse.Namespace) -> int:
    made = await invites.create(ctx, None, given.uses or None, given.days or None)
    link = f"{ctx.urls.base}/auth/sign_up?invite={made.code}"
    return show([{"code": made.code, "link": link, "until": made.expires_at}], as_json=given.json)


async def _list(ctx: Context, given: argparse.Namespace) -> int:
    now = ctx.clock()
    return show([_row(one, now) for one in await invites.every(ctx)], as_json=given.json)


def _row(one: Invite, now: datetime) -> dict[str, Any]:
    uses = f"{one.uses}/{one.most_uses or 'any'}"
    return {"code": one.code, "uses": uses, "until": one.expires_at, "opens": "yes" if one.opens(now) else "no"}


async def _revoke(ctx: Context, given: argparse.Namespace) -> int:
    await invites.revoke(ctx, given.code, None)
    return 0


VERBS = {
    "create": Verb("a new code, and the link that carries it", _create, _new),
    "list": Verb("all of them, the newest first", _list),
    "revoke": Verb("this code lets nobody in any more", _revoke, _code),
}
run = on_its_verb
