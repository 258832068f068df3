"""Painters on their sockets, and our own API beside them: who is let in, what they are told, what they may not do."""

import asyncio

import pytest

from fediai.services.pictures import painters
from generators import frames
from generators.contract import Failed, Offer, Picture, Progress
from generators.fake import Fake, flat_png
from tests.harness.house import LOCAL_TOKEN, House
from tests.harness.painter import SOCKET, connected, painting
from tests.harness.sockets import Closed, Line, socket_to

GENERATIONS = "/api/fediai/v1/generations"
PREVIEW = b"\xff\xd8\xff\xe0 a small JPEG"


async def hears(line: Line) -> frames.Frame:
    found = frames.decode(await line.receive())
    assert not isinstance(found, frames.BadFrame)
    return found


async def gets_a_job(line: Line) -> frames.Job:
    assert isinstance(await hears(line), frames.Welcome)
    job = await hears(line)
    assert isinstance(job, frames.Job)
    return job


async def reports(line: Line, job: frames.Job, *events: Progress | Picture | Failed) -> None:
    for event in events:
        await line.send(frames.encode(frames.Report(job.id, job.claim, event)))


async def has_heeded(line: Line) -> None:
    """All that was sent, and a sign of life after it."""
    await line.send(frames.encode(frames.Ping()))
    await line.is_heeded()
    while not isinstance(await hears(line), frames.Pong):
        pass


def a_picture(item: int = 0) -> Picture:
    return Picture(item, flat_png(64, 64, (1, 2, 3)), "image/png", 64, 64, 7, "flat", "algorithmicMedia")


async def state_of(person, id: str) -> str:
    return (await person.get(f"{GENERATIONS}/{id}"))["state"]


async def becomes(person, id: str, state: str) -> None:
    for _ in range(200):
        if await state_of(person, id) == state:
            return
        await asyncio.sleep(0.01)
    raise AssertionError(await person.get(f"{GENERATIONS}/{id}"))


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic x"}])
async def test_nobody_paints_without_a_token(small_server: House, headers: dict[str, str]):
    with pytest.raises(Closed, match="401"):
        async with socket_to(small_server.app, SOCKET, headers):
            pass


async def test_a_token_of_ours_lets_a_painter_in_until_it_is_revoked(small_server: House):
    alice = await small_server.signs_up("alice")
    token = await painters.new_generator_token(small_server.ctx, "attic")
    asked = await alice.post(GENERATIONS, prompt="a fox")
    async with painting(small_server.app, token), small_server.busy():
        await becomes(alice, asked["id"], "ready")
        [worker] = await alice.get("/api/fediai/v1/workers")
        assert (worker["name"], worker["awake"], worker["models"]) == ("attic", True, ["flat"])
    [worker] = await alice.get("/api/fediai/v1/workers")
    assert not worker["awake"]
    assert await painters.revoke_generator_token(small_server.ctx, "attic") == 1
    with pytest.raises(Closed, match="401"):
        async with connected(small_server.app, token):
            pass


async def test_a_painter_that_goes_with_its_last_word_is_gone(small_server: House):
    """Being done wakes what hands out work, at the very moment when that is told to end."""
    alice = await small_server.signs_up("alice")
    asked = await alice.post(GENERATIONS, prompt="a fox")
    async with connected(small_server.app, LOCAL_TOKEN) as line:
        job = await gets_a_job(line)
        await reports(line, job, a_picture())
        await line.is_heeded()
        await line.send(frames.encode(frames.Done(job.id, job.claim)))
    [worker] = await alice.get("/api/fediai/v1/workers")
    assert (worker["awake"], await state_of(alice, asked["id"])) == (False, "running")


async def test_a_painter_learns_prompts_and_nothing_of_people(small_server: House):
    alice = await small_server.signs_up("alice")
    await alice.post(GENERATIONS, prompt="a fox")
    async with connected(small_server.app, LOCAL_TOKEN) as line:
        welcome, job = await line.receive(), await line.receive()
    assert "alice" not in f"{welcome!r}{job!r}"
    assert str(alice.account.id) not in f"{job!r}"


