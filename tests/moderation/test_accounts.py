"""Moderators decide about accounts: it is done, written down, and told to whom it concerns."""

from fediai.domain.statuses import Page
from fediai.services.moderation import audit
from tests.far_side import Peer
from tests.harness.house import House, Network, everyone_settles
from tests.moderation.conftest import with_role

ACCOUNTS = "/api/v1/admin/accounts"


async def deeds(house: House) -> list[tuple[str, str, str]]:
    async with house.ctx.db.read() as tx:
        return [(one.by_name, one.deed.value, one.about_name) for one in await audit.page(tx, Page(50))]


async def test_a_warning_is_told_written_down_and_settles_its_report(server: House):
    mod = await with_role(server, "mod", "moderator")
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    post = await alice.posts("rude words")
    filed = await bob.post(
        "/api/v1/reports", account_id=alice.account.id, comment="rude", **{"status_ids[]": post["id"]}
    )
    [rung] = await mod.get("/api/v1/notifications?types[]=admin.report")
    assert (rung["account"]["acct"], rung["report"]["id"]) == ("bob", filed["id"])
    [waiting] = await mod.get("/api/v1/admin/reports")
    assert [one["id"] for one in waiting["statuses"]] == [post["id"]]
    assert waiting["target_account"]["username"] == "alice"

    await mod.post(f"{ACCOUNTS}/{alice.account.id}/action", type="none", text="Be kind.", report_id=filed["id"])
    [told] = await alice.get("/api/v1/notifications")
    assert (told["type"], told["moderation_warning"]["text"]) == ("moderation_warning", "Be kind.")
    grouped = await alice.get("/api/v2/notifications")
    assert grouped["notification_groups"][0]["moderation_warning"]["action"] == "none"
    assert await mod.get("/api/v1/admin/reports") == []
    [settled] = await mod.get("/api/v1/admin/reports?resolved=true")
    assert settled["action_taken_by_account"]["username"] == "mod"
    assert await deeds(server) == [("@mod", "resolve_report", "@alice"), ("@mod", "warn", "@alice")]


async def test_a_suspended_person_is_out_of_sight_and_comes_back(server: House):
    mod, alice = await with_role(server, "mod", "moderator"), await server.signs_up("alice")
    await alice.posts("hello #fox")
    await alice.post(f"/api/v1/statuses/{(await mod.posts('Be kind'))['id']}/favourite")
    one = f"{ACCOUNTS}/{alice.account.id}"
    await mod.post(f"{one}/action", type="suspend", text="Enough.")
    shown = (await server.ask("GET", "/api/v1/timelines/public")).json
    assert [post["account"]["acct"] for post in shown] == ["mod"]
    assert await mod.get("/api/v1/notifications?types[]=favourite") == []
    assert (await alice.ask("GET", "/api/v1/timelines/home")).status in (401, 403)
    [found] = await mod.get("/api/v2/admin/accounts?status=suspended")
    assert (found["username"], found["suspended"], found["email"]) == ("alice", True, "alice@example.org")
    assert (await mod.post(f"{one}/unsuspend"))["suspended"] is False
    assert len((await server.ask("GET", "/api/v1/timelines/public")).json) == 2
    assert len(await mod.get("/api/v1/notifications?types[]=favourite")) == 1
    await mod.post(f"{one}/action", type="disable")
    assert (await mod.get(one))["disabled"] is True
    assert (await mod.post(f"{one}/enable"))["disabled"] is False
    await mod.post(f"{one}/action", type="silence")
    assert len((await server.ask("GET", "/api/v1/timelines/public")).json) == 1
    assert (await server.ask("GET", "/api/v1/timelines/tag/fox")).json == []
    assert (await mod.post(f"{one}/unsilence"))["silenced"] is False
    written = [deed for _, deed, about in await deeds(server) if about == "@alice"]
    assert written == ["unsilence", "silence", "enable", "disable", "unsuspend", "suspend"]


async def test_pictures_of_a_veiled_account_are_sensitive(painted: House):
    """Whatever their author says; words are not."""
    mod, alice = await with_role(painted, "mod", "moderator"), await painted.signs_up("alice")
    words, picture = await alice.posts("words"), await alice.posts("/imagine a fox")
    await mod.post(f"{ACCOUNTS}/{alice.account.id}/action", type="sensitive")
    seen = {one["id"]: one for one in await mod.get(f"/api/v1/accounts/{alice.account.id}/statuses")}
    assert seen[words["id"]]["sensitive"] is False
    drawn = [one for one in seen.values() if one["media_attachments"]]
    assert [one["sensitive"] for one in drawn] == [True], picture
    assert (await mod.post(f"{ACCOUNTS}/{alice.account.id}/unsensitive"))["sensitized"] is False
    seen_again = await mod.get(f"/api/v1/accounts/{alice.account.id}/statuses")
    assert not any(one["sensitive"] for one in seen_again)


async def test_only_suspended_accounts_are_deleted(small_server: House):
    mod, alice = await with_role(small_server, "mod", "moderator"), await small_server.signs_up("alice")
    one = f"{ACCOUNTS}/{alice.account.id}"
    assert (await mod.ask("DELETE", one)).status == 403
    await mod.post(f"{one}/action", type="suspend")
    assert (await mod.ask("DELETE", one)).status == 200
    assert (await mod.ask("GET", "/users/alice", headers={"Accept": "application/activity+json"})).status == 410


