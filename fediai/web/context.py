"""The one place that reads Quart's proxies: which instance is this page of?"""

from typing import cast

from quart import current_app

from fediai.context import Context
from fediai.web.workers.hub import Hub


def context() -> Context:
    """The Context of the app that answers this request."""
    return cast(Context, current_app.config["FEDIAI"])


def hub() -> Hub:
    """The generator workers that are connected to this process."""
    return cast(Hub, current_app.config["HUB"])
