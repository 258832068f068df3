"""Posts on pages: who sees them, what one does with them, and what leads where."""

import re

import pytest

from tests.harness.asgi import multipart_body
from tests.harness.browser import Browser, hidden_of
from tests.harness.house import PASSWORD, House, Person


def csrf_of(page: str) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found
    return found[1]


@pytest.mark.parametrize("visibility", ["private", "direct"])
async def test_what_is_not_for_everybody_is_on_no_page_for_a_guest(
    small_server: House, alice: Person, guest: Browser, visibility: str
):
    """Neither under its own address nor in any list, picture or not."""
    bob = await small_server.signs_up("bob")
    secret = await alice.posts("@bob between us", visibility=visibility)
    assert (await guest.get(f"/@alice/{secret['id']}")).status == 404
    for page in ("/", "/local", "/@alice", "/@alice?tab=posts", "/tags/secret"):
        assert "between us" not in (await guest.get(page)).text
    assert bob.account.username == "bob"


async def test_its_author_sees_a_private_post_and_nobody_may_index_it(alice: Person, member: Browser):
    secret = await alice.posts("for my followers", visibility="private")
    page = await member.get(f"/@alice/{secret['id']}")
    assert "for my followers" in page.text
    assert '<meta name="robots" content="noindex">' in page.text
    assert "og:title" not in page.text


async def test_a_public_post_introduces_itself_to_whoever_links_to_it(painted: House, alice: Person, guest: Browser):
    made = await alice.posts("/imagine a fox in the snow --alt A red fox.\n\nSnow at last. It stayed.")
    page = (await guest.get(f"/@alice/{made['id']}")).text
    assert '<meta property="og:title" content="Snow at last">' in page
    assert '<meta property="og:image:alt" content="AI-generated image: A red fox.">' in page
    assert f'<link rel="alternate" type="application/activity+json" href="{made["uri"]}">' in page


async def test_a_sensitive_picture_is_behind_a_veil_until_somebody_lifts_it(
    painted: House, alice: Person, guest: Browser
):
    """The file is not even named before."""
    made = await alice.posts("/imagine a whale\n\nResting.", sensitive="true")
    url = made["media_attachments"][0]["url"]
    for page in ("/", "/local", f"/@alice/{made['id']}", "/@alice"):
        assert url not in (await guest.get(page)).text, page
    assert url in (await guest.get(f"/@alice/{made['id']}?show=1")).text


@pytest.mark.parametrize(("choice", "shown"), [("show", True), ("fade", True), ("blur", False), ("hide", False)])
async def test_who_would_rather_not_see_ai_pictures_is_not_shown_any(
    painted: House, alice: Person, member: Browser, choice: str, shown: bool
):
    """Blurred and hidden ones are not loaded; one's own are always there."""
    bob = await painted.signs_up("bob")
    theirs = await bob.posts("/imagine a fox in the snow")
    mine = await alice.posts("/imagine a paper boat")
    home = await member.get("/local")
    await member.sends("/settings/ai_pictures", home, ai=choice, back="/local")
    page = (await member.get("/local")).text
    assert (theirs["media_attachments"][0]["preview_url"] in page) is shown
    assert mine["media_attachments"][0]["preview_url"] in page


async def test_each_deed_is_done_once_and_undone(small_server: House, alice: Person, member: Browser):
    bob = await small_server.signs_up("bob")
    post = await bob.posts("hello")
    page = await member.get(f"/@bob/{post['id']}")
    csrf = csrf_of(page.text)
    for deed, field in (("favourite", "favourited"), ("reblog", "reblogged")):
        for verb, outcome in ((deed, True), (f"un{deed}", False)):
            answer = await member.posts(f"/statuses/{post['id']}/{verb}", csrf=csrf, back=f"/@bob/{post['id']}")
            assert (answer.status, answer.header("location")) == (303, f"/@bob/{post['id']}")
            assert (await alice.get(f"/api/v1/statuses/{post['id']}"))[field] is outcome


async def test_htmx_gets_the_buttons_alone(small_server: House, alice: Person, member: Browser):
    post = await alice.posts("hello")
    csrf = csrf_of((await member.get("/home")).text)
    answer = await member._ask(
        "POST", f"/statuses/{post['id']}/favourite",
        {"Content-Type": "application/x-www-form-urlencoded", "HX-Request": "true"},
        f"csrf={csrf}&back=/home".encode(),
    )  # fmt: skip
    assert answer.status == 200
    assert "<html" not in answer.text
    assert f'hx-post="/statuses/{post["id"]}/unfavourite"' in answer.text


