"""A glimpse of a picture while it is painted: latents to a small JPEG in well under a millisecond.

Each model is asked for its own colours: patches of known colours go through its encoder once, and least
squares finds the matrix that leads back. So no model needs an entry in a table, however many its channels.
"""

import io
from dataclasses import dataclass
from typing import Any, Final

LONGEST: Final = 160
PATCHES: Final = 8  # patches of colour along each side of a sample
SAMPLES: Final = 4
RIDGE: Final = 1e-3


@dataclass(slots=True)
class Palette:
    """Latents to colour: `colours` has a row for each channel and one for the constant, RGB in -1…1."""

    colours: Any

    def jpeg(self, latents: Any, shape: tuple[int, int]) -> bytes:
        """Latents of one picture of `shape`, as (channels, rows, columns) or packed as (tokens, channels)."""
        import torch
        from PIL import Image

        grid = spread(latents.detach().float().cpu(), shape)
        with_one = torch.cat([grid, torch.ones(*grid.shape[:2], 1)], dim=-1)
        pixels = ((with_one @ self.colours + 1) * 127.5).clamp(0, 255).to(torch.uint8)
        picture = Image.frombytes("RGB", (grid.shape[1], grid.shape[0]), pixels.numpy().tobytes())
        scale = LONGEST / max(picture.size)
        size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
        out = io.BytesIO()
        picture.resize(size, Image.Resampling.BILINEAR).save(out, "JPEG", quality=60)
        return out.getvalue()


def spread(latents: Any, shape: tuple[int, int]) -> Any:
    """Rows × columns × channels, from either layout; tokens lie in the proportions of the picture."""
    if latents.ndim == 3:
        return latents.permute(1, 2, 0)
    tokens, channels = latents.shape
    width, height = shape
    rows = max(1, round((tokens * height / width) ** 0.5))
    return latents[: rows * (tokens // rows)].reshape(rows, tokens // rows, channels)


def palette_of(pipeline: Any, channels: int) -> Palette:
    """The model's own colours, or a guess where its encoder is of a kind we cannot ask."""
    import torch

    try:
        with torch.inference_mode():
            return _fitted(torch, pipeline.vae, channels)
    except (AttributeError, RuntimeError, TypeError, ValueError):
        guess = torch.zeros(channels + 1, 3)
        guess[: min(3, channels), :] = torch.eye(3)[: min(3, channels)] * 0.5
        return Palette(guess)


def _fitted(torch: Any, vae: Any, channels: int) -> Palette:
    first = next(vae.parameters())
    ratio = 2 ** (len(vae.config.block_out_channels) - 1)
    dice = torch.Generator().manual_seed(0)
    patches = torch.rand(SAMPLES, 3, PATCHES, PATCHES, generator=dice) * 2 - 1
    pictures = torch.nn.functional.interpolate(patches, scale_factor=float(4 * ratio))
    coded = vae.encode(pictures.to(first.device, first.dtype))
    latents = _as_denoised(torch, vae, _most_likely(coded).float(), channels).cpu()
    seen = torch.nn.functional.interpolate(pictures, size=latents.shape[-2:], mode="area")
    known = torch.cat([latents, torch.ones_like(latents[:, :1])], dim=1)
    left = known.permute(0, 2, 3, 1).reshape(-1, channels + 1)
    right = seen.permute(0, 2, 3, 1).reshape(-1, 3)
    return Palette(torch.linalg.solve(left.T @ left + RIDGE * torch.eye(channels + 1), left.T @ right))


def _most_likely(coded: Any) -> Any:
    """What an encoder found, whether it speaks of a distribution (KL) or of values (deep compression, tiny)."""
    if hasattr(coded, "latent_dist"):
        return coded.latent_dist.mode()
    return coded.latent if hasattr(coded, "latent") else coded.latents


def _as_denoised(torch: Any, vae: Any, latents: Any, channels: int) -> Any:
    """Shifted, scaled, and folded into tokens of four the way the pipelines do before they add noise."""
    if latents.shape[1] * 4 == channels:
        latents = torch.nn.functional.pixel_unshuffle(latents, 2)
    if hasattr(vae, "bn"):
        mean, variance = vae.bn.running_mean, vae.bn.running_var
        return (latents - mean.view(1, -1, 1, 1)) / (variance + vae.config.batch_norm_eps).sqrt().view(1, -1, 1, 1)
    return (latents - (getattr(vae.config, "shift_factor", None) or 0.0)) * vae.config.scaling_factor
