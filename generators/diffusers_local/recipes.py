"""How each family of models likes to be asked: their pipeline's own defaults ruin few-step models."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Recipe:
    """Steps and guidance when the prompt names none; `None` keeps what the pipeline itself would do."""

    steps: int | None = None
    guidance: float | None = None


# Each row as the model's own card recommends; the first name found in the model's name wins.
BY_NAME: Final = {
    "flux.1-schnell": Recipe(4, 0.0),
    "schnell": Recipe(4, 0.0),
    "klein": Recipe(4, 1.0),
    "z-image-turbo": Recipe(9, 0.0),
    "sana-sprint": Recipe(2, 4.5),
    "sana_sprint": Recipe(2, 4.5),
    "lightning": Recipe(4, 0.0),
    "hyper-sd": Recipe(4, 0.0),
    "lcm": Recipe(4, 1.0),
    "dmd2": Recipe(4, 0.0),
    "turbo": Recipe(4, 0.0),
}

# Pipelines whose own default is a number of steps nobody needs with today's schedulers.
BY_PIPELINE: Final = {
    "StableDiffusionPipeline": Recipe(25),
    "StableDiffusionXLPipeline": Recipe(30),
}

# Above so many billion weights one picture fills a GPU, and a batch only adds waiting.
BATCH_BY_BILLIONS: Final = ((1.5, 8), (5.0, 4), (float("inf"), 1))


def recipe_for(name: str, pipeline: str) -> Recipe:
    """The recipe of a model by its name or path, else by its pipeline; unknown ones keep their defaults."""
    lowered = name.lower()
    by_name = (recipe for part, recipe in BY_NAME.items() if part in lowered)
    return next(by_name, BY_PIPELINE.get(pipeline, Recipe()))


def batch_for(weights: int, device: str) -> int:
    """How many prompts to take at once; the worker lowers it by itself where memory runs out."""
    if device != "cuda":
        return 2 if weights < 1_500_000_000 else 1
    return next(batch for limit, batch in BATCH_BY_BILLIONS if weights < limit * 1_000_000_000)
