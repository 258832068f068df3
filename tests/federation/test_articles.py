"""What was written for a page elsewhere, as it stands in a timeline here."""

from typing import Any

from tests.far_side import Stranger
from tests.harness.house import House, Person
from tests.hostile.attacks import befriend

PAGE = "https://far.example/page/7"


async def _seen(home: House, alice: Person, bob: Stranger, **post: Any) -> dict[str, Any]:
    """Bob's post as Alice has it at home."""
    await befriend(home, alice, bob)
    await bob.sends(bob.writes(url=PAGE, **post), home)
    await home.works()
    [found] = await alice.home()
    return found


def _paragraphs(status: dict[str, Any]) -> list[str]:
    return [part.partition(">")[2] for part in status["content"].split("</p>") if part]


async def test_an_article_has_its_title_its_summary_its_text_and_its_page(home: House, alice: Person, bob: Stranger):
    """The summary is no warning: nothing is hidden behind it."""
    post = {"content": "<p>Snow fell.</p>", "summary": "About <b>snow</b>", "name": "Winter & <b>more</b>"}
    seen = await _seen(home, alice, bob, type="Article", **post)
    title, summary, text, page = _paragraphs(seen)
    assert title == "<strong>Winter &amp; &lt;b&gt;more&lt;/b&gt;</strong>"
    assert (summary, text) == ("About <b>snow</b>", "Snow fell.")
    assert f'href="{PAGE}"' in page
    assert (seen["spoiler_text"], seen["sensitive"], seen["url"]) == ("", False, PAGE)


async def test_a_long_article_is_told_by_its_summary(home: House, alice: Person, bob: Stranger):
    """Whoever wants the rest follows the link."""
    seen = await _seen(home, alice, bob, content="<p>" + "Snow. " * 1_000 + "</p>", type="Article", summary="In short.")
    summary, page = _paragraphs(seen)
    assert (summary, f'href="{PAGE}"' in page) == ("In short.", True)


async def test_a_summary_that_begins_the_text_is_not_told_twice(home: House, alice: Person, bob: Stranger):
    """Blogs make excerpts of what they say."""
    seen = await _seen(home, alice, bob, content="<p>Snow fell. It was cold.</p>", type="Page", summary="Snow fell.")
    assert seen["content"].count("Snow fell.") == 1


async def test_a_page_shows_what_it_is_about(home: House, alice: Person, bob: Stranger):
    """Lemmy hangs the discussed link on the post."""
    hung = [{"type": "Link", "href": "https://news.example/fox"}, {"type": "Link", "href": "javascript:alert(1)"}]
    seen = await _seen(home, alice, bob, content="", type="Page", name="A fox!", attachment=hung)
    assert 'href="https://news.example/fox"' in seen["content"]
    assert "javascript" not in seen["content"]


async def test_an_article_that_its_author_marks_is_hidden(home: House, alice: Person, bob: Stranger):
    """There the summary is what one reads before looking."""
    seen = await _seen(home, alice, bob, type="Article", summary="Blood", sensitive=True)
    assert (seen["spoiler_text"], seen["sensitive"], "Blood" in seen["content"]) == ("Blood", True, False)


async def test_a_film_is_played_here_or_there(home: House, alice: Person, bob: Stranger):
    """PeerTube: the film is its own attachment, and its page is linked."""
    film = {"type": "Link", "mediaType": "video/mp4", "href": "https://far.example/film.mp4"}
    links = [{"type": "Link", "mediaType": "text/html", "href": PAGE}, film]
    await befriend(home, alice, bob)
    await bob.sends(bob.writes("<p>Ten minutes of snow</p>", type="Video", name="Snow", url=links), home)
    await home.works()
    [seen] = await alice.home()
    assert [one["type"] for one in seen["media_attachments"]] == ["video"]
    assert (seen["url"], f'href="{PAGE}"' in seen["content"]) == (PAGE, True)


async def test_media_are_recognised_by_their_address_where_nobody_names_their_type(
    home: House, alice: Person, bob: Stranger
):
    """Older servers send a Document and an address; some send no type at all."""
    at = "https://far.example/files"
    hung = [
        {"type": "Document", "url": f"{at}/1.PNG?size=big", "name": "A fox"},
        {"url": f"{at}/2.mp3"},
        {"url": f"{at}/3.exe"},
        {"type": "Document", "url": f"{at}/4.pdf"},
    ]
    seen = await _seen(home, alice, bob, attachment=hung)
    assert [one["type"] for one in seen["media_attachments"]] == ["image", "audio", "unknown"]


async def test_the_words_of_a_picture_within_a_text_are_kept(home: House, alice: Person, bob: Stranger):
    """The picture is not loaded; who can not see it would hear as much."""
    seen = await _seen(home, alice, bob, content='<p>Look: <img src="https://far.example/a.png" alt="A <red> fox"></p>')
    assert "<img" not in seen["content"]
    other = await _again(home, alice, bob, """<p>Look: <img alt='A red & white fox' src="x"/>!</p>""")
    assert "Look: A red &amp; white fox!" in other["content"]


async def _again(home: House, alice: Person, bob: Stranger, content: str) -> dict[str, Any]:
    await bob.sends(bob.writes(content), home)
    await home.works()
    found: dict[str, Any] = (await alice.home())[0]
    return found
