"""Lists of posts: boosts that belong together, days of a wall, and the end of every list."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from fediai.domain.statuses import StatusView
from fediai.web.pages.views import times
from fediai.web.pages.views.lens import Lens
from fediai.web.pages.views.pictures import shown, tile
from fediai.web.pages.views.statuses import Gallery, look, status

TOGETHER = 2  # boosts in a row that are told once


def entries(views: Sequence[StatusView], gallery: Gallery) -> list[dict[str, Any]]:
    """Posts, and boosts of pictures in a row as one group; a boost of what stands here itself says nothing new."""
    here = {view.status.id for view in views}
    views = [view for view in views if view.reblog is None or view.reblog.status.id not in here]
    found: list[dict[str, Any]] = []
    for grouped, several in groupby(views, lambda view: is_plain_boost(view, gallery.lens)):
        run = list(several)
        together = grouped and len(run) >= TOGETHER
        found += [group(run, gallery.lens)] if together else [status(view, gallery) for view in run]
    return found


def is_plain_boost(view: StatusView, lens: Lens) -> bool:
    """A boost of pictures that may be shown as they are."""
    of = view.reblog
    return of is not None and bool(media := shown(of)) and look(of, media, lens) == "normal"


def group(views: Sequence[StatusView], lens: Lens) -> dict[str, Any]:
    """Several boosts with one sentence: how many, and between when and when."""
    first, last = views[-1].status.created_at, views[0].status.created_at
    sentence = lens.t(
        "home.boosts", n=len(views), count=times.cardinal(len(views), lens),
        since=times.since(first, lens), until=times.since(last, lens),
    )  # fmt: skip
    tiles = [
        {**made, "via": view.account.display_name or view.account.username}
        for view in views
        if view.reblog and (made := tile(view.reblog, lens))
    ]
    return {"sentence": sentence, "tiles": tiles}


def days(views: Iterable[StatusView], lens: Lens) -> list[dict[str, Any]]:
    """Tiles under the day on which they were hung, newest first."""
    found = []
    for _, several in groupby(views, lambda view: lens.local(view.status.created_at).date()):
        hung = list(several)
        tiles = [made for view in hung if (made := tile(view, lens))]
        found.append({"label": times.day(hung[0].status.created_at, lens), "tiles": tiles})
    return found


def end(title: str, fact: str | None = None, button: dict[str, Any] | None = None) -> dict[str, Any]:
    """The end of a list."""
    return {"title": title, "fact": fact, "button": button}
