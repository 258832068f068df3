"""Animals on four legs, each as a silhouette one would recognise from across the room."""

from generators.embedded.brushes.colour import RGB, hexed, lighter, lightness, mix
from generators.embedded.brushes.curves import oval
from generators.embedded.figures.sketch import Piece, Sketch

CREAM = hexed("#FAF1E0")
INK = hexed("#26222A")
ROSE = hexed("#E59A8C")


def _deep(coat: RGB, by: float = 0.3) -> RGB:
    return mix(coat, (50, 24, 40), by)


def cat(sk: Sketch) -> None:
    usual = sk.dice.pick((cat_sitting, cat_walking, cat_loaf))
    {"asleep": cat_loaf, "sitting": cat_sitting, "moving": cat_walking}.get(sk.pose, usual)(sk)


def _cat_head(sk: Sketch, x: float, y: float, coat: RGB, pale: bool) -> None:
    def ear(side: float) -> None:
        sk.shape([(x + side * 0.15, y + 0.06), (x + side * 0.135, y + 0.25), (x + side * 0.03, y + 0.15)], coat)
        sk.shape(
            [(x + side * 0.128, y + 0.09), (x + side * 0.12, y + 0.20), (x + side * 0.055, y + 0.14)], ROSE, small=True
        )

    ear(-1)
    ear(1)
    sk.oval(x, y, 0.17, 0.145, coat)
    if pale:
        sk.oval(x + 0.03, y - 0.06, 0.085, 0.062, CREAM)
    for ex in (-0.055, 0.085):
        if lightness(coat) < 0.45:
            sk.oval(x + ex, y + 0.015, 0.030, 0.026, hexed("#E3C04A"))
        sk.eye(x + ex, y + 0.015, 0.02)
    sk.shape([(x + 0.0, y - 0.03), (x + 0.035, y - 0.03), (x + 0.018, y - 0.052)], ROSE, small=True)
    pale_line = mix(coat, (255, 255, 255), 0.65)
    for dy in (-0.035, -0.06):
        sk.lines(
            [
                f"{x + 0.09},{y + dy} {x + 0.16},{y + dy + 0.01} {x + 0.23},{y + dy * 0.6}",
                f"{x - 0.06},{y + dy} {x - 0.13},{y + dy + 0.01} {x - 0.20},{y + dy * 0.6}",
            ],
            0.006,
            pale_line,
        )


def _cat_coat(sk: Sketch) -> tuple[RGB, bool]:
    coat = sk.coat("#E08A3C", "#2E2B33", "#F1E6D3", "#8C8F98", "#C9803F")
    return coat, sk.dice.chance(0.6)


def cat_sitting(sk: Sketch) -> None:
    coat, pale = _cat_coat(sk)
    sk.stroke(
        "-0.18,0.05 -0.36,0.03 -0.48,0.10 -0.50,0.28 -0.42,0.42 -0.46,0.54",
        (0.08, 0.09, 0.085, 0.08, 0.07, 0.05),
        _deep(coat, 0.12),
    )
    sk.blob("-0.25,0.0! -0.31,0.14 -0.26,0.34 -0.13,0.52 -0.05,0.66 0.16,0.66 0.19,0.48 0.18,0.22 0.19,0.0!", coat)
    if pale:
        sk.blob("0.06,0.62 0.155,0.60 0.165,0.42 0.10,0.28 0.05,0.42", CREAM, small=True)
    sk.stroke("0.06,0.40 0.075,0.20 0.075,0.02", (0.08, 0.07, 0.07), _deep(coat, 0.12))
    sk.stroke("0.14,0.40 0.155,0.20 0.155,0.02", (0.09, 0.075, 0.075), coat)
    sk.blob("-0.24,0.02 -0.27,0.15 -0.18,0.25 -0.06,0.22 0.0,0.10 0.02,0.0! -0.1,-0.01", _deep(coat, 0.14))
    for x in (0.09, 0.175, 0.0):
        sk.oval(x, 0.018, 0.055, 0.025, CREAM if pale else coat)
    _stripes(sk, coat, ((-0.22, 0.36), (-0.255, 0.26), (-0.16, 0.45)))
    _cat_head(sk, 0.07, 0.76, coat, pale)


