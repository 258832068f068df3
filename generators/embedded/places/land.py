"""Open ground: ridges, snowfields, meadows, dunes, terraces, and the volcano behind them."""

import numpy as np

from generators.embedded.brushes.canvas import Paint, plain
from generators.embedded.brushes.colour import RGB, hexed, lighter, mix
from generators.embedded.brushes.curves import Points, oval, ribbon, through
from generators.embedded.brushes.dice import Dice
from generators.embedded.places import plants
from generators.embedded.places.stage import Ridge, Stage

GREENS = ("#7FA650", "#5F9150", "#8FA84A", "#4F8A5A", "#A3AE52")


def ridges(stage: Stage, count: int, low: float, high: float) -> None:
    """Far mountains one behind another between two heights (fractions); mist lies at every foot."""
    dice = stage.dice.fork("ridges")
    rocky = dice.chance(0.55)
    jag = dice.between(2, 4) if rocky else dice.between(4, 12)
    for index in range(count):
        far = index / max(1, count)
        base = stage.y(low + (high - low) * (index + 0.6) / count)
        swing = dice.between(40, 95) * (1 - 0.45 * far)
        line = stage.ridge(base, swing, dice.whole(2, 4), jag, dice.fork(index))
        if rocky:
            line = line - 0.9 * stage.peaks(swing, dice.fork(f"peaks{index}"))
        colour = stage.light.plane(0.06 + (0.62 if count < 4 else 0.86) * far)
        foot = mix(colour, stage.light.haze, 0.42)
        stage.canvas.plane(line, Paint((foot, colour), (215, 215, 40, 40)), stage.y(0.16))
        if stage.winter and index < 2 and not stage.canvas.look.wet:
            _capped(stage, line, colour)


def _capped(stage: Stage, line: Ridge, colour: RGB) -> None:
    """Snow on the upper slopes: the ridge again, its lower edge in tongues."""
    top = float(line.min())
    tongues = stage.ridge(top + 46 * stage.unit, 26, 26, 9, stage.dice.fork("caps"))
    under = np.maximum(line + 1, np.minimum(tongues, line + 52 * stage.unit))
    edge = np.stack([np.arange(stage.width), line], axis=1)[::3]
    back = np.stack([np.arange(stage.width), under], axis=1)[::-3]
    stage.canvas.ghost().lay([np.vstack([edge, back])], plain(mix(stage.light.snow()[1], colour, 0.25), 0.9))


def volcano(stage: Stage) -> None:
    """A cone with furrows, mist around its foot, and breath."""
    dice, canvas, light = stage.dice.fork("volcano"), stage.canvas, stage.light
    x, foot = stage.x(0.5 - stage.side * dice.between(0.02, 0.17)), stage.line + 20 * stage.unit
    high, wide = canvas.short * dice.between(0.38, 0.50), canvas.short * dice.between(0.50, 0.66)
    high = min(high, foot * 0.66)
    mouth = wide * 0.055
    slope = through(
        np.array(
            [
                [x + mouth, foot - high],
                [x + wide * 0.20, foot - high * 0.62],
                [x + wide * 0.52, foot - high * 0.24],
                [x + wide, foot + 6],
            ]
        )
    )
    mirror = slope[::-1] * (-1, 1) + (2 * x, 0)
    notch = np.array([[x - mouth * 0.4, foot - high + mouth * 0.5], [x + mouth * 0.5, foot - high + mouth * 0.35]])
    _smoke(stage, x, foot - high)
    cone = np.vstack([mirror, notch, slope])
    body = light.plane(0.66)
    canvas.lay([cone], Paint((mix(body, light.haze, 0.48), body, lighter(body, -0.05)), (235, 235, 20, 20)))
    canvas.ghost().lay(_furrows(stage, slope, mirror), plain(lighter(body, -0.07), 0.42))
    if stage.winter:
        cap = cone[(cone[:, 1] < foot - high * 0.66)]
        canvas.ghost().lay([cap], plain(stage.light.snow()[1], 0.92))
    canvas.veil(foot - 95 * stage.unit, foot + 60 * stage.unit, mix(light.haze, (255, 255, 255), 0.25), 0.9)


