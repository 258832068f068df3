"""AUTOMATIC1111, Forge and their kin, over `/sdapi/v1`: https://github.com/AUTOMATIC1111/stable-diffusion-webui/wiki/API"""

import base64
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from generators.contract import Cancelled, Event, Offer, Prompt, Unavailable
from generators.remote.errands import SOURCE, Errands, Seen
from generators.remote.http import Refused, Server, picture_in, server_of, small

LOOK: Final = 0.5  # seconds between two looks at its progress
LARGEST: Final = 2048
STEPS: Final = 20  # when nobody says how many
STRENGTH: Final = 0.6  # when nobody says how far from a picture


class Sdapi:
    """`model = "http://127.0.0.1:7860"`, with `#checkpoint` for another than the one that is loaded."""

    def __init__(self, model: str = "", look: float = LOOK) -> None:
        self._server: Server = server_of(model, "http://127.0.0.1:7860")
        try:
            self._name = self._server.name or str(self._server.get("/sdapi/v1/options")["sd_model_checkpoint"])
        except (Refused, KeyError, TypeError) as cause:
            raise Unavailable(f"no web UI with its API on (--api) at {self._server.address}: {cause}") from cause
        self._errands = Errands(self._name.split(" [")[0].rsplit("/", 1)[-1].rsplit(".", 1)[0], look)

    def offer(self) -> Offer:
        name = self._errands.model
        return Offer(
            models=(name,), largest=(LARGEST, LARGEST), steps=STEPS, device="remote", digital_source_type=SOURCE,
            label=f"{name} (Stable Diffusion web UI)", seconds_per_step=0.2, edits=True,
        )  # fmt: skip

    def generate(self, batch: Sequence[Prompt], cancelled: Cancelled) -> Iterator[Event]:
        """One after another: it tells of one picture's progress at a time."""
        return self._errands.run(batch, cancelled, lambda prompt: _Order(self._server, self._name, prompt))


@dataclass(frozen=True, slots=True)
class _Order:
    server: Server
    checkpoint: str
    prompt: Prompt

    def ask(self) -> bytes:
        path = "/sdapi/v1/txt2img" if self.prompt.source is None else "/sdapi/v1/img2img"
        said = self.server.post(path, self._words())
        images = said.get("images") if isinstance(said, dict) else None
        if not isinstance(images, list) or not images:
            raise Refused("the server sent no picture")
        return picture_in(images[0])

    def look(self) -> Seen | None:
        """As far as it says; a look that fails costs nothing."""
        try:
            said = self.server.get("/sdapi/v1/progress?skip_current_image=false")
            step, of = int(said["state"]["sampling_step"]), int(said["state"]["sampling_steps"])
            preview = small(picture_in(said["current_image"])) if said.get("current_image") else None
        except (Refused, KeyError, TypeError, ValueError):
            return None
        return Seen(step, of, preview) if 0 < step <= of else None

    def take_back(self) -> None:
        with suppress(Refused):  # it ends by itself
            self.server.post("/sdapi/v1/interrupt", {}, timeout=10)

    def _words(self) -> dict[str, Any]:
        prompt = self.prompt
        said: dict[str, Any] = {
            "prompt": prompt.text, "negative_prompt": prompt.negative, "width": prompt.width, "height": prompt.height,
            "seed": prompt.seed, "steps": prompt.steps or STEPS, "batch_size": 1, "n_iter": 1, "send_images": True,
            "save_images": False, "override_settings": {"sd_model_checkpoint": self.checkpoint},
            "override_settings_restore_afterwards": False,
        }  # fmt: skip
        if prompt.guidance is not None:
            said["cfg_scale"] = prompt.guidance
        if prompt.source is not None:
            said["init_images"] = [base64.b64encode(prompt.source).decode()]
            said["denoising_strength"] = STRENGTH if prompt.strength is None else prompt.strength
        return said
