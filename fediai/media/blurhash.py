"""A picture's colours as a line of thirty characters, shown until the picture itself arrives (blurha.sh).

In plain Python: for a thumbnail of a thousand pixels that is two milliseconds, and no process keeps numpy for it.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import cos, pi

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~"
Colour = tuple[float, float, float]  # red, green and blue, as light or as the strength of a wave
LIGHT = [
    value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in (n / 255 for n in range(256))
]


def encode(pixels: bytes, width: int, across: int = 4, down: int = 3) -> str:
    """`pixels` are rows of RGB bytes in sRGB; a thumbnail of some thirty pixels is enough."""
    average, *waves = _factors(pixels, width, across, down)
    most = max((abs(part) for wave in waves for part in wave), default=0.0)
    step = max(0, min(82, int(most * 166 - 0.5)))
    scale = (step + 1) / 166
    hashed = _digits((across - 1) + (down - 1) * 9, 1) + _digits(step, 1) + _digits(_colour(average), 4)
    return hashed + "".join(_digits(_wave(part / scale for part in wave), 2) for wave in waves)


def _factors(pixels: bytes, width: int, across: int, down: int) -> list[Colour]:
    """The first cosine waves of the picture, row by row, of its light: averages of light look like averages."""
    light = [LIGHT[value] for value in pixels]
    height = len(light) // (3 * width)
    planes = [
        [light[row * 3 * width + colour : (row + 1) * 3 * width : 3] for row in range(height)] for colour in range(3)
    ]
    reds, greens, blues = (_waves(plane, across, down) for plane in planes)
    return list(zip(reds, greens, blues, strict=True))


def _waves(plane: Sequence[Sequence[float]], across: int, down: int) -> list[float]:
    """Of one colour: along each row first, then down the columns of what that gave."""
    height, width = len(plane), len(plane[0])
    along = [[_product(row, _cosine(width, i)) for row in plane] for i in range(across)]
    found = [_product(column, _cosine(height, j)) for j in range(down) for column in along]
    return [found[0] / (height * width), *(2 * each / (height * width) for each in found[1:])]


def _product(values: Sequence[float], wave: Sequence[float]) -> float:
    return sum(value * height for value, height in zip(values, wave, strict=True))


@lru_cache(maxsize=64)
def _cosine(length: int, number: int) -> tuple[float, ...]:
    return tuple(cos(pi * number * place / length) for place in range(length))


def _colour(light: Colour) -> int:
    red, green, blue = (int(_srgb(min(max(part, 0.0), 1.0)) * 255 + 0.5) for part in light)
    return (red << 16) + (green << 8) + blue


def _srgb(light: float) -> float:
    encoded: float = light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return encoded


def _wave(parts: Iterable[float]) -> int:
    """Nineteen levels for each colour, finer near zero."""
    red, green, blue = (_level(part) for part in parts)
    return red * 361 + green * 19 + blue


def _level(part: float) -> int:
    root = abs(part) ** 0.5
    return max(0, min(18, int((root if part > 0 else -root) * 9 + 9.5)))


def _digits(value: int, length: int) -> str:
    found = [ALPHABET[value // 83 ** (length - place) % 83] for place in range(1, length + 1)]
    return "".join(found)