def _furrows(stage: Stage, slope: Points, mirror: Points) -> list[Points]:
    dice, found = stage.dice.fork("furrows"), []
    right, left = slope, mirror[::-1]
    for _ in range(46):
        part = dice.between(-0.94, 0.94)
        start, stop = sorted((dice.between(0.02, 0.6), dice.between(0.4, 0.95)))
        rows = slice(int(start * len(right)), max(int(start * len(right)) + 3, int(stop * len(right))))
        line = (right[rows] * (1 + part) + left[rows] * (1 - part)) / 2
        found.append(ribbon(line, (0.4, 2.0 * stage.unit, 0.4)))
    return found


def _smoke(stage: Stage, x: float, y: float) -> None:
    """Puffs that grow as the wind takes them."""
    dice, light = stage.dice.fork("smoke"), stage.light
    lean, steps = dice.side() * dice.between(0.35, 0.8), dice.whole(7, 10)
    white = light.on((250, 244, 236)) if not light.dark else lighter(light.sky[1], 0.12)
    for index in range(steps):
        far = (index + 0.5) / steps
        radius = stage.canvas.short * (0.016 + 0.066 * far**1.2)
        px = x + lean * stage.canvas.short * 0.42 * far**1.25 + dice.about(0, radius * 0.25)
        py = y - stage.canvas.short * 0.26 * far**0.8 + radius * 0.2
        tone = mix(white, light.plane(0.2), 0.10 + 0.22 * (index % 2))
        stage.canvas.lay(
            [oval(px, py, radius * 1.35, radius)],
            Paint((mix(tone, light.plane(0.4), 0.25), tone), (210, 190, 60, 30), 0.92),
        )


def rolling(stage: Stage) -> None:
    """Meadow or snowfield: two or three swells of ground from the horizon to our feet."""
    dice = stage.dice.fork("rolling")
    green = hexed(dice.pick(GREENS))
    count = dice.whole(2, 3)
    for index in range(count):
        near = (index + 1) / count
        base = stage.line + (stage.height - stage.line) * (index * 0.42 + 0.05 * dice.side()) / count
        line = stage.ridge(base, dice.between(16, 38), dice.whole(1, 3), 2.0, dice.fork(index))
        stage.canvas.plane(line, _ground(stage, green, near), stage.y(0.42 - 0.1 * near))
        stage.floor = line
        if not stage.winter:
            _grass(stage, line, green, near)


def _ground(stage: Stage, green: RGB, near: float) -> Paint:
    if stage.winter:
        shade, lit = stage.light.snow()
        far = mix(lit, stage.light.haze, 0.30 * (1 - near))
        return Paint(
            (mix(shade, lit, 0.15 + 0.25 * (1 - near)), far, mix(far, (255, 255, 255), 0.35)),
            (245, 245, 25, 25),
            mottle=0.8,
        )
    lit = stage.light.on(green, 0.45 + 0.5 * near)
    deep = stage.light.on(mix(green, hexed("#123A34"), 0.62), 0.5 + 0.5 * near)
    return Paint((deep, lit, mix(lit, stage.light.sun, 0.20)), (225, 225, 15, 15))


def _grass(stage: Stage, line: Ridge, green: RGB, near: float) -> None:
    """Tufts scattered on the slope, smaller and paler with distance."""
    dice = stage.dice.fork(f"grass{near}")
    blades: list[Points] = []
    for index in range(int(36 * near * stage.width / stage.canvas.short)):
        x = dice.between(0, stage.width)
        y = stage.at(line, x) + dice.between(0.02, 1) ** 1.5 * stage.height * 0.3
        blades += plants.moved(plants.tuft(dice.fork(index), 4), x, y, stage.unit * dice.between(9, 20) * near)
    stage.canvas.ghost().lay(blades, plain(stage.light.on(mix(green, hexed("#1D4A3A"), 0.42), 0.5 + 0.5 * near), 0.7))


