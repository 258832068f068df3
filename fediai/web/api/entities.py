"""Our own entities, as pure functions: a generation for its author, a painter for everybody."""

from datetime import datetime
from typing import Any

from fediai.domain.pictures import prompts
from fediai.domain.pictures.generations import GenerationView
from fediai.domain.urls import Urls
from fediai.store.pictures.generator_tokens import GeneratorToken
from fediai.web.mastodon.entities.media_attachment import media_attachment
from fediai.web.mastodon.entities.time import iso


def generation_entity(view: GenerationView, urls: Urls, progress: tuple[int, int] | None = None) -> dict[str, Any]:
    """Everything its author may know of it; `progress` is fresher than the row where the painter is ours."""
    one = view.generation
    step, of = progress or (one.step, one.of_steps)
    return {
        "id": str(one.id), "state": str(one.state), "prompt": one.prompt, "negative_prompt": one.negative,
        "style": one.style, "seed": one.seed, "width": one.width, "height": one.height, "pictures": one.pictures,
        "model": one.model, "command": one.command, "recipe_public": one.recipe_public,
        "progress": {"step": step, "of": of}, "place": view.place, "seconds_left": view.seconds_left,
        "preview_url": f"{urls.base}/api/fediai/v1/generations/{one.id}/preview",
        "error": one.error or None, "label": one.label or prompts.LABELS.get(one.digital_source_type, ""),
        "digital_source_type": one.digital_source_type or None,
        "status_id": str(one.status_id) if one.status_id else None,
        "media_attachments": [media_attachment(media, urls) for media in view.media],
        "created_at": iso(one.created_at), "finished_at": iso(one.finished_at) if one.finished_at else None,
    }  # fmt: skip


def painter_entity(painter: GeneratorToken, now: datetime) -> dict[str, Any]:
    """A generator worker as everybody may see it: what it can paint, never its token or address."""
    offer = painter.offer or {}
    shown = ("models", "styles", "largest", "device", "steps", "batch", "label", "digital_source_type")
    return {
        "name": painter.name,
        "awake": bool(painter.awake_until and painter.awake_until > now),
        "seen_at": iso(painter.seen_at) if painter.seen_at else None,
        **{name: offer.get(name) for name in shown},
    }
