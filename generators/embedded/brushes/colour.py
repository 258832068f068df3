"""Colours as painters mix them: in Oklab, where halfway between blue and yellow is not mud."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

RGB = tuple[int, int, int]

# Björn Ottosson, "A perceptual color space for image processing" (2020)
_TO_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
_FROM_LMS = np.linalg.inv(_TO_LMS)
_FROM_LAB = np.linalg.inv(_TO_LAB)


@lru_cache(maxsize=1024)
def hexed(text: str) -> RGB:
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def colours(text: str) -> tuple[RGB, ...]:
    """Several hex colours written in one line."""
    return tuple(hexed(word) for word in text.split())


@lru_cache(maxsize=4096)
def lab(colour: RGB) -> tuple[float, float, float]:
    srgb = np.array(colour) / 255.0
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    lightness, a, b = _TO_LAB @ np.cbrt(_TO_LMS @ linear)
    return float(lightness), float(a), float(b)


def unlab(values: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Oklab rows to sRGB rows, clipped to what a screen can show."""
    linear = np.clip(((values @ _FROM_LAB.T) ** 3) @ _FROM_LMS.T, 0.0, 1.0)
    srgb = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    return np.asarray(np.rint(srgb * 255), dtype=np.uint8)


def _one(values: Sequence[float]) -> RGB:
    red, green, blue = (int(v) for v in unlab(np.array([values]))[0])
    return red, green, blue


@lru_cache(maxsize=8192)
def mix(first: RGB, second: RGB, amount: float) -> RGB:
    """`first` at 0, `second` at 1."""
    return _one([p + (q - p) * amount for p, q in zip(lab(first), lab(second), strict=True)])


def lighter(colour: RGB, by: float) -> RGB:
    lightness, a, b = lab(colour)
    return _one((min(1.0, max(0.0, lightness + by)), a, b))


def richer(colour: RGB, times: float) -> RGB:
    lightness, a, b = lab(colour)
    return _one((lightness, a * times, b * times))


def turned(colour: RGB, degrees: float) -> RGB:
    """The same lightness and strength, another hue."""
    lightness, a, b = lab(colour)
    angle = np.deg2rad(degrees)
    return _one((lightness, a * np.cos(angle) - b * np.sin(angle), a * np.sin(angle) + b * np.cos(angle)))


def times(colour: RGB, light: RGB) -> RGB:
    """`colour` seen under `light`."""
    red, green, blue = (c * k // 255 for c, k in zip(colour, light, strict=True))
    return red, green, blue


def lightness(colour: RGB) -> float:
    return lab(colour)[0]


@lru_cache(maxsize=512)
def ramp(stops: tuple[RGB, ...]) -> tuple[list[int], list[int], list[int]]:
    """Three tables of 256 that carry a grey tone through `stops`."""
    values = np.array([lab(stop) for stop in stops])
    at, places = np.linspace(0, 1, 256), np.linspace(0, 1, len(stops))
    table = unlab(np.stack([np.interp(at, places, values[:, channel]) for channel in range(3)], axis=1))
    return table[:, 0].tolist(), table[:, 1].tolist(), table[:, 2].tolist()
