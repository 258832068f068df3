"""What floats, flies and rolls."""

from generators.embedded.brushes.colour import hexed, lighter, mix
from generators.embedded.figures.sketch import Sketch

INK = hexed("#26222A")
CREAM = hexed("#FAF1E0")
WOOD = hexed("#8A5A3C")


def paper_boat(sk: Sketch) -> None:
    """Four folds of one white sheet."""
    sheet = sk.coat("#FBF5E6", "#FBF5E6", "#F6EBD8")
    deep = mix(sheet, hexed("#5B5680"), 0.30)
    sk.shape([(-0.02, 0.98), (0.30, 0.36), (-0.02, 0.26)], mix(sheet, deep, 0.35))
    sk.shape([(-0.02, 0.98), (-0.32, 0.36), (-0.02, 0.26)], sheet)
    sk.shape([(-0.74, 0.50), (-0.30, 0.32), (-0.02, 0.28), (-0.10, 0.0), (-0.46, 0.0)], mix(sheet, deep, 0.22))
    sk.shape([(0.74, 0.50), (0.30, 0.32), (-0.02, 0.28), (-0.10, 0.0), (0.46, 0.0)], mix(sheet, CREAM, 0.4))
    sk.shape([(-0.30, 0.32), (-0.02, 0.28), (-0.10, 0.0)], sheet, small=True)


def sailboat(sk: Sketch) -> None:
    sail, hull = (
        sk.coat("#FAF1E0", "#E2502B", "#E9B54A", "#FAF1E0"),
        hexed(sk.dice.pick(("#7A4A34", "#2F4A6B", "#A3402F"))),
    )
    sk.stroke("-0.02,0.20 -0.02,0.6 -0.02,1.04", (0.026, 0.024, 0.018), WOOD)
    sk.blob("0.02,1.0! 0.24,0.66 0.44,0.28! 0.22,0.25 0.02,0.27!", sail)
    sk.blob("-0.05,0.90! -0.20,0.58 -0.36,0.30! -0.18,0.27 -0.05,0.28!", mix(sail, hexed("#5B5680"), 0.20))
    sk.blob("-0.54,0.24! -0.40,0.20 0.0,0.18 0.42,0.21 0.62,0.28! 0.50,0.08 0.36,0.0! -0.38,0.0! -0.48,0.10", hull)
    sk.stroke("-0.52,0.22 0.0,0.165 0.60,0.26", (0.02, 0.03, 0.02), mix(hull, CREAM, 0.6))


def jukung(sk: Sketch) -> None:
    """The outrigger of Bali: long hull, bamboo arm, a slanting striped sail."""
    sail = sk.coat("#F4E3C0", "#E2603B", "#3F7FB0", "#E9B54A")
    sk.stroke("-0.22,0.14 -0.08,0.6 0.06,1.06", (0.022, 0.02, 0.014), WOOD)
    sk.shape([(-0.34, 0.98), (0.56, 1.12), (-0.12, 0.20)], sail)
    sk.shape([(-0.26, 0.82), (0.40, 0.92), (0.28, 0.75), (-0.22, 0.67)], mix(sail, sk.accent, 0.75), small=True)
    sk.shape([(-0.20, 0.56), (0.14, 0.60), (0.04, 0.46), (-0.18, 0.42)], mix(sail, hexed("#2F4A8C"), 0.7), small=True)
    sk.stroke("-0.60,0.03 0.0,0.01 0.62,0.05", (0.02, 0.035, 0.01), hexed("#D9B66B"))
    sk.lines(["-0.26,0.16 -0.30,0.08 -0.32,0.03", "0.22,0.16 0.26,0.08 0.28,0.03"], 0.018, hexed("#D9B66B"))
    hull = hexed(sk.dice.pick(("#F4F0E4", "#2F6F9A", "#C9452F")))
    sk.blob(
        "-0.74,0.34! -0.56,0.17 -0.2,0.13 0.3,0.13 0.58,0.18 0.80,0.38! 0.64,0.06 0.4,0.0! -0.42,0.0! -0.62,0.08", hull
    )
    sk.stroke("-0.62,0.15 0.0,0.085 0.64,0.16", (0.008, 0.024, 0.008), sk.accent)


