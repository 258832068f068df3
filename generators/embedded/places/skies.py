"""Air: the gradient, what shines in it, and what falls out of it."""

import numpy as np
from PIL import Image, ImageChops

from generators.embedded.brushes.canvas import DOWN, Paint, plain
from generators.embedded.brushes.colour import RGB, lighter, mix, ramp
from generators.embedded.brushes.curves import Points, opened, oval, oval_at, ribbon
from generators.embedded.brushes.dice import Dice
from generators.embedded.brushes.noise import centred, clouds, grey, slope
from generators.embedded.places.stage import Stage


def wash(stage: Stage) -> None:
    """The whole sky in one wash that runs from the zenith to the horizon, with room to bleed below it."""
    canvas = stage.canvas
    bottom = max(8, int(min(stage.height, stage.line * 1.06 + 6)))
    canvas.sheet.paste(stage.light.haze, (0, bottom - 2, *canvas.size))
    box = (0, 0, stage.width, bottom)
    size = (box[2], box[3])
    tilt = stage.dice.whole(-14, 14)
    tone = slope(size, (max(0, tilt), max(0, -tilt), 255, 255))
    drift = centred(clouds(size, canvas.short * 0.35, stage.dice, 2), 9)
    tone = ImageChops.add(tone, drift, 1, -128)
    canvas.press(box, Image.new("L", size, 255), canvas.pigment(box, Paint(stage.light.sky, mottle=0.45), tone))


def sheets(stage: Stage) -> None:
    """A sky of torn sheets, one for each band of the evening, instead of a wash."""
    dice, light, canvas = stage.dice.fork("sheets"), stage.light, stage.canvas
    canvas.sheet.paste(light.haze, (0, 0, *canvas.size))
    count = dice.whole(5, 7)
    reds, greens, blues = ramp(light.sky)
    for index in range(count):
        down = index / (count - 1)
        at = round(down * 255)
        colour = (reds[at], greens[at], blues[at])
        top = -30 * stage.unit if index == 0 else stage.line * (index - 0.25 + dice.about(0, 0.12)) / count
        line = stage.ridge(top, 20, dice.whole(1, 3), 0, dice.fork(index))
        canvas.plane(
            line, Paint((lighter(colour, -0.02), colour, lighter(colour, 0.02)), DOWN, mottle=0.7), stage.y(0.2)
        )


def shine(stage: Stage) -> None:
    """Sun or moon with its glow; bad weather hides both unless they were asked for."""
    light, canvas = stage.light, stage.canvas
    asked = stage.sky in ("sun", "moon", "crescent")
    if stage.weather in ("rain", "fog", "storm") and not asked:
        return
    x, y = stage.x(stage.sun_x), stage.y(stage.sun_y)
    if stage.sky == "crescent" or stage.sky == "moon" or (light.dark and stage.sky != "sun"):
        moon(stage, x, y)
    elif light.hour != "noon" or asked or stage.dice.chance(0.75):
        radius = stage.canvas.short * stage.dice.between(0.055, 0.10) * (1.5 if asked else 1)
        warm = mix(light.sun, light.haze, 0.35)
        aureole(stage, x, y, radius, warm)
        canvas.lay([oval(x, y, radius, radius)], Paint((mix(light.sun, light.accent, 0.10), light.sun), shadow=False))


def aureole(stage: Stage, x: float, y: float, radius: float, warm: RGB) -> None:
    """The light around the sun: a glow in paint, rings in paper."""
    canvas = stage.canvas
    if canvas.look.wet:
        return
    if not canvas.look.sheets:
        canvas.glow(x, y, radius * 6.5, warm, 0.50)
        canvas.glow(x, y, radius * 2.6, stage.light.sun, 0.50)
        return
    for reach, share in ((2.9, 0.30), (2.2, 0.45), (1.55, 0.65)):
        tone = mix(stage.light.haze, stage.light.sun, share)
        canvas.lay([oval(x, y, radius * reach, radius * reach)], Paint((lighter(tone, -0.02), tone), alpha=0.85))


def moon(stage: Stage, x: float, y: float) -> None:
    light, canvas, dice = stage.light, stage.canvas, stage.dice.fork("moon")
    radius = canvas.short * dice.between(0.065, 0.125)
    if canvas.look.sheets:
        for reach, share in ((2.3, 0.10), (1.6, 0.22)):
            canvas.lay([oval(x, y, radius * reach, radius * reach)], Paint((mix(light.sky[1], light.sun, share),) * 2))
    else:
        canvas.glow(x, y, radius * 5.5, light.sun, 0.30)
        canvas.glow(x, y, radius * 2.2, light.sun, 0.35)
    if stage.sky == "crescent" or (stage.sky != "moon" and dice.chance(0.3)):
        canvas.lay([crescent(x, y, radius)], Paint((light.sun, light.sun), shadow=False))
        return
    grey_ = mix(light.sun, light.sky[0], 0.18)
    canvas.lay(
        [oval(x, y, radius, radius)],
        Paint(
            (mix(light.sun, light.sky[0], 0.22), light.sun, light.sun), (210, 170, 190, 120), mottle=2.2, shadow=False
        ),
    )
    spots = [
        oval(x + radius * dx, y + radius * dy, radius * r, radius * r * 0.85)
        for dx, dy, r in (
            (-0.3, -0.2, 0.28),
            (0.15, -0.42, 0.17),
            (0.25, 0.25, 0.24),
            (-0.2, 0.42, 0.14),
            (0.52, -0.1, 0.13),
        )
    ]
    canvas.ghost().lay(spots, plain(grey_, 0.40, 3.0))


