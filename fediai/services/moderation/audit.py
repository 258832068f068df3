"""The one function that writes down what moderators decide, in the transaction of the deed itself."""

from typing import Any

from fediai.domain.moderation.audit import COMMAND_LINE, HOUSE_ITSELF, About, Deed, Entry, about_account
from fediai.domain.moderation.sanctions import Staff
from fediai.domain.statuses import Page
from fediai.store.database import Transaction
from fediai.store.moderation import audit

__all__ = ["About", "Deed", "about_account", "page", "record"]


async def record(tx: Transaction, by: Staff | None, deed: Deed, about: About, reason: str = "", **details: Any) -> None:
    """Who (None: the house by itself), what, whom, when, why."""
    account = by.account if by else None
    name = COMMAND_LINE if by else HOUSE_ITSELF
    await audit.insert_new(
        tx,
        Entry(
            id=tx.new_id(), account_id=account.id if account else None,
            by_name=f"@{account.username}" if account else name, deed=deed, about_kind=about.kind,
            about_id=about.id, about_name=about.name, reason=reason, details=details, created_at=tx.now,
        ),
    )  # fmt: skip


async def page(tx: Transaction, page: Page, *, kind: str = "", about: int = 0) -> list[Entry]:
    """Newest first."""
    return await audit.page(tx, page, kind=kind, about=about)
