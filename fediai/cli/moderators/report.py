"""`fediai report …`: what people here and elsewhere want the moderators to look at."""

import argparse
from typing import Any

from fediai.cli.instance import on_its_verb, show
from fediai.cli.words import Verb, verbs
from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.moderation.sanctions import OWNER
from fediai.domain.people.reports import Report
from fediai.domain.statuses import Page
from fediai.services.moderation import reports

MOST = 100


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs(parser, VERBS)


def _listing(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--resolved", action="store_true", help="those that are settled")


def _one(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", type=int)


async def _list(ctx: Context, given: argparse.Namespace) -> int:
    async with ctx.db.read() as tx:
        found = await reports.waiting(tx, Page(limit=MOST), resolved=given.resolved)
    return show([_row(*one) for one in found], as_json=given.json)


async def _resolve(ctx: Context, given: argparse.Namespace) -> int:
    async with ctx.db.write() as tx:
        settled = await reports.resolve(tx, given.id, OWNER)
    return show([{"id": str(settled.id), "resolved_at": settled.resolved_at}], as_json=given.json)


def _row(report: Report, by: Account, about: Account) -> dict[str, Any]:
    return {
        "id": str(report.id), "about": f"@{about.acct}", "by": f"@{by.acct}", "category": report.category,
        "posts": len(report.status_ids), "comment": report.comment, "at": report.created_at,
    }  # fmt: skip


VERBS = {
    "list": Verb("those that wait, newest first", _list, _listing),
    "resolve": Verb("somebody has looked", _resolve, _one),
}
run = on_its_verb
