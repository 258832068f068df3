"""How much of what is posted comes from machines, who paints, how reports are answered: for the public pages."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import BigInteger, bindparam, func, select

from fediai.domain.ids import first_at
from fediai.domain.visibility import OPEN
from fediai.store.database import Transaction
from fediai.store.pictures import generator_tokens
from fediai.store.tables import accounts, media_attachments, reports, statuses

SPAN = timedelta(days=30)
MOST_OPEN = 1000

# By the index of open posts of ours: what is older is not looked at, however much there is of it.
_POSTS = select(func.count().label("posts"), func.count().filter(statuses.c.gen_ai).label("ai")).where(
    statuses.c.local.is_(True),
    statuses.c.visibility.in_([one.value for one in sorted(OPEN)]),
    statuses.c.id >= bindparam("since", type_=BigInteger()),
    statuses.c.reblog_of_id.is_(None),
    statuses.c.pending_generation_id.is_(None),
)
_REPORTS = select(
    func.count().label("made"), func.count().filter(reports.c.resolved_at.is_not(None)).label("answered")
).where(reports.c.created_at >= bindparam("at", type_=reports.c.created_at.type))
_LEARNABLE = (
    select(accounts.c.username)
    .where(
        accounts.c.domain == "", accounts.c.may_learn.is_(True),
        accounts.c.suspended_at.is_(None), accounts.c.deleted_at.is_(None),
    )
    .order_by(accounts.c.id)
    .limit(MOST_OPEN)
)  # fmt: skip
_OWNER_AGREES = (
    select(accounts.c.may_learn)
    .join(media_attachments, media_attachments.c.account_id == accounts.c.id)
    .where(media_attachments.c.file == bindparam("file"))
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class AiFigures:
    """Of the last thirty days, but for `models` (of painters that still may dial in) and `learnable` (names, now)."""

    posts: int
    ai_posts: int
    reports: int
    reports_answered: int
    models: tuple[str, ...]
    learnable: tuple[str, ...]

    @property
    def share(self) -> float:
        """Of posts with AI pictures among all open ones, from 0 to 1."""
        return round(self.ai_posts / self.posts, 3) if self.posts else 0.0


async def ai_figures(tx: Transaction) -> AiFigures:
    """Counted now."""
    [posts] = await tx.all(_POSTS, since=first_at(tx.now - SPAN))
    [told] = await tx.all(_REPORTS, at=tx.now - SPAN)
    offers = [one.offer for one in await generator_tokens.every(tx) if one.revoked_at is None and one.offer]
    models = dict.fromkeys(str(model) for offer in offers for model in offer.get("models") or ())
    learnable = tuple(row.username for row in await tx.all(_LEARNABLE))
    return AiFigures(posts.posts, posts.ai, told.made, told.answered, tuple(models), learnable)


async def owner_agrees(tx: Transaction, file: str) -> bool:
    """May machines learn from what this file's owner posts?"""
    return bool(await tx.scalar(_OWNER_AGREES, file=file))
