"""What moderators decide about one of ours is heard elsewhere: out of sight, back again, gone for good."""

from activitypub.terms import ACTIVITY_JSON
from tests.harness.house import House, everyone_settles
from tests.moderation.conftest import with_role

ACCOUNTS = "/api/v1/admin/accounts"
AP = {"Accept": ACTIVITY_JSON}


async def test_one_of_ours_is_suspended_let_back_and_deleted(art: House, pub: House):
    """Bob, elsewhere, sees her posts go and come back with that, and in the end a tombstone; his follow ends there."""
    mod = await with_role(art, "mod", "moderator")
    alice, bob = await art.signs_up("alice"), await pub.signs_up("bob")
    await bob.follows(alice.handle)
    await everyone_settles(art, pub)
    post = await alice.posts("Pearls")
    await everyone_settles(art, pub)
    assert len(await bob.home()) == 1
    far = (await bob.get(f"/api/v1/accounts/lookup?acct=alice@{art.domain}"))["id"]
    whom = f"{ACCOUNTS}/{alice.account.id}"
    await mod.post(f"{whom}/action", type="suspend")
    await everyone_settles(art, pub)
    assert (await bob.get(f"/api/v1/accounts/{far}"))["suspended"] is True
    assert await bob.home() == []
    path = post["uri"].removeprefix(f"https://{art.domain}")
    assert (await art.ask("GET", path, headers=AP)).status in (404, 410)
    bones = (await art.ask("GET", "/users/alice", headers=AP)).json
    assert (bones["suspended"], bones.get("summary"), bones.get("icon")) == (True, None, None)
    await mod.post(f"{whom}/unsuspend")
    await everyone_settles(art, pub)
    assert "suspended" not in await bob.get(f"/api/v1/accounts/{far}")
    assert len(await bob.home()) == 1
    await mod.post(f"{whom}/action", type="suspend")
    assert (await mod.ask("DELETE", whom)).status == 200
    await everyone_settles(art, pub)
    assert (await art.ask("GET", "/users/alice", headers=AP)).status == 410
    assert (await art.ask("GET", path, headers=AP)).status in (404, 410)
    assert (await bob.ask("GET", f"/api/v1/accounts/{far}")).status == 404
    assert (await bob.get("/api/v1/accounts/verify_credentials"))["following_count"] == 0
    assert await bob.home() == []
