"""Pictures to begin with: over the line, and what the painters make of them."""

import io
import json
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw

from generators.contract import LARGEST_SOURCE, Failed, Picture, Prompt, batch_key
from generators.embedded import Paper
from generators.fake import Fake, flat_png
from generators.frames import BadFrame, Job, decode, encode
from generators.one import paint

FOX = Prompt("a fox in a meadow", width=256, height=256, seed=7)
RED = flat_png(64, 64, (230, 20, 20))


def scene() -> bytes:
    """A pale sky with a bright sun at the left, over a dark green land."""
    image = Image.new("RGB", (200, 150), (170, 190, 240))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 90, 200, 150), fill=(20, 90, 30))
    draw.ellipse((20, 20, 50, 50), fill=(255, 255, 250))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def pixels(picture: Picture, size: tuple[int, int] = (64, 64)) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(picture.data)).convert("RGB").resize(size), dtype=float)


def test_a_picture_that_several_prompts_share_travels_once():
    prompts = tuple(Prompt("fox", seed=seed, source=RED) for seed in range(4))
    job = Job("1", (*prompts, Prompt("owl"), Prompt("hare", source=b"other")), "claim")
    message = encode(job)
    assert isinstance(message, bytes)
    assert message.count(RED) == 1
    assert decode(message) == job


def tampered(**words: object) -> bytes:
    message = encode(Job("1", (Prompt("fox", source=RED),)))
    assert isinstance(message, bytes)
    end = 4 + int.from_bytes(message[:4], "big")
    header = json.dumps({**json.loads(message[4:end]), **words}).encode()
    return len(header).to_bytes(4, "big") + header + message[end:]


@pytest.mark.parametrize(
    "words",
    [
        {"sources": [len(RED) - 1]}, {"sources": []}, {"sources": [0, len(RED)]}, {"sources": [-1, len(RED) + 1]},
        {"sources": [LARGEST_SOURCE + 1]}, {"sources": "much"}, {"sources": None}, {"begins": [1]}, {"begins": [-2]},
        {"begins": []}, {"begins": [0, 0]}, {"begins": [0.5]}, {"prompts": [{"text": "fox", "source": "in the JSON"}]},
    ],
)  # fmt: skip
def test_words_and_bytes_that_do_not_agree_are_a_bad_frame(words: dict[str, object]):
    assert isinstance(decode(tampered(**words)), BadFrame)


def test_those_that_begin_alike_share_a_batch():
    near = replace(FOX, source=RED, strength=0.4)
    assert batch_key(near) == batch_key(replace(near, source=b"other", text="owl"))
    assert len({batch_key(FOX), batch_key(near), batch_key(replace(near, strength=0.5))}) == 3


def test_the_fake_stays_as_near_as_it_is_told():
    own = pixels(paint(Fake(), FOX, print))
    same, near, far = (
        pixels(paint(Fake(), replace(FOX, source=RED, strength=strength), print)) for strength in (0.0, 0.2, 1.0)
    )
    assert (far == own).all()
    assert np.abs(near - same).mean() < np.abs(far - same).mean()


def test_paper_takes_light_and_shapes_from_the_picture():
    """The less it goes from it, the more alike the two are; the same once more is the same to the byte."""
    wanted = np.asarray(Image.open(io.BytesIO(scene())).convert("RGB").resize((64, 64)), dtype=float)
    begun = replace(FOX, source=scene(), width=400, height=300)
    pictures = {
        strength: paint(Paper(), replace(begun, strength=strength), lambda _: None) for strength in (0.1, 0.5, 1.0)
    }
    away = {strength: np.abs(pixels(found) - wanted).mean() for strength, found in pictures.items()}
    assert away[0.1] < away[0.5] < away[1.0]
    assert paint(Paper(), replace(begun, strength=0.5), lambda _: None).data == pictures[0.5].data
    plain = paint(Paper(), replace(begun, source=None), lambda _: None)
    assert np.abs(pixels(plain) - pixels(pictures[1.0])).mean() < 12, "at full strength its own words lead"


@pytest.mark.parametrize(
    "source", [b"", b"no picture", RED[:80], b"GIF89a", b"<svg xmlns='http://www.w3.org/2000/svg'/>"]
)
def test_paper_says_that_it_can_not_read_what_is_no_picture(source: bytes):
    [failed] = Paper().generate([replace(FOX, source=source)], lambda _: False)
    assert isinstance(failed, Failed)
    assert not failed.retryable
    assert "can't be read" in failed.reason


def test_paper_does_not_unfold_a_picture_that_is_far_too_large():
    """A few kilobytes can say that they are sixty thousand pixels wide."""
    bomb = flat_png(16, 16, (1, 2, 3)).replace((16).to_bytes(4, "big") * 2, (60_000).to_bytes(4, "big") * 2, 1)
    [failed] = Paper().generate([replace(FOX, source=bomb)], lambda _: False)
    assert isinstance(failed, Failed)


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "LA", "CMYK"])
def test_paper_looks_at_every_kind_of_picture(mode: str):
    out = io.BytesIO()
    Image.new(mode, (40, 30)).save(out, "JPEG" if mode == "CMYK" else "PNG")
    assert paint(Paper(), replace(FOX, source=out.getvalue()), lambda _: None).data
