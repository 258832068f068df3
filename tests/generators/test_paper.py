"""Paper draws by formula: the same words and seed the same picture, other words another."""

import io
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from generators.contract import Picture, Progress, Prompt
from generators.embedded import Paper
from generators.embedded.brushes.looks import LOOKS

STYLES = ("gouache", "woodblock", "two-ink", "cut-paper", "batik", "ink")


_WORDS = """fox cat boat volcano snow sawah malam hujan laut hutan bunga rumah burung ikan bulan kite pohon city
robot on under in above three 12 99999 red merah batik ink tanpa no whale table koi astronaut umbrella pond fog child
elephant desert autumn sleeping rainbow aurora bamboo lotus rings music leaves"""
WORDS = _WORDS.split()


def never(item: int) -> bool:
    return False


def painted(
    text: str, cancelled: Callable[[int], bool] = never, **asked: int | str
) -> tuple[list[Progress], list[Picture]]:
    prompt = Prompt(text, **{"width": 256, "height": 256, **asked})  # type: ignore[arg-type]
    events = list(Paper().generate([prompt], cancelled))
    return [e for e in events if isinstance(e, Progress)], [e for e in events if isinstance(e, Picture)]


def picture(text: str, **asked: int | str) -> Picture:
    return painted(text, **asked)[1][0]


def pixels(text: str, **asked: int | str) -> np.ndarray:
    image = Image.open(io.BytesIO(picture(text, **asked).data))
    return np.asarray(image.convert("RGB").resize((64, 64)), dtype=float)


def apart(first: np.ndarray, second: np.ndarray) -> float:
    """The mean difference of two pictures, in grey levels."""
    return float(np.abs(first - second).mean())


@pytest.mark.parametrize("style", ["", *STYLES, "oil"])
def test_the_same_words_seed_size_and_style_give_the_same_bytes(style: str):
    asked = {"seed": 7, "style": style, "width": 320, "height": 288}
    assert picture("a fox in the snow", **asked).data == picture("a fox in the snow", **asked).data


def test_two_seeds_look_different_to_anyone():
    sheets = [pixels("a fox in the snow", seed=seed) for seed in (1, 2, 3, 4)]
    distances = [apart(a, b) for i, a in enumerate(sheets) for b in sheets[i + 1 :]]
    assert min(distances) > 12


def test_other_words_give_another_picture():
    assert apart(pixels("a fox in the snow"), pixels("a boat at dusk")) > 25


def test_every_technique_changes_the_sheet_and_keeps_the_scene():
    sheets = {style: pixels("a volcano at dusk", style=style, seed=4) for style in STYLES}
    assert min(apart(sheets["gouache"], sheets[style]) for style in STYLES[1:]) > 4


@pytest.mark.parametrize("size", [(256, 256), (1024, 576), (300, 1400), (1280, 256), (257, 511)])
def test_every_shape_of_sheet_is_painted_in_full(size: tuple[int, int]):
    made = picture("perahu kertas di laut saat senja", width=size[0], height=size[1])
    image = Image.open(io.BytesIO(made.data))
    assert (made.media_type, image.format) == ("image/png", "PNG")
    assert (made.width, made.height) == image.size == size
    assert np.asarray(image).std() > 8


def test_a_size_beyond_its_means_is_brought_within_them():
    made = picture("sea", width=9000, height=1)
    assert (made.width, made.height) == (2048, 256)


def test_progress_counts_up_by_one_with_true_small_previews():
    progress, pictures = painted("rice terraces", width=640, height=320)
    assert [p.step for p in progress] == list(range(1, progress[0].of + 1))
    assert {p.of for p in progress} == {Paper().offer().steps}
    for one in progress:
        small = Image.open(io.BytesIO(one.preview or b""))
        assert (small.format, small.size) == ("JPEG", (160, 80))
    last = np.asarray(Image.open(io.BytesIO(progress[-1].preview or b"")).resize((64, 64)), dtype=float)
    whole = Image.open(io.BytesIO(pictures[0].data)).convert("RGB").resize((64, 64))
    assert apart(last, np.asarray(whole, dtype=float)) < 8


def test_a_cancelled_item_stops_between_steps_and_its_neighbour_is_finished():
    seen: list[Progress | Picture] = []
    prompts = [Prompt("a cat", width=256, height=256), Prompt("a dog", width=256, height=256)]
    for event in Paper().generate(prompts, lambda item: item == 0 and len(seen) >= 3):
        assert isinstance(event, Progress | Picture)
        seen.append(event)
    assert [e.item for e in seen if isinstance(e, Picture)] == [1]
    assert sum(e.item == 0 for e in seen) == 3


def test_it_says_plainly_that_no_model_is_behind_it():
    offer = Paper().offer()
    assert offer.models == ("paper-1",)
    assert offer.largest == (2048, 2048)
    assert offer.styles == STYLES
    assert offer.label == "Drawn by a formula, no AI model installed"
    assert offer.digital_source_type == picture("a fox").digital_source_type == "algorithmicMedia"


@settings(max_examples=20)
@given(
    text=st.text(max_size=120) | st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join),
    negative=st.text(max_size=30),
    seed=st.integers(0, 2**64 - 1),
    size=st.tuples(st.integers(1, 420), st.integers(1, 420)),
    style=st.sampled_from(["", "no such technique", *LOOKS]),
)
def test_whatever_is_asked_becomes_a_picture(text: str, negative: str, seed: int, size: tuple[int, int], style: str):
    """No text, seed, size or style a stranger can send raises or leaves the sheet unfinished."""
    made = picture(text, negative=negative, seed=seed, width=size[0], height=size[1], style=style)
    with Image.open(io.BytesIO(made.data)) as image:
        image.load()
        assert image.size == (made.width, made.height)
    assert made.seed == seed