def _stripes(sk: Sketch, coat: RGB, places: tuple[tuple[float, float], ...]) -> None:
    for x, y in places:
        sk.stroke(f"{x},{y} {x + 0.06},{y + 0.0} {x + 0.11},{y + 0.02}", (0.004, 0.024, 0.002), _deep(coat, 0.4))


def cat_walking(sk: Sketch) -> None:
    coat, pale = _cat_coat(sk)
    deep = _deep(coat, 0.26)
    sk.stroke("-0.38,0.46 -0.54,0.54 -0.62,0.72 -0.55,0.90 -0.60,1.0", (0.08, 0.08, 0.075, 0.07, 0.045), coat)
    sk.stroke("0.26,0.36 0.33,0.2 0.36,0.02", (0.13, 0.075, 0.06), deep)
    sk.stroke("-0.30,0.36 -0.24,0.2 -0.20,0.02", (0.14, 0.075, 0.06), deep)
    sk.blob(
        "-0.42,0.44 -0.38,0.55 -0.20,0.56 0.05,0.53 0.25,0.58 0.40,0.60 "
        "0.42,0.46 0.34,0.34 0.10,0.30 -0.14,0.31 -0.36,0.32",
        coat,
    )
    sk.stroke("0.30,0.40 0.25,0.2 0.20,0.02", (0.15, 0.08, 0.065), coat)
    sk.stroke("-0.34,0.40 -0.40,0.24 -0.45,0.02", (0.18, 0.085, 0.065), coat)
    for x in (0.22, -0.43, 0.38, -0.18):
        sk.oval(x, 0.018, 0.052, 0.024, CREAM if pale else coat)
    _stripes(sk, coat, ((-0.2, 0.50), (-0.08, 0.49), (0.04, 0.48)))
    _cat_head(sk, 0.42, 0.66, coat, pale)


def cat_loaf(sk: Sketch) -> None:
    coat, pale = _cat_coat(sk)
    sk.blob("-0.46,0.02 -0.48,0.20 -0.36,0.38 -0.12,0.43 0.10,0.42 0.24,0.30 0.28,0.10 0.24,0.0! -0.40,-0.01", coat)
    sk.stroke("-0.42,0.05 -0.30,0.0 -0.08,0.02 0.10,0.05", (0.07, 0.10, 0.09, 0.06), _deep(coat, 0.14))
    _stripes(sk, coat, ((-0.34, 0.33), (-0.22, 0.37), (-0.10, 0.38)))
    _cat_head(sk, 0.14, 0.44, coat, pale)
    if pale:
        sk.oval(0.20, 0.04, 0.07, 0.045, CREAM)


def tiger(sk: Sketch) -> None:
    sk.main = sk.main or hexed("#DD8A2E")
    cat_walking(sk)
    for x in (-0.30, -0.16, -0.02, 0.12, 0.24):
        sk.stroke(f"{x},0.56 {x - 0.03},0.46 {x},0.36", (0.035, 0.03, 0.0), INK)


