"""Statuses as doors show them: a whole page in a fixed number of queries, and one status for these eyes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from fediai.context import Context
from fediai.domain import text as words
from fediai.domain.accounts import Account
from fediai.domain.errors import NotFound
from fediai.domain.links.cards import Card
from fediai.domain.people.filters import Filter, Match, matches
from fediai.domain.pictures.media import Media
from fediai.domain.polls import Poll
from fediai.domain.posts.signs import Sign
from fediai.domain.statuses import Leaf, QuoteView, Status, StatusView
from fediai.services.posts import showing
from fediai.services.posts.showing import Quoted
from fediai.store.chosen import filters
from fediai.store.database import Transaction
from fediai.store.links import cards
from fediai.store.people import accounts
from fediai.store.pictures import media
from fediai.store.posts import polls, reactions, sight, signs, statuses
from fediai.store.posts.reactions import Marks


async def views(
    ctx: Context, tx: Transaction, viewer: Account | None, several: Sequence[Status], known: Iterable[Account] = ()
) -> Leaf[StatusView]:
    """In the given order; four queries for any number. Who may see them was decided by whoever chose them.

    A reblog whose original is gone, and a status whose author is gone or suspended, are left out.
    `known` are accounts at hand, which need not be asked for.
    """
    if not several:
        return Leaf((), ())
    originals = await _originals(tx, several)
    shown = {one.id: one for one in (*several, *originals.values())}
    quoted = await showing.quoted(tx, viewer, shown) if any(one.quote_id for one in shown.values()) else None
    if quoted is not None:
        shown = {**quoted.statuses, **shown}
    authors = await _authors(tx, shown.values(), (*known, viewer) if viewer else known)
    files = await media.by_statuses(tx, [one.id for one in shown.values() if one.reblog_of_id is None])
    marks = await reactions.marks(tx, viewer.id, shown) if viewer else Marks()
    asking = [one.id for one in shown.values() if one.poll_id is not None]
    asked = await polls.by_statuses(tx, viewer.id if viewer else 0, asking) if asking else {}
    answered = [one.id for one in shown.values() if one.reactions_count]
    unwanted = await filters.active(tx, viewer.id) if viewer and marks.filters else []
    page = _Page(originals, authors, files, marks, asked)
    page.viewer, page.filters, page.quoted = viewer, unwanted, quoted
    page.signs = await signs.by_statuses(tx, answered) if answered else {}
    linking = {one.card_id for one in shown.values() if one.card_id is not None}
    page.cards = await cards.by_ids(tx, linking) if linking else {}
    page.followed = await showing.followed(tx, viewer, shown.values()) if viewer else frozenset()
    return Leaf(
        (made for one in several if (made := page.view(one)) is not None),
        [one.id for one in several],
    )


async def _authors(tx: Transaction, several: Iterable[Status], known: Iterable[Account]) -> dict[int, Account]:
    at_hand = {one.id: one for one in known}
    return at_hand | await accounts.by_ids(tx, list({one.account_id for one in several} - at_hand.keys()))


async def _originals(tx: Transaction, several: Sequence[Status]) -> dict[int, Status]:
    wanted = {one.reblog_of_id for one in several if one.reblog_of_id is not None}
    return await statuses.by_ids(tx, wanted) if wanted else {}


class _Page:
    """What was loaded for one page."""

    def __init__(
        self,
        originals: Mapping[int, Status],
        authors: Mapping[int, Account],
        files: Mapping[int, tuple[Media, ...]],
        marks: Marks,
        polls: Mapping[int, Poll],
    ) -> None:
        self.originals, self.authors, self.files, self.marks = originals, authors, files, marks
        self.polls = polls
        self.viewer: Account | None = None
        self.filters: Sequence[Filter] = ()
        self.quoted: Quoted | None = None
        self.followed: frozenset[int] = frozenset()
        self.cards: Mapping[int, Card] = {}
        self.signs: Mapping[int, tuple[Sign, ...]] = {}

    def view(self, status: Status, *, quoted: bool = False) -> StatusView | None:
        """A reblog carries the marks of what it shows, as clients expect; what is `quoted` only names its own quote."""
        author = self.authors.get(status.account_id)
        if author is None or author.suspended_at is not None:
            return None
        reblog = None
        if status.reblog_of_id is not None:
            original = self.originals.get(status.reblog_of_id)
            reblog = self.view(original) if original else None
            if reblog is None:
                return None
        about = status.reblog_of_id or status.id
        return StatusView(
            status, author, self.files.get(status.id, ()), reblog,
            favourited=about in self.marks.favourited, reblogged=about in self.marks.reblogged,
            bookmarked=about in self.marks.bookmarked,
            muted=about in self.marks.muted,
            pinned=about in self.marks.pinned,
            poll=self.polls.get(status.id),
            filtered=reblog.filtered if reblog else self._caught(status),
            quote=self._quote(status, quoted) if status.quote_id else None,
            card=self.cards.get(status.card_id) if status.card_id is not None else None,
            signs=self.signs.get(status.id, ()),
            quotable=showing.quotable(status, self.viewer, self.followed),
        )  # fmt: skip

    def _quote(self, status: Status, quoted: bool) -> QuoteView | None:
        """What it shows of somebody else; one level deep, or two posts that quote each other would never end."""
        if self.quoted is None or status.id not in self.quoted.rows:
            return None
        made = self.quoted.view(status.id)
        inner = None if quoted else self.quoted.statuses.get(made.quoted_id or 0)
        return made if inner is None else replace(made, status=self.view(inner, quoted=True))

    def _caught(self, status: Status) -> tuple[Match, ...]:
        """Nobody's own posts are caught in their filters."""
        if not self.filters or self.viewer is None or status.account_id == self.viewer.id:
            return ()
        described = (file.description or "" for file in self.files.get(status.id, ()))
        poll = self.polls.get(status.id)
        texts = (status.spoiler_text, words.plain(status.content), *described, *(poll.titles if poll else ()))
        return matches(self.filters, status.id, texts)


async def view(ctx: Context, tx: Transaction, viewer: Account | None, status: Status) -> StatusView:
    """One of them; `NotFound` when its author is gone."""
    found = await views(ctx, tx, viewer, [status])
    if not found:
        raise NotFound
    return found[0]


async def visible(ctx: Context, tx: Transaction, viewer: Account | None, id: int) -> Status:
    """The status, or the one this id stands for by now; `NotFound` when it is not for these eyes."""
    eyes = viewer.id if viewer else 0
    found = await sight.status_seen(tx, eyes, id)
    if found is None:
        stands_for = await statuses.alias_of(tx, id)
        found = await sight.status_seen(tx, eyes, stands_for) if stands_for else None
    if found is None:
        raise NotFound
    return found


async def proper(ctx: Context, tx: Transaction, viewer: Account | None, id: int) -> Status:
    """The same, but for a reblog what it shows: favouring a reblog favours the original."""
    found = await visible(ctx, tx, viewer, id)
    return found if found.reblog_of_id is None else await visible(ctx, tx, viewer, found.reblog_of_id)


async def all_visible(ctx: Context, tx: Transaction, viewer: Account | None, ids: Sequence[int]) -> list[StatusView]:
    """Those that this viewer may see, in the order asked."""
    found = await sight.statuses_seen(tx, viewer.id if viewer else 0, ids)
    return await views(ctx, tx, viewer, [found[one] for one in dict.fromkeys(ids) if one in found])
