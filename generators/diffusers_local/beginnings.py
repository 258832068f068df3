"""Pictures to begin with: looked at carefully, cut to size, and the steps it takes to get away from them."""

import io
import math
from dataclasses import dataclass
from typing import Any, Final

from PIL import Image, ImageOps

from generators.contract import Prompt

FORMATS: Final = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
MOST_PIXELS: Final = 64 * 2**20
FEW: Final = 10  # steps of models that were made for few of them
GRID: Final = 16  # every side is a multiple of it: eight for the autoencoder, two for packed latents


class UnreadablePicture(ValueError):
    """The picture to paint from can't be read."""


@dataclass(frozen=True, slots=True)
class Canvas:
    """What is to be painted and, where it begins with a picture, that one as a PIL image of the right size."""

    prompt: Prompt
    begins: Any = None


def canvas(prompt: Prompt) -> Canvas:
    """Ready to be painted on; `UnreadablePicture` when it can't be begun."""
    return Canvas(prompt, None if prompt.source is None else beginning(prompt.source, size_of(prompt)))


def size_of(prompt: Prompt) -> tuple[int, int]:
    """The nearest size below that autoencoders can make."""
    width, height = (max(GRID, side // GRID * GRID) for side in (prompt.width, prompt.height))
    return width, height


def beginning(source: bytes, size: tuple[int, int]) -> Any:
    """The middle of the picture in the shape that is asked for, as a PIL image."""
    try:
        image = Image.open(io.BytesIO(source), formats=FORMATS)
        if image.width * image.height > MOST_PIXELS:
            raise UnreadablePicture("The picture to paint from is too large")
        turned = ImageOps.exif_transpose(image).convert("RGB")
    except (OSError, SyntaxError, Image.DecompressionBombError) as cause:
        raise UnreadablePicture("The picture to paint from can't be read") from cause
    return ImageOps.fit(turned, size, Image.Resampling.LANCZOS)


def steps_for(steps: int | None, strength: float | None) -> int | None:
    """Pipelines leave out the steps that lie before the picture: few-step models get theirs all the same."""
    if steps is None or not strength:
        return steps
    needed = math.ceil((steps if steps <= FEW else 1) / strength)
    return max(steps, needed)
