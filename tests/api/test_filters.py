"""Filters in both versions: what is caught says so, and what is hidden is dropped where the server can."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fediai.domain.people.filters import pattern
from tests.harness.house import House, Person


async def filtering(person: Person, *words: str, **values: object) -> dict:
    asked = {
        "title": "No", "context": ["home", "notifications"],
        "keywords_attributes": [{"keyword": word, "whole_word": True} for word in words], **values,
    }  # fmt: skip
    answer = await person.tries("POST", "/api/v2/filters", asked)
    assert answer.status == 200, answer.text
    return answer.json


async def test_what_is_caught_says_by_what(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    await alice.post(f"/api/v1/accounts/{bob.account.id}/follow")
    made = await filtering(alice, "spiders")
    caught = await bob.posts("I painted SPIDERS.")
    free = await bob.posts("I painted a spidersman")
    warned = await bob.posts("look", spoiler_text="spiders ahead")
    found = {one["id"]: one["filtered"] for one in await alice.home()}
    assert found[free["id"]] == []
    for post in (caught, warned):
        [result] = found[post["id"]]
        assert (result["filter"]["id"], result["keyword_matches"]) == (made["id"], ["spiders"])
    await bob.post(f"/api/v1/statuses/{free['id']}/reblog")
    assert (await bob.get(f"/api/v1/statuses/{caught['id']}"))["filtered"] == []
    server.clock.passes(days=1)
    assert (await alice.posts("spiders"))["filtered"] == []


async def test_what_is_hidden_is_dropped_from_home_and_bells_only(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    await alice.post(f"/api/v1/accounts/{bob.account.id}/follow")
    await filtering(alice, "spiders", filter_action="hide")
    post = await bob.posts("@alice spiders")
    kept = await bob.posts("foxes")
    assert [one["id"] for one in await alice.home()] == [kept["id"]]
    assert await alice.get("/api/v1/notifications?types[]=mention") == []
    seen = await alice.get(f"/api/v1/statuses/{post['id']}")
    assert seen["filtered"][0]["filter"]["filter_action"] == "hide"


async def test_keywords_and_posts_come_and_go(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    post = await bob.posts("nothing special")
    where = f"/api/v2/filters/{(await filtering(alice, 'one', 'two'))['id']}"
    first, second = (await alice.get(where))["keywords"]
    changed = await alice.tries("PUT", where, {"title": "Yes", "keywords_attributes": [
        {"id": first["id"], "_destroy": True}, {"id": second["id"], "keyword": "three"}, {"keyword": "four"}]})  # fmt: skip
    assert [word["keyword"] for word in changed.json["keywords"]] == ["three", "four"]
    assert changed.json["title"] == "Yes"
    word = await alice.post(f"{where}/keywords", keyword="five", whole_word="false")
    at = f"/api/v2/filters/keywords/{word['id']}"
    assert (await alice.tries("PUT", at, {"keyword": "six"})).json == {**word, "keyword": "six"} == await alice.get(at)
    assert [one["keyword"] for one in await alice.get(f"{where}/keywords")] == ["three", "four", "six"]
    assert (await bob.ask("GET", at)).status == 404
    assert (await alice.tries("DELETE", at)).status == 200
    entry = await alice.post(f"{where}/statuses", status_id=post["id"])
    assert await alice.get(f"{where}/statuses") == [entry]
    assert await alice.get(f"/api/v2/filters/statuses/{entry['id']}") == entry
    seen = (await alice.get(f"/api/v1/statuses/{post['id']}"))["filtered"]
    assert seen[0]["status_matches"] == [post["id"]]
    assert (await alice.tries("DELETE", f"/api/v2/filters/statuses/{entry['id']}")).status == 200
    assert await alice.get(f"{where}/statuses") == []
    assert (await alice.tries("DELETE", where)).status == 200
    assert await alice.get("/api/v2/filters") == []


async def test_the_first_version_knows_one_phrase_per_filter(server: House):
    alice = await server.signs_up("alice")
    made = await alice.post(
        "/api/v1/filters", phrase="spiders", **{"context[]": "home"}, irreversible="true", expires_in="60"
    )
    assert (made["phrase"], made["irreversible"], made["context"]) == ("spiders", True, ["home"])
    at = f"/api/v1/filters/{made['id']}"
    changed = await alice.tries("PUT", at, {"phrase": "snakes", "context": ["public"], "whole_word": True})
    assert (changed.json["phrase"], changed.json["context"], changed.json["whole_word"]) == ("snakes", ["public"], True)
    assert [one["phrase"] for one in await alice.get("/api/v1/filters")] == ["snakes"]
    assert await alice.get(at) == changed.json
    assert (await alice.tries("DELETE", at)).status == 200
    assert await alice.get("/api/v2/filters") == []


@pytest.mark.parametrize("wrong", [{"title": ""}, {"context": []}, {"context": ["moon"]}, {"filter_action": "burn"}])
async def test_what_is_no_filter(small_server: House, wrong: dict):
    alice = await small_server.signs_up("alice")
    asked = {"title": "No", "context": ["home"], **wrong}
    assert (await alice.tries("POST", "/api/v2/filters", asked)).status == 422


@given(st.text(min_size=1, max_size=40), st.booleans(), st.text(max_size=80))
def test_any_keyword_makes_a_pattern_that_finds_itself(keyword: str, whole: bool, text: str):
    assert pattern(keyword, whole).search(keyword)
    pattern(keyword, whole).search(text)