def dog(sk: Sketch) -> None:
    coat = sk.coat("#B57B45", "#F0E2C8", "#3A2F30", "#C9975B", "#8A5A3A")
    deep = _deep(coat, 0.25)
    sk.stroke("-0.38,0.52 -0.52,0.62 -0.58,0.80", (0.07, 0.065, 0.03), coat)
    for x in (0.26, -0.28):
        sk.stroke(f"{x},0.38 {x + 0.03},0.2 {x + 0.02},0.02", (0.12, 0.075, 0.07), deep)
    sk.blob(
        "-0.42,0.46 -0.38,0.56 -0.20,0.57 0.05,0.54 0.24,0.60 0.40,0.68 "
        "0.46,0.56 0.38,0.40 0.24,0.32 0.0,0.33 -0.20,0.36 -0.36,0.32",
        coat,
    )
    for x in (0.20, -0.36):
        sk.stroke(f"{x},0.42 {x - 0.01},0.2 {x - 0.01},0.02", (0.15, 0.085, 0.075), coat)
    for x in (0.215, -0.35, 0.30, -0.24):
        sk.oval(x, 0.02, 0.058, 0.027, coat)
    sk.blob(
        "0.28,0.66 0.28,0.80 0.38,0.90 0.50,0.88 0.56,0.80 0.70,0.76 0.735,0.71 0.70,0.655 0.56,0.64 0.44,0.60", coat
    )
    sk.blob("0.56,0.67 0.70,0.70 0.72,0.67 0.66,0.635 0.52,0.63", mix(coat, CREAM, 0.6), small=True)
    sk.blob("0.30,0.86 0.36,0.90 0.42,0.84 0.40,0.68 0.33,0.58 0.26,0.62 0.25,0.76", _deep(coat, 0.4))
    sk.oval(0.72, 0.735, 0.034, 0.027, INK)
    sk.eye(0.51, 0.79, 0.02)
    sk.stroke("0.30,0.60 0.38,0.585 0.46,0.60", (0.035, 0.04, 0.035), sk.accent)


def rabbit(sk: Sketch) -> None:
    coat = sk.coat("#EADFCB", "#A98467", "#8D8A88", "#F6F0E4", "#C7A27C")
    sk.oval(-0.40, 0.17, 0.085, 0.08, CREAM)
    sk.blob("-0.40,0.06 -0.42,0.26 -0.30,0.44 -0.08,0.48 0.14,0.44 0.24,0.28 0.22,0.06! -0.10,-0.01", coat)
    sk.blob("-0.38,0.02 -0.36,0.18 -0.22,0.28 -0.06,0.20 0.04,0.05 0.08,0.0! -0.30,-0.01", _deep(coat, 0.14))
    sk.stroke("0.15,0.26 0.19,0.12 0.22,0.02", (0.11, 0.07, 0.06), coat)
    sk.stroke("0.02,0.70 -0.08,0.88 -0.12,1.08", (0.05, 0.10, 0.01), _deep(coat, 0.2))
    sk.stroke("0.10,0.70 0.08,0.90 0.10,1.12", (0.05, 0.11, 0.01), coat)
    sk.stroke("0.09,0.76 0.08,0.90 0.095,1.05", (0.02, 0.05, 0.004), ROSE)
    sk.blob("-0.06,0.56 -0.03,0.70 0.08,0.76 0.22,0.70 0.31,0.60 0.33,0.53 0.28,0.47 0.14,0.44 0.0,0.46", coat)
    sk.oval(0.25, 0.51, 0.07, 0.05, mix(coat, CREAM, 0.7))
    sk.oval(0.325, 0.555, 0.022, 0.018, ROSE)
    sk.eye(0.17, 0.62, 0.026)
    sk.oval(0.25, 0.02, 0.06, 0.026, CREAM)


