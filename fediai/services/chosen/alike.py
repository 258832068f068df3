"""Who of many sees a post exactly as the others do, so that it need be made ready for one of them only."""

from collections.abc import Sequence

from fediai.domain.posts.quotes import PUBLIC, policy_of
from fediai.domain.statuses import Status
from fediai.domain.visibility import OPEN
from fediai.store.chosen.apart import apart
from fediai.store.database import Transaction
from fediai.store.posts import statuses


async def alike(tx: Transaction, viewers: Sequence[int], status: Status) -> set[int]:
    """Nobody, where what one sees hangs on whom one follows: posts for few, quotes, quoting by followers only."""
    if len(viewers) < 2:
        return set()
    original = await statuses.by_id(tx, status.reblog_of_id) if status.reblog_of_id else None
    shown = [status, original] if original else [status]
    if not all(_is_the_same_for_all(one) for one in shown):
        return set()
    return set(viewers) - await apart(tx, viewers, shown)


def _is_the_same_for_all(one: Status) -> bool:
    policy = policy_of(one)
    return (
        one.visibility in OPEN
        and not (one.is_pending or one.quote_id)
        and {*policy.automatic, *policy.manual} <= {PUBLIC}
    )
