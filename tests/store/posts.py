"""Accounts and statuses straight into the tables, for tests of what is read back."""

from dataclasses import replace
from typing import Any

from fediai.domain.accounts import Account
from fediai.domain.statuses import Status
from fediai.domain.visibility import Visibility
from fediai.store.database import Transaction
from fediai.store.people import accounts
from fediai.store.posts import home_entries, statuses


async def an_account(tx: Transaction, name: str) -> Account:
    """One of ours called `name`."""
    uri = f"https://art.example/users/{name}"
    made = await accounts.insert_local(
        tx, username=name, uri=uri, url=f"https://art.example/@{name}", actor_type="Person", inbox_url=f"{uri}/inbox"
    )
    assert made is not None
    return made


async def a_status(tx: Transaction, author: Account, text: str = "", **changes: Any) -> Status:
    """A status in its tables and in the homes where it belongs."""
    made = tx.new_id()
    status = Status(
        id=made, uri=f"{author.uri}/statuses/{made}", url=f"{author.url}/{made}", account_id=author.id,
        visibility=Visibility.PUBLIC, thread_id=made, created_at=tx.now, text=text, content=f"<p>{text}</p>",
    )  # fmt: skip
    status = replace(status, **changes)
    assert await statuses.insert(tx, status)
    await home_entries.enter(tx, status)
    return status
