"""https://docs.joinmastodon.org/methods/instance/ , /preferences/ and /markers/: what clients ask before all else."""

import pytest

from fediai.store import instance_settings
from tests.harness.house import House, everyone_settles


async def test_both_versions_say_what_clients_cannot_do_without(server: House):
    admin = await server.signs_up("admin", role="admin")
    await admin.posts("hello")
    second = (await server.ask("GET", "/api/v2/instance/")).json
    first = (await server.ask("GET", "/api/v1/instance/")).json
    assert second["domain"] == first["uri"] == "art.example"
    assert second["version"] == first["version"]
    assert second["version"].startswith("4.5.0 (compatible; fediai ")
    assert float(second["version"][:3]) == 4.5
    assert second["api_versions"] == {"mastodon": 7}
    assert second["configuration"]["urls"]["streaming"] == first["urls"]["streaming_api"] == "wss://art.example"
    for limits in (second["configuration"], first["configuration"]):
        assert limits["statuses"] == {
            "max_characters": 5000, "max_media_attachments": 4, "characters_reserved_per_url": 23,
        }  # fmt: skip
        assert set(limits["polls"]) == {
            "max_options", "max_characters_per_option", "min_expiration", "max_expiration",
        }  # fmt: skip
        assert {"image/jpeg", "image/png", "image/webp"} <= set(limits["media_attachments"]["supported_mime_types"])
        numbers = [v for v in limits["media_attachments"].values() if not isinstance(v, list)]
        assert all(isinstance(number, int) and 0 < number < 2**31 for number in numbers)
    assert second["contact"]["email"] is not None
    assert second["contact"]["account"]["acct"] == "admin"
    assert first["stats"] == {"user_count": 1, "status_count": 1, "domain_count": 0}
    assert second["usage"]["users"]["active_month"] == 1
    assert (await server.ask("GET", second["thumbnail"]["url"].removeprefix("https://art.example"))).status == 200


async def test_the_push_key_is_made_once_and_is_a_point_on_the_curve(server: House):
    keys = {
        (await server.ask("GET", "/api/v2/instance")).json["configuration"]["vapid"]["public_key"] for _ in range(3)
    }
    [key] = keys
    assert len(key) == 87
    assert key.startswith("B")


async def test_what_an_admin_has_set_wins_over_the_configuration(server: House):
    async with server.ctx.db.write() as tx:
        await instance_settings.put(tx, "title", "Paper boats")
        await instance_settings.put(tx, "rules", ["Be kind.", "Say how it was made."])
    second = (await server.ask("GET", "/api/v2/instance")).json
    assert second["title"] == "Paper boats"
    assert [rule["id"] for rule in second["rules"]] == ["1", "2"]
    assert (await server.ask("GET", "/api/v1/instance/rules")).json == second["rules"]


async def test_an_instance_tells_whom_it_has_met(art: House, pub: House):
    bob = await pub.signs_up("bob")
    assert (await art.ask("GET", "/api/v1/instance/peers")).json == []
    alice = await art.signs_up("alice")
    await bob.follows(alice.handle)
    await everyone_settles(art, pub)
    assert (await art.ask("GET", "/api/v1/instance/peers")).json == ["pub.example"]


@pytest.mark.parametrize(
    "path",
    [
        "custom_emojis", "lists", "announcements", "filters", "followed_tags", "conversations", "trends/tags",
        "trends/statuses", "trends/links",
    ],
)  # fmt: skip
async def test_what_there_is_none_of_is_an_empty_list(small_server: House, path: str):
    alice = await small_server.signs_up("alice")
    assert await alice.get(f"/api/v1/{path}") == []


async def test_preferences_have_their_colons(small_server: House):
    alice = await small_server.signs_up("alice")
    found = await alice.get("/api/v1/preferences")
    assert found["posting:default:visibility"] == "public"
    assert found["posting:default:sensitive"] is False
    assert {"posting:default:language", "reading:expand:media", "reading:expand:spoilers"} <= set(found)


async def test_markers_remember_how_far_one_has_read(server: House):
    alice = await server.signs_up("alice")
    assert await alice.get("/api/v1/markers?timeline[]=home") == {}
    marked = await alice.post("/api/v1/markers", **{"home[last_read_id]": "117000000000000000"})
    assert (marked["home"]["last_read_id"], marked["home"]["version"]) == ("117000000000000000", 1)
    again = await alice.tries("POST", "/api/v1/markers", {"home": {"last_read_id": "118000000000000000"}})
    assert again.json["home"]["version"] == 2
    kept = await alice.get("/api/v1/markers?timeline[]=home&timeline[]=notifications")
    assert kept == again.json
    assert set(kept["home"]) == {"last_read_id", "version", "updated_at"}
    assert (await alice.get("/api/v1/preferences"))["posting:default:visibility"] == "public"
    assert (await alice.tries("POST", "/api/v1/markers", {"home": {"last_read_id": "x"}})).status == 422


async def test_a_browser_client_may_draw_the_plain_portrait(server: House):
    """It asks with CORS for every picture it shows, also for those of people who have none."""
    alice = await server.signs_up("alice")
    shown = await alice.get("/api/v1/accounts/verify_credentials")
    for kind in ("avatar", "header"):
        answer = await server.ask("GET", shown[kind].removeprefix("https://art.example"))
        assert (answer.status, answer.header("access-control-allow-origin")) == (200, "*")
