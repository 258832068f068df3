"""A worker dials in to a real socket, paints, and survives what happens to lines, tokens and generators."""

import asyncio
import time
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from generators import frames
from generators.contract import Failed, Picture, Progress, Prompt
from generators.fake import Fake
from generators.frames import Cancel, Done, Job, Ping, Pong, Refused, Report
from generators.worker import HUNG, REFUSED, STOPPED, run
from generators.worker.dial import LONGEST_PAUSE, pause, socket_url

FOX = Prompt("a fox in the snow", width=64, height=48, seed=7)


@asynccontextmanager
async def a_worker(instance, generator=None, patience=60.0):
    """A worker at work; leaving the block stops it and expects a clean end."""
    stop = asyncio.Event()
    task = asyncio.create_task(run(instance.socket, instance.token, generator or Fake(), stop, "fake", patience))
    try:
        yield task
    finally:
        stop.set()
        await asyncio.wait_for(task, 12)


def outcomes(reports):
    return {each.event.item: each.event for each in reports if not isinstance(each.event, Progress)}


async def test_a_worker_says_hello_with_its_offer(instance):
    async with a_worker(instance):
        line = await instance.line()
    assert line.hello == frames.Hello(Fake().offer(), "fake", frames.PROTOCOL)


async def test_a_prompt_becomes_progress_and_a_picture(instance):
    async with a_worker(instance, Fake(delay=1.2, steps=3)):
        reports = await (await instance.line()).paints(Job("1", (FOX,), claim="c"))
    assert {(each.job, each.claim) for each in reports} == {("1", "c")}
    steps = [each.event.step for each in reports if isinstance(each.event, Progress)]
    assert steps == sorted(steps)
    assert len(steps) >= 2
    [picture] = outcomes(reports).values()
    assert (picture.media_type, picture.width, picture.height, picture.seed) == ("image/png", 64, 48, 7)
    [alone] = [each for each in Fake().generate([FOX], lambda _: False) if isinstance(each, Picture)]
    assert picture == alone


async def test_a_large_picture_to_begin_with_comes_through(instance):
    """More than fits a message of words alone; two prompts share it."""
    source = frames.encode(Ping()).encode() * 400_000
    job = Job("1", tuple(replace(FOX, seed=seed, source=source, strength=0.2) for seed in (1, 2)))
    async with a_worker(instance):
        found = outcomes(await (await instance.line()).paints(job))
    alone = [each for each in Fake().generate(job.prompts, lambda _: False) if isinstance(each, Picture)]
    assert len(source) > frames.LARGEST_JSON
    assert list(found.values()) == alone


async def test_progress_is_thinned_to_four_reports_a_second(instance):
    async with a_worker(instance, Fake(delay=1.0, steps=100)):
        line, began = await instance.line(), time.monotonic()
        reports = await line.paints(Job("1", (FOX,)))
        took = time.monotonic() - began
    assert 3 <= len(reports) <= 2 + 4 * took


async def test_a_second_job_finds_the_same_worker_awake(instance):
    async with a_worker(instance):
        line = await instance.line()
        for name in ("1", "2"):
            assert isinstance(outcomes(await line.paints(Job(name, (FOX, FOX))))[1], Picture)


async def test_a_cut_line_is_dialled_again_and_the_old_job_is_forgotten(instance):
    async with a_worker(instance, Fake(delay=2.0)):
        line = await instance.line()
        await line.say(Job("1", (FOX,)))
        await asyncio.sleep(0.1)
        line.connection.transport.abort()
        again = await instance.line()
        reports = await again.paints(Job("2", (FOX,)))
    assert {each.job for each in reports} == {"2"}
    assert isinstance(outcomes(reports)[0], Picture)


async def test_a_cancelled_item_is_neither_painted_nor_reported(instance):
    async with a_worker(instance, Fake(delay=0.5, steps=10)):
        line = await instance.line()
        await line.say(Cancel("unheard of"))
        await line.say(Job("1", (FOX, FOX)))
        await line.say(Cancel("1", item=0))
        reports = []
        while not isinstance(heard := await line.hear(), Done):
            reports.append(heard)
    assert set(outcomes(reports)) == {1}


