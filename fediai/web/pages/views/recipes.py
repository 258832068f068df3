"""How a picture was made, as far as its author lets it be read."""

from typing import Any

from fediai.domain.pictures.generations import Generation
from fediai.domain.statuses import StatusView
from fediai.web.pages.views.rows import took
from fediai.web.pages.views.statuses import Gallery, model_of, named


def recipe(view: StatusView, painting: Generation, gallery: Gallery) -> dict[str, Any]:
    """The prompt, the technique and the numbers are for whom they are meant; the painter is named to everybody."""
    lens, readable = gallery.lens, gallery.may_read_recipe(view)
    return {
        "prompt": painting.prompt if readable else None,
        "author": view.account.display_name or view.account.username,
        "only_you": readable and not painting.recipe_public,
        "formula": painting.digital_source_type == "algorithmicMedia",
        "technique": named(painting.style, lens) if readable else None,
        "negative": painting.negative if readable else None,
        "model": model_of(view),
        "seed": painting.seed if readable else None,
        "steps": _steps(painting) if readable else None,
        "width": painting.width,
        "height": painting.height,
        "took_s": took(painting),
        "remix_url": f"/studio?remix={view.status.id}" if readable and lens.viewer else None,
        "is_mine": lens.is_me(view.account),
        "is_public": painting.recipe_public,
    }


def _steps(painting: Generation) -> int | None:
    """Of one picture; the row counts those of all."""
    return painting.of_steps // painting.pictures if painting.of_steps else None
