"""`fediai log`: what moderators decided; who, what, whom, when, why."""

import argparse

from fediai.cli import Invocation
from fediai.cli.instance import on_instance, show
from fediai.cli.words import readable
from fediai.context import Context
from fediai.domain.statuses import Page
from fediai.services.moderation import audit


def arguments(parser: argparse.ArgumentParser) -> None:
    readable(parser)
    parser.set_defaults(json=False)
    parser.add_argument("--limit", type=int, default=50, help="how many, the last first (50)")
    parser.add_argument("--about", default="", help="only about accounts, domains, reports …: account, domain, report")


def run(invocation: Invocation) -> int:
    given = invocation.arguments

    async def work(ctx: Context) -> int:
        async with ctx.db.read() as tx:
            found = await audit.page(tx, Page(limit=max(1, min(given.limit, 1000))), kind=given.about)
        rows = [
            {
                "at": one.created_at,
                "by": one.by_name,
                "deed": one.deed.value,
                "about": one.about_name,
                "why": one.reason,
            }
            for one in found
        ]
        return show(rows, as_json=given.json, none="nothing has been decided yet")

    return on_instance(invocation, work)
