"""Whatever a generator does, every item gets one outcome; `fake` provides the accidents."""

import struct
import zlib

import pytest

from generators.contract import Failed, Picture, Progress, Prompt, batch_key
from generators.fake import Fake
from generators.frames import LARGEST_PICTURE
from generators.one import CouldNotPaint, paint
from generators.painting import NO_ROOM, NOTHING, Painter

SMALL = Prompt("a fox", width=8, height=8)


def prompts(*texts):
    return [Prompt(text, width=8, height=8, seed=seed) for seed, text in enumerate(texts)]


def outcomes(generator, batch, cancelled=lambda item: False):
    found = [each for each in Painter(generator).paint(batch, cancelled) if not isinstance(each, Progress)]
    assert len({each.item for each in found}) == len(found)
    return {each.item: each for each in found}


class Scripted:
    """Yields what it was told to, whatever it is asked."""

    def __init__(self, *events):
        self.events = events

    def offer(self):
        return Fake().offer()

    def generate(self, batch, cancelled):
        yield from self.events


A_PICTURE = Picture(0, b"x", "image/png", 8, 8, 1, "flat", "algorithmicMedia")


def test_the_fake_paints_the_same_bytes_for_the_same_seed_and_a_real_png():
    first, again, other = (
        paint(Fake(), Prompt("fox", width=8, height=4, seed=seed), lambda _: None).data for seed in (1, 1, 2)
    )
    assert first == again != other
    assert struct.unpack(">II", first[16:24]) == (8, 4)
    body = first[first.index(b"IDAT") + 4 : first.index(b"IEND") - 8]
    assert len(zlib.decompress(body)) == 4 * (1 + 8 * 3)


def test_a_mixed_job_is_painted_in_batches_that_fit_together():
    batch = [SMALL, Prompt("wide", width=16, height=8), SMALL]
    assert {item: each.width for item, each in outcomes(Fake(), batch).items()} == {0: 8, 1: 16, 2: 8}


def test_more_prompts_than_fit_become_several_batches():
    assert set(outcomes(Fake(batch=2), [SMALL] * 5)) == {0, 1, 2, 3, 4}


def test_a_crash_fails_whoever_is_to_blame_and_nobody_else_in_the_batch():
    found = outcomes(Fake(), prompts("fox", "crash:no electricity", "owl"))
    assert {item: isinstance(each, Picture) for item, each in found.items()} == {0: True, 1: False, 2: True}
    assert found[1] == Failed(1, "RuntimeError: no electricity")


def test_a_full_memory_means_smaller_batches_and_is_remembered():
    painter = Painter(Fake())
    batch = prompts(*["exhaust:2"] * 8)
    assert sum(isinstance(each, Picture) for each in painter.paint(batch, lambda _: False)) == 8
    assert painter.room == {batch_key(batch[0]): 2}


def test_a_picture_that_never_fits_fails_with_a_sentence():
    assert outcomes(Fake(), prompts("exhaust:0", "exhaust:0")) == {
        0: Failed(0, NO_ROOM),
        1: Failed(1, NO_ROOM),
    }


def test_a_cancelled_item_has_no_outcome():
    assert set(outcomes(Fake(), [SMALL, SMALL], lambda item: item == 0)) == {1}


@pytest.mark.parametrize(
    ("events", "outcome"),
    [
        ([], Failed(0, NOTHING)),
        ([A_PICTURE, A_PICTURE, Failed(0, "late")], A_PICTURE),
        ([Picture(0, b"", "image/png", 8, 8, 1, "", "")], Failed(0, NOTHING, retryable=False)),
        ([Progress(5, 1, 2)], Failed(0, "IndexError: list index out of range")),
    ],
)
def test_a_generator_without_manners_is_given_some(events, outcome):
    assert outcomes(Scripted(*events), [SMALL]) == {0: outcome}


def test_a_file_too_large_to_send_is_a_failure():
    huge = Picture(0, bytes(LARGEST_PICTURE + 1), "image/png", 8, 8, 1, "", "")
    [found] = outcomes(Scripted(huge), [SMALL]).values()
    assert isinstance(found, Failed)
    assert "too large" in found.reason


def test_one_picture_reports_its_progress_and_its_failure():
    steps = []
    assert paint(Fake(steps=3), SMALL, steps.append).media_type == "image/png"
    assert [each.step for each in steps] == [1, 2, 3]
    with pytest.raises(CouldNotPaint, match="out of paint"):
        paint(Fake(), Prompt("fail:out of paint"), steps.append)


def test_prompts_of_one_kind_share_a_key():
    assert batch_key(SMALL) == batch_key(Prompt("another", width=8, height=8, seed=5, style="ink"))
    assert batch_key(SMALL) != batch_key(Prompt("a fox", negative="dog", width=8, height=8))
