"""https://docs.joinmastodon.org/methods/filters/ — version 2: a filter has keywords and posts."""

from dataclasses import replace

from fediai.domain.errors import Invalid, NotFound
from fediai.domain.people.filters import Filter
from fediai.services.posts import views
from fediai.store.chosen import filters
from fediai.store.database import Transaction
from fediai.web.http import Call, Response, json_response
from fediai.web.mastodon.filters import asked
from fediai.web.mastodon.filters.entities import filter_entity, filter_status
from fediai.web.mastodon.filters.entities import keyword as keyword_entity
from fediai.web.router import Route


async def every(call: Call) -> Response:
    """All of the caller's filters."""
    async with call.ctx.db.read() as tx:
        return json_response([filter_entity(one) for one in await asked.mine(call, tx)])


async def show(call: Call) -> Response:
    """One of them."""
    async with call.ctx.db.read() as tx:
        return json_response(filter_entity(await asked.of_path(call, tx)))


async def create(call: Call) -> Response:
    """A new one, with its keywords."""
    async with call.ctx.db.write() as tx:
        if len(await asked.mine(call, tx)) >= asked.MOST_FILTERS:
            raise Invalid("Validation failed: You have too many filters")
        made = asked.changed(call, tx, Filter(tx.new_id(), call.account.id, "", ()))
        made = replace(made, keywords=tuple(asked.keyword(tx, words) for words in asked.attributes(call)))
        await filters.make(tx, made)
    return json_response(filter_entity(made))


async def change(call: Call) -> Response:
    """Keywords are added, changed (`id`) and dropped (`_destroy`) along the way."""
    async with call.ctx.db.write() as tx:
        before = await asked.of_path(call, tx)
        await filters.change(tx, asked.changed(call, tx, before))
        await _change_keywords(call, tx, before)
        return json_response(filter_entity(await asked.of_path(call, tx)))


async def _change_keywords(call: Call, tx: Transaction, before: Filter) -> None:
    known = {str(word.id): word for word in before.keywords}
    for words in asked.attributes(call):
        word = known.get(str(words.get("id")))
        if str(words.get("_destroy")).lower() not in asked.TRUE:
            await filters.put_keywords(tx, before.id, [asked.keyword(tx, words, word)])
        elif word is not None:
            await filters.drop_keyword(tx, word.id)


async def remove(call: Call) -> Response:
    """One filter less."""
    async with call.ctx.db.write() as tx:
        await filters.remove(tx, (await asked.of_path(call, tx)).id)
    return json_response({})


async def keywords(call: Call) -> Response:
    """The words of a filter."""
    async with call.ctx.db.read() as tx:
        return json_response([keyword_entity(word) for word in (await asked.of_path(call, tx)).keywords])


async def add_keyword(call: Call) -> Response:
    """One word more."""
    async with call.ctx.db.write() as tx:
        found = await asked.of_path(call, tx)
        word = asked.keyword(tx, dict(call.form.values))
        await filters.put_keywords(tx, found.id, [word])
    return json_response(keyword_entity(word))


async def show_keyword(call: Call) -> Response:
    """One word."""
    async with call.ctx.db.read() as tx:
        return json_response(keyword_entity((await asked.keyword_of_path(call, tx))[1]))


async def change_keyword(call: Call) -> Response:
    """Another word in its place."""
    async with call.ctx.db.write() as tx:
        found, before = await asked.keyword_of_path(call, tx)
        word = asked.keyword(tx, dict(call.form.values), before)
        await filters.put_keywords(tx, found.id, [word])
    return json_response(keyword_entity(word))


async def drop_keyword(call: Call) -> Response:
    """One word less."""
    async with call.ctx.db.write() as tx:
        await filters.drop_keyword(tx, (await asked.keyword_of_path(call, tx))[1].id)
    return json_response({})


async def statuses(call: Call) -> Response:
    """The posts that a filter names."""
    async with call.ctx.db.read() as tx:
        found = await asked.of_path(call, tx)
    return json_response([filter_status(entry, about) for entry, about in found.statuses])


async def add_status(call: Call) -> Response:
    """One post more."""
    async with call.ctx.db.write() as tx:
        found = await asked.of_path(call, tx)
        status = await views.visible(call.ctx, tx, call.account, call.form.whole("status_id") or 0)
        await filters.put_status(tx, found.id, status.id)
        entries = (await asked.of_path(call, tx)).statuses
    return json_response(next(filter_status(entry, about) for entry, about in entries if about == status.id))


async def _entry(call: Call, tx: Transaction) -> tuple[int, int]:
    for one in await asked.mine(call, tx):
        for entry, about in one.statuses:
            if entry == call.id():
                return entry, about
    raise NotFound


async def show_status(call: Call) -> Response:
    """One post that a filter names."""
    async with call.ctx.db.read() as tx:
        return json_response(filter_status(*await _entry(call, tx)))


async def drop_status(call: Call) -> Response:
    """One less."""
    async with call.ctx.db.write() as tx:
        entry, about = await _entry(call, tx)
        await filters.drop_status(tx, entry)
    return json_response(filter_status(entry, about))


_READ, _WRITE, _AT = "read:filters", "write:filters", "/api/v2/filters"
ROUTES = (
    Route("GET", _AT, every, _READ),
    Route("POST", _AT, asked.told(create), _WRITE),
    Route("GET", f"{_AT}/:id", show, _READ),
    Route("PUT", f"{_AT}/:id", asked.told(change), _WRITE),
    Route("DELETE", f"{_AT}/:id", asked.told(remove), _WRITE),
    Route("GET", f"{_AT}/:id/keywords", keywords, _READ),
    Route("POST", f"{_AT}/:id/keywords", asked.told(add_keyword), _WRITE),
    Route("GET", f"{_AT}/keywords/:id", show_keyword, _READ),
    Route("PUT", f"{_AT}/keywords/:id", asked.told(change_keyword), _WRITE),
    Route("DELETE", f"{_AT}/keywords/:id", asked.told(drop_keyword), _WRITE),
    Route("GET", f"{_AT}/:id/statuses", statuses, _READ),
    Route("POST", f"{_AT}/:id/statuses", asked.told(add_status), _WRITE),
    Route("GET", f"{_AT}/statuses/:id", show_status, _READ),
    Route("DELETE", f"{_AT}/statuses/:id", asked.told(drop_status), _WRITE),
)
