"""Posting pictures from any client: `/imagine …` in a status, and what deleting, editing and replying then mean."""

from fediai.context import Context
from fediai.domain.accounts import Viewer
from fediai.domain.statuses import Draft, Status, StatusView
from fediai.store.database import Transaction


async def perform(ctx: Context, viewer: Viewer, draft: Draft, idempotency_key: str) -> StatusView | None:
    """None: an ordinary post (publish `ordinary(draft)`).

    Else the final status, or the pending one when the painting takes longer than `posting.wait_seconds`.
    Opens its own transactions; keeps its own record of the idempotency key.
    """
    raise NotImplementedError


def ordinary(draft: Draft) -> Draft:
    """The draft without the backslash that kept its text from being a command."""
    raise NotImplementedError


async def cancelled(ctx: Context, tx: Transaction, viewer: Viewer, status: Status) -> None:
    """The author deletes a pending status: its painting stops, its share is given back."""
    raise NotImplementedError


async def edited(ctx: Context, viewer: Viewer, status: Status, draft: Draft) -> StatusView | None:
    """None: an ordinary edit of a published status. Else a painting begins (anew); opens its own transactions."""
    raise NotImplementedError
