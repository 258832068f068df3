"""What happens to the whole sheet at the end: ink screens, wood grain, wax cracks, brush hair, the margin."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from generators.embedded.canvas import Canvas
from generators.embedded.colour import hexed
from generators.embedded.curves import torn
from generators.embedded.dice import Dice
from generators.embedded.lights import Light
from generators.embedded.noise import blobs, centred, clouds, fibres, grey

Finish = Callable[[Canvas, Light, Dice], None]
Field = NDArray[np.float32]
STRIP = 256


def shift(canvas: Canvas, texture: Image.Image, strength: float) -> None:
    """Adds a grey texture to all three colours."""
    flat = centred(texture, strength)
    canvas.sheet = ImageChops.add(canvas.sheet, Image.merge("RGB", [flat] * 3), 1, -128)


def grain(canvas: Canvas, strength: float = 9) -> None:
    """The paper comes through everything."""
    shift(canvas, canvas.tooth, strength)


def vignette(canvas: Canvas, dark: float) -> None:
    rows, cols = np.linspace(-1, 1, 128)[:, None], np.linspace(-1, 1, 128)[None, :]
    mask = grey(255 * np.clip((np.hypot(rows, cols) - 0.75) / 0.8, 0, 1) ** 1.5).resize(
        canvas.size, Image.Resampling.BICUBIC
    )
    canvas.press((0, 0, *canvas.size), mask, (24, 18, 40), dark)


def gouache(canvas: Canvas, light: Light, dice: Dice) -> None:
    grain(canvas, 13)
    vignette(canvas, 0.16)


def woodblock(canvas: Canvas, light: Light, dice: Dice) -> None:
    """The plank's grain prints with the colour; a margin of bare paper and a red seal close it."""
    bend = clouds(canvas.size, canvas.short * 0.5, dice, 2)
    grain_ = fibres(canvas.size, 260 * canvas.unit + 2, 3.4 * canvas.unit + 1, dice)
    shift(canvas, Image.blend(grain_, bend, 0.25), 13)
    grain(canvas, 7)
    margin(canvas, dice)
    seal(canvas, dice, 0.065)


def cut_paper(canvas: Canvas, light: Light, dice: Dice) -> None:
    grain(canvas, 11)
    vignette(canvas, 0.14)


