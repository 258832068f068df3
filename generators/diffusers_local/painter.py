"""The generator for real models: a batch of strangers' prompts through one pipeline."""

import gc
import io
import time
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from inspect import signature
from queue import SimpleQueue
from typing import Any, Final

from generators.contract import Cancelled, Event, Failed, Offer, Picture, Prompt
from generators.diffusers_local.beginnings import Canvas, UnreadablePicture, canvas, size_of, steps_for
from generators.diffusers_local.loading import from_pictures, load_pipeline, weights_of
from generators.diffusers_local.previews import Palette
from generators.diffusers_local.recipes import batch_for, recipe_for
from generators.diffusers_local.watching import NobodyWaits, Watcher

SOURCE: Final = "trainedAlgorithmicMedia"
WITHHELD: Final = "the model's own safety check withheld this picture"


class Diffusers:
    """Loads `model` once and keeps it warm; `device` and `dtype` choose themselves unless told."""

    def __init__(self, model: str = "", device: str = "auto", dtype: str = "auto") -> None:
        self._pipeline = load_pipeline(model, device, dtype)
        self._name = model.rstrip("/").rsplit("/", 1)[-1]
        self._recipe = recipe_for(model, type(self._pipeline).__name__)
        self._words = signature(self._pipeline.__call__).parameters
        self._from_pictures = from_pictures(self._pipeline)
        self._palette: Palette | None = None
        self._seconds_per_step = 0.0
        self._weights = weights_of(self._pipeline)
        # The pipeline speaks through a callback and we through `yield`: a thread of its own joins the two.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="diffusers")

    def offer(self) -> Offer:
        side = 2 * max(512, self._native_side())
        return Offer(
            models=(self._name,),
            largest=(side, side),
            batch=batch_for(self._weights, self._device.type),
            steps=self._recipe.steps or self._default("num_inference_steps", 28),
            device=str(self._device),
            digital_source_type=SOURCE,
            label=f"{self._name} ({type(self._pipeline).__name__})",
            seconds_per_step=self._seconds_per_step,
            edits=self._from_pictures is not None,
        )

    def generate(self, batch: Sequence[Prompt], cancelled: Cancelled) -> Iterator[Event]:
        """What can't be begun with fails by itself; the others are painted together."""
        canvases: dict[int, Canvas] = {}
        for item, prompt in enumerate(batch):
            try:
                canvases[item] = canvas(prompt)
            except UnreadablePicture as cause:
                yield Failed(item, str(cause), retryable=False)
        if items := list(canvases):
            with closing(self._together(list(canvases.values()), lambda at: cancelled(items[at]))) as events:
                yield from (replace(event, item=items[event.item]) for event in events)

    def _together(self, batch: Sequence[Canvas], cancelled: Cancelled) -> Generator[Event]:
        events: SimpleQueue[Event | None] = SimpleQueue()
        left = False
        prompts = [each.prompt for each in batch]
        watcher = Watcher(prompts, lambda item: left or cancelled(item), events.put, self._palette)
        painting: Future[Any] = self._thread.submit(self._paint, batch, watcher)
        painting.add_done_callback(lambda _: events.put(None))
        try:
            while event := events.get():
                yield event
            yield from self._outcomes(prompts, painting.result())
        except NobodyWaits:
            return
        finally:
            left = True
            self._palette = watcher.palette

    def _paint(self, batch: Sequence[Canvas], watcher: Watcher) -> Any:
        import torch

        started = time.monotonic()
        try:
            pipeline = self._from_pictures if batch[0].begins is not None and self._from_pictures else self._pipeline
            done = pipeline(**self._request(torch, batch, watcher, pipeline))
        except torch.OutOfMemoryError:
            gc.collect()
            torch.cuda.empty_cache()
            raise
        steps = max(1, getattr(pipeline, "num_timesteps", 1))
        self._seconds_per_step = round((time.monotonic() - started) / steps / len(batch), 4)
        return done

    def _request(self, torch: Any, batch: Sequence[Canvas], watcher: Watcher, pipeline: Any) -> dict[str, Any]:
        """The words this pipeline knows, of all that could be said."""
        prompts = [each.prompt for each in batch]
        first = prompts[0]
        width, height = size_of(first)
        steps = first.steps or self._recipe.steps
        said = {
            "prompt": [each.text for each in prompts],
            "negative_prompt": [each.negative for each in prompts] if first.negative else None,
            "width": width,
            "height": height,
            "num_inference_steps": steps,
            "guidance_scale": self._recipe.guidance if first.guidance is None else first.guidance,
            # Noise is made on the CPU, one stream for each item: the same recipe paints the same picture
            # on every kind of device and in every company.
            "generator": [torch.Generator("cpu").manual_seed(each.seed) for each in prompts],
            "callback_on_step_end": watcher,
            "callback_on_step_end_tensor_inputs": ["latents"],
        }
        if pipeline is self._from_pictures:
            said |= {
                "image": [each.begins for each in batch],
                "strength": first.strength,
                "num_inference_steps": steps_for(steps, first.strength),
            }
        known = signature(pipeline.__call__).parameters
        return {word: value for word, value in said.items() if word in known and value is not None}

    def _outcomes(self, batch: Sequence[Prompt], done: Any) -> Iterator[Event]:
        withheld = getattr(done, "nsfw_content_detected", None) or [False] * len(batch)
        for item, (prompt, image, is_withheld) in enumerate(zip(batch, done.images, withheld, strict=True)):
            if is_withheld:
                yield Failed(item, WITHHELD, retryable=False)
                continue
            out = io.BytesIO()
            image.save(out, "PNG", compress_level=3)
            yield Picture(item, out.getvalue(), "image/png", image.width, image.height, prompt.seed, self._name, SOURCE)

    @property
    def _device(self) -> Any:
        return self._pipeline._execution_device

    def _native_side(self) -> int:
        sample = getattr(self._pipeline, "default_sample_size", 128)
        return int(sample * getattr(self._pipeline, "vae_scale_factor", 8))

    def _default(self, word: str, otherwise: int) -> int:
        known = self._words[word].default if word in self._words else None
        return known if isinstance(known, int) else otherwise
