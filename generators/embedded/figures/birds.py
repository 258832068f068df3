"""Birds, fish and other things that need no ground."""

from generators.embedded.brushes.colour import hexed, lighter, mix
from generators.embedded.brushes.curves import oval
from generators.embedded.figures.sketch import Piece, Sketch

CREAM = hexed("#FAF1E0")
INK = hexed("#26222A")
BEAK = hexed("#E8A33A")


def gull(sk: Sketch) -> None:
    """A far bird as two strokes of a wing."""
    lift = sk.dice.between(0.12, 0.34)
    colour = sk.main or hexed("#2C3148")
    sk.stroke(f"-0.5,{lift * 0.72} -0.28,{lift} -0.05,0.02 0,0", (0.0, 0.075, 0.09, 0.06), colour)
    sk.stroke(f"0.5,{lift * 0.6} 0.26,{lift * 0.92} 0.04,0.02 0,0", (0.0, 0.075, 0.09, 0.06), colour)


def bird(sk: Sketch) -> None:
    """A small round bird on its feet."""
    coat = sk.coat("#C8472E", "#3F6FA8", "#E0A13A", "#4A8A6A", "#D9785A")
    sk.stroke("-0.30,0.36 -0.52,0.34 -0.74,0.40", (0.14, 0.13, 0.05), mix(coat, INK, 0.45))
    sk.lines(
        ["-0.02,0.20 -0.02,0.0", "0.10,0.20 0.10,0.0", "0.04,0.0 -0.02,0.01 -0.10,0.0", "0.16,0.0 0.10,0.01 0.03,0.0"],
        0.022,
        hexed("#6B4A34"),
    )
    sk.blob(
        "-0.36,0.38 -0.30,0.22 -0.06,0.14 0.20,0.18 0.36,0.36 0.40,0.58 "
        "0.34,0.74 0.18,0.80 0.02,0.72 -0.10,0.56 -0.26,0.48",
        coat,
    )
    sk.blob("0.36,0.52 0.34,0.34 0.20,0.20 0.0,0.17 0.02,0.30 0.14,0.44 0.24,0.56", mix(coat, CREAM, 0.8), small=True)
    sk.blob("-0.40,0.36 -0.24,0.52 0.02,0.54 0.10,0.42 0.0,0.30 -0.22,0.29", mix(coat, INK, 0.3))
    sk.lines(["-0.28,0.40 -0.12,0.37 0.02,0.40", "-0.22,0.35 -0.10,0.325 0.0,0.34"], 0.016, mix(coat, CREAM, 0.5))
    sk.shape([(0.36, 0.68), (0.52, 0.62), (0.37, 0.58)], BEAK, small=True)
    sk.eye(0.26, 0.66, 0.03)


def owl(sk: Sketch) -> None:
    coat = sk.coat("#8A6244", "#A57B52", "#6E5A58", "#D9C7A5")
    sk.blob(
        "-0.30,0.10 -0.34,0.44 -0.30,0.74 -0.28,0.98! -0.14,0.90 0.14,0.90 "
        "0.28,0.98! 0.30,0.74 0.34,0.44 0.30,0.10 0.0,0.0",
        coat,
    )
    sk.blob("-0.20,0.12 -0.21,0.40 0.0,0.52 0.21,0.40 0.20,0.12 0.0,0.05", mix(coat, CREAM, 0.62), small=True)
    for row, y in enumerate((0.42, 0.33, 0.24, 0.15)):
        sk.lines(
            [
                f"{x - 0.03},{y} {x},{y - 0.03} {x + 0.03},{y}"
                for x in ((-0.12, -0.04, 0.04, 0.12) if row % 2 else (-0.08, 0.0, 0.08))
            ],
            0.013,
            mix(coat, INK, 0.3),
        )
    for side in (-1, 1):
        sk.blob(f"{side * 0.31},0.62 {side * 0.37},0.38 {side * 0.28},0.10 {side * 0.20},0.30", mix(coat, INK, 0.34))
        sk.oval(side * 0.125, 0.70, 0.125, 0.125, mix(coat, CREAM, 0.75))
        sk.oval(side * 0.125, 0.70, 0.062, 0.062, hexed("#E8A92E"))
        sk.eye(side * 0.122, 0.70, 0.038)
        sk.lines([f"{side * 0.06},0.04 {side * 0.07},0.0", f"{side * 0.11},0.04 {side * 0.12},0.0"], 0.025, BEAK)
    sk.shape([(-0.035, 0.64), (0.035, 0.64), (0.0, 0.55)], BEAK, small=True)