def batik(canvas: Canvas, light: Light, dice: Dice) -> None:
    """Dye that crept into the cracks of the wax, and the weave of the cloth."""
    field = np.asarray(clouds(canvas.size, canvas.short * 0.16, dice, 4), dtype=np.int16)
    other = np.asarray(clouds(canvas.size, canvas.short * 0.10, dice.fork("second"), 4), dtype=np.int16)
    veins = np.minimum(np.abs(field - 128), np.abs(other - 121))
    mask = grey((255 * np.clip(1.15 - veins / 1.1, 0, 1)).astype(np.float32)).filter(
        ImageFilter.GaussianBlur(0.6 * canvas.unit)
    )
    patches = clouds(canvas.size, canvas.short * 0.3, dice.fork("patches"), 2).point(
        [max(0, min(255, (v - 96) * 4)) for v in range(256)]
    )
    canvas.press((0, 0, *canvas.size), ImageChops.multiply(mask, patches), (26, 24, 52), 0.62)
    weave = np.zeros((8, 8), dtype=np.uint8) + 118
    weave[::2, ::2], weave[1::2, 1::2] = 140, 138
    tile = Image.fromarray(np.tile(weave, (canvas.size[1] // 8 + 1, canvas.size[0] // 8 + 1)))
    shift(canvas, tile.crop((0, 0, *canvas.size)), 10)
    grain(canvas, 8)


def ink(canvas: Canvas, light: Light, dice: Dice) -> None:
    """Greys of one ink on bare paper; whatever was vivid keeps a breath of its colour."""
    paper = np.array(canvas.look.paper, dtype=np.float32)
    dark = np.array((34, 38, 48), dtype=np.float32)
    in_strips(canvas, lambda rgb, _: _inked(rgb, paper, dark))
    shift(canvas, clouds(canvas.size, canvas.short * 0.2, dice, 4), 6)
    grain(canvas, 8)
    seal(canvas, dice, 0.055)


def _inked(rgb: Field, paper: Field, dark: Field) -> Field:
    grey_ = rgb @ np.array((0.30, 0.59, 0.11), dtype=np.float32)
    amount = np.clip((236 - grey_) / 200, 0, 1) ** 1.12
    washed = paper + (dark - paper) * amount[..., None]
    vivid = np.clip((rgb[..., 0] - np.maximum(rgb[..., 1], rgb[..., 2]) - 52) / 60, 0, 1)[..., None] * 0.85
    return np.asarray(washed * (1 - vivid) + (rgb * 0.92 + 12) * vivid, dtype=np.float32)


def two_ink(canvas: Canvas, light: Light, dice: Dice) -> None:
    """Two drums, two screens, a sheet that never lies quite the same way twice."""
    pairs = (
        ("#F2595C", "#235FA8"),
        ("#F08A2C", "#1F6F6E"),
        ("#EE5A86", "#2B4FA0"),
        ("#E9503C", "#2F7D5B"),
        ("#F2B22C", "#3B3F9C"),
    )
    warm, cool = (np.array(hexed(c), dtype=np.float32) / 255 for c in dice.pick(pairs))
    paper = np.array(canvas.look.paper, dtype=np.float32)
    pitch = max(3.0, 6.4 * canvas.unit)
    off = (dice.about(0, 3.0) * canvas.unit, dice.about(0, 3.0) * canvas.unit)
    balance = float(np.asarray(canvas.sheet.resize((32, 32))).mean())
    in_strips(canvas, lambda rgb, top: _printed(rgb, top, (paper, warm, cool), (pitch, *off), balance))
    grain(canvas, 12)
    shift(canvas, blobs(canvas.size, canvas.short * 0.02, dice), 5)


def _printed(
    rgb: Field, top: int, inks: tuple[Field, Field, Field], screen: tuple[float, float, float], balance: float
) -> Field:
    paper, warm, cool = inks
    pitch, dx, dy = screen
    height, width = rgb.shape[:2]
    y, x = np.mgrid[top : top + height, 0:width].astype(np.float32)
    tone = rgb @ np.array((0.30, 0.59, 0.11), dtype=np.float32)
    heat = np.clip((rgb[..., 0] - rgb[..., 2]) / 150, -1, 1)
    depth = np.clip((min(236.0, balance + 105) - tone) / (min(236.0, balance + 105) - 28), 0, 1)
    hot = np.clip(0.95 * np.clip(heat, 0, 1) + 0.35 * depth**2 + 0.10 * depth, 0, 1)
    cold = np.clip(depth * 1.15 - 0.62 * np.clip(heat, 0, 1) * (1 - depth) + 0.25 * np.clip(-heat, 0, 1), 0, 1)
    first = _screened(hot, x, y, pitch, 0.26)[..., None]
    second = _screened(cold, x + dx, y + dy, pitch, 1.31)[..., None]
    return np.asarray(paper * (1 - first * (1 - warm)) * (1 - second * (1 - cool) * 0.94), dtype=np.float32)


def _screened(amount: Field, x: Field, y: Field, pitch: float, turn: float) -> Field:
    """Dots that grow with `amount` until they close."""
    u = (x * np.cos(turn) + y * np.sin(turn)) * (2 * np.pi / pitch)
    v = (y * np.cos(turn) - x * np.sin(turn)) * (2 * np.pi / pitch)
    cell = 0.5 + 0.25 * (np.cos(u) + np.cos(v))
    return np.clip((amount * 1.14 - 0.05 - cell) * (0.55 * pitch) + 0.5, 0, 1).astype(np.float32)


def oil(canvas: Canvas, light: Light, dice: Dice) -> None:
    """Short thick strokes: the sheet shuffled along a slow field, lit from above like ridges of paint."""
    size = canvas.size
    canvas.sheet = canvas.sheet.filter(ImageFilter.ModeFilter(max(3, round(5 * canvas.unit) | 1)))
    strokes = Image.blend(
        fibres(size, 46 * canvas.unit + 2, 6 * canvas.unit + 1, dice), clouds(size, canvas.short * 0.05, dice, 3), 0.35
    )
    relief = ImageChops.subtract(strokes, ImageChops.offset(strokes, 0, max(1, round(2 * canvas.unit))), 1, 128)
    shift(canvas, relief, 60)
    grain(canvas, 6)
    vignette(canvas, 0.18)


def in_strips(canvas: Canvas, change: Callable[[Field, int], Field]) -> None:
    """Rewrites the sheet a band of rows at a time, so that large pictures need little memory."""
    width, height = canvas.size
    for top in range(0, height, STRIP):
        box = (0, top, width, min(height, top + STRIP))
        band = np.asarray(canvas.sheet.crop(box), dtype=np.float32)
        canvas.sheet.paste(Image.fromarray(np.clip(change(band, top), 0, 255).astype(np.uint8)), box)


def margin(canvas: Canvas, dice: Dice) -> None:
    """Bare paper around the print, its border not quite straight."""
    wide = canvas.look.margin * canvas.unit
    width, height = canvas.size
    frame = np.array([[wide, wide], [width - wide, wide], [width - wide, height - wide], [wide, height - wide]])
    inside = canvas.mask([torn(frame, 1.2 * canvas.unit, dice)], (0, 0, width, height))
    bare = Image.new("RGB", canvas.size, canvas.look.paper)
    flat = centred(canvas.tooth, 8)
    bare = ImageChops.add(bare, Image.merge("RGB", [flat] * 3), 1, -128)
    bare.paste(canvas.sheet, (0, 0), inside)
    canvas.sheet = bare


def seal(canvas: Canvas, dice: Dice, size: float) -> None:
    """A red stamp with four petals: the kawung of the house."""
    side = canvas.short * size
    inset = (canvas.look.margin + 40) * canvas.unit
    x = inset if dice.chance(0.5) else canvas.size[0] - inset - side
    y = canvas.size[1] - inset - side
    square = np.array([[x, y], [x + side, y], [x + side, y + side], [x, y + side]])
    box = canvas.box([square], 6 * canvas.unit)
    if box is None or side < 8:
        return
    mask = canvas.mask([torn(square, 1.6 * canvas.unit, dice)], box)
    draw = ImageDraw.Draw(mask)
    for dx, dy in ((0.3, 0.3), (0.7, 0.3), (0.3, 0.7), (0.7, 0.7)):
        cx, cy, r = x + side * dx - box[0], y + side * dy - box[1], side * 0.13
        draw.ellipse((cx - r, cy - r, cx + r, cy + r), fill=0)
    worn = canvas.tooth.crop(box).point([min(255, v * 2) for v in range(256)])
    canvas.press(box, ImageChops.multiply(mask, worn), (190, 44, 36), 0.88)


FINISHES: dict[str, Finish] = {
    "gouache": gouache,
    "woodblock": woodblock,
    "two-ink": two_ink,
    "cut-paper": cut_paper,
    "batik": batik,
    "ink": ink,
    "oil": oil,
}
