"""What people build: houses on the ground and on stilts, towers, tents and temples."""

from generators.embedded.brushes.colour import RGB, hexed, lighter, mix
from generators.embedded.brushes.curves import Points, closed, placed
from generators.embedded.figures.sketch import Sketch

INK = hexed("#26222A")
CREAM = hexed("#FAF1E0")
LAMP = hexed("#FBDD8B")
WOOD = hexed("#7A4E38")


def _window(sk: Sketch, x: float, y: float, wide: float, high: float, lit: RGB = LAMP) -> None:
    sk.pane([(x - wide, y - high), (x - wide, y + high), (x + wide, y + high), (x + wide, y - high)], lit)
    sk.lines(
        [f"{x},{y - high} {x},{y} {x},{y + high}", f"{x - wide},{y} {x},{y} {x + wide},{y}"], 0.012, mix(WOOD, INK, 0.3)
    )


def _arch(x: float, y: float, wide: float, high: float) -> Points:
    """A round-topped opening standing at `x`, `y`."""
    return placed(closed("-1,0! -1,0.6 0,1 1,0.6 1,0!") * (wide, high), x, y)


def _bell(x: float, y: float, size: float) -> Points:
    """One of the small stupas around a spire."""
    return placed(closed("-1,0! -0.8,1.2 0,2.2! 0.8,1.2 1,0!"), x, y, size)


def house(sk: Sketch) -> None:
    wall = sk.coat("#F1E1C4", "#C9553F", "#4F7F8C", "#E3B55A", "#E9D3B5", "#7A9A74")
    roof = hexed(sk.dice.pick(("#8A3F32", "#5A3A3A", "#3F4A5E", "#A3523A")))
    if sk.dice.chance(0.7):
        sk.shape([(0.20, 0.72), (0.20, 1.0), (0.32, 1.0), (0.32, 0.66)], mix(roof, INK, 0.3))
        for i in range(3):
            sk.dots([(0.28 + 0.05 * i, 1.10 + 0.10 * i)], 0.05 + 0.022 * i, CREAM)
    sk.shape([(-0.42, 0.0), (-0.42, 0.52), (0.42, 0.52), (0.42, 0.0)], wall)
    sk.shape([(-0.54, 0.48), (-0.02, 0.94), (0.54, 0.48)], roof)
    sk.blob("-0.09,0.0! -0.09,0.28 0.0,0.34 0.09,0.28 0.09,0.0!", WOOD, small=True)
    _window(sk, -0.26, 0.28, 0.075, 0.085)
    _window(sk, 0.26, 0.28, 0.075, 0.085)
    sk.dots([(0.0, 0.63)], 0.06, LAMP)
    if sk.winter:
        sk.blob(
            "-0.56,0.49 -0.30,0.735 -0.02,0.985 0.28,0.735 0.56,0.49 0.46,0.50 0.36,0.58 "
            "0.22,0.68 0.10,0.76 -0.02,0.84 -0.14,0.76 -0.28,0.64 -0.40,0.56 -0.46,0.50",
            hexed("#FBFAF6"),
        )


def stilt_house(sk: Sketch) -> None:
    wall = sk.coat("#B8473A", "#2F5F6B", "#E0A33E", "#5A4A8A", "#2E7A64", "#D9654A")
    for x in (-0.30, -0.10, 0.12, 0.32):
        sk.stroke(f"{x},0.36 {x + 0.005},0.18 {x},-0.04", (0.026, 0.024, 0.024), WOOD)
    sk.shape([(-0.42, 0.34), (-0.42, 0.385), (0.46, 0.385), (0.46, 0.34)], WOOD)
    sk.shape([(-0.34, 0.37), (-0.34, 0.70), (0.36, 0.70), (0.36, 0.37)], wall)
    sk.shape([(-0.48, 0.66), (-0.20, 0.96), (0.22, 0.96), (0.50, 0.66)], hexed("#3F2C30"))
    _window(sk, -0.14, 0.53, 0.07, 0.075)
    _window(sk, 0.17, 0.53, 0.07, 0.075)


def hut(sk: Sketch) -> None:
    """A field hut with a thatched roof."""
    for x in (-0.28, 0.28):
        sk.stroke(f"{x},0.5 {x},0.0", (0.05, 0.05), WOOD)
    sk.shape([(-0.28, 0.06), (-0.28, 0.50), (0.28, 0.50), (0.28, 0.06)], sk.coat("#7A4A34", "#5E3A30"))
    sk.blob("-0.50,0.42! -0.28,0.64 0.0,1.0! 0.28,0.64 0.50,0.42! 0.0,0.47", hexed("#B08A4E"))
    sk.lines(
        [
            f"{x * 0.25},{0.92 - abs(x) * 0.05} {x * 0.6},{0.66 - abs(x) * 0.05} {x},0.47"
            for x in (-0.34, -0.17, 0.0, 0.17, 0.34)
        ],
        0.012,
        hexed("#86642F"),
    )


def lighthouse(sk: Sketch) -> None:
    coat = sk.main or hexed("#D8432F")
    sk.blob("-0.40,0.0! -0.30,0.10 0.0,0.14 0.28,0.10 0.42,0.0!", hexed("#4A4650"))
    sk.shape([(-0.17, 0.08), (-0.105, 0.76), (0.105, 0.76), (0.17, 0.08)], CREAM)
    for low, high in ((0.20, 0.34), (0.48, 0.62)):
        wide, slim = 0.17 - low * 0.095, 0.17 - high * 0.095
        sk.shape([(-wide, low), (-slim, high), (slim, high), (wide, low)], coat, small=True)
    sk.light(0, 0.85, 0.55, LAMP)
    sk.shape([(-0.16, 0.75), (-0.16, 0.79), (0.16, 0.79), (0.16, 0.75)], INK)
    sk.pane([(-0.08, 0.79), (-0.08, 0.91), (0.08, 0.91), (0.08, 0.79)], hexed("#FFF0B8"))
    sk.blob("-0.12,0.90! 0.0,1.04! 0.12,0.90!", coat)


