"""Pictures that are all pattern, and the pattern fillings of batik."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from generators.embedded.brushes.canvas import EVEN, Paint, plain
from generators.embedded.brushes.colour import RGB, hexed, lighter, lightness, mix
from generators.embedded.brushes.curves import oval, oval_at, rough, turned
from generators.embedded.figures.sketch import Sketch, Spot, drawn
from generators.embedded.figures.things import leaf
from generators.embedded.places.stage import Stage

Field = NDArray[np.float32]


def fillings(size: tuple[int, int], unit: float) -> list[Image.Image]:
    """The small strokes and dots of the wax pen, as grey sheets: cecek, sawut, parang, water, rice."""
    return [_tiled(pattern, size, unit) for pattern in (_dots, _rows, _diagonal, _ripple, _quiet)]


def _tiled(pattern: Callable[[Field, Field], Field], size: tuple[int, int], unit: float) -> Image.Image:
    """A whole sheet of one filling, a band of rows at a time."""
    width, height = size
    sheet = np.empty((height, width), dtype=np.uint8)
    for top in range(0, height, 128):
        y, x = np.mgrid[top : min(height, top + 128), 0:width].astype(np.float32) / np.float32(unit)
        sheet[top : top + 128] = np.clip(255 * pattern(x, y), 0, 255)
    return Image.fromarray(sheet)


def _soft(value: Field, edge: float) -> Field:
    return np.asarray(np.clip(value / edge + 0.5, 0, 1), dtype=np.float32)


def _dots(x: Field, y: Field) -> Field:
    row = np.floor(y / 17)
    dx, dy = np.mod(x + row * 8.5, 17) - 8.5, np.mod(y, 17) - 8.5
    return np.asarray(0.28 + 0.72 * _soft(np.float32(3.0) - np.hypot(dx, dy), 1.4), dtype=np.float32)


def _rows(x: Field, y: Field) -> Field:
    return np.asarray(0.3 + 0.6 * _soft(1.6 - np.abs(np.mod(y + 3 * np.sin(x / 26), 15) - 7.5), 1.4), dtype=np.float32)


def _diagonal(x: Field, y: Field) -> Field:
    along, across = x + y, x - y
    band = np.mod(along, 62) - 31
    hook = np.abs(np.mod(across + 9 * np.sin(band / 10), 30) - 15)
    return np.asarray(
        0.25
        + 0.7 * np.maximum(_soft(2.2 - np.abs(np.abs(band) - 28), 1.6), _soft(4.2 - hook, 2.0) * (np.abs(band) < 20)),
        dtype=np.float32,
    )


def _ripple(x: Field, y: Field) -> Field:
    row = np.floor(y / 22)
    away = np.hypot(np.mod(x + row * 22, 44) - 22, np.mod(y, 22) - 22)
    return np.asarray(0.28 + 0.66 * _soft(1.5 - np.abs(np.mod(away, 9) - 4.5), 1.5), dtype=np.float32)


def _quiet(x: Field, y: Field) -> Field:
    return np.full(x.shape, 0.45, dtype=np.float32)


def kawung(stage: Stage) -> None:
    """Four petals around every crossing, seeds in each, on indigo or soga."""
    dice, canvas = stage.dice.fork("kawung"), stage.canvas
    ground, petal, seed = dice.pick(
        (
            ("#1B2350", "#F3E6C8", "#C98A2E"),
            ("#3A2418", "#EFD9A8", "#7A3B22"),
            ("#5E1F24", "#F2E0BE", "#1F2A4A"),
            ("#123A3E", "#F3E6C8", "#D9903A"),
        )
    )
    flood(stage, hexed(ground))
    cell = canvas.short / dice.pick((4, 5, 6))
    petals, seeds, hubs = [], [], []
    for row in range(-1, int(stage.height / cell) + 2):
        for column in range(-1, int(stage.width / cell) + 2):
            x, y = column * cell, row * cell
            hubs.append(oval(x + cell / 2, y + cell / 2, cell * 0.055, cell * 0.055))
            for turn in (45, 135, 225, 315):
                middle = np.array([x, y]) + turned(np.array([[cell * 0.345, 0.0]]), turn)[0]
                petals.append(oval_at(middle, cell * 0.30, cell * 0.165, turn))
                seeds += [
                    oval_at((middle + turned(np.array([[s * cell * 0.11, 0.0]]), turn)[0]), cell * 0.026, cell * 0.026)
                    for s in (-1, 1)
                ]
    canvas.ghost().lay(petals, Paint((lighter(hexed(petal), -0.05), hexed(petal)), EVEN, edged=False))
    canvas.ghost().lay(seeds, plain(hexed(seed)))
    canvas.ghost().lay(hubs, plain(hexed(seed)))


def cloth(stage: Stage) -> None:
    """The ground of a batik: one dye, and small kawung in another, instead of a sky."""
    canvas, dice, light = stage.canvas, stage.dice.fork("cloth"), stage.light
    ground = mix(light.sky[0], hexed("#1B2350"), 0.55 if light.dark else 0.25)
    if not light.dark and dice.chance(0.6):
        ground = mix(light.sky[-1], hexed(dice.pick(("#C98A2E", "#8A4B22", "#E9D3A0"))), 0.6)
    flood(stage, ground)
    cell = canvas.short / dice.pick((11, 13, 15))
    petals, seeds = [], []
    for row in range(int(stage.height / cell) + 2):
        for column in range(int(stage.width / cell) + 2):
            for turn in (45, 135, 225, 315):
                middle = np.array([column, row]) * cell + turned(np.array([[cell * 0.345, 0.0]]), turn)[0]
                petals.append(oval_at(middle, cell * 0.27, cell * 0.13, turn))
            seeds.append(oval((column + 0.5) * cell, (row + 0.5) * cell, cell * 0.07, cell * 0.07))
    tone = lighter(ground, 0.13 if lightness(ground) < 0.6 else -0.12)
    canvas.ghost().lay(petals, plain(tone))
    canvas.ghost().lay(seeds, plain(tone))


def flood(stage: Stage, colour: RGB) -> None:
    """One even colour over the whole sheet."""
    box = (0, 0, *stage.canvas.size)
    stage.canvas.press(
        box,
        Image.new("L", stage.canvas.size, 255),
        stage.canvas.pigment(box, Paint((lighter(colour, -0.05), colour, lighter(colour, 0.05)), mottle=1.4), EVEN),
    )


def rings(stage: Stage) -> None:
    """Sheets with holes in them, stacked: the deeper the hole the brighter the light."""
    dice, canvas, light = stage.dice.fork("rings"), stage.canvas, stage.light
    hot, cold = light.sun, light.planes[-1]
    middle = mix(light.accent, light.planes[1], 0.2)
    flood(stage, mix(hot, (255, 255, 255), 0.2))
    x, y = stage.x(0.5 + stage.side * dice.between(0, 0.12)), stage.y(dice.about(0.5, 0.08))
    count, angle = dice.whole(7, 10), np.linspace(0, 2 * np.pi, 240, endpoint=False)
    stretch = np.array([stage.width, stage.height]) / canvas.short
    bend = np.zeros(240)
    for index in range(count):
        far = (index + 1) / count
        bend = (
            bend
            + 0.07 * np.cos(angle * (2 + index % 3) + dice.between(0, 6.3))
            + 0.02 * np.roll(rough(240, 12, dice), index)
        )
        radius = canvas.short * (0.07 + 0.47 * far) * (1 + bend * (0.9 - 0.35 * far))
        hole = np.stack([np.cos(angle), np.sin(angle)], axis=1) * radius[:, None] * stretch**0.7 + (x, y)
        colour = mix(mix(hot, middle, min(1.0, far * 1.7)), cold, max(0.0, far * 1.25 - 0.45) * 0.95)
        canvas.cut(hole, Paint((lighter(colour, -0.05), colour, lighter(colour, 0.04)), (190, 150, 110, 60)))


def circles(stage: Stage) -> None:
    """Two or three large rounds that overlap, a hill below: a poster."""
    dice, canvas, light = stage.dice.fork("circles"), stage.canvas, stage.light
    flood(stage, canvas.look.paper)
    pair = dice.pick((("#F0605E", "#2F62B0"), ("#E9A03A", "#2F6B6B"), ("#E26A8A", "#3A4AA0"), ("#2F8A6B", "#E2603B")))
    for index in range(dice.whole(2, 3)):
        colour = hexed(pair[index % 2])
        radius = canvas.short * dice.between(0.19, 0.30)
        x, y = stage.x(0.36 + 0.26 * index + dice.about(0, 0.05)), stage.y(dice.between(0.28, 0.52))
        canvas.lay(
            [oval(x, y, radius, radius)], Paint((mix(colour, light.haze, 0.35), colour), (20, 120, 130, 235), 0.82)
        )
    hill = stage.ridge(stage.y(0.84), 46, 2, 1, dice.fork("hill"))
    canvas.plane(hill, Paint((lighter(hexed(pair[1]), -0.05), hexed(pair[1])), (40, 40, 220, 220)), stage.y(0.2))
    bars = [
        np.array([[0, 0], [9, 0], [9, h], [0, h]]) * stage.unit
        + (stage.x(0.10) + i * 20 * stage.unit, stage.y(0.60) - i * 9 * stage.unit)
        for i, h in enumerate(dice.rng.uniform(60, 190, 9))
    ]
    canvas.lay(bars, Paint((hexed(pair[0]), hexed(pair[0]))))


def leaves(stage: Stage) -> None:
    """What the broom left: leaves from edge to edge, none on top of the last."""
    dice, canvas = stage.dice.fork("leaves"), stage.canvas
    flood(stage, hexed(dice.pick(("#F3EAD6", "#EFE3CC", "#20342E", "#E6EBE2"))))
    placed: list[tuple[float, float, float]] = []
    for index in range(220):
        size = canvas.short * dice.between(0.09, 0.17)
        x, y = dice.between(-0.02, 1.02) * stage.width, dice.between(-0.02, 1.02) * stage.height
        if all(np.hypot(x - px, y - py) > (size + ps) * 0.47 for px, py, ps in placed):
            placed.append((x, y, size))
            sketch = Sketch(dice.fork(index))
            leaf(sketch)
            turn = dice.between(0, 360)
            middle = turned(np.array([[0.0, 0.5]]), turn)[0] * size
            canvas.ghost().lay(
                [
                    p + np.array((4.0, 6.0)) * stage.unit
                    for p in (Spot(x, y, size, 1, turn).place(sketch.pieces[0].outlines[0] - (0, 0.5)),)
                ],
                plain((40, 30, 30), 0.28, 4),
            )
            drawn(canvas, sketch.pieces, Spot(x - middle[0], y + middle[1], size, 1, turn), stage.light)


PATTERNS = {"kawung": kawung, "rings": rings, "circles": circles, "leaves": leaves}
