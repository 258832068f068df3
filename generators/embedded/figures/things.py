"""Things on a table or in a hand, and flowers one by one."""

import numpy as np

from generators.embedded.brushes.colour import RGB, hexed, lighter, mix
from generators.embedded.brushes.curves import closed, oval
from generators.embedded.figures.sketch import Piece, Sketch

INK = hexed("#26222A")
CREAM = hexed("#FAF1E0")
LEAF = hexed("#4F8A52")
WOOD = hexed("#7A4E38")


def _stalk(sk: Sketch, high: float, lean: float = 0.05) -> None:
    sk.stroke(f"0,0 {lean},{high * 0.5} 0,{high}", (0.030, 0.026, 0.022), LEAF)
    sk.blob(f"{lean * 0.7},{high * 0.30} 0.14,{high * 0.46} 0.26,{high * 0.62}! 0.20,{high * 0.38}", LEAF)
    sk.blob(
        f"{lean * 0.6},{high * 0.20} -0.14,{high * 0.32} -0.24,{high * 0.50}! -0.19,{high * 0.24}", lighter(LEAF, -0.05)
    )


def _petals(sk: Sketch, y: float, count: int, reach: float, colour: RGB) -> None:
    for ring, tone in ((0.0, lighter(colour, -0.05)), (0.5, colour)):
        outlines = []
        for i in range(count):
            turn = 2 * np.pi * (i + ring) / count
            outlines.append(
                oval(
                    np.cos(turn) * reach * 0.58,
                    y + np.sin(turn) * reach * 0.58,
                    reach * 0.46,
                    reach * 1.5 / count,
                    float(np.rad2deg(turn)),
                )
            )
        sk.add(Piece(tuple(outlines), tone, 0.08, reach < 0.05))


def flower(sk: Sketch) -> None:
    sk.dice.pick((poppy, daisy, tulip, daisy, poppy))(sk)


def daisy(sk: Sketch) -> None:
    colour = sk.coat("#FAF1E0", "#F2B3BE", "#F2C14E", "#E98A5A", "#B79AD6")
    _stalk(sk, 0.76)
    _petals(sk, 0.80, 9, 0.23, colour)
    sk.oval(0, 0.80, 0.085, 0.085, hexed("#E3A02E") if colour != hexed("#F2C14E") else hexed("#7A4A2E"))


def sunflower(sk: Sketch) -> None:
    _stalk(sk, 0.76, 0.03)
    _petals(sk, 0.80, 15, 0.29, sk.coat("#F2B431", "#EFA827"))
    sk.oval(0, 0.80, 0.145, 0.145, hexed("#5E3A26"))
    spots = [
        (0.012 * np.sqrt(i * 7) * np.cos(i * 2.4), 0.80 + 0.012 * np.sqrt(i * 7) * np.sin(i * 2.4))
        for i in range(1, 17)
    ]
    sk.dots(spots, 0.011, hexed("#B98546"))


def poppy(sk: Sketch) -> None:
    colour = sk.coat("#D8432B", "#E2603B", "#E98AA0", "#E9A02E")
    _stalk(sk, 0.74, -0.05)
    for x, y, rx, ry, by in (
        (0.0, 0.90, 0.17, 0.13, -0.07),
        (-0.13, 0.80, 0.14, 0.15, -0.02),
        (0.13, 0.80, 0.14, 0.15, -0.04),
        (0.0, 0.74, 0.18, 0.125, 0.03),
    ):
        sk.oval(x, y, rx, ry, lighter(colour, by))
    sk.oval(0.0, 0.81, 0.055, 0.05, INK)
    sk.dots([(0.07 * np.cos(a), 0.81 + 0.06 * np.sin(a)) for a in np.arange(0, 6.2, 0.8)], 0.010, hexed("#F2C14E"))


def tulip(sk: Sketch) -> None:
    colour = sk.coat("#D94A55", "#E9A93A", "#C9506B", "#E98AA0", "#8A5AA0")
    _stalk(sk, 0.66)
    sk.blob("-0.13,0.78 -0.17,0.98! 0.0,0.88 0.17,0.98! 0.13,0.78 0.0,0.64", lighter(colour, -0.06))
    sk.blob("-0.09,0.74 -0.08,0.90 0.0,1.02! 0.08,0.90 0.09,0.74 0.0,0.64", colour)


