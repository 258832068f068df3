"""A picture's colours as a line of thirty characters, shown until the picture itself arrives (blurha.sh)."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~"
Array = NDArray[np.float64]


def encode(pixels: NDArray[np.uint8], across: int = 4, down: int = 3) -> str:
    """`pixels` is height x width x 3 in sRGB; a thumbnail of some thirty pixels is enough."""
    factors = _factors(_linear(pixels), across, down)
    average, waves = factors[0], factors[1:]
    most = float(np.abs(waves).max()) if len(waves) else 0.0
    step = max(0, min(82, int(most * 166 - 0.5)))
    scale = (step + 1) / 166
    hashed = _digits((across - 1) + (down - 1) * 9, 1) + _digits(step, 1) + _digits(_colour(average), 4)
    return hashed + "".join(_digits(_wave(wave / scale), 2) for wave in waves)


def _linear(pixels: NDArray[np.uint8]) -> Array:
    """sRGB to light: averages of light look like averages."""
    value = pixels.astype(np.float64) / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def _factors(light: Array, across: int, down: int) -> Array:
    """The first cosine waves of the picture, row by row: `down` x `across` of them, three colours each."""
    height, width, _ = light.shape
    rows, columns = _cosines(height, down), _cosines(width, across)
    waves: Array = np.einsum("jy,ix,yxc->jic", rows, columns, light) / (height * width)
    waves *= 2
    waves[0, 0] /= 2
    return waves.reshape(-1, 3)


@lru_cache(maxsize=64)
def _cosines(length: int, count: int) -> Array:
    return np.cos(np.pi * np.outer(np.arange(count), np.arange(length)) / length)


def _colour(light: Array) -> int:
    value = np.clip(light, 0, 1)
    encoded = np.where(value <= 0.0031308, value * 12.92, 1.055 * value ** (1 / 2.4) - 0.055)
    red, green, blue = (encoded * 255 + 0.5).astype(int)
    return (int(red) << 16) + (int(green) << 8) + int(blue)


def _wave(parts: Array) -> int:
    """Nineteen levels for each colour, finer near zero."""
    levels = np.clip(np.floor(np.sign(parts) * np.sqrt(np.abs(parts)) * 9 + 9.5), 0, 18).astype(int)
    return int(levels[0]) * 361 + int(levels[1]) * 19 + int(levels[2])


def _digits(value: int, length: int) -> str:
    found = [ALPHABET[value // 83 ** (length - place) % 83] for place in range(1, length + 1)]
    return "".join(found)
