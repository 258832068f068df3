"""Emoji that people elsewhere answer a post with: on the post, at its author's bell, and taken back."""

from fediai.domain.posts.signs import MOST_OF_ONE
from generators.fake import flat_png
from tests.far_side import Peer, Stranger
from tests.harness.house import House, Person
from tests.hostile.attacks import known, settles, somebody


async def answered(alice: Person, post: dict) -> list[tuple[str, int]]:
    shown = await alice.get(f"/api/v1/statuses/{post['id']}")
    assert shown.get("reactions") == shown.get("emoji_reactions")
    return [(one["name"], one["count"]) for one in shown.get("emoji_reactions", [])]


async def bells(alice: Person) -> list[tuple[str, str | None]]:
    return [(one["type"], one.get("emoji")) for one in await alice.get("/api/v1/notifications")]


async def test_of_akkoma_and_of_misskey(home: House, alice: Person, bob: Stranger, far: Peer):
    """The first is no favourite, the second one as well; either rings once, as a favourite."""
    post, eve = await alice.posts("look"), somebody(far, "eve")
    await settles(home, bob, bob.says("EmojiReact", post["uri"], content="🎉"))
    liked = eve.says("Like", post["uri"], content="❤", _misskey_reaction="❤")
    await settles(home, eve, liked, liked, eve.says("EmojiReact", post["uri"], content="🎉"))
    assert await answered(alice, post) == [("🎉", 2), ("❤️", 1)]
    assert (await alice.get(f"/api/v1/statuses/{post['id']}"))["favourites_count"] == 1
    assert await bells(alice) == [("favourite", "🎉"), ("favourite", "❤️"), ("favourite", "🎉")]
    grouped = await alice.get("/api/v2/notifications")
    [group] = grouped["notification_groups"]
    assert (group["type"], group["emoji"], group["status_id"]) == ("favourite", "🎉", post["id"])
    page = await home.ask("GET", f"/@alice/{post['id']}", headers={"Accept": "text/html"})
    assert "🎉" in page.text


async def test_a_picture_with_a_name(home: House, alice: Person, bob: Stranger, far: Peer):
    post = await alice.posts("look")
    far.documents["/fox.png"] = (200, "image/png", flat_png(40, 40, (200, 30, 20)))
    tag = {"type": "Emoji", "name": ":fox:", "icon": {"type": "Image", "url": "https://far.example/fox.png"}}
    await settles(home, bob, bob.says("EmojiReact", post["uri"], content=":fox:", tag=[tag]))
    [one] = (await alice.get(f"/api/v1/statuses/{post['id']}"))["reactions"]
    assert (one["name"], one["count"], one["me"]) == ("fox@far.example", 1, False)
    assert (await home.ask("GET", one["url"].removeprefix("https://art.example"))).status == 200
    [bell] = await alice.get("/api/v1/notifications")
    assert (bell["emoji"], bell["emoji_url"], bell["status"]["id"]) == (":fox:", one["url"], post["id"])


async def test_is_taken_back(home: House, alice: Person, bob: Stranger):
    """By its id, by what it said, as a Like with all that it was; and before it came."""
    post = await alice.posts("look")
    first = bob.says("EmojiReact", post["uri"], content="🎉")
    second = {**bob.says("EmojiReact", post["uri"], content="👍"), "type": "EmojiReact"}
    third = bob.says("Like", post["uri"], content="⭐")
    late = bob.says("EmojiReact", post["uri"], content="🐈")
    await settles(home, bob, first, second, third, bob.says("Undo", late), late)
    assert [name for name, _ in await answered(alice, post)] == ["🎉", "👍", "⭐️"]
    await settles(home, bob, bob.says("Undo", first["id"]))
    await settles(home, bob, bob.says("Undo", {**second, "id": f"{bob.id}/another"}))
    assert await answered(alice, post) == [("⭐️", 1)]
    await settles(home, bob, bob.says("Undo", {"type": "Like", "actor": bob.id, "object": post["uri"]}))
    assert await answered(alice, post) == []
    assert await bells(alice) == []
    assert (await alice.get(f"/api/v1/statuses/{post['id']}"))["favourites_count"] == 0


async def test_who_leaves_takes_it_along(home: House, alice: Person, bob: Stranger, far: Peer):
    post, eve = await alice.posts("look"), somebody(far, "eve")
    for one in (bob, eve):
        await settles(home, one, one.says("EmojiReact", post["uri"], content="🎉"))
    await settles(home, bob, bob.says("Delete", bob.id))
    assert await answered(alice, post) == [("🎉", 1)]


async def test_who_is_blocked_says_nothing(home: House, alice: Person, bob: Stranger):
    post = await alice.posts("look")
    await settles(home, bob, bob.says("Like", "https://nowhere.example/1"))
    far = await known(home, bob.id)
    await alice.post(f"/api/v1/accounts/{far.id}/block")
    await settles(home, bob, bob.says("EmojiReact", post["uri"], content="🎉"))
    assert await answered(alice, post) == []


async def test_one_person_says_only_so_much(home: House, alice: Person, bob: Stranger):
    post = await alice.posts("look")
    said = [bob.says("EmojiReact", post["uri"], content=chr(0x1F600 + n)) for n in range(MOST_OF_ONE + 3)]
    await settles(home, bob, *said)
    assert len(await answered(alice, post)) == MOST_OF_ONE
