"""Custom emoji of others: named beside their texts, and shown from our own cache."""

import pytest

from generators.fake import flat_png
from tests.far_side import Peer, Stranger
from tests.harness.house import House, Person
from tests.hostile.attacks import befriend, stored

FOX, WOLF = flat_png(300, 200, (200, 30, 20)), flat_png(40, 40, (20, 30, 200))


def emoji(peer: Peer, name: str = "fox", path: str = "/fox.png", picture: bytes = FOX) -> dict:
    peer.documents[path] = (200, "image/png", picture)
    icon = {"type": "Image", "mediaType": "image/png", "url": f"https://{peer.host}{path}"}
    return {"type": "Emoji", "id": f"https://{peer.host}/emojis/1", "name": f":{name}:", "icon": icon}


async def seen(alice: Person, said: dict) -> dict:
    status = await stored(alice.house, said["object"]["id"])
    assert status is not None
    return await alice.get(f"/api/v1/statuses/{status.id}")


async def picture(home: House, url: str):
    return await home.ask("GET", url.removeprefix("https://art.example"))


async def test_of_posts_names_and_polls(home: House, alice: Person, bob: Stranger, far: Peer):
    bob.more = {
        "name": "Bob :fox:", "summary": "<p>:fox:</p>", "tag": [emoji(far)],
        "attachment": [{"type": "PropertyValue", "name": ":fox:", "value": "red"}],
    }  # fmt: skip
    await befriend(home, alice, bob)
    said = bob.writes(
        "A :fox: or a :wolf:?", type="Question", tag=[emoji(far), emoji(far, "wolf", "/wolf.png", WOLF)],
        oneOf=[{"type": "Note", "name": ":wolf:"}, {"type": "Note", "name": "none"}],
    )  # fmt: skip
    await bob.sends(said, home)
    await home.works()
    shown = await seen(alice, said)
    assert [one["shortcode"] for one in shown["emojis"]] == ["fox", "wolf"]
    assert [one["shortcode"] for one in shown["account"]["emojis"]] == ["fox"]
    assert [one["shortcode"] for one in shown["poll"]["emojis"]] == ["wolf"]
    assert far.asked.count("GET /fox.png") == 0
    answers = [await picture(home, shown["emojis"][0]["url"]) for _ in range(2)]
    assert [(one.status, one.header("content-type")) for one in answers] == [(200, "image/png")] * 2
    assert far.asked.count("GET /fox.png") == 1
    assert await alice.get("/api/v1/custom_emojis") == []
    page = await home.ask("GET", f"/@{shown['account']['acct']}/{shown['id']}", headers={"Accept": "text/html"})
    assert f'<img class="emoji" src="{shown["emojis"][0]["url"]}" alt=":fox:"' in page.text


async def test_another_picture_takes_its_place(home: House, alice: Person, bob: Stranger, far: Peer):
    await befriend(home, alice, bob)
    said = bob.writes(":fox:", tag=[emoji(far)])
    await bob.sends(said, home)
    await home.works()
    [before] = (await seen(alice, said))["emojis"]
    first = await picture(home, before["url"])
    await bob.sends(again := bob.writes(":fox:", tag=[emoji(far, path="/new.png", picture=WOLF)]), home)
    await home.works()
    [after] = (await seen(alice, again))["emojis"]
    assert before["url"] != after["url"]
    assert (await picture(home, after["url"])).body != first.body


@pytest.mark.parametrize("data", [b"<svg onload='alert(1)'/>", b"", b"x" * 1_100_000], ids=["svg", "empty", "large"])
async def test_what_is_no_small_picture(home: House, alice: Person, bob: Stranger, far: Peer, data: bytes):
    """Asked for once, and the word stays."""
    await befriend(home, alice, bob)
    said = bob.writes(":fox:", tag=[emoji(far, picture=data)])
    await bob.sends(said, home)
    await home.works()
    [one] = (await seen(alice, said))["emojis"]
    assert [(await picture(home, one["url"])).status for _ in range(3)] == [404] * 3
    assert far.asked.count("GET /fox.png") == 1


@pytest.mark.parametrize(
    "path", ["far.example/wolf", "/fox", "elsewhere.example/fox", "far.example/..%2f..%2fetc", "%00/%ff"]
)
async def test_nothing_is_asked_for_that_nobody_named(home: House, path: str, far: Peer):
    assert (await home.ask("GET", f"/media/remote/emojis/{path}")).status == 404
    assert far.asked == []


async def test_media_of_a_rejected_server_stay_there(home: House, alice: Person, bob: Stranger, far: Peer):
    from fediai.domain.policy import Severity
    from fediai.services.far import rules

    await befriend(home, alice, bob)
    said = bob.writes(":fox:", tag=[emoji(far)])
    await bob.sends(said, home)
    await home.works()
    [one] = (await seen(alice, said))["emojis"]
    await rules.say(home.ctx, "far.example", Severity.SILENCE, reject_media=True)
    assert (await picture(home, one["url"])).status == 404
    assert far.asked.count("GET /fox.png") == 0
