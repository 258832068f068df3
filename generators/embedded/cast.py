"""Where the figures stand: by thirds, by depth, and by what the words say about each other."""

from dataclasses import dataclass, replace

import numpy as np

from generators.embedded.brushes.dice import Dice
from generators.embedded.figures.sketch import Spot
from generators.embedded.places.settings import HABITS, SEATS, Setting
from generators.embedded.reading.words import Subject

BLOOMS = frozenset({"flower", "daisy", "sunflower", "poppy", "tulip", "rose"})
SMALL = BLOOMS | {
    "bird",
    "owl",
    "rabbit",
    "frog",
    "snail",
    "duck",
    "butterfly",
    "mushroom",
    "lantern",
    "book",
    "cup",
    "star",
    "heart",
    "leaf",
    "umbrella",
    "lotus",
    "kite",
}
TALL = frozenset({"broad", "pine", "bare", "birch", "palm", "house", "castle", "temple", "mosque", "lighthouse"})
FLAT = frozenset({"orange", "apple", "cup", "book", "vase", "bottle"})


@dataclass(frozen=True, slots=True)
class Frame:
    """The sheet the figures are placed on."""

    width: int
    height: int
    horizon: float
    side: int
    setting: Setting

    @property
    def short(self) -> int:
        return min(self.width, self.height)


@dataclass(frozen=True, slots=True)
class Actor:
    """One figure in its place; `carried` ones throw no shadow and leave no prints."""

    figure: str
    colour: str
    spot: Spot
    how: str
    carried: bool = False


def placed(subjects: tuple[Subject, ...], frame: Frame, dice: Dice) -> tuple[Actor, ...]:
    """All figures, farthest first."""
    found: list[Actor] = []
    for rank, subject in enumerate(subjects):
        found += _group(subject, rank, subjects, frame, dice.fork(subject.figure))
    found.sort(key=lambda a: (a.how != "air", a.spot.y))
    return tuple(_related(found, subjects))


def _how(subject: Subject, setting: Setting) -> str:
    """What carries this figure here."""
    kind = HABITS[subject.figure].kind
    if setting.kind in ("under", "air"):
        return "water" if kind == "water" and setting.kind == "air" else "swim"
    if setting.kind == "top":
        return "top"
    if kind in ("swim", "top") or (subject.relation == "above" and kind != "water"):
        return "air"
    return {"wade": "land", "table": "land"}.get(kind, kind)


def _group(subject: Subject, rank: int, subjects: tuple[Subject, ...], frame: Frame, dice: Dice) -> list[Actor]:
    """`count` figures of one kind, spread so that no two stand alike."""
    how = _how(subject, frame.setting)
    size = _size(subject, rank, subjects, frame) * dice.between(0.86, 1.10)
    if rank == 0 and subject.count == 1 and how == "land" and dice.chance(0.25):
        size *= 0.66
    offset = dice.between(0.05, 0.16) if rank == 0 else -dice.between(0.12, 0.26) * (1 if rank % 2 else -1.1)
    middle = (0.5 + frame.side * offset) * frame.width
    if how in ("air", "swim", "top"):
        return _afloat(subject, how, (middle, size), frame, dice)
    if frame.setting.kind == "table":
        return _on_table(subject, rank, (middle, size), frame, dice)
    if subject.figure in BLOOMS and rank == 0:
        return _in_bloom(subject, size, frame, dice)
    return _standing(subject, how, (middle, size, 0.10 if rank else 0.0), frame, dice)


def _size(subject: Subject, rank: int, subjects: tuple[Subject, ...], frame: Frame) -> float:
    """One unit of the figure in pixels: smaller in a crowd, and small things small beside large ones."""
    size: float = frame.short * HABITS[subject.figure].size * subject.count**-0.30
    size *= min(1.25, (max(frame.width, frame.height) / frame.short) ** 0.22)
    if subject.relation == "visitor" and frame.setting.kind in ("land", "water"):
        return size * (0.5 if subject.figure not in SMALL | {"gull"} else 0.8)
    if frame.setting.kind == "table":
        return size * (0.95 if subject.figure in FLAT else 0.9)
    if rank and subject.figure in SMALL:
        return size * 0.55
    if rank and subject.figure in TALL and subjects[0].figure not in TALL:
        return size * 1.05
    return size * (0.82 if rank else 1.0)


