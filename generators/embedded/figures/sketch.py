"""How a figure is described: pieces of coloured paper in a small world one unit high, feet at nought, facing right."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from generators.embedded.brushes.canvas import FROM_LEFT, Canvas, Corners, Paint, plain, shaded
from generators.embedded.brushes.colour import RGB, hexed, mix
from generators.embedded.brushes.curves import Points, closed, knots, opened, oval, ribbon, through, turned
from generators.embedded.brushes.dice import Dice
from generators.embedded.brushes.lights import Light


@dataclass(frozen=True, slots=True)
class Piece:
    """One or more outlines that share a colour; `small` marks never get an edge or a shadow."""

    outlines: tuple[Points, ...]
    colour: RGB
    shade: float = 0.12
    small: bool = False
    alpha: float = 1.0
    glow: bool = False
    lit: bool = False


class Sketch:
    """Collects the pieces of one figure; `main` is the colour the words asked for, if they did."""

    winter = False
    season = ""
    pose = ""

    def __init__(self, dice: Dice, main: RGB | None = None, accent: RGB = (214, 84, 58)) -> None:
        self.dice = dice
        self.main = main
        self.accent = accent
        self.pieces: list[Piece] = []

    def coat(self, *usual: str) -> RGB:
        """The asked-for colour, or one of the usual ones."""
        return self.main or hexed(self.dice.pick(usual))

    def add(self, piece: Piece) -> None:
        self.pieces.append(piece)

    def blob(self, path: str, colour: RGB, shade: float = 0.12, small: bool = False) -> None:
        self.add(Piece((closed(path),), colour, shade, small))

    def shape(
        self,
        points: Sequence[Sequence[float]] | Points,
        colour: RGB,
        shade: float = 0.12,
        small: bool = False,
    ) -> None:
        self.add(Piece((np.array(points, dtype=float),), colour, shade, small))

    def stroke(self, path: str, widths: tuple[float, ...], colour: RGB, shade: float = 0.10) -> None:
        """A tapering stroke along a written line; thin ones count as small."""
        self.add(Piece((ribbon(opened(path), widths),), colour, shade, max(widths) < 0.05))

    def tip(self, path: str, widths: tuple[float, ...], part: float, colour: RGB) -> None:
        """The last `part` of a stroke in another colour, its beginning cut to a soft point."""
        spine = opened(path)
        at = np.linspace(0, 1, len(spine))
        whole = np.interp(at, np.linspace(0, 1, len(widths)), widths)
        start = int(len(spine) * (1 - part))
        grown = whole[start:] * np.minimum(1, np.linspace(0.15, 2.2, len(spine) - start))
        self.add(Piece((ribbon(spine[start:], tuple(grown)),), colour, 0.06, True))

    def pane(self, points: Sequence[Sequence[float]] | Points, colour: RGB) -> None:
        """A lit window: by night it keeps its colour."""
        self.add(Piece((np.array(points, dtype=float),), colour, 0, True, lit=True))

    def oval(self, x: float, y: float, rx: float, ry: float, colour: RGB, tilt: float = 0.0) -> None:
        self.add(Piece((oval(x, y, rx, ry, tilt),), colour, 0.12, max(rx, ry) < 0.06))

    def dots(self, places: Sequence[tuple[float, float]], radius: float, colour: RGB) -> None:
        self.add(Piece(tuple(oval(x, y, radius, radius) for x, y in places), colour, 0.0, True))

    def lines(self, paths: Sequence[str], width: float, colour: RGB) -> None:
        self.add(Piece(tuple(ribbon(opened(p), (width, width)) for p in paths), colour, 0.0, True))

    def eye(self, x: float, y: float, radius: float = 0.02, colour: RGB = (24, 20, 26)) -> None:
        self.dots([(x, y)], radius, colour)
        self.dots([(x + radius * 0.3, y + radius * 0.4)], radius * 0.32, (255, 252, 244))

    def light(self, x: float, y: float, reach: float, colour: RGB) -> None:
        """A lamp: drawn as a glow when the figure is placed."""
        self.add(Piece((oval(x, y, reach, reach),), colour, 0, True, 0.8, True))


Figure = Callable[[Sketch], None]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a figure stands: feet at `x`, `y` and one unit is `size`, all in pixels; `near` fades it into the haze."""

    x: float
    y: float
    size: float
    flip: int = 1
    tilt: float = 0.0
    near: float = 1.0

    def place(self, points: Points) -> Points:
        bent = turned(points, self.tilt)
        return bent * (self.size * self.flip, -self.size) + (self.x, self.y)

    def cast(self, points: Points, lean: float, length: float) -> Points:
        """The points laid flat on the ground as a shadow."""
        bent = turned(points, self.tilt) * (self.flip, 1)
        flat = np.stack([bent[:, 0] + bent[:, 1] * lean, -bent[:, 1] * length], axis=1)
        return flat * (self.size, -self.size) + (self.x, self.y)


def drawn(canvas: Canvas, pieces: Sequence[Piece], spot: Spot, light: Light) -> None:
    """Lays the pieces in order; the whole figure gets one edge, so that it reads as one cut shape."""
    solid = [spot.place(o) for p in pieces if not p.small for o in p.outlines]
    if solid and canvas.look.edge:
        canvas.drop(solid, 6)
        canvas.edge(solid)
    for piece in pieces:
        outlines = [spot.place(o) for o in piece.outlines]
        colour = piece.colour if piece.lit and light.hour in ("dusk", "night") else light.on(piece.colour, spot.near)
        if piece.glow:
            _lamp(canvas, outlines[0], piece.colour)
        elif piece.small:
            canvas.lay(outlines, plain(colour, piece.alpha))
        else:
            corners: Corners = FROM_LEFT
            canvas.lay(
                outlines,
                replace(
                    shaded(colour, piece.shade, corners), shadow=False, tear=0.55, edged=canvas.look.name != "cut-paper"
                ),
            )


def _lamp(canvas: Canvas, outline: Points, colour: RGB) -> None:
    x, y = outline.mean(axis=0)
    canvas.glow(float(x), float(y), float(np.ptp(outline[:, 0])) / 2, colour, 0.8)


def shadow_on_ground(
    canvas: Canvas, pieces: Sequence[Piece], spot: Spot, paint: Paint, lean: float, length: float
) -> None:
    """The figure's shadow lying away from the light."""
    solid = [spot.cast(o, lean, length) for p in pieces if not p.small for o in p.outlines]
    canvas.ghost().lay(solid, paint)


def reflected(canvas: Canvas, pieces: Sequence[Piece], spot: Spot, water: RGB, light: Light) -> None:
    """The figure upside down in still water, broken by ripples."""
    for piece in pieces:
        if piece.small:
            continue
        under = [_rippled(spot.cast(o, 0.0, 0.62), canvas.unit) for o in piece.outlines]
        colour = mix(light.on(piece.colour, spot.near), water, 0.66)
        canvas.ghost().lay(under, plain(colour, 0.8, 1.2))


def _rippled(points: Points, unit: float) -> Points:
    return points + np.stack([5 * unit * np.sin(points[:, 1] / (7 * unit)), np.zeros(len(points))], axis=1)


__all__ = ["Figure", "Piece", "Sketch", "Spot", "drawn", "knots", "reflected", "shadow_on_ground", "through"]
