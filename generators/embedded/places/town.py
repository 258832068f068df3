"""Where people live: skylines, villages, streets, a table by the window, and the empty dark above them."""

import numpy as np

from generators.embedded.brushes.canvas import FROM_LEFT, Paint, plain
from generators.embedded.brushes.colour import RGB, hexed, lighter, mix
from generators.embedded.brushes.curves import Points, oval
from generators.embedded.brushes.dice import Dice
from generators.embedded.figures import FIGURES
from generators.embedded.figures.sketch import Sketch, Spot, drawn, reflected
from generators.embedded.places.stage import Stage


def skyline(stage: Stage) -> None:
    """Three rows of towers; windows are lit when the sky is not."""
    dice = stage.dice.fork("skyline")
    for depth in range(3):
        near = 0.25 + 0.28 * depth
        base = stage.line + stage.y(0.05 * depth)
        towers, panes = _towers(stage, dice.fork(depth), base, near)
        colour = mix(stage.light.plane(near), hexed(dice.pick(("#B97A62", "#7F8AA0", "#C9A27A", "#6F7F8A"))), 0.20)
        colour = mix(colour, stage.light.planes[-1], 0.25 * depth)
        stage.canvas.lay(towers, Paint((mix(colour, stage.light.haze, 0.30), colour), (225, 225, 30, 30)))
        lit = hexed("#F9D98A") if stage.light.hour in ("night", "dusk") else mix(colour, stage.light.haze, 0.45)
        stage.canvas.ghost().lay(panes, plain(lit, 0.35 + 0.22 * depth))


def _towers(stage: Stage, dice: Dice, base: float, near: float) -> tuple[list[Points], list[Points]]:
    towers: list[Points] = []
    panes: list[Points] = []
    x = -0.04 * stage.width
    while x < stage.width:
        wide = stage.unit * dice.between(46, 110) * (0.6 + near)
        high = stage.canvas.short * dice.between(0.10, 0.42) * (1.1 - 0.45 * near) + stage.y(0.04)
        towers.append(
            np.array(
                [[x, base + stage.y(0.2)], [x, base - high], [x + wide, base - high], [x + wide, base + stage.y(0.2)]]
            )
        )
        if dice.chance(0.3):
            middle = x + wide / 2
            towers.append(
                np.array(
                    [
                        [middle - 3 * stage.unit, base - high],
                        [middle, base - high * 1.22],
                        [middle + 3 * stage.unit, base - high],
                    ]
                )
            )
        panes += _panes(stage, dice, (x, base - high, wide, high), near)
        x += wide * dice.between(0.92, 1.12)
    return towers, panes


def _panes(stage: Stage, dice: Dice, face: tuple[float, float, float, float], near: float) -> list[Points]:
    """Some of the windows of one tower."""
    x, y, wide, high = face
    pitch = stage.unit * (11 + 12 * near)
    pane = np.array([[0, 0], [0.42, 0], [0.42, 0.6], [0, 0.6]]) * pitch
    rows = np.arange(y + pitch, y + high, pitch * 1.25)
    columns = np.arange(x + pitch * 0.8, x + wide - pitch * 0.7, pitch)
    return [pane + np.array((column, row)) for row in rows for column in columns if dice.chance(0.42)]


def street(stage: Stage) -> None:
    """Pavement under the towers; when it rains it shines."""
    light = stage.light
    stone = light.on(hexed("#A89A94")) if not stage.winter else light.snow()[1]
    wet = mix(stone, light.haze, 0.4) if stage.weather == "rain" else stone
    line = stage.ridge(stage.line + stage.y(0.10), 5, 2, 0.8)
    stage.canvas.plane(line, Paint((mix(stone, light.planes[-1], 0.55), wet), (235, 235, 30, 30)), stage.y(0.34))
    stage.floor = line


def village(stage: Stage) -> None:
    """Small houses among the swells of the ground."""
    dice = stage.dice.fork("village")
    kind = "house" if stage.winter or dice.chance(0.7) else "hut"
    for index in range(dice.whole(4, 7)):
        x = stage.x(dice.between(0.04, 0.96))
        y = stage.line + stage.y(dice.between(0.03, 0.13))
        planted(
            stage,
            kind,
            Spot(x, y, stage.canvas.short * dice.between(0.07, 0.12), dice.side(), near=0.72),
            dice.fork(index),
        )


def planted(stage: Stage, name: str, spot: Spot, dice: Dice, colour: RGB | None = None) -> None:
    """One figure drawn where it belongs, without ceremony."""
    sketch = Sketch(dice, colour, stage.light.accent)
    sketch.winter = stage.winter
    FIGURES[name](sketch)
    drawn(stage.canvas, sketch.pieces, spot, stage.light)