def _standing(subject: Subject, how: str, where: tuple[float, float, float], frame: Frame, dice: Dice) -> list[Actor]:
    """In a loose row, each a little nearer or farther than its neighbour."""
    middle, size, back = where
    low, high = frame.setting.stand
    stand = dice.between(low, high) - back * (1 - frame.horizon) * 2.2
    if frame.setting.kind == "water" and how == "land":
        stand, size = frame.horizon + 0.012, size * 0.55
    elif subject.figure in TALL and back == 0:
        stand -= (high - frame.horizon) * 0.25
    count = subject.count
    gap = min(1.2 * size, 0.86 * frame.width / count)
    centre = middle if count < 3 else frame.width * (0.5 + 0.04 * frame.side)
    found = []
    for index in range(count):
        x = centre + (index - (count - 1) / 2) * gap + dice.about(0, gap * 0.12)
        down = stand if count == 1 else stand + (0.5 - (index * 0.618) % 1) * 0.14
        near = 0.62 + 0.38 * (down - frame.horizon) / max(0.05, stand - frame.horizon)
        flip = -frame.side if dice.chance(0.75) else frame.side
        tall = size * min(1.12, max(0.5, near)) * dice.between(0.93, 1.07)
        lean = dice.about(0, 3) if how == "water" and subject.figure not in TALL else 0.0
        spot = Spot(x, min(0.97, down) * frame.height, tall, flip, lean)
        found.append(Actor(subject.figure, subject.colour, spot, how))
    return found


def _on_table(subject: Subject, rank: int, where: tuple[float, float], frame: Frame, dice: Dice) -> list[Actor]:
    """Tall things at the back of the board, fruit in front and touching."""
    middle, size = where
    fruit = subject.figure in ("orange", "apple")
    low, high = frame.setting.stand
    y = (dice.between(low, high) - 0.012 * rank + (0.035 if fruit else 0)) * frame.height
    if rank == 2 and not fruit:
        middle = frame.width * (0.5 - frame.side * dice.between(0.15, 0.22))
    if rank and fruit:
        middle = frame.width * (0.5 + frame.side * dice.between(-0.10, 0.0))
    gap = size * (0.80 if fruit else 1.05)
    found = []
    for index in range(subject.count):
        x = middle + (index - (subject.count - 1) / 2) * gap + dice.about(0, gap * 0.08)
        shift = (0.016 * (index % 2) + dice.about(0, 0.004)) * frame.height
        found.append(
            Actor(
                subject.figure, subject.colour, Spot(x, y + shift, size * dice.between(0.92, 1.08), dice.side()), "land"
            )
        )
    return found


def _in_bloom(subject: Subject, size: float, frame: Frame, dice: Dice) -> list[Actor]:
    """Flowers rise from below the edge of the sheet, a few close, and more of them small behind."""
    count, found = subject.count, []
    size *= 1.35
    far = 0 if count < 3 else dice.whole(7, 12)
    for index in range(far):
        x = frame.width * (index + 0.5 + dice.about(0, 0.4)) / far
        down = frame.horizon + (1 - frame.horizon) * dice.between(0.45, 0.8)
        found.append(
            Actor(
                subject.figure,
                subject.colour,
                Spot(x, down * frame.height, size * 0.34 * down, dice.side(), dice.about(0, 5)),
                "rooted",
            )
        )
    gap = min(0.62 * size, 0.86 * frame.width / count)
    for index in range(count):
        x = frame.width * (0.5 + 0.03 * frame.side) + (index - (count - 1) / 2) * gap + dice.about(0, gap * 0.16)
        tall = size * dice.between(0.82, 1.12)
        found.append(
            Actor(
                subject.figure,
                subject.colour,
                Spot(x, frame.height * dice.between(0.99, 1.05), tall, dice.side(), dice.about(0, 6)),
                "rooted",
            )
        )
    return found


def _afloat(subject: Subject, how: str, where: tuple[float, float], frame: Frame, dice: Dice) -> list[Actor]:
    """In air or water nobody stands in line: each takes the emptiest of a few places."""
    middle, size = where
    top, low = (0.13, max(0.36, frame.horizon - 0.14)) if how == "air" else (0.18, 0.82)
    found: list[Actor] = []
    taken: list[tuple[float, float]] = []
    for index in range(subject.count):
        options = [(dice.between(0.14, 0.86) * frame.width, dice.between(top, low) * frame.height) for _ in range(9)]
        if index == 0:
            options = [(middle, (top + (low - top) * dice.between(0.35, 0.7)) * frame.height)]
        x, y = max(options, key=lambda o: min((np.hypot(o[0] - px, o[1] - py) for px, py in taken), default=1.0))
        taken.append((x, y))
        grown = size * (1.0 if index == 0 else dice.between(0.55, 0.95))
        swims = how == "top" and subject.figure in ("koi", "fish")
        tilt = dice.between(0, 360) if swims else dice.about(0, 9)
        flip = 1 if swims else (-frame.side if dice.chance(0.7) else frame.side)
        found.append(Actor(subject.figure, subject.colour, _about(x, y, grown, flip, tilt), how))
    return found