async def test_no_deed_without_the_forms_own_token_or_without_an_account(
    small_server: House, alice: Person, member: Browser, guest: Browser
):
    post = await alice.posts("hello")
    deeds = (f"/statuses/{post['id']}/delete", f"/statuses/{post['id']}/favourite", "/studio", "/compose", "/settings",
             f"/accounts/{alice.account.id}/follow", "/follow_from", "/auth/sign_out")  # fmt: skip
    for deed in deeds:
        assert (await member.posts(deed, csrf="x" * 32, text="x")).status == 403, deed
    csrf = csrf_of((await guest.get("/")).text)
    refused = await guest.posts(f"/statuses/{post['id']}/delete", csrf=csrf)
    assert refused.header("location").startswith("/auth/sign_in")
    assert (await alice.get(f"/api/v1/statuses/{post['id']}"))["content"] == "<p>hello</p>"


async def test_an_answer_names_whom_it_answers_and_is_no_louder(small_server: House, alice: Person, member: Browser):
    bob = await small_server.signs_up("bob")
    post = await bob.posts("hello", visibility="unlisted")
    page = await member.get(f"/@bob/{post['id']}")
    answer = await member.sends(f"/statuses/{post['id']}/reply", page, text="and to you")
    assert answer.status == 303
    [reply] = (await bob.get(f"/api/v1/statuses/{post['id']}/context"))["descendants"]
    assert reply["visibility"] == "unlisted"
    assert reply["mentions"][0]["acct"] == "bob"
    assert "One reply" in (await member.get(f"/@bob/{post['id']}")).text
    empty = await member.sends(f"/statuses/{post['id']}/reply", page, text="  ")
    assert empty.status == 422


async def test_a_deleted_post_says_that_it_was_deleted(alice: Person, member: Browser, guest: Browser):
    post = await alice.posts("soon gone")
    page = await member.get(f"/@alice/{post['id']}")
    back = f"/@alice/{post['id']}#status-{post['id']}"
    gone = await member.posts(f"/statuses/{post['id']}/delete", csrf=csrf_of(page.text), back=back)
    assert gone.header("location") == "/@alice"
    answer = await guest.get(f"/@alice/{post['id']}")
    assert answer.status == 410
    assert "It was taken down" in answer.text


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:x"])
async def test_a_deed_leads_back_to_our_own_pages_only(alice: Person, member: Browser, back: str):
    post = await alice.posts("hello")
    csrf = csrf_of((await member.get("/home")).text)
    answer = await member.posts(f"/statuses/{post['id']}/favourite", csrf=csrf, back=back)
    assert answer.header("location") == "/home"


async def test_a_person_is_followed_and_let_in_by_pressing_buttons(small_server: House, alice: Person, member: Browser):
    bob = await small_server.signs_up("bob", password=PASSWORD)
    await bob.ask("PATCH", "/api/v1/accounts/update_credentials?locked=true")
    page = await member.get("/@bob")
    await member.sends(f"/accounts/{bob.account.id}/follow", page, back="/@bob")
    assert "Asked. Take it back" in (await member.get("/@bob")).text
    window = Browser(small_server)
    await window.signs_in("bob", PASSWORD)
    bell = await window.get("/notifications")
    assert "asks to follow you" in bell.text
    await window.sends(f"/accounts/{alice.account.id}/authorize", bell)
    assert "Unfollow" in (await member.get("/@bob")).text


async def test_words_and_pictures_of_ones_own_are_brought_described_and_said_to_be_by_hand(
    small_server: House, alice: Person, member: Browser
):
    """The file first, its description next; without one it does not leave."""
    from io import BytesIO

    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (60, 40), (120, 60, 30)).save(out, "PNG")
    page = await member.get("/compose")
    fields = {**hidden_of(page, "/compose"), "text": "From the kitchen.", "visibility": "public"}
    body, kind = multipart_body(fields, {"files": ("a.png", "image/png", out.getvalue())})
    described = await member._ask("POST", "/compose", {"Content-Type": kind}, body)
    assert described.status == 200, described.text[:1000]
    assert "Not described yet." in described.text
    media = re.search(r'name="media" value="(\d+)"', described.text)[1]
    again = {**fields, "media": media, "made": "hand", f"description-{media}": ""}
    assert (await member.posts("/compose", **again)).status == 422
    sent = await member.posts("/compose", **{**again, f"description-{media}": "A brown rectangle."})
    assert sent.status == 303, sent.text[:1000]
    [post] = await alice.get(f"/api/v1/accounts/{alice.account.id}/statuses")
    assert post["media_attachments"][0]["description"] == "A brown rectangle."
    assert "#AIGenerated" not in post["content"]


async def test_words_alone_are_posted(alice: Person, member: Browser):
    page = await member.get("/compose")
    sent = await member.sends("/compose", page, text="Just words.", visibility="unlisted")
    assert sent.status == 303
    assert "Just words." in (await member.get(sent.header("location"))).text
