"""The shape that other people's tools speak, by plain HTTP: pictures, streams, edits, models, and errors."""

import base64
import json
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from generators.fake import flat_png
from tests.api.test_own_api import Shows, events_of
from tests.harness.asgi import multipart_body
from tests.harness.house import House

IMAGES = "/v1/images/generations"


async def test_pictures_as_addresses_and_as_bytes(server: House):
    alice = await server.signs_up("alice")
    async with server.paints():
        words = {
            "model": "gpt-image-1",
            "prompt": "a fox --n 9",
            "n": 2,
            "size": "64x32",
            "user": "u1",
            "quality": "high",
            "response_format": "url",
        }
        made = (await alice.tries("POST", IMAGES, words)).json
        assert (len(made["data"]), made["size"], made["output_format"]) == (2, "64x32", "jpeg")
        file = await server.ask("GET", made["data"][0]["url"].removeprefix("https://art.example"))
        assert Image.open(BytesIO(file.body)).size == (64, 32)
        words = {"prompt": "a fox", "negative_prompt": "dogs", "seed": 3, "size": "auto", "model": "gpt-image-1.5"}
        made = (await alice.tries("POST", IMAGES, words)).json
        assert Image.open(BytesIO(base64.b64decode(made["data"][0]["b64_json"]))).size == (64, 64)
    newest, older = await alice.get("/api/fediai/v1/generations")
    assert newest["negative_prompt"] == "dogs"
    assert (newest["seed"], older["prompt"]) == (3, "a fox --n 9")
    assert await alice.home() == [], "nothing is posted by it"


async def test_a_stream_has_partial_pictures_and_the_finished_one(server: House):
    alice = await server.signs_up("alice")
    async with server.paints(Shows()):
        answer = await alice.tries("POST", IMAGES, {"prompt": "a fox", "stream": True, "partial_images": 2})
    assert answer.header("content-type") == "text/event-stream"
    told = events_of(answer.text)
    names = [name for name, _ in told]
    assert names == ["image_generation.partial_image"] * (len(told) - 1) + ["image_generation.completed"]
    assert 1 <= len(told) - 1 <= 2
    assert [data["partial_image_index"] for _, data in told[:-1]] == list(range(len(told) - 1))
    assert base64.b64decode(told[0][1]["b64_json"]).startswith(b"\xff\xd8")
    assert Image.open(BytesIO(base64.b64decode(told[-1][1]["b64_json"]))).size == (64, 64)
    assert told[-1][1]["usage"]["total_tokens"] == 0


async def test_a_failure_is_an_error_in_the_stream_and_without_one(server: House):
    alice = await server.signs_up("alice")
    async with server.paints():
        plain = await alice.tries("POST", IMAGES, {"prompt": "fail-forever:no paint"})
        streamed = await alice.tries("POST", IMAGES, {"prompt": "fail-forever:no paint", "stream": True})
    assert (plain.status, plain.json["error"]["type"]) == (400, "invalid_request_error")
    assert "no paint" in plain.json["error"]["message"]
    [(name, data)] = events_of(streamed.text)
    assert (name, "no paint" in data["error"]["message"]) == ("error", True)


@pytest.mark.parametrize(
    ("values", "status", "sentence"),
    [
        ({}, 400, "prompt is empty"),
        ({"prompt": "a fox", "n": 9}, 400, "`n` is"),
        ({"prompt": "a fox", "size": "huge"}, 400, "`size` is"),
        ({"prompt": "a fox", "size": "64x2048"}, 400, "`size` is"),
        ({"prompt": "a fox", "response_format": "gif"}, 400, "`response_format`"),
        ({"prompt": "a fox", "partial_images": 7, "stream": True}, 400, "`partial_images`"),
        ({"prompt": "a fox", "model": "sora"}, 404, "not offered"),
        ({"prompt": ["a"], "n": {}}, 400, "must be text"),
    ],
)
async def test_flaws_come_in_the_shape_of_openai(
    small_server: House, values: dict[str, Any], status: int, sentence: str
):
    alice = await small_server.signs_up("alice")
    answer = await alice.tries("POST", IMAGES, values)
    assert answer.status == status, answer.text
    assert set(answer.json["error"]) == {"message", "type", "param", "code"}
    assert sentence in answer.json["error"]["message"]


async def test_who_asks_is_asked_for(small_server: House):
    body = json.dumps({"prompt": "a fox"}).encode()
    headers = {"Content-Type": "application/json"}
    for token in ({}, {"Authorization": "Bearer sk-nonsense"}):
        answer = await small_server.ask("POST", IMAGES, body=body, headers={**headers, **token})
        assert (answer.status, answer.json["error"]["code"]) == (401, "invalid_api_key")
    assert (await small_server.ask("GET", "/v1/chat/completions")).json["error"]["code"] == "not_found"


async def test_a_spent_share_says_when_to_come_back(sqlite_url: str):
    from tests.harness.house import house

    async with house("art.example", sqlite_url, limits={"pictures_per_day": 1}) as server:
        alice = await server.signs_up("alice")
        answer = await alice.tries("POST", IMAGES, {"prompt": "a fox", "n": 2})
    assert (answer.status, answer.json["error"]["code"]) == (429, "rate_limit_exceeded")
    assert int(answer.header("retry-after")) > 0


async def test_models_are_what_the_painters_offer(small_server: House):
    async with small_server.paints():
        listed = (await small_server.ask("GET", "/v1/models")).json
        assert [one["id"] for one in listed["data"]] == ["flat"]
        assert (await small_server.ask("GET", "/v1/models/flat")).json["object"] == "model"
        assert (await small_server.ask("GET", "/v1/models/oil")).status == 404


async def test_an_edit_needs_a_painter_that_can_begin_with_a_picture(small_server: House):
    alice = await small_server.signs_up("alice")
    png = ("x.png", "image/png", flat_png(64, 64, (200, 10, 10)))

    async def edits(files: dict[str, Any], **values: str):
        body, kind = multipart_body(values, files)
        return await alice.ask("POST", "/v1/images/edits", body=body, headers={"Content-Type": kind})

    twice = {"image[0]": png, "image[1]": png}
    for files, sentence in (({}, "as `image`"), ({"image": png, "mask": png}, "Masks"), (twice, "only one `image`")):
        answer = await edits(files, prompt="a fox")
        assert (answer.status, sentence in answer.json["error"]["message"]) == (400, True)
    answer = await edits({"image": png}, prompt="a fox")
    assert (answer.status, "can paint from a picture" in answer.json["error"]["message"]) == (400, True)
    async with small_server.paints():
        plain = await alice.tries("POST", IMAGES, {"prompt": "a fox", "seed": 7, "response_format": "b64_json"})
        far, near = [
            await edits({"image": png}, prompt="a fox", seed="7", response_format="b64_json", strength=strength)
            for strength in ("1", "0.1")
        ]
    assert far.json["data"] == plain.json["data"] != near.json["data"]
    assert (await edits({"image": png}, prompt="a fox", strength="9")).status == 400
