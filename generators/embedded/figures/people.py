"""People, mostly coats seen from a little way off, and a few who are not quite people."""

from generators.embedded.brushes.colour import hexed, lighter, mix
from generators.embedded.figures.sketch import Sketch

SKINS = ("#8A5A3C", "#B9825A", "#D9A77F", "#6B4430", "#C99670")
INK = hexed("#26222A")
CREAM = hexed("#FAF1E0")


def person(sk: Sketch) -> None:
    """A walker in a coat: hood, hat or loose hair."""
    coat = sk.coat("#D8432B", "#E0A02E", "#2F5E8C", "#C9503F", "#3A6B57")
    deep, skin = mix(coat, INK, 0.28), hexed(sk.dice.pick(SKINS))
    sk.stroke("-0.05,0.24 -0.07,0.12 -0.06,0.02", (0.085, 0.075, 0.07), INK)
    sk.stroke("0.06,0.24 0.08,0.12 0.09,0.02", (0.085, 0.075, 0.07), INK)
    sk.oval(-0.04, 0.02, 0.06, 0.026, INK)
    sk.oval(0.11, 0.02, 0.06, 0.026, INK)
    head = sk.dice.pick((_hood, _hat, _hair))
    if head is _hair:
        sk.blob("-0.11,0.90 -0.15,0.72 -0.13,0.60 0.02,0.60 0.06,0.74 0.05,0.90", INK)
    sk.blob("-0.08,0.70 -0.13,0.50 -0.20,0.22! 0.20,0.20! 0.15,0.50 0.09,0.70 0.0,0.74", coat)
    sk.blob("0.02,0.70 0.09,0.68 0.15,0.50 0.20,0.20! 0.06,0.21! 0.05,0.48", deep, small=True)
    sk.stroke("-0.05,0.64 -0.13,0.48 -0.09,0.35", (0.075, 0.075, 0.06), lighter(coat, -0.05))
    sk.oval(-0.085, 0.335, 0.032, 0.034, skin)
    head(sk, coat, skin)
    if head is not _hood:
        sk.stroke("-0.09,0.715 0.0,0.695 0.09,0.72", (0.05, 0.07, 0.05), sk.accent if sk.main else CREAM)


def _hood(sk: Sketch, coat: tuple[int, int, int], skin: tuple[int, int, int]) -> None:
    sk.blob("-0.11,0.70 -0.13,0.84 -0.07,0.97 0.02,1.0 0.10,0.93 0.12,0.80 0.09,0.69 0.0,0.67", coat)
    sk.blob("0.025,0.74 0.02,0.88 0.08,0.90 0.118,0.82 0.10,0.73", skin, small=True)


def _hat(sk: Sketch, coat: tuple[int, int, int], skin: tuple[int, int, int]) -> None:
    """The wide straw hat of the fields."""
    sk.oval(0.0, 0.80, 0.085, 0.10, skin)
    sk.blob("-0.24,0.83! -0.10,0.92 0.0,1.03! 0.10,0.92 0.24,0.83! 0.0,0.80", hexed("#E2BE77"))
    sk.lines(["-0.18,0.845 0.0,0.83 0.18,0.845"], 0.012, hexed("#A97F45"))


def _hair(sk: Sketch, coat: tuple[int, int, int], skin: tuple[int, int, int]) -> None:
    sk.oval(0.015, 0.82, 0.085, 0.10, skin)
    sk.blob("-0.09,0.74 -0.11,0.88 -0.03,0.96 0.08,0.93 0.10,0.86! 0.0,0.88 -0.03,0.78", INK)