def tent(sk: Sketch) -> None:
    coat = sk.coat("#F0A03A", "#E2603B", "#E9B54A")
    sk.light(0, 0.4, 1.0, hexed("#FFC46B"))
    sk.shape([(0.0, 0.92), (0.62, 0.0), (0.10, 0.0)], mix(coat, INK, 0.18))
    sk.pane([(0.0, 0.92), (-0.60, 0.0), (0.24, 0.0)], coat)
    sk.pane([(0.0, 0.86), (-0.16, 0.0), (0.12, 0.0)], hexed("#FFE9B0"))
    sk.lines(["0.0,0.92 -0.80,0.02", "0.0,0.92 0.82,0.02"], 0.010, CREAM)


def castle(sk: Sketch) -> None:
    wall = sk.coat("#CFC3B4", "#B9B4C4", "#D9C7A5")
    roof = hexed(sk.dice.pick(("#4A5A8C", "#A3473A", "#3F6B64")))
    for x, base, wide in ((-0.44, 0.62, 0.13), (0.44, 0.58, 0.13), (0.0, 0.80, 0.15)):
        sk.shape([(x - wide, 0.0), (x - wide, base), (x + wide, base), (x + wide, 0.0)], lighter(wall, -0.04))
        sk.shape([(x - wide - 0.04, base), (x, base + 0.36), (x + wide + 0.04, base)], roof)
        sk.stroke(f"{x},{base + 0.34} {x},{base + 0.46}", (0.012, 0.012), INK)
        sk.shape([(x, base + 0.46), (x + 0.12, base + 0.425), (x, base + 0.39)], sk.accent, small=True)
        sk.pane(_arch(x, base - 0.20, 0.032, 0.13), LAMP)
    teeth = [(-0.46, 0.0), (-0.46, 0.44)]
    for i in range(7):
        x = -0.46 + i * 0.1314
        teeth += [(x, 0.50), (x + 0.07, 0.50), (x + 0.07, 0.44), (x + 0.1314, 0.44)]
    sk.shape([*teeth, (0.46, 0.0)], wall)
    sk.blob("-0.11,0.0! -0.11,0.20 0.0,0.30 0.11,0.20 0.11,0.0!", WOOD)


def temple(sk: Sketch) -> None:
    """A candi: tiers of stone, bells around a spire."""
    stone = sk.coat("#8A8078", "#9A8F7F", "#7B7A80")
    for i, (wide, low, high) in enumerate(
        (
            (0.62, 0.0, 0.10),
            (0.52, 0.10, 0.20),
            (0.38, 0.20, 0.46),
            (0.44, 0.46, 0.51),
            (0.32, 0.51, 0.63),
            (0.24, 0.63, 0.74),
        )
    ):
        tone = lighter(stone, 0.03 * (i % 2))
        sk.shape([(-wide, low), (-wide * 0.95, high), (wide * 0.95, high), (wide, low)], tone)
    for x, y, size in ((-0.40, 0.51, 0.07), (0.40, 0.51, 0.07), (-0.27, 0.63, 0.06), (0.27, 0.63, 0.06)):
        sk.shape(_bell(x, y, size), stone)
    sk.blob("-0.17,0.74! -0.16,0.86 -0.05,0.94 0.0,1.10! 0.05,0.94 0.16,0.86 0.17,0.74!", stone)
    sk.blob("-0.10,0.20! -0.10,0.36 0.0,0.43 0.10,0.36 0.10,0.20!", mix(stone, INK, 0.75), small=True)
    sk.shape([(-0.13, 0.0), (-0.11, 0.20), (0.11, 0.20), (0.13, 0.0)], lighter(stone, 0.05), small=True)


def mosque(sk: Sketch) -> None:
    wall, dome = sk.coat("#F4EAD6", "#E6EAE2"), hexed(sk.dice.pick(("#2F7A74", "#3F6FA0", "#C99A3F", "#4A8A5E")))
    for x in (-0.56, 0.56):
        sk.shape([(x - 0.055, 0.0), (x - 0.045, 0.86), (x + 0.045, 0.86), (x + 0.055, 0.0)], lighter(wall, -0.03))
        sk.blob(f"{x - 0.065},0.84! {x - 0.05},0.93 {x},1.06! {x + 0.05},0.93 {x + 0.065},0.84!", dome)
    sk.shape([(-0.44, 0.0), (-0.44, 0.44), (0.44, 0.44), (0.44, 0.0)], wall)
    sk.blob("-0.30,0.44! -0.34,0.60 -0.20,0.78 0.0,0.92! 0.20,0.78 0.34,0.60 0.30,0.44!", dome)
    sk.stroke("0.0,0.88 0.0,1.0", (0.016, 0.012), hexed("#D9A93F"))
    for x, high in ((0.0, 0.30), (-0.27, 0.24), (0.27, 0.24)):
        sk.blob(
            f"{x - 0.07},0.0! {x - 0.07},{high * 0.7} {x},{high}! {x + 0.07},{high * 0.7} {x + 0.07},0.0!",
            mix(dome, INK, 0.4),
            small=True,
        )


FIGURES = {
    "house": house,
    "stilt house": stilt_house,
    "hut": hut,
    "lighthouse": lighthouse,
    "tent": tent,
    "castle": castle,
    "temple": temple,
    "mosque": mosque,
}