async def test_progress_and_previews_are_for_the_author_only(small_server: House):
    alice, bob = await small_server.signs_up("alice"), await small_server.signs_up("bob")
    asked = await alice.post(GENERATIONS, prompt="a fox")
    assert (asked["state"], asked["place"]) == ("queued", 1)
    path = f"{GENERATIONS}/{asked['id']}"
    async with connected(small_server.app, LOCAL_TOKEN) as line:
        job = await gets_a_job(line)
        assert (await alice.ask("GET", f"{path}/preview")).status == 404
        await reports(line, job, Progress(0, 3, 8, PREVIEW))
        await has_heeded(line)
        assert (await alice.get(path))["progress"] == {"step": 3, "of": 8}
        seen = await alice.ask("GET", f"{path}/preview")
        assert (seen.body, seen.header("content-type")) == (PREVIEW, "image/jpeg")
        for target in (path, f"{path}/preview"):
            assert (await bob.ask("GET", target)).status == 404
        await reports(line, job, a_picture())
        await line.send(frames.encode(frames.Done(job.id, job.claim)))
        await has_heeded(line)
        assert (await alice.ask("GET", f"{path}/preview")).status == 404
    await small_server.works()
    ready = await alice.get(path)
    assert (ready["state"], ready["model"], ready["label"]) == ("ready", "flat", Fake().offer().label)
    assert ready["seconds_left"] is None


async def test_cancelling_tells_the_painter_and_drops_what_it_still_sends(small_server: House):
    alice = await small_server.signs_up("alice")
    asked = await alice.post(GENERATIONS, prompt="a fox", pictures=2)
    async with connected(small_server.app, LOCAL_TOKEN) as line:
        job = await gets_a_job(line)
        await alice.tries("DELETE", f"{GENERATIONS}/{asked['id']}")
        told = [await hears(line), await hears(line)]
        assert told == [frames.Cancel(job.id, 0), frames.Cancel(job.id, 1)]
        await reports(line, job, a_picture(0), a_picture(1))
        await line.send(frames.encode(frames.Done(job.id, job.claim)))
        await has_heeded(line)
    await small_server.works()
    assert (await alice.get(f"{GENERATIONS}/{asked['id']}"))["state"] == "cancelled"
    assert not [path for path in small_server.ctx.files.folder.rglob("*") if path.is_file()]


async def test_a_failure_that_may_pass_is_tried_again_and_a_lasting_one_is_not(small_server: House):
    alice = await small_server.signs_up("alice")
    asked = await alice.post(GENERATIONS, prompt="a fox")
    async with connected(small_server.app, LOCAL_TOKEN) as line:
        job = await gets_a_job(line)
        await reports(line, job, Failed(0, "out of paint"))
        await line.send(frames.encode(frames.Done(job.id, job.claim)))
        again = await hears(line)
        assert isinstance(again, frames.Job)
        assert again.claim != job.claim
        await reports(line, job, a_picture())  # the old claim is worth nothing
        await reports(line, again, Failed(0, "no such colour", retryable=False))
        await becomes(alice, asked["id"], "failed")
    assert (await alice.get(f"{GENERATIONS}/{asked['id']}"))["error"] == "no such colour"


async def test_what_a_painter_sends_is_judged(small_server: House):
    alice = await small_server.signs_up("alice")
    asked = await alice.post(GENERATIONS, prompt="a fox")
    async with connected(small_server.app, LOCAL_TOKEN) as line:
        job = await gets_a_job(line)
        for nonsense in ("{", "[]", b"\0\0\0\xff{}", frames.encode(frames.Done("another", "x"))):
            await line.send(nonsense)
        await reports(line, job, Progress(9, 1, 2), a_picture(9), Failed(9, "x"))
        broken = Picture(0, b"no picture", "image/png", 64, 64, 7, "flat", "algorithmicMedia")
        await reports(line, job, broken)
        await has_heeded(line)
    await small_server.works()
    failed = await alice.get(f"{GENERATIONS}/{asked['id']}")
    assert failed["state"] == "failed"
    assert "can't be read" in failed["error"]


