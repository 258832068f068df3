"""Asking for pictures: one row from the question to the answer, and tokens for those who paint."""

from collections.abc import Sequence
from dataclasses import dataclass

from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.generations import Generation, GenerationView, Posting
from fediai.domain.statuses import Page, StatusView
from fediai.store.database import Transaction


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asks for, from any door; `post` says how to publish it, None keeps it in the studio."""

    prompt: str
    negative: str = ""
    style: str = ""
    ratio: tuple[int, int] | None = None
    pictures: int = 1
    seed: int | None = None
    command: str = ""
    language: str = "en"
    post: Posting | None = None
    pending_status_id: int | None = None
    idempotency_key: str = ""


async def ask(ctx: Context, tx: Transaction, account: Account, request: Request) -> Generation:
    """Queued; `Invalid` or `TooMany` (with its seconds) when it can't be."""
    raise NotImplementedError


async def cancel(ctx: Context, tx: Transaction, account: Account, id: int) -> GenerationView:
    """Nobody waits for it any more; what was not painted is given back."""
    raise NotImplementedError


async def view(ctx: Context, tx: Transaction, account: Account, id: int) -> GenerationView:
    """One of this account's generations; `NotFound` for anybody else's."""
    raise NotImplementedError


async def views(ctx: Context, tx: Transaction, account: Account, page: Page) -> list[GenerationView]:
    """Newest first."""
    raise NotImplementedError


async def publish(
    ctx: Context, tx: Transaction, account: Account, id: int, posting: Posting, media_ids: Sequence[int] = ()
) -> StatusView:
    """Posts the finished pictures of the studio (all, or the chosen ones), marked like any generated post."""
    raise NotImplementedError


async def new_generator_token(ctx: Context, name: str) -> str:
    """A token with which a generator worker may dial in; shown once, kept as a hash."""
    raise NotImplementedError


async def revoke_generator_token(ctx: Context, name: str) -> int:
    """How many tokens of this name stopped working."""
    raise NotImplementedError
