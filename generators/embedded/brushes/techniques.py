"""What happens to the whole sheet at the end: ink screens, wood grain, wax cracks, brush hair, the margin."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from generators.embedded.brushes.canvas import Canvas
from generators.embedded.brushes.colour import hexed
from generators.embedded.brushes.curves import torn
from generators.embedded.brushes.dice import Dice
from generators.embedded.brushes.lights import Light
from generators.embedded.brushes.noise import blobs, centred, clouds, fibres, grey

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
    shift(canvas, Image.blend(grain_, bend, 0.25), 7)
    grain(canvas, 7)
    margin(canvas, dice)
    seal(canvas, dice, 0.065)


def cut_paper(canvas: Canvas, light: Light, dice: Dice) -> None:
    grain(canvas, 11)
    vignette(canvas, 0.14)


DYES = (
    "#1B2350 #F3E6C8 #8A4B22 #C98A2E #5B2420 #3E5A8C #17131C #C9572B #4E6B4A #B9A27A",
    "#2A1A14 #F2E3BE #7A4420 #B97A3A #4A1F18 #2B3A5E #120E0E #B5502A #5A5A36 #D9B97A",
    "#4A1620 #F5E7CA #8A3A2A #D9A03A #2A1020 #31496E #160C12 #D2602E #4A6A50 #C9A98A",
)


def batik(canvas: Canvas, light: Light, dice: Dice) -> None:
    """A handful of dyes, then indigo that crept into the cracks of the wax, and the weave of the cloth."""
    dyes = Image.new("P", (1, 1))
    dyes.putpalette([channel for word in dice.pick(DYES).split() for channel in hexed(word)])
    dyed = canvas.sheet.quantize(palette=dyes, dither=Image.Dither.NONE).convert("RGB")
    canvas.sheet = Image.blend(canvas.sheet, dyed, 0.86)
    veins = crackle(canvas, dice)
    canvas.press((0, 0, *canvas.size), veins, (26, 24, 52), 0.62)
    weave = np.zeros((8, 8), dtype=np.uint8) + 118
    weave[::2, ::2], weave[1::2, 1::2] = 140, 138
    tile = Image.fromarray(np.tile(weave, (canvas.size[1] // 8 + 1, canvas.size[0] // 8 + 1)))
    shift(canvas, tile.crop((0, 0, *canvas.size)), 10)
    grain(canvas, 8)


def crackle(canvas: Canvas, dice: Dice) -> Image.Image:
    """Thin veins where two slow fields cross their middle, in some places only."""
    field = np.asarray(clouds(canvas.size, canvas.short * 0.16, dice, 4), dtype=np.int16)
    other = np.asarray(clouds(canvas.size, canvas.short * 0.10, dice.fork("second"), 4), dtype=np.int16)
    distance = np.minimum(np.abs(field - 128), np.abs(other - 121))
    veins = grey((255 * np.clip(1.15 - distance / 1.1, 0, 1)).astype(np.float32))
    patches = clouds(canvas.size, canvas.short * 0.3, dice.fork("patches"), 2)
    patches = patches.point([max(0, min(255, (v - 96) * 4)) for v in range(256)])
    return ImageChops.multiply(veins.filter(ImageFilter.GaussianBlur(0.6 * canvas.unit)), patches)


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
    amount = np.clip((230 - grey_) / 168, 0, 1) ** 1.15
    washed = paper + (dark - paper) * amount[..., None]
    vivid = np.clip((rgb[..., 0] - np.maximum(rgb[..., 1], rgb[..., 2]) - 30) / 50, 0, 1)[..., None] * 0.85
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
    warm, cool = (np.array(hexed(c), dtype=np.float32) / np.float32(255) for c in dice.pick(pairs))
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
    return np.asarray(np.clip((amount * 1.14 - 0.05 - cell) * (0.55 * pitch) + 0.5, 0, 1), dtype=np.float32)


def underpainted(canvas: Canvas, dice: Dice) -> None:
    """Sky and land in broad loaded strokes, before the figures come."""
    for long, wide, share in ((50, 16, 0.85), (26, 8, 0.85)):
        canvas.sheet = Image.blend(canvas.sheet, strokes(canvas, (long, wide), dice.fork(wide)), share)


def oil(canvas: Canvas, light: Light, dice: Dice) -> None:
    """Small strokes over everything, lit from above like ridges of paint."""
    canvas.sheet = Image.blend(canvas.sheet, strokes(canvas, (13, 4.5), dice), 0.7)
    tone = canvas.sheet.convert("L")
    step = max(1, round(1.2 * canvas.unit))
    relief = ImageChops.subtract(ImageChops.offset(tone, 0, -step), ImageChops.offset(tone, step, step), 1, 128)
    shift(canvas, relief, 60)
    grain(canvas, 5)
    vignette(canvas, 0.16)


def strokes(canvas: Canvas, brush: tuple[float, float], dice: Dice) -> Image.Image:
    """Short straight strokes, each in the colour it covers, that follow one slow wind across the sheet."""
    width, height = canvas.size
    long, wide = brush[0] * canvas.unit, max(2.0, brush[1] * canvas.unit)
    painted = canvas.sheet.copy()
    draw = ImageDraw.Draw(painted)
    count = int(1.7 * width * height / (long * wide))
    places = (dice.rng.random((count, 2)) * (width - 1, height - 1)).astype(int)
    colours = np.asarray(canvas.sheet)[places[:, 1], places[:, 0]].astype(int) + dice.rng.integers(-7, 8, (count, 1))
    wind = np.asarray(clouds((64, 64), 20, dice, 2), dtype=float)[
        places[:, 1] * 64 // height, places[:, 0] * 64 // width
    ]
    turn = (wind - 128) / 128 * 2.4 + dice.rng.normal(0, 0.25, count)
    reach = np.stack([np.cos(turn), np.sin(turn)], axis=1) * long / 2
    ends = np.concatenate([places - reach, places + reach], axis=1).tolist()
    for line, colour in zip(ends, np.clip(colours, 0, 255).tolist(), strict=True):
        draw.line(line, fill=tuple(colour), width=round(wide))
    return painted


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
    inside = canvas.mask([torn(frame, 0.5 * canvas.unit, dice)], (0, 0, width, height))
    bare = Image.new("RGB", canvas.size, canvas.look.paper)
    flat = centred(canvas.tooth, 8)
    bare = ImageChops.add(bare, Image.merge("RGB", [flat] * 3), 1, -128)
    bare.paste(canvas.sheet, (0, 0), inside)
    canvas.sheet = bare


def _bustle(canvas: Canvas, corner: tuple[float, float], side: float) -> float:
    """How much happens in a corner; low corners are preferred."""
    x, y = corner
    box = (int(x - side * 0.5), int(y - side * 0.5), int(x + side * 1.5), int(y + side * 1.5))
    patch = np.asarray(canvas.sheet.convert("L").crop(box).resize((16, 16)))
    return float(patch.std()) + (6 if y < canvas.size[1] / 2 else 0)


def seal(canvas: Canvas, dice: Dice, size: float) -> None:
    """A red stamp with four petals: the kawung of the house."""
    side = canvas.short * size
    inset = (canvas.look.margin + 40) * canvas.unit
    corners = [(x, y) for x in (inset, canvas.size[0] - inset - side) for y in (canvas.size[1] - inset - side, inset)]
    x, y = min(corners, key=lambda corner: _bustle(canvas, corner, side))
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