def stilts(stage: Stage) -> None:
    """A row of stilt houses at high water, each in its reflection."""
    dice = stage.dice.fork("stilts")
    size = stage.canvas.short * 0.23
    count = max(2, round(stage.width / (size * 0.98)))
    y = stage.line + (stage.height - stage.line) * 0.30
    for index in range(count):
        x = stage.width * (index + 0.5) / count + dice.about(0, size * 0.05)
        sketch = Sketch(dice.fork(index), None, stage.light.accent)
        FIGURES["stilt house"](sketch)
        spot = Spot(x, y + dice.about(0, size * 0.06), size * dice.between(0.9, 1.08), near=0.95)
        reflected(stage.canvas, sketch.pieces, spot, stage.light.plane(0.7), stage.light)
        drawn(stage.canvas, sketch.pieces, spot, stage.light)


def wall(stage: Stage) -> None:
    """A plastered wall with the window's light on it."""
    dice, light, canvas = stage.dice.fork("wall"), stage.light, stage.canvas
    plaster = light.on(hexed(dice.pick(("#D9C9B2", "#C9D3D2", "#E8BCA2", "#C3C6B4", "#D8C2C0", "#AEB9C6"))))
    box = (0, 0, stage.width, stage.height)
    frame = np.array([[0.0, 0.0], [stage.width, 0.0], [stage.width, stage.height], [0.0, stage.height]])
    paint = Paint((lighter(plaster, -0.09), plaster, lighter(plaster, 0.05)), FROM_LEFT, mottle=1.7)
    canvas.press(box, canvas.mask([frame], box), canvas.pigment(box, paint, (230, 150, 120, 40)))
    if dice.chance(0.7):
        warm = mix(plaster, light.sun if not light.dark else hexed("#F7D79A"), 0.55)
        lean, left = stage.canvas.short * 0.20, stage.x(0.5 - stage.side * 0.2 + dice.about(0, 0.1))
        panes = []
        for column in (-1, 0):
            for row in (0, 1):
                x, y = left + column * 150 * stage.unit, stage.y(0.10) + row * 175 * stage.unit
                panes.append(
                    np.array(
                        [
                            [x, y],
                            [x + 132 * stage.unit, y + lean * 0.28],
                            [x + 132 * stage.unit, y + lean * 0.28 + 155 * stage.unit],
                            [x, y + 155 * stage.unit],
                        ]
                    )
                )
        canvas.ghost().lay(panes, plain(warm, 0.62, 4))


def table(stage: Stage) -> None:
    """The board that things stand on."""
    dice, light = stage.dice.fork("table"), stage.light
    board = light.on(hexed(dice.pick(("#A88A76", "#8E9A94", "#B5755A", "#6F7482", "#9A7A58", "#7F8F86"))))
    line = np.full(stage.width, stage.line)
    stage.canvas.plane(
        line,
        Paint((lighter(board, -0.10), board, lighter(board, 0.03)), (150, 150, 90, 90), mottle=1.5),
        stage.height - stage.line,
    )
    stage.floor = line


def space(stage: Stage) -> None:
    """Planets: one large and near, one far with a ring."""
    dice, canvas, light = stage.dice.fork("space"), stage.canvas, stage.light
    tints = ("#E0785A", "#D9A95B", "#6FA3B5", "#B57AA0", "#7FA68A")
    for index, (x, y, r) in enumerate(
        (
            (0.5 - stage.side * 0.34, 0.22, 0.09),
            (0.5 + stage.side * 0.36, 0.42, 0.045),
            (0.5 - stage.side * 0.1, 0.1, 0.025),
        )
    ):
        colour = light.on(mix(hexed(dice.pick(tints)), (255, 255, 255), 0.15), 1.0)
        colour = mix(colour, hexed(dice.pick(tints)), 0.5)
        px, py, radius = stage.x(x), stage.y(y), canvas.short * r * dice.between(0.8, 1.5)
        ring = [oval(px, py, radius * 1.9, radius * 0.42, -18)]
        if index == 0 and dice.chance(0.6):
            canvas.ghost().lay(ring, plain(mix(colour, light.sun, 0.5), 0.55))
        canvas.lay(
            [oval(px, py, radius, radius)],
            Paint((mix(colour, light.sky[0], 0.6), colour, lighter(colour, 0.08)), (255, 160, 130, 0), mottle=2.4),
        )
    ground = light.on(hexed(dice.pick(("#C98A6A", "#B9B4C4", "#D9A05B", "#8FA3B5"))))
    line = stage.ridge(stage.line + stage.y(0.16), 26, 2, 3, dice.fork("ground"))
    canvas.plane(line, Paint((mix(ground, light.planes[-1], 0.6), ground), (235, 235, 30, 30)), stage.y(0.3))
    pits = []
    for _ in range(9):
        r = stage.unit * dice.between(12, 44)
        pits.append(oval(dice.between(0, stage.width), stage.line + stage.y(dice.between(0.22, 0.4)), r, r * 0.3))
    canvas.ghost().lay(pits, plain(mix(ground, light.planes[-1], 0.5), 0.5))
    stage.floor = line
