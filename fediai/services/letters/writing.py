"""A letter of the studio's: to one person alone, below what it answers, and found again when it is answered."""

from dataclasses import replace

from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.pictures.generations import Generation
from fediai.domain.statuses import Draft, Status
from fediai.domain.visibility import Visibility
from fediai.services.posts import statuses as posts
from fediai.store.database import Transaction
from fediai.store.people import accounts
from fediai.store.pictures import letters
from fediai.store.posts import statuses


async def write(ctx: Context, tx: Transaction, to: Account, about: Generation, draft: Draft) -> Status:
    """Posts the draft as a direct message of the studio's to this person; a reply to it means that painting."""
    studio = await accounts.studio(tx)
    addressed = replace(draft, text=f"@{to.acct} {draft.text}", visibility=Visibility.DIRECT, language=about.language)
    view = await posts.publish(ctx, tx, studio, addressed)
    await letters.record(tx, view.status.id, about.id)
    return view.status


async def say(
    ctx: Context, tx: Transaction, to: Account, words: str, *, below: int | None, language: str | None
) -> None:
    """A letter that is about no painting."""
    studio = await accounts.studio(tx)
    draft = Draft(text=f"@{to.acct} {words}", visibility=Visibility.DIRECT, language=language, in_reply_to_id=below)
    await posts.publish(ctx, tx, studio, draft)


async def answers(tx: Transaction, about: Generation) -> int | None:
    """The letter that asked for it, unless it is gone."""
    asked = about.posting.answers_status_id if about.posting else None
    found = await statuses.by_id(tx, asked) if asked else None
    return found.id if found else None
