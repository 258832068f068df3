"""Workflows of ComfyUI in its API format: the built-in ones for Stable Diffusion checkpoints, and other people's.

Words between percent signs are filled in, by the names that other programs use in such files.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from generators.contract import Unavailable

Graph = dict[str, Any]  # by node: {"class_type": …, "inputs": {name: value or [node, output]}}

NAMES: Final = (
    "prompt", "negative_prompt", "seed", "steps", "scale", "width", "height", "denoise", "image", "model",
)  # fmt: skip
LARGEST: Final = 2**20  # bytes of a file
_PLACE: Final = re.compile(rf"%({'|'.join(NAMES)})%")


@dataclass(frozen=True, slots=True)
class Workflow:
    """One graph, and the one for prompts that begin with a picture (None: those can't be painted)."""

    graph: Graph
    from_picture: Graph | None

    def filled(self, values: Mapping[str, Any], *, begins: bool) -> Graph:
        """The graph as it is sent; `values` has something for each of `NAMES`."""
        filled: Graph = _filled(self.from_picture if begins and self.from_picture else self.graph, values)
        return filled

    @property
    def always_begins(self) -> bool:
        """Does it want a picture even where nobody gave one?"""
        return _names_image(self.graph)


def built_in() -> Workflow:
    """Stable Diffusion 1.5, SDXL and their kin: whatever is one file with text encoders and autoencoder in it."""
    whole = _checkpoint({"class_type": "EmptyLatentImage", "inputs": {**_SIZE, "batch_size": 1}})
    begun = _checkpoint({"class_type": "VAEEncode", "inputs": {"pixels": ["scaled", 0], "vae": ["checkpoint", 2]}})
    begun["picture"] = {"class_type": "LoadImage", "inputs": {"image": "%image%"}}
    scaled = {"image": ["picture", 0], "upscale_method": "lanczos", **_SIZE, "crop": "center"}
    begun["scaled"] = {"class_type": "ImageScale", "inputs": scaled}
    return Workflow(whole, begun)


def read(path: str) -> Workflow:
    """The file that the owner named, or `Unavailable` with what is wrong with it."""
    try:
        with Path(path).open("rb") as file:
            said = json.loads(file.read(LARGEST))
    except OSError as cause:
        raise Unavailable(f"the workflow {path} can't be read: {cause.strerror}") from cause
    except ValueError as cause:
        raise Unavailable(f"the workflow {path} is no JSON: {cause}") from cause
    if not isinstance(said, dict) or not said or not all(_is_node(each) for each in said.values()):
        raise Unavailable(f"{path} is no workflow in API format: in ComfyUI it is under Workflow, Export (API)")
    if "%prompt%" not in json.dumps(said):
        raise Unavailable(f"the workflow {path} has no %prompt%: put it where the words belong")
    return Workflow(said, said if _names_image(said) else None)


_SIZE: Final = {"width": "%width%", "height": "%height%"}


def _checkpoint(latents: Graph) -> Graph:
    """The shortest way from words to a picture. It is shown, not kept: ComfyUI throws previews away."""
    sampler = {
        "model": ["checkpoint", 0], "positive": ["words", 0], "negative": ["without", 0],
        "latent_image": ["latents", 0], "seed": "%seed%", "steps": "%steps%", "cfg": "%scale%",
        "sampler_name": "dpmpp_2m", "scheduler": "karras", "denoise": "%denoise%",
    }  # fmt: skip
    return {
        "checkpoint": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "%model%"}},
        "words": {"class_type": "CLIPTextEncode", "inputs": {"text": "%prompt%", "clip": ["checkpoint", 1]}},
        "without": {"class_type": "CLIPTextEncode", "inputs": {"text": "%negative_prompt%", "clip": ["checkpoint", 1]}},
        "latents": latents,
        "sampler": {"class_type": "KSampler", "inputs": sampler},
        "decoded": {"class_type": "VAEDecode", "inputs": {"samples": ["sampler", 0], "vae": ["checkpoint", 2]}},
        "shown": {"class_type": "PreviewImage", "inputs": {"images": ["decoded", 0]}},
    }


def _is_node(value: Any) -> bool:
    return (
        isinstance(value, dict) and isinstance(value.get("class_type"), str) and isinstance(value.get("inputs"), dict)
    )


def _names_image(graph: Graph) -> bool:
    return "%image%" in json.dumps(graph)


def _filled(value: Any, values: Mapping[str, Any]) -> Any:
    """A value that is nothing but a place takes what belongs there as it is, a number as a number."""
    match value:
        case dict():
            return {key: _filled(each, values) for key, each in value.items()}
        case list():
            return [_filled(each, values) for each in value]
        case str() if whole := _PLACE.fullmatch(value):
            return values[whole[1]]
        case str():
            return _PLACE.sub(lambda place: str(values[place[1]]), value)
    return value
