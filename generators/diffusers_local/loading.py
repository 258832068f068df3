"""From a folder or a hub id to a pipeline on its device: heavy imports wait until a model is wanted."""

import os
from pathlib import Path
from typing import Any, Final

from generators.contract import Unavailable

WANTED: Final = (
    "the diffusers generator needs a model: set `model` under `[generator]` to the folder of a diffusers "
    "pipeline or a Hugging Face id, for example `black-forest-labs/FLUX.2-klein-4B`"
)
INSTALL: Final = "the diffusers generator is not installed here: pip install 'fediai[diffusers]'"
BF16_PROCESSORS: Final = ("amx_bf16", "avx512_bf16")


def load_pipeline(model: str, device: str, dtype: str) -> Any:
    """A pipeline ready to be called, or Unavailable with a sentence."""
    if not model:
        raise Unavailable(WANTED)
    try:
        import torch
        from diffusers import AutoPipelineForText2Image
    except ImportError as cause:
        raise Unavailable(f"{INSTALL} ({cause})") from cause
    place = _place(torch, device)
    precision = getattr(torch, _precision(torch, place) if dtype == "auto" else dtype)
    try:
        pipeline = AutoPipelineForText2Image.from_pretrained(model, dtype=precision)
    except (OSError, ValueError, ImportError) as cause:
        raise Unavailable(f"model `{model}` cannot be loaded: {_first_line(cause)}") from cause
    _settle(torch, pipeline, place)
    return pipeline


def from_pictures(pipeline: Any) -> Any | None:
    """The same weights as a pipeline that begins with a picture; None where diffusers has none for this family."""
    from diffusers import AutoPipelineForImage2Image

    try:
        other = AutoPipelineForImage2Image.from_pipe(pipeline)
    except (ValueError, TypeError, AttributeError):
        return None
    other.set_progress_bar_config(disable=True)
    if getattr(pipeline, "_all_hooks", None):  # piece by piece, as the first one
        other.enable_model_cpu_offload(device=str(pipeline._offload_device))
    return other


def weights_of(pipeline: Any) -> int:
    """How many numbers the model is made of."""
    return sum(part.numel() for each in _networks(pipeline) for part in each.parameters())


def _settle(torch: Any, pipeline: Any, place: str) -> None:
    if place == "cpu":
        # Every core but one: a second busy process on a shared core stalls OpenMP teams for seconds.
        torch.set_num_threads(max(1, (os.cpu_count() or 2) - 1))
    if hasattr(pipeline, "unet"):
        pipeline.unet.to(memory_format=torch.channels_last)
    if hasattr(getattr(pipeline, "vae", None), "enable_slicing"):
        pipeline.vae.enable_slicing()  # one by one: decoding a batch takes no more memory than one picture
    pipeline.set_progress_bar_config(disable=True)
    _move(torch, pipeline, place)


def _move(torch: Any, pipeline: Any, place: str) -> None:
    """Onto the device whole, or piece by piece where the device is too small for all of it."""
    if place.startswith("cuda"):
        free, _ = torch.cuda.mem_get_info(place)
        if _size_of(pipeline) > 0.85 * free:
            pipeline.enable_model_cpu_offload(device=place)
            return
    try:
        pipeline.to(place)
    except RuntimeError as cause:
        raise Unavailable(f"device `{place}` cannot hold the model: {_first_line(cause)}") from cause


def _place(torch: Any, device: str) -> str:
    if device != "auto":
        return _known(torch, device)
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


def _known(torch: Any, device: str) -> str:
    try:
        kind = torch.device(device).type
    except RuntimeError as cause:
        raise Unavailable(f"device `{device}` is unknown; use auto, cpu, cuda, cuda:1 or mps") from cause
    if kind == "cuda" and not torch.cuda.is_available():
        raise Unavailable(f"device `{device}`: torch finds no NVIDIA or AMD GPU here; use auto or cpu")
    return device


def _precision(torch: Any, place: str) -> str:
    """bfloat16 where the hardware multiplies it, because halves overflow the autoencoder of SD and SDXL."""
    if place.startswith("cuda"):
        return "bfloat16" if torch.cuda.is_bf16_supported() else "float16"
    return "bfloat16" if place == "cpu" and _processor_has_bf16() else "float32"


def _processor_has_bf16() -> bool:
    try:
        about = Path("/proc/cpuinfo").read_text(errors="replace")
    except OSError:  # not Linux
        return False
    return any(flag in about for flag in BF16_PROCESSORS)


def _networks(pipeline: Any) -> list[Any]:
    return [each for each in pipeline.components.values() if hasattr(each, "parameters")]


def _size_of(pipeline: Any) -> int:
    return sum(part.numel() * part.element_size() for each in _networks(pipeline) for part in each.parameters())


def _first_line(cause: Exception) -> str:
    return (str(cause).strip().splitlines() or [type(cause).__name__])[0][:300]
