"""The pages: a Quart app for people's browsers, mounted where no table of routes has an answer."""

from pathlib import Path

from quart import Quart

from fediai.context import Context
from fediai.web.pages import (
    admin,
    afar,
    bell,
    compose,
    deeds,
    entry,
    lists,
    moving,
    post,
    profile,
    settings,
    studio,
    wall,
)
from fediai.web.pages.frame.shell import install
from fediai.web.pages.house import about, machines, texts, vocabulary
from fediai.web.workers.hub import Hub

PAGES = (
    wall, lists, profile, post, deeds, studio, compose, bell, settings, moving, about, texts, machines, vocabulary,
    afar, admin,
    *entry.PAGES,
)  # fmt: skip
FOLDER = Path(__file__).parents[1] / "templates"


def create_pages(ctx: Context, hub: Hub) -> Quart:
    """Templates over the same services that the API calls."""
    pages = Quart(__name__, template_folder=str(FOLDER), static_folder=None)
    pages.config["FEDIAI"] = ctx
    pages.config["HUB"] = hub
    install(pages, ctx)
    for module in PAGES:
        module.routes(pages)
    return pages