def crescent(x: float, y: float, radius: float) -> Points:
    outer = np.linspace(-0.72 * np.pi, 0.72 * np.pi, 60)
    inner = outer[::-1] * 0.80
    far = np.stack([np.cos(outer), np.sin(outer)], axis=1)
    tips = far[-1]
    near = np.stack([np.cos(inner) * 0.86 - 0.38, np.sin(inner)], axis=1)
    near[:, 1] *= abs(tips[1]) / np.abs(near[:, 1]).max()
    near[:, 0] += tips[0] - near[0, 0]
    return np.vstack([far, near]) * radius * (-1, 1) + (x, y)


def stars(stage: Stage) -> None:
    """A sky full of points; on some nights a milky way, on some nights the camera slept and they draw arcs."""
    canvas, dice, light = stage.canvas.ghost(), stage.dice.fork("stars"), stage.light
    if dice.chance(0.45):
        milky_way(stage, dice)
    count = int(210 * max(stage.width, stage.height) / canvas.short)
    places = dice.rng.random((count, 2)) * (stage.width, stage.line * 1.02)
    sizes = canvas.unit * (0.8 + 2.4 * dice.rng.random(count) ** 4)
    white = mix(light.sun, (255, 255, 255), 0.6)
    trails = dice.chance(0.2) and stage.sky != "crescent"
    for low, high, alpha in ((0.0, 0.55, 0.55), (0.55, 1.0, 0.95)):
        part = range(int(count * low), int(count * high))
        if trails:
            canvas.lay([_trail(places[i], sizes[i], stage) for i in part], plain(white, alpha * 0.55))
        else:
            canvas.lay([oval_at(places[i], sizes[i], sizes[i]) for i in part], plain(white, alpha))


def _trail(place: Points, size: float, stage: Stage) -> Points:
    centre = np.array([stage.x(0.62), stage.y(0.2)])
    away = place - centre
    start, reach = np.arctan2(away[1], away[0]), np.hypot(*away)
    arc = np.linspace(start, start + 0.22 + 0.1 * np.sin(reach), 16)
    return ribbon(centre + reach * np.stack([np.cos(arc), np.sin(arc)], axis=1), (0.2, size * 0.9, 0.2))


def milky_way(stage: Stage, dice: Dice) -> None:
    size = (stage.width, max(8, int(stage.line)))
    rows, cols = np.linspace(-1, 1, 96)[:, None], np.linspace(-1, 1, 96)[None, :]
    band = np.exp(-(((rows + dice.side() * cols * 0.8 + dice.about(0, 0.3)) / 0.42) ** 2))
    mask = ImageChops.multiply(
        grey(band * 255).resize(size, Image.Resampling.BICUBIC), clouds(size, stage.canvas.short * 0.16, dice, 4)
    )
    stage.canvas.press((0, 0, *size), mask, mix(stage.light.sun, stage.light.sky[-1], 0.5), 0.55)


def aurora(stage: Stage) -> None:
    """Curtains of light over a winter night."""
    dice, size = stage.dice.fork("aurora"), (stage.width, max(8, int(stage.line)))
    for colour in dice.pick((((96, 226, 170), (120, 190, 240)), ((120, 232, 190), (196, 130, 220)))):
        rows, cols = np.linspace(0, 1, 160)[:, None], np.linspace(0, 1, 240)[None, :]
        foot = (
            dice.between(0.45, 0.8)
            + 0.13 * np.sin(cols * dice.between(4, 8) + dice.between(0, 6))
            + 0.05 * np.sin(cols * 17 + dice.between(0, 6))
        )
        below = (foot - rows) / dice.between(0.35, 0.5)
        rays = 0.62 + 0.38 * np.sin(cols * 90 + 6 * np.sin(cols * 13 + dice.between(0, 6)))
        field = np.where(below < 0, np.exp(below * 26), np.clip(1 - below, 0, 1) ** 1.6) * rays
        stage.canvas.press((0, 0, *size), grey(field * 255).resize(size, Image.Resampling.BICUBIC), colour, 0.5)


def cloud(x: float, y: float, long: float, dice: Dice) -> list[Points]:
    """A flat-bottomed heap of rounds, as cut from paper."""
    heaps = []
    for at in np.linspace(-0.8, 0.8, 6):
        radius = long * (0.11 + 0.15 * (1 - at * at)) * dice.between(0.75, 1.2)
        heaps.append(oval(x + at * long * 0.62, y - radius * 0.55, radius * 1.35, radius))
    return [*heaps, oval(x, y - long * 0.03, long * 0.62, long * 0.07)]


