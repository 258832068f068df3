"""Quoting on one server: by the author's policy, shown one level deep, counted, told, and taken back."""

from typing import Any

from tests.harness.house import House, Person

Json = dict[str, Any]


async def three(server: House) -> tuple[Person, Person, Person]:
    return await server.signs_up("alice"), await server.signs_up("bob"), await server.signs_up("carol")


async def quotes(who: Person, post: Json, text: str = "Look at this", **more: Any) -> Json:
    return await who.posts(text, quoted_status_id=post["id"], **more)


async def may_not(who: Person, post: Json, status: int, **more: Any) -> str:
    answer = await who.tries("POST", "/api/v1/statuses", {"status": "Look", "quoted_status_id": post["id"], **more})
    assert answer.status == status, answer.text
    return answer.json["error"]


async def test_a_quote_shows_counts_and_rings(server: House):
    alice, bob, _ = await three(server)
    post = await alice.posts("A fox in the snow")
    assert post["quote_approval"] == {"automatic": ["public"], "manual": [], "current_user": "automatic"}
    made = await quotes(bob, post)
    assert made["quote"]["state"] == "accepted"
    assert made["quote"]["quoted_status"]["id"] == post["id"]
    assert made["content"].startswith('<p class="quote-inline">RE: <a href="')
    assert (await alice.get(f"/api/v1/statuses/{post['id']}"))["quotes_count"] == 1
    [rung] = await alice.get("/api/v1/notifications")
    assert (rung["type"], rung["status"]["id"]) == ("quote", made["id"])
    [listed] = await bob.get(f"/api/v1/statuses/{post['id']}/quotes")
    assert listed["id"] == made["id"]
    await bob.tries("DELETE", f"/api/v1/statuses/{made['id']}")
    assert (await alice.get(f"/api/v1/statuses/{post['id']}"))["quotes_count"] == 0


async def test_who_may_is_the_authors_choice(server: House):
    alice, bob, carol = await three(server)
    for_nobody = await alice.posts("Mine", quote_approval_policy="nobody")
    for_friends = await alice.posts("Ours", quote_approval_policy="followers")
    await bob.post(f"/api/v1/accounts/{alice.account.id}/follow")
    assert await may_not(bob, for_nobody, 403) == "Its author does not want to be quoted by you"
    await may_not(carol, for_friends, 403)
    assert (await quotes(bob, for_friends))["quote"]["state"] == "accepted"
    assert (await quotes(alice, for_nobody))["quote"]["state"] == "accepted"
    seen = [(await who.get(f"/api/v1/statuses/{for_friends['id']}"))["quote_approval"] for who in (bob, carol)]
    assert [one["current_user"] for one in seen] == ["automatic", "denied"]
    changed = await alice.tries(
        "PUT", f"/api/v1/statuses/{for_friends['id']}/interaction_policy", {"quote_approval_policy": "public"}
    )
    assert changed.json["quote_approval"]["automatic"] == ["public"]
    assert (await quotes(carol, for_friends))["quote"]["state"] == "accepted"
    wrong = {"quote_approval_policy": "everybody"}
    path = f"/api/v1/statuses/{for_friends['id']}/interaction_policy"
    assert (await alice.tries("PUT", path, wrong)).status == 422
    assert (await carol.tries("PUT", path, {"quote_approval_policy": "public"})).status == 404


async def test_the_usual_choice_is_a_preference(server: House):
    alice, bob, _ = await three(server)
    saved = await alice.tries("PATCH", "/api/v1/accounts/update_credentials", {"source": {"quote_policy": "nobody"}})
    assert saved.json["source"]["quote_policy"] == "nobody"
    assert (await alice.get("/api/v1/preferences"))["posting:default:quote_policy"] == "nobody"
    await may_not(bob, await alice.posts("Mine"), 403)
    bad = await alice.tries("PATCH", "/api/v1/accounts/update_credentials", {"source": {"quote_policy": "some"}})
    assert bad.status == 422


async def test_what_can_not_be_quoted(server: House):
    alice, bob, _ = await three(server)
    post = await alice.posts("Open")
    direct = await alice.posts("@bob psst", visibility="direct")
    private = await alice.posts("For followers", visibility="private")
    assert "Direct" in await may_not(bob, direct, 422)
    await may_not(bob, private, 404)
    assert "for followers" in await may_not(alice, private, 422, visibility="public")
    assert (await quotes(alice, private, visibility="private"))["quote"]["state"] == "accepted"
    assert "poll" in await may_not(bob, post, 422, poll={"options": ["a", "b"], "expires_in": 600})
    for word in ("0", "nonsense", "9" * 30):
        await may_not(bob, {"id": word}, 404)


async def test_a_boost_of_it_is_quoted_as_the_post(server: House):
    alice, bob, carol = await three(server)
    post = await alice.posts("Original")
    boost = await bob.post(f"/api/v1/statuses/{post['id']}/reblog")
    assert (await quotes(carol, boost))["quote"]["quoted_status"]["id"] == post["id"]


async def test_quotes_of_quotes_are_named_and_not_shown(server: House):
    alice, bob, carol = await three(server)
    first = await alice.posts("One")
    second = await quotes(bob, first, "Two")
    third = await quotes(carol, second, "Three")
    inner = third["quote"]["quoted_status"]
    assert inner["quote"] == {"state": "accepted", "quoted_status_id": first["id"]}
    for page in (await carol.get("/api/v1/timelines/public"), await carol.get("/api/v1/timelines/public?limit=1")):
        shown = next(one for one in page if one["id"] == third["id"])
        assert shown["quote"]["quoted_status"]["quote"]["quoted_status_id"] == first["id"]


async def test_what_is_gone_or_not_for_these_eyes(server: House):
    alice, bob, carol = await three(server)
    post, other = await alice.posts("One"), await alice.posts("Two")
    made, second = await quotes(bob, post), await quotes(bob, other)
    await alice.tries("DELETE", f"/api/v1/statuses/{post['id']}")
    assert (await carol.get(f"/api/v1/statuses/{made['id']}"))["quote"] == {"state": "deleted", "quoted_status": None}
    await alice.post(f"/api/v1/accounts/{carol.account.id}/block")
    shown = (await carol.get(f"/api/v1/statuses/{second['id']}"))["quote"]
    assert shown == {"state": "unauthorized", "quoted_status": None}


async def test_consent_is_taken_back(server: House):
    alice, bob, carol = await three(server)
    post = await alice.posts("One")
    made = await quotes(bob, post)
    path = f"/api/v1/statuses/{post['id']}/quotes/{made['id']}/revoke"
    for who in (bob, carol):
        assert (await who.tries("POST", path)).status == 404
    assert (await alice.post(path))["quote"]["state"] == "revoked"
    assert (await alice.post(path))["quote"] == {"state": "revoked", "quoted_status": None}
    assert (await bob.get(f"/api/v1/statuses/{post['id']}"))["quotes_count"] == 0
    assert await bob.get(f"/api/v1/statuses/{post['id']}/quotes") == []


async def test_who_quotes_hears_of_an_edit(server: House):
    alice, bob, _ = await three(server)
    post = await alice.posts("One")
    made = await quotes(bob, post)
    await alice.tries("PUT", f"/api/v1/statuses/{post['id']}", {"status": "One, better"})
    heard = await bob.get("/api/v1/notifications")
    assert [(one["type"], one["status"]["id"]) for one in heard] == [("quoted_update", post["id"])]
    edited = await bob.tries("PUT", f"/api/v1/statuses/{made['id']}", {"status": "Look again"})
    assert edited.json["quote"]["state"] == "accepted"
