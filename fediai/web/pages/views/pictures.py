"""Pictures as templates read them."""

from typing import Any

from fediai.domain.pictures.media import Media
from fediai.domain.statuses import StatusView
from fediai.web.mastodon.entities.media_attachment import full_url, original_url, preview_url
from fediai.web.pages.views import titles
from fediai.web.pages.views.lens import Lens

UNKNOWN = 1024  # the side of a far picture that said nothing of its size
MADE = {
    "algorithmicMedia": "formula",
    "trainedAlgorithmicMedia": "model",
    "compositeWithTrainedAlgorithmicMedia": "model",
    "digitalArt": "hand",
    "digitalCreation": "hand",
    "humanEdits": "hand",
}
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~"


def picture(one: Media, lens: Lens) -> dict[str, Any]:
    """Its addresses, size, words and average colour."""
    return {
        "url": original_url(one, lens.urls),
        "preview_url": preview_url(one, lens.urls),
        "preview_width": one.preview_width or None,
        "full_url": full_url(one, lens.urls),
        "veil_url": None,
        "width": one.width or UNKNOWN,
        "height": one.height or UNKNOWN,
        "description": one.description,
        "color": one.average_colour or colour(one.blurhash),
    }


def colour(blurhash: str | None) -> str | None:
    """The average colour that a blurhash begins with, as `#rrggbb`."""
    digits = [_DIGITS.find(letter) for letter in (blurhash or "")[2:6]]
    if len(digits) < 4 or min(digits) < 0:
        return None
    value = 0
    for digit in digits:
        value = value * 83 + digit
    return f"#{value:06x}" if value <= 0xFFFFFF else None


def how(one: Media, view: StatusView | None = None) -> str | None:
    """How it was made, as far as somebody said: "model", "formula", "hand"."""
    told = MADE.get(one.digital_source_type)
    return told or ("model" if view is not None and view.status.gen_ai else None)


def shown(view: StatusView) -> list[Media]:
    """The pictures of a status that a page can show."""
    return [one for one in view.media if one.is_ready and one.type in ("image", "gifv", "unknown") and _is_image(one)]


def _is_image(one: Media) -> bool:
    return one.type == "image" or one.media_type.startswith("image/")


def tile(view: StatusView, lens: Lens, *, named: bool = True) -> dict[str, Any] | None:
    """The first picture of a status with its caption; None where there is none."""
    media = shown(view)
    if not media:
        return None
    return {
        "title": titles.of_tile(view, media[0], str(lens.t("wall.title_untitled"))),
        "name": (view.account.display_name or view.account.username) if named else None,
        "made": how(media[0], view),
        "url": f"/@{view.account.acct}/{view.status.id}",
        "picture": picture(media[0], lens),
        "sensitive": view.is_sensitive,
    }
