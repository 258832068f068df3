"""What can't be painted or shown is refused with a sentence, and nothing is left behind."""

import struct
import zlib
from collections.abc import AsyncIterator

import pytest

from tests.harness.asgi import Answer, multipart_body
from tests.harness.house import House, Person, house

HUGE = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def huge_png() -> bytes:
    """A few kilobytes that promise 30,000 × 30,000 pixels."""
    rows = zlib.compress(bytes(1_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", HUGE) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


async def uploads(person: Person, data: bytes, version: int = 2) -> Answer:
    body, kind = multipart_body({"description": "A picture"}, {"file": ("picture.png", "image/png", data)})
    return await person.ask("POST", f"/api/v{version}/media", body=body, headers={"Content-Type": kind})


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize("data", [b"this is no picture", b"\x89PNG\r\n\x1a\nnor is this", huge_png()])
async def test_what_is_no_picture_or_far_too_large_is_refused_with_a_sentence(
    small_server: House, data: bytes, version: int
) -> None:
    alice = await small_server.signs_up("alice")
    answer = await uploads(alice, data, version)
    assert answer.status == 422
    assert " " in answer.json["error"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("/imagine a fox --sed 7", "did you mean --seed?"),
        ("/imagine a fox --n 5", "from 1 to 4"),
        ("/imagine a fox --ar banana", "--ar banana"),
        ("/imagine", "Say what to paint"),
        ("/imagine --seed 7", "Say what to paint"),
    ],
)
async def test_a_wrong_flag_is_said_before_anything_is_stored(painterless: House, typed: str, said: str) -> None:
    alice = await painterless.signs_up("alice")
    answer = await alice.tries("POST", "/api/v1/statuses", {"status": typed})
    assert answer.status == 422
    assert said in answer.json["error"]
    assert await alice.home() == []


@pytest.fixture
async def small_queue(sqlite_url: str) -> AsyncIterator[House]:
    limits = {"queue": 2, "pictures_per_day": 3, "generations_at_once": 2}
    async with house("art.example", sqlite_url, posting={"wait_seconds": 0.05}, limits=limits) as one:
        yield one


async def test_a_full_queue_says_when_to_come_again(small_queue: House) -> None:
    alice, bob = await small_queue.signs_up("alice"), await small_queue.signs_up("bob")
    for _ in range(2):
        await alice.posts("/imagine a fox")
    answer = await bob.tries("POST", "/api/v1/statuses", {"status": "/imagine an owl"})
    assert answer.status == 429
    assert int(answer.header("retry-after")) > 0
    assert answer.json["error"]
    assert await bob.home() == []


async def test_one_person_may_not_fill_the_queue_alone(small_queue: House) -> None:
    alice = await small_queue.signs_up("alice")
    for _ in range(2):
        await alice.posts("/imagine a fox")
    answer = await alice.tries("POST", "/api/v1/statuses", {"status": "/imagine an owl"})
    assert answer.status == 429
    assert int(answer.header("retry-after")) > 0


async def test_the_days_pictures_are_spent_and_come_back(small_queue: House) -> None:
    """What is cancelled is given back; what was painted counts for a day."""
    alice = await small_queue.signs_up("alice")
    pending = await alice.posts("/imagine a fox --n 2")
    assert (await alice.tries("POST", "/api/v1/statuses", {"status": "/imagine owls --n 2"})).status == 429
    await alice.tries("DELETE", f"/api/v1/statuses/{pending['id']}")
    await alice.posts("/imagine owls --n 3")
    refused = await alice.tries("POST", "/api/v1/statuses", {"status": "/imagine a fox"})
    assert refused.status == 429
    assert 0 < int(refused.header("retry-after")) <= 86_400
    assert "3 pictures a day" in refused.json["error"]
    small_queue.clock.passes(hours=25)
    await alice.posts("/imagine a fox")