async def test_nobody_acts_without_the_role_the_scope_or_on_their_equals(small_server: House):
    mod, other = [await with_role(small_server, name, "moderator") for name in ("mod", "other")]
    admin, alice = await with_role(small_server, "admin", "admin"), await with_role(small_server, "alice", "user")
    plain = await small_server.signs_up("plain", role="moderator")
    assert (await alice.ask("GET", ACCOUNTS)).status == 403
    assert (await plain.ask("GET", ACCOUNTS)).status == 403
    for target in (other, admin, mod):
        answer = await mod.tries("POST", f"{ACCOUNTS}/{target.account.id}/action", {"type": "suspend"})
        assert answer.status == 403
    assert (await mod.ask("GET", "/api/v1/admin/domain_blocks")).status == 403
    studio = await small_server.account("studio")
    assert (await admin.tries("POST", f"{ACCOUNTS}/{studio.id}/action", {"type": "suspend"})).status == 403
    assert (await admin.tries("POST", f"{ACCOUNTS}/{alice.account.id}/action", {"type": "banish"})).status == 422


async def test_accounts_are_found_by_their_words(small_server: House):
    mod = await with_role(small_server, "mod", "moderator")
    for name in ("anna", "annika", "bob"):
        await small_server.signs_up(name)
    found = await mod.get("/api/v2/admin/accounts?username=ann&origin=local")
    assert [one["username"] for one in found] == ["annika", "anna"]
    assert [one["username"] for one in await mod.get("/api/v2/admin/accounts?permissions=staff")] == ["mod"]
    assert [one["username"] for one in await mod.get(f"{ACCOUNTS}?email=bob%40")] == ["bob"]
    assert await mod.get("/api/v2/admin/accounts?username=%25") == []


async def test_a_far_account_that_is_suspended_loses_its_ties_and_its_followers_here_are_told(art: House, pub: House):
    mod = await with_role(art, "mod", "moderator")
    alice, bob = await art.signs_up("alice"), await pub.signs_up("bob")
    await alice.follows(bob.handle)
    await bob.follows(alice.handle)
    await everyone_settles(art, pub)
    far = (await alice.get(f"/api/v1/accounts/lookup?acct=bob@{pub.domain}"))["id"]
    await mod.post(f"{ACCOUNTS}/{far}/action", type="suspend")
    await everyone_settles(art, pub)
    [told] = await alice.get("/api/v1/notifications?types[]=severed_relationships")
    event = told["event"]
    assert (event["type"], event["target_name"]) == ("account_suspension", f"bob@{pub.domain}")
    assert (event["followers_count"], event["following_count"]) == (1, 1)
    assert (await mod.post(f"{ACCOUNTS}/{far}/unsuspend"))["suspended"] is False


async def test_a_blocked_server_loses_its_ties_and_single_decisions_outlive_the_rule(art: House, pub: House):
    admin = await with_role(art, "admin", "admin")
    alice, bob, eve = await art.signs_up("alice"), await pub.signs_up("bob"), await pub.signs_up("eve")
    await alice.follows(bob.handle)
    await alice.follows(eve.handle)
    await everyone_settles(art, pub)
    far = {
        name: (await alice.get(f"/api/v1/accounts/lookup?acct={name}@{pub.domain}"))["id"] for name in ("bob", "eve")
    }
    await admin.post(f"{ACCOUNTS}/{far['eve']}/action", type="silence")
    rule = await admin.post("/api/v1/admin/domain_blocks", domain=pub.domain, severity="suspend", public_comment="spam")
    assert (rule["severity"], rule["public_comment"]) == ("suspend", "spam")
    await everyone_settles(art, pub)
    [told] = await alice.get("/api/v1/notifications?types[]=severed_relationships")
    assert (told["event"]["type"], told["event"]["following_count"]) == ("domain_block", 2)
    assert (await admin.ask("DELETE", f"/api/v1/admin/domain_blocks/{rule['id']}")).status == 200
    states = {name: await admin.get(f"{ACCOUNTS}/{key}") for name, key in far.items()}
    assert (states["bob"]["suspended"], states["eve"]["suspended"], states["eve"]["silenced"]) == (False, False, True)


async def test_reports_by_a_server_are_not_heard_where_that_is_said(small_server: House):
    admin = await with_role(small_server, "admin", "admin")
    alice = await small_server.signs_up("alice")
    wire = Network()
    peer = Peer(wire, "far.example")
    small_server.ctx.http._wire = wire
    bob = peer.has("bob")
    await bob.sends(bob.says("Flag", alice.account.uri, content="one"), small_server)
    await small_server.works()
    assert len(await admin.get("/api/v1/admin/reports")) == 1
    values = {"domain": "far.example", "severity": "noop", "reject_reports": True}
    assert (await admin.tries("POST", "/api/v1/admin/domain_blocks", values)).status == 200
    await bob.sends(bob.says("Flag", alice.account.uri, content="two"), small_server)
    await small_server.works()
    assert len(await admin.get("/api/v1/admin/reports")) == 1
