"""Drawing the figures with what ties them to the ground: shadow, reflection, prints in the snow."""

from dataclasses import replace

import numpy as np

from generators.embedded.brushes.canvas import Paint, plain
from generators.embedded.brushes.colour import mix
from generators.embedded.brushes.curves import oval, ribbon, through
from generators.embedded.brushes.dice import Dice
from generators.embedded.brushes.lights import HUES
from generators.embedded.cast import Actor
from generators.embedded.figures import FIGURES
from generators.embedded.figures.sketch import Piece, Sketch, Spot, drawn, reflected, shadow_on_ground
from generators.embedded.places.settings import HABITS, SEATS
from generators.embedded.places.stage import Stage

_ROOTED = """house hut castle pine broad bare birch palm tent temple mosque
snowman lighthouse cactus mushroom"""
ROOTED = frozenset(_ROOTED.split())


def perform(stage: Stage, actors: tuple[Actor, ...]) -> None:
    """Draws everybody with shadow, reflection and footprints as the ground demands."""
    tethers(stage, actors)
    cast = [(actor, sketched(stage, actor, stage.dice.fork(f"actor{i}"))) for i, actor in enumerate(actors)]
    company = [pair for pair in cast if _together(pair[0], actors)]
    shift = push(stage, [(pieces, actor.spot) for actor, pieces in company]) if company else 0.0
    for actor, pieces in cast:
        away = shift if (actor, pieces) in company else 0.0
        if not company and actor.how not in ("rooted", "top"):
            away = push(stage, [(pieces, actor.spot)])
        moved = replace(actor, spot=replace(actor.spot, x=actor.spot.x + away))
        _grounded(stage, moved, pieces)
        drawn(stage.canvas, pieces, moved.spot, stage.light)


def _together(actor: Actor, actors: tuple[Actor, ...]) -> bool:
    """Riders and what they ride move as one."""
    riders = [a for a in actors if a.carried]
    return actor.carried or any(
        actor.figure in SEATS and abs(actor.spot.x - r.spot.x) < actor.spot.size for r in riders
    )


def tethers(stage: Stage, actors: tuple[Actor, ...]) -> None:
    """A kite and somebody to hold it belong together by a string."""
    kites = [a.spot for a in actors if a.figure == "kite"]
    holders = [a.spot for a in actors if a.figure in ("child", "person", "cat", "fox", "robot", "bear", "rabbit")]
    strings = []
    for kite, holder in zip(kites, holders * len(kites), strict=False):
        hand = np.array([holder.x + holder.flip * 0.36 * holder.size, holder.y - 0.66 * holder.size])
        tail = kite.place(np.array([[0.02, 0.62]]))[0]
        sag = (hand + tail) / 2 + np.array([0.0, 0.10 * abs(tail[0] - hand[0]) + 12 * stage.unit])
        thin = 1.5 * stage.unit
        strings.append(ribbon(through(np.stack([hand, sag, tail])), (thin, thin)))
    stage.canvas.ghost().lay(strings, plain(stage.light.ink, 0.8))


def push(stage: Stage, figures: list[tuple[list[Piece], Spot]]) -> float:
    """How far to move sideways so that no tail is cut off by the edge of the sheet, if there is room."""
    xs = np.concatenate([s.place(o)[:, 0] for pieces, s in figures for p in pieces if not p.glow for o in p.outlines])
    room = 0.035 * stage.width
    if np.ptp(xs) > stage.width - 2 * room:
        return 0.0
    return max(0.0, room - float(xs.min())) - max(0.0, float(xs.max()) - stage.width + room)


def sketched(stage: Stage, actor: Actor, dice: Dice) -> list[Piece]:
    sketch = Sketch(dice, HUES.get(actor.colour), stage.light.accent)
    sketch.winter, sketch.season, sketch.pose = stage.winter, stage.season, stage.pose
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