def dunes(stage: Stage) -> None:
    """Sand in long crests, one side in light and one in shadow."""
    dice = stage.dice.fork("dunes")
    sand = hexed(dice.pick(("#D9A066", "#E0B078", "#CF8F58", "#DDA877")))
    for index in range(4):
        near = (index + 1) / 4
        base = stage.line + (stage.height - stage.line) * (index / 4) ** 1.15
        line = stage.ridge(base, 66 - 6 * index, 2, 1.0, dice.fork(index))
        lit = stage.light.on(lighter(sand, 0.03 - 0.05 * index), 0.5 + 0.5 * near)
        dark = stage.light.on(mix(sand, hexed("#6B2E28"), 0.42 + 0.1 * index), 0.55 + 0.45 * near)
        stage.canvas.plane(line, Paint((dark, lit, mix(lit, stage.light.sun, 0.25)), (235, 235, 40, 40)), stage.y(0.17))
        _lee(stage, line, dark, dice.fork(f"lee{index}"))
        stage.floor = line


def _lee(stage: Stage, line: Ridge, dark: RGB, dice: Dice) -> None:
    """The side of each dune that the sun has left: from its top an edge wanders down to the next sand."""
    margin = stage.width // 10
    peak = int(np.argmin(line[margin:-margin])) + margin
    way = 1 if stage.sun_x < 0.5 else -1
    foot = float(line[peak]) + stage.canvas.short * dice.between(0.30, 0.45)
    drift = way * stage.canvas.short
    edge = np.array([[peak, line[peak]], [peak + drift * 0.05, line[peak] + (foot - line[peak]) * 0.30]])
    bend = np.array([[peak - drift * 0.03, line[peak] + (foot - line[peak]) * 0.62], [peak + drift * 0.16, foot]])
    xs = np.arange(
        peak, min(stage.width - 1, peak + stage.canvas.short) if way > 0 else max(0, peak - stage.canvas.short), way
    )
    crest = np.stack([xs.astype(float), line[xs] + 1], axis=1)[::4]
    if len(crest) > 3:
        far = np.array([[crest[-1, 0], foot]])
        shape = np.vstack([crest, far, through(np.vstack([edge, bend]))[::-1]])
        stage.canvas.ghost().lay(
            [shape], Paint((mix(dark, stage.light.planes[-1], 0.15), dark), (60, 60, 215, 215), 0.62, 1.2, edged=False)
        )


def terraces(stage: Stage) -> None:
    """Rice steps as sheets of cut paper: bands that swell, narrow and never cross, ripe ones among young ones."""
    dice = stage.dice.fork("terraces")
    young = [hexed(c) for c in ("#2F6B3E", "#4C8B45", "#7FA63F", "#A9BE4E", "#1F5540", "#5E9A4C", "#D9C662")]
    count = dice.whole(9, 13)
    hill = stage.ridge(stage.line - 20 * stage.unit, 105, 2, 0, dice.fork("hill"))
    gaps = dice.rng.uniform(0.6, 1.5, count)
    down = np.cumsum(gaps) / gaps.sum()
    for index in range(count):
        near = min(1.0, float(down[index]))
        swell = stage.ridge(0, 34 + 10 * dice.chance(0.3), dice.whole(2, 4), 1.5, dice.fork(index))
        line = hill * (1 - near) ** 0.8 + (stage.y(1.0) - hill * 0) * (1 - (1 - near) ** 0.8) * 0.97 + swell
        colour = mix(dice.pick(young), hexed("#0F3B36"), 0.45 * near**1.6)
        lit = stage.light.on(colour, 0.35 + 0.65 * min(1.0, near * 1.7))
        if stage.winter:
            lit = mix(lit, stage.light.snow()[1], 0.75)
        stage.canvas.plane(
            line, Paint((lighter(lit, -0.07), lit, lighter(lit, 0.05)), (60, 60, 215, 215)), stage.y(0.10)
        )
        _rim(stage, line, lit, near)
        stage.floor = line


