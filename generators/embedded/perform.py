"""Drawing the figures with what ties them to the ground: shadow, reflection, prints in the snow."""

from dataclasses import replace

import numpy as np

from generators.embedded.brushes.canvas import Paint, plain
from generators.embedded.brushes.colour import mix
from generators.embedded.brushes.curves import oval
from generators.embedded.brushes.dice import Dice
from generators.embedded.brushes.lights import HUES
from generators.embedded.cast import Actor
from generators.embedded.figures import FIGURES
from generators.embedded.figures.sketch import Piece, Sketch, Spot, drawn, reflected, shadow_on_ground
from generators.embedded.places.settings import HABITS
from generators.embedded.places.stage import Stage

_ROOTED = """house hut castle pine broad bare birch palm tent temple mosque
snowman lighthouse cactus mushroom"""
ROOTED = frozenset(_ROOTED.split())


def perform(stage: Stage, actors: tuple[Actor, ...]) -> None:
    """Draws everybody with shadow, reflection and footprints as the ground demands."""
    seated = any(actor.carried for actor in actors)
    for index, actor in enumerate(actors):
        pieces = sketched(stage, actor, stage.dice.fork(f"actor{index}"))
        if not seated and actor.how in ("land", "water", "swim"):
            actor = replace(actor, spot=inside(stage, pieces, actor.spot))
        _grounded(stage, actor, pieces)
        drawn(stage.canvas, pieces, actor.spot, stage.light)


def inside(stage: Stage, pieces: list[Piece], spot: Spot) -> Spot:
    """The spot moved sideways so that no tail is cut off by the edge of the sheet, if there is room."""
    xs = np.concatenate([spot.place(o)[:, 0] for p in pieces if not p.glow for o in p.outlines])
    room = 0.035 * stage.width
    if np.ptp(xs) > stage.width - 2 * room:
        return spot
    push = max(0.0, room - float(xs.min())) - max(0.0, float(xs.max()) - stage.width + room)
    return replace(spot, x=spot.x + push)


def sketched(stage: Stage, actor: Actor, dice: Dice) -> list[Piece]:
    sketch = Sketch(dice, HUES.get(actor.colour), stage.light.accent)
    sketch.winter, sketch.season = stage.winter, stage.season
    FIGURES[actor.figure](sketch)
    return sketch.pieces


def _grounded(stage: Stage, actor: Actor, pieces: list[Piece]) -> None:
    spot, canvas, light = actor.spot, stage.canvas, stage.light
    if actor.carried or actor.how in ("air", "swim", "rooted"):
        return
    if actor.how == "water":
        reflected(canvas, pieces, spot, mix(light.planes[-1], light.haze, 0.2), light)
    elif actor.how == "top":
        under = Spot(spot.x + 9 * stage.unit, spot.y + 14 * stage.unit, spot.size, spot.flip, spot.tilt)
        canvas.ghost().lay(
            [under.place(o) for p in pieces if not p.small for o in p.outlines], plain((6, 26, 32), 0.5, 5)
        )
    else:
        _on_land(stage, spot, pieces)


def _on_land(stage: Stage, spot: Spot, pieces: list[Piece]) -> None:
    light = stage.light
    tone = light.snow()[0] if stage.winter else light.ink
    strength = {"night": 0.45, "noon": 0.5}.get(light.hour, 0.7) * (1 if stage.winter else 0.42)
    if stage.weather not in ("fog", "rain"):
        shadow_on_ground(
            stage.canvas, pieces, spot, Paint((tone, tone), alpha=strength, soft=3, edged=False), stage.lean(), 0.30
        )
    left, right = _stance(pieces)
    foot = oval(
        spot.x + spot.flip * spot.size * (left + right) / 2,
        spot.y,
        spot.size * (right - left) * 0.55,
        spot.size * 0.035,
    )
    stage.canvas.ghost().lay([foot], plain(tone if stage.winter else light.ink, 0.45, 3.5))


def _stance(pieces: list[Piece]) -> tuple[float, float]:
    """From which x to which the figure touches the ground."""
    low = [o[o[:, 1] < 0.06] for p in pieces for o in p.outlines]
    xs = np.concatenate([o[:, 0] for o in low if len(o)] or [np.array([-0.2, 0.2])])
    return float(xs.min()), float(xs.max())


def footprints(stage: Stage, actors: tuple[Actor, ...]) -> None:
    """In snow, whoever came walking left a trail that begins at the edge of the sheet."""
    walkers = [a for a in actors if a.how == "land" and not a.carried and HABITS[a.figure].size < 0.55]
    shade = stage.light.snow()[0]
    for actor in walkers[:3]:
        if actor.figure in ROOTED:
            continue
        spot, marks = actor.spot, []
        step = spot.size * 0.115
        way = -spot.flip
        for index in range(44):
            x = spot.x + way * (spot.size * 0.30 + index * step)
            y = (
                spot.y
                + 0.02 * spot.size
                + spot.size * 0.0016 * index**1.5
                + (0.028 if index % 2 else -0.008) * spot.size
            )
            marks.append(oval(x, y, spot.size * 0.030, spot.size * 0.0135, 6 * way))
        stage.canvas.ghost().lay(marks, plain(shade, 0.8, 0.6))
