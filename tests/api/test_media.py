"""Uploading pictures as clients do, and looking at far ones through our own cache."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from fediai.domain.lifecycle import MediaState
from fediai.domain.pictures.media import Media
from fediai.domain.urls import mark_of
from fediai.media import provenance
from fediai.store.pictures import media
from generators.fake import flat_png
from tests.harness.asgi import Answer, multipart_body
from tests.harness.house import House, Network, Person, house
from tests.media.test_images import a_bomb, saved

PICTURE = flat_png(300, 200, (200, 30, 20))


async def uploads(person: Person, data: bytes, path: str = "/api/v2/media", kind: str = "image/png", **fields: str):
    body, content_type = multipart_body(fields, {"file": ("a.png", kind, data)})
    return await person.ask("POST", path, body=body, headers={"Content-Type": content_type})


@pytest.mark.parametrize("path", ["/api/v1/media", "/api/v2/media"])
async def test_an_upload_is_ready_in_the_answer_and_again_when_asked_for(server: House, path: str):
    alice = await server.signs_up("alice")
    answer = await uploads(alice, PICTURE, path, description="A red field", focus="0.5,-0.25")
    assert answer.status == 200
    found = answer.json
    assert found["type"] == "image"
    assert found["url"].startswith("https://art.example/media/")
    assert found["description"] == "A red field"
    assert found["meta"]["original"]["width"] == 300
    assert found["meta"]["focus"] == {"x": 0.5, "y": -0.25}
    assert found["blurhash"]
    assert await alice.get(f"/api/v1/media/{found['id']}") == found


@pytest.mark.parametrize("path", ["/api/v1/media", "/api/v2/media"])
async def test_alt_text_and_focus_may_come_later(small_server: House, path: str):
    alice = await small_server.signs_up("alice")
    found = (await uploads(alice, PICTURE)).json
    changed = await alice.tries("PUT", f"{path}/{found['id']}", {"description": "Red", "focus": "-1,1"})
    assert (changed.json["description"], changed.json["meta"]["focus"]) == ("Red", {"x": -1.0, "y": 1.0})
    status = await alice.posts("look", **{"media_ids[]": found["id"]})
    assert status["media_attachments"][0]["description"] == "Red"
    assert (await alice.ask("GET", f"/api/v1/media/{found['id']}")).status == 404, "it is attached now"


async def test_somebody_elses_upload_looks_absent(small_server: House):
    alice, bob = await small_server.signs_up("alice"), await small_server.signs_up("bob")
    found = (await uploads(alice, PICTURE)).json
    for method in ("GET", "PUT", "DELETE"):
        assert (await bob.tries(method, f"/api/v1/media/{found['id']}")).status == 404
    assert (await alice.tries("DELETE", f"/api/v1/media/{found['id']}")).status == 200
    assert (await alice.ask("GET", f"/api/v1/media/{found['id']}")).status == 404


@pytest.mark.parametrize(
    ("data", "kind", "fields", "sentence"),
    [
        (a_bomb(30_000, 30_000), "image/png", {}, "30000 × 30000"),
        (b"not a picture", "image/png", {}, "no picture that can be read"),
        (PICTURE[:60], "image/png", {}, "no picture that can be read"),
        (b"", "image/png", {}, "can't be blank"),
        (b"\x00\x00\x00\x18ftypmp42", "video/mp4", {}, "no video"),
        (PICTURE, "image/png", {"description": "a" * 1501}, "longer than 1500"),
        (PICTURE, "image/png", {"focus": "left"}, "two numbers"),
        (PICTURE, "image/png", {"focus": "nan,7"}, "between -1 and 1"),
        (PICTURE + bytes(17_000_000), "image/png", {}, "less than 16 MiB"),
    ],
)
async def test_what_cannot_be_attached_is_a_422_with_a_sentence(
    small_server: House, data: bytes, kind: str, fields: dict[str, str], sentence: str
):
    alice = await small_server.signs_up("alice")
    answer = await uploads(alice, data, kind=kind, **fields)
    assert answer.status == 422, answer.text
    assert sentence in answer.json["error"]


async def test_of_an_upload_only_pixels_and_its_mark_of_origin_are_kept(small_server: House):
    alice = await small_server.signs_up("alice")
    exif = Image.Exif()
    exif[0x010E] = "where I live"
    data = saved(Image.new("RGB", (60, 40), "red"), "JPEG", exif=exif, xmp=provenance.packet("digitalArt"))
    found = (await uploads(alice, data)).json
    file = await small_server.ask("GET", found["url"].removeprefix("https://art.example"))
    assert b"where I live" not in file.body
    assert provenance.found_in(Image.open(BytesIO(file.body))) == "digitalArt"


@pytest.mark.parametrize(
    "path",
    ["/media/", "/media/a", "/media/../secret.jpg", "/media/%2e%2e/%2e%2e/x.jpg", "/media/ab/cd/none.jpg",
     "/media/ab/cd/x.raw", "/media/ab/cd/x.json", "/media/ab//x.jpg"],
)  # fmt: skip
async def test_only_pictures_are_served_and_only_from_their_folder(small_server: House, path: str):
    small_server.ctx.files.path("ab/cd/x.raw").parent.mkdir(parents=True)
    small_server.ctx.files.path("ab/cd/x.raw").write_bytes(PICTURE)
    (small_server.ctx.files.folder.parent / "secret.jpg").write_bytes(b"secret")
    answer = await small_server.ask("GET", path)
    assert answer.status == 404
    assert b"secret" not in answer.body


async def test_a_file_that_is_known_already_is_not_sent_again(small_server: House):
    alice = await small_server.signs_up("alice")
    url = (await uploads(alice, PICTURE)).json["url"].removeprefix("https://art.example")
    first = await small_server.ask("GET", url)
    again = await small_server.ask("GET", url, headers={"If-None-Match": first.header("etag")})
    assert (again.status, again.body) == (304, b"")
    head = await small_server.ask("HEAD", url)
    assert (head.status, head.body, head.header("content-length")) == (200, b"", str(len(first.body)))


class FarHost:
    """A host on the wire that serves pictures, and counts who asks."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.asked: list[str] = []

    async def __call__(self, scope: Mapping[str, Any], receive: Any, send: Any) -> None:
        self.asked.append(scope["path"])
        await asyncio.sleep(0.01)
        body = self.files.get(scope["path"])
        await send({"type": "http.response.start", "status": 404 if body is None else 200, "headers": []})
        await send({"type": "http.response.body", "body": body or b""})


