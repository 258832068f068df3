"""What happens between two steps: progress out, cancellation in, and a look at where the picture is going."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from generators.contract import Cancelled, Progress, Prompt
from generators.diffusers_local.previews import Palette, palette_of

BETWEEN_PREVIEWS: Final = 0.24
# After a step of these, latents are picture + sigma × noise, or a straight line towards it.
STRAIGHT: Final = ("FlowMatchEulerDiscreteScheduler", "EulerDiscreteScheduler")


class NobodyWaits(Exception):
    """Raised out of a pipeline's callback: it leaves at once, skips the decoder, and stays usable."""


@dataclass(slots=True)
class Watcher:
    """The callback of one batch."""

    batch: Sequence[Prompt]
    cancelled: Cancelled
    tell: Callable[[Progress], None]
    palette: Palette | None = None
    _before: Any = None
    _looked: float = 0.0

    def __call__(self, pipeline: Any, step: int, _time: Any, found: dict[str, Any]) -> dict[str, Any]:
        waiting = [item for item in range(len(self.batch)) if not self.cancelled(item)]
        if not waiting:
            raise NobodyWaits
        steps = getattr(pipeline, "num_timesteps", step + 1)
        latents = found.get("latents")
        looks = self._look(pipeline, step, latents) if self._is_time() and step + 1 < steps else {}
        self._before = latents
        for item in waiting:
            self.tell(Progress(item, step + 1, steps, looks.get(item)))
        return found

    def _is_time(self) -> bool:
        now = time.monotonic()
        if now - self._looked < BETWEEN_PREVIEWS:
            return False
        self._looked = now
        return True

    def _look(self, pipeline: Any, step: int, latents: Any) -> dict[int, bytes]:
        """A preview for each item; none where latents are no picture (video, pixels, wavelets)."""
        if latents is None or latents.ndim not in (3, 4):
            return {}
        clean = self._estimate(pipeline.scheduler, step, latents)
        if self.palette is None:
            self.palette = palette_of(pipeline, latents.shape[-1 if latents.ndim == 3 else 1])
        return {
            item: self.palette.jpeg(clean[item], (prompt.width, prompt.height))
            for item, prompt in enumerate(self.batch)
        }

    def _estimate(self, scheduler: Any, step: int, latents: Any) -> Any:
        """Where two steps in a row are heading: readable two or three steps before the latents themselves."""
        sigmas: Any = getattr(scheduler, "sigmas", ())
        step += getattr(scheduler, "begin_index", None) or 0  # who begins with a picture begins late
        if self._before is None or type(scheduler).__name__ not in STRAIGHT or step + 1 >= len(sigmas):
            return latents
        before, now = float(sigmas[step]), float(sigmas[step + 1])
        slope = (latents - self._before) / (now - before)
        return latents - now * slope