def child(sk: Sketch) -> None:
    """A small person with a bobble hat, arms out."""
    coat, skin = sk.coat("#E9B03A", "#D9503C", "#4F9AA8", "#E98AA0"), hexed(sk.dice.pick(SKINS))
    for x in (-0.08, 0.08):
        sk.stroke(f"{x},0.28 {x},0.12 {x},0.02", (0.11, 0.10, 0.10), INK)
        sk.oval(x + 0.02, 0.025, 0.08, 0.032, mix(INK, sk.accent, 0.5))
    sk.stroke("-0.10,0.56 -0.24,0.48 -0.34,0.52", (0.10, 0.09, 0.07), lighter(coat, -0.05))
    sk.blob("-0.12,0.60 -0.21,0.24! 0.21,0.24! 0.12,0.60 0.0,0.64", coat)
    sk.stroke("0.10,0.56 0.24,0.56 0.34,0.66", (0.10, 0.09, 0.07), coat)
    sk.dots([(-0.36, 0.53), (0.36, 0.68)], 0.045, skin)
    sk.oval(0.0, 0.76, 0.155, 0.15, skin)
    sk.blob("-0.17,0.78! -0.13,0.94 0.0,0.99 0.13,0.94 0.17,0.78! 0.0,0.82", sk.accent)
    sk.oval(0.0, 1.01, 0.055, 0.055, CREAM)
    sk.dots([(-0.02, 0.74), (0.09, 0.74)], 0.016, INK)
    sk.lines(["0.0,0.69 0.035,0.675 0.07,0.69"], 0.012, mix(skin, INK, 0.5))


def robot(sk: Sketch) -> None:
    coat = sk.coat("#8FA9B5", "#D9A05B", "#B5C4BE", "#7E93A8")
    deep, pale, lamp = mix(coat, INK, 0.35), mix(coat, CREAM, 0.5), hexed("#F7D774")
    for x in (-0.13, 0.13):
        sk.stroke(f"{x},0.26 {x},0.14 {x},0.06", (0.075, 0.075, 0.075), deep)
        sk.blob(f"{x - 0.10},0.0! {x - 0.09},0.08 {x + 0.09},0.08 {x + 0.12},0.0!", coat)
    sk.stroke("-0.24,0.54 -0.38,0.44 -0.40,0.28", (0.07, 0.065, 0.065), deep)
    if sk.dice.chance(0.5):
        sk.stroke("0.24,0.54 0.40,0.58 0.46,0.74", (0.07, 0.065, 0.065), deep)
        _bloom(sk, 0.46, 0.80)
    else:
        sk.stroke("0.24,0.54 0.38,0.44 0.40,0.28", (0.07, 0.065, 0.065), deep)
    sk.blob("-0.26,0.24! -0.27,0.58! -0.14,0.62 0.14,0.62 0.27,0.58! 0.26,0.24! 0.0,0.22", coat)
    sk.blob("-0.15,0.34! -0.15,0.52! 0.15,0.52! 0.15,0.34!", pale, small=True)
    sk.dots([(-0.08, 0.46)], 0.03, sk.accent)
    sk.dots([(0.0, 0.46), (0.08, 0.46)], 0.022, deep)
    sk.lines(["-0.10,0.39 0.0,0.39 0.10,0.39"], 0.015, deep)
    sk.stroke("0,0.60 0,0.66", (0.12, 0.12), deep)
    sk.blob("-0.23,0.66! -0.24,0.90 -0.12,0.95 0.12,0.95 0.24,0.90 0.23,0.66! 0.0,0.645", coat)
    sk.blob("-0.17,0.72 -0.17,0.87 0.17,0.87 0.17,0.72", INK, small=True)
    sk.dots([(-0.075, 0.80), (0.075, 0.80)], 0.04, lamp)
    sk.lines(["0,0.95 0.01,1.02 0.0,1.08"], 0.018, deep)
    sk.dots([(0.0, 1.10)], 0.034, sk.accent)


def _bloom(sk: Sketch, x: float, y: float) -> None:
    for dx, dy in ((0.045, 0), (-0.045, 0), (0, 0.045), (0, -0.045)):
        sk.dots([(x + dx, y + dy)], 0.034, hexed("#F0A0B0"))
    sk.dots([(x, y)], 0.024, hexed("#F2C14E"))


