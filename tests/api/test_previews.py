"""Pictures by letter: asked for in a direct message, looked at there, and published from there."""

import asyncio
from typing import Any

import pytest

from tests.harness.house import House, Person


async def until_answered(who: Person, letter: dict[str, Any]) -> list[dict[str, Any]]:
    """What the studio wrote below a letter once a painter was there: its answer, and the poll below that."""
    for _ in range(200):
        below = (await who.get(f"/api/v1/statuses/{letter['id']}/context"))["descendants"]
        below = [
            one for one in below if not any(said in one["content"] for said in ("asleep just now", "sedang tidur"))
        ]
        if len(below) > 1 or (below and not below[0]["media_attachments"]):
            return below
        await asyncio.sleep(0.02)
    raise AssertionError("the studio did not answer")


async def previewed(server: House, who: Person, text: str, **values: Any) -> tuple[dict, dict, dict]:
    """(letter, answer, poll)."""
    letter = await who.posts(text, **values)
    async with server.paints():
        answer, poll = await until_answered(who, letter)
    return letter, answer, poll


async def test_a_direct_message_to_the_studio_is_answered_with_candidates(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    letter, answer, poll = await previewed(server, alice, "@studio /imagine a fox --n 3 --seed 5", visibility="direct")
    assert (letter["visibility"], letter["media_attachments"]) == ("direct", [])
    assert "a fox --n 3" in letter["content"]
    bells = await alice.get("/api/v1/notifications")
    assert "The painter is asleep just now" in bells[-1]["status"]["content"], "she was told before it was painted"
    assert (answer["account"]["acct"], answer["visibility"], answer["in_reply_to_id"]) == (
        "studio",
        "direct",
        letter["id"],
    )
    said = [one["description"] for one in answer["media_attachments"]]
    assert said == [f"{item}/3: AI-generated image: a fox" for item in (1, 2, 3)]
    assert "post 2" in answer["content"]
    assert (poll["in_reply_to_id"], poll["visibility"]) == (answer["id"], "direct")
    assert [one["title"] for one in poll["poll"]["options"]] == ["Publish 1", "Publish 2", "Publish 3", "Paint again"]
    assert (await bob.tries("GET", f"/api/v1/statuses/{answer['id']}")).status == 404
    assert (await server.ask("GET", "/api/v1/timelines/public")).json == []
    assert {(bell["type"], bell["account"]["acct"]) for bell in bells} == {("mention", "studio")}


async def test_post_2_publishes_it_as_whoever_asked(server: House):
    alice = await server.signs_up("alice")
    _, answer, _ = await previewed(server, alice, "@studio a fox --n 2\n\nSnow at last", visibility="direct")
    for wrong, sentence in (("post 5", "no picture 5"), ("post", "which one"), ("post 1 loudly: hm", "for whom")):
        refused = await alice.tries("POST", "/api/v1/statuses", {"status": wrong, "in_reply_to_id": answer["id"]})
        assert (refused.status, sentence in refused.json["error"]) == (422, True)
    made = await alice.posts("@studio post 2", in_reply_to_id=answer["id"], visibility="direct")
    assert (made["account"]["acct"], made["visibility"], made["in_reply_to_id"]) == ("alice", "public", None)
    assert "Snow at last" in made["content"]
    assert "AIGenerated" in made["content"]
    assert [one["description"] for one in made["media_attachments"]] == ["AI-generated image: a fox"]
    assert (await server.ask("GET", "/api/v1/timelines/public")).json[0]["id"] == made["id"]
    again = await alice.tries("POST", "/api/v1/statuses", {"status": "post 2", "in_reply_to_id": answer["id"]})
    assert (again.status, again.json["error"]) == (422, "This picture is posted already")
    first = await alice.posts("post 1 unlisted: The other one", in_reply_to_id=answer["id"], visibility="direct")
    assert (first["visibility"], "The other one" in first["content"]) == ("unlisted", True)
    urls = {one["url"] for status in (made, first) for one in status["media_attachments"]}
    assert len(urls) == 2
    shown = await alice.get(f"/api/v1/statuses/{answer['id']}")
    assert len(shown["media_attachments"]) == 2, "the letter still shows all of them"
    await alice.tries("DELETE", f"/api/v1/statuses/{made['id']}?delete_media=true")
    for one in shown["media_attachments"]:
        assert (await server.ask("GET", one["url"].removeprefix("https://art.example"))).status == 200


async def test_one_tap_in_the_poll_publishes(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    _, _, poll = await previewed(server, alice, "@studio a fox --n 2", visibility="direct")
    votes = f"/api/v1/polls/{poll['poll']['id']}/votes"
    assert (await bob.tries("POST", votes, {"choices": [1]})).status == 404
    voted = await alice.post(votes, choices="1")
    assert voted["own_votes"] == [1]
    [made] = (await server.ask("GET", "/api/v1/timelines/public")).json
    assert (made["account"]["acct"], len(made["media_attachments"])) == ("alice", 1)
    assert (await alice.tries("POST", votes, {"choices": [0]})).status == 422
    assert len((await server.ask("GET", "/api/v1/timelines/public")).json) == 1


async def test_the_last_option_of_the_poll_paints_again(server: House):
    alice = await server.signs_up("alice")
    _, _, poll = await previewed(server, alice, "/gambar seekor rubah --preview", visibility="unlisted")
    assert [one["title"] for one in poll["poll"]["options"]] == ["Terbitkan", "Lukis lagi"]
    await alice.post(f"/api/v1/polls/{poll['poll']['id']}/votes", choices="1")
    letter, asleep = (await alice.get(f"/api/v1/statuses/{poll['id']}/context"))["descendants"]
    assert "Pelukis sedang tidur" in asleep["content"]
    async with server.paints():
        answer, _ = await until_answered(alice, letter)
    made = await alice.posts("pos: Salju", in_reply_to_id=answer["id"])
    assert (made["visibility"], made["media_attachments"][0]["description"]) == (
        "unlisted", "Gambar buatan AI: seekor rubah",
    )  # fmt: skip


async def test_again_and_vary_ask_in_the_same_thread(server: House):
    alice = await server.signs_up("alice")
    _, answer, _ = await previewed(server, alice, "@studio a fox", visibility="direct")
    letter = await alice.posts("again --n 2 --seed 9", in_reply_to_id=answer["id"])
    assert (letter["visibility"], letter["in_reply_to_id"]) == ("direct", answer["id"])
    async with server.paints():
        second, _ = await until_answered(alice, letter)
        assert len(second["media_attachments"]) == 2
        varied = await alice.posts("@studio vary 2", in_reply_to_id=second["id"], visibility="direct")
        await until_answered(alice, varied)
    made = await alice.get("/api/fediai/v1/generations")
    assert [one["seed"] for one in made][1] == 9
    assert [one["pictures"] for one in made] == [2, 2, 1]


@pytest.mark.parametrize("how", ["reply", "delete"])
async def test_a_letter_can_be_taken_back(server: House, how: str):
    alice = await server.signs_up("alice")
    letter = await alice.posts("@studio a fox", visibility="direct")
    early = await alice.tries("POST", "/api/v1/statuses", {"status": "post 1", "in_reply_to_id": letter["id"]})
    assert (early.status, early.json["error"]) == (422, "The pictures are not finished yet")
    if how == "reply":
        await alice.posts("batal", in_reply_to_id=letter["id"], visibility="direct")
    else:
        await alice.tries("DELETE", f"/api/v1/statuses/{letter['id']}")
    [one] = await alice.get("/api/fediai/v1/generations")
    assert one["state"] == "cancelled"


async def test_a_failure_is_told_in_the_thread_and_can_be_tried_again(server: House):
    alice = await server.signs_up("alice")
    letter = await alice.posts("@studio fail-forever:no paint", visibility="direct")
    async with server.paints():
        [answer] = await until_answered(alice, letter)
    assert "no paint" in answer["content"]
    assert (await alice.posts("again", in_reply_to_id=answer["id"]))["visibility"] == "direct"
    assert [one["state"] for one in await alice.get("/api/fediai/v1/generations")] == ["queued", "failed"]


async def test_words_to_others_and_thanks_to_the_studio_ask_for_nothing(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    _, answer, _ = await previewed(server, alice, "@studio a fox", visibility="direct")
    thanks = await alice.posts("@studio lovely, thank you", in_reply_to_id=answer["id"], visibility="direct")
    assert "lovely" in thanks["content"]
    theirs = await bob.posts("What do you think?")
    said = await alice.posts("post 2 is what I think", in_reply_to_id=theirs["id"])
    assert "post 2 is" in said["content"]
    assert len(await alice.get("/api/fediai/v1/generations")) == 1


async def test_nobody_else_answers_a_letter(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    letter = await alice.posts("@studio a fox @bob", visibility="direct")
    answered = await bob.posts("@alice cancel", in_reply_to_id=letter["id"], visibility="direct")
    assert "cancel" in answered["content"]
    [one] = await alice.get("/api/fediai/v1/generations")
    assert one["state"] == "queued"


async def test_a_letter_beyond_the_share_is_refused_before_it_is_kept(sqlite_url: str):
    from tests.harness.house import house

    async with house("art.example", sqlite_url, limits={"pictures_per_day": 1}) as server:
        alice = await server.signs_up("alice")
        answer = await alice.tries(
            "POST", "/api/v1/statuses", {"status": "@studio a fox --n 2", "visibility": "direct"}
        )
        assert (answer.status, int(answer.header("retry-after")) > 0) == (429, True)
        assert await alice.home() == []
