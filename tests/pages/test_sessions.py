"""Where one is signed in: every browser and app is listed, and each can be ended, with what it listens to."""

import re

import pytest

from fediai.domain.people.addresses import coarse
from tests.api.client import App, registered, signed_in
from tests.harness.browser import Browser
from tests.harness.house import PASSWORD, House
from tests.harness.sockets import Closed, socket_to

PLACE = "/settings/sessions"


async def app_of(browser: Browser) -> tuple[App, str]:
    """An app that this person has let in, and its token."""
    app = await registered(browser.house)
    return app, (await app.exchanges(await app.code(browser))).json["access_token"]


async def test_browsers_and_apps_are_listed_with_when_and_about_where(server: House):
    member = await signed_in(server)
    _, token = await app_of(member)
    before = (await member.get(PLACE)).text
    assert "not used yet" in before
    assert "A token made by a command" in before
    answer = await server.ask(
        "GET", "/api/v1/preferences", headers={"Authorization": f"Bearer {token}"}, client="198.51.100.77"
    )
    assert answer.status == 200
    page = (await member.get(PLACE)).text
    assert "203.0.113.…" in page
    assert "198.51.100.…" in page
    assert "198.51.100.77" not in page
    assert "this one" in page


async def test_an_app_that_is_ended_hears_and_may_nothing_more(server: House):
    """At once, also on the socket and the stream that it has open."""
    member = await signed_in(server)
    _, token = await app_of(member)
    page = await member.get(PLACE)
    async with socket_to(server.app, f"/api/v1/streaming?stream=user&access_token={token}") as line:
        for there in re.findall(r'action="(/settings/apps/[0-9]+/revoke)"', page.text):
            assert (await member.sends(there, page)).status == 303
        with pytest.raises(Closed):
            await line.receive(2)
    answer = await server.ask("GET", "/api/v1/preferences", headers={"Authorization": f"Bearer {token}"})
    assert answer.status == 401
    assert "No app acts for you" in (await member.get(PLACE)).text


async def test_an_app_that_takes_its_own_token_back_hears_nothing_more(small_server: House):
    member = await signed_in(small_server)
    app, token = await app_of(member)
    async with socket_to(small_server.app, f"/api/v1/streaming?stream=user&access_token={token}") as line:
        await app.revokes(token)
        with pytest.raises(Closed):
            await line.receive(2)


async def test_nobody_ends_what_is_somebody_elses(small_server: House):
    member = await signed_in(small_server)
    bob = await small_server.signs_up("bob")
    page = await member.get(PLACE)
    [mine] = re.findall(r'action="(/settings/apps/([0-9]+)/revoke)"', page.text)
    csrf = re.search(r'name="csrf" value="([^"]+)"', page.text)
    assert csrf
    for guess in range(int(mine[1]) - 2, int(mine[1]) + 40):
        if guess != int(mine[1]):
            await member.posts(f"/settings/apps/{guess}/revoke", csrf=csrf[1])
    assert await bob.get("/api/v1/preferences")


async def test_all_other_browsers_are_ended_by_one_press(small_server: House):
    member, other = await signed_in(small_server), Browser(small_server)
    assert "/settings/sessions/others" not in (await member.get(PLACE)).text
    await other.signs_in("alice", PASSWORD)
    await member.sends(f"{PLACE}/others", await member.get(PLACE))
    assert (await member.get("/home")).status == 200
    assert (await other.get("/home")).status == 303


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("203.0.113.9", "203.0.113.…"),
        ("2001:db8:7:1::9", "2001:db8:7:…"),
        ("::ffff:203.0.113.9", "203.0.113.…"),
        ("", ""),
        ("unix", ""),
    ],
)
def test_an_address_is_told_roughly(address: str, told: str):
    assert coarse(address) == told
