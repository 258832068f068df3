"""Whether the words fit Bluesky is said while they are written, the hashtags at their end included."""

from tests.harness.browser import Browser
from tests.harness.house import House, Person


async def test_the_composer_says_whether_words_fit(painted: House, alice: Person, member: Browser):
    page = await member.get("/compose")
    assert 'data-room="300" data-tail="0"' in page.text
    assert "<span data-fits>Fits Bluesky</span>" in page.text
    long = await member.sends("/compose", page, text="x" * 5001, visibility="public", publish="1")
    assert "<span data-fits hidden>" in long.text
    assert "<span data-taken>5001</span>/300" in long.text