def deer(sk: Sketch) -> None:
    coat = sk.coat("#B8763F", "#A5683C", "#C58A55")
    deep = _deep(coat, 0.32)
    for x, bend in ((0.20, 0.02), (-0.30, -0.03)):
        sk.stroke(f"{x},0.50 {x + bend},0.28 {x + 0.01},0.02", (0.10, 0.042, 0.034), deep)
    sk.blob(
        "-0.42,0.56 -0.38,0.65 -0.20,0.66 0.05,0.63 0.22,0.68 0.33,0.84 0.40,0.97! "
        "0.50,0.94! 0.45,0.78 0.36,0.58 0.26,0.46 0.05,0.44 -0.18,0.47 -0.36,0.42",
        coat,
    )
    for x, bend in ((0.13, 0.0), (-0.36, -0.05)):
        sk.stroke(f"{x},0.52 {x + bend},0.28 {x},0.02", (0.13, 0.05, 0.036), coat)
        sk.stroke(f"{x},0.06 {x},0.03 {x + 0.01},0.0", (0.036, 0.04, 0.05), INK)
    sk.blob("-0.42,0.60 -0.47,0.56 -0.45,0.46 -0.39,0.48", CREAM, small=True)
    sk.dots([(-0.28, 0.60), (-0.18, 0.58), (-0.08, 0.59), (-0.24, 0.54), (-0.13, 0.53), (0.02, 0.57)], 0.014, CREAM)
    horn = hexed("#6B4A34")
    for base, lean in ((0.43, -0.10), (0.47, 0.06)):
        sk.lines(
            [
                f"{base},1.02 {base + lean * 0.7},1.16 {base + lean * 1.1},1.30 {base + lean * 0.5},1.44",
                f"{base + lean * 0.7},1.16 {base + lean * 0.7 + 0.09},1.26",
                f"{base + lean * 1.05},1.28 {base + lean * 1.05 - 0.09},1.38",
            ],
            0.024,
            horn,
        )
    sk.blob("0.37,0.98 0.26,1.02 0.22,1.0! 0.30,0.93", deep)
    sk.blob("0.36,0.92 0.39,1.03 0.47,1.05 0.56,0.98 0.665,0.92 0.67,0.875 0.60,0.85 0.48,0.86", coat)
    sk.oval(0.66, 0.905, 0.025, 0.02, INK)
    sk.eye(0.50, 0.975, 0.019)


def bear(sk: Sketch) -> None:
    coat = sk.coat("#5A4034", "#4A3A38", "#6E4C38") if not sk.winter else sk.coat("#F3EEE2", "#5A4034")
    deep = _deep(coat, 0.24)
    for x in (0.26, -0.24):
        sk.stroke(f"{x},0.36 {x + 0.02},0.18 {x + 0.02},0.0", (0.20, 0.15, 0.14), deep)
    sk.blob(
        "-0.50,0.34 -0.50,0.56 -0.32,0.72 -0.06,0.70 0.14,0.74 0.34,0.72 "
        "0.46,0.56 0.42,0.36 0.20,0.22 -0.10,0.22 -0.36,0.20",
        coat,
    )
    for x in (0.18, -0.36):
        sk.stroke(f"{x},0.40 {x},0.18 {x},0.0", (0.24, 0.17, 0.155), coat)
        sk.oval(x + 0.03, 0.03, 0.095, 0.04, coat)
    sk.oval(0.38, 0.80, 0.055, 0.055, deep)
    sk.oval(0.54, 0.79, 0.05, 0.05, deep)
    sk.blob("0.28,0.60 0.30,0.76 0.44,0.82 0.58,0.74 0.70,0.64 0.72,0.56 0.66,0.50 0.50,0.48 0.36,0.48", coat)
    sk.oval(0.64, 0.56, 0.085, 0.062, mix(coat, CREAM, 0.35))
    sk.oval(0.71, 0.60, 0.035, 0.028, INK)
    sk.eye(0.53, 0.665, 0.02)


def panda(sk: Sketch) -> None:
    """Sitting, busy with a stalk of bamboo."""
    white, leaf = hexed("#F6F1E6"), hexed("#6F9A4A")
    for x in (-0.20, 0.20):
        sk.oval(x, 0.10, 0.16, 0.12, INK)
    sk.blob("-0.34,0.08 -0.38,0.34 -0.26,0.56 0.26,0.56 0.38,0.34 0.34,0.08 0.0,0.0", white)
    sk.blob("-0.36,0.40 -0.26,0.60 0.26,0.60 0.36,0.40 0.20,0.46 -0.20,0.46", INK)
    for x in (-0.19, 0.19):
        sk.oval(x, 0.98, 0.085, 0.085, INK)
    sk.oval(0.0, 0.76, 0.29, 0.245, white)
    for side in (-1, 1):
        sk.add(Piece((oval(side * 0.115, 0.77, 0.068, 0.085, -24 * side),), INK, 0.0, True))
        sk.eye(side * 0.105, 0.775, 0.026, hexed("#4A4048"))
    sk.dots([(side * 0.105 + 0.008, 0.785) for side in (-1, 1)], 0.011, CREAM)
    sk.oval(0.0, 0.675, 0.036, 0.026, INK)
    sk.stroke("-0.02,0.24 0.14,0.46 0.30,0.74", (0.035, 0.032, 0.028), leaf)
    for x, y in ((0.30, 0.74), (0.24, 0.64)):
        sk.blob(f"{x},{y}! {x + 0.10},{y + 0.10} {x + 0.20},{y + 0.10}! {x + 0.12},{y + 0.02}", leaf, small=True)
    for x in (-0.04, 0.12):
        sk.oval(x, 0.36, 0.095, 0.075, INK)
    sk.oval(-0.26, 0.06, 0.13, 0.075, INK)
    sk.oval(0.28, 0.06, 0.13, 0.075, INK)