def crane(sk: Sketch) -> None:
    """A wading bird: heron, egret, crane."""
    coat = sk.coat("#FAF4E8", "#E9ECEA", "#9FB0BC")
    dark = hexed("#2B2E3A")
    sk.lines(["-0.04,0.40 -0.06,0.20 -0.03,0.0", "0.05,0.40 0.08,0.22 0.05,0.0"], 0.020, hexed("#5B4A42"))
    sk.blob("-0.42,0.36 -0.30,0.52 -0.06,0.58 0.14,0.54 0.18,0.44 0.06,0.36 -0.16,0.34", coat)
    sk.blob("-0.50,0.32 -0.36,0.46 -0.18,0.44 -0.24,0.34", dark)
    sk.stroke("0.10,0.48 0.24,0.58 0.18,0.74 0.10,0.86 0.18,0.96", (0.13, 0.075, 0.055, 0.05, 0.06), coat)
    sk.oval(0.20, 0.965, 0.062, 0.045, coat)
    sk.shape([(0.24, 0.985), (0.46, 0.945), (0.24, 0.945)], BEAK, small=True)
    sk.blob("0.16,1.0 0.21,1.01 0.25,0.985 0.2,0.98", sk.accent, small=True)
    sk.dots([(0.225, 0.968)], 0.011, INK)


def duck(sk: Sketch) -> None:
    """A duck, goose or swan afloat."""
    coat = sk.coat("#FAF4E8", "#C79A5B", "#E9C14A")
    sk.blob("-0.50,0.18 -0.56,0.30! -0.38,0.26 -0.10,0.30 0.20,0.28 0.36,0.16 0.28,0.0! -0.36,0.0!", coat)
    sk.stroke("0.24,0.20 0.36,0.36 0.28,0.52 0.34,0.62", (0.16, 0.10, 0.09, 0.10), coat)
    sk.oval(0.36, 0.64, 0.10, 0.08, coat)
    sk.blob("0.43,0.66 0.56,0.62 0.57,0.58 0.43,0.58", BEAK, small=True)
    sk.blob("-0.36,0.22 -0.10,0.25 0.10,0.16 -0.06,0.06 -0.28,0.10", mix(coat, INK, 0.14))
    sk.eye(0.38, 0.66, 0.016)


def penguin(sk: Sketch) -> None:
    coat = sk.main or hexed("#252B3C")
    for x in (-0.08, 0.10):
        sk.oval(x, 0.02, 0.10, 0.035, BEAK)
    sk.blob(
        "-0.22,0.04 -0.28,0.36 -0.20,0.66 -0.15,0.86 0.0,0.98 0.16,0.88 0.20,0.66 0.28,0.34 0.22,0.04 0.0,0.0", coat
    )
    sk.blob("-0.12,0.06 -0.17,0.34 -0.08,0.62 0.06,0.68 0.18,0.58 0.22,0.32 0.18,0.07 0.02,0.03", CREAM, small=True)
    sk.blob("0.0,0.80 0.06,0.88 0.15,0.84 0.15,0.74 0.06,0.70", CREAM, small=True)
    sk.blob("-0.20,0.62 -0.34,0.40 -0.36,0.24 -0.22,0.36", mix(coat, (0, 0, 0), 0.3))
    sk.shape([(0.15, 0.83), (0.29, 0.79), (0.15, 0.76)], BEAK, small=True)
    sk.eye(0.09, 0.83, 0.021)


