"""Deciding what the picture will be before a brush is wet: place, hour, light, and who stands where."""

from dataclasses import dataclass, replace

from generators.embedded.brushes.dice import Dice
from generators.embedded.brushes.lights import Light, light_for
from generators.embedded.cast import Actor, Frame, placed
from generators.embedded.places.settings import BACKDROPS, HABITS, SETTINGS, Setting
from generators.embedded.reading.words import Reading, Subject

UNASKED = (
    "ridges",
    "waves",
    "sea",
    "terraces",
    "dunes",
    "meadow",
    "forest",
    "rings",
    "circles",
    "leaves",
    "table",
    "volcano",
    "stilts",
    "beach",
    "kawung",
)
COVERED = {"volcano": ("meadow", "sea", "meadow", "terraces"), "snow": ("meadow", "meadow", "forest", "ridges")}
UNCOUNTED = {
    "koi": 3,
    "fish": 4,
    "gull": 5,
    "jellyfish": 2,
    "butterfly": 2,
    "orange": 3,
    "apple": 2,
    "flower": 5,
    "daisy": 5,
    "sunflower": 3,
    "poppy": 5,
    "tulip": 5,
    "mushroom": 3,
    "kite": 2,
}
COMPANY = {
    "vase": (("bottle", 1), ("orange", 3)),
    "cup": (("book", 1), ("orange", 1)),
    "bottle": (("apple", 2), ("vase", 1)),
    "apple": (("bottle", 1),),
    "orange": (("bottle", 1), ("cup", 1)),
    "book": (("cup", 1),),
    "cat": (("cup", 1), ("book", 1)),
}
VISITORS = {
    "forest": ("person", "deer", "person", "fox"),
    "bamboo": ("panda", "person"),
    "terraces": ("hut", "crane", "buffalo", "person"),
    "sea": ("paper boat", "sailboat", "gull", "jukung"),
    "lake": ("paper boat", "duck", "sailboat"),
    "waves": ("gull", "gull", "sailboat"),
    "meadow": ("broad", "house", "horse", "deer", "kite"),
    "bare meadow": ("broad", "poppy", "kite"),
    "ridges": ("gull", "balloon", "gull"),
    "dunes": ("camel", "person"),
    "beach": ("umbrella", "child", "gull"),
    "bank": ("deer", "crane", "person"),
    "village": ("gull", "kite"),
    "stilts": ("jukung",),
    "city": ("gull", "cat", "balloon"),
    "table": ("vase", "cup"),
    "pond": ("koi", "koi", "lotus"),
    "under": ("whale", "fish", "turtle", "jellyfish"),
    "space": ("astronaut", "rocket"),
}
SHORES = {"sea": "beach", "waves": "beach", "stilts": "beach", "lake": "bank"}
FARAWAY = ("village", "city", "forest", "ridges", "volcano")  # nearest first


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything decided; painting it needs no further thought."""

    name: str
    setting: Setting
    backdrops: tuple[str, ...]
    light: Light
    weather: str
    winter: bool
    season: str
    pose: str
    sky: tuple[str, ...]
    horizon: float
    side: int
    sun: tuple[float, float]
    actors: tuple[Actor, ...]


def compose(reading: Reading, size: tuple[int, int], dice: Dice) -> Scene:
    """One considered arrangement of what was read; what was not said is thrown by the dice."""
    asked = _asked(reading, dice.fork("asked"))
    name = _ground(reading, asked, dice.fork("place"))
    setting = SETTINGS[name]
    winter = reading.winter or (not reading.season and _hero_of_winter(reading, name))
    hour = reading.hour or _hour(reading, name, winter, dice.fork("hour"))
    weather = reading.weather if reading.weather != "snowfall" else ""
    side = dice.fork("side").side()
    horizon = dice.fork("horizon").between(*setting.horizon)
    if winter and name == "meadow":
        horizon = dice.fork("horizon").between(0.52, 0.62)
    if name == "ridges" and set(reading.sky) & {"moon", "crescent", "stars", "aurora", "rainbow"}:
        horizon = dice.fork("horizon").between(0.76, 0.86)
    sun = _sun(side, horizon, hour, dice.fork("sun"))
    return Scene(
        name=name,
        setting=setting,
        backdrops=_backdrops(reading, name, asked, dice.fork("behind")),
        light=light_for(hour, weather, reading.tones, dice.fork("light")),
        weather=weather,
        winter=winter,
        season=reading.season,
        pose=reading.pose,
        sky=reading.sky,
        horizon=horizon,
        side=side,
        sun=sun,
        actors=placed(
            _subjects(reading, name, dice.fork("visitor")), Frame(*size, horizon, side, setting), dice.fork("cast")
        ),
    )


def _hero_of_winter(reading: Reading, name: str) -> bool:
    """Snowmen and penguins bring their own weather."""
    figures = {s.figure for s in reading.subjects}
    return bool(figures & {"snowman", "penguin"}) and name in ("meadow", "forest", "ridges")


def _asked(reading: Reading, dice: Dice) -> tuple[str, ...]:
    """The places named, snow turned into the ground it lies on."""
    places = [
        p
        for p in reading.places
        if p != "snow" and not (p == "kawung" and (reading.style == "batik") and reading.subjects)
    ]
    if not places and "snow" in reading.places:
        return (dice.pick(COVERED["snow"][: 3 if reading.subjects else 4]),)
    return tuple(places)


def _ground(reading: Reading, asked: tuple[str, ...], dice: Dice) -> str:
    """The first place named that can carry the figures; failing that, the hero's home; failing that, any."""
    hero = _hero(reading)
    grounds = [p for p in asked if p in SETTINGS]
    home = _home(hero, reading, dice) if hero else ""
    if hero is None:
        return _empty(reading, asked, grounds, dice)
    if "space" in grounds:
        return "space"
    if shore := _shore(hero, grounds):
        return shore
    fitting = [p for p in grounds if _carries(p, hero.figure)]
    if fitting:
        return _nearest(fitting)
    if grounds and HABITS[hero.figure].kind in ("table", "top"):
        return _nearest(grounds)
    if "volcano" in asked and _carries("meadow", hero.figure):
        return dice.pick(("meadow", "terraces"))
    return home


