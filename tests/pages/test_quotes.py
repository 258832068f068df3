"""Quotes on pages: a few words of what is quoted, with the way there; and a sentence where it may not be shown."""

from tests.harness.browser import Browser
from tests.harness.house import House, Person


async def test_a_quote_shows_what_it_quotes_or_why_not(small_server: House, alice: Person, guest: Browser):
    bob = await small_server.signs_up("bob")
    post = await alice.posts("A fox & a <b>hare</b> in the snow")
    made = await bob.posts("Look at this", quoted_status_id=post["id"])
    for path in (f"/@bob/{made['id']}", "/@bob?tab=posts"):
        page = (await guest.get(path)).text
        assert f'href="/@alice/{post["id"]}"' in page
        assert "A fox &amp; a &lt;b&gt;hare&lt;/b&gt; in the snow" in page
    await alice.post(f"/api/v1/statuses/{post['id']}/quotes/{made['id']}/revoke")
    page = (await guest.get(f"/@bob/{made['id']}")).text
    assert "no longer wants it quoted" in page
    assert "hare" not in page
