"""Bluesky on the settings page: what it is, what is still missing, and why not."""

from tests.harness.browser import Browser


async def test_the_page_says_what_is_missing_and_the_button_why_not(member: Browser):
    page = await member.get("/settings")
    assert "@alice.art.example.ap.brid.gy" in page.text
    assert page.text.count("not yet") == 2
    refused = await member.sends("/settings/bridge", page, bridge="on")
    assert refused.status == 422
    assert "would refuse this account: avatar, account_age" in refused.text
