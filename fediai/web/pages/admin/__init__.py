"""Pages for those who keep order here: what waits, who lives here, whom the house hears, what was decided."""

from quart import Quart

from fediai.web.pages.admin import domains, overview, people, person, record, reports


def routes(pages: Quart) -> None:
    """Puts the rooms into the app."""
    for room in (overview, reports, people, person, domains, record):
        room.routes(pages)
