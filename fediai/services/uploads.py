"""Pictures that people bring: decoded within limits, stripped, scaled, described."""

from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.media import Media

Focus = tuple[float, float]


async def upload(
    ctx: Context, account: Account, data: bytes, *, description: str | None = None, focus: Focus | None = None
) -> Media:
    """A ready attachment; `Invalid` with a sentence for what is no picture or too large a one."""
    raise NotImplementedError


async def describe(
    ctx: Context, account: Account, id: int, *, description: str | None = None, focus: Focus | None = None
) -> Media:
    """Alt text and focus of an attachment that is not posted yet; `NotFound` otherwise."""
    raise NotImplementedError
