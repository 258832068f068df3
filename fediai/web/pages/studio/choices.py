"""What one can choose from: the techniques that the painters offer, shapes, numbers."""

from functools import cache
from typing import Any, Final

from fediai.services.pictures.studio import Queue
from fediai.web.files.static_files import FOLDER, asset
from fediai.web.pages.views.lens import Lens
from fediai.web.pages.views.statuses import named

COUNTS: Final = (1, 2, 3, 4)
SHAPES: Final = tuple(
    {"value": f"{width}:{height}", "width": width, "height": height}
    for width, height in ((3, 2), (1, 1), (4, 5), (9, 16))
)
FORMULA: Final = "algorithmicMedia"


def presets(queue: Queue, lens: Lens) -> list[dict[str, Any]]:
    """The painter's own choice first, then every technique that some painter here offers."""
    offers = [painter.offer or {} for painter in queue.painters]
    styles = dict.fromkeys(style for offer in offers for style in offer.get("styles") or ())
    return [
        {"value": "", "name": lens.t("technique.any"), "picture_url": drawing("any")},
        *({"value": style, "name": named(style, lens), "picture_url": drawing(style)} for style in styles),
    ]


@cache
def drawing(name: str) -> str | None:
    """The tile of a technique, where we have drawn one."""
    path = f"presets/{name}.svg"
    return asset(path) if name.replace("-", "").isalnum() and (FOLDER / path).is_file() else None


def is_formula(queue: Queue) -> bool:
    """Is nobody here who paints with a model?"""
    return bool(queue.painters) and all(
        (painter.offer or {}).get("digital_source_type") == FORMULA for painter in queue.painters
    )
