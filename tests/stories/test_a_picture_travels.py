"""From a prompt in one house to a stranger's home in another, and what comes back."""

from io import BytesIO

import pytest
from PIL import Image

from tests.harness.house import House, Person, everyone_settles
from tests.stories.watching import file_at, note_of, paints

Friends = tuple[Person, Person]
FOX = "/imagine a fox in the snow\n\nSnow at last."


async def test_a_picture_reaches_a_follower_on_another_server(art: House, pub: House, friends: Friends) -> None:
    """From prompt to a stranger's home timeline, with its caption, its description and its mark."""
    alice, bob = friends
    await paints(art, alice, FOX, pub)
    [status] = await bob.home()
    [picture] = status["media_attachments"]
    assert status["account"]["acct"] == "alice@art.example"
    assert "Snow at last." in status["content"]
    assert "AIGenerated" in status["content"]
    assert "/imagine" not in status["content"]
    assert [tag["name"].lower() for tag in status["tags"]] == ["aigenerated"]
    assert picture["type"] == "image"
    assert picture["description"] == "AI-generated image: a fox in the snow"
    assert picture["url"]
    assert picture["preview_url"]
    assert len(picture["blurhash"]) > 5
    assert picture["meta"]["original"]["width"] == picture["meta"]["original"]["height"] == 64


async def test_her_own_app_gets_the_finished_post_at_once(art: House, friends: Friends) -> None:
    alice, _ = friends
    status = await paints(art, alice, FOX)
    [picture] = status["media_attachments"]
    assert status["visibility"] == "public"
    assert picture["url"].startswith("https://art.example/")
    assert picture["meta"]["small"]["width"] > 0
    assert [one["id"] for one in await alice.home()] == [status["id"]]


async def test_other_servers_read_in_its_data_how_it_was_made(art: House, friends: Friends) -> None:
    alice, _ = friends
    note = await note_of(art, await paints(art, alice, FOX))
    attachment = note["attachment"]
    [picture] = attachment if isinstance(attachment, list) else [attachment]
    assert note["type"] == "Note"
    assert note["generator"]
    assert picture["digitalSourceType"].endswith("algorithmicMedia")
    assert picture["name"] == "AI-generated image: a fox in the snow"
    assert picture["mediaType"] in ("image/jpeg", "image/png")
    assert (picture["width"], picture["height"]) == (64, 64)
    assert picture["blurhash"]


async def test_the_file_that_travelled_is_a_small_picture_that_says_how_it_was_made(
    art: House, pub: House, friends: Friends
) -> None:
    """Bob sees it through his own server, which fetched it; nobody's address is given away."""
    alice, bob = friends
    await paints(art, alice, FOX, pub)
    [picture] = (await bob.home())[0]["media_attachments"]
    data = await file_at(pub, picture["url"])
    image = Image.open(BytesIO(data))
    assert image.format in ("JPEG", "PNG")
    assert len(data) <= 2_000_000
    assert max(image.size) <= 2048
    assert b"digitalsourcetype/algorithmicMedia" in data
    assert Image.open(BytesIO(await file_at(pub, picture["preview_url"]))).size


async def test_a_favourite_a_boost_and_a_reply_travel_back(art: House, pub: House, friends: Friends) -> None:
    alice, bob = friends
    theirs = await paints(art, alice, FOX, pub)
    [seen] = await bob.home()
    await bob.post(f"/api/v1/statuses/{seen['id']}/favourite")
    await bob.post(f"/api/v1/statuses/{seen['id']}/reblog")
    await bob.posts("@alice@art.example How quiet!", in_reply_to_id=seen["id"])
    await everyone_settles(art, pub)
    rings = {one["type"]: one for one in await alice.get("/api/v1/notifications")}
    assert rings.keys() == {"follow", "favourite", "reblog", "mention"}
    assert {one["account"]["acct"] for one in rings.values()} == {"bob@pub.example"}
    assert rings["favourite"]["status"]["id"] == rings["reblog"]["status"]["id"] == theirs["id"]
    assert "How quiet!" in rings["mention"]["status"]["content"]
    assert rings["mention"]["status"]["in_reply_to_id"] == theirs["id"]
    mine = await alice.get(f"/api/v1/statuses/{theirs['id']}")
    assert (mine["favourites_count"], mine["reblogs_count"], mine["replies_count"]) == (1, 1, 1)


async def test_what_is_taken_back_is_taken_back_everywhere(art: House, pub: House, friends: Friends) -> None:
    alice, bob = friends
    theirs = await paints(art, alice, FOX, pub)
    [seen] = await bob.home()
    for word in ("favourite", "reblog", "unfavourite", "unreblog"):
        await bob.post(f"/api/v1/statuses/{seen['id']}/{word}")
        await everyone_settles(art, pub)
    mine = await alice.get(f"/api/v1/statuses/{theirs['id']}")
    assert (mine["favourites_count"], mine["reblogs_count"]) == (0, 0)


