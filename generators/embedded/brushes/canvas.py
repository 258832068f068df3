"""The sheet under the brush: shapes go in as outlines in pixels and come out as pigment on paper."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from generators.embedded.brushes.colour import RGB, mix, ramp
from generators.embedded.brushes.curves import Points, torn
from generators.embedded.brushes.dice import Dice
from generators.embedded.brushes.looks import Look
from generators.embedded.brushes.noise import BICUBIC, BILINEAR, BOX, centred, clouds, grey, halo, slope, tooth

Box = tuple[int, int, int, int]
Corners = tuple[int, int, int, int]
EVEN: Corners = (128, 128, 128, 128)
DOWN: Corners = (210, 210, 40, 40)
UP: Corners = (40, 40, 210, 210)
FROM_LEFT: Corners = (215, 150, 150, 40)
FROM_RIGHT: Corners = (150, 215, 40, 150)


@dataclass(frozen=True, slots=True)
class Paint:
    """Pigment from its shaded colour to its lit one, and how the tone lies between the shape's four corners."""

    stops: tuple[RGB, ...]
    corners: Corners = EVEN
    alpha: float = 1.0
    soft: float = 0.0
    mottle: float = 1.0
    tear: float = 1.0
    edged: bool = True
    shadow: bool = True


def plain(colour: RGB, alpha: float = 1.0, soft: float = 0.0) -> Paint:
    """A mark without edge or shadow: an eye, a flake of snow, a ripple."""
    return Paint((colour, colour), alpha=alpha, soft=soft, tear=0.35, edged=False, shadow=False)


def shaded(colour: RGB, by: float = 0.12, corners: Corners = FROM_LEFT) -> Paint:
    """A colour that turns from a cooler shade to a warmer light."""
    return Paint((mix(colour, (38, 34, 72), by), mix(colour, (255, 246, 222), by * 0.7)), corners)


