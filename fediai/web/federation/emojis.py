"""Our custom emoji under the ids that our posts name."""

from activitypub.objects import Emoji
from activitypub.render.shape import document
from activitypub.render.tags import render_emoji
from fediai.domain.errors import NotFound
from fediai.domain.posts.emoji import may_be_shortcode
from fediai.store.pictures import emojis
from fediai.web.federation.documents import answer
from fediai.web.http import Call, Response
from fediai.web.router import BARE, Route


async def emoji(call: Call) -> Response:
    """The picture behind a word."""
    name = call.path["shortcode"]
    if not may_be_shortcode(name):
        raise NotFound
    async with call.ctx.db.read() as tx:
        found = await emojis.one(tx, "", name)
    if found is None:
        raise NotFound
    urls = call.ctx.urls
    said = Emoji(found.shortcode, urls.file(found.file), urls.emoji(found.shortcode))
    return answer(document(render_emoji(said)))


ROUTES = (Route("GET", "/emojis/:shortcode", emoji, BARE),)