async def test_a_deleted_post_is_gone_everywhere(art: House, pub: House, friends: Friends) -> None:
    alice, bob = friends
    status = await paints(art, alice, FOX, pub)
    [seen] = await bob.home()
    gone = await alice.tries("DELETE", f"/api/v1/statuses/{status['id']}")
    await everyone_settles(art, pub)
    assert gone.status == 200
    assert "Snow at last." in gone.json["text"]
    assert await bob.home() == []
    assert (await bob.tries("GET", f"/api/v1/statuses/{seen['id']}")).status == 404
    assert (await art.ask("GET", f"/api/v1/statuses/{status['id']}")).status == 404


async def test_an_edit_of_the_caption_travels_and_the_picture_stays(art: House, pub: House, friends: Friends) -> None:
    alice, bob = friends
    status = await paints(art, alice, FOX, pub)
    source = await alice.get(f"/api/v1/statuses/{status['id']}/source")
    assert "/imagine" not in source["text"]
    ids = [one["id"] for one in status["media_attachments"]]
    changed = await alice.tries(
        "PUT", f"/api/v1/statuses/{status['id']}", {"status": "Snow, #AIGenerated, still.", "media_ids": ids}
    )
    await everyone_settles(art, pub)
    assert changed.status == 200
    [seen] = await bob.home()
    assert "still." in seen["content"]
    assert seen["edited_at"]
    assert len(seen["media_attachments"]) == 1


async def test_a_picture_painted_anew_travels_as_one_edit(art: House, pub: House, friends: Friends) -> None:
    alice, bob = friends
    status = await paints(art, alice, FOX, pub)
    async with art.paints():
        changed = await alice.tries("PUT", f"/api/v1/statuses/{status['id']}", {"status": "/imagine two owls"})
    await everyone_settles(art, pub)
    assert changed.json["id"] == status["id"]
    [seen] = await bob.home()
    [picture] = seen["media_attachments"]
    assert picture["description"] == "AI-generated image: two owls"
    assert seen["edited_at"]


@pytest.mark.parametrize(
    ("visibility", "in_bobs_home", "for_strangers"),
    [("public", True, 200), ("unlisted", True, 200), ("private", True, 404), ("direct", False, 404)],
)
async def test_a_picture_goes_to_those_it_is_meant_for(
    art: House, pub: House, friends: Friends, visibility: str, in_bobs_home: bool, for_strangers: int
) -> None:
    alice, bob = friends
    status = await paints(art, alice, FOX, pub, visibility=visibility)
    assert status["visibility"] == visibility
    assert [one["visibility"] for one in await bob.home()] == ([visibility] if in_bobs_home else [])
    assert (await art.ask("GET", f"/api/v1/statuses/{status['id']}")).status == for_strangers
    everybody = (await art.ask("GET", "/api/v1/timelines/public")).json
    assert len(everybody) == (1 if visibility == "public" else 0)


@pytest.mark.parametrize(
    ("typed", "description"),
    [
        ("/imagine a fox --alt A red fox, asleep", "AI-generated image: A red fox, asleep"),
        ("/imagine a fox --private", "AI-generated image."),
        ("/gambar seekor rubah di salju", "Gambar buatan AI: seekor rubah di salju"),
        ("@studio a fox in the snow", "AI-generated image: a fox in the snow"),
    ],
)
async def test_the_description_says_what_its_author_wants_said(
    art: House, pub: House, friends: Friends, typed: str, description: str
) -> None:
    alice, bob = friends
    await paints(art, alice, typed, pub)
    [status] = await bob.home()
    [picture] = status["media_attachments"]
    assert picture["description"] == description


async def test_four_pictures_of_one_prompt_travel_together(art: House, pub: House, friends: Friends) -> None:
    alice, bob = friends
    await paints(art, alice, "/imagine a fox --n 4 --ar 2:1 --seed 7", pub)
    [status] = await bob.home()
    assert [one["meta"]["original"]["size"] for one in status["media_attachments"]] == ["96x48"] * 4


async def test_the_recipe_stays_with_its_author(art: House, pub: House, friends: Friends) -> None:
    """Negative words and the seed are in nothing that leaves the house."""
    alice, bob = friends
    status = await paints(art, alice, "/imagine a fox --no hunters --seed 424242 --private", pub)
    said = f"{await note_of(art, status)} {await bob.home()}"
    assert "hunters" not in said
    assert "424242" not in said
    assert "a fox" not in said
