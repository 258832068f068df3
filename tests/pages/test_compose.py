"""The sheet on which one writes: a picture is asked for there, watched, described, and posted; or taken out again."""

import asyncio
import re

import pytest

from tests.harness.browser import Browser, hidden_of
from tests.harness.house import House, Person
from tests.harness.painter import connected

WORDS = {"text": "Snow at last.", "visibility": "public"}


async def painted_on(member: Browser, page: str) -> str:
    """The id of the picture on the sheet, once its partial does not ask for itself any more."""
    found = re.search(r'id="awaited-(\d+)"', page)
    assert found, page[:3000]
    for _ in range(400):
        partial = await member.get(f"/compose/pictures/{found[1]}")
        if "hx-get" not in partial.text:
            return found[1]
        await asyncio.sleep(0.02)
    raise AssertionError("it was never painted")


@pytest.mark.parametrize("how", [{"paint": "1"}, {"enter": "1"}])
async def test_a_picture_is_painted_while_one_writes(
    painted: House, member: Browser, guest: Browser, how: dict[str, str]
):
    """Seen by its author alone before anybody else; posted with its lead, its tag and its mark."""
    first = await member.get("/compose")
    sheet = await member.sends("/compose", first, **WORDS, prompt="a fox --ar 2:1", **how)
    assert sheet.status == 200
    assert "Snow at last." in sheet.text, "what was written stays"
    one = await painted_on(member, sheet.text)
    partial = (await member.get(f"/compose/pictures/{one}")).text
    assert "<img" in partial
    assert (await guest.get(f"/compose/pictures/{one}")).status in (302, 303, 401)
    assert "Copied from your prompt" in sheet.text
    copied = await member.sends("/compose", sheet, **WORDS, **{f"description-{one}": "a fox"}, publish="1")
    assert (copied.status, "One description is not yours yet" in copied.text) == (422, True)
    sent = await member.sends("/compose", copied, **WORDS, **{f"description-{one}": "A red fox, asleep"}, publish="1")
    assert sent.status == 303, sent.text[:2000]
    post = (await guest.get(sent.header("location"))).text
    assert "AI-generated image: A red fox, asleep" in post
    assert "#AIGenerated" in post
    assert "a fox --ar" not in post


async def test_the_studio_paints_one_into_a_post(painted: House, member: Browser):
    """The words, the technique and the shape as they were chosen there; one picture, whatever the number."""
    desk = await member.get("/studio")
    assert "Paint one into a post" in desk.text
    chosen = {"prompt": "a fox", "shape": "2:1", "count": "4", "technique": "", "paint": "1"}
    sheet = await member.posts("/compose", **hidden_of(desk, "/studio"), **chosen)
    one = await painted_on(member, sheet.text)
    partial = (await member.get(f"/compose/pictures/{one}")).text
    assert 'width="96" height="48"' in partial


async def test_what_is_not_there_yet_does_not_leave_and_can_be_taken_out(
    small_server: House, alice: Person, member: Browser
):
    """Nobody paints here: the sheet says so when it is to be published, in the language of its reader."""
    sheet = await member.sends("/compose", await member.get("/compose"), **WORDS, prompt="a fox", paint="1")
    [one] = re.findall(r'id="awaited-(\d+)"', sheet.text)
    assert 'hx-trigger="every 1s"' in sheet.text
    early = await member.sends("/compose", sheet, **WORDS, **{f"description-{one}": "A red fox"}, publish="1")
    assert (early.status, "still being painted" in early.text) == (422, True)
    looked = await member.sends("/compose", early, **WORDS, look="1")
    assert (looked.status, f"awaited-{one}" in looked.text) == (200, True)
    without = await member.sends("/compose", looked, **WORDS, drop=one)
    assert (without.status, "awaited-" in without.text, "Snow at last." in without.text) == (200, False, True)
    [row] = await alice.get("/api/fediai/v1/generations")
    assert row["state"] == "cancelled"
    assert (await member.get(f"/compose/pictures/{one}")).status == 404


async def test_what_can_not_be_asked_for_is_said_on_the_sheet(small_server: House, member: Browser):
    page = await member.get("/compose")
    for prompt, sentence in (("", "Say what to paint"), ("a fox --sed 3", "no flag --sed")):
        refused = await member.sends("/compose", page, **WORDS, prompt=prompt, paint="1")
        assert (refused.status, sentence in refused.text, "Snow at last." in refused.text) == (422, True, True)


async def test_a_painting_that_fails_says_why_on_the_sheet(painted: House, member: Browser):
    sheet = await member.sends(
        "/compose", await member.get("/compose"), **WORDS, prompt="fail-forever:no ink", paint="1"
    )
    one = await painted_on(member, sheet.text)
    assert "no ink" in (await member.get(f"/compose/pictures/{one}")).text


async def test_nobody_looks_at_somebody_elses_sheet(small_server: House, alice: Person, member: Browser):
    bob = await small_server.signs_up("bob")
    async with connected(small_server.app, "the-local-painter"):
        made = await bob.tries("POST", "/api/v2/media", {"prompt": "an owl"})
    assert made.status == 202
    assert (await member.get(f"/compose/pictures/{made.json['id']}")).status == 404
    sheet = await member.sends("/compose", await member.get("/compose"), **WORDS, media=made.json["id"], look="1")
    assert sheet.status == 404
