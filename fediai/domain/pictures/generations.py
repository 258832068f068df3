"""Generations: a prompt on its way to pictures, and how they are to be published."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fediai.domain.lifecycle import GenerationState
from fediai.domain.pictures.media import Media


@dataclass(frozen=True, slots=True)
class Posting:
    """How to publish what comes out; kept as JSON beside the generation, so it survives a restart."""

    visibility: str = ""  # "": the author's default
    caption: str = ""
    spoiler_text: str = ""
    sensitive: bool = False
    language: str = "en"
    in_reply_to_id: int | None = None
    alt: str | None = None  # None: drawn from the prompt's words
    private_prompt: bool = False  # keeps the prompt's words out of the alt text
    application: str = ""
    application_website: str = ""
    replaces_status_id: int | None = None  # an edit that paints a published status anew
    answers_status_id: int | None = None  # candidates go below this letter; nothing is published by itself
    scheduled_id: int | None = None  # waits with a post for later
    media_id: int | None = None  # becomes this attachment, for a composer that waits for it
    beside: tuple[int, ...] = ()  # files to be shown with the pictures: what they were painted from


@dataclass(frozen=True, slots=True)
class Generation:
    """A row of `generations`. The recipe (command, prompt, negative, seed, model) is private unless `recipe_public`."""

    id: int
    account_id: int
    state: GenerationState
    prompt: str
    negative: str
    style: str
    model: str
    width: int
    height: int
    seed: int
    steps: int | None
    guidance: float | None
    pictures: int
    command: str
    post: dict[str, Any] | None
    pending_status_id: int | None
    status_id: int | None
    idempotency_key: str
    recipe_public: bool
    language: str
    label: str
    digital_source_type: str
    worker: str
    claim: str
    leased_until: datetime | None
    attempts: int
    step: int
    of_steps: int
    cost: int
    refunded: bool
    error: str
    created_at: datetime
    queued_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    source_media_id: int | None = None  # painted from this picture
    strength: float | None = None  # how far from it: 0 (as it is) to 1 (not at all like it)

    @property
    def posting(self) -> Posting | None:
        """How it is to be published, if at all."""
        return Posting(**self.post) if self.post is not None else None

    def seconds_left(self, now: datetime) -> float | None:
        """As long as the steps so far took, for those that are left; unknown before the first one, none at the end."""
        if self.started_at is None or self.finished_at is not None or not 0 < self.step <= self.of_steps:
            return None
        return (now - self.started_at).total_seconds() / self.step * (self.of_steps - self.step)


@dataclass(frozen=True, slots=True)
class GenerationView:
    """A generation with its finished pictures and its place in the queue (0: not waiting)."""

    generation: Generation
    media: tuple[Media, ...] = ()
    place: int = 0
    seconds_left: float | None = None