async def far_picture(server: House, url: str) -> str:
    """A row as an arriving Note leaves it; the name under which our cache has it."""
    account = await server.account("studio")
    async with server.ctx.db.write() as tx:
        one = Media(
            id=tx.new_id(), account_id=account.id, status_id=None, position=0, state=MediaState.READY, type="image",
            media_type="image/png", file="", preview_file="", remote_url=url, size=0, width=0, height=0,
            preview_width=0, preview_height=0, blurhash=None, description=None, average_colour="", focus_x=None,
            focus_y=None, digital_source_type="", generation_id=None, error="", created_at=tx.now,
        )  # fmt: skip
        await media.insert(tx, one, replace(one, id=tx.new_id()))
    return f"{one.id}-{mark_of(url)}"


async def test_a_far_picture_is_fetched_once_when_somebody_first_looks(sqlite_url: str, network: Network):
    far = FarHost()
    far.files["/a.png"] = PICTURE
    network.apps["far.example"] = far
    async with house("art.example", sqlite_url, network) as server:
        one = await far_picture(server, "https://far.example/a.png")

        async def look(kind: str) -> Answer:
            return await server.ask("GET", f"/media/remote/{one}/{kind}")

        answers = await asyncio.gather(*(look(kind) for kind in ("original", "small") * 4))
        assert {answer.status for answer in answers} == {200}
        assert (await look("original")).header("content-type") == "image/jpeg"
        assert (await look("huge")).status == 404
        bare = one.partition("-")[0]
        for other in (bare, f"{bare}-", f"{bare}-{'0' * 20}"):
            assert (await server.ask("GET", f"/media/remote/{other}/original")).status == 404
        assert far.asked == ["/a.png"]
        server.clock.passes(days=31)
        from fediai.workers import sweeps_pictures

        assert await sweeps_pictures.drop_old_copies(server.ctx) == 2
        assert (await look("small")).status == 200
        assert far.asked == ["/a.png", "/a.png"]


async def test_a_far_picture_that_is_none_is_a_404_and_not_asked_for_again_at_once(sqlite_url: str, network: Network):
    far = FarHost()
    far.files |= {"/page": b"<script>alert(1)</script>", "/bomb": a_bomb(30_000, 30_000)}
    network.apps["far.example"] = far
    async with house("art.example", sqlite_url, network) as server:
        for name in ("page", "bomb", "gone"):
            one = await far_picture(server, f"https://far.example/{name}")
            for _ in range(3):
                assert (await server.ask("GET", f"/media/remote/{one}/original")).status == 404
        assert len(far.asked) == 3
        far.files["/gone"] = PICTURE
        server.clock.passes(hours=1)
        assert (await server.ask("GET", f"/media/remote/{one}/original")).status == 200


async def test_anybody_may_ask_where_a_picture_comes_from(small_server: House):
    async def says(data: bytes) -> Answer:
        body, kind = multipart_body({}, {"file": ("a", "image/jpeg", data)})
        headers = {"Content-Type": kind}
        return await small_server.ask("POST", "/api/fediai/v1/provenance", body=body, headers=headers)

    red = Image.new("RGB", (60, 40), "red")
    marked = await says(saved(red, "JPEG", xmp=provenance.packet("trainedAlgorithmicMedia")))
    assert marked.json["generated"] is True
    assert marked.json["digital_source_type"].endswith("/trainedAlgorithmicMedia")
    assert (await says(saved(red, "JPEG"))).json["generated"] is None
    assert (await says(saved(red, "PNG", pnginfo=provenance.png_info("digitalArt")))).json["generated"] is False
    assert (await says(b"hello")).status == 422
