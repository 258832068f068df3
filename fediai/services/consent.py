"""The one place that is asked before a post or a picture is handed to a model or an index; every answer is logged."""

import logging
from typing import Final

from fediai.domain.accounts import Account
from fediai.domain.consent import Purpose, Verdict, judge
from fediai.domain.errors import Forbidden
from fediai.domain.pictures.media import Media
from fediai.domain.statuses import Status
from fediai.domain.visibility import OPEN
from fediai.store.database import Transaction
from fediai.store.people import accounts
from fediai.store.posts import statuses

__all__ = ["Purpose", "Verdict", "check_may_use", "may_use"]

log: Final = logging.getLogger(__name__)
NOBODY: Final = Verdict(False, "nobody answers for it")
UNSEEN: Final = Verdict(False, "not for those who ask")


async def may_use(tx: Transaction, thing: Status | Media, purpose: Purpose, by: Account | None) -> Verdict:
    """May `thing` (a `Status` or a `Media`) be used for `purpose` at the wish of `by`? True or false, with a reason.

    `await may_use(tx, media, Purpose.REMIX, account)` is asked before a generator is handed somebody's picture,
    `Purpose.LEARN` before anything is trained on or described, `Purpose.INDEX` before words go into a search index.
    Two look-ups by key at most; where many are asked for, `judge` of `domain/consent.py` answers from loaded rows
    and `told` logs it. Whether `by` may see the thing at all is for who loads it; what is attached to a post that
    is not open is refused to everybody but its author.
    """
    author = await accounts.by_id(tx, thing.account_id)
    if author is None:
        return told(thing, purpose, by, NOBODY)
    post = await _post(tx, thing)
    verdict = judge(author, purpose, by=by, tags=post.tags if post else ())
    is_own = by is not None and by.id == author.id
    if verdict and not is_own and (post is None or post.visibility not in OPEN):
        verdict = UNSEEN
    return told(thing, purpose, by, verdict)


async def check_may_use(tx: Transaction, thing: Status | Media, purpose: Purpose, by: Account) -> None:
    """The same for use-cases: raises `Forbidden` with a sentence for who asked."""
    if not await may_use(tx, thing, purpose, by):
        raise Forbidden("Its author has not agreed to that")


async def _post(tx: Transaction, thing: Status | Media) -> Status | None:
    """The post itself, or the one that the picture hangs on."""
    if isinstance(thing, Status):
        return thing
    return await statuses.by_id(tx, thing.status_id) if thing.status_id else None


def told(thing: Status | Media, purpose: Purpose, by: Account | None, verdict: Verdict) -> Verdict:
    """The answer, once it is in the log: a line each, what was refused louder than what search reads all day."""
    level = logging.DEBUG if verdict and purpose is Purpose.INDEX else logging.INFO
    log.log(
        level, "%s %s: %s of %s, %s, for %s (%s)", "may" if verdict else "may not", purpose.value,
        type(thing).__name__.lower(), thing.account_id, thing.id, by.acct if by else "nobody", verdict.reason,
    )  # fmt: skip
    return verdict
