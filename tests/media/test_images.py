"""Pictures: what is read, what is refused, what is left of them."""

import struct
import tracemalloc
import zlib
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from fediai.media import blurhash, provenance
from fediai.media.images import LARGEST_FILE, Developed, Unreadable, develop
from generators.fake import flat_png

LIMIT = 33_177_600


def developed(data: bytes, mark: str = "") -> Developed:
    found = develop(data, LIMIT, mark)
    assert isinstance(found, Developed), found
    return found


def saved(picture: Image.Image, format: str, **words: object) -> bytes:
    out = BytesIO()
    picture.save(out, format, **words)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    picture = Image.open(BytesIO(data))
    picture.load()
    return picture


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def a_bomb(width: int, height: int) -> bytes:
    """A PNG that says it is huge and has next to nothing in it."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = chunk(b"IDAT", zlib.compress(bytes(1_000_000)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + rows + chunk(b"IEND", b"")


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_pictures_of_all_common_formats_are_read(format: str):
    found = developed(saved(Image.new("RGB", (300, 200), (10, 200, 30)), format))
    assert (found.original.width, found.original.height) == (300, 200)
    assert found.original.media_type == "image/jpeg"
    assert int(found.average_colour[3:5], 16) > 180


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_a_picture_cut_in_half_is_refused_with_a_sentence(format: str):
    noise = np.random.default_rng(1).integers(0, 255, (200, 300, 3), dtype=np.uint8)
    whole = saved(Image.fromarray(noise), format)
    found = develop(whole[: len(whole) // 2], LIMIT)
    assert isinstance(found, Unreadable)
    assert "no picture that can be read" in found.reason


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\x89PNG\r\n\x1a\n", b"GIF89a"]
)
def test_what_is_no_picture_is_refused(data: bytes):
    assert isinstance(develop(data, LIMIT), Unreadable)


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 200))
def test_damaged_pictures_never_crash(noise: bytes, at: int):
    whole = bytearray(saved(Image.new("RGB", (40, 30), "red"), "PNG"))
    whole[at : at + len(noise)] = noise
    assert isinstance(develop(bytes(whole), LIMIT), Developed | Unreadable)


def test_thirty_thousand_pixels_square_are_refused_without_being_decoded():
    tracemalloc.start()
    found = develop(a_bomb(30_000, 30_000), LIMIT)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(found, Unreadable)
    assert "30000 × 30000" in found.reason
    assert most < 20_000_000


def test_a_jpeg_that_goes_over_its_pixels_a_thousand_times_is_refused():
    """Some kilobytes would keep a core busy for minutes; what only looks like a scan, in a comment, does not count."""
    grey = Image.new("L", (64, 64), 128)
    honest = saved(grey, "JPEG", progressive=True, comment=b"\xff\xda" * 1000)
    developed(honest)
    last = honest.rindex(b"\xff\xda")
    found = develop(honest[:-2] + honest[last:-2] * 1000 + honest[-2:], LIMIT)
    assert isinstance(found, Unreadable)
    assert "scans" in found.reason


def test_a_large_photograph_is_federated_within_its_limits_and_stripped():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    exif[0x010E] = "my secret"
    exif.get_ifd(0x8825)[1] = "N"
    noise = np.random.default_rng(1).integers(0, 255, (3000, 4000, 3), dtype=np.uint8)
    data = saved(Image.fromarray(noise), "JPEG", quality=95, exif=exif, comment=b"my secret")
    found = developed(data)
    assert max(found.original.width, found.original.height) <= 2048
    assert found.original.height > found.original.width, "it stands upright"
    assert len(found.original.data) <= LARGEST_FILE
    assert max(found.preview.width, found.preview.height) == 640
    for file in (found.original.data, found.preview.data):
        assert b"secret" not in file
        assert not opened(file).getexif()
        assert "comment" not in opened(file).info


def test_a_transparent_picture_stays_transparent_and_an_opaque_one_becomes_a_jpeg():
    clear = developed(saved(Image.new("RGBA", (100, 80), (255, 0, 0, 100)), "PNG"))
    assert (clear.original.media_type, clear.preview.media_type) == ("image/png", "image/jpeg")
    assert developed(saved(Image.new("RGBA", (100, 80), "red"), "PNG")).original.media_type == "image/jpeg"


def test_only_the_first_frame_of_an_animation_is_kept():
    frames = [Image.new("RGB", (50, 50), colour) for colour in ("red", "blue")]
    found = developed(saved(frames[0], "GIF", save_all=True, append_images=frames[1:]))
    red, _, blue = opened(found.original.data).getpixel((25, 25))
    assert red > 200 > blue


@pytest.mark.parametrize("mark", ["algorithmicMedia", "trainedAlgorithmicMedia"])
def test_the_mark_of_origin_is_in_every_file_that_is_shown(mark: str):
    found = developed(flat_png(64, 64, (200, 30, 20)), mark)
    clear = developed(saved(Image.new("RGBA", (90, 80), (255, 0, 0, 9)), "PNG"), mark)
    for file in (found.original, found.preview, clear.original, clear.preview):
        assert provenance.found_in(opened(file.data)) == mark
        assert f"digitalsourcetype/{mark}".encode() in file.data


def test_an_upload_keeps_its_mark_and_nothing_else_of_its_metadata():
    packet = provenance.packet("trainedAlgorithmicMedia").replace(b'rdf:about=""', b'rdf:about="" x="my secret"')
    for kind in ("JPEG", "WEBP", "AVIF"):
        found = developed(saved(Image.new("RGB", (60, 40), "red"), kind, xmp=packet))
        assert found.digital_source_type == "trainedAlgorithmicMedia"
        assert b"secret" not in found.original.data
    png = saved(Image.new("RGB", (60, 40), "red"), "PNG", pnginfo=provenance.png_info("digitalCapture"))
    assert developed(png).digital_source_type == "digitalCapture"
    assert developed(saved(Image.new("RGB", (60, 40), "red"), "PNG")).digital_source_type == ""


@pytest.mark.parametrize(
    "written",
    [
        b'<rdf:Description Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/digitalArt"/>',
        b"<Iptc4xmpExt:DigitalSourceType>digitalArt</Iptc4xmpExt:DigitalSourceType>",
        b'<Iptc4xmpExt:DigitalSourceType rdf:resource="http://cv.iptc.org/newscodes/digitalsourcetype/digitalArt"/>',
    ],
)
def test_the_mark_is_found_however_it_was_written(written: bytes):
    picture = Image.new("RGB", (1, 1))
    picture.info["xmp"] = written
    assert provenance.found_in(picture) == "digitalArt"


@given(st.binary(max_size=2000))
def test_metadata_of_strangers_never_crashes(data: bytes):
    picture = Image.new("RGB", (1, 1))
    picture.info["xmp"] = b"DigitalSourceType=" + data
    assert provenance.found_in(picture) in provenance.TERMS | {""}


def test_a_blurhash_has_the_colours_of_its_picture():
    red = np.full((32, 32, 3), (255, 0, 0), np.uint8)
    hashed = blurhash.encode(red.tobytes(), 32)
    assert len(hashed) == 28
    assert hashed[0] == "L", "four by three waves"
    average = sum(blurhash.ALPHABET.index(sign) * 83 ** (3 - place) for place, sign in enumerate(hashed[2:6]))
    assert average == 0xFF0000


def test_a_picture_that_travels_smaller_is_kept_larger_behind_a_click():
    """Both carry the mark and nothing else; what travels whole is kept once."""
    noise = np.random.default_rng(2).integers(0, 255, (1500, 3000, 3), dtype=np.uint8)
    made = develop(saved(Image.fromarray(noise), "PNG"), LIMIT, "trainedAlgorithmicMedia", keeps_full=True)
    assert isinstance(made, Developed)
    assert made.full is not None
    assert (made.full.width, made.full.height) == (3000, 1500)
    assert made.original.width <= 2048
    assert len(made.original.data) <= LARGEST_FILE < len(made.full.data)
    for file in (made.original.data, made.full.data, made.preview.data):
        assert b"trainedAlgorithmicMedia" in file
    small = develop(flat_png(64, 64, (200, 30, 20)), LIMIT, keeps_full=True)
    assert isinstance(small, Developed)
    assert small.full is None
    assert developed(saved(Image.fromarray(noise), "PNG")).full is None, "far pictures are not kept twice"
