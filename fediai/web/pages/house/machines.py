"""What machines may read: robots.txt."""

from quart import Quart, Response

from fediai.store.ai_figures import AiFigures
from fediai.web.context import context

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
CACHED = {"Cache-Control": "public, max-age=3600"}


def routes(pages: Quart) -> None:
    """Puts the file into the app."""
    pages.add_url_rule("/robots.txt", "robots", robots, methods=["GET"])


async def _figures() -> AiFigures:
    ctx = context()
    async with ctx.db.read() as tx:
        return await ctx.counted.figures(tx)


async def robots() -> Response:
    """Nothing here is for training unless its author has agreed; search engines may read what is public."""
    refused = [f"User-agent: {name}" for name in TRAINERS]
    agreed = [f"Allow: {place}" for name in (await _figures()).learnable for place in (f"/@{name}$", f"/@{name}/")]
    rest = [f"Disallow: {path}" for path in NOT_FOR_SEARCH]
    parts = ([*refused, *agreed, "Disallow: /"], ["User-agent: *", "Content-Usage: train-ai=n", *rest])
    text = "\n\n".join("\n".join(part) for part in parts) + "\n"
    return Response(text, content_type="text/plain; charset=utf-8", headers=CACHED)
