"""Somebody of another server asks the studio here for a picture, from the app and the house that they have."""

from typing import Any

from tests.harness.house import House, Person, everyone_settles
from tests.stories.watching import until

STUDIO = "@studio@art.example"


async def answered(bob: Person, art: House, pub: House, count: int = 1) -> list[dict[str, Any]]:
    """What the studio has written to Bob by now, the newest first, as his app shows it."""

    async def told() -> list[dict[str, Any]]:
        await everyone_settles(art, pub)
        bells = await bob.get("/api/v1/notifications?types[]=mention")
        found = [bell["status"] for bell in bells if bell["account"]["acct"] == "studio@art.example"]
        return found if len(found) >= count else []

    return await until(told)


async def test_a_follower_of_the_studio_asks_in_public_and_is_answered_alone(art: House, pub: House) -> None:
    """In the thread, with a warning, a description and the hashtag; nobody else sees it, on either server."""
    bob, eve, alice = await pub.signs_up("bob"), await pub.signs_up("eve"), await art.signs_up("alice")
    await bob.follows(STUDIO)
    await everyone_settles(art, pub)
    asked = await bob.posts(f"{STUDIO} a fox in the snow --n 2", spoiler_text="winter")
    async with art.paints():
        [answer] = await answered(bob, art, pub)
    assert (answer["visibility"], answer["in_reply_to_id"]) == ("direct", asked["id"])
    assert (answer["spoiler_text"], answer["sensitive"]) == ("AI-generated image: winter", True)
    assert [one["acct"] for one in answer["mentions"]] == ["bob"]
    assert [one["description"] for one in answer["media_attachments"]] == ["AI-generated image: a fox in the snow"] * 2
    assert [tag["name"].lower() for tag in answer["tags"]] == ["aigenerated"]
    assert "post 2" not in answer["content"], "there is nowhere to post it"
    assert answer["poll"] is None
    assert (await eve.ask("GET", f"/api/v1/statuses/{answer['id']}")).status == 404
    seen = (await alice.get("/api/v2/search?q=fox&resolve=false"))["statuses"]
    assert all(one["account"]["acct"] != "studio" for one in seen)
    assert (await art.ask("GET", "/api/v1/timelines/public?local=true")).json == []


async def test_a_direct_message_gets_its_picture_and_again_paints_another(art: House, pub: House) -> None:
    bob = await pub.signs_up("bob")
    await bob.follows(STUDIO)
    await everyone_settles(art, pub)
    await bob.posts(f"{STUDIO} seekor rubah", visibility="direct", language="id")
    async with art.paints():
        [first] = await answered(bob, art, pub)
        await bob.posts(f"{STUDIO} lagi", in_reply_to_id=first["id"], visibility="direct")
        second, _ = await answered(bob, art, pub, 2)
        await bob.posts(f"{STUDIO} terima kasih!", in_reply_to_id=second["id"], visibility="direct")
        await everyone_settles(art, pub)
    assert len(await answered(bob, art, pub)) == 2, "thanks are no prompt"
    assert "lagi" in first["content"]
    words = {one["description"] for status in (first, second) for one in status["media_attachments"]}
    assert words == {"Gambar buatan AI: seekor rubah"}


async def test_who_deletes_what_they_asked_waits_for_nothing(art: House, pub: House) -> None:
    """The painting stops, and its share is given back: the ration is free again."""
    bob = await pub.signs_up("bob")
    await bob.follows(STUDIO)
    await everyone_settles(art, pub)
    for _ in range(3):
        asked = await bob.posts(f"{STUDIO} a fox --n 4")
        await everyone_settles(art, pub)
        await bob.tries("DELETE", f"/api/v1/statuses/{asked['id']}")
        await everyone_settles(art, pub)
    assert await bob.get("/api/v1/notifications") == []
    await bob.posts(f"{STUDIO} a fox --n 4")
    await everyone_settles(art, pub)
    async with art.paints():
        [answer] = await answered(bob, art, pub)
    assert len(answer["media_attachments"]) == 4