def elephant(sk: Sketch) -> None:
    coat = sk.coat("#8E96A0", "#7F8894", "#A0A4A8")
    deep = _deep(coat, 0.25)
    sk.stroke("-0.50,0.62 -0.58,0.46 -0.57,0.32", (0.04, 0.03, 0.03), deep)
    for x in (0.22, -0.24):
        sk.stroke(f"{x},0.36 {x},0.18 {x},0.0", (0.19, 0.15, 0.15), deep)
    sk.blob(
        "-0.52,0.40 -0.52,0.66 -0.34,0.84 -0.04,0.86 0.24,0.84 0.40,0.70 0.40,0.40 0.20,0.28 -0.16,0.26 -0.40,0.26",
        coat,
    )
    for x in (0.10, -0.37):
        sk.stroke(f"{x},0.42 {x},0.2 {x},0.0", (0.24, 0.175, 0.175), coat)
        sk.dots([(x - 0.05, 0.02), (x, 0.015), (x + 0.05, 0.02)], 0.02, CREAM)
    sk.stroke(
        "0.58,0.66 0.72,0.52 0.74,0.30 0.70,0.14 0.80,0.06 0.88,0.12", (0.26, 0.17, 0.12, 0.09, 0.075, 0.06), coat
    )
    sk.oval(0.46, 0.72, 0.22, 0.21, coat)
    sk.stroke("0.60,0.54 0.74,0.44 0.86,0.46", (0.05, 0.045, 0.01), CREAM)
    sk.blob("0.34,0.88 0.46,0.84 0.48,0.64 0.40,0.48 0.24,0.44 0.14,0.58 0.16,0.78", _deep(coat, 0.16))
    sk.eye(0.58, 0.75, 0.02)


def turtle(sk: Sketch) -> None:
    shell, skin = sk.coat("#5C8A4A", "#7A8F3F", "#3F7A68"), hexed("#A9B86A")
    for x in (-0.34, 0.22):
        sk.blob(f"{x - 0.08},0.18 {x - 0.12},0.02 {x + 0.04},0.0 {x + 0.12},0.16", skin)
    sk.stroke("0.36,0.18 0.50,0.26 0.58,0.36", (0.16, 0.13, 0.11), skin)
    sk.oval(0.62, 0.39, 0.12, 0.095, skin)
    sk.blob("-0.52,0.14 -0.44,0.38 -0.20,0.54 0.06,0.54 0.30,0.40 0.42,0.16 0.30,0.11 -0.36,0.10", shell)
    sk.stroke("-0.52,0.14 -0.05,0.10 0.43,0.16", (0.05, 0.06, 0.05), mix(shell, CREAM, 0.4))
    for x, y in ((-0.28, 0.32), (-0.06, 0.38), (0.16, 0.32), (-0.16, 0.20), (0.06, 0.21)):
        sk.oval(x, y, 0.075, 0.058, lighter(shell, -0.08))
    sk.eye(0.66, 0.42, 0.02)


FIGURES = {
    "cat": cat,
    "tiger": tiger,
    "dog": dog,
    "rabbit": rabbit,
    "deer": deer,
    "bear": bear,
    "panda": panda,
    "elephant": elephant,
    "turtle": turtle,
}
