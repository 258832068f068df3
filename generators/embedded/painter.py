"""Paper: a painter that needs no model, only a prompt, a seed and a sheet."""

import io
from collections.abc import Iterator, Sequence

from PIL import Image

from generators.contract import Cancelled, Event, Failed, Offer, Picture, Progress, Prompt
from generators.embedded.brushes.looks import STYLES
from generators.embedded.sitter import Unreadable
from generators.embedded.steps import STEPS, prepared

MODEL = "paper-1"
SMALLEST, LARGEST = 256, 2048
SOURCE = "algorithmicMedia"
BLURRED = "The picture to paint from can't be read"
WHOLE = len(STEPS) + 1


class Paper:
    """Draws by formula: the same words, size, seed and style give the same bytes."""

    def offer(self) -> Offer:
        return Offer(
            models=(MODEL,),
            largest=(LARGEST, LARGEST),
            batch=1,
            styles=STYLES,
            steps=WHOLE,
            device="cpu",
            digital_source_type=SOURCE,
            label="Drawn by a formula, no AI model installed",
            seconds_per_step=0.08,
            edits=True,
        )

    def generate(self, batch: Sequence[Prompt], cancelled: Cancelled) -> Iterator[Event]:
        """One picture after another; a cancelled one is put away between two steps."""
        for item, prompt in enumerate(batch):
            if not cancelled(item):
                yield from self._painted(item, prompt, cancelled)

    def _painted(self, item: int, prompt: Prompt, cancelled: Cancelled) -> Iterator[Event]:
        try:
            scene, stage = prepared(prompt, fitted(prompt))
        except Unreadable:
            yield Failed(item, BLURRED, retryable=False)
            return
        yield Progress(item, 1, WHOLE, preview(stage.canvas.sheet))
        for number, step in enumerate(STEPS, 2):
            if cancelled(item):
                return
            step(scene, stage)
            yield Progress(item, number, WHOLE, preview(stage.canvas.sheet))
        if not cancelled(item):
            width, height = stage.canvas.size
            yield Picture(item, png(stage.canvas.sheet), "image/png", width, height, prompt.seed, MODEL, SOURCE)


def fitted(prompt: Prompt) -> tuple[int, int]:
    """The asked-for size, kept within what this painter can do."""
    width, height = (min(LARGEST, max(SMALLEST, side)) for side in (prompt.width, prompt.height))
    return width, height


def preview(sheet: Image.Image) -> bytes:
    """The sheet as it stands, small."""
    small = sheet.reduce(max(1, max(sheet.size) // 320))
    small.thumbnail((160, 160))
    out = io.BytesIO()
    small.save(out, "JPEG", quality=72)
    return out.getvalue()


def png(sheet: Image.Image) -> bytes:
    out = io.BytesIO()
    sheet.save(out, "PNG", compress_level=3)
    return out.getvalue()