def _about(x: float, y: float, size: float, flip: int, tilt: float) -> Spot:
    """A spot whose figure has its middle, not its feet, at `x`, `y`."""
    middle = Spot(0, 0, size, flip, tilt).place(np.array([[0.0, 0.5]]))[0]
    return Spot(x - float(middle[0]), y - float(middle[1]), size, flip, tilt)


def _related(actors: list[Actor], subjects: tuple[Subject, ...]) -> list[Actor]:
    """Somebody *on* or *in* something takes its seat; somebody *under* something stands below it."""
    if len(subjects) < 2:
        return actors
    first, second = subjects[0], subjects[1]
    hosts = [a for a in actors if a.figure == second.figure]
    if second.figure == "umbrella" and first.figure not in TALL:
        return [*_sheltered(actors, first, hosts[0]), *hosts[1:]]
    if first.relation == "under" and hosts[0].how == "land":
        gathered = [_below(a, hosts[0], subjects) for a in actors if a.figure == first.figure]
        return [a for a in actors if a.figure != first.figure] + gathered
    if first.relation in ("on", "in") and second.figure in SEATS and first.figure not in TALL:
        return _riding(actors, first, hosts[0])
    return actors


def _sheltered(actors: list[Actor], first: Subject, umbrella: Actor) -> list[Actor]:
    """Everybody close under one umbrella."""
    over = replace(umbrella, spot=replace(umbrella.spot, size=umbrella.spot.size * 1.3, tilt=0.0), how="rooted")
    found = []
    guests = [a for a in actors if a.figure == first.figure]
    for index, guest in enumerate(guests):
        size = over.spot.size * (0.58 if guest.figure in ("person", "child") else 0.52)
        x = over.spot.x + (index - (len(guests) - 1) / 2 - 0.12 * over.spot.flip) * size * 0.6
        found.append(replace(guest, spot=replace(guest.spot, x=x, y=over.spot.y, size=size)))
    others = [a for a in actors if a.figure not in (first.figure, "umbrella")]
    return [*others, *found, over]


def _riding(actors: list[Actor], first: Subject, host: Actor) -> list[Actor]:
    """Passengers of a boat sit behind its side, riders on top of their mount."""
    grown = replace(
        host, spot=replace(host.spot, size=host.spot.size * (1.25 if HABITS[host.figure].size < 0.45 else 1.0))
    )
    riders = [a for a in actors if a.figure == first.figure]
    seated = [_seated(a, grown, index - (len(riders) - 1) / 2) for index, a in enumerate(riders)]
    rest = [a for a in actors if a is not host and a.figure != first.figure]
    return [*rest, *seated, grown] if host.how == "water" else [*rest, grown, *seated]


def _seated(rider: Actor, host: Actor, offset: float) -> Actor:
    size = min(rider.spot.size * (0.6 if rider.figure in SMALL else 0.95), host.spot.size * 0.60)
    stern = -0.36 * host.spot.size * host.spot.flip if host.how == "water" and host.figure != "whale" else 0.0
    x = host.spot.x + stern + offset * size * 0.9
    y = host.spot.y - SEATS[host.figure] * host.spot.size
    return replace(rider, spot=Spot(x, y, size, host.spot.flip, 0.0, host.spot.near), how=host.how, carried=True)


def _below(actor: Actor, host: Actor, subjects: tuple[Subject, ...]) -> Actor:
    """At the foot of a tree, or under an umbrella's edge."""
    crowd = 0.10 if subjects[0].count == 1 else 0.75
    x = host.spot.x + (actor.spot.x - host.spot.x) * crowd + host.spot.size * 0.20 * host.spot.flip
    y = host.spot.y + (0.04 + 0.05 * (subjects[0].count > 1)) * host.spot.size + (actor.spot.y - host.spot.y) * 0.2
    return replace(actor, spot=replace(actor.spot, x=x, y=y, size=actor.spot.size * 0.8))