async def test_a_cancelled_job_ends_at_once(instance):
    async with a_worker(instance, Fake(delay=20, steps=200)):
        line = await instance.line()
        await line.say(Job("1", (FOX,)))
        await line.hear()
        await line.say(Cancel("1"))
        while not isinstance(heard := await asyncio.wait_for(line.hear(), 2), Done):
            assert isinstance(heard, Report)


async def test_a_bad_token_ends_the_worker_with_a_sentence(instance, caplog):
    assert await run(instance.socket, "wrong", Fake(), asyncio.Event()) == REFUSED
    assert "refused: bad token" in caplog.text
    assert instance.dialled == 1


async def test_a_refusal_over_the_line_ends_the_worker_too(instance, caplog):
    async with a_worker(instance) as task:
        await (await instance.line()).say(Refused("this worker speaks an old protocol"))
        assert await asyncio.wait_for(task, 5) == REFUSED
    assert "refused: this worker speaks an old protocol" in caplog.text


async def test_an_instance_that_is_away_is_called_until_it_is_back(instance):
    nowhere = instance.socket.replace(frames.PATH, "/elsewhere")
    stop = asyncio.Event()
    task = asyncio.create_task(run(nowhere, instance.token, Fake(), stop))
    while instance.dialled < 3:
        await asyncio.sleep(0.05)
    stop.set()
    assert await asyncio.wait_for(task, 2) == STOPPED


async def test_a_crashing_generator_costs_one_picture_and_not_the_worker(instance):
    async with a_worker(instance):
        line = await instance.line()
        crash = outcomes(await line.paints(Job("1", (Prompt("crash:oh no"),))))
        assert crash == {0: Failed(0, "RuntimeError: oh no", retryable=True)}
        assert isinstance(outcomes(await line.paints(Job("2", (FOX,))))[0], Picture)


async def test_a_hanging_generator_ends_the_process_so_that_a_fresh_one_can_start(instance, caplog):
    async with a_worker(instance, patience=0.3) as task:
        await (await instance.line()).say(Job("1", (Prompt("hang"),)))
        assert await asyncio.wait_for(task, 5) == HUNG
    assert "hangs" in caplog.text


async def test_the_picture_in_hand_is_finished_before_the_worker_stops(instance):
    stop = asyncio.Event()
    task = asyncio.create_task(run(instance.socket, instance.token, Fake(delay=0.5), stop))
    line = await instance.line()
    await line.say(Job("1", (FOX,)))
    await asyncio.sleep(0.1)
    stop.set()
    while not isinstance(heard := await line.hear(), Report) or not isinstance(heard.event, Picture):
        pass
    assert await asyncio.wait_for(task, 5) == STOPPED


async def test_an_idle_worker_stops_at_once(instance):
    async with a_worker(instance) as task:
        await instance.line()
    assert task.result() == STOPPED


async def test_a_ping_is_answered_while_painting(instance):
    async with a_worker(instance, Fake(delay=2, steps=1)):
        line = await instance.line()
        await line.say(Job("1", (FOX,)))
        await line.say(Ping())
        assert await asyncio.wait_for(line.hear(), 1) == Pong()


async def test_noise_from_the_instance_is_logged_and_ignored(instance, caplog):
    async with a_worker(instance):
        line = await instance.line()
        await line.connection.send("what?")
        assert isinstance(outcomes(await line.paints(Job("1", (FOX,))))[0], Picture)
    assert "ignored a frame" in caplog.text


@pytest.mark.parametrize(
    ("typed", "dialled"),
    [
        ("https://art.example", "wss://art.example/api/fediai/v1/workers/socket"),
        ("https://art.example/", "wss://art.example/api/fediai/v1/workers/socket"),
        ("http://127.0.0.1:8000", "ws://127.0.0.1:8000/api/fediai/v1/workers/socket"),
        ("wss://a.example/api/fediai/v1/workers/socket", "wss://a.example/api/fediai/v1/workers/socket"),
    ],
)
def test_people_type_the_address_they_know(typed, dialled):
    assert socket_url(typed) == dialled


def test_pauses_grow_and_stay_bounded():
    assert pause(0) <= 0.5
    assert LONGEST_PAUSE / 2 <= pause(1_000_000) <= LONGEST_PAUSE
