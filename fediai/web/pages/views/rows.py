"""Rows of the studio, at any moment of their lives, and the chip that tells of the queue on every page."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd
from typing import Any, Protocol

from fediai.domain.lifecycle import GenerationState
from fediai.domain.pictures.generations import Generation, GenerationView
from fediai.domain.sentences import in_language
from fediai.services.pictures.studio import Queue
from fediai.web.pages.views.lens import Lens
from fediai.web.pages.views.pictures import picture
from fediai.web.pages.views.statuses import named

STATES = {
    GenerationState.READY: "ready",
    GenerationState.FAILED: "failed",
    GenerationState.CANCELLED: "cancelled",
}
MOVING = frozenset({"queued", "loading", "painting", "asleep"})
QUARTER = 25


class Easel(Protocol):
    """How far a painting is in this process: `fediai.web.workers.hub.Hub`."""

    def progress(self, generation_id: int) -> tuple[int, int] | None: ...
    def previewed(self, generation_id: int) -> tuple[int, ...]: ...


@dataclass(frozen=True, slots=True)
class Progress:
    """Steps over all pictures of a row; `current` is the item (from 0) that is being painted."""

    step: int
    of: int
    current: int
    seconds_left: float | None

    @property
    def percent(self) -> int:
        return 100 * self.step // self.of if self.of else 0


def progress_of(one: Generation, easel: Easel, lens: Lens) -> Progress:
    """Fresher than the row where the painter is connected to this process."""
    step, of = easel.progress(one.id) or (one.step, one.of_steps)
    started, left = one.started_at, None
    if started is not None and 0 < step <= of:
        left = (lens.now - started).total_seconds() / step * (of - step)
    return Progress(step, of, max(step - 1, 0) * one.pictures // of if of else 0, left)


def state_of(view: GenerationView, queue: Queue, progress: Progress) -> str:
    """The row's state in the words of its template."""
    state = view.generation.state
    if state in STATES:
        return STATES[state]
    if state is GenerationState.QUEUED:
        return "queued" if queue.awake else "asleep"
    return "painting" if progress.step else "loading"


def row(view: GenerationView, queue: Queue, easel: Easel, lens: Lens, chosen: int | None = None) -> dict[str, Any]:
    """Everything that `partials/row.html` reads."""
    one = view.generation
    progress = progress_of(one, easel, lens)
    state = state_of(view, queue, progress)
    painting = state == "painting"
    return {
        "id": one.id,
        "prompt": one.prompt,
        "state": state,
        "moving": state in MOVING,
        "technique": named(one.style, lens) or lens.t("technique.any"),
        "shape": shape_of(one.width, one.height),
        "width": one.width,
        "height": one.height,
        "count": one.pictures,
        "at": lens.local(one.created_at),
        "took_s": took(one),
        "place": max(view.place, 1),  # a painter may take it between two looks
        "seconds_left": progress.seconds_left if painting else queue.seconds_for(view),
        "current": progress.current + 1,
        "step": progress.step - progress.current * (progress.of // one.pictures),
        "steps": progress.of // one.pictures,
        "quarter": progress.percent // QUARTER,
        "done": progress.percent,
        "pictures": _cells(view, easel, progress, lens) if state != "ready" else _finished(view, lens),
        "chosen": chosen,
        "reason": in_language(one.error, lens.lang) or None,
        "posted_url": f"/@{lens.viewer.acct}/{one.status_id}" if one.status_id and lens.viewer else None,
        "said": said(state, view, progress, lens),
    }


def took(one: Generation) -> float | None:
    """Seconds from the first stroke to the last; None while it is not finished."""
    if one.started_at is None or one.finished_at is None:
        return None
    return max((one.finished_at - one.started_at).total_seconds(), 1)


def shape_of(width: int, height: int) -> str:
    """`3:2`: sides are rounded to steps of 16, so the nearest usual ratio is meant."""
    usual = ((1, 1), (3, 2), (2, 3), (4, 5), (5, 4), (4, 3), (3, 4), (16, 9), (9, 16), (2, 1), (1, 2))
    for wide, high in usual:
        if abs(width * high - height * wide) <= 0.03 * width * high:
            return f"{wide}:{high}"
    common = gcd(width, height) or 1
    return f"{width // common}:{height // common}"


def _finished(view: GenerationView, lens: Lens) -> list[dict[str, Any]]:
    return [
        {"id": one.position + 1, "state": "ready", "picture": picture(one, lens), "preview_url": None, "reason": None}
        for one in view.media
    ]


def _cells(view: GenerationView, easel: Easel, progress: Progress, lens: Lens) -> list[dict[str, Any]]:
    """Those with a preview show it; the one being painted says how far it is."""
    one = view.generation
    seen = easel.previewed(one.id)
    at_work = seen[-1] if seen else progress.current
    running = one.state is GenerationState.RUNNING and progress.step > 0
    return [
        {
            "id": item + 1,
            "state": "painting" if running and item == at_work else "painted" if item in seen else "waiting",
            "picture": None,
            "preview_url": f"/studio/rows/{one.id}/{item + 1}.jpg?step={progress.step}" if item in seen else None,
            "reason": None,
        }
        for item in range(one.pictures)
    ]


def said(state: str, view: GenerationView, progress: Progress, lens: Lens) -> str | None:
    """For the live region: changes with the state and at each quarter, never at every step."""
    if state == "painting":
        return str(lens.t("row.said_painting", quarter=progress.percent // QUARTER * QUARTER))
    if state == "queued":
        return str(lens.t("row.said_queued", place=max(view.place, 1)))
    if state == "ready":
        return str(lens.t("row.said_ready", n=len(view.media)))
    return str(lens.t("row.said_failed")) if state == "failed" else None


def chip(views: Sequence[GenerationView], queue: Queue, easel: Easel, lens: Lens) -> dict[str, Any] | None:
    """What the shell tells of the queue on every page: what moves, else what waits to be looked at."""
    for view in reversed(views):
        progress = progress_of(view.generation, easel, lens)
        state = state_of(view, queue, progress)
        if state in MOVING:
            moving = {"queued": "waiting", "loading": "painting"}.get(state, state)
            left = progress.seconds_left if state == "painting" else queue.seconds_for(view)
            return _chip(moving, place=max(view.place, 1), seconds=left, quarter=progress.percent // QUARTER)
    if views and views[0].generation.state is GenerationState.FAILED:
        return _chip("failed")
    ready = sum(len(view.media) for view in views if view.generation.status_id is None)
    return _chip("ready", ready=ready) if ready else None


def _chip(state: str, **values: Any) -> dict[str, Any]:
    return {"state": state, "place": 0, "seconds": None, "ready": 0, "quarter": 0, **values}
