"""https://docs.joinmastodon.org/methods/polls/"""

from fediai.domain.errors import Invalid
from fediai.domain.polls import Poll
from fediai.services.letters import replies
from fediai.services.posts import polls
from fediai.store.database import Transaction
from fediai.store.posts import statuses
from fediai.web.http import Call, Response, json_response
from fediai.web.mastodon.entities.poll import poll as poll_entity
from fediai.web.router import OPEN, Route


async def show(call: Call) -> Response:
    """How it stands."""
    viewer = call.viewer.account if call.viewer else None
    async with call.ctx.db.read() as tx:
        return await _answer(call, tx, await polls.show(call.ctx, tx, viewer, call.id()))


async def vote(call: Call) -> Response:
    """Counted, once for all chosen options together."""
    words = call.form.list("choices")
    if not all(word.isascii() and word.isdigit() and len(word) < 4 for word in words):
        raise Invalid("Validation failed: The chosen vote option does not exist")
    async with call.ctx.db.write() as tx:
        places = [int(word) for word in words]
        voted = await polls.vote(call.ctx, tx, call.account, call.id(), places)
        await replies.voted(call.ctx, tx, call.account, voted, places)
        return await _answer(call, tx, voted)


async def _answer(call: Call, tx: Transaction, poll: Poll) -> Response:
    status = await statuses.by_id(tx, poll.status_id)
    mine = call.viewer is not None and status is not None and status.account_id == call.viewer.account.id
    return json_response(poll_entity(poll, own=mine, known=call.viewer is not None))


ROUTES = (
    Route("GET", "/api/v1/polls/:id", show, OPEN),
    Route("POST", "/api/v1/polls/:id/votes", vote, "write:statuses"),
)
