"""The studio without JavaScript: asked for, watched, chosen, described, published; and everything that may stop it."""

import asyncio
import re

import pytest

from fediai.services.pictures.studio import Queue
from fediai.store.pictures.generator_tokens import GeneratorToken
from tests.harness.browser import Browser
from tests.harness.house import PASSWORD, House, Person

ASKED = {"prompt": "a fox in the snow", "technique": "", "shape": "3:2", "count": "2", "negative": "", "seed": "7"}


async def asks(member: Browser, **words: str) -> str:
    """The address of the new row."""
    answer = await member.sends("/studio", await member.get("/studio"), **{**ASKED, **words})
    assert answer.status == 303, answer.text[:2000]
    return answer.header("location")


async def ready(member: Browser) -> str:
    """The id of the newest row, once it can be chosen from."""
    for _ in range(400):
        page = await member.get("/studio")
        if found := re.search(r'row row-ready" id="row-(\d+)"', page.text):
            return found[1]
        await asyncio.sleep(0.02)
    raise AssertionError("nothing became ready")


async def chosen(member: Browser, item: str = "2") -> str:
    """The address of the page before it leaves the house."""
    row = await ready(member)
    page = await member.get("/studio")
    answer = await member.sends(f"/studio/rows/{row}/use", page, picture=item)
    assert answer.header("location") == f"/studio/compose/{row}/{item}"
    return answer.header("location")


def field(page: str) -> str:
    found = re.search(r'name="(description-\d+)"', page)
    assert found, page[:2000]
    return found[1]


async def test_a_picture_is_asked_for_described_and_hung_on_the_wall(painted: House, member: Browser, guest: Browser):
    """With its lead, its tag and its mark; the prompt stays private."""
    await asks(member)
    address = await chosen(member)
    page = await member.get(address)
    assert "Copied from your prompt. Make it yours." in page.text
    words = {field(page.text): "A red fox, nose down, deep snow.", "text": "Early. It did not see me.",
             "visibility": "public", "prompt_visibility": "private", "publish": "1"}  # fmt: skip
    published = await member.sends(address, page, **words)
    assert published.status == 303
    post = await guest.get(published.header("location"))
    assert post.status == 200
    assert "AI-generated image: A red fox, nose down, deep snow." in post.text
    assert "#AIGenerated" in post.text
    assert "keeps the prompt private" in post.text
    assert "a fox in the snow" not in post.text
    wall = await guest.get("/")
    assert "Early" in wall.text
    assert "drawn by a formula" in wall.text
    assert "See the post" in (await member.get("/studio")).text


async def test_a_description_that_is_only_the_prompt_does_not_leave(painted: House, member: Browser):
    await asks(member)
    address = await chosen(member)
    page = await member.get(address)
    for words in ("a fox in the snow", "  A FOX in the   snow ", ""):
        refused = await member.sends(address, page, **{field(page.text): words, "visibility": "public", "publish": "1"})
        assert refused.status == 422
        assert "One description is not yours yet" in refused.text


async def test_a_draft_is_kept_for_its_author_alone(painted: House, member: Browser, guest: Browser):
    await asks(member)
    address = await chosen(member)
    page = await member.get(address)
    name = field(page.text)
    keeps = {name: "A red fox.", "text": "Later.", "visibility": "private", "prompt_visibility": "public"}
    hidden = {"csrf": re.search(r'name="csrf" value="([^"]+)"', page.text)[1]}
    assert (await member.posts(f"{address}/keep", **hidden, **keeps)).header("location") == "/studio"
    kept = await member.get(address)
    assert "A red fox." in kept.text
    assert "Later." in kept.text
    assert "Kept as a draft" in kept.text
    assert re.search(r'value="private" checked', kept.text)
    assert "Later." not in (await guest.get("/local")).text


async def test_a_recipe_is_public_only_when_its_author_says_so(painted: House, member: Browser, guest: Browser):
    await asks(member)
    address = await chosen(member)
    page = await member.get(address)
    words = {field(page.text): "A red fox.", "text": "", "visibility": "public", "prompt_visibility": "public"}
    post = (await member.sends(address, page, **words)).header("location")
    assert "“a fox in the snow”" in (await guest.get(post)).text
    hidden = await member.sends(f"/statuses/{post.rsplit('/', 1)[1]}/recipe", await member.get(post))
    assert hidden.status == 303
    assert "a fox in the snow" not in (await guest.get(post)).text
    assert "Only you can read this." in (await member.get(post)).text


async def test_while_the_painter_is_asleep_the_row_waits_and_can_be_cancelled(small_server: House, member: Browser):
    row = (await asks(member)).split("#row-")[1]
    page = await member.get("/studio")
    assert "The painter is asleep" in page.text
    assert '<noscript><meta http-equiv="refresh"' in page.text
    assert (await member.posts(f"/studio/rows/{row}/cancel", csrf="x")).status == 403
    csrf = re.search(r'name="csrf" value="([^"]+)"', page.text)[1]
    assert (await member.posts(f"/studio/rows/{row}/cancel", csrf=csrf)).status == 303
    assert "Cancelled. Nothing was charged." in (await member.get("/studio")).text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"prompt": "a fox --sed 7"}, "There is no flag --sed"),
        ({"prompt": "   "}, "Say what to paint"),
        ({"seed": "99999999999"}, "A seed is a whole number"),
        ({"count": "9"}, "Ask for 1 to 4 pictures"),
        ({"shape": "9:1"}, "is no ratio"),
    ],
)
async def test_what_cannot_be_painted_is_said_and_the_words_stay(member: Browser, words: dict[str, str], said: str):
    page = await member.get("/studio")
    answer = await member.sends("/studio", page, **{**ASKED, **words})
    assert answer.status == 422
    assert said in answer.text
    assert words.get("prompt", ASKED["prompt"]).strip() in answer.text


