"""What pages of strangers say of themselves, however they are written; and which links of a post lead to one."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fediai.domain.links.cards import card_of, link_in
from fediai.domain.links.profiles import provable
from fediai.domain.links.webpages import absolute, decoded, read
from fediai.domain.text import link, sanitise, to_html

NOW = datetime(2026, 11, 26, tzinfo=UTC)
PAGE = """<!doctype html><html><head><title>Foxes &amp; snow</title>
<meta property="og:title" content="A fox &quot;at night&quot;"><META NAME=description CONTENT='Red   fur'>
<meta content="/fox.png" property="og:image"><meta property=og:image:width content=1200>
<meta property="og:image:height" content="630"><meta property="og:locale" content="en_GB">
<!-- <meta property="og:site_name" content="hidden"> --><script>"<meta property='og:site_name' content='scripted'>"</script>
<link rel="stylesheet me" href="https://art.example/@alice"></head><body><a rel=ME href=https://art.example/@bob>b</a>
<template><a rel="me" href="https://art.example/@eve">e</a></template></body>"""


def test_a_page_by_opengraph():
    one = card_of(read(PAGE), "https://far.example/a/b", 1, NOW)
    assert (one.title, one.description, one.provider) == ('A fox "at night"', "Red fur", "far.example")
    assert (one.image_url, one.width, one.height) == ("https://far.example/fox.png", 1200, 630)
    assert one.language == "en"


def test_a_page_without():
    one = card_of(read("<title>Only\n a title</title>"), "https://far.example/", 1, NOW)
    assert (one.title, one.description, one.image_url) == ("Only a title", "", "")


def test_whom_it_calls_its_own():
    """Not where nobody could see it: in comments, scripts and templates."""
    assert read(PAGE).me == ("https://art.example/@alice", "https://art.example/@bob")


@pytest.mark.parametrize(
    ("body", "kind", "text"),
    [
        ("é".encode(), "text/html", "é"),
        ("é".encode("latin-1"), "text/html; charset=ISO-8859-1", "é"),
        ("<meta charset=windows-1251>ж".encode("windows-1251"), "text/html", "<meta charset=windows-1251>ж"),
        (b"x", "text/html; charset=punycode", "x"),
        (b"x\xff", "text/html; charset=iso-8859-99", "x\ufffd"),
    ],
)
def test_charsets(body: bytes, kind: str, text: str):
    assert decoded(body, kind) == text


@pytest.mark.parametrize(
    "one",
    ["<meta " * 80_000, "<a " + "x=" * 250_000, "<!--" * 130_000, "<script>" * 65_000, "<title>" + "<" * 500_000,
     "<meta content=\"" * 40_000, "<a href='" + " " * 500_000, "<" * 500_000, "<meta" + " " * 500_000, "<meta a" + "\t=\t" * 160_000],
    ids=["metas", "equals", "comments", "scripts", "title", "quotes", "spaces", "less", "blank", "tabs"],
)  # fmt: skip
def test_no_page_is_slow_to_read(one: str):
    started = time.process_time()
    read(one)
    assert time.process_time() - started < 1


@given(st.text(alphabet="<>!-/ ='\"metalinkscriptrhf:\n\u0130", max_size=300))
def test_whatever_stands_there(text: str):
    page = read(text)
    one = card_of(page, "https://far.example/", 1, NOW)
    assert len(one.title) <= 300
    assert all(page.me)


@given(st.text(max_size=60))
def test_addresses_are_whole_or_none(said: str):
    found = absolute("https://far.example/a/", said)
    assert found == "" or found.startswith(("https://", "http://"))


def test_which_link_leads_to_a_page():
    typed = "@bob@far.example #fox https://a.example/1?b=2&c=3#top and https://b.example"
    assert link_in(to_html(typed, {}, lambda tag: f"https://art.example/tags/{tag}")) == "https://a.example/1?b=2&c=3"
    far = '<p><a href="https://x.example/@b" class="u-url mention">@b</a> <a href="https://x.example/t">#t</a>'
    assert link_in(sanitise(far)) is None
    assert link_in(sanitise(far + ' <a href="https://c.example/"><b>c</b></a></p>')) == "https://c.example/"
    assert link_in(f'<p class="quote-inline">RE: {link("https://q.example/1")}</p><p>words</p>') is None
    assert link_in("<p>nothing</p>") is None


@pytest.mark.parametrize(
    ("value", "url"),
    [
        (link("https://alice.example/about"), "https://alice.example/about"),
        ('<a href="https://a.example">https://a.example</a>', "https://a.example"),
        ('<a href="https://evil.example">https://bank.example</a>', None),
        ('<a href="https://a.example">https://a.example</a> and more', None),
        ('<a href="https://b@a.example">https://b@a.example</a>', None),
        ('<a href="https://аpple.example">https://аpple.example</a>', None),
        ("https://a.example", None),
        ("", None),
    ],
)  # fmt: skip
def test_rows_that_can_be_proved(value: str, url: str | None):
    """A link that shows all of where it leads, and nothing else."""
    assert provable({"name": "Site", "value": sanitise(value)}) == url
