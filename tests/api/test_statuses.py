"""https://docs.joinmastodon.org/methods/statuses/ through the front door."""

import asyncio
from typing import Any

import pytest

from tests.harness.house import House, Person

RELATION = {"favourited", "reblogged", "bookmarked", "muted", "pinned"}


async def refused(person: Person, values: dict[str, Any], status: int = 422) -> str:
    answer = await person.tries("POST", "/api/v1/statuses", values)
    assert answer.status == status, answer.text
    return str(answer.json["error"])


async def test_a_status_is_complete_for_its_author_and_for_a_stranger(server: House):
    alice = await server.signs_up("alice")
    posted = await alice.posts("Hello #Fediverse, see https://example.org/x", spoiler_text="hi", language="en")
    assert posted["visibility"] == "public"
    assert posted["sensitive"] is True
    assert posted["tags"] == [{"name": "fediverse", "url": "https://art.example/tags/fediverse"}]
    assert posted["uri"] == f"https://art.example/users/alice/statuses/{posted['id']}"
    assert posted["url"] == f"https://art.example/@alice/{posted['id']}"
    assert posted["created_at"].endswith("Z")
    assert posted["created_at"][-5] == "."
    assert (posted["reblog"], posted["card"], posted["poll"], posted["edited_at"]) == (None, None, None, None)
    assert all(posted[name] is False for name in RELATION)
    assert posted["filtered"] == []
    seen = (await server.ask("GET", f"/api/v1/statuses/{posted['id']}")).json
    assert RELATION.isdisjoint(seen)
    assert seen["account"]["statuses_count"] == 1


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"status": ""}, "Validation failed: Text can't be blank"),
        ({"status": "a" * 5001}, "Validation failed: Text character limit of 5000 exceeded"),
        ({"status": "a", "visibility": "secret"}, "Visibility is not"),
        ({"status": "a", "media_ids": ["7"]}, "A file to attach was not found"),
        ({"status": "a", "media_ids": ["1", "2", "3", "4", "5"]}, "Cannot attach more than 4 files"),
        ({"status": "a", "in_reply_to_id": "x"}, "in_reply_to_id must be a whole number"),
    ],
)
async def test_what_cannot_be_posted_is_refused_with_a_sentence(small_server: House, values: Any, sentence: str):
    alice = await small_server.signs_up("alice")
    assert sentence in await refused(alice, values)
    assert await alice.home() == []


async def test_replying_to_what_one_may_not_see_is_refused(small_server: House):
    alice, bob = await small_server.signs_up("alice"), await small_server.signs_up("bob")
    secret = await alice.posts("mine", visibility="direct")
    assert "does not exist" in await refused(bob, {"status": "a", "in_reply_to_id": secret["id"]}, 404)


