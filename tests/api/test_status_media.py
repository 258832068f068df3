"""Pictures on statuses: attached, described, kept for redrafting or removed with their files."""

from io import BytesIO
from typing import Any

from PIL import Image

from tests.harness.asgi import multipart_body
from tests.harness.house import House, Person


def a_picture(colour: str = "teal") -> bytes:
    out = BytesIO()
    Image.new("RGB", (640, 480), colour).save(out, "PNG")
    return out.getvalue()


async def uploads(person: Person, **fields: str) -> dict[str, Any]:
    body, kind = multipart_body(fields, {"file": ("a.png", "image/png", a_picture())})
    answer = await person.ask("POST", "/api/v2/media", body=body, headers={"Content-Type": kind})
    assert answer.status == 200, answer.text
    return answer.json


async def test_a_status_with_pictures_and_nothing_else_in_their_order(server: House):
    alice = await server.signs_up("alice")
    one, two = await uploads(alice, description="One"), await uploads(alice)
    values = {
        "media_ids": [two["id"], one["id"]],
        "media_attributes": [{"id": two["id"], "description": "Two", "focus": "0.5,-2"}],
    }
    posted = (await alice.tries("POST", "/api/v1/statuses", values)).json
    shown = posted["media_attachments"]
    assert [file["description"] for file in shown] == ["Two", "One"]
    assert shown[0]["meta"]["focus"] == {"x": 0.5, "y": -1.0}
    for file in shown:
        assert file["type"] == "image"
        assert file["url"].startswith("https://art.example/media/")
        assert file["preview_url"]
        assert file["blurhash"]
        assert file["meta"]["original"]["size"] == "640x480"
    base = f"/api/v1/accounts/{alice.account.id}/statuses?only_media=true"
    assert [one["id"] for one in await alice.get(base)] == [posted["id"]]
    assert len(await alice.get("/api/v1/timelines/public?only_media=true")) == 1


async def test_a_picture_belongs_to_one_status_of_its_owner(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    file = await uploads(alice)
    values = {"status": "a", "media_ids": [file["id"]]}
    assert (await bob.tries("POST", "/api/v1/statuses", values)).status == 422
    assert (await alice.tries("POST", "/api/v1/statuses", values)).status == 200
    assert (await alice.tries("POST", "/api/v1/statuses", values)).status == 422


async def test_delete_and_redraft_attaches_the_same_picture_again(server: House):
    alice = await server.signs_up("alice")
    file = await uploads(alice)
    posted = (await alice.tries("POST", "/api/v1/statuses", {"status": "a", "media_ids": [file["id"]]})).json
    gone = (await alice.ask("DELETE", f"/api/v1/statuses/{posted['id']}")).json
    assert [one["id"] for one in gone["media_attachments"]] == [file["id"]]
    again = (await alice.tries("POST", "/api/v1/statuses", {"status": "b", "media_ids": [file["id"]]})).json
    assert again["media_attachments"][0]["url"] == file["url"]


async def test_delete_media_takes_the_bytes_along(server: House):
    alice = await server.signs_up("alice")
    file = await uploads(alice)
    path = file["url"].removeprefix("https://art.example")
    posted = (await alice.tries("POST", "/api/v1/statuses", {"status": "a", "media_ids": [file["id"]]})).json
    assert (await server.ask("GET", path)).status == 200
    await alice.ask("DELETE", f"/api/v1/statuses/{posted['id']}?delete_media=true")
    assert (await server.ask("GET", path)).status == 404


async def test_an_edit_keeps_pictures_unless_others_are_named(server: House):
    alice = await server.signs_up("alice")
    one, two = await uploads(alice), await uploads(alice)
    posted = (await alice.tries("POST", "/api/v1/statuses", {"status": "a", "media_ids": [one["id"]]})).json
    target = f"/api/v1/statuses/{posted['id']}"
    kept = (await alice.tries("PUT", target, {"status": "b"})).json
    assert [file["id"] for file in kept["media_attachments"]] == [one["id"]]
    told = {"media_ids": [two["id"], one["id"]], "media_attributes": [{"id": one["id"], "description": "new"}]}
    changed = (await alice.tries("PUT", target, {"status": "b", **told})).json
    assert [(file["id"], file["description"]) for file in changed["media_attachments"]] == [
        (two["id"], None), (one["id"], "new"),
    ]  # fmt: skip
    assert (await alice.tries("PUT", target, {"status": "", "media_ids": []})).status == 422