async def test_a_first_word_that_is_no_hello_is_refused(small_server: House):
    headers = {"Authorization": f"Bearer {LOCAL_TOKEN}"}
    async with socket_to(small_server.app, SOCKET, headers) as line:
        await line.send(frames.encode(frames.Ping()))
        assert isinstance(await hears(line), frames.Refused)
        with pytest.raises(Closed):
            await line.receive()


async def test_a_silent_painter_keeps_its_lease_only_as_long_as_it_shows_life(small_server: House):
    from fediai.workers import sweeps_pictures

    alice = await small_server.signs_up("alice")
    asked = await alice.post(GENERATIONS, prompt="a fox")
    async with connected(small_server.app, LOCAL_TOKEN) as line:
        await gets_a_job(line)
        for _ in range(4):
            small_server.clock.passes(seconds=40)
            await has_heeded(line)
            assert await sweeps_pictures.return_expired_leases(small_server.ctx) == 0
        small_server.clock.passes(seconds=61)
        assert await sweeps_pictures.return_expired_leases(small_server.ctx) == 1
    assert await state_of(alice, asked["id"]) == "queued"


async def test_a_painter_gets_sizes_that_it_can_paint(small_server: House):
    alice = await small_server.signs_up("alice")
    await alice.post(GENERATIONS, prompt="a fox", ratio="2:1")

    class Small(Fake):
        def offer(self) -> Offer:
            return Offer(models=("tiny",), largest=(32, 32))

    async with connected(small_server.app, LOCAL_TOKEN, Small()) as line:
        job = await gets_a_job(line)
    assert (job.prompts[0].width, job.prompts[0].height) == (32, 16)


async def test_finished_pictures_are_posted_from_the_studio_once(server: House):
    alice = await server.signs_up("alice")
    asked = await alice.post(GENERATIONS, prompt="a fox", pictures=2)
    path = f"{GENERATIONS}/{asked['id']}"
    assert (await alice.tries("POST", f"{path}/publish")).status == 422
    async with server.paints():
        await becomes(alice, asked["id"], "ready")
    ready = await alice.get(path)
    chosen = ready["media_attachments"][1]["id"]
    words = {"media_ids": [chosen], "caption": "Hello", "visibility": "unlisted", "private": True}
    status = (await alice.tries("POST", f"{path}/publish", words)).json
    assert [one["id"] for one in status["media_attachments"]] == [chosen]
    assert status["media_attachments"][0]["description"] == "AI-generated image."
    assert "Hello" in status["content"]
    assert "AIGenerated" in status["content"]
    assert (await alice.get(path))["status_id"] == status["id"]
    assert (await alice.tries("POST", f"{path}/publish")).status == 422
    assert (await alice.tries("PATCH", path, {"recipe_public": True})).json["recipe_public"] is True
    assert [one["id"] for one in await alice.get(f"{GENERATIONS}?limit=5")] == [asked["id"]]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"prompt": ""}, "Say what to paint"),
        ({"prompt": "a fox", "pictures": 9}, "1 to 4 pictures"),
        ({"prompt": "a fox", "seed": -1}, "A seed is"),
        ({"prompt": "a fox", "ratio": "round"}, "no ratio"),
        ({"prompt": "a fox --sed 3"}, "did you mean --seed?"),
    ],
)
async def test_what_cannot_be_painted_is_said_in_a_sentence(small_server: House, values: dict, sentence: str):
    alice = await small_server.signs_up("alice")
    answer = await alice.tries("POST", GENERATIONS, values)
    assert answer.status == 422
    assert sentence in answer.json["error"]


async def test_our_own_api_describes_itself(small_server: House):
    described = (await small_server.ask("GET", "/api/fediai/v1/openapi.json")).json
    assert described["openapi"].startswith("3.1")
    assert described["paths"][f"{GENERATIONS}/{{id}}"]["get"]["security"] == [{"bearer": ["read:statuses"]}]
    alice = await small_server.signs_up("alice")
    made = await alice.post(GENERATIONS, prompt="a fox")
    assert set(made) == set(described["components"]["schemas"]["Generation"]["properties"])
