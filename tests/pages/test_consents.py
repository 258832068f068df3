"""What others may make of one's pictures, on the settings page: nobody, until one says so."""

from tests.harness.browser import Browser
from tests.harness.house import House, Person


async def test_nobody_may_until_one_says_so(painted: House, alice: Person, member: Browser):
    page = await member.get("/settings")
    for what in ("remix", "learn"):
        assert f'name="{what}" value="no" checked' in page.text
    saved = await member.sends("/settings", page, name="Alice", note="", remix="yes", learn="no")
    assert saved.status == 303
    source = (await alice.get("/api/v1/accounts/verify_credentials"))["source"]
    assert (source["may_remix"], source["may_learn"]) == (True, False)
    assert 'name="remix" value="yes" checked' in (await member.get("/settings")).text
