"""The house at a glance, for whoever keeps it."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass

from fediai.context import Context
from fediai.services import numbers
from fediai.services.numbers import Numbers
from fediai.store.far.peers import Peer
from fediai.store.moderation import overview
from fediai.store.moderation.overview import Stored


@dataclass(frozen=True, slots=True)
class Overview:
    """As it is now."""

    numbers: Numbers
    reports: int
    waiting: int
    failing: Sequence[Peer]
    stored: Stored
    database_bytes: int
    free_bytes: int


async def overview_of(ctx: Context) -> Overview:
    """A fixed number of queries, and one question to the disk."""
    counted = await numbers.numbers(ctx)
    async with ctx.db.read() as tx:
        found = (
            await overview.open_reports(tx), await overview.waiting_people(tx), await overview.failing(tx),
            await overview.stored(tx), await overview.database_bytes(tx),
        )  # fmt: skip
    return Overview(counted, *found, _free(ctx))


def _free(ctx: Context) -> int:
    folder = ctx.files.folder.resolve()
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free
