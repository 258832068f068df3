"""The fox: the first picture a newcomer sees, so it has four poses."""

from collections.abc import Callable

import numpy as np

from generators.embedded.brushes.colour import RGB, hexed, mix
from generators.embedded.brushes.curves import knots
from generators.embedded.figures.sketch import Sketch

WHITE = hexed("#FBF3E4")
SOCK = hexed("#3A2428")


def fox(sk: Sketch) -> None:
    usual = sk.dice.pick((sitting, standing, trotting, asleep, standing, sitting))
    {"asleep": asleep, "sitting": sitting, "moving": trotting}.get(sk.pose, usual)(sk)


def _head(sk: Sketch, x: float, y: float, drop: float = 0.0) -> None:
    """A fox's head in profile with its neck at `x`, `y`; `drop` lowers the nose."""
    coat, deep = _coat_of(sk)
    at = _bent(x, y, drop)
    sk.blob(at("0.13,0.16! 0.165,0.245 0.205,0.335! 0.235,0.25 0.25,0.155!"), deep)
    sk.blob(at("0.155,0.175! 0.18,0.235 0.203,0.295! 0.215,0.24 0.222,0.17!"), SOCK, small=True)
    sk.blob(
        at(
            "-0.06,-0.02 -0.055,0.09 0.01,0.175 0.11,0.20 0.20,0.165 0.28,0.10 0.375,0.055 0.405,0.03!"
            " 0.385,0.0 0.30,-0.025 0.19,-0.055 0.10,-0.10 0.0,-0.10"
        ),
        coat,
    )
    sk.blob(
        at(
            "0.40,0.028 0.345,0.03 0.27,0.05 0.215,0.045 0.165,0.0 0.10,-0.015 0.02,-0.07! 0.045,-0.10"
            " 0.10,-0.115! 0.13,-0.075 0.19,-0.062 0.30,-0.03 0.385,0.0"
        ),
        WHITE,
        0.06,
        small=True,
    )
    sk.blob(at("-0.045,0.12! -0.025,0.235 -0.005,0.345! 0.06,0.27 0.115,0.175! 0.03,0.13"), coat)
    sk.blob(at("-0.01,0.16! 0.0,0.235 0.008,0.295! 0.045,0.245 0.075,0.18!"), SOCK, small=True)
    sk.oval(x + 0.402, y + 0.032 - drop, 0.021, 0.018, SOCK)
    sk.eye(x + 0.205, y + 0.085 - drop * 0.3, 0.018)


def _bent(x: float, y: float, drop: float) -> Callable[[str], str]:
    """Moves written paths to `x`, `y`, what lies toward the nose lower by up to `drop`."""

    def moved(path: str) -> str:
        points, sharp = knots(path)
        low = drop * np.clip((points[:, 0] - 0.12) / 0.28, 0, 1)
        places = zip(points[:, 0] + x, points[:, 1] + y - low, sharp, strict=True)
        return " ".join(f"{px:.4f},{py:.4f}{'!' if corner else ''}" for px, py, corner in places)

    return moved


def _coat_of(sk: Sketch) -> tuple[RGB, RGB]:
    if sk.main is None:
        sk.main = sk.coat("#D9622B", "#CF5427", "#E0702F", "#C9532B")
    return sk.main, mix(sk.main, (70, 22, 30), 0.34)


def sitting(sk: Sketch) -> None:
    coat, deep = _coat_of(sk)
    tail, wide = (
        "-0.16,0.07 -0.34,0.055 -0.50,0.08 -0.60,0.18 -0.585,0.33 -0.52,0.44",
        (0.08, 0.15, 0.19, 0.20, 0.14, 0.01),
    )
    sk.stroke(tail, wide, coat)
    sk.tip(tail, wide, 0.34, WHITE)
    sk.stroke("0.085,0.36 0.125,0.18 0.13,0.02", (0.13, 0.075, 0.06), deep)
    sk.blob(
        "-0.20,0.0! -0.29,0.10 -0.285,0.27 -0.19,0.43 -0.07,0.56 0.0,0.70 "
        "0.12,0.74 0.21,0.64 0.215,0.48 0.16,0.34 0.13,0.18 0.12,0.0!",
        coat,
    )
    sk.blob(
        "0.225,0.66 0.232,0.55 0.20,0.40 0.145,0.27! 0.125,0.40 0.075,0.53 0.07,0.66 0.14,0.70",
        WHITE,
        0.06,
        small=True,
    )
    sk.stroke("0.135,0.42 0.175,0.22 0.18,0.03", (0.12, 0.075, 0.062), coat)
    sk.stroke("0.178,0.20 0.18,0.10 0.182,0.02", (0.045, 0.068, 0.072), SOCK)
    sk.oval(0.195, 0.022, 0.05, 0.024, SOCK)
    sk.blob(
        "-0.24,0.02 -0.255,0.14 -0.17,0.25 -0.05,0.235 0.01,0.12 0.03,0.03! -0.04,0.0", mix(coat, (120, 40, 20), 0.16)
    )
    sk.oval(0.02, 0.025, 0.075, 0.027, SOCK)
    _head(sk, 0.07, 0.71)


