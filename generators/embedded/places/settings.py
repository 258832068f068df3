"""The places a picture can happen in, and which figures feel at home where."""

from collections.abc import Callable
from dataclasses import dataclass

from generators.embedded.places import land, patterns, town, water, woods
from generators.embedded.places.stage import Stage

Painter = Callable[[Stage], None]


@dataclass(frozen=True, slots=True)
class Setting:
    """`horizon` and `stand` are ranges in fractions of the height; `kind` says what carries the figures."""

    kind: str
    near: tuple[Painter, ...]
    far: tuple[str, ...] = ()
    horizon: tuple[float, float] = (0.50, 0.64)
    stand: tuple[float, float] = (0.74, 0.87)
    front: tuple[Painter, ...] = ()


def low_ridges(stage: Stage) -> None:
    land.ridges(stage, stage.dice.fork("count").whole(1, 3), stage.horizon - 0.15, stage.horizon)


def high_ridges(stage: Stage) -> None:
    land.ridges(stage, stage.dice.fork("count").whole(4, 6), stage.horizon - 0.28, 0.98)


def mountains(stage: Stage) -> None:
    land.ridges(stage, 3, stage.horizon - 0.34, stage.horizon)


def far_trees(stage: Stage) -> None:
    dice = stage.dice.fork("far trees")
    woods.row(stage, stage.line + 4 * stage.unit, dice.between(70, 105), 0.34, 1)
    if dice.chance(0.6):
        woods.row(stage, stage.line + stage.y(0.03), dice.between(110, 165), 0.58, 2)


def framing(stage: Stage) -> None:
    """Near trees of one kind, chosen by the season."""
    dice = stage.dice.fork("framing")
    kinds = ("pine", "birch", "bare", "pine") if stage.winter else ("broad", "birch", "broad", "pine")
    if "volcano" not in stage.backdrops and dice.chance(0.85 if stage.winter else 0.6):
        woods.frame(stage, dice.pick(kinds), dice.between(0.52, 0.76))


def beach_palms(stage: Stage) -> None:
    if not stage.winter and stage.dice.fork("palms?").chance(0.75):
        woods.frame(stage, "palm", 0.62)


def nothing(stage: Stage) -> None:
    return None


BACKDROPS: dict[str, Painter] = {
    "low ridges": low_ridges,
    "ridges": mountains,
    "volcano": land.volcano,
    "trees": far_trees,
    "forest": far_trees,
    "village": town.village,
    "city": town.skyline,
    "shore": water.shore,
    "waves": nothing,
}

SETTINGS: dict[str, Setting] = {
    "meadow": Setting("land", (land.rolling, framing), ("low ridges", "trees"), front=(land.verge,)),
    "bare meadow": Setting("land", (land.rolling,), ("low ridges",), (0.66, 0.76), (0.84, 0.93), (land.verge,)),
    "village": Setting("land", (land.rolling, town.village), ("low ridges", "trees"), front=(land.verge,)),
    "forest": Setting("land", (woods.forest, land.floor), (), (0.60, 0.68), (0.80, 0.90), (land.verge,)),
    "bamboo": Setting("land", (woods.bamboo, land.floor), (), (0.60, 0.68), (0.80, 0.90), (land.verge,)),
    "ridges": Setting("land", (high_ridges,), (), (0.42, 0.58), (0.86, 0.93)),
    "terraces": Setting("land", (land.terraces,), ("low ridges",), (0.34, 0.44), (0.62, 0.84)),
    "dunes": Setting("land", (land.dunes,), (), (0.46, 0.56), (0.74, 0.86)),
    "sea": Setting("water", (water.sea,), ("shore",), (0.42, 0.58), (0.72, 0.84)),
    "lake": Setting("water", (water.sea,), ("low ridges",), (0.42, 0.56), (0.72, 0.84)),
    "bank": Setting(
        "land", (water.sea, land.bank, framing), ("low ridges",), (0.44, 0.54), (0.80, 0.89), (land.verge,)
    ),
    "waves": Setting("water", (water.waves,), (), (0.46, 0.58), (0.62, 0.74)),
    "stilts": Setting("water", (water.sea, town.stilts), ("shore",), (0.54, 0.62), (0.84, 0.92)),
    "beach": Setting("land", (water.beach, beach_palms), ("shore",), (0.42, 0.52), (0.80, 0.90)),
    "under": Setting("under", (water.under,), (), (0.02, 0.03), (0.42, 0.62), (water.bubbles,)),
    "pond": Setting("top", (water.pond,), (), (0.02, 0.03), (0.35, 0.65), (water.pads,)),
    "city": Setting("land", (town.skyline, town.street), (), (0.60, 0.68), (0.84, 0.92)),
    "table": Setting("table", (town.wall, town.table), (), (0.60, 0.72), (0.80, 0.88)),
    "space": Setting("land", (town.space,), (), (0.62, 0.70), (0.86, 0.92)),
    "sky": Setting("air", (), (), (0.98, 1.0), (0.40, 0.60)),
    **{name: Setting("pattern", (painter,)) for name, painter in patterns.PATTERNS.items()},
}


