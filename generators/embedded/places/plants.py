"""Outlines of trees and grasses in unit space, roots at nought, for planting one or a thousand."""

import numpy as np

from generators.embedded.brushes.curves import Points, closed, oval, ribbon, through
from generators.embedded.brushes.dice import Dice


def pine(dice: Dice, tiers: int = 5) -> Points:
    """A fir one unit high: ragged skirts, each wider than the one above."""
    heights = np.linspace(1.0, 0.10, tiers + 1)
    spread = dice.between(0.19, 0.26)
    right: list[tuple[float, float]] = [(0.0, 1.03)]
    for index in range(tiers):
        top, low = heights[index], heights[index + 1]
        wide = spread * (0.22 + 0.78 * (index + 1) / tiers) * dice.between(0.88, 1.12)
        right += [
            (wide * 0.55, low + (top - low) * 0.40),
            (wide, low + dice.about(0, 0.012)),
            (wide * 0.52, low + 0.035),
        ]
    right += [(0.028, heights[-1] + 0.02), (0.030, -0.02)]
    left = [(-x * dice.between(0.9, 1.1), y + dice.about(0, 0.01)) for x, y in right[:0:-1]]
    return np.array(right + left)


def bare(dice: Dice, depth: int = 4) -> list[Points]:
    """A leafless tree: every branch forks into two or three thinner ones."""
    found: list[Points] = []
    _branch(found, np.array([0.0, -0.02]), 90.0, 0.40, (0.065, depth), dice)
    return found


def _branch(
    found: list[Points], start: Points, heading: float, length: float, girth: tuple[float, int], dice: Dice
) -> None:
    wide, depth = girth
    bend = dice.about(0, 12)
    middle = start + length * 0.5 * _toward(heading + bend)
    end = middle + length * 0.5 * _toward(heading - bend * 0.5)
    found.append(ribbon(through(np.stack([start, middle, end]), samples=5), (wide, wide * 0.62)))
    if depth <= 0:
        return
    for turn in (dice.between(-46, -16), dice.between(14, 46), dice.about(0, 10))[: 3 if depth > 2 else 2]:
        _branch(found, end, heading + turn, length * dice.between(0.60, 0.76), (wide * 0.60, depth - 1), dice)


def _toward(heading: float) -> Points:
    return np.array([np.cos(np.deg2rad(heading)), np.sin(np.deg2rad(heading))])


def crown(dice: Dice) -> list[Points]:
    """The leaves of a broad tree: overlapping rounds on a trunk that `trunk` draws."""
    places = ((0.0, 0.80, 0.26), (-0.22, 0.66, 0.20), (0.23, 0.67, 0.19), (-0.08, 0.58, 0.22), (0.12, 0.56, 0.20))
    return [
        oval(x + dice.about(0, 0.03), y + dice.about(0, 0.03), r * dice.between(0.9, 1.1), r * dice.between(0.82, 1.0))
        for x, y, r in places
    ]


def trunk(wide: float = 0.075, high: float = 0.62) -> Points:
    return closed(
        f"-{wide},0! -{wide * 0.45},{high * 0.3} -{wide * 0.4},{high}! "
        f"{wide * 0.4},{high}! {wide * 0.45},{high * 0.3} {wide},0!"
    )


def palm(dice: Dice) -> tuple[Points, list[Points]]:
    """The leaning stem and the fronds of a coconut palm."""
    lean = dice.between(0.06, 0.20)
    stem = through(np.array([[0.0, -0.02], [lean * 0.2, 0.3], [lean * 0.6, 0.58], [lean, 0.80]]))
    fronds = []
    for heading in (172, 140, 105, 68, 35, 6, -22, 202):
        reach = dice.between(0.26, 0.36)
        way = _toward(heading + dice.about(0, 8))
        tip = stem[-1] + way * reach + (0, -0.13 * abs(way[0]))
        bow = stem[-1] + way * reach * 0.55 + (0, 0.05)
        fronds.append(ribbon(through(np.stack([stem[-1], bow, tip])), (0.012, 0.075, 0.06, 0.004)))
    return ribbon(stem, (0.07, 0.042, 0.036)), fronds


def tuft(dice: Dice, blades: int = 6) -> list[Points]:
    """Grass: a handful of blades from one root."""
    found = []
    for _ in range(blades):
        lean, high = dice.about(0, 0.45), dice.between(0.5, 1.0)
        spine = through(np.array([[dice.about(0, 0.10), 0.0], [lean * 0.3, high * 0.6], [lean, high]]), samples=5)
        found.append(ribbon(spine, (0.07, 0.05, 0.0)))
    return found


def moved(outlines: list[Points], x: float, y: float, size: float, flip: int = 1) -> list[Points]:
    """Unit outlines planted at a pixel."""
    return [o * (size * flip, -size) + (x, y) for o in outlines]