def standing(sk: Sketch) -> None:
    coat, deep = _coat_of(sk)
    up = sk.dice.chance(0.4)
    tail = (
        "-0.40,0.47 -0.56,0.50 -0.74,0.43 -0.92,0.36 -1.08,0.38"
        if not up
        else "-0.40,0.47 -0.58,0.44 -0.74,0.50 -0.86,0.66 -0.90,0.84"
    )
    wide = (0.07, 0.15, 0.20, 0.185, 0.01)
    sk.stroke(tail, wide, coat)
    sk.tip(tail, wide, 0.36, WHITE)
    for path, dark in (
        ("0.27,0.38 0.30,0.20 0.295,0.02", "0.298,0.19 0.298,0.10 0.30,0.015"),
        ("-0.28,0.38 -0.31,0.22 -0.27,0.02", "-0.30,0.18 -0.282,0.10 -0.265,0.015"),
    ):
        sk.stroke(path, (0.14, 0.07, 0.05), deep)
        sk.stroke(dark, (0.055, 0.055, 0.06), mix(SOCK, (0, 0, 0), 0.2))
    sk.blob(
        "-0.44,0.46 -0.43,0.54 -0.32,0.585 -0.10,0.565 0.10,0.57 0.24,0.63 0.36,0.66 "
        "0.44,0.56 0.40,0.42 0.30,0.33 0.10,0.315 -0.10,0.345 -0.26,0.32 -0.40,0.34",
        coat,
    )
    sk.blob("0.43,0.56 0.415,0.44 0.30,0.335 0.12,0.318! 0.22,0.38 0.29,0.46 0.31,0.57!", WHITE, 0.06, small=True)
    sk.blob("-0.455,0.44 -0.44,0.28 -0.38,0.20! -0.30,0.24 -0.20,0.36 -0.24,0.50 -0.36,0.54", coat)
    for path, dark in (
        ("0.20,0.40 0.205,0.20 0.19,0.02", "0.203,0.21 0.197,0.10 0.195,0.015"),
        ("-0.37,0.36 -0.415,0.22 -0.40,0.12 -0.385,0.02", "-0.412,0.19 -0.40,0.10 -0.38,0.015"),
    ):
        sk.stroke(path, (0.15, 0.08, 0.055), coat)
        sk.stroke(dark, (0.05, 0.06, 0.068), SOCK)
    for x in (0.31, 0.21, -0.255, -0.365):
        sk.oval(x, 0.016, 0.045, 0.02, SOCK)
    _head(sk, 0.36, 0.62, sk.dice.between(0.0, 0.05))


