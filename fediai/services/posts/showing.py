"""What quotes show on a page: loaded only where something quotes, in the same number of queries for any page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fediai.domain.accounts import Account
from fediai.domain.posts.quotes import FOLLOWERS, Quote, QuoteState, answer_for, policy_of
from fediai.domain.statuses import QuoteView, Status
from fediai.domain.visibility import OPEN
from fediai.store.database import Transaction
from fediai.store.people import follows
from fediai.store.posts import quotes, sight, statuses


@dataclass(frozen=True, slots=True)
class Quoted:
    """By the id of the quoting status; `outer` are those of the page itself, the others are quoted ones that quote."""

    rows: Mapping[int, Quote]
    outer: frozenset[int]
    statuses: Mapping[int, Status]
    gone: frozenset[int]

    def view(self, status_id: int) -> QuoteView:
        """How far consent has come, and the id of what may be shown."""
        row = self.rows[status_id]
        state, target = row.state, row.quoted_status_id
        if target is not None and target in self.gone:
            state = QuoteState.DELETED
        elif state is QuoteState.ACCEPTED and target not in self.statuses and status_id in self.outer:
            state = QuoteState.UNAUTHORIZED  # for these eyes
        shown = target if state is QuoteState.ACCEPTED else None
        return QuoteView(state.value, row.quoted_uri, None, shown, row.authorization_uri)


async def quoted(tx: Transaction, viewer: Account | None, shown: Mapping[int, Status]) -> Quoted:
    """Everything that these quote, and what that quotes in turn by id."""
    rows = await quotes.by_statuses(tx, [one.id for one in shown.values() if one.quote_id])
    outer = frozenset(rows)
    ids = [row.quoted_status_id for row in rows.values() if row.quoted_status_id]
    found = await sight.statuses_seen(tx, viewer.id if viewer else 0, ids) if ids else {}
    missing = [one for one in ids if one not in found]
    there = await statuses.by_ids(tx, missing) if missing else {}
    inner = [one.id for one in found.values() if one.quote_id and one.id not in rows]
    rows = {**(await quotes.by_statuses(tx, inner) if inner else {}), **rows}
    return Quoted(rows, outer, found, frozenset(missing) - frozenset(there))


async def followed(tx: Transaction, viewer: Account, shown: Iterable[Status]) -> frozenset[int]:
    """Whom the viewer follows of those whose followers may quote; nobody else's follows matter here."""
    asked = {one.account_id for one in shown if FOLLOWERS in one.quote_policy and one.visibility in OPEN}
    return frozenset(await follows.followed_of(tx, viewer.id, list(asked))) if asked else frozenset()


def quotable(status: Status, viewer: Account | None, followed: frozenset[int]) -> str:
    """What this viewer may expect who wants to quote it."""
    if viewer is None:
        return "denied"
    own = viewer.id == status.account_id
    return answer_for(policy_of(status), own=own, follows=status.account_id in followed)