def butterfly(sk: Sketch) -> None:
    coat = sk.coat("#E0672F", "#3F6FB5", "#E7A93A", "#C9506B", "#7A5AA6")
    for side in (-1, 1):
        sk.blob(f"{side * 0.02},0.50 {side * 0.20},0.86 {side * 0.46},0.92 {side * 0.48},0.66 {side * 0.24},0.48", coat)
        sk.blob(
            f"{side * 0.02},0.48 {side * 0.26},0.44 {side * 0.38},0.26 {side * 0.24},0.10 {side * 0.06},0.30",
            mix(coat, CREAM, 0.25),
        )
        sk.blob(
            f"{side * 0.08},0.54 {side * 0.22},0.76 {side * 0.38},0.80 {side * 0.36},0.66",
            mix(coat, CREAM, 0.45),
            small=True,
        )
        sk.dots([(side * 0.42, 0.84), (side * 0.43, 0.75), (side * 0.28, 0.27)], 0.028, INK)
        sk.lines([f"0,0.68 {side * 0.06},0.82 {side * 0.14},0.90"], 0.012, INK)
    sk.stroke("0,0.18 0,0.45 0,0.70", (0.02, 0.06, 0.04), INK)


def fish(sk: Sketch) -> None:
    coat = sk.coat("#E8762E", "#F2B03C", "#D9503C", "#4F8FC0", "#E98AA0")
    deep = mix(coat, (60, 20, 50), 0.25)
    sk.blob("-0.34,0.50 -0.62,0.72! -0.56,0.50 -0.64,0.26!", deep)
    sk.blob("-0.16,0.66 0.0,0.88 0.18,0.74 0.10,0.62", deep)
    sk.blob("-0.06,0.34 0.02,0.16 0.14,0.34", deep)
    sk.blob("-0.42,0.50 -0.18,0.70 0.12,0.74 0.36,0.62 0.46,0.49 0.36,0.37 0.12,0.27 -0.18,0.31", coat)
    sk.blob("0.10,0.735 0.02,0.50 0.10,0.275 0.20,0.30 0.13,0.50 0.20,0.71", CREAM, small=True)
    sk.lines([f"{x},0.60 {x - 0.04},0.51 {x},0.42" for x in (-0.06, -0.15, -0.24)], 0.014, mix(coat, CREAM, 0.5))
    sk.eye(0.32, 0.55, 0.035)


KOI = (
    ("#FBF1E0", "#E2502B"),
    ("#E2502B", "#F3A53C"),
    ("#FBF1E0", "#2C2D33"),
    ("#F0A02F", "#FBF1E0"),
    ("#FBF1E0", "#E2502B"),
)


def koi(sk: Sketch) -> None:
    """Seen from above, nose to the right, lying on the middle of its square."""
    body, patch = sk.dice.pick(KOI)
    coat = sk.main or hexed(body)
    fin = mix(coat, hexed("#F4D9C4"), 0.65)
    sk.blob("-0.34,0.52 -0.56,0.70 -0.66,0.66! -0.58,0.54 -0.68,0.38! -0.50,0.40", fin)
    sk.blob("0.10,0.62 0.0,0.82 0.16,0.84! 0.24,0.64", fin)
    sk.blob("0.10,0.42 -0.04,0.22 0.12,0.20! 0.24,0.40", fin)
    sk.blob("-0.42,0.51 -0.20,0.60 0.06,0.68 0.30,0.65 0.46,0.52 0.30,0.38 0.06,0.36 -0.20,0.44", coat)
    mark = hexed(patch)
    sk.blob("0.02,0.66 0.16,0.672 0.20,0.56 0.10,0.48 -0.06,0.54 -0.08,0.63", mark, small=True)
    sk.blob("-0.30,0.50 -0.18,0.56 -0.10,0.50 -0.20,0.46", mark, small=True)
    sk.blob("0.34,0.62 0.44,0.52 0.36,0.46 0.28,0.54", mark, small=True)
    sk.dots([(0.38, 0.59), (0.385, 0.45)], 0.017, INK)


