"""A picture to paint from: its colours become the light, its brightest place the sun, its shapes the underpainting."""

import io
import warnings
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from PIL import Image, ImageFilter, ImageOps

from generators.embedded.brushes.canvas import Canvas
from generators.embedded.brushes.colour import RGB, mix
from generators.embedded.brushes.lights import Light
from generators.embedded.scene import Scene

FORMATS: Final = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
MOST_PIXELS: Final = 64 * 2**20
STRENGTH: Final = 0.6
GRID: Final = 32  # cells a side in which colours are looked for
TONES: Final = 3  # bits of each channel that a poster keeps


class Unreadable(Exception):
    """The bytes are no picture that this painter can look at."""


@dataclass(frozen=True, slots=True)
class Sitter:
    """`near` is how much of it stays: 1 as it is, 0 not at all."""

    image: Image.Image
    near: float

    def lit(self, scene: Scene) -> Scene:
        """The scene in the colours of the picture, the sun where it is brightest."""
        cells = np.asarray(self.image.resize((GRID, GRID), Image.Resampling.BOX), dtype=float)
        bright = cells[: GRID // 2].sum(axis=2)
        row, column = np.unravel_index(int(bright.argmax()), bright.shape)
        found = ((column + 0.5) / GRID, (row + 0.5) / GRID)
        sun = tuple(was + (new - was) * self.near for was, new in zip(scene.sun, found, strict=True))
        return replace(scene, light=self._light(scene.light, cells), sun=(sun[0], sun[1]))

    def _light(self, light: Light, cells: np.ndarray) -> Light:
        """Sky from its upper half, land from its lower, each band of the light in its own band of the picture."""
        upper, lower = cells[: GRID // 2], cells[GRID // 2 :]
        return replace(
            light,
            sky=self._bands(light.sky, upper),
            planes=self._bands(light.planes, lower),
            accent=mix(light.accent, _richest(cells), self.near),
            sun=mix(light.sun, _brightest(upper), self.near),
        )

    def _bands(self, colours: tuple[RGB, ...], cells: np.ndarray) -> tuple[RGB, ...]:
        bands = np.array_split(cells, len(colours))
        means = [_rgb(band.reshape(-1, 3).mean(axis=0)) for band in bands]
        return tuple(mix(own, found, self.near) for own, found in zip(colours, means, strict=True))

    def under(self, canvas: Canvas) -> None:
        """Its shapes, in few tones and soft at the edges, on the tooth of the sheet, before anybody stands on it."""
        fitted = ImageOps.fit(self.image, canvas.size, Image.Resampling.BICUBIC)
        soft = fitted.filter(ImageFilter.GaussianBlur(max(1.0, 2.5 * canvas.unit * (2 - self.near))))
        poster = ImageOps.posterize(soft, TONES + round(2 * self.near))
        canvas.sheet = Image.blend(canvas.sheet, poster, self.near)


def sitter_of(source: bytes, strength: float | None) -> Sitter:
    """The picture, looked at once; Unreadable for what is none, or is too large."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(source), formats=FORMATS)
            if image.width * image.height > MOST_PIXELS:
                raise Unreadable("it is too large")
            image.draft("RGB", (2048, 2048))
            turned = ImageOps.exif_transpose(image)
            seen = _on_paper(turned)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning) as cause:
        raise Unreadable(str(cause)) from cause
    return Sitter(seen, 1 - min(1.0, max(0.0, STRENGTH if strength is None else strength)))


def _on_paper(image: Image.Image) -> Image.Image:
    """What is transparent shows the white below it."""
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB")
    clear = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("RGB")


def _rgb(values: np.ndarray) -> RGB:
    red, green, blue = (round(float(value)) for value in values)
    return red, green, blue


def _richest(cells: np.ndarray) -> RGB:
    flat = cells.reshape(-1, 3)
    return _rgb(flat[int(np.ptp(flat, axis=1).argmax())])


def _brightest(cells: np.ndarray) -> RGB:
    flat = cells.reshape(-1, 3)
    return _rgb(flat[int(flat.sum(axis=1).argmax())])