def balloon(sk: Sketch) -> None:
    coat = sk.coat("#D9503C", "#E9A93A", "#3F7FA8", "#C9506B")
    sk.lines(["-0.16,0.32 -0.08,0.17", "0.16,0.32 0.08,0.17", "0.0,0.30 0.0,0.17"], 0.011, INK)
    sk.blob("-0.09,0.30! -0.28,0.46 -0.36,0.68 -0.26,0.92 0.0,1.02 0.26,0.92 0.36,0.68 0.28,0.46 0.09,0.30!", coat)
    sk.blob("-0.05,0.30! -0.17,0.48 -0.21,0.70 -0.13,0.93 0.0,1.015 0.0,0.30!", mix(coat, CREAM, 0.75), small=True)
    sk.blob(
        "0.05,0.30! 0.17,0.48 0.21,0.70 0.13,0.93 0.0,1.015 0.13,0.92 0.10,0.66 0.06,0.44",
        mix(coat, CREAM, 0.75),
        small=True,
    )
    sk.blob("0.09,0.30! 0.28,0.46 0.36,0.68 0.26,0.92 0.22,0.93 0.30,0.68 0.22,0.46", mix(coat, INK, 0.22), small=True)
    sk.blob("-0.10,0.17! -0.08,0.0 0.08,0.0 0.10,0.17!", WOOD)
    sk.stroke("-0.11,0.165 0.0,0.165 0.11,0.165", (0.026, 0.026, 0.026), lighter(WOOD, 0.1))


def kite(sk: Sketch) -> None:
    """A diamond of four cloths and a tail of bows."""
    one, two = sk.dice.pick(
        (
            ("#E2502B", "#F2C14E"),
            ("#2B3A6E", "#E9772E"),
            ("#FAF1E0", "#D9432E"),
            ("#1F6B5A", "#F2C14E"),
            ("#3F7FB0", "#FAF1E0"),
        )
    )
    first, second = sk.main or hexed(one), hexed(two)
    top, right, foot, left, mid = (0.06, 1.0), (0.34, 0.66), (-0.06, 0.22), (-0.30, 0.58), (0.02, 0.64)
    sk.stroke("-0.06,0.22 -0.16,0.06 -0.04,-0.10 -0.16,-0.28 -0.08,-0.44", (0.012, 0.011, 0.01, 0.009, 0.006), INK)
    for x, y in ((-0.14, 0.05), (-0.05, -0.12), (-0.155, -0.27)):
        sk.shape([(x, y), (x - 0.075, y + 0.04), (x - 0.065, y - 0.04)], first, small=True)
        sk.shape([(x, y), (x + 0.075, y + 0.03), (x + 0.07, y - 0.045)], second, small=True)
    sk.shape([top, right, mid], second)
    sk.shape([left, top, mid], first)
    sk.shape([right, foot, mid], first)
    sk.shape([foot, left, mid], second)


def rocket(sk: Sketch) -> None:
    coat = sk.coat("#F6F0E2", "#E9E4DA")
    for flame, tone in (
        ("-0.11,0.12 -0.09,-0.12 0.0,-0.34! 0.09,-0.12 0.11,0.12", "#F08A3A"),
        ("-0.055,0.12 -0.04,-0.04 0.0,-0.18! 0.04,-0.04 0.055,0.12", "#F9D976"),
    ):
        sk.blob(flame, hexed(tone), small=True)
    for side in (-1, 1):
        sk.blob(f"{side * 0.14},0.40! {side * 0.30},0.22 {side * 0.30},0.02! {side * 0.13},0.14!", sk.accent)
    sk.blob("0.0,1.05! 0.14,0.84 0.19,0.56 0.14,0.12! -0.14,0.12! -0.19,0.56 -0.14,0.84", coat)
    sk.blob("0.0,1.05! 0.10,0.90 0.135,0.83! 0.0,0.80 -0.135,0.83! -0.10,0.90", sk.accent)
    sk.oval(0.0, 0.60, 0.085, 0.085, mix(coat, INK, 0.5))
    sk.oval(0.0, 0.60, 0.058, 0.058, hexed("#8FC4D9"))
    sk.stroke("-0.15,0.24 0.0,0.22 0.15,0.24", (0.04, 0.04, 0.04), mix(coat, INK, 0.3))


