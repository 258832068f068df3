"""How a picture comes about: what is decided first, then the order in which the sheet fills."""

from collections.abc import Callable
from dataclasses import replace

from generators.contract import Prompt
from generators.embedded.brushes import techniques
from generators.embedded.brushes.canvas import Canvas
from generators.embedded.brushes.dice import Dice
from generators.embedded.brushes.lights import inked
from generators.embedded.brushes.looks import LOOKS, Look
from generators.embedded.perform import footprints, perform
from generators.embedded.places import patterns, skies
from generators.embedded.places.settings import BACKDROPS
from generators.embedded.places.stage import Stage
from generators.embedded.reading.words import read
from generators.embedded.scene import Scene, compose
from generators.embedded.sitter import sitter_of

Step = Callable[[Scene, Stage], None]
VERSION = "paper-1"

# the technique when nobody asked for one; everything else is mostly gouache
OWN = {"terraces": "cut-paper", "rings": "cut-paper", "circles": "two-ink", "kawung": "batik", "waves": "cut-paper"}


def prepared(prompt: Prompt, size: tuple[int, int]) -> tuple[Scene, Stage]:
    """Everything decided and a sheet on the table; size and style take no part in what the dice say."""
    reading = read(prompt.text, prompt.negative)
    style = prompt.style if prompt.style in LOOKS else reading.style
    dice = Dice("\n".join((VERSION, prompt.text, prompt.negative, str(prompt.seed))))
    scene = compose(reading, size, dice.fork("scene"))
    look = LOOKS[style or _usual(scene, dice.fork("look"))]
    if look.wet:
        scene = replace(scene, light=inked(scene.light))
    if prompt.source is None:
        return scene, _stage(scene, look, size, dice)
    sitter = sitter_of(prompt.source, prompt.strength)
    scene = sitter.lit(scene)
    stage = _stage(scene, look, size, dice)
    stage.underpaint = sitter.under
    return scene, stage


def _usual(scene: Scene, dice: Dice) -> str:
    if scene.name in OWN and dice.chance(0.8):
        return OWN[scene.name]
    return "cut-paper" if dice.chance(0.12) and scene.setting.kind in ("land", "water") else "gouache"


def _stage(scene: Scene, look: Look, size: tuple[int, int], dice: Dice) -> Stage:
    canvas = Canvas(size, look, dice.fork("canvas"))
    if look.filled:
        canvas.fillings = patterns.fillings(size, canvas.unit)
    return Stage(
        canvas,
        scene.light,
        dice.fork("stage"),
        scene.horizon,
        scene.side,
        winter=scene.winter,
        weather=scene.weather,
        sky=next((s for s in scene.sky if s in ("sun", "moon", "crescent")), ""),
        season=scene.season,
        pose=scene.pose,
        backdrops=scene.backdrops,
        sun_x=scene.sun[0],
        sun_y=scene.sun[1],
    )


def paint_sky(scene: Scene, stage: Stage) -> None:
    if scene.setting.kind in ("under", "top", "table", "pattern"):
        return
    look = stage.canvas.look
    (patterns.cloth if look.filled else skies.sheets if look.sheets else skies.wash)(stage)
    for name, mark in SKY_MARKS.items():
        if name in scene.sky or (stage.light.dark and _likely(name, scene, stage)):
            mark(stage)
    skies.shine(stage)
    skies.cloudscape(stage)


SKY_MARKS: dict[str, Callable[[Stage], None]] = {
    "stars": skies.stars,
    "aurora": skies.aurora,
    "rainbow": skies.rainbow,
}


def _likely(name: str, scene: Scene, stage: Stage) -> bool:
    """Stars on any clear night, northern lights on some winter ones."""
    if scene.weather:
        return False
    return name == "stars" or (name == "aurora" and scene.winter and stage.dice.fork("aurora?").chance(0.4))


def paint_far(scene: Scene, stage: Stage) -> None:
    for name in scene.backdrops:
        BACKDROPS[name](stage)
    if scene.weather == "fog":
        stage.canvas.veil(stage.line - stage.y(0.22), stage.line + stage.y(0.10), stage.light.haze, 0.9)


def paint_near(scene: Scene, stage: Stage) -> None:
    for painter in scene.setting.near:
        painter(stage)
    if stage.underpaint is not None:
        stage.underpaint(stage.canvas)
    if scene.winter and scene.setting.kind == "land":
        footprints(stage, scene.actors)
    if stage.canvas.look.name == "oil":
        techniques.underpainted(stage.canvas, stage.dice.fork("underpainting"))


def paint_figures(scene: Scene, stage: Stage) -> None:
    perform(stage, scene.actors)


def paint_light(scene: Scene, stage: Stage) -> None:
    """What lies between us and the scene: grass at our feet, the glow of a low sun."""
    for painter in scene.setting.front:
        painter(stage)
    if _open_air(scene) and stage.light.hour in ("dawn", "dusk") and not scene.weather:
        reach = stage.canvas.short * 0.85
        stage.canvas.glow(stage.x(stage.sun_x), stage.y(stage.sun_y), reach, stage.light.sun, 0.16)


def let_fall(scene: Scene, stage: Stage) -> None:
    """Rain, mist, snow."""
    if not _open_air(scene):
        return
    if scene.weather in FALLING:
        FALLING[scene.weather](stage)
    if scene.winter and scene.weather != "rain":
        skies.snowfall(stage)


def _open_air(scene: Scene) -> bool:
    return scene.setting.kind in ("land", "water", "air")


FALLING: dict[str, Callable[[Stage], None]] = {"rain": skies.rainfall, "fog": skies.fog}


def finish(scene: Scene, stage: Stage) -> None:
    techniques.FINISHES[stage.canvas.look.name](stage.canvas, stage.light, stage.dice.fork("finish"))


STEPS: tuple[Step, ...] = (paint_sky, paint_far, paint_near, paint_figures, paint_light, let_fall, finish)
