"""Trees to stand beside: fir, broad crown, birch, palm, and the bare ones of winter."""

import numpy as np

from generators.embedded.brushes.colour import RGB, hexed, lighter, mix
from generators.embedded.brushes.curves import Points, oval, oval_at, ribbon, through
from generators.embedded.figures.sketch import Piece, Sketch
from generators.embedded.places import plants

SEASONS = {
    "": ("#3F7A4C", "#5B8F4A", "#2F6A55", "#7C9A45"),
    "autumn": ("#D2762E", "#E0A13A", "#B9472C", "#C98A35"),
    "spring": ("#F2B5C4", "#EFA0B5", "#F7CBD3"),
}
SNOW = hexed("#FBFBFA")
WOOD = "#5A4034"


def foliage(sk: Sketch) -> RGB:
    return sk.coat(*SEASONS.get(sk.season, SEASONS[""]))


def pine(sk: Sketch) -> None:
    """A fir in skirts; snow lies on the shoulders of each."""
    green = sk.coat("#2C5B4A", "#234A48", "#3A6A4C")
    sk.shape([(-0.022, 0.14), (0.022, 0.14), (0.032, -0.01), (-0.032, -0.01)], hexed(WOOD))
    tiers, spread = sk.dice.whole(4, 5), sk.dice.between(0.22, 0.28)
    for index in range(tiers):
        low = 0.09 + 0.80 * index / tiers
        top = min(1.02, low + 0.42 - 0.035 * index)
        wide = spread * (1 - 0.78 * index / tiers) * sk.dice.between(0.93, 1.07)
        tone = lighter(green, 0.018 * index - 0.02)
        sk.add(Piece((_skirt(sk, low, top, wide),), tone, 0.2))
        if sk.winter:
            sk.add(Piece(tuple(_shoulders(sk, low, top, wide)), SNOW, 0.14, small=True))


def _skirt(sk: Sketch, low: float, top: float, wide: float) -> Points:
    high = top - low
    right = [(wide * 0.30, low + high * 0.42), (wide * 0.62, low + high * 0.16), (wide, low - 0.012)]
    hem = [
        (wide * 0.55, low + 0.022),
        (wide * 0.28, low - 0.012),
        (0.0, low + 0.018),
        (-wide * 0.30, low - 0.014),
        (-wide * 0.58, low + 0.02),
    ]
    left = [
        (-wide, low - 0.012 + sk.dice.about(0, 0.008)),
        (-wide * 0.62, low + high * 0.16),
        (-wide * 0.30, low + high * 0.42),
    ]
    knots = np.array([(0.0, top), *right, *hem, *left])
    sharp = np.array([True, False, False, True, *[False] * 5, True, False, False])
    return through(knots, sharp, loop=True, samples=6)


def _shoulders(sk: Sketch, low: float, top: float, wide: float) -> list[Points]:
    high = top - low
    found = []
    for side in (-1, 1):
        w = wide * side
        outer = [
            (w * 0.04, top - high * 0.02),
            (w * 0.33, low + high * 0.43),
            (w * 0.66, low + high * 0.175),
            (w * 0.98, low + 0.004),
        ]
        inner = [
            (w * 0.72, low + high * 0.06),
            (w * 0.62, low + high * 0.15),
            (w * 0.46, low + high * sk.dice.between(0.10, 0.2)),
            (w * 0.34, low + high * 0.32),
            (w * 0.16, low + high * sk.dice.between(0.26, 0.42)),
            (w * 0.05, low + high * 0.6),
        ]
        found.append(through(np.array([*outer, *inner]), loop=True, samples=6))
    return found


def broad(sk: Sketch) -> None:
    if sk.winter:
        return bare(sk)
    leaf = foliage(sk)
    sk.add(Piece((plants.trunk(),), hexed(WOOD), 0.2))
    sk.add(Piece(tuple(plants.crown(sk.dice)), leaf, 0.26))
    sk.add(Piece((oval(-0.10, 0.86, 0.17, 0.14), oval(-0.24, 0.70, 0.12, 0.10)), lighter(leaf, 0.05), 0.1, True, 0.55))
    sk.add(Piece(_flecks(sk, 34), lighter(leaf, 0.11), 0, True, 0.8))
    sk.add(Piece(_flecks(sk, 22), lighter(leaf, -0.11), 0, True, 0.7))
    return None


