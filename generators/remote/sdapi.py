"""AUTOMATIC1111, Forge and their kin, over `/sdapi/v1`: https://github.com/AUTOMATIC1111/stable-diffusion-webui/wiki/API"""

import base64
import io
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Final

from PIL import Image

from generators.contract import Cancelled, Event, Failed, Offer, Picture, Progress, Prompt, Unavailable
from generators.remote.http import Refused, Server, looked_at, picture_in, server_of

SOURCE: Final = "trainedAlgorithmicMedia"
LOOK: Final = 0.5  # seconds between two looks at its progress
LARGEST: Final = 2048
STEPS: Final = 20  # when nobody says how many
PREVIEW: Final = 160


class Sdapi:
    """`model = "http://127.0.0.1:7860"`, with `#checkpoint` for another than the one that is loaded."""

    def __init__(self, model: str = "", look: float = LOOK) -> None:
        self._server: Server = server_of(model, "http://127.0.0.1:7860")
        self._look = look
        try:
            self._name = self._server.name or str(self._server.get("/sdapi/v1/options")["sd_model_checkpoint"])
        except (Refused, KeyError, TypeError) as cause:
            raise Unavailable(f"no web UI with its API on (--api) at {self._server.address}: {cause}") from cause
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sdapi")

    def offer(self) -> Offer:
        name = self._name.split(" [")[0].rsplit("/", 1)[-1].rsplit(".", 1)[0]
        return Offer(
            models=(name,), largest=(LARGEST, LARGEST), steps=STEPS, device="remote", digital_source_type=SOURCE,
            label=f"{name} (Stable Diffusion web UI)", seconds_per_step=0.2, edits=True,
        )  # fmt: skip

    def generate(self, batch: Sequence[Prompt], cancelled: Cancelled) -> Iterator[Event]:
        """One after another: it has one queue, and tells of one picture's progress at a time."""
        for item, prompt in enumerate(batch):
            if not cancelled(item):
                yield from self._painted(item, prompt, cancelled)

    def _painted(self, item: int, prompt: Prompt, cancelled: Cancelled) -> Iterator[Event]:
        path = "/sdapi/v1/txt2img" if prompt.source is None else "/sdapi/v1/img2img"
        asked: Future[Any] = self._thread.submit(self._server.post, path, self._words(prompt))
        while not asked.done():
            if cancelled(item):
                self._interrupt()
                asked.exception()
                return
            time.sleep(self._look)
            yield from self._progress(item)
        try:
            yield self._picture(item, prompt, asked.result())
        except Refused as refusal:
            yield Failed(item, str(refusal))

    def _words(self, prompt: Prompt) -> dict[str, Any]:
        said: dict[str, Any] = {
            "prompt": prompt.text, "negative_prompt": prompt.negative, "width": prompt.width, "height": prompt.height,
            "seed": prompt.seed, "steps": prompt.steps or STEPS, "batch_size": 1, "n_iter": 1, "send_images": True,
            "save_images": False, "override_settings": {"sd_model_checkpoint": self._name},
            "override_settings_restore_afterwards": False,
        }  # fmt: skip
        if prompt.guidance is not None:
            said["cfg_scale"] = prompt.guidance
        if prompt.source is not None:
            said["init_images"] = [base64.b64encode(prompt.source).decode()]
            said["denoising_strength"] = 0.6 if prompt.strength is None else prompt.strength
        return said

    def _progress(self, item: int) -> Iterator[Progress]:
        """As far as it says; a look that fails costs nothing."""
        try:
            said = self._server.get("/sdapi/v1/progress?skip_current_image=false")
            step, of = int(said["state"]["sampling_step"]), int(said["state"]["sampling_steps"])
            preview = _small(picture_in(said["current_image"])) if said.get("current_image") else None
        except (Refused, KeyError, TypeError, ValueError):
            return
        if 0 < step <= of:
            yield Progress(item, step, of, preview)

    def _interrupt(self) -> None:
        try:
            self._server.post("/sdapi/v1/interrupt", {}, timeout=10)
        except Refused:
            return  # it ends by itself

    def _picture(self, item: int, prompt: Prompt, said: Any) -> Picture:
        images = said.get("images") if isinstance(said, dict) else None
        if not isinstance(images, list) or not images:
            raise Refused("the server sent no picture")
        data = picture_in(images[0])
        media_type, width, height = looked_at(data)
        return Picture(item, data, media_type, width, height, prompt.seed, self.offer().models[0], SOURCE)


def _small(data: bytes) -> bytes | None:
    """A preview as the instance wants it; none of what can't be read."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            shown = image.convert("RGB")
            shown.thumbnail((PREVIEW, PREVIEW))
    except (OSError, SyntaxError, Image.DecompressionBombError):
        return None
    out = io.BytesIO()
    shown.save(out, "JPEG", quality=72)
    return out.getvalue()
