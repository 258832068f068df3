"""Trees in company: rows on a far slope, trunks in mist, and the few that frame a picture."""

import numpy as np

from generators.embedded.brushes.canvas import Paint, plain
from generators.embedded.brushes.colour import hexed, lighter, mix
from generators.embedded.brushes.curves import Points, oval_at, ribbon, through
from generators.embedded.brushes.dice import Dice
from generators.embedded.figures import FIGURES
from generators.embedded.figures.sketch import Sketch, Spot, drawn, shadow_on_ground
from generators.embedded.figures.trees import SEASONS
from generators.embedded.places import plants
from generators.embedded.places.stage import Stage


def row(stage: Stage, base: float, size: float, near: float, name: object) -> None:
    """A far row of one kind of tree along a slope, as one sheet."""
    dice = stage.dice.fork(f"row{name}")
    line = stage.ridge(base, 22, 3, 0, dice.fork("line"))
    conifer = stage.winter or dice.chance(0.45)
    shapes: list[Points] = []
    x = -0.02 * stage.width
    while x < stage.width * 1.02:
        tall = size * stage.unit * dice.between(0.55, 1.2)
        if dice.chance(0.86):
            one = [plants.pine(dice, 4)] if conifer else [plants.trunk(), *plants.crown(dice)]
            shapes += plants.moved(one, x, stage.at(line, x) + 3, tall)
        x += tall * dice.between(0.22, 0.46) * (1 if conifer else 1.5)
    colour = stage.light.plane(near)
    if not conifer:
        colour = mix(colour, stage.light.on(hexed(dice.pick(SEASONS.get(stage.season, SEASONS[""]))), near), 0.4)
    ground = np.stack([np.arange(stage.width, dtype=float), line], axis=1)[:: max(1, stage.width // 100)]
    shapes.append(np.vstack([ground, ground[::-1] + np.array((0, size * stage.unit * 0.7))]))
    foot = mix(colour, stage.light.snow()[1] if stage.winter else stage.light.haze, 0.55)
    stage.canvas.lay(shapes, Paint((foot, colour, colour), (235, 235, 20, 20)))


def tree(stage: Stage, spot: Spot, kind: str) -> None:
    """One near tree, roots at the spot."""
    sketch = Sketch(stage.dice.fork(f"tree{spot.x:.0f}"), None, stage.light.accent)
    sketch.winter, sketch.season = stage.winter, stage.season
    FIGURES[kind](sketch)
    if not stage.light.dark:
        ground = stage.light.snow()[0] if stage.winter else stage.light.ink
        shadow_on_ground(
            stage.canvas, sketch.pieces, spot, plain(ground, 0.6 if stage.winter else 0.2, 3), stage.lean(), 0.26
        )
    drawn(stage.canvas, sketch.pieces, spot, stage.light)


def forest(stage: Stage) -> None:
    """Tall trunks in four depths, the farthest almost air."""
    dice, canvas = stage.dice.fork("forest"), stage.canvas
    for depth in range(4):
        near = (depth + 0.6) / 4
        colour = mix(stage.light.plane(near), stage.light.haze, 0.25 * (1 - near))
        foot = stage.line + (stage.height * 0.10) * depth
        trunks, twigs = [], []
        for index in range(int((13 - 2.6 * depth) * max(0.6, stage.width / canvas.short))):
            x = stage.width * dice.between(-0.03, 1.03)
            if depth >= 2 and abs(x / stage.width - 0.5 - stage.side * 0.16) < 0.20:
                continue
            wide = stage.unit * dice.between(9, 17) * (0.6 + 2.1 * near**1.5)
            lean = dice.about(0, 0.03) * stage.height
            spine = through(np.array([[x, foot + 0.1 * stage.height], [x + lean * 0.4, foot * 0.5], [x + lean, -20.0]]))
            trunks.append(ribbon(spine, (wide * 1.35, wide, wide * 0.86)))
            twigs += _boughs(spine, wide, dice.fork(f"{depth}.{index}"), stage)
        canvas.lay(
            trunks, Paint((lighter(colour, -0.03), colour, mix(colour, stage.light.haze, 0.18)), (90, 200, 90, 200))
        )
        canvas.ghost().lay(twigs, plain(colour, 0.9))
        canvas.veil(foot - stage.y(0.22), foot + stage.y(0.14), stage.light.haze, 0.55 - 0.1 * depth)


def _boughs(spine: Points, wide: float, dice: Dice, stage: Stage) -> list[Points]:
    """Short dead branches, most of them high."""
    found = []
    for _ in range(dice.whole(3, 8)):
        root = spine[int(len(spine) * dice.between(0.25, 0.98))]
        side = dice.side()
        long = stage.unit * dice.between(35, 120)
        tip = root + np.array([side * long, -long * dice.between(-0.25, 0.7)])
        found.append(
            ribbon(np.stack([root, (root + tip) / 2 + (0, long * 0.06), tip]), (wide * 0.22, wide * 0.13, 0.8))
        )
    return found


def bamboo(stage: Stage) -> None:
    """Stalks in joints, three depths of them, with leaves like brush strokes."""
    dice, canvas = stage.dice.fork("bamboo"), stage.canvas
    green = hexed(dice.pick(("#6F9A4A", "#5E8F5A", "#8FA650")))
    for depth in range(3):
        near = 0.45 + 0.27 * depth
        colour = stage.light.on(mix(green, stage.light.planes[-1], 0.12 * depth), near)
        stalks, joints, leaves = [], [], []
        for index in range(int((11 - 3 * depth) * max(0.6, stage.width / canvas.short))):
            x = stage.width * dice.between(-0.02, 1.02)
            if depth == 2 and abs(x / stage.width - 0.5 - stage.side * 0.14) < 0.26:
                continue
            one = _stalk(stage, dice.fork(f"{depth}.{index}"), x, stage.unit * (7 + 10 * depth))
            stalks += one[0]
            joints += one[1]
            leaves += one[2]
        canvas.lay(stalks, Paint((lighter(colour, -0.08), colour, lighter(colour, 0.06)), (60, 200, 60, 200)))
        canvas.ghost().lay(joints, plain(lighter(colour, -0.12), 0.8))
        canvas.ghost().lay(leaves, plain(lighter(colour, -0.05), 0.92))
        canvas.veil(stage.line - stage.y(0.2), stage.line + stage.y(0.2), stage.light.haze, 0.4 - 0.15 * depth)


def _stalk(stage: Stage, dice: Dice, x: float, wide: float) -> tuple[list[Points], list[Points], list[Points]]:
    """One stalk in its pieces: the cane, its joints, its leaves."""
    lean = dice.about(0, 0.05) * stage.height
    spine = through(np.array([[x, stage.line + stage.y(0.12)], [x + lean * 0.3, stage.y(0.35)], [x + lean, -20.0]]))
    joints, leaves = [], []
    for at in np.linspace(0.06, 0.96, 8) + dice.about(0, 0.03):
        place = spine[int(np.clip(at, 0, 1) * (len(spine) - 1))]
        joints.append(oval_at(place, wide * 0.62, wide * 0.11))
        for _ in range(dice.whole(0, 4) if at > 0.3 else 0):
            side, long = dice.side(), stage.unit * dice.between(35, 75)
            tip = place + np.array([side * long, long * dice.between(-0.2, 0.6)])
            leaves.append(ribbon(np.stack([place, (place + tip) / 2 - (0, long * 0.06), tip]), (1.0, wide * 0.6, 0.2)))
    return [ribbon(spine, (wide, wide, wide * 0.85))], joints, leaves


def frame(stage: Stage, kind: str, tall: float) -> None:
    """Two or three near trees on the side that the hero leaves free, perhaps one behind it."""
    dice, short = stage.dice.fork("frame"), stage.canvas.short
    away = 0.5 - stage.side * 0.5
    spots = []
    for index in range(dice.whole(2, 3)):
        inward = (0.02 + 0.13 * index) * dice.between(0.8, 1.25) * stage.side
        down = dice.between(0.10, 0.24) + 0.13 * (2 - index) * dice.between(0.5, 1.1)
        y = stage.y(min(0.97, stage.horizon + (1 - stage.horizon) * down))
        spots.append(
            Spot(stage.x(away + inward), y, short * tall * dice.between(0.75, 1.15) * (1 - 0.17 * index), stage.side)
        )
    if dice.chance(0.45):
        x = stage.x(0.5 + stage.side * dice.between(0.36, 0.48))
        spots.append(Spot(x, stage.line + stage.y(0.05), short * tall * 0.62, -stage.side, near=0.9))
    for spot in sorted(spots, key=lambda s: s.y):
        tree(stage, spot, kind)