def _flecks(sk: Sketch, count: int) -> tuple[Points, ...]:
    found = []
    for _ in range(count):
        angle, away = sk.dice.between(0, 6.28), sk.dice.between(0, 1) ** 0.5
        x, y = 0.31 * away * np.cos(angle), 0.70 + 0.25 * away * np.sin(angle)
        found.append(oval(float(x), float(y), 0.020, 0.011, sk.dice.between(-50, 50)))
    return tuple(found)


def bare(sk: Sketch) -> None:
    dark = sk.coat("#4A3A38", "#3A2E34", "#54443C")
    branches = plants.bare(sk.dice)
    sk.add(Piece(tuple(branches), dark, 0.10))
    if sk.winter:
        tops = [b[: len(b) // 2] + np.array((0, 0.006)) for b in branches if np.ptp(b[:, 0]) > np.ptp(b[:, 1]) * 0.8]
        caps = tuple(ribbon(t, (0.004, 0.016, 0.004)) for t in tops if len(t) > 2)
        sk.add(Piece(caps, SNOW, 0, True))
        sk.blob("-0.13,0.0 -0.07,0.035 0.0,0.05 0.08,0.03 0.14,0.0 0.0,-0.02", SNOW, 0.04, small=True)


def birch(sk: Sketch) -> None:
    """A white trunk that leaves the picture at the top, with dark eyes and a few twigs."""
    lean, wide = sk.dice.about(0, 0.05), sk.dice.between(0.032, 0.044)
    spine = through(np.array([[0.0, -0.01], [lean * 0.6, 0.6], [lean, 1.7]]))
    dark, white = hexed("#2E2A30"), sk.coat("#F1EBDD", "#EFE7DC")
    twigs, marks = [], []
    for _ in range(sk.dice.whole(4, 7)):
        root, side = spine[int(len(spine) * sk.dice.between(0.3, 0.95))], sk.dice.side()
        tip = root + np.array([side * sk.dice.between(0.08, 0.2), sk.dice.between(0.10, 0.24)])
        twigs.append(
            ribbon(
                through(np.stack([root, (root + tip) / 2 + (side * 0.02, -0.02), tip])),
                (wide * 0.3, wide * 0.16, 0.002),
            )
        )
    for _ in range(22):
        at = spine[int(len(spine) * sk.dice.between(0.02, 0.98))]
        side, long = sk.dice.side(), wide * sk.dice.between(0.2, 0.52)
        marks.append(
            oval(at[0] + side * (wide * 0.46 - long * 0.5), at[1], long * 0.5, wide * sk.dice.between(0.05, 0.12))
        )
    sk.add(Piece(tuple(twigs), dark, 0, True))
    sk.add(Piece((ribbon(spine, (wide * 1.15, wide, wide * 0.8)),), white, 0.30))
    sk.add(Piece(tuple(marks), dark, 0, True))
    if not sk.winter:
        leaf = hexed(sk.dice.pick(SEASONS.get(sk.season, ("#9DB04A", "#7FA04A"))))
        spots = [_leaf_on(sk, twig) for twig in twigs for _ in range(9)]
        sk.add(Piece(tuple(spots), leaf, 0, True))


def _leaf_on(sk: Sketch, twig: Points) -> Points:
    near = twig[len(twig) // 2] + sk.dice.rng.uniform(-0.07, 0.07, 2)
    return oval_at(near, 0.020, 0.013, sk.dice.between(-60, 60))


def palm(sk: Sketch) -> None:
    stem, fronds = plants.palm(sk.dice)
    leaf = sk.coat("#2F6B4A", "#3F7A4C", "#2F6A5E")
    sk.add(Piece((stem,), hexed("#7A5B45"), 0.22))
    for index, frond in enumerate(fronds):
        sk.add(Piece((frond,), lighter(leaf, 0.05 * (index % 3) - 0.05), 0.14))
    crown = stem[len(stem) // 2]
    sk.dots(
        [(crown[0] - 0.02, crown[1] - 0.04), (crown[0] + 0.03, crown[1] - 0.045), (crown[0] + 0.005, crown[1] - 0.07)],
        0.026,
        mix(hexed("#7A5B45"), hexed("#3F2A20"), 0.5),
    )


FIGURES = {"pine": pine, "broad": broad, "bare": bare, "birch": birch, "palm": palm}
