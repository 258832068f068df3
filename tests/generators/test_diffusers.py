"""The diffusers generator on tiny real pipelines: Stable Diffusion (DDIM), SDXL (Euler), Flux (flow, packed)."""

import asyncio
import io
from dataclasses import replace

import pytest

pytest.importorskip("torch", reason="torch is not installed: pip install 'fediai[diffusers]'")

import numpy as np
import torch
from PIL import Image

from generators.contract import Failed, Picture, Progress, Prompt, Unavailable
from generators.diffusers_local import Diffusers
from generators.diffusers_local.recipes import Recipe, recipe_for
from generators.fake import flat_png
from generators.frames import Job
from generators.painting import Painter
from generators.worker import run
from tests.generators import tiny_models

pytestmark = pytest.mark.filterwarnings("default")

FOX = Prompt("a fox in the snow", width=64, height=96, seed=1, steps=4)
HOUSE = Prompt("a red house by the sea", width=64, height=96, seed=2, steps=4)


@pytest.fixture(scope="module", params=sorted(tiny_models.MODELS))
def model(request, tmp_path_factory):
    """Each family in turn, saved to a folder and loaded again, without the network."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HF_HUB_OFFLINE", "1")
        folder = tmp_path_factory.mktemp("models") / request.param
        tiny_models.MODELS[request.param](folder)
        yield Diffusers(str(folder), "cpu")


def paint(model, *batch, cancelled=lambda item: False):
    return list(model.generate(batch, cancelled))


def pictures(events):
    return [each for each in events if isinstance(each, Picture)]


def pixels(picture):
    return np.asarray(Image.open(io.BytesIO(picture.data)).convert("RGB"), dtype=int)


def test_a_batch_reports_every_step_and_ends_in_a_picture_each(model):
    events = paint(model, FOX, HOUSE)
    for item in (0, 1):
        steps = [each for each in events if isinstance(each, Progress) and each.item == item]
        assert [(each.step, each.of) for each in steps] == [(1, 4), (2, 4), (3, 4), (4, 4)]
    found = pictures(events)
    assert [(each.item, each.seed, each.width, each.height) for each in found] == [
        (0, 1, 64, 96),
        (1, 2, 64, 96),
    ]
    assert {each.digital_source_type for each in found} == {"trainedAlgorithmicMedia"}
    assert Image.open(io.BytesIO(found[0].data)).size == (64, 96)


def test_it_begins_with_a_picture_and_stays_near_it_where_that_is_asked_for(model):
    """In company, each with its own; the same picture again for the same seed; a cancelled one leaves at once."""
    red, blue = (flat_png(90, 90, colour) for colour in ((220, 20, 20), (20, 20, 220)))
    near = [replace(FOX, source=red, strength=0.3), replace(HOUSE, source=blue, strength=0.3)]
    assert model.offer().edits
    events = paint(model, *near)
    first, second = pictures(events)
    assert (first.width, first.height, second.seed) == (64, 96, 2)
    assert first.data != second.data
    assert pictures(paint(model, near[0]))[0].data
    taken = [each.step for each in events if isinstance(each, Progress) and each.item == 0]
    assert taken == list(range(1, len(taken) + 1))
    [far] = pictures(paint(model, replace(near[0], strength=1.0)))
    assert far.data != first.data
    assert pictures(paint(model, near[0], cancelled=lambda item: True)) == []


def test_what_is_no_picture_fails_with_a_sentence_and_alone(model):
    good = flat_png(90, 90, (220, 20, 20))
    batch = [replace(FOX, source=source, strength=0.5) for source in (b"no picture", good, b"", good)]
    events = list(Painter(model).paint(batch[:3], lambda item: False)) + paint(model, *batch)
    failed = [each for each in events if isinstance(each, Failed)]
    assert {(each.item, each.retryable) for each in failed} == {(0, False), (2, False)}
    assert all("can't be read" in each.reason for each in failed)
    assert sorted(each.item for each in pictures(events)) == [1, 1, 3]
    assert {each.item for each in events if isinstance(each, Progress)} == {1, 3}


def test_previews_are_small_and_have_the_shape_of_the_picture(model):
    previews = [each.preview for each in paint(model, FOX, HOUSE) if isinstance(each, Progress) and each.preview]
    assert len(previews) >= 2
    for each in previews:
        preview = Image.open(io.BytesIO(each))
        assert preview.format == "JPEG"
        assert max(preview.size) <= 160
        assert abs(preview.width / preview.height - 64 / 96) < 0.02


def test_the_same_seed_gives_the_same_bytes_and_another_seed_does_not(model):
    [first], [again], [other] = (
        pictures(paint(model, FOX)),
        pictures(paint(model, FOX)),
        pictures(paint(model, HOUSE)),
    )
    assert first.data == again.data != other.data


def test_a_picture_does_not_depend_on_its_company(model):
    [alone] = pictures(paint(model, HOUSE))
    _, together = pictures(paint(model, FOX, HOUSE))
    assert np.abs(pixels(alone) - pixels(together)).max() <= 4  # bfloat16 sums in another order


def test_a_cancelled_batch_ends_at_once_and_the_model_stays_usable(model):
    seen = []

    def cancelled(item):
        seen.append(item)
        return len(seen) > 1

    events = paint(model, Prompt("a fox", width=64, height=64, steps=50), cancelled=cancelled)
    assert len(events) <= 2
    assert pictures(events) == []
    assert pictures(paint(model, FOX))


def test_cancelling_one_leaves_the_other_in_peace(model):
    painter = Painter(model)
    found = pictures(painter.paint([FOX, HOUSE], lambda item: item == 0))
    assert [each.item for each in found] == [1]


def test_a_listener_who_leaves_stops_the_model(model):
    events = model.generate([Prompt("a fox", width=64, height=64, steps=500)], lambda item: False)
    assert isinstance(next(events), Progress)
    events.close()
    assert pictures(paint(model, FOX))


def test_negative_words_guidance_and_odd_sizes_are_taken(model):
    odd = Prompt("a fox", negative="dog", width=75, height=50, steps=2, guidance=3.0)
    [picture] = pictures(paint(model, odd))
    assert (picture.width, picture.height) == (64, 48)


def test_a_novel_is_cut_and_not_refused(model):
    [picture] = pictures(paint(model, Prompt("fox " * 2000, width=32, height=32, steps=1)))
    assert picture.width == 32


def test_the_offer_says_what_it_is(model):
    paint(model, FOX)
    offer = model.offer()
    assert offer.device == "cpu"
    assert offer.batch >= 1
    assert offer.largest >= (512, 512)
    assert offer.seconds_per_step > 0
    assert offer.models == (offer.label.split()[0],)


async def test_it_paints_over_the_line_as_a_worker(model, instance):
    stop = asyncio.Event()
    task = asyncio.create_task(run(instance.socket, instance.token, model, stop))
    reports = await (await instance.line()).paints(Job("1", (FOX, HOUSE, HOUSE)))
    assert sorted(each.event.item for each in reports if isinstance(each.event, Picture)) == [0, 1, 2]
    stop.set()
    assert await task == 0


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", r"needs a model: set `model` under `\[generator\]`"),
        ("nobody/nothing", "model `nobody/nothing` cannot be loaded"),
        ("/nowhere/at/all", "model `/nowhere/at/all` cannot be loaded"),
    ],
)
def test_a_missing_model_is_a_sentence(name, sentence, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(Unavailable, match=sentence):
        Diffusers(name)


@pytest.mark.parametrize(
    ("device", "sentence"), [("toaster", "is unknown; use auto"), ("cuda:9", "no NVIDIA or AMD GPU")]
)
def test_a_missing_device_is_a_sentence(device, sentence):
    if device.startswith("cuda") and torch.cuda.is_available():
        pytest.skip("there is a GPU here")
    with pytest.raises(Unavailable, match=sentence):
        Diffusers("any", device)


def test_a_folder_that_is_no_model_is_a_sentence(tmp_path):
    (tmp_path / "model_index.json").write_text('{"_class_name": "Nonsense"}')
    with pytest.raises(Unavailable, match="cannot be loaded"):
        Diffusers(str(tmp_path))


def test_few_step_models_are_asked_for_few_steps():
    assert recipe_for("black-forest-labs/FLUX.1-schnell", "FluxPipeline") == Recipe(4, 0.0)
    assert recipe_for("some/folder", "StableDiffusionXLPipeline") == Recipe(30)
    assert recipe_for("some/folder", "NewPipeline") == Recipe()
