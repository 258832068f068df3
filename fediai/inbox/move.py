"""Somebody elsewhere says that they live at another address now."""

from activitypub.activities import Move
from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.services.moving import moves


async def received(ctx: Context, by: Account, said: Move) -> str:
    """Believed when both profiles say so."""
    return await moves.receive(ctx, by, said.target_id or "")
