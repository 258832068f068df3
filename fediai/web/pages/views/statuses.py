"""Posts as templates read them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup, escape

from fediai.domain.pictures.generations import Generation
from fediai.domain.pictures.media import Media
from fediai.domain.statuses import StatusView
from fediai.domain.text import plain
from fediai.domain.visibility import may_be_reblogged
from fediai.web.mastodon.posts.entities import image_url
from fediai.web.pages.views.emoji import drawn, sign
from fediai.web.pages.views.lens import Lens
from fediai.web.pages.views.people import face
from fediai.web.pages.views.pictures import how, picture, shown
from fediai.web.pages.views.titles import last_tags, split, without_tags

LOOKS = {"show": "normal", "fade": "faded", "blur": "blurred", "hide": "hidden"}
_MODEL = re.compile(r"\(([^()]+)\)$")


@dataclass(frozen=True, slots=True)
class Gallery:
    """A lens, and the paintings behind the statuses of a page."""

    lens: Lens
    paintings: Mapping[int, Generation] = field(default_factory=dict)

    def may_read_recipe(self, view: StatusView) -> bool:
        """Its author may, and everybody where the author made it public."""
        painting = self.paintings.get(view.status.id)
        return painting is not None and (painting.recipe_public or self.lens.is_me(view.account))


def status(view: StatusView, gallery: Gallery) -> dict[str, Any]:
    """One post; of a boost, what is boosted and by whom."""
    of = view.reblog or view
    one, lens = of.status, gallery.lens
    media = shown(of)
    content = without_tags(one.content)
    title, content = split(content) if media and not one.is_pending else (None, content)
    url = page_of(of)
    return {
        "id": one.id,
        "url": url,
        "uri": one.uri,
        "account": face(of.account, lens.urls),
        "at": lens.local(one.created_at),
        "visibility": str(one.visibility),
        "title": title,
        "html": drawn("" if one.is_pending else content, one.emojis, of.account.domain, lens.urls),
        "lang": one.language,
        "spoiler_text": drawn(escape(one.spoiler_text), one.emojis, of.account.domain, lens.urls),
        "media": [picture(each, lens) for each in media],
        "look": look(of, media, lens),
        "made": made(of, media, gallery),
        "recipe_url": f"{url}#recipe" if one.id in gallery.paintings else None,
        "boosted_by": face(view.account, lens.urls) if view.reblog else None,
        "painting": Markup(content).striptags() if one.is_pending else None,  # noqa: S704 — only its text is shown
        "tags": last_tags(one.content),
        "quote": quoted(of, lens),
        "card": card(of, lens) if of.card else None,
        "signs": [{"html": sign(each, lens.urls), "count": each.count} for each in of.signs],
        **_deeds(of, gallery),
    }


def quoted(view: StatusView, lens: Lens) -> dict[str, Any] | None:
    """What it shows of somebody else, in a few words; where that may not be shown, only that there is something."""
    if view.quote is None:
        return None
    inner = view.quote.status
    if inner is None:
        return {"state": view.quote.state, "url": None}
    first = next(iter(shown(inner)), None)
    return {
        "state": view.quote.state,
        "url": page_of(inner),
        "account": face(inner.account, lens.urls),
        "words": inner.status.spoiler_text or plain(inner.status.content)[:240],
        "picture": picture(first, lens) if first and look(inner, [first], lens) == "normal" else None,
    }


def card(view: StatusView, lens: Lens) -> dict[str, Any] | None:
    """The page that it links to; what its author warns of has no picture."""
    one = view.card
    if one is None:
        return None
    return {
        "url": one.url,
        "title": one.title,
        "description": one.description,
        "provider": one.provider,
        "lang": one.language or None,
        "image": None if view.is_sensitive else image_url(one, lens.urls),
        "alt": one.image_description,
    }


def _deeds(view: StatusView, gallery: Gallery) -> dict[str, Any]:
    """What the viewer has done with it, and may do."""
    one, mine = view.status, gallery.lens.is_me(view.account)
    address = one.url or one.uri
    return {
        "favourited": view.favourited,
        "reblogged": view.reblogged,
        "may_reblog": not one.is_pending and may_be_reblogged(one.visibility, own=mine),
        "mine": mine,
        "remix_url": f"/studio?remix={one.id}" if gallery.may_read_recipe(view) else None,
        "original_url": address if view.account.domain and address.startswith(("https://", "http://")) else None,
        "host": view.account.domain or None,
    }


def page_of(view: StatusView) -> str:
    """Its page here."""
    return f"/@{view.account.acct}/{view.status.id}"


def look(view: StatusView, media: Sequence[Media], lens: Lens) -> str:
    """How its pictures are shown to this viewer: nobody is shown what its author veiled before they ask for it."""
    one = view.status
    if not media or one.id == lens.lifted:
        return "normal"
    is_others_ai = not lens.is_me(view.account) and _is_ai(view, media)
    wished = LOOKS[lens.ai] if is_others_ai else "normal"
    return "sensitive" if view.is_sensitive and wished != "hidden" else wished


def _is_ai(view: StatusView, media: Sequence[Media]) -> bool:
    return any(how(one, view) in ("model", "formula") for one in media)


def made(view: StatusView, media: Sequence[Media], gallery: Gallery) -> dict[str, Any] | None:
    """How its pictures came to be; of far ones, who says so."""
    told = {how(one, view) for one in media} & {"model", "formula"}
    if not told:
        return None
    painting = gallery.paintings.get(view.status.id)
    technique = painting.style if painting and gallery.may_read_recipe(view) else ""
    return {
        "how": "model" if "model" in told else "formula",
        "technique": named(technique, gallery.lens),
        "model": model_of(view),
        "says": view.account.domain or None,
    }


def model_of(view: StatusView) -> str | None:
    """The painter that the post itself names to everybody: `fediai 0.1.0 (paper-1)`."""
    found = _MODEL.search(view.status.generator)
    return found[1] if found else None


KNOWN = frozenset({"gouache", "woodblock", "two-ink", "cut-paper", "batik", "ink", "oil"})


def named(technique: str, lens: Lens) -> str | None:
    """A technique's name; one that a painter of others brought goes by its own word."""
    if not technique:
        return None
    return str(lens.t(f"technique.{technique}")) if technique in KNOWN else technique
