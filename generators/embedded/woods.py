"""Trees in company: rows on a far slope, trunks in mist, and the few that frame a picture."""

import numpy as np

from generators.embedded import plants
from generators.embedded.canvas import FROM_LEFT, Paint, plain
from generators.embedded.colour import RGB, hexed, lighter, mix
from generators.embedded.curves import Points, oval, ribbon, through
from generators.embedded.dice import Dice
from generators.embedded.stage import Stage

FOLIAGE = {"": "#3F7A4C", "autumn": "#D2762E", "spring": "#EFA9BC"}


def foliage(stage: Stage, dice: Dice) -> RGB:
    if "autumn" in stage.features:
        return hexed(dice.pick(("#D2762E", "#E0A13A", "#B9472C", "#C98A35")))
    if "spring" in stage.features:
        return hexed(dice.pick(("#F2B5C4", "#EFA0B5", "#F7CBD3")))
    return hexed(dice.pick(("#3F7A4C", "#5B8F4A", "#2F6A55", "#7C9A45")))


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
        colour = mix(colour, stage.light.on(foliage(stage, dice), near), 0.4)
    ground = np.stack([np.arange(stage.width, dtype=float), line], axis=1)[:: max(1, stage.width // 100)]
    shapes.append(np.vstack([ground, ground[::-1] + (0, size * stage.unit * 0.7)]))
    foot = mix(colour, stage.light.snow()[1] if stage.winter else stage.light.haze, 0.55)
    stage.canvas.lay(shapes, Paint((foot, colour, colour), (235, 235, 20, 20)))


def tree(stage: Stage, x: float, y: float, tall: float, kind: str) -> None:
    """One near tree of that kind, roots at a pixel."""
    TREES[kind](stage, stage.dice.fork(f"tree{x:.0f}"), x, y, tall)


def pine(stage: Stage, dice: Dice, x: float, y: float, tall: float) -> None:
    green = stage.light.on(mix(hexed(dice.pick(("#2C5B4A", "#234A48", "#3A6A4C"))), stage.light.planes[-1], 0.35))
    stem = np.array([[-0.022, 0.2], [0.022, 0.2], [0.03, -0.02], [-0.03, -0.02]])
    stage.canvas.lay(plants.moved([stem], x, y, tall), plain(stage.light.on(hexed("#4A3630"))))
    seed = dice.fork("shape")
    stage.canvas.lay(plants.moved([plants.pine(seed, 6)], x, y, tall), Paint((lighter(green, -0.06), green, lighter(green, 0.07)), FROM_LEFT))
    if stage.winter:
        shade, lit = stage.light.snow()
        caps = plants.moved(plants.pine_snow(dice.fork("snow"), 6), x, y, tall)
        stage.canvas.ghost().lay(caps, Paint((shade, lit, mix(lit, (255, 255, 255), 0.5)), FROM_LEFT, 0.96))


def birch(stage: Stage, dice: Dice, x: float, y: float, tall: float) -> None:
    """A white trunk that leaves the picture at the top, with dark eyes and a few branches."""
    lean, wide = dice.about(0, 0.04), tall * dice.between(0.030, 0.042)
    spine = through(np.array([[x, y + 4], [x + lean * tall * 0.6, y - tall * 0.5], [x + lean * tall, y - tall * 1.3]]))
    white, dark = stage.light.on(hexed("#F1EBDD")), stage.light.on(hexed("#2E2A30"))
    for index in range(dice.whole(3, 5)):
        root = spine[int(len(spine) * dice.between(0.35, 0.95))]
        side = dice.side()
        tip = root + np.array([side * dice.between(0.10, 0.24), -dice.between(0.08, 0.22)]) * tall
        twig = through(np.stack([root, (root + tip) / 2 + (side * tall * 0.02, tall * 0.02), tip]))
        stage.canvas.lay([ribbon(twig, (wide * 0.3, wide * 0.16, 1.0))], plain(dark))
    stage.canvas.lay([ribbon(spine, (wide * 1.1, wide, wide * 0.8))], Paint((mix(white, stage.light.sky[0], 0.55), white, white), (250, 60, 250, 60)))
    marks = []
    for _ in range(16):
        at = spine[int(len(spine) * dice.between(0.02, 0.98))]
        side, long = dice.side(), wide * dice.between(0.2, 0.52)
        marks.append(oval(at[0] + side * (wide * 0.46 - long * 0.5), at[1], long * 0.5, wide * dice.between(0.05, 0.11)))
    stage.canvas.ghost().lay(marks, plain(dark, 0.9))


def bare(stage: Stage, dice: Dice, x: float, y: float, tall: float) -> None:
    dark = stage.light.on(mix(hexed("#3A2E30"), stage.light.planes[-1], 0.4))
    stage.canvas.ghost().lay(plants.moved(plants.bare(dice), x, y, tall), Paint((dark, lighter(dark, 0.06)), FROM_LEFT))


def broad(stage: Stage, dice: Dice, x: float, y: float, tall: float) -> None:
    if stage.winter:
        return bare(stage, dice, x, y, tall)
    leaf = stage.light.on(foliage(stage, dice))
    wood = stage.light.on(hexed("#5A4034"))
    stage.canvas.lay(plants.moved([plants.trunk()], x, y, tall), Paint((lighter(wood, -0.06), wood), FROM_LEFT))
    stage.canvas.lay(plants.moved(plants.crown(dice), x, y, tall), Paint((lighter(leaf, -0.09), leaf, mix(leaf, stage.light.sun, 0.22)), FROM_LEFT))
    spots, pale = [], mix(leaf, stage.light.sun, 0.32)
    for _ in range(46):
        angle, away = dice.between(0, 6.28), dice.between(0, 1) ** 0.5
        px, py = 0.30 * away * np.cos(angle) - 0.03, 0.70 + 0.27 * away * np.sin(angle)
        spots.append(oval(px, py, 0.020, 0.011, dice.between(-50, 50)))
    stage.canvas.ghost().lay(plants.moved(spots[:30], x, y, tall), plain(pale, 0.55))
    stage.canvas.ghost().lay(plants.moved(spots[30:], x, y, tall), plain(lighter(leaf, -0.10), 0.5))


def palm(stage: Stage, dice: Dice, x: float, y: float, tall: float) -> None:
    stem, fronds = plants.palm(dice)
    flip = 1 if x < stage.width / 2 else -1
    wood, leaf = stage.light.on(hexed("#7A5B45")), stage.light.on(hexed("#2F6B4A"))
    stage.canvas.lay(plants.moved([stem], x, y, tall, flip), Paint((lighter(wood, -0.07), wood), FROM_LEFT))
    for index, frond in enumerate(fronds):
        tone = lighter(leaf, 0.05 * (index % 3) - 0.05)
        stage.canvas.lay(plants.moved([frond], x, y, tall, flip), Paint((lighter(tone, -0.05), tone), FROM_LEFT))


TREES = {"pine": pine, "birch": birch, "bare": bare, "broad": broad, "palm": palm}


def forest(stage: Stage) -> None:
    """Tall trunks in four depths, the farthest almost air."""
    dice, canvas = stage.dice.fork("forest"), stage.canvas
    snow = stage.winter
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
        canvas.lay(trunks, Paint((lighter(colour, -0.03), colour, mix(colour, stage.light.haze, 0.18)), (90, 200, 90, 200)))
        canvas.ghost().lay(twigs, plain(colour, 0.9))
        canvas.veil(foot - stage.y(0.22), foot + stage.y(0.14), stage.light.haze, 0.55 - 0.1 * depth)
    if snow:
        stage.features = (*stage.features, "trunks")


def _boughs(spine: Points, wide: float, dice: Dice, stage: Stage) -> list[Points]:
    """Short dead branches, most of them high."""
    found = []
    for _ in range(dice.whole(3, 8)):
        root = spine[int(len(spine) * dice.between(0.25, 0.98))]
        side = dice.side()
        long = stage.unit * dice.between(35, 120)
        tip = root + np.array([side * long, -long * dice.between(-0.25, 0.7)])
        found.append(ribbon(np.stack([root, (root + tip) / 2 + (0, long * 0.06), tip]), (wide * 0.22, wide * 0.13, 0.8)))
    return found


def frame(stage: Stage, kind: str, tall: float) -> None:
    """Two or three near trees on the side that the hero leaves free, perhaps one behind it."""
    dice = stage.dice.fork("frame")
    away = 0.5 - stage.side * 0.5
    for index in range(dice.whole(2, 3)):
        inward = (0.02 + 0.13 * index) * dice.between(0.8, 1.25) * stage.side
        x = stage.x(away + inward)
        y = stage.y(min(0.97, stage.horizon + (1 - stage.horizon) * dice.between(0.18, 0.5)))
        tree(stage, x, y, stage.canvas.short * tall * dice.between(0.75, 1.15) * (1 - 0.17 * index), kind)
    if dice.chance(0.45):
        x = stage.x(0.5 + stage.side * dice.between(0.36, 0.48))
        tree(stage, x, stage.line + stage.y(0.05), stage.canvas.short * tall * 0.62, kind)
