"""What our own words mean: terms and labels, for machines at their addresses; people are led to the page."""

import orjson

from activitypub.render.labels import (
    LabelDefinition,
    TermDefinition,
    render_label_definition,
    render_label_vocabulary,
    render_term,
    render_vocabulary,
)
from fediai.context import Context
from fediai.domain.errors import NotFound
from fediai.domain.pictures.vocabulary import LABELS, TERMS, Label, Term
from fediai.domain.urls import Urls
from fediai.web.federation.documents import VARY, answer, to_page, wants_page
from fediai.web.http import Call, Response
from fediai.web.router import BARE, Route

PAGE = "/about/vocabulary"
LD = "application/ld+json; charset=utf-8"
HEADERS = {"Vary": VARY, "Cache-Control": "public, max-age=86400", "Access-Control-Allow-Origin": "*"}


async def vocabulary(call: Call) -> Response:
    """All terms: a JSON-LD context and the definitions in one document."""
    if wants_page(call.request):
        return to_page(call.ctx.urls.base + PAGE)
    found = render_vocabulary(call.ctx.urls.base, [_term(one) for one in TERMS.values()])
    return Response(200, orjson.dumps(found), LD, HEADERS)


async def term(call: Call) -> Response:
    """One term."""
    found = TERMS.get(call.path["name"])
    if found is None:
        raise NotFound
    if wants_page(call.request):
        return to_page(f"{call.ctx.urls.base}{PAGE}#{found.name}")
    return Response(200, orjson.dumps(render_term(call.ctx.urls.base, _term(found))), LD, HEADERS)


async def labels(call: Call) -> Response:
    """All labels, as a collection (FEP-4c96)."""
    urls = call.ctx.urls
    if wants_page(call.request):
        return to_page(f"{urls.base}{PAGE}#labels")
    found = [_label(one, urls) for one in LABELS.values()]
    return answer(render_label_vocabulary(_collection(urls), _name(call.ctx), urls.instance_actor, found))


async def label(call: Call) -> Response:
    """One label."""
    found = LABELS.get(call.path["slug"])
    if found is None:
        raise NotFound
    if wants_page(call.request):
        return to_page(f"{call.ctx.urls.base}{PAGE}#{found.slug}")
    return answer(render_label_definition(_label(found, call.ctx.urls)))


def _term(one: Term) -> TermDefinition:
    return TermDefinition(one.name, one.meaning)


def _label(one: Label, urls: Urls) -> LabelDefinition:
    page = f"{urls.base}{PAGE}#{one.slug}"
    return LabelDefinition(urls.label(one.slug), one.name, one.summary, page, _collection(urls))


def _collection(urls: Urls) -> str:
    return f"{urls.base}/labels"


def _name(ctx: Context) -> str:
    return f"{ctx.settings.instance.title}: labels of AI pictures"


ROUTES = (
    Route("GET", "/ns", vocabulary, BARE),
    Route("GET", "/ns/:name", term, BARE),
    Route("GET", "/labels", labels, BARE),
    Route("GET", "/labels/:slug", label, BARE),
)