def _shore(hero: Subject, grounds: list[str]) -> str:
    """Who can not swim stays on the near side of the water, unless firmer ground was named too."""
    dry = [g for g in grounds if g not in SHORES and g not in FARAWAY]
    if HABITS[hero.figure].kind not in ("land", "wade") or dry:
        return ""
    return next((SHORES[g] for g in grounds if g in SHORES), "")


def _hero(reading: Reading) -> Subject | None:
    """Whose needs choose the place: somebody *on* or *in* a thing goes where the thing goes."""
    if len(reading.subjects) > 1 and (
        reading.subjects[0].relation in ("on", "in", "under") or HABITS[reading.subjects[1].figure].kind == "water"
    ):
        return reading.subjects[1]
    return reading.subjects[0] if reading.subjects else None


def _empty(reading: Reading, asked: tuple[str, ...], grounds: list[str], dice: Dice) -> str:
    if grounds:
        return _nearest(grounds)
    if "volcano" in asked:
        return dice.pick(COVERED["volcano"])
    if (
        set(reading.sky) & {"moon", "crescent", "stars", "aurora", "sun", "rainbow", "clouds"}
        or reading.hour == "night"
    ):
        return dice.pick(("sea", "bare meadow", "ridges"))
    if reading.weather == "rain":
        return dice.pick(("city", "terraces", "village"))
    found = dice.pick(("forest", "ridges") if reading.weather == "fog" else UNASKED)
    return found if found in SETTINGS else "meadow"


def _nearest(grounds: list[str]) -> str:
    """Of several places, the one that is least mere scenery."""
    return min(grounds, key=lambda g: FARAWAY.index(g) if g in FARAWAY else -1)


def _carries(place: str, figure: str) -> bool:
    """Can that figure be there? Boats need water; cats do not care for it; fish need to be under it."""
    kind, ground = HABITS[figure].kind, SETTINGS[place].kind
    if ground == "pattern":
        return True
    return (
        ground
        in {
            "land": ("land", "table", "under"),
            "wade": ("land", "water"),
            "water": ("water", "table"),
            "swim": ("under", "air", "table"),
            "top": ("top", "under"),
            "air": ("land", "water", "air", "under", "table", "top"),
            "table": ("table", "land"),
        }[kind]
    )


