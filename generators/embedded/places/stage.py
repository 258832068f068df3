"""Everything the painters of sky, land and figures share while one picture is made."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from generators.embedded.brushes.canvas import Canvas
from generators.embedded.brushes.curves import rough, wander
from generators.embedded.brushes.dice import Dice
from generators.embedded.brushes.lights import Light

Ridge = NDArray[np.float64]


@dataclass(slots=True)
class Stage:
    """`horizon`, `sun_x`, `sun_y` are fractions of the sheet; the hero stands toward `side`, -1 left or 1 right."""

    canvas: Canvas
    light: Light
    dice: Dice
    horizon: float
    side: int
    winter: bool = False
    weather: str = ""
    sky: str = ""
    season: str = ""
    pose: str = ""
    backdrops: tuple[str, ...] = ()
    sun_x: float = 0.5
    sun_y: float = 0.3
    underpaint: Callable[[Canvas], None] | None = None  # of the picture that this one begins with
    floor: Ridge = field(default_factory=lambda: np.zeros(1))

    @property
    def width(self) -> int:
        return self.canvas.size[0]

    @property
    def height(self) -> int:
        return self.canvas.size[1]

    @property
    def unit(self) -> float:
        return self.canvas.unit

    def x(self, fraction: float) -> float:
        return fraction * self.width

    def y(self, fraction: float) -> float:
        return fraction * self.height

    def lean(self) -> float:
        """How far shadows slant: away from the sun, longer when it is low."""
        low = 1.0 if self.light.hour == "noon" else 1.5
        return low if self.sun_x < 0.5 else -low

    @property
    def line(self) -> float:
        """The horizon in pixels."""
        return self.horizon * self.height

    def ridge(self, base: float, swing: float, knots: int, jag: float = 0.0, dice: Dice | None = None) -> Ridge:
        """A skyline around `base` pixels: smooth to `swing` thousandths, roughened by `jag` thousandths."""
        dice = dice or self.dice
        aspect = max(1.0, self.width / self.canvas.short)
        line = base - swing * self.unit * wander(self.width, max(2, round(knots * aspect**0.5)), dice)
        if jag:
            steps = max(8, self.width // 6)
            bumps = rough(steps, 9, dice) + 0.5 * rough(steps, 3, dice)
            line = line + jag * self.unit * np.interp(np.arange(self.width), np.linspace(0, self.width, steps), bumps)
        return np.asarray(line)

    def peaks(self, swing: float, dice: Dice) -> Ridge:
        """Pointed heights up to about `swing` thousandths: straight slopes, broken and broken again."""
        heights = dice.rng.uniform(0, 1, max(4, round(5 * self.width / self.canvas.short)))
        rough_ = 0.42
        while len(heights) < 160:
            middles = (heights[:-1] + heights[1:]) / 2 + rough_ * dice.rng.uniform(-0.5, 0.5, len(heights) - 1)
            heights = np.insert(heights, np.arange(1, len(heights)), middles)
            rough_ *= 0.52
        return np.interp(np.linspace(0, 1, self.width), np.linspace(0, 1, len(heights)), heights) * swing * self.unit

    def at(self, ridge: Ridge, x: float) -> float:
        """The height of a skyline above pixel `x`."""
        return float(ridge[int(min(len(ridge) - 1, max(0, x)))])