@dataclass(frozen=True, slots=True)
class Habit:
    """How a figure lives: what carries it, how tall it is against the picture, where it is found unasked."""

    kind: str
    size: float
    homes: tuple[str, ...]


def _habits(text: str) -> dict[str, Habit]:
    found = {}
    for line in text.strip().splitlines():
        names, kind, size, homes = (part.strip() for part in line.split("|"))
        for name in names.split(","):
            found[name.strip()] = Habit(kind, float(size), tuple(h.strip() for h in homes.split(",")))
    return found


HABITS = _habits("""
fox                              | land  | 0.35 | meadow, forest, meadow
cat, dog                         | land  | 0.36 | meadow, village, table, city
rabbit                           | land  | 0.30 | meadow, forest
deer                             | land  | 0.40 | forest, meadow
bear                             | land  | 0.46 | forest, meadow
tiger                            | land  | 0.40 | forest, meadow
panda                            | land  | 0.40 | bamboo
elephant                         | land  | 0.52 | meadow, dunes
camel                            | land  | 0.46 | dunes
horse                            | land  | 0.44 | meadow, meadow, dunes
buffalo                          | land  | 0.40 | terraces, meadow
frog                             | land  | 0.26 | meadow, forest
snail                            | land  | 0.26 | meadow, forest
turtle                           | swim  | 0.26 | under, beach
bird, owl                        | land  | 0.30 | meadow, forest
crane                            | wade  | 0.42 | terraces, sea, meadow
duck                             | water | 0.24 | sea
penguin                          | land  | 0.36 | snow
gull                             | air   | 0.09 | sea, waves
butterfly                        | air   | 0.22 | meadow
fish                             | swim  | 0.24 | under
koi                              | top   | 0.36 | pond
whale                            | swim  | 0.46 | under
jellyfish                        | swim  | 0.34 | under
octopus                          | swim  | 0.36 | under
person                           | land  | 0.25 | forest, meadow, terraces, beach, ridges
child                            | land  | 0.28 | meadow, beach, village
robot                            | land  | 0.42 | meadow, city, dunes
astronaut                        | land  | 0.36 | space
ghost                            | land  | 0.36 | forest, village
snowman                          | land  | 0.42 | snow
paper boat                       | water | 0.34 | sea
sailboat, jukung                 | water | 0.36 | sea
balloon                          | air   | 0.34 | bare meadow, ridges, terraces
kite                             | air   | 0.30 | bare meadow
rocket                           | air   | 0.40 | space, ridges
bicycle                          | land  | 0.38 | city, meadow, beach
car                              | land  | 0.30 | city, meadow
train                            | land  | 0.25 | meadow, ridges
house                            | land  | 0.36 | meadow
stilt house                      | water | 0.34 | sea
hut                              | land  | 0.24 | terraces, meadow
lighthouse                       | water | 0.50 | sea
tent                             | land  | 0.22 | meadow, ridges
castle                           | land  | 0.44 | meadow
temple                           | land  | 0.42 | forest, meadow
mosque                           | land  | 0.40 | meadow, city
flower, daisy, sunflower, poppy, tulip, rose | land | 0.46 | bare meadow
lotus                            | top   | 0.24 | pond
mushroom                         | land  | 0.30 | forest
cactus                           | land  | 0.46 | dunes
vase                             | table | 0.44 | table
bottle                           | table | 0.36 | table
orange, apple                    | table | 0.15 | table
cup                              | table | 0.30 | table
book                             | table | 0.34 | table
umbrella                         | land  | 0.44 | beach, city
lantern                          | air   | 0.17 | sea, village
star                             | air   | 0.17 | sky
heart                            | air   | 0.40 | circles, sky
leaf                             | air   | 0.30 | leaves
pine, bare                       | land  | 0.66 | meadow
broad                            | land  | 0.66 | bare meadow, meadow
palm                             | land  | 0.66 | beach
birch                            | land  | 0.60 | meadow
""")

# what can be sat on, and how high the seat is in its own units
SEATS = {
    "house": 0.74,
    "paper boat": 0.22,
    "sailboat": 0.17,
    "jukung": 0.11,
    "elephant": 0.83,
    "whale": 0.78,
    "horse": 0.68,
    "camel": 0.88,
    "buffalo": 0.68,
    "turtle": 0.50,
    "mushroom": 0.88,
    "train": 0.58,
    "car": 0.62,
    "bear": 0.68,
    "book": 0.14,
    "broad": 0.94,
}