def _home(hero: Subject, reading: Reading, dice: Dice) -> str:
    flying = hero.relation == "above" and HABITS[hero.figure].kind == "swim"
    if flying or (reading.sky and HABITS[hero.figure].kind == "swim"):
        return "sky"
    home = dice.pick(HABITS[hero.figure].homes)
    if reading.winter and home in ("snow", "bare meadow", "village"):
        return "meadow"
    return home if home in SETTINGS else "meadow"


def _subjects(reading: Reading, name: str, dice: Dice) -> tuple[Subject, ...]:
    """A flock becomes strokes of the wing; a lone thing on a table gets company."""
    found = [_counted(s) for s in reading.subjects]
    if not found and dice.chance(0.85):
        return _visitor(name, reading, dice)
    if [s.figure for s in found] == ["umbrella"] and name != "beach":
        found = [Subject("person", 1, "", "under"), replace(found[0], relation="")]
    if len(found) == 1 and name == "table":
        found += [Subject(other, count) for other, count in COMPANY.get(found[0].figure, ())]
    if name == "table" and {s.figure for s in found} in ({"vase", "orange"}, {"vase", "apple"}, {"vase"}):
        found.append(Subject("bottle", 1))
    return tuple(found)


def _visitor(name: str, reading: Reading, dice: Dice) -> tuple[Subject, ...]:
    """Where nobody was named somebody small passes by: it gives the place its size."""
    if name not in VISITORS or (name == "meadow" and reading.winter):
        return ()
    figure = dice.pick(VISITORS[name])
    colour = "red" if figure == "person" else ""
    return (Subject(figure, UNCOUNTED.get(figure, 1), colour, "visitor"),)


def _counted(subject: Subject) -> Subject:
    count = subject.count or UNCOUNTED.get(subject.figure, 1)
    return replace(subject, figure="gull" if subject.figure == "bird" and count > 3 else subject.figure, count=count)


def _hour(reading: Reading, name: str, winter: bool, dice: Dice) -> str:
    """An hour that suits what was said: stars want night, snow is loveliest when the sun is low."""
    figures = {s.figure for s in reading.subjects}
    if set(reading.sky) & {"moon", "crescent", "stars", "aurora"} or name == "space":
        return "night"
    if figures & {"lantern", "tent", "ghost", "owl", "star"}:
        return dice.pick(("night", "dusk", "night"))
    if "sun" in reading.sky or name == "table":
        return dice.pick(("dawn", "noon", "dusk"))
    if reading.weather in ("rain", "fog") or name in ("under", "pond"):
        return "noon"
    if winter:
        return dice.pick(("dawn", "dusk", "night", "dawn", "noon", "dusk"))
    return dice.pick(("dawn", "noon", "dusk", "dusk", "noon", "night", "dawn"))


def _sun(side: int, horizon: float, hour: str, dice: Dice) -> tuple[float, float]:
    """Opposite the hero; low at the ends of the day."""
    x = 0.5 - side * dice.between(0.08, 0.30)
    heights = {"dawn": (0.02, 0.22), "noon": (0.20, 0.42), "dusk": (0.0, 0.16), "night": (0.18, 0.42)}
    return x, max(0.07, horizon - dice.between(*heights.get(hour, (0.1, 0.3))))


def _backdrops(reading: Reading, name: str, asked: tuple[str, ...], dice: Dice) -> tuple[str, ...]:
    """The far places that were named, or what the setting usually has behind it."""
    setting = SETTINGS[name]
    if setting.kind in ("under", "top", "table", "pattern") or name == "space":
        return ()
    wanted = tuple(p for p in asked if p in FARAWAY and p != name and p in BACKDROPS)
    if wanted:
        return (*(("low ridges",) if "volcano" in wanted and dice.chance(0.4) else ()), *wanted)
    if name in ("sea", "lake", "bank"):
        return (dice.pick(("shore", "shore", "low ridges") if name == "sea" else ("low ridges", "trees", "ridges")),)
    usual = tuple(b for b in setting.far if dice.chance(0.75))
    return usual or setting.far[:1]