def whale(sk: Sketch) -> None:
    coat = sk.coat("#3F6288", "#4A6A8C", "#5A6E8C")
    sk.blob("-0.66,0.44 -0.86,0.64 -1.02,0.70! -0.94,0.52 -1.04,0.34! -0.84,0.38", coat)
    sk.blob(
        "0.62,0.42 0.60,0.62 0.36,0.78 0.0,0.80 -0.32,0.66 -0.72,0.50! "
        "-0.72,0.44! -0.30,0.40 0.0,0.26 0.36,0.22 0.58,0.30",
        coat,
    )
    sk.blob(
        "0.61,0.40 0.40,0.38 0.16,0.36 -0.10,0.38 0.06,0.27 0.36,0.225 0.56,0.28", mix(coat, CREAM, 0.78), small=True
    )
    sk.lines(
        [
            f"{0.50 - i * 0.09},{0.355 - i * 0.004} {0.42 - i * 0.09},0.30 {0.30 - i * 0.09},{0.275 + i * 0.012}"
            for i in range(4)
        ],
        0.010,
        mix(coat, CREAM, 0.35),
    )
    sk.blob("0.16,0.36 0.02,0.12 -0.12,0.02! -0.06,0.24 0.02,0.38", mix(coat, INK, 0.3))
    sk.eye(0.44, 0.46, 0.020)
    for i in range(7):
        sk.dots(
            [(0.30 + sk.dice.about(0, 0.09), 0.90 + i * 0.06)], sk.dice.between(0.010, 0.024), mix(CREAM, coat, 0.35)
        )


def jellyfish(sk: Sketch) -> None:
    coat = sk.coat("#F0A6B4", "#F5C98A", "#B9A6E0", "#9ED2D6")
    for i in range(6):
        x = -0.20 + i * 0.08
        sway = sk.dice.about(0, 0.10)
        sk.stroke(
            f"{x},0.62 {x + sway},0.40 {x - sway},0.20 {x + sway * 0.6},0.0",
            (0.045, 0.035, 0.028, 0.004),
            mix(coat, CREAM, 0.3),
        )
    sk.blob("-0.32,0.58 -0.30,0.82 0.0,1.0 0.30,0.82 0.32,0.58 0.16,0.63 0.0,0.58 -0.16,0.63", coat)
    sk.add(Piece((oval(-0.10, 0.84, 0.08, 0.05, 30),), mix(coat, (255, 255, 255), 0.6), 0, True, 0.7))


def octopus(sk: Sketch) -> None:
    coat = sk.coat("#D9604A", "#B0508A", "#E08A4A")
    for i, x in enumerate((-0.28, -0.17, -0.06, 0.06, 0.17, 0.28)):
        out = (x * 1.9, x * 2.4)[i % 2]
        sk.stroke(
            f"{x},0.42 {x * 1.3},0.22 {out},0.08 {out * 1.25},0.16",
            (0.13, 0.10, 0.07, 0.02),
            mix(coat, INK, 0.08 * (i % 2)),
        )
    sk.blob("-0.34,0.42 -0.38,0.72 -0.20,0.96 0.08,1.0 0.32,0.84 0.36,0.56 0.30,0.38 0.0,0.34", coat)
    for x in (0.02, 0.22):
        sk.oval(x, 0.56, 0.065, 0.075, CREAM)
        sk.eye(x + 0.01, 0.55, 0.035)
    sk.dots([(-0.18, 0.76), (-0.08, 0.86), (-0.24, 0.62)], 0.035, lighter(coat, 0.08))


FIGURES = {
    "gull": gull,
    "bird": bird,
    "owl": owl,
    "crane": crane,
    "duck": duck,
    "penguin": penguin,
    "butterfly": butterfly,
    "fish": fish,
    "koi": koi,
    "whale": whale,
    "jellyfish": jellyfish,
    "octopus": octopus,
}
