"""Posts by their words, on both engines' own indexes: what is found, by whom, and that nothing typed breaks it."""

from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fediai.domain.posts.searches import search_of
from fediai.domain.posts.words import tokens
from tests.harness.house import House, Person, everyone_settles


async def found(person: Person, query: str, more: str = "") -> list[str]:
    answer = await person.get(f"/api/v2/search?type=statuses&q={quote(query)}{more}")
    return [one["id"] for one in answer["statuses"]]


async def test_words_phrases_and_what_must_not_be_there(server: House):
    alice = await server.signs_up("alice")
    red = (await alice.posts("A red fox, in deep Snow"))["id"]
    snow = (await alice.posts("Fox-red snowflakes & café"))["id"]
    assert await found(alice, "fox") == [snow, red]
    assert await found(alice, "FOX snow") == [snow, red], "the last letters may be missing"
    assert await found(alice, '"red fox"') == [red]
    assert await found(alice, '"snow"') == [red], "in quotes they may not"
    assert await found(alice, "fox -deep") == [snow]
    assert await found(alice, "Cafe") == [snow]
    assert await found(alice, "fox owl") == []
    assert await found(alice, "-deep") == []
    assert await found(alice, "fox", "&limit=1") == [snow]
    assert await found(alice, "fox", "&limit=1&offset=1") == [red]


async def test_scripts_without_spaces_are_found_inside(server: House):
    alice = await server.signs_up("alice")
    cat = (await alice.posts("私は黒い猫が好きです"))["id"]
    assert await found(alice, "黒い猫") == [cat]
    assert await found(alice, "猫黒") == []


async def test_strangers_find_only_what_is_public_and_open_to_search(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    public = (await alice.posts("a fox"))["id"]
    unlisted = (await alice.posts("a fox", visibility="unlisted"))["id"]
    private = (await alice.posts("a fox", visibility="private"))["id"]
    told = (await alice.posts("@bob a fox", visibility="direct"))["id"]
    assert await found(alice, "fox") == [told, private, unlisted, public]
    assert await found(bob, "fox") == [told, public]
    assert await found(bob, "fox in:library") == [told]
    await bob.post(f"/api/v1/statuses/{unlisted}/bookmark")
    assert await found(bob, "fox in:library") == [told, unlisted]
    await alice.tries("PATCH", "/api/v1/accounts/update_credentials", {"indexable": False})
    assert await found(bob, "fox") == [told, unlisted], "who does not want to be found is not"
    assert await found(alice, "fox") == [told, private, unlisted, public]
    answer = await server.ask("GET", "/api/v2/search?q=fox")
    assert answer.json["statuses"] == [], "nobody in particular finds no posts"


async def test_who_says_no_in_words_is_not_found(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    await alice.posts("a fox #nosearch")
    plain = (await alice.posts("a fox"))["id"]
    assert await found(bob, "fox") == [plain]
    await bob.post(f"/api/v1/accounts/{alice.account.id}/mute")
    assert await found(bob, "fox") == []


async def test_operators_narrow(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    first = await alice.posts("a fox", language="en")
    answer = (await bob.posts("@alice a fox indeed", in_reply_to_id=first["id"], language="id"))["id"]
    first = first["id"]
    assert await found(alice, "fox from:me") == [first]
    assert await found(alice, "from:@bob") == [answer]
    assert await found(alice, "fox from:bob@art.example") == [answer]
    assert await found(alice, "fox from:nobody") == []
    assert await found(alice, "fox is:reply") == [answer]
    assert await found(alice, "fox language:en") == [first]
    assert await found(alice, "fox has:media") == []
    assert await found(alice, "fox after:2020-01-01 before:2100-01-01") == [answer, first]
    assert await found(alice, "fox before:2020-01-01") == []
    assert await found(alice, "has:media") == [], "of nobody and nothing in particular"
    assert await found(alice, "fox", f"&account_id={bob.account.id}") == [answer]


async def test_edits_and_deletions_are_followed(server: House):
    alice = await server.signs_up("alice")
    posted = (await alice.posts("a fox"))["id"]
    await alice.tries("PUT", f"/api/v1/statuses/{posted}", {"status": "an owl"})
    assert await found(alice, "fox") == []
    assert await found(alice, "owl") == [posted]
    await alice.ask("DELETE", f"/api/v1/statuses/{posted}")
    assert await found(alice, "owl") == []


async def test_what_comes_from_elsewhere_is_learnt_with_leave_or_for_its_reader(art: House, pub: House):
    alice, bob = await pub.signs_up("alice"), await art.signs_up("bob")
    await bob.follows("@alice@pub.example")
    await everyone_settles(art, pub)
    await alice.posts("a fox")
    await everyone_settles(art, pub)
    [known] = await found(bob, "fox")
    await alice.tries("PATCH", "/api/v1/accounts/update_credentials", {"indexable": False})
    await everyone_settles(art, pub)
    assert await found(bob, "fox") == []
    await bob.post(f"/api/v1/statuses/{known}/favourite")
    assert await found(bob, "fox") == [known]
    carol = await art.signs_up("carol")
    assert await found(carol, "fox") == []


@given(st.text(max_size=80) | st.from_regex(r'(-?[a-z]{0,7}:?"?[\w\-\'*()&|!<>]{0,9}"? ?){1,8}', fullmatch=True))
def test_anything_can_be_read(query: str):
    asked = search_of(query)
    assert all(term.tokens for term in (*asked.terms, *asked.without))
    for term in (*asked.terms, *asked.without):
        assert all(token.isalnum() for token in term.tokens)
        assert tokens(" ".join(term.tokens)) == list(term.tokens), "reading twice changes nothing"


@pytest.mark.timeout(60)
async def test_no_query_breaks_an_engine(server: House):
    alice = await server.signs_up("alice")
    await alice.posts("a fox")
    odd = ['"', "'", "*", "fox*", "NEAR(", "a AND", "fox OR", "NOT", "^fox", "fox:*", "{fox}", "\\", "\x00", "''", "<->", "&", "!",
           "-", "--", '-"', "from:", "from:@", "before:", "before:2020-13-01", "after:9999-12-31", "during:0001-01-01", "in:", "has:",
           "ﬁ", "İ", "𝓯𝓸𝔁", "1e5", "0x1f", "1.5", "a@b.c", "http", "x" * 999, "fox " * 200, "🦊", "\ud7ff", "title:fox"]  # fmt: skip
    for query in odd:
        answer = await alice.ask("GET", f"/api/v2/search?q={quote(query)}")
        assert answer.status < 500, query
    queries = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    seen: list[str] = []

    def remember(query: str) -> None:
        seen.append(query)

    queries(given(st.text(min_size=1, max_size=40))(remember))()
    for query in seen:
        answer = await alice.ask("GET", f"/api/v2/search?q={quote(query)}&type=statuses")
        assert answer.status < 500, query