def astronaut(sk: Sketch) -> None:
    suit = sk.coat("#F3EFE6", "#E9E4DA")
    deep = mix(suit, hexed("#5A6788"), 0.38)
    sk.blob("-0.26,0.36 -0.28,0.72 -0.10,0.74 -0.10,0.34", deep)
    for x in (-0.10, 0.11):
        sk.stroke(f"{x},0.32 {x * 1.2},0.16 {x * 1.25},0.04", (0.16, 0.14, 0.14), suit)
        sk.oval(x * 1.25 + 0.02, 0.035, 0.10, 0.045, deep)
    sk.stroke("0.16,0.58 0.30,0.52 0.36,0.66", (0.13, 0.12, 0.10), suit)
    sk.blob("-0.18,0.28 -0.20,0.56 -0.10,0.66 0.12,0.66 0.20,0.56 0.18,0.28 0.0,0.24", suit)
    sk.stroke("-0.15,0.58 -0.26,0.44 -0.24,0.30", (0.13, 0.12, 0.10), mix(suit, deep, 0.4))
    sk.blob("-0.06,0.40! -0.06,0.50! 0.10,0.50! 0.10,0.40!", deep, small=True)
    sk.dots([(-0.02, 0.45)], 0.018, sk.accent)
    sk.oval(0.01, 0.82, 0.20, 0.185, suit)
    sk.oval(0.045, 0.82, 0.135, 0.125, hexed("#2B3A5E"))
    sk.stroke("0.0,0.88 0.05,0.915 0.11,0.90", (0.004, 0.03, 0.004), hexed("#F4C87A"))


def ghost(sk: Sketch) -> None:
    sheet = sk.coat("#F7F2E8", "#EDEBF2")
    sk.blob(
        "-0.30,0.0! -0.31,0.56 -0.20,0.90 0.0,1.0 0.20,0.90 0.31,0.56 0.30,0.0! "
        "0.20,0.08 0.10,0.0! 0.0,0.08 -0.10,0.0! -0.20,0.08",
        sheet,
    )
    for x in (-0.07, 0.11):
        sk.oval(x, 0.70, 0.036, 0.055, INK)
    sk.oval(0.02, 0.56, 0.035, 0.045, INK)
    sk.dots([(-0.14, 0.62), (0.19, 0.62)], 0.034, hexed("#F2B8B0"))


def snowman(sk: Sketch) -> None:
    white = hexed("#F8F6F2")
    sk.lines(
        ["-0.20,0.56 -0.34,0.66 -0.44,0.76", "-0.36,0.68 -0.45,0.66", "0.20,0.56 0.34,0.60 0.46,0.72"],
        0.024,
        hexed("#5A4034"),
    )
    sk.oval(0, 0.25, 0.31, 0.27, white)
    sk.oval(0, 0.58, 0.22, 0.19, white)
    sk.oval(0, 0.83, 0.155, 0.145, white)
    sk.dots([(0.02, 0.62), (0.02, 0.54), (0.02, 0.34)], 0.022, INK)
    sk.dots([(-0.03, 0.87), (0.085, 0.87)], 0.020, INK)
    sk.shape([(0.03, 0.84), (0.22, 0.80), (0.03, 0.80)], hexed("#E9813A"), small=True)
    sk.stroke("-0.15,0.72 0.0,0.685 0.15,0.72", (0.06, 0.075, 0.06), sk.accent)
    sk.stroke("0.10,0.70 0.15,0.58 0.13,0.48", (0.06, 0.07, 0.075), sk.accent)
    sk.blob("-0.17,0.93! -0.13,0.95 -0.11,1.12! 0.11,1.12! 0.13,0.95 0.17,0.93! 0.0,0.91", INK)


FIGURES = {"person": person, "child": child, "robot": robot, "astronaut": astronaut, "ghost": ghost, "snowman": snowman}
