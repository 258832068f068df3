"""Paper tooth, clouds of pigment and veins: grey fields around 128 that other files press into colour."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from generators.embedded.brushes.dice import Dice

BICUBIC = Image.Resampling.BICUBIC
BOX = Image.Resampling.BOX
BILINEAR = Image.Resampling.BILINEAR


def grey(values: NDArray[np.float32] | NDArray[np.float64]) -> Image.Image:
    return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))


def blobs(size: tuple[int, int], cell: float, dice: Dice) -> Image.Image:
    """Soft random patches about `cell` pixels across, 0 to 255."""
    across, down = (max(2, round(side / cell) + 1) for side in size)
    small = Image.fromarray(dice.rng.integers(0, 256, (down, across), dtype=np.uint8))
    return small.resize(size, BICUBIC)


def clouds(size: tuple[int, int], cell: float, dice: Dice, octaves: int = 3) -> Image.Image:
    """Patches within patches; each octave half as large and nearly half as strong."""
    field = blobs(size, cell, dice)
    for octave in range(1, octaves):
        finer = blobs(size, max(1.5, cell / 2.3**octave), dice)
        field = Image.blend(field, finer, 0.36)
    return field


def centred(field: Image.Image, strength: float) -> Image.Image:
    """`field` squeezed around 128 so that adding it shifts tones by at most `strength`."""
    return field.point([round(128 + (v - 127.5) / 127.5 * strength) for v in range(256)])


def tooth(size: tuple[int, int], unit: float, dice: Dice) -> Image.Image:
    """The surface of rough paper, fine grain over a soft weave, 0 to 255 around 128."""
    width, height = size
    fine = dice.rng.integers(0, 256, (height, width), dtype=np.uint8)
    pulp = blobs(size, max(1.6, unit * 0.0022), dice)
    weave = blobs(size, max(2.5, unit * 0.0055), dice)
    return Image.blend(Image.blend(Image.fromarray(fine), pulp, 0.5), weave, 0.18)


def fibres(size: tuple[int, int], long: float, across: float, dice: Dice) -> Image.Image:
    """Streaks `long` pixels wide and `across` pixels high, as in brushed paint or planed wood."""
    width, height = size
    small = (max(2, round(height / across)), max(2, round(width / long) + 1))
    return Image.fromarray(dice.rng.integers(0, 256, small, dtype=np.uint8)).resize(size, BICUBIC)


def slope(size: tuple[int, int], corners: tuple[int, int, int, int]) -> Image.Image:
    """A smooth tone between four corners: top left, top right, bottom left, bottom right."""
    small = Image.new("L", (2, 2))
    small.putdata(corners)
    return small.resize(size, BILINEAR, box=(0.5, 0.5, 1.5, 1.5))


def halo(side: int, power: float = 2.0) -> Image.Image:
    """A round light: 255 in the middle, 0 at the rim."""
    axis = np.linspace(-1, 1, 160)
    away = np.hypot(axis[:, None], axis[None, :])
    return grey(255 * np.clip(1 - away, 0, 1) ** power).resize((max(2, side), max(2, side)), BILINEAR)
