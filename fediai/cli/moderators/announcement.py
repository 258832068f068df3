"""`fediai announcement …`: what the house says to everybody who lives here."""

import argparse
from datetime import datetime
from typing import Any

from fediai.cli import CommandError
from fediai.cli.instance import on_its_verb, show
from fediai.cli.words import Verb, verbs
from fediai.context import Context
from fediai.domain.moderation.announcements import Announcement
from fediai.domain.moderation.sanctions import OWNER
from fediai.services.moderation import announcements
from fediai.store.moderation import announcements as store


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs(parser, VERBS)


def _words(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("text")
    parser.add_argument("--starts", default="", help="an instant, as 2026-05-01T09:00 on the house's clock")
    parser.add_argument("--ends", default="", help="the same")
    parser.add_argument("--all-day", action="store_true", help="only the days count")


def _one(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", type=int)


async def _create(ctx: Context, given: argparse.Namespace) -> int:
    starts, ends = _instant(ctx, given.starts), _instant(ctx, given.ends)
    async with ctx.db.write() as tx:
        made = await announcements.say(tx, OWNER, given.text, starts, ends, all_day=given.all_day)
    return show([_row(made)], as_json=given.json)


def _instant(ctx: Context, text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text) if text else None
    except ValueError as cause:
        raise CommandError(f"{text!r} is no instant, as 2026-05-01T09:00") from cause
    return at if at is None or at.tzinfo else at.replace(tzinfo=ctx.settings.zone)


async def _list(ctx: Context, given: argparse.Namespace) -> int:
    async with ctx.db.read() as tx:
        return show([_row(one) for one in await store.every(tx)], as_json=given.json)


async def _delete(ctx: Context, given: argparse.Namespace) -> int:
    async with ctx.db.write() as tx:
        await announcements.take_back(tx, OWNER, given.id)
    return show([{"id": str(given.id), "deleted": True}], as_json=given.json)


def _row(one: Announcement) -> dict[str, Any]:
    return {"id": str(one.id), "text": one.text, "starts": one.starts_at, "ends": one.ends_at, "said": one.created_at}


VERBS = {
    "create": Verb("said to everybody from now on, or from an instant on", _create, _words),
    "list": Verb("all of them, the last first", _list),
    "delete": Verb("nobody sees it any more", _delete, _one),
}
run = on_its_verb
