"""What a client sent about a filter, read and judged."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from fediai.domain.errors import Invalid, NotFound
from fediai.domain.events import FiltersChanged
from fediai.domain.people.filters import CONTEXTS, Action, Filter, Keyword
from fediai.store.chosen import filters
from fediai.store.database import Transaction
from fediai.web.http import Call, Response
from fediai.web.router import Handler

MOST_FILTERS, MOST_KEYWORDS, LONGEST, TRUE = 200, 200, 512, ("true", "1", "on")


async def mine(call: Call, tx: Transaction) -> list[Filter]:
    """All filters of the caller."""
    return await filters.of_account(tx, call.account.id)


async def of_path(call: Call, tx: Transaction) -> Filter:
    """The filter that the path names."""
    found = next((one for one in await mine(call, tx) if one.id == call.id()), None)
    if found is None:
        raise NotFound
    return found


async def keyword_of_path(call: Call, tx: Transaction) -> tuple[Filter, Keyword]:
    """The keyword that the path names, with its filter."""
    for one in await mine(call, tx):
        for word in one.keywords:
            if word.id == call.id():
                return one, word
    raise NotFound


def changed(call: Call, tx: Transaction, before: Filter) -> Filter:
    """What was not sent stays."""
    form = call.form
    contexts = tuple(form.list("context")) if form.has("context") else before.contexts
    title = (form.text("title") or before.title).strip()
    action = form.text("filter_action") or before.action
    if not title:
        raise Invalid("Validation failed: Title can't be blank")
    if not contexts or not set(contexts) <= set(CONTEXTS):
        raise Invalid(f"Validation failed: Context must be some of {', '.join(CONTEXTS)}")
    if action not in tuple(Action):
        raise Invalid("Validation failed: Filter action is not warn, hide or blur")
    return replace(ending(call, tx, before), title=title[:LONGEST], contexts=contexts, action=Action(action))


def ending(call: Call, tx: Transaction, before: Filter) -> Filter:
    """With another end, if `expires_in` was sent; an empty one means never."""
    if not call.form.has("expires_in"):
        return before
    seconds = min(call.form.whole("expires_in") or 0, 10 * 366 * 86_400)
    return replace(before, expires_at=tx.now + timedelta(seconds=seconds) if seconds > 0 else None)


def keyword(tx: Transaction, words: dict[str, Any], before: Keyword | None = None) -> Keyword:
    """A new keyword, or a known one with other words."""
    phrase = str(words.get("keyword", before.keyword if before else "") or "").strip()
    if not phrase or len(phrase) > LONGEST:
        raise Invalid("Validation failed: Keyword can't be blank or too long")
    whole = words.get("whole_word", before.whole_word if before else False)
    return Keyword(before.id if before else tx.new_id(), phrase, str(whole).lower() in TRUE)


def attributes(call: Call) -> list[dict[str, Any]]:
    """`keywords_attributes[]`, where there are any."""
    sent = call.form.nested("keywords_attributes")
    found = [one for one in sent if isinstance(one, dict)] if isinstance(sent, list) else []
    return found[:MOST_KEYWORDS]


def told(change: Handler) -> Handler:
    """A change of filters, after which the person's other apps ask for them anew."""

    async def handler(call: Call) -> Response:
        answer = await change(call)
        call.ctx.db.announce([FiltersChanged(call.account.id)])
        return answer

    return handler