def rose(sk: Sketch) -> None:
    colour = sk.coat("#C8323A", "#E98AA0", "#F2D9C4")
    _stalk(sk, 0.70)
    sk.oval(0, 0.80, 0.19, 0.175, lighter(colour, -0.08))
    for i in range(7):
        turn, away = i * 2.4, 0.15 - i * 0.02
        sk.oval(
            away * 0.7 * np.cos(turn),
            0.81 + away * 0.7 * np.sin(turn),
            0.13 - i * 0.012,
            0.115 - i * 0.012,
            lighter(colour, 0.025 * (i % 3) - 0.03),
        )


def lotus(sk: Sketch) -> None:
    colour = sk.coat("#F2A0B5", "#FAE6E0", "#E98AA0")
    sk.oval(0, 0.06, 0.55, 0.09, LEAF)
    for turn, reach, by in (
        (-62, 0.42, -0.08),
        (62, 0.42, -0.08),
        (-34, 0.48, -0.04),
        (34, 0.48, -0.04),
        (-14, 0.52, 0.0),
        (14, 0.52, 0.0),
        (0, 0.50, 0.03),
    ):
        lean = np.sin(np.deg2rad(turn))
        x, y = lean * reach, 0.10 + np.cos(np.deg2rad(turn)) * reach
        sk.blob(f"0,0.06 {x * 0.35 - 0.09},{y * 0.55} {x},{y}! {x * 0.65 + 0.09},{y * 0.5}", lighter(colour, by))


def mushroom(sk: Sketch) -> None:
    colour = sk.coat("#D0402F", "#B8703F", "#E0A25A")
    sk.blob("-0.10,0.0 -0.13,0.20 -0.09,0.50 0.09,0.50 0.12,0.20 0.11,0.0 0.0,-0.02", CREAM)
    sk.blob("-0.42,0.46 -0.36,0.72 -0.14,0.93 0.12,0.94 0.34,0.74 0.42,0.46 0.2,0.42 -0.2,0.42", colour)
    for x, y, r in (
        (-0.20, 0.66, 0.06),
        (0.06, 0.80, 0.065),
        (0.24, 0.60, 0.05),
        (0.0, 0.56, 0.045),
        (-0.12, 0.84, 0.035),
    ):
        sk.add(Piece((oval(x, y, r, r * 0.85),), CREAM, 0.0, True))


def cactus(sk: Sketch) -> None:
    colour = sk.coat("#4F8A5A", "#5E9A5E", "#3F7A64")
    sk.stroke("-0.10,0.40 -0.30,0.42 -0.33,0.56 -0.33,0.72", (0.12, 0.13, 0.13, 0.11), lighter(colour, -0.04))
    sk.stroke("0.10,0.30 0.30,0.33 0.33,0.46 0.33,0.58", (0.11, 0.12, 0.12, 0.10), lighter(colour, -0.06))
    sk.blob("-0.14,0.0 -0.15,0.5 -0.13,0.88 0.0,0.98 0.13,0.88 0.15,0.5 0.14,0.0", colour)
    sk.lines(["-0.05,0.06 -0.06,0.5 -0.04,0.9", "0.05,0.06 0.06,0.5 0.04,0.9"], 0.012, lighter(colour, 0.10))
    _petals(sk, 0.99, 6, 0.085, hexed("#F07A8C"))


