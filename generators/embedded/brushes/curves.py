"""Lines drawn by hand: smooth paths, tapering strokes, torn edges, and the turns that put them in place."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from generators.embedded.brushes.dice import Dice

Points = NDArray[np.float64]


@lru_cache(maxsize=512)
def knots(text: str) -> tuple[Points, NDArray[np.bool_]]:
    """Points of a written path such as `0,0 1,0! 1,1`; an exclamation mark is a sharp corner."""
    words = text.split()
    points = [[float(n) for n in word.rstrip("!").split(",")] for word in words]
    return np.array(points), np.array([word.endswith("!") for word in words])


@lru_cache(maxsize=512)
def closed(text: str, samples: int = 12) -> Points:
    """The smooth outline through a written path."""
    return through(*knots(text), loop=True, samples=samples)


@lru_cache(maxsize=512)
def opened(text: str, samples: int = 12) -> Points:
    """The smooth line through a written path, ends left free."""
    return through(*knots(text), loop=False, samples=samples)


def through(points: Points, sharp: NDArray[np.bool_] | None = None, loop: bool = False, samples: int = 12) -> Points:
    """A Hermite spline whose speed follows the distance between knots, so that uneven knots do not bulge."""
    ahead, behind = np.roll(points, -1, axis=0), np.roll(points, 1, axis=0)
    if not loop:
        ahead[-1], behind[0] = points[-1], points[0]
    lean = ahead - behind
    lean = lean / np.maximum(np.hypot(lean[:, 0], lean[:, 1]), 1e-9)[:, None]
    if sharp is not None:
        lean = np.where(sharp[:, None], 0.0, lean)
    starts = points if loop else points[:-1]
    ends = np.roll(points, -1, axis=0) if loop else points[1:]
    leaving = lean if loop else lean[:-1]
    arriving = np.roll(lean, -1, axis=0) if loop else lean[1:]
    reach = np.hypot(*(ends - starts).T)[:, None]
    t = np.linspace(0, 1, samples, endpoint=False)
    basis = np.stack([2 * t**3 - 3 * t**2 + 1, t**3 - 2 * t**2 + t, -2 * t**3 + 3 * t**2, t**3 - t**2])
    controls = np.stack([starts, leaving * reach, ends, arriving * reach])
    curve = np.einsum("ks,knd->nsd", basis, controls).reshape(-1, 2)
    return curve if loop else np.vstack([curve, points[-1:]])


def normals(line: Points) -> Points:
    along = np.gradient(line, axis=0)
    length = np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-9)[:, None]
    return np.stack([-along[:, 1], along[:, 0]], axis=1) / length


def ribbon(spine: Points, widths: tuple[float, ...]) -> Points:
    """The outline of a stroke along `spine` whose breadth passes through `widths`."""
    at = np.linspace(0, 1, len(spine))
    half = np.interp(at, np.linspace(0, 1, len(widths)), widths)[:, None] / 2
    side = normals(spine) * half
    return np.vstack([spine + side, (spine - side)[::-1]])


@lru_cache(maxsize=64)
def _circle(sides: int) -> Points:
    angle = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    return np.stack([np.cos(angle), np.sin(angle)], axis=1)


def oval(x: float, y: float, rx: float, ry: float, tilt: float = 0.0) -> Points:
    return placed(turned(_circle(48) * (rx, ry), tilt), x, y)


def placed(points: Points, x: float, y: float, grow: float = 1.0) -> Points:
    return np.asarray(points * grow + (x, y))


def oval_at(middle: Points, rx: float, ry: float, tilt: float = 0.0) -> Points:
    return oval(float(middle[0]), float(middle[1]), rx, ry, tilt)


def turned(points: Points, degrees: float) -> Points:
    if not degrees:
        return points
    angle = np.deg2rad(degrees)
    spin = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return np.asarray(points @ spin)


def rough(count: int, reach: int, dice: Dice) -> NDArray[np.float64]:
    """`count` numbers of about unit size that wander slowly: white noise smoothed over `reach` neighbours, twice."""
    noise = dice.rng.standard_normal(count + 2 * reach)
    kernel = np.ones(reach) / reach
    smooth = np.convolve(np.convolve(noise, kernel, "same"), kernel, "same")[reach : reach + count]
    return np.asarray(smooth * np.sqrt(reach) * 1.2)


def torn(outline: Points, depth: float, dice: Dice) -> Points:
    """`outline`, in pixels, walked in small steps and pushed in and out by up to about `depth`."""
    if depth <= 0 or len(outline) < 3:
        return outline
    ring = np.vstack([outline, outline[:1]])
    walked = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(ring, axis=0).T))])
    if walked[-1] < 8:
        return outline
    steps = int(min(4000, max(12, walked[-1] / 3.0)))
    at = np.linspace(0, walked[-1], steps, endpoint=False)
    path = np.stack([np.interp(at, walked, ring[:, 0]), np.interp(at, walked, ring[:, 1])], axis=1)
    push = 0.65 * rough(steps, 5, dice) + 0.5 * rough(steps, 2, dice)
    return path + normals(path) * (push * depth)[:, None]


def wander(count: int, knot_count: int, dice: Dice) -> NDArray[np.float64]:
    """A smooth line of heights, about -1 to 1, through `knot_count` chosen ones."""
    heights = np.stack([np.arange(knot_count + 3.0), dice.rng.uniform(-1, 1, knot_count + 3)], axis=1)
    curve = through(heights, samples=16)
    return np.interp(np.linspace(1, knot_count + 1, count), curve[:, 0], curve[:, 1])
