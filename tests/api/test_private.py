"""Conversations, notes, shut servers and reports through the front door."""

import orjson

from tests.harness.house import House, everyone_settles
from tests.harness.sockets import socket_to


async def test_conversations_are_threads_of_direct_posts(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    first = await alice.posts("@bob psst", visibility="direct")
    await alice.posts("@bob aloud")
    [seen] = await bob.get("/api/v1/conversations")
    assert (seen["unread"], seen["last_status"]["id"]) == (True, first["id"])
    assert [one["username"] for one in seen["accounts"]] == ["alice"]
    [own] = await alice.get("/api/v1/conversations")
    assert (own["unread"], [one["username"] for one in own["accounts"]]) == (False, ["bob"])
    answer = await bob.posts("@alice yes", visibility="direct", in_reply_to_id=first["id"])
    [own] = await alice.get("/api/v1/conversations")
    assert (own["unread"], own["last_status"]["id"]) == (True, answer["id"])
    assert (await alice.post(f"/api/v1/conversations/{own['id']}/read"))["unread"] is False
    assert (await bob.tries("POST", f"/api/v1/conversations/{own['id']}/read")).status == 404
    await bob.tries("DELETE", f"/api/v1/statuses/{answer['id']}")
    [own] = await alice.get("/api/v1/conversations")
    assert own["last_status"]["id"] == first["id"]
    await alice.tries("DELETE", f"/api/v1/statuses/{first['id']}")
    assert await alice.get("/api/v1/conversations") == []
    assert await bob.get("/api/v1/conversations") == []


async def test_a_conversation_can_be_put_away(server: House):
    alice = await server.signs_up("alice")
    await alice.posts("note to self", visibility="direct")
    [one] = await alice.get("/api/v1/conversations")
    assert [who["username"] for who in one["accounts"]] == ["alice"]
    assert (await alice.tries("DELETE", f"/api/v1/conversations/{one['id']}")).json == {}
    assert await alice.get("/api/v1/conversations") == []
    assert len(await alice.home()) == 1


async def test_notes_about_accounts_are_for_their_writer(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    at = f"/api/v1/accounts/{bob.account.id}/note"
    assert (await alice.post(at, comment="met in Kyoto"))["note"] == "met in Kyoto"
    [seen] = await alice.get(f"/api/v1/accounts/relationships?id[]={bob.account.id}")
    assert seen["note"] == "met in Kyoto"
    [seen] = await bob.get(f"/api/v1/accounts/relationships?id[]={bob.account.id}")
    assert seen["note"] == ""
    assert (await alice.post(at, comment=""))["note"] == ""
    assert (await alice.tries("POST", at, {"comment": "x" * 2001})).status == 422


async def test_a_shut_server_is_not_heard(art: House, pub: House):
    alice, bob = await art.signs_up("alice"), await pub.signs_up("bob")
    await alice.follows(bob.handle)
    await everyone_settles(art, pub)
    await bob.posts("hello")
    await everyone_settles(art, pub)
    assert len(await alice.home()) == 1
    assert (await alice.tries("POST", "/api/v1/domain_blocks", {"domain": pub.domain})).status == 200
    assert await alice.get("/api/v1/domain_blocks") == [pub.domain]
    assert await alice.home() == []
    await everyone_settles(art, pub)
    await bob.posts(f"{alice.handle} do you hear me?")
    await everyone_settles(art, pub)
    assert await alice.get("/api/v1/notifications") == []
    far_bob = (await alice.get(f"/api/v1/accounts/lookup?acct={bob.handle}"))["id"]
    [seen] = await alice.get(f"/api/v1/accounts/relationships?id[]={far_bob}")
    assert (seen["domain_blocking"], seen["following"]) == (True, False)
    assert (await alice.tries("DELETE", f"/api/v1/domain_blocks?domain={pub.domain}")).status == 200
    assert await alice.get("/api/v1/domain_blocks") == []
    assert (await alice.tries("POST", "/api/v1/domain_blocks", {"domain": "no domain"})).status == 422


async def test_reports_are_kept_for_the_moderators(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    post = await bob.posts("spam")
    made = await alice.post(
        "/api/v1/reports", account_id=str(bob.account.id), category="spam", comment="no", **{"status_ids[]": post["id"]}
    )
    assert (made["category"], made["status_ids"], made["action_taken"]) == ("spam", [post["id"]], False)
    assert made["target_account"]["username"] == "bob"
    assert (await alice.tries("POST", "/api/v1/reports", {"account_id": "1"})).status == 404


async def test_friends_of_friends_and_what_is_liked(server: House):
    alice, bob, carol = [await server.signs_up(name) for name in ("alice", "bob", "carol")]
    await carol.tries("PATCH", "/api/v1/accounts/update_credentials", {"discoverable": True})
    await alice.post(f"/api/v1/accounts/{bob.account.id}/follow")
    await bob.post(f"/api/v1/accounts/{carol.account.id}/follow")
    assert [one["account"]["username"] for one in await alice.get("/api/v2/suggestions")] == ["carol"]
    assert [one["username"] for one in await alice.get("/api/v1/suggestions")] == ["carol"]
    assert (await server.ask("GET", "/api/v1/directory?local=true&order=new")).json[0]["username"] == "carol"
    await carol.tries("PATCH", "/api/v1/accounts/update_credentials", {"discoverable": False})
    assert (await server.ask("GET", "/api/v1/directory?order=active")).json[0]["username"] != "carol"
    [seen] = await alice.get(f"/api/v1/accounts/familiar_followers?id[]={carol.account.id}")
    assert [one["username"] for one in seen["accounts"]] == ["bob"]
    post = await carol.posts("a #fox")
    await carol.posts("a #cat")
    await bob.posts("another #fox")
    await alice.post(f"/api/v1/statuses/{post['id']}/favourite")
    assert [one["id"] for one in (await server.ask("GET", "/api/v1/trends/statuses")).json] == [post["id"]]
    assert [one["name"] for one in (await server.ask("GET", "/api/v1/trends/tags")).json] == ["fox", "cat"]


async def test_a_conversation_is_heard_live(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    async with socket_to(server.app, f"/api/v1/streaming?stream=direct&access_token={bob.token}") as line:
        await alice.posts("aloud")
        post = await alice.posts("@bob psst", visibility="direct")
        told = orjson.loads(await line.receive())
        assert (told["stream"], told["event"]) == (["direct"], "conversation")
        said = orjson.loads(told["payload"])
        assert (said["unread"], said["last_status"]["id"]) == (True, post["id"])
