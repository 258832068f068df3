"""The studio: asking for pictures, watching them being painted, and what becomes of them."""

from quart import Quart

from fediai.web.pages.studio import awaited, desk, leaving, rows


def routes(pages: Quart) -> None:
    """Puts the rooms of the studio into the app."""
    for room in (desk, rows, leaving, awaited):
        room.routes(pages)