def _rim(stage: Stage, line: Ridge, lit: RGB, near: float) -> None:
    """The light earth bank along each step."""
    edge = np.stack([np.arange(stage.width, dtype=float), line], axis=1)[:: max(2, stage.width // 160)]
    wide = stage.unit * (1.6 + 2.2 * near)
    if stage.canvas.look.edge is None:
        stage.canvas.ghost().lay([ribbon(edge, (wide, wide))], plain(mix(lit, hexed("#FBF6DC"), 0.72), 0.9))


def bank(stage: Stage) -> None:
    """Grass, or snow, between us and the water."""
    dice = stage.dice.fork("bank")
    green = hexed(dice.pick(GREENS))
    line = stage.ridge(stage.y(0.5 * stage.horizon + 0.43), 26, 2, 2.0, dice)
    stage.canvas.plane(line, _ground(stage, green, 1.0), stage.y(0.3))
    if not stage.winter:
        _grass(stage, line, green, 1.0)
    stage.floor = line


def floor(stage: Stage) -> None:
    """The ground of a wood: one dark swell, or one white one."""
    dice = stage.dice.fork("floor")
    line = stage.ridge(stage.line + stage.y(0.06), 20, 2, 3, dice)
    if stage.winter:
        paint = _ground(stage, (0, 0, 0), 1.0)
    else:
        moss = stage.light.on(mix(hexed(dice.pick(("#5A6B42", "#7A6A48", "#4A6650"))), stage.light.planes[-1], 0.45))
        paint = Paint((mix(moss, stage.light.ink, 0.5), moss, mix(moss, stage.light.haze, 0.35)), (240, 240, 20, 20))
    stage.canvas.plane(line, paint, stage.y(0.30))
    stage.floor = line


def verge(stage: Stage) -> None:
    """What grows at our feet, out of focus: it tells how far away the rest is."""
    dice, short = stage.dice.fork("verge"), stage.canvas.short
    if stage.winter:
        return _drift(stage, dice)
    deep = mix(stage.light.on(hexed("#2C5A3E")), stage.light.ink, 0.35)
    blades: list[Points] = []
    for index in range(int(13 * stage.width / short)):
        x = stage.width * (0.5 + 0.56 * dice.side() * dice.between(0.25, 1) ** 0.6)
        blades += plants.moved(
            plants.tuft(dice.fork(index), 5), x, stage.height + 12 * stage.unit, stage.unit * dice.between(50, 120)
        )
    stage.canvas.ghost().lay(blades, Paint((deep, lighter(deep, 0.07)), (200, 200, 50, 50), soft=0.8, edged=False))
    heads = [
        oval(
            dice.between(0, 1) * stage.width,
            stage.height - dice.between(8, 90) * stage.unit,
            6.5 * stage.unit,
            6.5 * stage.unit,
        )
        for _ in range(dice.whole(0, 16))
    ]
    if heads:
        bloom = stage.light.on(hexed(dice.pick(("#FAF1E0", "#F2C14E", "#E2603B", "#F0A0B5"))))
        stage.canvas.ghost().lay(heads, plain(bloom, 0.95, 0.6))
    return None


def _drift(stage: Stage, dice: Dice) -> None:
    """A bank of snow across the bottom, and dry stalks standing in it."""
    shade, lit = stage.light.snow()
    base = stage.height - 26 * stage.unit
    line = (
        base
        - stage.unit * 66 * np.linspace(-0.35, 1, stage.width)[:: -stage.side] ** 2
        - stage.unit * 4 * np.sin(np.linspace(0, 7, stage.width))
    )
    stalks: list[Points] = []
    for index in range(dice.whole(4, 9)):
        x = stage.x(0.5 - stage.side * dice.between(0.22, 0.5))
        stalks += plants.moved(
            plants.tuft(dice.fork(index), 3), x, stage.at(line, x) + 8 * stage.unit, stage.unit * dice.between(40, 105)
        )
    stage.canvas.ghost().lay(stalks, plain(stage.light.on(hexed("#8A6A4E")), 0.85, 0.5))
    stage.canvas.plane(
        line,
        Paint((mix(shade, lit, 0.25), mix(lit, shade, 0.12), lit), (235, 235, 20, 20), mottle=0.8),
        95 * stage.unit,
    )
