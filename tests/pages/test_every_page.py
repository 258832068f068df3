"""Every page opens, for members and for guests, in both languages, with a policy that lets nothing in."""

import pytest

from tests.harness.browser import Browser
from tests.harness.house import House, Person

FOR_ALL = ("/", "/local", "/tags/aigenerated", "/tags/unheard", "/@alice", "/@alice?tab=posts", "/about", "/about/ai", "/about/imagine",
           "/auth/sign_in", "/auth/sign_up")  # fmt: skip
FOR_MEMBERS = ("/home", "/studio", "/studio?prompt=fox", "/compose", "/notifications", "/settings", "/settings/moving")


@pytest.mark.parametrize("language", ["en", "id"])
async def test_every_page_opens_for_a_guest_in_both_languages(
    painted: House, alice: Person, guest: Browser, language: str
):
    """With pictures, words and a painter in the house."""
    await alice.posts("/imagine a fox in the snow\n\nThe one from this morning.")
    await alice.posts("Just words.")
    for page in FOR_ALL:
        answer = await guest.get(page, **{"Accept-Language": language})
        assert answer.status == 200, (page, answer.text[:500])
        assert f'<html lang="{language}"' in answer.text
        policy = answer.header("content-security-policy")
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert "style=" not in answer.text
        assert answer.header("x-robots-tag") == "noai, noimageai"


@pytest.mark.parametrize("language", ["en", "id"])
async def test_every_page_opens_for_a_member(painted: House, alice: Person, member: Browser, language: str):
    """Also with a row in the studio and a bell that rang."""
    bob = await painted.signs_up("bob")
    made = await alice.posts("/imagine a fox in the snow")
    await bob.post(f"/api/v1/statuses/{made['id']}/favourite")
    await bob.post(f"/api/v1/accounts/{alice.account.id}/follow")
    await alice.post("/api/fediai/v1/generations", prompt="a paper boat", pictures=2)
    for page in (*FOR_ALL[1:], *FOR_MEMBERS, f"/@alice/{made['id']}"):
        answer = await member.get(page, **{"Accept-Language": language})
        assert answer.status == 200, (page, answer.text[:500])
        assert f'<html lang="{language}"' in answer.text


@pytest.mark.parametrize("page", FOR_MEMBERS)
async def test_a_members_page_leads_a_guest_to_the_door_and_back(guest: Browser, page: str):
    """After signing in one lands where one wanted to go."""
    answer = await guest.get(page)
    assert answer.status == 303
    assert answer.header("location").startswith("/auth/sign_in?next=%2F")


async def test_the_front_page_leads_members_home(member: Browser):
    assert (await member.get("/")).header("location") == "/home"


async def test_what_is_not_there_says_so_as_a_page(alice: Person, guest: Browser):
    for page in ("/@nobody", "/@alice/9223372036854775808"):
        answer = await guest.get(page)
        assert answer.status == 404
        assert "Nothing hangs here" in answer.text


async def test_a_chosen_language_is_kept_in_a_cookie(guest: Browser):
    page = await guest.get("/")
    answer = await guest.sends("/settings/language", page, lang="id", back="/about/ai")
    assert (answer.status, answer.header("location")) == (303, "/about/ai")
    assert '<html lang="id"' in (await guest.get("/about/ai")).text
