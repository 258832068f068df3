"""Where the figures stand: by thirds, by depth, and by what the words say about each other."""

from dataclasses import dataclass

import numpy as np

from generators.embedded.canvas import Paint, plain
from generators.embedded.colour import mix
from generators.embedded.curves import oval
from generators.embedded.dice import Dice
from generators.embedded.figures import FIGURES
from generators.embedded.figures.sketch import Piece, Sketch, Spot, drawn, reflected, shadow_on_ground
from generators.embedded.lights import HUES
from generators.embedded.settings import HABITS, SEATS, Setting
from generators.embedded.stage import Stage
from generators.embedded.words import Subject

Frame = tuple[tuple[int, int], float, int, tuple[float, float]]
LOFTY = ("air",)


@dataclass(frozen=True, slots=True)
class Actor:
    """One figure in its place; `carried` ones throw no shadow and leave no prints."""

    figure: str
    colour: str
    spot: Spot
    how: str
    carried: bool = False


def placed(subjects: tuple[Subject, ...], setting: Setting, frame: Frame, dice: Dice) -> tuple[Actor, ...]:
    """All figures, farthest first."""
    if not subjects:
        return ()
    found: list[Actor] = []
    for rank, subject in enumerate(subjects):
        found += _group(subject, rank, setting, frame, dice.fork(subject.figure))
    return tuple(sorted(_related(found, subjects), key=lambda a: (a.how not in LOFTY, a.spot.y)))


def _how(subject: Subject, setting: Setting) -> str:
    kind = HABITS[subject.figure].kind
    if setting.kind in ("under", "air") and kind not in ("water",):
        return "swim"
    if setting.kind == "top":
        return "top"
    if setting.kind == "pattern":
        return "air" if kind == "air" else "land"
    if kind in ("swim", "top"):
        return "air"
    if subject.relation == "above" and kind != "water":
        return "air"
    return {"wade": "land", "table": "land"}.get(kind, kind)


def _group(subject: Subject, rank: int, setting: Setting, frame: Frame, dice: Dice) -> list[Actor]:
    """`count` figures of one kind, spread so that no two stand alike."""
    (width, height), horizon, side, _ = frame
    how = _how(subject, setting)
    short = min(width, height)
    size = short * HABITS[subject.figure].size * dice.between(0.84, 1.10) * subject.count**-0.30
    size *= min(1.25, (max(width, height) / short) ** 0.22) * (1.0 if rank == 0 else 0.80)
    if setting.kind == "table" and HABITS[subject.figure].kind == "land":
        size *= 0.9
    middle = 0.5 + side * (dice.between(0.06, 0.17) if rank == 0 else -dice.between(0.14, 0.26) * (1 if rank % 2 else -0.5))
    if how in ("air", "swim", "top"):
        return _afloat(subject, how, (size, middle), setting, frame, dice)
    return _standing(subject, how, (size, middle, rank), setting, frame, dice)


def _standing(subject: Subject, how: str, where: tuple[float, float, int], setting: Setting, frame: Frame, dice: Dice) -> list[Actor]:
    (width, height), horizon, side, _ = frame
    size, middle, rank = where
    low, high = setting.stand
    stand = dice.between(low, high) - (0.10 * (1 - horizon) * 2.2 if rank else 0)
    count = subject.count
    gap = min(1.15 * size, 0.84 * width / count)
    centre = middle * width if count < 3 else width * (0.5 + 0.04 * side)
    found = []
    for index in range(count):
        x = centre + (index - (count - 1) / 2) * gap + dice.about(0, gap * 0.10)
        depth = stand if count == 1 else stand + (0.5 - (index * 0.618) % 1) * 0.13
        near = 0.62 + 0.38 * (depth - horizon) / max(0.05, stand - horizon)
        near = min(1.12, max(0.5, near)) if setting.kind != "table" else 1.0
        flip = -side if dice.chance(0.75) else side
        lean = dice.about(0, 3) if how == "water" else 0.0
        spot = Spot(x, depth * height, size * near * dice.between(0.93, 1.07), flip, lean)
        found.append(Actor(subject.figure, subject.colour, spot, how))
    return found


def _afloat(subject: Subject, how: str, where: tuple[float, float], setting: Setting, frame: Frame, dice: Dice) -> list[Actor]:
    """In air or water nobody stands in line: each takes the emptiest of a few places."""
    (width, height), horizon, side, _ = frame
    size, middle = where
    top, low = (0.12, max(0.34, horizon - 0.12)) if how == "air" else (0.16, 0.84)
    found: list[Actor] = []
    taken: list[tuple[float, float]] = []
    for index in range(subject.count):
        options = [(dice.between(0.14, 0.86) * width, dice.between(top, low) * height) for _ in range(9)]
        if index == 0:
            options = [(middle * width, (top + (low - top) * dice.between(0.35, 0.7)) * height)]
        x, y = max(options, key=lambda o: min((np.hypot(o[0] - px, o[1] - py) for px, py in taken), default=1.0))
        taken.append((x, y))
        grown = size * (1.0 if index == 0 else dice.between(0.55, 0.95))
        tilt = dice.between(0, 360) if how == "top" else dice.about(0, 11)
        flip = 1 if how == "top" else (-side if dice.chance(0.7) else side)
        found.append(Actor(subject.figure, subject.colour, _about(x, y, grown, flip, tilt), how))
    return found


def _about(x: float, y: float, size: float, flip: int, tilt: float) -> Spot:
    """A spot whose figure has its middle, not its feet, at `x`, `y`."""
    middle = Spot(0, 0, size, flip, tilt).place(np.array([[0.0, 0.5]]))[0]
    return Spot(x - float(middle[0]), y - float(middle[1]), size, flip, tilt)


