"""https://docs.joinmastodon.org/methods/filters/#v1 — version 1: a filter is one phrase."""

from dataclasses import replace

from fediai.domain.people.filters import Action, Filter, Keyword
from fediai.store.chosen import filters
from fediai.store.database import Transaction
from fediai.web.http import Call, Response, json_response
from fediai.web.mastodon.filters import asked
from fediai.web.mastodon.filters.entities import filter_v1
from fediai.web.router import Route


async def every(call: Call) -> Response:
    """All phrases of all filters."""
    async with call.ctx.db.read() as tx:
        found = await asked.mine(call, tx)
    return json_response([filter_v1(one, word) for one in found for word in one.keywords])


async def show(call: Call) -> Response:
    """One phrase."""
    async with call.ctx.db.read() as tx:
        return json_response(filter_v1(*await asked.keyword_of_path(call, tx)))


async def create(call: Call) -> Response:
    """A filter of one phrase, named after it."""
    async with call.ctx.db.write() as tx:
        word = _phrase(call, tx, None)
        made = _changed(call, tx, Filter(tx.new_id(), call.account.id, word.keyword, (), keywords=(word,)))
        await filters.make(tx, made)
    return json_response(filter_v1(made, word))


async def change(call: Call) -> Response:
    """The phrase, and where it is not wanted."""
    async with call.ctx.db.write() as tx:
        before, known = await asked.keyword_of_path(call, tx)
        word, after = _phrase(call, tx, known), _changed(call, tx, before)
        await filters.change(tx, after)
        await filters.put_keywords(tx, after.id, [word])
    return json_response(filter_v1(after, word))


def _phrase(call: Call, tx: Transaction, before: Keyword | None) -> Keyword:
    sent = {"keyword": call.form.text("phrase")} if call.form.has("phrase") else {}
    whole = {"whole_word": call.form.text("whole_word")} if call.form.has("whole_word") else {}
    return asked.keyword(tx, {**sent, **whole}, before)


def _changed(call: Call, tx: Transaction, before: Filter) -> Filter:
    after = asked.changed(call, tx, before)
    if not call.form.has("irreversible"):
        return after
    return replace(after, action=Action.HIDE if call.form.yes("irreversible") else Action.WARN)


async def remove(call: Call) -> Response:
    """One phrase less; the last one takes its filter along."""
    async with call.ctx.db.write() as tx:
        found, word = await asked.keyword_of_path(call, tx)
        await filters.drop_keyword(tx, word.id)
        if len(found.keywords) == 1 and not found.statuses:
            await filters.remove(tx, found.id)
    return json_response({})


_READ, _WRITE, _AT = "read:filters", "write:filters", "/api/v1/filters"
ROUTES = (
    Route("GET", _AT, every, _READ),
    Route("POST", _AT, asked.told(create), _WRITE),
    Route("GET", f"{_AT}/:id", show, _READ),
    Route("PUT", f"{_AT}/:id", asked.told(change), _WRITE),
    Route("DELETE", f"{_AT}/:id", asked.told(remove), _WRITE),
)
