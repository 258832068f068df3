"""What this house says about itself: AI here, and how to paint from any app."""

from typing import Any

from quart import Quart, Response

from fediai.domain.accounts import STUDIO
from fediai.services import ai_use
from fediai.services.pictures import studio
from fediai.store.pictures.generator_tokens import GeneratorToken
from fediai.web.context import context
from fediai.web.files.static_files import asset
from fediai.web.pages.frame.shell import language, render, see_other, t
from fediai.web.pages.frame.visitor import visitor

PROMISES = range(1, 19)  # the good-neighbour contract, a line each
FORMULA = "algorithmicMedia"
FLAGS = (
    ("--ar 3:2", "ar"), ("--n 4", "n"), ("--style gouache", "style"), ("--no", "no"), ("--seed 7", "seed"),
    ("--alt", "alt"), ("--private", "private"), ("--preview", "preview"), ("--strength 0.3", "strength"),
    ("--keep", "keep"),
)  # fmt: skip


def routes(pages: Quart) -> None:
    """Puts the pages into the app."""
    pages.add_url_rule("/about/ai", "about_ai", ai, methods=["GET"])
    pages.add_url_rule("/about/imagine", "about_imagine", imagine, methods=["GET"])
    pages.add_url_rule("/favicon.ico", "favicon", favicon, methods=["GET"])


async def ai() -> Response:
    """Who paints now, what is written into every picture, and what is not done."""
    ctx = context()
    async with ctx.db.read() as tx:
        queue = await studio.queue(ctx, tx)
        facts = await ai_use.facts(ctx, tx)
    painters = [_painter(one) for one in queue.painters] if queue.awake else []
    tags = " ".join(f"#{tag}" for tag in ctx.settings.posting.hashtags)
    say = t()
    return await render(
        "about_ai.html", painters=painters, contact=facts["contact"], tags=tags, facts=facts,
        share=_percent(facts["posts"]["share"]), promises=[say(f"about.contract.l{n}", tags=tags) for n in PROMISES],
    )  # fmt: skip


def _percent(share: float) -> str:
    """`12.5 %`, or `12,5 %` where decimals are written so."""
    text = f"{100 * share:.1f}".removesuffix(".0")
    return (text if language(visitor()) == "en" else text.replace(".", ",")) + " %"


def _painter(one: GeneratorToken) -> dict[str, Any]:
    offer = one.offer or {}
    models = ", ".join(offer.get("models") or ())
    return {
        "name": one.name, "model": models or None, "formula": offer.get("digital_source_type") == FORMULA, "url": None,
    }  # fmt: skip


async def imagine() -> Response:
    """The command, its flags, and what becomes public."""
    ctx = context()
    return await render(
        "imagine_help.html", flags=FLAGS, studio=f"@{STUDIO}@{ctx.urls.domain}", commands=ctx.settings.posting.commands
    )


async def favicon() -> Response:
    """For browsers that look before they have read a page."""
    return see_other(asset("mark.svg"))
