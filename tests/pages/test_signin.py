"""Signing in and out as a browser does it."""

import pytest

from tests.harness.browser import Browser
from tests.harness.house import PASSWORD, House


@pytest.fixture
def browser(small_server: House) -> Browser:
    return Browser(small_server)


@pytest.mark.parametrize("who", ["alice", "ALICE", "@alice", "alice@example.org", " Alice@Example.org "])
async def test_the_name_and_the_address_both_open_the_door(browser: Browser, who: str):
    await browser.house.signs_up("alice", password=PASSWORD)
    answer = await browser.signs_in(who, PASSWORD)
    assert (answer.status, answer.header("location")) == (303, "/home")
    cookie = next(value for name, value in answer.headers if name == "set-cookie")
    assert cookie.startswith("fediai_session=")
    assert {"HttpOnly", "SameSite=Lax", "Secure", "Path=/"} <= {part.strip() for part in cookie.split(";")}
