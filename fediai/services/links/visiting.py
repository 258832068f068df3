"""Asks for a stranger's web page, with every guard that their addresses call for."""

from functools import partial
from urllib.parse import urlsplit

from fediai.context import Context
from fediai.domain.links import webpages
from fediai.domain.links.webpages import Webpage
from fediai.federation.http import Answered
from fediai.services.far.fetching import unwelcome

LARGEST = 2_097_152
HTML = ("text/html", "application/xhtml+xml")


async def visit(ctx: Context, url: str) -> tuple[Webpage, str] | None:
    """What it says of itself, and where it stood after all redirects; None where there is no page for us."""
    welcome = partial(unwelcome, ctx)
    answer = await ctx.http.get(url, accept="text/html, */*;q=0.1", limit=LARGEST, welcome=welcome)
    if not isinstance(answer, Answered):
        return None
    kind = answer.headers.get("content-type") or ""
    if kind.partition(";")[0].strip().lower() not in HTML:
        return None
    return webpages.read(webpages.decoded(answer.body, kind)), answer.url


def is_same_host(one: str, other: str) -> bool:
    """Did redirects stay where the link led?"""
    return urlsplit(one).hostname == urlsplit(other).hostname
