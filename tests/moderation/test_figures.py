"""What trends and may not, and the numbers of those who watch over a house; on both engines."""

from datetime import timedelta
from typing import Any

import pytest

from tests.far_side import Peer
from tests.harness.house import House, Network, Person
from tests.hostile.attacks import befriend, settles, somebody, to_all
from tests.moderation.conftest import with_role

MEASURES = ("active_users", "new_users", "interactions", "opened_reports", "resolved_reports")


@pytest.fixture
async def admin(art: House) -> Person:
    return await with_role(art, "admin", "admin")


async def names(house: House, target: str) -> list[str]:
    return [one.get("name") or one["id"] for one in (await house.ask("GET", target)).json]


async def test_a_moderator_decides_what_trends(art: House, admin: Person):
    """What is refused is still seen by moderators, who may change their minds; every word is written down."""
    mod, alice = await with_role(art, "mod", "moderator"), await art.signs_up("alice")
    post = await alice.posts("a #fox and a #cat")
    await mod.post(f"/api/v1/statuses/{post['id']}/favourite")
    at = "/api/v1/admin/trends"
    assert [(one["name"], one["requires_review"]) for one in await mod.get(f"{at}/tags")] == [
        ("cat", True),
        ("fox", True),
    ]
    refused = await mod.post(f"{at}/tags/Fox/reject")
    assert (refused["name"], refused["trendable"], refused["requires_review"]) == ("fox", False, False)
    assert await names(art, "/api/v1/trends/tags") == ["cat"]
    assert {one["name"]: one["trendable"] for one in await mod.get(f"{at}/tags")} == {"cat": True, "fox": False}
    assert (await mod.post(f"{at}/tags/fox/approve"))["trendable"] is True
    assert await names(art, "/api/v1/trends/tags") == ["cat", "fox"]
    assert (await mod.post(f"{at}/statuses/{post['id']}/reject"))["requires_review"] is False
    assert await names(art, "/api/v1/trends/statuses") == []
    assert [one["id"] for one in await mod.get(f"{at}/statuses")] == [post["id"]]
    await mod.post(f"{at}/statuses/{post['id']}/approve")
    assert await names(art, "/api/v1/trends/statuses") == [post["id"]]
    assert await mod.get(f"{at}/links") == []
    for target in ("statuses/1/reject", "tags/no%20tag/reject", "links/1/approve"):
        assert (await mod.ask("POST", f"{at}/{target}")).status == 404
    for target in ("tags", "statuses", "links"):
        assert (await alice.ask("GET", f"{at}/{target}")).status == 403


def span(art: House, days: int = 2) -> dict[str, Any]:
    now = art.clock()
    return {"start_at": (now - timedelta(days=days)).isoformat(), "end_at": now.isoformat()}


async def asked(who: Person, what: str, **values: Any) -> dict[str, Any]:
    answer = await who.tries("POST", f"/api/v1/admin/{what}", {**span(who.house), **values})
    assert answer.status == 200, answer.text
    return {one["key"]: one for one in answer.json}