async def test_a_row_is_told_to_htmx_alone_and_to_nobody_else(painted: House, member: Browser):
    """Another member finds neither the row nor its previews."""
    row = (await asks(member)).split("#row-")[1]
    part = await member.get(f"/studio/rows/{row}", **{"HX-Request": "true"})
    assert part.status == 200
    assert "<html" not in part.text
    assert (await member.get(f"/studio/rows/{row}")).header("location") == f"/studio#row-{row}"
    assert (await member.get("/studio/queue?place=rail", **{"HX-Request": "true"})).status == 200
    await painted.signs_up("bob", password=PASSWORD)
    bob = Browser(painted)
    await bob.signs_in("bob", PASSWORD)
    for address in (f"/studio/rows/{row}", f"/studio/rows/{row}/1.jpg", f"/studio/compose/{row}/1"):
        assert (await bob.get(address)).status == 404


async def test_a_row_that_nobody_wants_is_thrown_away_with_its_files(painted: House, alice: Person, member: Browser):
    await asks(member)
    row = await ready(member)
    [made] = await alice.get("/api/fediai/v1/generations")
    address = made["media_attachments"][0]["url"].removeprefix("https://art.example")
    assert (await painted.ask("GET", address)).status == 200
    csrf = re.search(r'name="csrf" value="([^"]+)"', (await member.get("/studio")).text)[1]
    await member.posts(f"/studio/rows/{row}/drop", csrf=csrf)
    assert f'id="row-{row}"' not in (await member.get("/studio")).text
    assert (await painted.ask("GET", address)).status == 404


async def test_changing_and_painting_again_begin_with_the_same_words(painted: House, member: Browser):
    await asks(member)
    row = await ready(member)
    csrf = re.search(r'name="csrf" value="([^"]+)"', (await member.get("/studio")).text)[1]
    changing = await member.posts(f"/studio/rows/{row}/change", csrf=csrf)
    assert ">a fox in the snow</textarea>" in (await member.get(changing.header("location"))).text
    again = await member.posts(f"/studio/rows/{row}/again", csrf=csrf)
    assert again.status == 303
    assert (await member.get("/studio")).text.count(">a fox in the snow</h2>") == 2


async def test_the_share_of_the_day_is_told_and_kept(sqlite_url: str, member: Browser, alice: Person):
    assert "40 of 40 left today" in (await member.get("/studio")).text
    await asks(member)
    assert "38 of 40 left today" in (await member.get("/studio")).text


async def test_whoever_asks_next_is_told_the_place_in_line(painted: House, alice: Person, member: Browser):
    """None while a painter is free; the first while as many are at work as there are painters."""
    await alice.posts("/imagine a paper boat")
    assert "Nobody waits. It starts at once." in (await member.get("/studio")).text
    painters = (GeneratorToken(1, "x", painted.clock(), {}, None, None, None),)
    assert [Queue(painters, True, live, live, 3.0).next_place for live in (0, 1, 2)] == [0, 1, 2]


async def test_a_picture_asked_for_in_an_app_is_seen_being_painted_by_its_author_alone(
    small_server: House, alice: Person, member: Browser, guest: Browser
):
    """The stand-in says so on the pages too, and leads to the studio."""
    pending = await alice.posts("/imagine a fox in the snow")
    home = (await member.get("/home")).text
    assert "Painting “a fox in the snow”" in home
    assert 'href="/studio"' in home
    assert '<noscript><meta http-equiv="refresh"' in home
    assert (await guest.get(f"/@alice/{pending['id']}")).status == 404
    assert "a fox in the snow" not in (await guest.get("/local")).text
    async with small_server.paints():
        await ready_post(member)
    led = await member.get(f"/@alice/{pending['id']}")
    assert led.status == 303
    assert (await member.get(led.header("location"))).status == 200


async def ready_post(member: Browser) -> None:
    for _ in range(400):
        if "Painting “" not in (await member.get("/home")).text:
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it was never published")


async def test_a_public_recipe_can_be_remixed_and_a_private_one_not(painted: House, member: Browser):
    bob = await painted.signs_up("bob")
    made = await bob.posts("/imagine a paper boat --style woodblock --ar 1:1")
    assert (await member.get(f"/studio?remix={made['id']}")).status == 404
    [row] = await bob.get("/api/fediai/v1/generations")
    await bob.tries("PATCH", f"/api/fediai/v1/generations/{row['id']}", {"recipe_public": True})
    page = (await member.get(f"/studio?remix={made['id']}")).text
    assert ">a paper boat</textarea>" in page
    assert f"/studio?remix={made['id']}" in (await member.get("/local")).text
