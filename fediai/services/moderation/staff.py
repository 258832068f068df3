"""Who moderates here, and ringing for them."""

from fediai.context import Context
from fediai.domain.accounts import Account, Viewer
from fediai.domain.errors import Forbidden
from fediai.domain.moderation.sanctions import Staff
from fediai.domain.people.notifications import NotificationType
from fediai.domain.people.reports import Report
from fediai.services.people import notifications
from fediai.store.database import Transaction
from fediai.store.moderation import people


def staff(viewer: Viewer | None, at_least: str = "moderator") -> Staff:
    """Whoever asks, as somebody who may decide; `Forbidden` for everybody else."""
    found = Staff(viewer.account, viewer.user.role) if viewer else None
    if found is None or not found.is_at_least(at_least):
        raise Forbidden
    return found


async def ring_report(ctx: Context, tx: Transaction, report: Report, by: Account) -> None:
    """Every moderator hears of a new report."""
    for one in await people.staff(tx):
        await notifications.notify(
            ctx, tx, NotificationType.ADMIN_REPORT, one, by, cause=str(report.id), about_id=report.id
        )