def vase(sk: Sketch) -> None:
    colour = sk.coat("#4F7F92", "#5A8A9A", "#C9785A", "#7A8A74", "#3F4E74")
    for lean, high in ((-0.22, 1.30), (0.02, 1.42), (0.24, 1.26)):
        sk.lines([f"0,0.86 {lean * 0.4},{high * 0.8} {lean},{high}"], 0.018, lighter(LEAF, -0.12))
        bloom = mix(sk.accent, hexed("#F2A07A"), sk.dice.between(0, 0.7))
        for i in range(5):
            turn = i * 1.256 + lean * 4
            sk.oval(
                lean + 0.085 * np.cos(turn), high + 0.085 * np.sin(turn), 0.075, 0.072, lighter(bloom, 0.03 * (i % 2))
            )
        sk.dots([(lean, high)], 0.042, INK)
    sk.blob(
        "-0.085,0.94! -0.075,0.74 -0.17,0.58 -0.25,0.36 -0.20,0.08 -0.15,0.0! "
        "0.15,0.0! 0.20,0.08 0.25,0.36 0.17,0.58 0.075,0.74 0.085,0.94!",
        colour,
        0.26,
    )


def bottle(sk: Sketch) -> None:
    sk.blob(
        "-0.055,1.0! -0.055,0.70 -0.16,0.56 -0.17,0.04 -0.13,0.0! 0.13,0.0! 0.17,0.04 0.16,0.56 0.055,0.70 0.055,1.0!",
        sk.coat("#EFE6D2", "#8FA78C", "#D9C9A8"),
        0.22,
    )


def orange(sk: Sketch) -> None:
    colour = sk.coat("#E8892E", "#E8A53A", "#D9683A")
    sk.add(Piece((oval(0, 0.44, 0.46, 0.44),), colour, 0.34))
    sk.add(Piece((oval(-0.15, 0.60, 0.13, 0.10, 30),), lighter(colour, 0.12), 0, True, 0.55))
    sk.stroke("0,0.86 0.02,0.92 0.05,0.95", (0.05, 0.04, 0.03), hexed("#5E6B3A"))


def apple(sk: Sketch) -> None:
    colour = sk.coat("#C93A32", "#7FA843", "#D9583C")
    sk.blob(
        "0,0.80 -0.20,0.88 -0.42,0.72 -0.42,0.36 -0.22,0.03 0,0.06 0.22,0.03 0.42,0.36 0.42,0.72 0.20,0.88",
        colour,
        0.28,
    )
    sk.stroke("0,0.78 0.03,0.92 0.09,1.0", (0.04, 0.035, 0.03), WOOD)
    sk.blob("0.05,0.90 0.18,1.02 0.34,1.0! 0.22,0.88", LEAF, small=True)


def cup(sk: Sketch) -> None:
    colour = sk.coat("#FAF1E0", "#4F7F92", "#D9694A")
    sk.stroke("0.34,0.58 0.54,0.56 0.56,0.34 0.32,0.22", (0.055, 0.055, 0.055, 0.05), lighter(colour, -0.05))
    sk.oval(0.0, 0.05, 0.62, 0.075, lighter(colour, -0.04))
    sk.blob("-0.40,0.68! -0.38,0.36 -0.24,0.12 0.0,0.07 0.24,0.12 0.38,0.36 0.40,0.68!", colour, 0.2)
    sk.oval(0.0, 0.68, 0.40, 0.085, mix(colour, INK, 0.08))
    sk.oval(0.0, 0.675, 0.35, 0.065, hexed("#6B3F2A"))
    sk.dots(
        [(x, 0.42 - 0.06 * (1 - abs(x) * 3)) for x in (-0.25, -0.125, 0.0, 0.125, 0.25)],
        0.024,
        hexed("#2B3A6E") if sk.main is None else CREAM,
    )
    for x in (-0.13, 0.02, 0.16):
        sk.stroke(f"{x},0.80 {x + 0.06},0.94 {x - 0.05},1.08 {x + 0.04},1.24", (0.008, 0.030, 0.026, 0.002), CREAM)