async def test_the_same_key_makes_one_status_even_at_the_same_moment(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")

    async def post(person: Person) -> str:
        answer = await person.ask("POST", "/api/v1/statuses?status=once", headers={"Idempotency-Key": "k1"})
        assert answer.status == 200
        return str(answer.json["id"])

    first = await asyncio.gather(*(post(alice) for _ in range(5)))
    assert len({*first, await post(alice)}) == 1
    assert await post(bob) not in first
    assert len(await alice.home()) == 1


async def test_a_refused_request_gives_its_key_back(small_server: House):
    alice = await small_server.signs_up("alice")
    headers = {"Idempotency-Key": "k1"}
    assert (await alice.ask("POST", "/api/v1/statuses?status=", headers=headers)).status == 422
    assert (await alice.ask("POST", "/api/v1/statuses?status=now", headers=headers)).status == 200


async def test_each_visibility_is_seen_by_those_it_is_for(server: House):
    alice, bob, eve = [await server.signs_up(name) for name in ("alice", "bob", "eve")]
    await bob.post(f"/api/v1/accounts/{alice.account.id}/follow")
    posted = {
        word: (await alice.posts("for @bob" if word == "direct" else word, visibility=word))["id"]
        for word in ("public", "unlisted", "private", "direct")
    }

    async def seen(target: str, person: Person | None) -> set[str]:
        ask = person.ask if person else server.ask
        return {word for word, one in posted.items() if (await ask("GET", target.format(one))).status == 200}

    for part in ("/api/v1/statuses/{}", "/api/v1/statuses/{}/context"):
        assert await seen(part, None) == {"public", "unlisted"}
        assert await seen(part, eve) == {"public", "unlisted"}
        assert await seen(part, bob) == set(posted)
        assert await seen(part, alice) == set(posted)
    assert {one["visibility"] for one in await bob.home()} == set(posted)
    await alice.post(f"/api/v1/accounts/{eve.account.id}/block")
    assert await seen("/api/v1/statuses/{}", eve) == set()


async def test_favourite_bookmark_and_reblog_and_their_undos(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    liked = (await alice.posts("hello"))["id"]
    for act, mark, count in (
        ("favourite", "favourited", "favourites_count"),
        ("bookmark", "bookmarked", None),
    ):
        for _ in range(2):
            done = await bob.post(f"/api/v1/statuses/{liked}/{act}")
            assert done[mark] is True
            assert count is None or done[count] == 1
        assert [one["id"] for one in await bob.get(f"/api/v1/{act}s")] == [liked]
        undone = await bob.post(f"/api/v1/statuses/{liked}/un{act}")
        assert undone[mark] is False
        assert count is None or undone[count] == 0
        assert await bob.get(f"/api/v1/{act}s") == []
    reblog = await bob.post(f"/api/v1/statuses/{liked}/reblog")
    assert (reblog["content"], reblog["reblog"]["id"], reblog["reblogged"]) == ("", liked, True)
    assert reblog["reblog"]["reblogs_count"] == 1
    assert (await bob.post(f"/api/v1/statuses/{liked}/reblog"))["id"] == reblog["id"]
    assert [one["acct"] for one in await alice.get(f"/api/v1/statuses/{liked}/reblogged_by")] == ["bob"]
    assert {one["type"] for one in await alice.get("/api/v1/notifications")} == {"reblog"}
    undone = await bob.post(f"/api/v1/statuses/{reblog['id']}/unreblog")
    assert (undone["id"], undone["reblogged"], undone["reblogs_count"]) == (liked, False, 0)
    assert (await bob.ask("GET", f"/api/v1/statuses/{reblog['id']}")).status == 404


async def test_only_open_posts_and_own_private_ones_are_reblogged(small_server: House):
    alice, bob = await small_server.signs_up("alice"), await small_server.signs_up("bob")
    await bob.post(f"/api/v1/accounts/{alice.account.id}/follow")
    private = await alice.posts("followers", visibility="private")
    direct = await alice.posts("@bob", visibility="direct")
    for one in (private, direct):
        assert (await bob.tries("POST", f"/api/v1/statuses/{one['id']}/reblog")).status == 403
    assert (await alice.tries("POST", f"/api/v1/statuses/{private['id']}/reblog")).json["visibility"] == "private"


async def test_a_thread_is_read_from_the_top_down_and_branch_by_branch(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    root = await alice.posts("root")
    one = await bob.posts("one", in_reply_to_id=root["id"])
    two = await alice.posts("two", in_reply_to_id=root["id"])
    deep = await alice.posts("deep", in_reply_to_id=one["id"])
    context = await bob.get(f"/api/v1/statuses/{root['id']}/context")
    assert context["ancestors"] == []
    assert [s["id"] for s in context["descendants"]] == [one["id"], deep["id"], two["id"]]
    context = await bob.get(f"/api/v1/statuses/{deep['id']}/context")
    assert [s["id"] for s in context["ancestors"]] == [root["id"], one["id"]]
    assert (await bob.get(f"/api/v1/statuses/{root['id']}"))["replies_count"] == 2
    await bob.ask("DELETE", f"/api/v1/statuses/{one['id']}")
    assert (await bob.get(f"/api/v1/statuses/{root['id']}"))["replies_count"] == 1


async def test_deleting_answers_with_what_was_typed_and_takes_reblogs_along(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    posted = await alice.posts("draft *one*")
    reblog = await bob.post(f"/api/v1/statuses/{posted['id']}/reblog")
    answer = await alice.ask("DELETE", f"/api/v1/statuses/{posted['id']}")
    assert answer.json["text"] == "draft *one*"
    for one in (posted["id"], reblog["id"]):
        assert (await bob.ask("GET", f"/api/v1/statuses/{one}")).status == 404
    assert await bob.home() == []
    assert (await bob.ask("DELETE", f"/api/v1/statuses/{posted['id']}")).status == 404
    assert (await bob.get(f"/api/v1/accounts/{bob.account.id}"))["statuses_count"] == 0


async def test_editing_changes_the_words_and_tells_those_who_reblogged(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    posted = await alice.posts("first", spoiler_text="warn")
    await bob.post(f"/api/v1/statuses/{posted['id']}/reblog")
    source = await alice.get(f"/api/v1/statuses/{posted['id']}/source")
    assert source == {"id": posted["id"], "text": "first", "spoiler_text": "warn"}
    edited = await alice.tries("PUT", f"/api/v1/statuses/{posted['id']}", {"status": "second #new"})
    assert (edited.json["content"][:9], edited.json["spoiler_text"]) == ("<p>second", "warn")
    assert edited.json["edited_at"] is not None
    assert [tag["name"] for tag in edited.json["tags"]] == ["new"]
    assert "update" in {one["type"] for one in await bob.get("/api/v1/notifications")}
    assert len(await bob.get(f"/api/v1/statuses/{posted['id']}/history")) == 2
    assert (await bob.tries("PUT", f"/api/v1/statuses/{posted['id']}", {"status": "x"})).status == 404
    assert (await bob.ask("GET", f"/api/v1/statuses/{posted['id']}/source")).status == 404


async def test_a_mention_names_links_and_notifies(small_server: House):
    alice, bob = await small_server.signs_up("alice"), await small_server.signs_up("bob")
    posted = await alice.posts("hi @bob and @bob@art.example and @nobody")
    assert posted["mentions"] == [
        {"id": str(bob.account.id), "username": "bob", "acct": "bob", "url": "https://art.example/@bob"}
    ]
    assert posted["content"].count('class="u-url mention"') == 2
    [notification] = await bob.get("/api/v1/notifications")
    assert (notification["type"], notification["status"]["id"]) == ("mention", posted["id"])


async def test_parameters_come_from_anywhere(small_server: House):
    alice = await small_server.signs_up("alice")
    for words in (
        {"target": "/api/v1/statuses?status=hello"},
        {"target": "/api/v1/statuses", "body": b"status=hello", "kind": "application/x-www-form-urlencoded"},
        {"target": "/api/v1/statuses/", "body": b'{"status": "hello"}', "kind": "application/json"},
        {
            "target": "/api/v1/statuses",
            "body": b'--b\r\nContent-Disposition: form-data; name="status"\r\n\r\nhello\r\n--b--\r\n',
            "kind": "multipart/form-data; boundary=b",
        },
    ):
        headers = {"Content-Type": words["kind"]} if "kind" in words else {}
        answer = await alice.ask("POST", words["target"], body=words.get("body", b""), headers=headers)
        assert (answer.status, answer.json["content"]) == (200, "<p>hello</p>")
