"""Where pixels are looked at, with Pillow; loaded with the first picture."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from typing import Final, TypeVar

from PIL import Image, ImageCms, ImageFile, ImageOps, UnidentifiedImageError

from fediai.media import blurhash, provenance
from fediai.media.images import (
    FULL_FILE,
    FULL_SIDE,
    LARGEST_FILE,
    LONGEST_SIDE,
    Developed,
    Rendition,
    Unreadable,
)

PREVIEW_SIDE: Final = 640
TINY: Final = 32
ICON_SIDE: Final = 128
QUALITIES: Final = (92, 86, 80, 72, 62, 50)
FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
MOST_SCANS: Final = 100  # of a JPEG; a progressive one has about ten, the most eager optimisers make a few dozen
MARKER: Final = re.compile(rb"\xff([^\x00\x01\xd0-\xd8\xff])")  # of a segment: all but TEM, RST0 to RST7, SOI
START_OF_SCAN, END_OF_IMAGE = 0xDA, 0xD9

# We measure every picture ourselves, below; Pillow's own limit speaks by a warning, which is too late and too soft.
Image.MAX_IMAGE_PIXELS = None
ImageFile.LOAD_TRUNCATED_IMAGES = False

R = TypeVar("R")


def develop(data: bytes, pixel_limit: int, digital_source_type: str, keeps_full: bool) -> Developed | Unreadable:
    """Read, measured, decoded, scaled and marked."""
    side = FULL_SIDE if keeps_full else LONGEST_SIDE
    read = _opened(data, pixel_limit, lambda opened: (provenance.found_in(opened), _decoded(opened, side)))
    if isinstance(read, Unreadable):
        return read
    brought, picture = read
    mark = digital_source_type or brought
    made = _renditions(_scaled(picture, LONGEST_SIDE), mark)
    is_less = made.original.width < picture.width
    return replace(made, full=_full(picture, mark)) if keeps_full and is_less else made


def icon(data: bytes, pixel_limit: int) -> Rendition | Unreadable:
    """Decoded and scaled, transparent where it was."""
    picture = _opened(data, pixel_limit, lambda opened: _decoded(opened, ICON_SIDE))
    return picture if isinstance(picture, Unreadable) else _png(picture, "")


def mark_of(data: bytes, pixel_limit: int) -> str | Unreadable:
    """Only opened, never decoded."""
    return _opened(data, pixel_limit, provenance.found_in)


def _opened(data: bytes, pixel_limit: int, look: Callable[[Image.Image], R]) -> R | Unreadable:
    """What `look` finds in the picture, once it is known to be no larger than we read."""
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as opened:
            return _measured(opened, pixel_limit) or _weighed(data, opened) or look(opened)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, MemoryError):
        # Pillow's decoders raise all of these, depending on the format and on where the file is damaged.
        return Unreadable("This file is no picture that can be read: JPEG, PNG, WebP, GIF and AVIF are")
    except Image.DecompressionBombError:
        return Unreadable("This picture unpacks to far more than it says")


def _measured(opened: Image.Image, pixel_limit: int) -> Unreadable | None:
    width, height = opened.size
    if width * height > pixel_limit:
        return Unreadable(
            f"This picture has {width} × {height} pixels; at most {pixel_limit // 10**6} million are read"
        )
    if width < 1 or height < 1:
        return Unreadable("This picture is empty")
    return None


def _weighed(data: bytes, opened: Image.Image) -> Unreadable | None:
    """Every scan of a JPEG goes over all its pixels again, and an empty one takes 53 bytes: minutes in a small file."""
    if opened.format in ("JPEG", "MPO") and scans_of(data) > MOST_SCANS:
        return Unreadable(f"This JPEG has more than {MOST_SCANS} scans")
    return None


def scans_of(data: bytes) -> int:
    """How many scans a JPEG has (ITU-T T.81, B.1.1), by its markers; up to the end of its first picture."""
    at, scans = 0, 0
    while (found := MARKER.search(data, at)) and (kind := found[1][0]) != END_OF_IMAGE:
        scans += kind == START_OF_SCAN
        # What stands in a segment is no marker, whatever it looks like.
        at = found.end() + int.from_bytes(data[found.end() : found.end() + 2])
    return scans


def _decoded(opened: Image.Image, side: int) -> Image.Image:
    """Upright, in sRGB, no larger than we need it; the first frame of an animation."""
    opened.draft("RGB", (side, side))  # a JPEG is decoded at half size when that is enough
    opened.load()
    picture = ImageOps.exif_transpose(opened)
    picture = _in_srgb(picture)
    picture.thumbnail((side, side), Image.Resampling.LANCZOS)
    return picture


def _scaled(picture: Image.Image, side: int) -> Image.Image:
    """Itself where it fits, else a smaller copy."""
    if max(picture.size) <= side:
        return picture
    smaller = picture.copy()
    smaller.thumbnail((side, side), Image.Resampling.LANCZOS)
    return smaller


def _in_srgb(picture: Image.Image) -> Image.Image:
    """RGB, or RGBA where something is transparent; colours of a wide profile brought into the one all screens show."""
    profile = picture.info.get("icc_profile")
    clear = picture.has_transparency_data
    if profile and picture.mode in ("RGB", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
            picture = converted or picture
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a damaged profile: the colours as they are
    picture = picture.convert("RGBA" if clear else "RGB")
    if clear and picture.getchannel("A").getextrema() == (255, 255):
        picture = picture.convert("RGB")
    return picture


def _renditions(picture: Image.Image, mark: str) -> Developed:
    flat = _on_white(picture)
    small = flat.copy()
    small.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE), Image.Resampling.LANCZOS)
    tiny = flat.resize((TINY, TINY), Image.Resampling.BOX, reducing_gap=2.0).tobytes()
    return Developed(
        original=_original(picture, mark),
        preview=_jpeg(small, mark, 80),
        blurhash=blurhash.encode(tiny, TINY),
        average_colour="#{:02x}{:02x}{:02x}".format(*(sum(tiny[colour::3]) // TINY**2 for colour in range(3))),
        digital_source_type=mark,
    )


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture
    white = Image.new("RGB", picture.size, "white")
    white.paste(picture, mask=picture.getchannel("A"))
    return white


def _original(picture: Image.Image, mark: str) -> Rendition:
    """At most `LARGEST_FILE` bytes: PNG where transparency needs it and it fits, else the best JPEG that fits."""
    if picture.mode == "RGBA" and len((png := _png(picture, mark)).data) <= LARGEST_FILE:
        return png
    for flat in _smaller(_on_white(picture)):
        for quality in QUALITIES:
            made = _jpeg(flat, mark, quality)
            if len(made.data) <= LARGEST_FILE:
                return made
    raise AssertionError("a picture of 512 pixels fits into one megabyte")


def _full(picture: Image.Image, mark: str) -> Rendition:
    """As it is, for who opens it: at most `FULL_FILE` bytes."""
    if picture.mode == "RGBA" and len((png := _png(picture, mark)).data) <= FULL_FILE:
        return png
    flat = _on_white(picture)
    made = (_jpeg(flat, mark, quality) for quality in QUALITIES)
    return next((one for one in made if len(one.data) <= FULL_FILE), _jpeg(flat, mark, QUALITIES[-1]))


def _smaller(picture: Image.Image) -> Iterator[Image.Image]:
    """Itself, then scaled down: pure noise at full size does not fit at any quality that is worth it."""
    for side in (LONGEST_SIDE, 1536, 1024, 512):
        if side < LONGEST_SIDE:
            picture.thumbnail((side, side), Image.Resampling.LANCZOS)
        yield picture


def _jpeg(picture: Image.Image, mark: str, quality: int) -> Rendition:
    out = BytesIO()
    xmp = {"xmp": provenance.packet(mark)} if mark else {"xmp": b""}
    picture.info = {}  # Pillow writes comments and profiles from here
    chroma = 0 if quality > 80 else 2
    # Neither `optimize` nor `progressive`: Pillow guesses their buffer, and pictures of pure noise outgrow it.
    picture.save(out, "JPEG", quality=quality, subsampling=chroma, **xmp)
    return Rendition(out.getvalue(), "image/jpeg", *picture.size)


def _png(picture: Image.Image, mark: str) -> Rendition:
    out = BytesIO()
    picture.info = {}
    picture.save(out, "PNG", optimize=False, compress_level=7, pnginfo=provenance.png_info(mark))
    return Rendition(out.getvalue(), "image/png", *picture.size)