def umbrella(sk: Sketch) -> None:
    colour = sk.coat("#D8432B", "#E9A93A", "#2F6B8C", "#C9506B")
    sk.lines(["0,0.0 0,0.5 0,0.96"], 0.028, WOOD)
    sk.stroke("0,0.04 0.02,-0.04 0.10,-0.03 0.11,0.05", (0.03, 0.03, 0.03, 0.03), WOOD)
    sk.blob(
        "-0.56,0.52! -0.46,0.80 0.0,0.98! 0.46,0.80 0.56,0.52! 0.42,0.58 0.28,0.52! "
        "0.14,0.585 0.0,0.52! -0.14,0.585 -0.28,0.52! -0.42,0.58",
        colour,
    )
    for side in (-1, 1):
        sk.blob(
            f"0,0.97! {side * 0.20},0.80 {side * 0.28},0.53! {side * 0.14},0.585 0,0.525!",
            lighter(colour, 0.05 * side),
            small=True,
        )


def lantern(sk: Sketch) -> None:
    colour = sk.coat("#E2502B", "#F0A03A", "#F7C873")
    sk.light(0, 0.5, 0.95, hexed("#FFC877"))
    sk.pane(closed("-0.16,0.80! -0.34,0.64 -0.34,0.32 -0.16,0.16! 0.16,0.16! 0.34,0.32 0.34,0.64 0.16,0.80!"), colour)
    sk.pane(closed("-0.10,0.78 -0.15,0.5 -0.10,0.18 0.10,0.18 0.15,0.5 0.10,0.78"), mix(colour, hexed("#FFE9A8"), 0.65))
    for y in (0.80, 0.12):
        sk.shape([(-0.17, y), (-0.17, y + 0.05), (0.17, y + 0.05), (0.17, y)], INK, small=True)
    sk.lines(["0,0.85 0,1.0", "0,0.12 0,-0.06"], 0.02, sk.accent)


def book(sk: Sketch) -> None:
    colour = sk.coat("#B8402F", "#2F5E6B", "#C99A3F")
    sk.blob("-0.60,0.04! -0.60,0.12! 0.0,0.06! 0.60,0.12! 0.60,0.04! 0.0,-0.02!", colour)
    for side in (-1, 1):
        sk.blob(
            f"0,0.06! {side * 0.12},0.22 {side * 0.40},0.24 {side * 0.58},0.16! {side * 0.58},0.12! {side * 0.3},0.12",
            CREAM if side < 0 else lighter(CREAM, -0.04),
        )


def star(sk: Sketch) -> None:
    points = [
        (
            0.5 * (1 if i % 2 == 0 else 0.42) * np.sin(i * np.pi / 5),
            0.5 + 0.5 * (1 if i % 2 == 0 else 0.42) * np.cos(i * np.pi / 5),
        )
        for i in range(10)
    ]
    sk.light(0, 0.5, 1.0, hexed("#FFE6A0"))
    sk.shape(points, sk.coat("#F7CF5E", "#FBE3A0"))


def heart(sk: Sketch) -> None:
    sk.blob(
        "0,0.0! -0.30,0.28 -0.50,0.58 -0.42,0.86 -0.20,0.94 0,0.76! 0.20,0.94 0.42,0.86 0.50,0.58 0.30,0.28",
        sk.coat("#D8432F", "#E0607A"),
    )


def leaf(sk: Sketch) -> None:
    colour = sk.coat("#3F7A4C", "#D2762E", "#E0A13A", "#B9472C", "#7FA643")
    sk.blob("0,0.04! -0.26,0.34 -0.22,0.70 0,1.0! 0.24,0.70 0.26,0.34", colour)
    sk.lines(
        [
            "0,-0.08 0.01,0.4 0,0.92",
            *[f"0,{y} {s * 0.10},{y + 0.09} {s * 0.17},{y + 0.14}" for y in (0.25, 0.42, 0.58) for s in (-1, 1)],
        ],
        0.014,
        lighter(colour, 0.14),
    )


FIGURES = {
    "flower": flower,
    "daisy": daisy,
    "sunflower": sunflower,
    "poppy": poppy,
    "tulip": tulip,
    "rose": rose,
    "lotus": lotus,
    "mushroom": mushroom,
    "cactus": cactus,
    "vase": vase,
    "bottle": bottle,
    "orange": orange,
    "apple": apple,
    "cup": cup,
    "umbrella": umbrella,
    "lantern": lantern,
    "book": book,
    "star": star,
    "heart": heart,
    "leaf": leaf,
}