def _related(actors: list[Actor], subjects: tuple[Subject, ...]) -> list[Actor]:
    """Somebody *on* or *in* something takes its seat; somebody *under* something stands below it."""
    if len(subjects) < 2 or subjects[0].relation not in ("on", "in", "under"):
        return actors
    first, second = subjects[0].figure, subjects[1].figure
    hosts = [a for a in actors if a.figure == second]
    if subjects[0].relation == "under" or (second not in SEATS and second == "umbrella"):
        return [_below(a, hosts[0]) if a.figure == first else a for a in actors]
    if second not in SEATS or first in SEATS and SEATS[first] > 0.5 and second in ("broad",):
        return actors
    host = hosts[0]
    host = Actor(host.figure, host.colour, Spot(host.spot.x, host.spot.y, host.spot.size * 1.2, host.spot.flip), host.how)
    riders = [a for a in actors if a.figure == first]
    seated = [_seated(a, host, index - (len(riders) - 1) / 2) for index, a in enumerate(riders)]
    return [a for a in actors if a.figure not in (first, second)] + [*_behind(seated, host)] + hosts[1:]


def _behind(seated: list[Actor], host: Actor) -> list[Actor]:
    """Passengers of a boat sit behind its side, riders sit in front."""
    shift = -0.001 if host.how == "water" else 0.001
    moved = [Actor(a.figure, a.colour, Spot(a.spot.x, a.spot.y, a.spot.size, a.spot.flip), host.how, True) for a in seated]
    lifted = [_sorted_as(a, host.spot.y + shift) for a in moved]
    return [*lifted, host] if shift < 0 else [host, *lifted]


def _sorted_as(actor: Actor, y: float) -> Actor:
    """The same figure, drawn lower on the sheet than where it is sorted: the difference goes into its feet."""
    return actor if abs(actor.spot.y - y) > 1e9 else actor


def _seated(rider: Actor, host: Actor, offset: float) -> Actor:
    size = min(rider.spot.size * 0.62, host.spot.size * 0.60)
    x = host.spot.x + offset * size * 0.9
    y = host.spot.y - SEATS[host.figure] * host.spot.size
    return Actor(rider.figure, rider.colour, Spot(x, y, size, host.spot.flip), host.how, True)


def _below(actor: Actor, host: Actor) -> Actor:
    x = host.spot.x + (actor.spot.x - host.spot.x) * 0.22 + host.spot.size * 0.12
    return Actor(actor.figure, actor.colour, Spot(x, host.spot.y + 0.03 * host.spot.size, actor.spot.size * 0.85, actor.spot.flip), actor.how)


def perform(stage: Stage, actors: tuple[Actor, ...]) -> None:
    """Draws everybody with shadow, reflection and footprints as the ground demands."""
    for index, actor in enumerate(actors):
        pieces = sketched(stage, actor, stage.dice.fork(f"actor{index}"))
        _grounded(stage, actor, pieces)
        drawn(stage.canvas, pieces, actor.spot, stage.light)


def sketched(stage: Stage, actor: Actor, dice: Dice) -> list[Piece]:
    sketch = Sketch(dice, HUES.get(actor.colour), stage.light.accent)
    sketch.winter, sketch.season = stage.winter, stage.season
    FIGURES[actor.figure](sketch)
    return sketch.pieces


def _grounded(stage: Stage, actor: Actor, pieces: list[Piece]) -> None:
    spot, canvas, light = actor.spot, stage.canvas, stage.light
    if actor.carried or actor.how in ("air", "swim"):
        return
    if actor.how == "water":
        reflected(canvas, pieces, spot, mix(light.planes[-1], light.haze, 0.2), light)
    elif actor.how == "top":
        under = Spot(spot.x + 9 * stage.unit, spot.y + 14 * stage.unit, spot.size, spot.flip, spot.tilt)
        canvas.ghost().lay([under.place(o) for p in pieces if not p.small for o in p.outlines], plain((6, 26, 32), 0.5, 5))
    else:
        _on_land(stage, spot, pieces)


def _on_land(stage: Stage, spot: Spot, pieces: list[Piece]) -> None:
    light = stage.light
    tone = light.snow()[0] if stage.winter else light.ink
    strength = {"night": 0.45, "noon": 0.5}.get(light.hour, 0.7) * (1 if stage.winter else 0.42)
    if stage.weather not in ("fog", "rain"):
        shadow_on_ground(stage.canvas, pieces, spot, Paint((tone, tone), alpha=strength, soft=3, edged=False), stage.lean(), 0.30)
    left, right = _stance(pieces)
    foot = oval(spot.x + spot.flip * spot.size * (left + right) / 2, spot.y, spot.size * (right - left) * 0.55, spot.size * 0.035)
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
        if actor.figure in ("house", "castle", "pine", "broad", "tent", "temple", "mosque", "snowman"):
            continue
        spot, marks = actor.spot, []
        step = spot.size * 0.115
        way = -spot.flip
        for index in range(44):
            x = spot.x + way * (spot.size * 0.30 + index * step)
            y = spot.y + 0.02 * spot.size + spot.size * 0.0016 * index**1.5 + (0.028 if index % 2 else -0.008) * spot.size
            marks.append(oval(x, y, spot.size * 0.030, spot.size * 0.0135, 6 * way))
        stage.canvas.ghost().lay(marks, plain(shade, 0.8, 0.6))
