"""Our own words for people: what each label and each term means, and where machines find the same."""

from quart import Quart, Response

from fediai.domain.pictures.vocabulary import LABELS, TERMS, said
from fediai.web.context import context
from fediai.web.pages.frame.shell import language, render
from fediai.web.pages.frame.visitor import visitor


def routes(pages: Quart) -> None:
    """Puts the pages into the app."""
    pages.add_url_rule("/about/vocabulary", "about_vocabulary", show, methods=["GET"])


async def show() -> Response:
    """Each by its own anchor, to which its address leads."""
    lang, base = language(visitor()), context().urls.base
    labels = [
        {"id": one.slug, "name": said(one.name, lang), "means": said(one.summary, lang),
         "address": f"{base}/labels/{one.slug}"}
        for one in LABELS.values()
    ]  # fmt: skip
    terms = [
        {"id": one.name, "name": one.name, "means": said(one.meaning, lang), "on": one.on, "value": one.value,
         "address": f"{base}/ns/{one.name}"}
        for one in TERMS.values()
    ]  # fmt: skip
    return await render("vocabulary.html", labels=labels, terms=terms, context_url=f"{base}/ns")
