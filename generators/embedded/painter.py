"""Paper: a painter that needs no model, only a prompt, a seed and a sheet."""

import io
from collections.abc import Callable, Iterator, Sequence

from PIL import Image

from generators.contract import Cancelled, Event, Offer, Picture, Progress, Prompt
from generators.embedded import patterns, skies
from generators.embedded.canvas import Canvas
from generators.embedded.perform import footprints, perform
from generators.embedded.dice import Dice
from generators.embedded.looks import LOOKS, STYLES
from generators.embedded.scene import Scene, compose
from generators.embedded.settings import BACKDROPS
from generators.embedded.stage import Stage
from generators.embedded.techniques import FINISHES
from generators.embedded.words import read

MODEL = "paper-1"
SMALLEST, LARGEST = 256, 2048
SOURCE = "algorithmicMedia"


class Paper:
    """Draws by formula: the same words, size, seed and style give the same bytes."""

    def offer(self) -> Offer:
        return Offer(
            models=(MODEL,),
            largest=(LARGEST, LARGEST),
            batch=1,
            styles=STYLES,
            steps=len(STEPS),
            device="cpu",
            digital_source_type=SOURCE,
            label="Drawn by a formula, no AI model installed",
            seconds_per_step=0.08,
        )

    def generate(self, batch: Sequence[Prompt], cancelled: Cancelled) -> Iterator[Event]:
        for item, prompt in enumerate(batch):
            yield from self._one(item, prompt, cancelled)

    def _one(self, item: int, prompt: Prompt, cancelled: Cancelled) -> Iterator[Event]:
        if cancelled(item):
            return
        scene, stage = prepared(prompt)
        for number, step in enumerate(STEPS, 1):
            if cancelled(item):
                return
            step(scene, stage)
            yield Progress(item, number, len(STEPS), preview(stage.canvas.sheet))
        if not cancelled(item):
            width, height = stage.canvas.size
            yield Picture(item, png(stage.canvas.sheet), "image/png", width, height, prompt.seed, MODEL, SOURCE)


def fitted(prompt: Prompt) -> tuple[int, int]:
    """The asked-for size, kept within what this painter can do."""
    return tuple(min(LARGEST, max(SMALLEST, side)) for side in (prompt.width, prompt.height))  # type: ignore[return-value]


def prepared(prompt: Prompt) -> tuple[Scene, Stage]:
    """Everything decided and an empty sheet on the table; size takes no part in the choices."""
    reading = read(prompt.text, prompt.negative)
    style = prompt.style if prompt.style in LOOKS else reading.style
    dice = Dice(f"{MODEL}/{prompt.text}/{prompt.negative}/{style}/{prompt.seed}")
    size = fitted(prompt)
    scene = compose(reading, size, dice.fork("scene"))
    look = LOOKS[style or _usual(scene, dice.fork("look"))]
    canvas = Canvas(size, look, dice.fork("canvas"))
    if look.filled:
        canvas.fillings = patterns.fillings(size, canvas.unit)
    stage = Stage(canvas, scene.light, dice.fork("stage"), scene.horizon, scene.side)
    stage.winter, stage.season, stage.weather = scene.winter, scene.season, scene.weather
    stage.sun_x, stage.sun_y = scene.sun
    stage.backdrops = scene.backdrops
    stage.sky = next((s for s in scene.sky if s in ("sun", "moon", "crescent")), "")
    return scene, stage


def _usual(scene: Scene, dice: Dice) -> str:
    """The technique when nobody asked for one: mostly gouache, paper for terraces and rings, ink screens for posters."""
    own = {"terraces": "cut-paper", "rings": "cut-paper", "circles": "two-ink", "kawung": "batik", "waves": "cut-paper"}
    if scene.name in own and dice.chance(0.8):
        return own[scene.name]
    return "cut-paper" if dice.chance(0.12) and scene.name not in ("under", "table") else "gouache"


# -- the eight steps -------------------------------------------------------------------------------------------


def lay_paper(scene: Scene, stage: Stage) -> None:
    """The sheet is already textured; nothing to do but look at it."""


def paint_sky(scene: Scene, stage: Stage) -> None:
    if scene.setting.kind in ("under", "top", "table", "pattern"):
        return
    skies.wash(stage)
    for name in ("stars", "aurora", "rainbow"):
        if name in scene.sky or (name != "rainbow" and stage.light.dark and _clear(name, scene, stage)):
            SKY_MARKS[name](stage)
    skies.shine(stage)
    skies.cloudscape(stage)


SKY_MARKS: dict[str, Callable[[Stage], None]] = {"stars": skies.stars, "aurora": skies.aurora, "rainbow": skies.rainbow}


def _clear(name: str, scene: Scene, stage: Stage) -> bool:
    """Stars on any clear night, northern lights on some winter ones."""
    if scene.weather:
        return False
    return name == "stars" or (scene.winter and stage.dice.fork("aurora?").chance(0.4))


def paint_far(scene: Scene, stage: Stage) -> None:
    for name in scene.backdrops:
        BACKDROPS[name](stage)
    if scene.weather == "fog":
        stage.canvas.veil(stage.line - stage.y(0.22), stage.line + stage.y(0.10), stage.light.haze, 0.9)


def paint_near(scene: Scene, stage: Stage) -> None:
    for painter in scene.setting.near:
        painter(stage)
    if scene.winter and scene.setting.kind == "land":
        footprints(stage, scene.actors)


def paint_figures(scene: Scene, stage: Stage) -> None:
    perform(stage, scene.actors)


def paint_light(scene: Scene, stage: Stage) -> None:
    """What lies between us and the scene: the glow of a low sun, mist, rain, snow, grass at our feet."""
    for painter in scene.setting.front:
        painter(stage)
    if scene.setting.kind in ("land", "water", "air"):
        if stage.light.hour in ("dawn", "dusk") and not scene.weather:
            stage.canvas.glow(
                stage.x(stage.sun_x), stage.y(stage.sun_y), stage.canvas.short * 0.85, stage.light.sun, 0.16
            )
        for name, fall in FALLING.items():
            if scene.weather == name:
                fall(stage)
        if scene.winter and scene.weather != "rain":
            skies.snowfall(stage)


def fog(stage: Stage) -> None:
    for _ in range(3):
        middle = stage.dice.between(stage.horizon, 0.95)
        stage.canvas.veil(stage.y(middle - 0.16), stage.y(middle + 0.12), stage.light.haze, 0.24)


FALLING: dict[str, Callable[[Stage], None]] = {"rain": skies.rainfall, "fog": fog}


def finish(scene: Scene, stage: Stage) -> None:
    FINISHES[stage.canvas.look.name](stage.canvas, stage.light, stage.dice.fork("finish"))


STEPS: tuple[Callable[[Scene, Stage], None], ...] = (
    lay_paper,
    paint_sky,
    paint_far,
    paint_near,
    paint_figures,
    paint_light,
    finish,
)


def preview(sheet: Image.Image) -> bytes:
    """The sheet as it stands, small."""
    small = sheet.reduce(max(1, min(sheet.size) // 160)) if min(sheet.size) > 320 else sheet.copy()
    small.thumbnail((160, 160))
    out = io.BytesIO()
    small.save(out, "JPEG", quality=72)
    return out.getvalue()


def png(sheet: Image.Image) -> bytes:
    out = io.BytesIO()
    sheet.save(out, "PNG", compress_level=3)
    return out.getvalue()