class Canvas:
    """A sheet of `size`; `unit` is the thousandth of its shorter side that all lengths are told in."""

    def __init__(self, size: tuple[int, int], look: Look, dice: Dice) -> None:
        self.size = size
        self.look = look
        self.dice = dice
        self.short = min(size)
        self.unit = self.short / 1000
        self.sheet = Image.new("RGB", size, look.paper)
        self.tooth = tooth(size, self.short, dice.fork("tooth"))
        self.clouds = clouds(size, self.short * 0.13, dice.fork("clouds"), 3)
        self.fillings: list[Image.Image] = []
        self.sheet = self.pigment(
            (0, 0, *size),
            Paint((mix(look.paper, (120, 110, 90), 0.16), mix(look.paper, (255, 255, 255), 0.5))),
            EVEN,
        )

    # -- masks -----------------------------------------------------------------------------------------------

    def box(self, outlines: Sequence[Points], grow: float = 0.0) -> Box | None:
        """The pixels that `outlines` touch, grown, cut to the sheet; None if they miss it."""
        low = np.min([o.min(axis=0) for o in outlines], axis=0) - grow - 2
        high = np.max([o.max(axis=0) for o in outlines], axis=0) + grow + 2
        left, top = (int(max(0, v)) for v in low)
        right, bottom = (int(min(side, v + 1)) for v, side in zip(high, self.size, strict=True))
        return (left, top, right, bottom) if right > left and bottom > top else None

    def mask(self, outlines: Sequence[Points], box: Box, line: float = 0.0, fine: int = 0) -> Image.Image:
        """How much of each pixel the outlines cover; `line` also draws their border that thick."""
        wide, high = box[2] - box[0], box[3] - box[1]
        fine = fine or (4 if wide * high < 90_000 else 2)
        mask = Image.new("L", (wide * fine, high * fine))
        draw = ImageDraw.Draw(mask)
        for outline in outlines:
            flat = ((outline - box[:2]) * fine).ravel().tolist()
            if len(flat) >= 6:
                draw.polygon(flat, fill=255)
                if line > 0:
                    draw.line(flat + flat[:2], fill=255, width=max(1, round(line * 2 * fine)))
        return mask.reduce(fine) if fine > 1 else mask

    # -- pigment ---------------------------------------------------------------------------------------------

    def pigment(self, box: Box, paint: Paint, corners: Corners | Image.Image) -> Image.Image:
        """Paint as it dries in `box`: its tone, the clouds in it and the tooth below it, through its colours."""
        size = (box[2] - box[0], box[3] - box[1])
        tone = corners if isinstance(corners, Image.Image) else slope(size, corners)
        for texture, strength in (
            (self.clouds, self.look.mottle * paint.mottle),
            (self.tooth, self.look.tooth),
        ):
            tone = ImageChops.add(tone, centred(self._sample(texture, size), strength * 2), 1, -128)
        return Image.merge("RGB", [tone.point(table) for table in ramp(paint.stops)])

    def _sample(self, texture: Image.Image, size: tuple[int, int]) -> Image.Image:
        """A piece of `texture` of that size from anywhere in it, so that neighbours never share their grain."""
        left, top = (self.dice.whole(0, max(0, whole - part)) for whole, part in zip(self.size, size, strict=True))
        return texture.crop((left, top, left + size[0], top + size[1]))

    def press(self, box: Box, mask: Image.Image, pigment: Image.Image | RGB, alpha: float = 1.0) -> None:
        if alpha < 1:
            mask = mask.point([round(v * alpha) for v in range(256)])
        self.sheet.paste(pigment, box, mask)

    # -- shapes ----------------------------------------------------------------------------------------------

    def lay(self, outlines: Sequence[Points], paint: Paint) -> None:
        """One colour on the sheet, with the edge and the shadow this technique gives it."""
        outlines = [o for o in outlines if len(o) > 2]
        grow = (paint.soft * 2 + 6) * self.unit
        if not outlines or (box := self.box(outlines, grow)) is None:
            return
        edged = paint.edged and self._large(outlines)
        outlines = [torn(o, self.look.tear * paint.tear * self.unit, self.dice) for o in outlines]
        if edged and paint.shadow:
            self.drop(outlines)
        if edged:
            self.edge(outlines)
        mask = self.mask(outlines, box)
        if paint.soft:
            mask = mask.filter(ImageFilter.GaussianBlur(paint.soft * self.unit))
        corners = self.filled(box, paint) if edged else paint.corners
        self.press(box, mask, self.pigment(box, paint, corners), paint.alpha)
        if edged and self.look.wet:
            self.wet(box, mask, paint)

    def _large(self, outlines: Sequence[Points]) -> bool:
        spans = [np.ptp(outline, axis=0).max() for outline in outlines]
        return bool(max(spans) > 26 * self.unit)

    def filled(self, box: Box, paint: Paint) -> Corners | Image.Image:
        """Batik fills every larger shape with dots or strokes; other techniques keep the plain tone."""
        size = (box[2] - box[0], box[3] - box[1])
        if not self.fillings:
            return paint.corners
        pattern = self._sample(self.dice.pick(self.fillings), size)
        return ImageChops.add(slope(size, paint.corners), centred(pattern, 150), 1, -128)

    def edge(self, outlines: Sequence[Points]) -> None:
        """The torn white core of cut paper, the key line of a woodblock, the wax line of batik."""
        if self.look.edge is None or (box := self.box(outlines, 8 * self.unit)) is None:
            return
        ragged = [torn(o, self.look.edge_tear * self.unit, self.dice) for o in outlines]
        self.press(box, self.mask(ragged, box, self.look.edge_width * self.unit), self.look.edge)

    def drop(self, outlines: Sequence[Points], height: float = 7.0) -> None:
        """The soft shadow of a sheet lying on other sheets, light from above left."""
        if not self.look.shadow or (box := self.box(outlines, height * 4 * self.unit)) is None:
            return
        shift = np.array([height * 0.35, height * 0.5]) * self.unit
        mask = self.mask([o + shift for o in outlines], box, fine=1)
        whole, small = mask.size, (max(1, mask.size[0] // 3), max(1, mask.size[1] // 3))
        mask = mask.resize(small, BOX).filter(ImageFilter.GaussianBlur(height * self.unit / 3)).resize(whole, BILINEAR)
        self.press(box, mask, (34, 26, 44), 0.40 * self.look.shadow)

    def wet(self, box: Box, mask: Image.Image, paint: Paint) -> None:
        """Ink gathers where a wash stops."""
        inside = mask.filter(ImageFilter.GaussianBlur(9 * self.unit))
        rim = ImageChops.multiply(ImageChops.invert(inside), mask)
        self.press(box, rim, mix(paint.stops[0], (20, 20, 30), 0.5), 0.55 * paint.alpha)

    def plane(self, ridge: NDArray[np.float64], paint: Paint, depth: float) -> None:
        """Everything below `ridge` (a height in pixels for each column); the tone runs out over `depth` pixels."""
        width, height = self.size
        outline = np.stack([np.arange(width, dtype=float), ridge], axis=1)
        frame = np.array(
            [
                [width + 40.0, ridge[-1]],
                [width + 40.0, height + 40.0],
                [-40.0, height + 40.0],
                [-40.0, ridge[0]],
            ]
        )
        shape = torn(
            np.vstack([outline[:: max(1, width // 300)], outline[-1:], frame]),
            self.look.tear * self.unit,
            self.dice,
        )
        top = int(max(0, ridge.min() - 8 * self.unit))
        if top >= height:
            return
        if paint.edged:
            self.drop([shape], 9)
            self.edge([shape])
        box = (0, top, width, height)
        rows = np.arange(top, height, dtype=np.float32)[:, None]
        fall = np.clip((rows - ridge[None, :].astype(np.float32)) / max(1.0, depth), 0, 1)
        low, high = paint.corners[0], paint.corners[2]
        tone = grey(low + (high - low) * fall)
        if self.fillings and paint.edged:
            pattern = self._sample(self.dice.pick(self.fillings), tone.size)
            tone = ImageChops.add(tone, centred(pattern, 150), 1, -128)
        mask = self.mask([shape], box)
        self.press(box, mask, self.pigment(box, paint, tone), paint.alpha)

    def cut(self, hole: Points, paint: Paint) -> None:
        """A sheet over everything with one hole in it: its shadow falls in, its torn edge shows."""
        box = (0, 0, *self.size)
        hole = torn(hole, self.look.tear * self.unit, self.dice)
        mask = ImageChops.invert(self.mask([hole], box))
        small = mask.resize((max(1, self.size[0] // 4), max(1, self.size[1] // 4)), BOX)
        soft = small.filter(ImageFilter.GaussianBlur(3.2 * self.unit)).resize(self.size, BILINEAR)
        self.press(box, ImageChops.offset(soft, round(4 * self.unit), round(6 * self.unit)), (34, 26, 44), 0.42)
        if self.look.edge:
            ragged = torn(hole, self.look.edge_tear * self.unit, self.dice)
            self.press(box, ImageChops.invert(self.mask([ragged], box)), self.look.edge)
            mask = ImageChops.invert(self.mask([hole], box, self.look.edge_width * self.unit))
        self.press(box, mask, self.pigment(box, paint, self.filled(box, paint)), paint.alpha)

    def glow(self, x: float, y: float, reach: float, colour: RGB, alpha: float) -> None:
        """A round light with no edge, centred in pixels."""
        side = int(max(4, reach * 2))
        left, top = round(x - reach), round(y - reach)
        mask = halo(side)
        box = (max(0, left), max(0, top), min(self.size[0], left + side), min(self.size[1], top + side))
        if box[2] > box[0] and box[3] > box[1]:
            self.press(box, mask.crop((box[0] - left, box[1] - top, box[2] - left, box[3] - top)), colour, alpha)

    def veil(self, top: float, bottom: float, colour: RGB, alpha: float, cell: float = 0.3) -> None:
        """A bank of mist between two heights in pixels, thickest in the middle."""
        width, height = self.size
        box = (0, max(0, int(top)), width, min(height, int(bottom)))
        if box[3] - box[1] < 2:
            return
        size = (width, box[3] - box[1])
        rows = np.linspace(-1, 1, size[1])[:, None]
        bank = grey(np.repeat(255 * np.clip(1 - rows**2, 0, 1) ** 1.2, 2, axis=1)).resize(size, BICUBIC)
        drift = clouds(size, self.short * cell, self.dice, 3).point([min(255, round(90 + v * 0.9)) for v in range(256)])
        self.press(box, ImageChops.multiply(bank, drift), colour, alpha)

    def ghost(self) -> "Canvas":
        """The same sheet painted with no edges or shadows, for marks that belong to the light."""
        other = object.__new__(Canvas)
        other.__dict__.update(self.__dict__)
        other.look = replace(self.look, edge=None, shadow=0.0, wet=0.0)
        return other
