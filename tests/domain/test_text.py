"""Text as people type it and as strangers send it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fediai.domain import text
from fediai.domain.text import Named

ALICE = Named("alice", "https://art.example/@alice")


def shown(words: str) -> str:
    return text.to_html(words, {("alice", ""): ALICE}, lambda name: f"https://art.example/tags/{name}")


def test_paragraphs_and_line_breaks() -> None:
    assert shown("one\ntwo\r\n\r\nthree") == "<p>one<br />two</p><p>three</p>"


def test_a_known_name_becomes_a_mention_and_an_unknown_one_stays_words() -> None:
    assert 'class="u-url mention">@<span>alice</span></a>' in shown("hi @Alice!")
    assert shown("hi @nobody@far.example") == "<p>hi @nobody@far.example</p>"


def test_a_hashtag_links_to_its_page_in_lower_case_and_keeps_its_letters() -> None:
    assert 'href="https://art.example/tags/aigenerated"' in shown("#AIGenerated")
    assert "#<span>AIGenerated</span>" in shown("#AIGenerated")


def test_numbers_alone_are_no_hashtag() -> None:
    assert text.hashtags("#1 #2nd #kucing_1 #été") == ("2nd", "kucing_1", "été")


def test_an_address_leaves_the_sentence_around_it_alone() -> None:
    assert 'href="https://e.org/a_(b)"' in shown("(see https://e.org/a_(b)).")
    assert shown("(see https://e.org/a_(b)).").endswith("</a>).</p>")


@pytest.mark.parametrize(
    ("words", "counted"),
    [("hello", 5), ("https://example.org/" + "a" * 300, 23), ("@bob@far.example hi", 7), ("", 0), ("👩‍🎨", 3)],
)
def test_length_is_counted_as_clients_count(words: str, counted: int) -> None:
    assert text.length(words) == counted


def test_mail_addresses_mention_nobody() -> None:
    assert text.mentioned("mail a@b.example or see @Bob@Far.Example:8080 and @alice @alice") == (
        ("bob", "far.example:8080"),
        ("alice", ""),
    )


@given(st.text(alphabet="@#:/ab.<>&\"'\n ()é_-", max_size=80))
def test_the_pieces_are_the_whole_text(words: str) -> None:
    assert "".join(piece.text for piece in text.pieces(words)) == words


@given(st.text(max_size=200))
def test_nothing_typed_becomes_markup_of_its_own(words: str) -> None:
    assert text.sanitise(shown("<script>" + words)).count("<script") == 0
    assert "<script" not in shown("<script>" + words)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("<p>a<script>alert(1)</script></p>", "<p>a</p>"),
        ("<p onclick='x'>a</p>", "<p>a</p>"),
        ("<h2 id=x>Title</h2>", "<p><strong>Title</strong></p>"),
        ("<span class='h-card evil'>a</span>", '<span class="h-card">a</span>'),
        ("<img src=x onerror=y>", ""),
        ("<style>p{}</style>", ""),
        ("<iframe src='https://e.org'></iframe>", ""),
        ("a<!-- b -->", "a"),
    ],
)
def test_a_strangers_html_keeps_only_what_is_harmless(sent: str, kept: str) -> None:
    assert text.sanitise(sent) == kept


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "/relative", "vbscript:x", "JaVaScRiPt:x"]
)
def test_only_web_addresses_are_linked(address: str) -> None:
    assert "href" not in text.sanitise(f'<a href="{address}">x</a>')


def test_links_of_strangers_open_elsewhere_and_tell_nothing() -> None:
    assert 'rel="nofollow noopener noreferrer"' in text.sanitise('<a href="https://e.org" rel="me">x</a>')


@given(st.text(alphabet="<>/ph1a= \"'&;spanclk!-", max_size=120))
def test_sanitising_twice_changes_nothing(markup: str) -> None:
    once = text.sanitise(markup)
    assert text.sanitise(once) == once


@pytest.mark.parametrize(
    "hostile",
    ["<h1 " * 30_000, "<span>" * 20_000, "</p> " * 20_000, "<p" * 40_000, "&" * 100_000],
)
def test_hostile_markup_costs_no_more_than_its_length(hostile: str) -> None:
    began = time.process_time()
    text.plain(text.sanitise(hostile))
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    "hostile",
    ["@" + "a" * 60_000 + "é", "@a@" + "a." * 40_000 + "!", "https://x" + ")" * 60_000, "#" * 60_000, "@a" * 30_000],
)
def test_hostile_words_cost_no_more_than_their_length(hostile: str) -> None:
    began = time.process_time()
    text.length(hostile)
    assert time.process_time() - began < 2


def test_plain_words_come_back_from_html() -> None:
    assert text.plain(shown("a & <b>\nc\n\nd")) == "a & <b>\nc\n\nd"