def streak(x: float, y: float, long: float, dice: Dice) -> Points:
    spine = opened("-1,0 -0.4,0.02 0.3,-0.02 1,0.01") * (long, long * 0.5) + (x, y)
    thick = long * dice.between(0.05, 0.10)
    return ribbon(spine, (0.0, thick, thick * 0.7, thick * 1.1, 0.0))


def cloudscape(stage: Stage) -> None:
    """A few clouds of one kind, larger and warmer toward us, thin over the horizon."""
    dice, light = stage.dice.fork("clouds"), stage.light
    if stage.weather == "fog" or not dice.chance(0.35 if light.dark else 0.7):
        return
    heaped = dice.chance(0.45)
    white: RGB = mix(light.on((255, 253, 247)), light.haze, 0.15) if not light.dark else lighter(light.sky[1], 0.05)
    for index in range(dice.whole(2, 5)):
        height = dice.between(0.08, 0.74)
        x, y = stage.x(dice.between(-0.05, 1.05)), stage.line * height
        long = stage.canvas.short * dice.between(0.12, 0.30) * (1.15 - 0.6 * height)
        if abs(x - stage.x(stage.sun_x)) < long * 1.1 and abs(y - stage.y(stage.sun_y)) < stage.canvas.short * 0.16:
            continue
        shape = cloud(x, y, long, dice.fork(index)) if heaped else [streak(x, y, long * 1.3, dice.fork(index))]
        alpha = 0.8 if stage.canvas.look.edge else 0.62
        stage.canvas.lay(
            shape,
            Paint(
                (mix(white, light.sky[0], 0.22), white),
                (190, 200, 90, 100),
                alpha,
                0 if stage.canvas.look.edge else 1.6,
                1.6,
            ),
        )


def snowfall(stage: Stage) -> None:
    """Flakes at three distances; the nearest are few, large and soft."""
    dice, canvas = stage.dice.fork("flakes"), stage.canvas.ghost()
    white = mix((255, 255, 255), stage.light.haze, 0.10 if not stage.light.dark else 0.25)
    much = dice.between(0.6, 1.3) * stage.width * stage.height / canvas.short**2
    for count, size, soft, alpha in ((170, 1.5, 0.0, 0.75), (80, 2.9, 0.0, 0.85), (16, 6.5, 2.2, 0.62)):
        places = dice.rng.random((int(count * much), 2)) * (stage.width, stage.height)
        radii = size * canvas.unit * dice.rng.uniform(0.6, 1.35, len(places))
        canvas.lay([oval_at(p, r, r * 1.06) for p, r in zip(places, radii, strict=True)], plain(white, alpha, soft))


def rainfall(stage: Stage) -> None:
    """Thin slanted strokes, and mist where they land."""
    dice, canvas = stage.dice.fork("drops"), stage.canvas.ghost()
    lean = dice.about(0, 0.22)
    stage.canvas.veil(stage.line - 60 * canvas.unit, stage.line + 130 * canvas.unit, stage.light.haze, 0.45)
    for count, long, wide, alpha in ((240, 34, 1.1, 0.35), (110, 62, 1.7, 0.50)):
        places = dice.rng.random((int(count * stage.width * stage.height / canvas.short**2), 2)) * (
            stage.width,
            stage.height,
        )
        fall = np.array([lean, 1.0]) * long * canvas.unit
        canvas.lay(
            [ribbon(np.stack([p, p + fall / 2, p + fall]), (0.1, wide * canvas.unit, 0.4)) for p in places],
            plain(mix(stage.light.haze, (255, 255, 255), 0.45), alpha),
        )


def rainbow(stage: Stage) -> None:
    """An arc behind everything, pale enough to be believed."""
    canvas, dice = stage.canvas.ghost(), stage.dice.fork("rainbow")
    x, y = stage.x(0.5 + stage.side * dice.between(0.0, 0.15)), stage.line + stage.y(0.06)
    reach = min(stage.width * 0.52, stage.line * 0.92)
    angle = np.linspace(np.pi, 2 * np.pi, 90)
    for index, colour in enumerate(
        ((222, 92, 84), (240, 160, 84), (246, 218, 112), (124, 186, 126), (96, 150, 210), (140, 108, 190))
    ):
        arc = np.stack([np.cos(angle), np.sin(angle)], axis=1) * (reach - index * 13 * stage.unit) + (x, y)
        canvas.lay(
            [ribbon(arc, (14 * stage.unit, 14 * stage.unit))], plain(mix(colour, stage.light.haze, 0.25), 0.62, 2)
        )


def fog(stage: Stage) -> None:
    """Three banks of mist over the ground."""
    for _ in range(3):
        middle = stage.dice.between(stage.horizon, 0.95)
        stage.canvas.veil(stage.y(middle - 0.16), stage.y(middle + 0.12), stage.light.haze, 0.24)
