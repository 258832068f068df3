"""People with pictures, for commands that look after files."""

import asyncio

from generators.fake import flat_png
from tests.harness.asgi import multipart_body
from tests.harness.house import House, Person

PICTURE = flat_png(300, 200, (200, 30, 20))


async def upload(person: Person) -> str:
    """The id of a picture that hangs on no post."""
    body, kind = multipart_body({}, {"file": ("a.png", "image/png", PICTURE)})
    answer = await person.ask("POST", "/api/v2/media", body=body, headers={"Content-Type": kind})
    assert answer.status == 200, answer.text
    found: str = answer.json["id"]
    return found


async def posts_a_picture(person: Person) -> None:
    """An upload and the status that shows it."""
    await person.posts("look", **{"media_ids[]": await upload(person)})


async def candidate(house: House, person: Person) -> None:
    """A finished painting that its author has not published."""
    async with house.paints():
        asked = await person.post("/api/fediai/v1/generations", prompt="a fox in the snow")
        for _ in range(200):
            if (await person.get(f"/api/fediai/v1/generations/{asked['id']}"))["state"] == "ready":
                return
            await asyncio.sleep(0.05)
    raise AssertionError("it was not painted")
