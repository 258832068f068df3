"""Our own custom emoji: offered to clients, shown in posts, names and polls, told to others."""

from typing import Any

import pytest

from fediai.domain.errors import Conflict, Invalid, NotFound
from fediai.domain.posts.emoji import named_in
from fediai.services.pictures import emojis
from generators.fake import flat_png
from tests.harness.house import House, Person

RED, BLUE = flat_png(300, 200, (200, 30, 20)), flat_png(40, 40, (20, 30, 200))
ACTIVITY = {"Accept": "application/activity+json"}


def codes(found: list[dict[str, Any]]) -> list[str]:
    return [one["shortcode"] for one in found]


async def document(server: House, uri: str) -> Any:
    return (await server.ask("GET", uri.removeprefix(server.ctx.urls.base), headers=ACTIVITY)).json


async def test_a_picker_offers_them(server: House):
    alice = await server.signs_up("alice")
    await emojis.add(server.ctx, ":fox:", RED, category="Animals")
    await emojis.add(server.ctx, "secret", BLUE, hidden=True)
    hidden, fox = await alice.get("/api/v1/custom_emojis")
    assert (hidden["shortcode"], hidden["visible_in_picker"]) == ("secret", False)
    assert (fox["shortcode"], fox["category"], fox["visible_in_picker"]) == ("fox", "Animals", True)
    answer = await server.ask("GET", fox["url"].removeprefix(server.ctx.urls.base))
    assert (answer.status, answer.header("content-type")) == (200, "image/png")


async def test_posts_polls_and_names_carry_them(server: House):
    alice = await server.signs_up("alice")
    await emojis.add(server.ctx, "fox", RED)
    await emojis.add(server.ctx, "wolf", BLUE)
    made = await alice.posts(
        "A :fox: and a :bear: at 10:30:45", spoiler_text=":fox:", **{"poll[options][0]": ":wolf:",
        "poll[options][1]": "no", "poll[expires_in]": "3600"},
    )  # fmt: skip
    assert codes(made["emojis"]) == ["fox", "wolf"]
    assert codes(made["poll"]["emojis"]) == ["wolf"]
    edited = await alice.tries("PUT", f"/api/v1/statuses/{made['id']}", {"status": "A :wolf:", "spoiler_text": ""})
    assert codes(edited.json["emojis"]) == ["wolf"]
    named = await alice.tries(
        "PATCH", "/api/v1/accounts/update_credentials",
        {"display_name": "Alice :fox:", "fields_attributes": [{"name": ":wolf:", "value": "yes"}]},
    )  # fmt: skip
    assert codes(named.json["emojis"]) == ["fox", "wolf"]
    unnamed = await alice.tries("PATCH", "/api/v1/accounts/update_credentials", {"display_name": "Alice"})
    assert codes(unnamed.json["emojis"]) == ["wolf"]


async def test_others_are_told_what_to_draw(server: House):
    alice = await server.signs_up("alice")
    await emojis.add(server.ctx, "fox", RED)
    made = await alice.posts("A :fox:")
    await alice.tries("PATCH", "/api/v1/accounts/update_credentials", {"display_name": "Alice :fox:"})
    note, actor = await document(server, made["uri"]), await document(server, alice.account.uri)
    [tag], [beside] = note["tag"], [one for one in actor["tag"] if one["type"] == "Emoji"]
    assert tag == beside
    assert (tag["type"], tag["name"], tag["icon"]["url"]) == ("Emoji", ":fox:", made["emojis"][0]["url"])
    said = await document(server, tag["id"])
    assert {**said, "@context": None} == {**tag, "@context": None}
    assert [(await server.ask("GET", f"/emojis/{name}")).status for name in ("bear", "%00", "%ff")] == [404] * 3


async def test_another_picture_shows_in_old_posts_and_a_removed_one_is_a_word_again(server: House):
    alice = await server.signs_up("alice")
    await emojis.add(server.ctx, "fox", RED)
    await emojis.add(server.ctx, "wolf", BLUE)
    made = await alice.posts("A :fox: and a :wolf:")
    with pytest.raises(Conflict):
        await emojis.add(server.ctx, "fox", BLUE)
    await emojis.add(server.ctx, "fox", BLUE, replace=True)
    fox, wolf = (await alice.get(f"/api/v1/statuses/{made['id']}"))["emojis"]
    assert fox["url"] != made["emojis"][0]["url"]
    assert wolf == made["emojis"][1]
    path = made["emojis"][0]["url"].removeprefix(server.ctx.urls.base)
    assert (await server.ask("GET", path)).status == 404
    await emojis.remove(server.ctx, "fox")
    assert (await alice.get(f"/api/v1/statuses/{made['id']}"))["emojis"] == [wolf]
    with pytest.raises(NotFound):
        await emojis.remove(server.ctx, "fox")


@pytest.mark.parametrize("name", ["", "a", "a b", "../x", "é" * 3, "a" * 65, "fox\n", "<b>"])
async def test_words_that_are_no_shortcodes(small_server: House, name: str):
    with pytest.raises(Invalid):
        await emojis.add(small_server.ctx, name, RED)


async def test_files_that_are_no_pictures(small_server: House):
    for data in (b"", b"<svg/>", b"x" * 1_100_000):
        with pytest.raises(Invalid):
            await emojis.add(small_server.ctx, "fox", data)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (":fox:", ("fox",)), ("a:fox:", ()), (":fox:b", ()), ("(:fox:)", ("fox",)), ("10:30:45", ()), (":f:", ()),
        (":fox: :fox: :wolf:", ("fox", "wolf")), ("https://a.example:80:fox:", ()), (":fox::wolf:", ()), ("::fox::", ()),
    ],
)  # fmt: skip
def test_which_words_are_names(text: str, found: tuple[str, ...]):
    assert named_in(text) == found


async def test_a_page_asks_nothing_more_for_them(server: House, monkeypatch: pytest.MonkeyPatch):
    alice: Person = await server.signs_up("alice")
    await emojis.add(server.ctx, "fox", RED)
    await alice.posts("A :fox:")
    asked = []

    async def asks(*_: Any) -> dict[str, Any]:
        asked.append(1)
        return {}

    monkeypatch.setattr("fediai.store.pictures.emojis.named", asks)
    [shown] = await alice.get("/api/v1/timelines/home")
    assert codes(shown["emojis"]) == ["fox"]
    assert asked == []