async def test_measures_count_by_day(art: House, admin: Person, network: Network):
    """Of the house, of a hashtag, of another server; with the time before."""
    alice, bob = await art.signs_up("alice"), somebody(Peer(network, "far.example"), "bob")
    await befriend(art, alice, bob)
    post = await alice.posts("a #fox")
    liked = {**bob.says("Like", post["uri"]), "id": f"{bob.id}/likes/1"}
    tag = [{"type": "Hashtag", "name": "#fox"}, *to_all(alice)["tag"]]
    await settles(art, bob, liked, bob.writes("<p>#fox</p>", **{**to_all(alice), "tag": tag}, inReplyTo=post["uri"]))
    account = await alice.get("/api/v1/accounts/lookup?acct=bob@far.example")
    report = await alice.post("/api/v1/reports", account_id=account["id"])
    found = await asked(admin, "measures", keys=[*MEASURES, "nonsense"])
    assert {key: (one["total"], one["previous_total"]) for key, one in found.items()} == {
        "active_users": ("1", "0"), "new_users": ("2", "0"), "interactions": ("2", "0"),
        "opened_reports": ("1", "0"), "resolved_reports": ("0", "0"),
    }  # fmt: skip
    assert [one["value"] for one in found["interactions"]["data"]] == ["0", "0", "2"]
    await admin.post(f"/api/v1/admin/reports/{report['id']}/resolve")
    tags = {f"tag_{one}": {"id": "fox"} for one in ("accounts", "uses", "servers")}
    there = {f"instance_{one}": {"domain": "far.example"} for one in
             ("accounts", "media_attachments", "reports", "statuses", "follows", "followers")}  # fmt: skip
    found = await asked(admin, "measures", keys=["resolved_reports", *tags, *there], **tags, **there)
    assert {key: one["total"] for key, one in found.items()} == {
        "resolved_reports": "1", "tag_accounts": "2", "tag_uses": "2", "tag_servers": "2", "instance_accounts": "1",
        "instance_media_attachments": "0", "instance_reports": "1", "instance_statuses": "1", "instance_follows": "1",
        "instance_followers": "0",
    }  # fmt: skip
    art.clock.passes(days=3)
    found = await asked(admin, "measures", keys=["new_users", "opened_reports"])
    assert [(one["total"], one["previous_total"]) for one in found.values()] == [("0", "2"), ("0", "1")]


async def test_dimensions_count_by_kind(art: House, admin: Person, network: Network):
    alice, bob = await art.signs_up("alice"), somebody(Peer(network, "far.example"), "bob")
    await befriend(art, alice, bob)
    await alice.posts("ein #fox", language="de")
    await settles(art, bob, bob.writes(**to_all(alice)))
    about = {"tag_servers": {"id": "fox"}, "tag_languages": {"id": "fox"}, "instance_accounts": {"domain": "far.example"},
             "instance_languages": {"domain": "far.example"}}  # fmt: skip
    keys = ["languages", "sources", "servers", "space_usage", "software_versions", *about]
    found = await asked(admin, "dimensions", keys=keys, limit=5, **about)
    shown = {key: [(one["key"], one["value"]) for one in found[key]["data"]] for key in keys}
    assert sorted(shown["servers"]) == [("art.example", "1"), ("far.example", "1")]
    assert shown["tag_servers"] == [("art.example", "1")]
    assert shown["tag_languages"] == [("de", "1")]
    assert shown["instance_accounts"] == [("bob", "1")]
    assert len(shown["instance_languages"]) == 1
    assert {key for key, _ in shown["software_versions"]} == {"fediai", "python", "database"}
    assert all(int(value) > 0 for key, value in shown["space_usage"] if key != "media")


async def test_retention_follows_those_who_came(art: House, admin: Person):
    """Two came today, and one of them posts two days later."""
    alice, start = await art.signs_up("alice"), art.clock()
    art.clock.passes(days=2)
    await alice.posts("still here")
    values = {"start_at": start.isoformat(), "end_at": art.clock().isoformat(), "frequency": "day"}
    [first, second, third] = (await admin.tries("POST", "/api/v1/admin/retention", values)).json
    assert [(one["rate"], one["value"]) for one in first["data"]] == [(1.0, "2"), (0.5, "1"), (0.5, "1")]
    assert [one["value"] for one in second["data"]] == ["0", "0"]
    assert len(third["data"]) == 1
    months = (await admin.tries("POST", "/api/v1/admin/retention", {**values, "frequency": "month"})).json
    assert months[0]["data"][0]["value"] == "2"


@pytest.mark.parametrize(
    ("what", "values"),
    [
        ("measures", {"start_at": "yesterday"}), ("measures", {"end_at": "0001-01-01"}), ("retention", {"frequency": "hour"}),
        ("measures", {"keys": ["tag_uses"]}), ("measures", {"keys": ["instance_follows"], "instance_follows": {"domain": []}}),
        ("retention", {"frequency": "day", "start_at": "2020-01-01"}), ("dimensions", {"start_at": ""}),
    ],
)  # fmt: skip
async def test_what_is_asked_wrongly(small_server: House, what: str, values: dict[str, Any]):
    admin = await with_role(small_server, "admin", "admin")
    answer = await admin.tries("POST", f"/api/v1/admin/{what}", {**span(small_server), "keys": [], **values})
    assert answer.status == 422
