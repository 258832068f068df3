"""What this house says about itself: AI here, how to paint from any app, and what machines may read."""

from typing import Any

from quart import Quart, Response

from fediai.domain.accounts import STUDIO
from fediai.services.pictures import studio
from fediai.store import instance_settings
from fediai.store.pictures.generator_tokens import GeneratorToken
from fediai.web.context import context
from fediai.web.files.static_files import asset
from fediai.web.pages.frame.shell import render, see_other

FORMULA = "algorithmicMedia"
FLAGS = (
    ("--ar 3:2", "ar"), ("--n 4", "n"), ("--style gouache", "style"), ("--no", "no"), ("--seed 7", "seed"),
    ("--alt", "alt"), ("--private", "private"),
)  # fmt: skip
# Crawlers that gather for training, by the names under which their owners publish them.
TRAINERS = (
    "AI2Bot", "Ai2Bot-Dolma", "Amazonbot", "anthropic-ai", "Applebot-Extended", "Bytespider", "CCBot", "ChatGPT-User",
    "Claude-Web", "ClaudeBot", "cohere-ai", "cohere-training-data-crawler", "Diffbot", "FacebookBot",
    "Google-CloudVertexBot", "Google-Extended", "GPTBot", "ICC-Crawler", "ImagesiftBot", "img2dataset",
    "LAION-HuggingFace-Processor", "Meta-ExternalAgent", "Meta-ExternalFetcher", "OAI-SearchBot", "omgili",
    "omgilibot", "PanguBot", "PerplexityBot", "PetalBot", "Timpibot", "VelenPublicWebCrawler", "Webzio-Extended",
    "YouBot",
)  # fmt: skip
NOT_FOR_SEARCH = ("/auth/", "/oauth/", "/settings", "/studio", "/compose", "/notifications", "/home", "/tags/")


def routes(pages: Quart) -> None:
    """Puts the pages into the app."""
    pages.add_url_rule("/about/ai", "about_ai", ai, methods=["GET"])
    pages.add_url_rule("/about/imagine", "about_imagine", imagine, methods=["GET"])
    pages.add_url_rule("/robots.txt", "robots", robots, methods=["GET"])
    pages.add_url_rule("/favicon.ico", "favicon", favicon, methods=["GET"])


async def ai() -> Response:
    """Who paints now, what is written into every picture, and what is not done."""
    ctx = context()
    async with ctx.db.read() as tx:
        queue = await studio.queue(ctx, tx)
        chosen = await instance_settings.every(tx)
    contact = chosen.get("contact_email") or ctx.settings.instance.contact_email or None
    painters = [_painter(one) for one in queue.painters] if queue.awake else []
    tags = " ".join(f"#{tag}" for tag in ctx.settings.posting.hashtags)
    return await render("about_ai.html", painters=painters, contact=contact, tags=tags)


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


async def robots() -> Response:
    """Nothing here is for training; search engines may read what is public."""
    refused = "\n".join(f"User-agent: {name}" for name in TRAINERS)
    rest = "\n".join(f"Disallow: {path}" for path in NOT_FOR_SEARCH)
    text = f"{refused}\nDisallow: /\n\nUser-agent: *\n{rest}\n"
    return Response(text, content_type="text/plain; charset=utf-8", headers={"Cache-Control": "public, max-age=86400"})


async def favicon() -> Response:
    """For browsers that look before they have read a page."""
    return see_other(asset("mark.svg"))
