"""The language between instance and worker: what one side says the other understands, and noise is noise."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generators import frames
from generators.contract import Failed, Offer, Picture, Progress, Prompt
from generators.frames import BadFrame, decode, encode

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
counts = st.integers(0, 2**31)
whole = st.integers(-(2**63) + 1, 2**63 - 1)
reals = st.floats(allow_nan=False, allow_infinity=False)

prompts = st.builds(
    Prompt,
    text=texts,
    negative=texts,
    width=counts,
    height=counts,
    seed=whole,
    steps=st.none() | counts,
    guidance=st.none() | reals,
    style=texts,
    model=texts,
    source=st.none() | st.sampled_from([b"one", b"another"]),
    strength=st.none() | reals,
)
offers = st.builds(
    Offer,
    models=st.lists(texts, max_size=3).map(tuple),
    largest=st.tuples(counts, counts),
    batch=counts,
    styles=st.lists(texts, max_size=3).map(tuple),
    steps=counts,
    device=texts,
    digital_source_type=texts,
    label=texts,
    seconds_per_step=reals,
)
some_bytes = st.binary(min_size=1, max_size=64)
events = (
    st.builds(Progress, item=counts, step=counts, of=counts, preview=st.none() | some_bytes)
    | st.builds(Failed, item=counts, reason=texts, retryable=st.booleans())
    | st.builds(
        Picture,
        item=counts,
        data=some_bytes,
        media_type=texts,
        width=counts,
        height=counts,
        seed=whole,
        model=texts,
        digital_source_type=texts,
    )
)
all_frames = (
    st.builds(frames.Hello, offer=offers, plugin=texts, protocol=counts)
    | st.builds(frames.Welcome, server=texts, lease=reals)
    | st.builds(frames.Job, id=texts, prompts=st.lists(prompts, min_size=1, max_size=3).map(tuple), claim=texts)
    | st.builds(frames.Report, job=texts, claim=texts, event=events)
    | st.builds(frames.Done, job=texts, claim=texts)
    | st.builds(frames.Cancel, job=texts, item=st.none() | counts)
    | st.builds(frames.Refused, reason=texts)
    | st.just(frames.Ping())
    | st.just(frames.Pong())
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
TYPES = [
    "hello",
    "welcome",
    "job",
    "progress",
    "picture",
    "failed",
    "done",
    "cancel",
    "ping",
    "pong",
    "refused",
]
FIELDS = [
    "offer",
    "id",
    "prompts",
    "job",
    "claim",
    "item",
    "step",
    "of",
    "reason",
    "models",
    "largest",
    "lease",
]


@given(all_frames)
def test_every_frame_survives_the_wire(frame):
    assert decode(encode(frame)) == frame


@given(st.text() | st.binary())
def test_noise_is_a_value_and_never_an_exception(message):
    assert isinstance(decode(message), BadFrame)


@given(st.sampled_from(TYPES), st.dictionaries(st.sampled_from(FIELDS), json_values), st.none() | st.binary())
def test_a_known_type_with_nonsense_in_it_never_raises(name, nonsense, attached):
    text = json.dumps({**nonsense, "type": name})
    head = text.encode()
    decode(text if attached is None else len(head).to_bytes(4, "big") + head + attached)


@given(all_frames, st.integers(0, 200), st.integers(0, 255))
def test_a_flipped_byte_never_raises(frame, at, value):
    message = encode(frame)
    broken = bytearray(message.encode() if isinstance(message, str) else message)
    broken[at % len(broken)] = value
    decode(bytes(broken))
    decode(broken.decode(errors="replace"))


@pytest.mark.parametrize(
    "message",
    [
        "[" * 100_000,
        '{"type": "cancel", "job": "\\ud800"}',
        '{"type": "cancel", "job": "1", "item": NaN}',
        '{"type": "cancel", "job": "1", "item": true}',
        '{"type": "cancel", "job": "1", "item": 9223372036854775808}',
        '{"type": "welcome", "lease": 1e999}',
        '{"type": "job", "id": "1", "prompts": []}',
        '{"type": ["job"]}',
        '{"type": "failed", "job": "1", "claim": "", "item": -1, "reason": ""}',
        '{"type": "welcome", "server": "' + "x" * frames.LARGEST_JSON + '"}',
        b"",
        b"\xff\xff\xff\xff{}",
        "1" * 5000,
    ],
)
def test_what_is_not_a_frame_is_refused(message):
    assert isinstance(decode(message), BadFrame)


def test_words_we_do_not_know_yet_are_ignored():
    assert decode('{"type": "ping", "mood": "good"}') == frames.Ping()


def test_a_missing_claim_is_an_empty_one():
    heard = decode('{"type": "job", "id": "7", "prompts": [{"text": "a fox"}]}')
    assert heard == frames.Job("7", (Prompt("a fox"),))


def a_picture(data):
    return frames.Report("1", "c", Picture(0, data, "image/png", 8, 8, 1, "flat", "algorithmicMedia"))


def test_a_picture_has_bytes_but_not_too_many():
    assert decode(encode(a_picture(b""))) == BadFrame("the picture is empty")
    assert decode(encode(a_picture(bytes(frames.LARGEST_PICTURE)))) == a_picture(bytes(frames.LARGEST_PICTURE))
    assert decode(encode(a_picture(bytes(frames.LARGEST_PICTURE + 1)))) == BadFrame("the picture is too large")


def test_a_preview_is_small():
    frame = frames.Report("1", "c", Progress(0, 1, 4, bytes(frames.LARGEST_PREVIEW + 1)))
    assert decode(encode(frame)) == BadFrame("the preview is too large")