def bicycle(sk: Sketch) -> None:
    coat = sk.coat("#D9432E", "#2F6B8C", "#2E7A5A")
    for x in (-0.42, 0.42):
        ring = [f"{x - 0.27},0.28 {x},0.55 {x + 0.27},0.28 {x},0.01 {x - 0.27},0.28"]
        sk.lines(ring, 0.030, INK)
        sk.lines(
            [
                f"{x - 0.25},0.28 {x},0.28 {x + 0.25},0.28",
                f"{x},0.03 {x},0.28 {x},0.53",
                f"{x - 0.18},0.10 {x},0.28 {x + 0.18},0.46",
                f"{x - 0.18},0.46 {x},0.28 {x + 0.18},0.10",
            ],
            0.007,
            mix(INK, CREAM, 0.4),
        )
    for line in (
        "-0.42,0.28 -0.16,0.66",
        "-0.16,0.66 0.28,0.68",
        "-0.06,0.30 0.28,0.68",
        "-0.06,0.30 -0.20,0.74",
        "-0.42,0.28 -0.06,0.30",
        "0.42,0.28 0.26,0.80",
    ):
        sk.lines([line], 0.036, coat)
    sk.stroke("-0.30,0.76 -0.20,0.78 -0.10,0.76", (0.03, 0.06, 0.03), WOOD)
    sk.lines(["0.26,0.80 0.30,0.86 0.20,0.90"], 0.03, INK)


def car(sk: Sketch) -> None:
    coat = sk.coat("#D9503C", "#4F9AA8", "#E9B54A", "#7FA66B")
    sk.blob("-0.34,0.36! -0.26,0.58 -0.10,0.66 0.14,0.66 0.28,0.56 0.38,0.36!", coat)
    sk.blob("-0.25,0.38! -0.19,0.55 -0.08,0.60 -0.02,0.60! -0.02,0.38!", hexed("#CFE3E2"), small=True)
    sk.blob("0.03,0.38! 0.03,0.60! 0.14,0.59 0.23,0.52 0.29,0.38!", hexed("#CFE3E2"), small=True)
    sk.blob("-0.66,0.12! -0.68,0.32 -0.50,0.38 0.40,0.38 0.64,0.30 0.68,0.12! 0.0,0.09", coat)
    for x in (-0.38, 0.38):
        sk.oval(x, 0.12, 0.13, 0.13, INK)
        sk.oval(x, 0.12, 0.06, 0.06, mix(CREAM, INK, 0.3))
    sk.dots([(0.63, 0.25)], 0.035, hexed("#F9E3A0"))


def train(sk: Sketch) -> None:
    coat = sk.coat("#B8402F", "#2F5E6B", "#2E6B4F")
    deep = mix(coat, INK, 0.4)
    for x, w in ((-1.30, 0.40), (-0.42, 0.40)):
        sk.blob(f"{x - w},0.12! {x - w},0.56! {x},0.60 {x + w},0.56! {x + w},0.12!", mix(coat, CREAM, 0.14))
        for dx in (-0.26, 0.0, 0.26):
            sk.blob(
                f"{x + dx - 0.08},0.30! {x + dx - 0.08},0.48! {x + dx + 0.08},0.48! {x + dx + 0.08},0.30!",
                hexed("#F9DFA0"),
                small=True,
            )
    sk.blob("0.04,0.14! 0.04,0.74! 0.36,0.74! 0.36,0.52! 0.84,0.52! 0.90,0.34 0.84,0.14!", coat)
    sk.blob("0.12,0.44! 0.12,0.64! 0.28,0.64! 0.28,0.44!", hexed("#F9DFA0"), small=True)
    sk.shape([(0.0, 0.74), (0.40, 0.74), (0.40, 0.79), (0.0, 0.79)], deep)
    sk.shape([(0.66, 0.52), (0.64, 0.74), (0.78, 0.74), (0.76, 0.52)], deep)
    for x in (-1.55, -1.05, -0.67, -0.17, 0.16, 0.42, 0.68):
        sk.oval(x, 0.10, 0.10, 0.10, INK)
    for i in range(5):
        sk.oval(0.66 - i * 0.22, 0.88 + i * 0.05, 0.09 + i * 0.035, 0.07 + i * 0.02, mix(CREAM, INK, 0.06 * i))


FIGURES = {
    "paper boat": paper_boat,
    "sailboat": sailboat,
    "jukung": jukung,
    "balloon": balloon,
    "kite": kite,
    "rocket": rocket,
    "bicycle": bicycle,
    "car": car,
    "train": train,
}