def trotting(sk: Sketch) -> None:
    coat, deep = _coat_of(sk)
    tail, wide = "-0.40,0.50 -0.58,0.56 -0.76,0.54 -0.94,0.56 -1.08,0.64", (0.07, 0.15, 0.20, 0.18, 0.01)
    sk.stroke(tail, wide, coat)
    sk.tip(tail, wide, 0.36, WHITE)
    for path, dark in (
        ("0.26,0.40 0.18,0.24 0.06,0.14", "0.17,0.235 0.11,0.17 0.04,0.13"),
        ("-0.30,0.40 -0.24,0.24 -0.16,0.03", "-0.225,0.21 -0.19,0.10 -0.15,0.02"),
    ):
        sk.stroke(path, (0.14, 0.07, 0.05), deep)
        sk.stroke(dark, (0.05, 0.055, 0.05), mix(SOCK, (0, 0, 0), 0.2))
    sk.blob(
        "-0.44,0.48 -0.43,0.56 -0.32,0.60 -0.10,0.575 0.10,0.58 0.24,0.64 0.36,0.67 0.44,0.57 "
        "0.40,0.43 0.30,0.345 0.10,0.325 -0.10,0.355 -0.26,0.33 -0.40,0.36",
        coat,
    )
    sk.blob("0.43,0.57 0.415,0.45 0.30,0.345 0.12,0.328! 0.22,0.39 0.29,0.47 0.31,0.58!", WHITE, 0.06, small=True)
    sk.blob("-0.455,0.46 -0.46,0.32 -0.44,0.25! -0.34,0.26 -0.20,0.37 -0.24,0.51 -0.36,0.55", coat)
    for path, dark in (
        ("0.24,0.42 0.34,0.24 0.42,0.05", "0.345,0.23 0.385,0.13 0.425,0.03"),
        ("-0.38,0.38 -0.47,0.26 -0.55,0.10", "-0.47,0.26 -0.52,0.17 -0.57,0.09"),
    ):
        sk.stroke(path, (0.15, 0.08, 0.05), coat)
        sk.stroke(dark, (0.055, 0.062, 0.058), SOCK)
    sk.oval(0.445, 0.022, 0.045, 0.02, SOCK, 12)
    sk.oval(-0.13, 0.016, 0.045, 0.02, SOCK)
    _head(sk, 0.36, 0.63, sk.dice.between(0.0, 0.04))


def asleep(sk: Sketch) -> None:
    """Curled up, nose under the tail."""
    coat, deep = _coat_of(sk)
    seam = mix(coat, deep, 0.75)
    sk.blob(
        "-0.50,0.10 -0.50,0.28 -0.36,0.44 -0.12,0.52 0.14,0.50 0.36,0.40 0.48,0.24 0.48,0.09"
        " 0.36,0.01 0.0,-0.01 -0.36,0.01",
        coat,
    )
    sk.blob("-0.40,0.12 -0.40,0.28 -0.28,0.38 -0.12,0.37 -0.02,0.26 -0.02,0.10 -0.20,0.06", mix(coat, deep, 0.22))
    sk.stroke("-0.41,0.20 -0.34,0.35 -0.18,0.395 -0.05,0.32", (0.002, 0.018, 0.016, 0.002), seam)
    sk.blob("0.05,0.28! 0.09,0.40 0.165,0.485! 0.22,0.40 0.25,0.31!", deep)
    sk.blob("-0.13,0.075 -0.05,0.155 0.04,0.25 0.17,0.335 0.31,0.315 0.41,0.20 0.40,0.07 0.26,0.02 0.05,0.02", coat)
    sk.blob(
        "-0.12,0.07 -0.02,0.125 0.08,0.145 0.19,0.20 0.30,0.17 0.37,0.08 0.26,0.02 0.05,0.02", WHITE, 0.06, small=True
    )
    sk.stroke("-0.13,0.08 -0.05,0.165 0.05,0.265 0.13,0.32", (0.002, 0.016, 0.016, 0.002), seam)
    sk.blob("0.19,0.30! 0.245,0.43 0.345,0.51! 0.39,0.39 0.39,0.25!", coat)
    sk.blob("0.245,0.32! 0.285,0.40 0.34,0.455! 0.36,0.37 0.36,0.28!", SOCK, small=True)
    sk.stroke("0.085,0.20 0.13,0.17 0.19,0.195", (0.004, 0.020, 0.004), SOCK)
    sk.oval(-0.115, 0.085, 0.028, 0.023, SOCK)
    tail, wide = (
        "0.47,0.20 0.46,0.06 0.28,-0.01 0.04,-0.01 -0.18,0.03 -0.35,0.13",
        (0.06, 0.13, 0.15, 0.175, 0.15, 0.01),
    )
    sk.stroke(tail, wide, mix(coat, (255, 196, 130), 0.13))
    sk.tip(tail, wide, 0.36, WHITE)
    sk.stroke("0.41,0.19 0.36,0.09 0.22,0.065 0.04,0.075 -0.10,0.10", (0.002, 0.014, 0.014, 0.012, 0.002), seam)
