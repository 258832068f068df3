"""Sea, lake, pond, and the world below the surface."""

import numpy as np

from generators.embedded.brushes.canvas import EVEN, UP, Paint, plain
from generators.embedded.brushes.colour import RGB, hexed, lighter, mix, ramp
from generators.embedded.brushes.curves import Points, opened, oval, ribbon, turned
from generators.embedded.brushes.dice import Dice
from generators.embedded.brushes.noise import BICUBIC, grey
from generators.embedded.places.stage import Stage


def deep(stage: Stage) -> RGB:
    """The colour of water under our feet."""
    blue = hexed(stage.dice.fork("deep").pick(("#1F5F80", "#23527A", "#1C6A78", "#2C4A80")))
    return mix(stage.light.on(blue), stage.light.planes[-1], 0.30)


def sea(stage: Stage) -> None:
    """Water from the horizon to our feet: it repeats the sky upside down and ends in its own colour."""
    canvas, light = stage.canvas, stage.light
    line = np.full(stage.width, stage.line)
    near = deep(stage)
    far = mix(light.haze, near, 0.20)
    middle = mix(mix(light.sky[len(light.sky) // 2], near, 0.42), near, 0.2)
    paint = Paint((far, middle, near), (0, 0, 255, 255), mottle=0.9, edged=bool(canvas.fillings))
    canvas.ghost().plane(line, paint, stage.height - stage.line)
    if canvas.look.sheets:
        _swells(stage, (far, middle, near))
    _ripples(stage, near)
    if stage.sky != "none" and stage.weather not in ("rain", "fog"):
        glitter(stage)


def _swells(stage: Stage, tones: tuple[RGB, RGB, RGB]) -> None:
    """Water as sheets of paper, each swell a little deeper than the one behind it."""
    dice = stage.dice.fork("swells")
    reds, greens, blues = ramp(tones)
    for index in range(1, 6):
        down = (index / 6) ** 1.35
        at = round(down * 255)
        colour = (reds[at], greens[at], blues[at])
        base = stage.line + down * (stage.height - stage.line)
        line = stage.ridge(base, 6 + 9 * down, dice.whole(2, 4), 0, dice.fork(index))
        stage.canvas.plane(line, Paint((lighter(colour, -0.03), colour), UP, mottle=0.7), stage.y(0.1))


def _ripples(stage: Stage, near: RGB) -> None:
    """Long flat strokes, wider apart and longer toward us, some dark and some light."""
    dice = stage.dice.fork("ripples")
    for tone, count in ((lighter(near, -0.07), 90), (mix(stage.light.haze, near, 0.35), 60)):
        marks = []
        for _ in range(int(count * stage.width / stage.canvas.short)):
            down = dice.between(0.01, 1) ** 1.6
            y = stage.line + down * (stage.height - stage.line)
            long, thick = stage.unit * (14 + 90 * down) * dice.between(0.5, 1.3), stage.unit * (0.9 + 3.0 * down)
            marks.append(_stroke(dice.between(0, stage.width), y, long, thick))
        stage.canvas.ghost().lay(marks, plain(tone, 0.42))


def _stroke(x: float, y: float, long: float, thick: float) -> Points:
    return ribbon(
        opened("-0.5,0 -0.15,0.3 0.2,-0.3 0.5,0") * (long, thick * 0.5) + (x, y), (0.0, thick, thick * 0.8, 0.0)
    )


def glitter(stage: Stage) -> None:
    """The road of light under sun or moon."""
    dice, marks = stage.dice.fork("glitter"), []
    x = stage.x(stage.sun_x)
    for _ in range(120):
        down = dice.between(0.0, 1) ** 1.25
        y = stage.line + 4 * stage.unit + down * (stage.height - stage.line) * 0.96
        spread = stage.canvas.short * (0.035 + 0.10 * down)
        long = stage.unit * dice.between(18, 85) * (0.45 + 0.9 * down)
        marks.append(
            _stroke(x + dice.about(0, spread) * dice.between(0.1, 1), y, long, stage.unit * (1.0 + 3.4 * down))
        )
    stage.canvas.ghost().lay(marks, plain(mix(stage.light.sun, stage.light.haze, 0.25), 0.72))


def waves(stage: Stage) -> None:
    """Sheets of sea, blue and white by turns, each crest over the last."""
    dice, light = stage.dice.fork("waves"), stage.light
    blues = [
        hexed(c)
        for c in dice.pick(
            (
                ("#9CC9C9", "#4F9DAE", "#1F7390", "#12486E", "#0F2F55"),
                ("#B9D3D0", "#6FA5B8", "#3A6F9C", "#28497E", "#1A2A58"),
                ("#A9CDB9", "#5AA394", "#227A78", "#13525C", "#0D3340"),
            )
        )
    ]
    count = dice.whole(6, 8)
    for index in range(count):
        near = (index + 0.3) / count
        base = stage.line + (stage.height - stage.line) * near
        aspect = max(1.0, stage.width / stage.canvas.short)
        turn, beats = dice.between(0, 6.3), dice.between(1.6, 2.6) * aspect
        xs = np.linspace(0, 1, stage.width)
        swing = np.sin(xs * beats * 6.283 + turn) + 0.32 * np.sin(xs * beats * 12.566 + turn * 1.7)
        line = base - stage.unit * (13 + 22 * near) * swing + stage.unit * 20 * np.sin(xs * 3 + index)
        white = index in (2, count - 3)
        colour = light.on(hexed("#FBF4E2") if white else blues[min(4, int(near * 5.2))], 0.55 + 0.45 * near)
        stage.canvas.plane(
            line, Paint((lighter(colour, -0.06), colour, lighter(colour, 0.05)), (50, 50, 220, 220)), stage.y(0.12)
        )
        stage.floor = line


def shore(stage: Stage) -> None:
    """A low far coast on the horizon, now and then with a lamp."""
    dice = stage.dice.fork("shore")
    line = np.minimum(
        stage.ridge(stage.line - 22 * stage.unit, dice.between(18, 46), dice.whole(2, 4), 3.5, dice), stage.line
    )
    xs = np.arange(stage.width, dtype=float)
    shape = np.vstack([np.stack([xs, line], axis=1)[::3], [[stage.width, stage.line + 1], [0, stage.line + 1]]])
    colour = stage.light.plane(0.42)
    stage.canvas.lay([shape], Paint((mix(colour, stage.light.haze, 0.35), colour), (215, 215, 40, 40)))


def beach(stage: Stage) -> None:
    """Sand in the foreground, with the lace of the last wave."""
    sea(stage)
    dice = stage.dice.fork("beach")
    sand = stage.light.on(hexed(dice.pick(("#E9CFA0", "#E2C391", "#F0DDB8"))))
    line = stage.ridge(stage.y(0.5 * stage.horizon + 0.42), 34, 2, 1.5, dice.fork("line"))
    foam = mix(stage.light.on((255, 253, 247)), stage.light.haze, 0.1)
    stage.canvas.ghost().plane(line - 13 * stage.unit, plain(mix(foam, sand, 0.1), 0.55), 10)
    stage.canvas.ghost().plane(
        line - 5 * stage.unit + 4 * stage.unit * np.sin(np.arange(stage.width) / (17 * stage.unit)), plain(foam), 10
    )
    stage.canvas.plane(
        line, Paint((mix(sand, hexed("#7A5A4A"), 0.26), sand, lighter(sand, 0.04)), (190, 190, 60, 60)), stage.y(0.4)
    )
    stage.floor = line


def pond(stage: Stage) -> None:
    """Dark water from above: rings, lily pads, a lotus."""
    dice, light, canvas = stage.dice.fork("pond"), stage.light, stage.canvas
    base = light.on(hexed(dice.pick(("#0F5050", "#12485E", "#1C5A4A", "#1A3F5A", "#2A5F5A"))))
    if canvas.look.wet:
        base = mix(base, canvas.look.paper, 0.62)
    box = (0, 0, stage.width, stage.height)
    paint = Paint((lighter(base, -0.08), base, lighter(base, 0.07)), mottle=2.0)
    tone = canvas.filled(box, paint) if canvas.fillings else EVEN
    canvas.press(box, canvas.mask([_frame(stage)], box), canvas.pigment(box, paint, tone))
    rings: list[Points] = []
    for _ in range(dice.whole(5, 8)):
        x, y = dice.between(0, stage.width), dice.between(0, stage.height)
        for radius in np.arange(dice.between(30, 50), dice.between(90, 190), 26):
            angle = np.linspace(0, 2 * np.pi, 90) + dice.between(0, 6)
            circle = np.stack([np.cos(angle), np.sin(angle)], axis=1) * radius * stage.unit + (x, y)
            rings.append(ribbon(circle, (0.4, 1.9 * stage.unit, 0.4)))
    canvas.ghost().lay(rings, plain(lighter(base, 0.22), 0.36))


def _frame(stage: Stage) -> Points:
    return np.array([[0.0, 0.0], [stage.width, 0.0], [stage.width, stage.height], [0.0, stage.height]])


def pads(stage: Stage) -> None:
    """Lily pads near the corners, over the fish."""
    dice, canvas = stage.dice.fork("pads"), stage.canvas
    for x, y in ((0.08, 0.12), (0.94, 0.86), (0.86, 0.08), (0.10, 0.82), (0.24, 0.94))[: dice.whole(3, 5)]:
        radius = canvas.short * dice.between(0.055, 0.125)
        green = stage.light.on(hexed(dice.pick(("#5E9A5A", "#4C8A52", "#79A85E"))))
        angle = np.linspace(0.30, 6.0, 50)
        pad = (
            turned(np.vstack([np.stack([np.cos(angle), np.sin(angle)], axis=1), [[0.1, 0.0]]]), dice.between(0, 360))
            * radius
        )
        where = (stage.x(x + dice.about(0, 0.05)), stage.y(y + dice.about(0, 0.05)))
        canvas.ghost().lay([pad + where + (7 * stage.unit, 10 * stage.unit)], plain((8, 30, 34), 0.45, 4))
        canvas.lay([pad + where], Paint((lighter(green, -0.06), green, lighter(green, 0.05)), (210, 150, 140, 50)))


def under(stage: Stage) -> None:
    """Below the surface: bright water above, rays through it, weeds on the sand."""
    dice, light, canvas = stage.dice.fork("under"), stage.light, stage.canvas
    top, low = dice.pick(
        (("#7FC4C0", "#0F3A5E"), ("#5FB0C4", "#0E2F58"), ("#8CCBB5", "#10484E"), ("#6FA9C9", "#1B2A5E"))
    )
    if canvas.look.wet:
        top, low = "#E9E6DC", "#8F979B"
    stops = tuple(
        light.on(c) for c in (hexed(top), mix(hexed(top), hexed(low), 0.45), hexed(low), lighter(hexed(low), -0.07))
    )
    box = (0, 0, stage.width, stage.height)
    canvas.press(
        box, canvas.mask([_frame(stage)], box), canvas.pigment(box, Paint(stops, mottle=0.7), (0, 20, 240, 255))
    )
    _rays(stage, stops[0], dice)
    sand = mix(light.on(hexed("#D9C59A")), stops[2], 0.58)
    line = stage.ridge(stage.y(0.90), 26, 3, 2, dice.fork("sand"))
    _weeds(stage, mix(stops[2], light.on(hexed("#2F7A5A")), 0.35), dice.fork("far"), 0.9)
    canvas.plane(line, Paint((mix(sand, stops[3], 0.5), sand), (200, 200, 40, 40)), stage.y(0.12))
    stage.floor = line


def _rays(stage: Stage, bright: RGB, dice: Dice) -> None:
    rows, cols = np.linspace(0, 1, 96)[:, None], np.linspace(0, 1, 192)[None, :]
    slant = cols + rows * dice.side() * 0.32
    beams = np.sin(slant * dice.between(26, 38) + dice.between(0, 6)) + 0.7 * np.sin(slant * 57 + dice.between(0, 6))
    field = np.clip(beams, 0, 2) * 90 * np.clip(1 - rows * 1.05, 0, 1) ** 1.2
    stage.canvas.press(
        (0, 0, stage.width, stage.height),
        grey(field).resize(stage.canvas.size, BICUBIC),
        mix(bright, (255, 255, 255), 0.4),
        0.38,
    )


def _weeds(stage: Stage, colour: RGB, dice: Dice, base: float) -> None:
    blades = []
    for _ in range(int(16 * stage.width / stage.canvas.short)):
        x, high = dice.between(-0.02, 1.02) * stage.width, stage.canvas.short * dice.between(0.10, 0.30)
        sway = dice.about(0, 0.16) * high
        spine = opened("0,0 0.5,0.35 -0.4,0.7 0.5,1") * (sway, -high) + (x, stage.y(base + 0.05))
        blades.append(ribbon(spine, (stage.unit * 14, stage.unit * 17, stage.unit * 10, 0.5)))
    stage.canvas.lay(blades, Paint((lighter(colour, -0.05), lighter(colour, 0.04)), (200, 200, 60, 60), shadow=False))


def bubbles(stage: Stage) -> None:
    dice = stage.dice.fork("bubbles")
    marks = [
        oval(dice.between(0, stage.width), dice.between(0, stage.height) * 0.9, r, r)
        for r in dice.rng.uniform(1.5, 6, 34) * stage.unit
    ]
    stage.canvas.ghost().lay(marks, plain((230, 246, 244), 0.42))
    near = mix(deep(stage), stage.light.on(hexed("#1E6A58")), 0.6)
    _weeds(stage, near, dice.fork("near"), 1.0)
