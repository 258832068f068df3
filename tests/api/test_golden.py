"""Each entity as a client gets it, held against a copy that was read beside the documentation.

`REWRITE_GOLDEN=1 python -m pytest tests/api/test_golden.py` keeps what is answered now; read the difference before
committing it.
"""

from typing import Any

from fediai.domain.moderation.sanctions import OWNER
from fediai.services.moderation import announcements
from tests.api.client import registered
from tests.api.test_paging import ADMIN
from tests.api.test_status_media import uploads
from tests.harness.golden import FOLDER, WRITING, unlike
from tests.harness.house import House, Person

Answers = dict[str, Any]
PUSH = {
    "subscription": {
        "endpoint": "https://push.example/for/alice", "standard": True,
        "keys": {
            "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
            "auth": "BTBZMqHH6r4Tts7J_aSIgg",
        },
    },
    "data": {"alerts": {"mention": True}},
}  # fmt: skip


async def _posts(alice: Person, bob: Person) -> Answers:
    """Statuses in every shape, and what hangs on them."""
    picture = await uploads(alice, description="A fox", focus="0.5,0.5")
    plain = await alice.posts("A #fox at https://fox.example/den", visibility="unlisted", language="en")
    shown = (await alice.tries("POST", "/api/v1/statuses", {
        "status": "@bob look", "media_ids": [picture["id"]], "sensitive": True, "spoiler_text": "a fox", "language": "en",
    })).json  # fmt: skip
    asked = await alice.posts("which?", **{"poll[options][]": ["red", "grey"], "poll[expires_in]": 600})
    voted = await bob.post(f"/api/v1/polls/{asked['poll']['id']}/votes", **{"choices[]": "1"})
    reply = await bob.posts("@alice a nice one", in_reply_to_id=shown["id"])
    quoting = await bob.posts("see", quoted_status_id=plain["id"])
    await alice.tries("PUT", f"/api/v1/statuses/{plain['id']}", {"status": "A #fox, changed"})
    one = f"/api/v1/statuses/{plain['id']}"
    later = await alice.posts("later", scheduled_at="2999-01-01T00:00:00.000Z")
    return {
        "media_attachment": picture, "status_with_picture": shown, "status_with_poll": asked, "poll_voted": voted,
        "status_reply": reply, "status_quote": quoting, "status_reblog": await bob.post(f"{one}/reblog"),
        "status_edited": await alice.get(one), "status_source": await alice.get(f"{one}/source"),
        "status_history": await alice.get(f"{one}/history"), "scheduled_status": later,
        "context": await alice.get(f"/api/v1/statuses/{shown['id']}/context"),
        "status_unknown_viewer": (await alice.house.ask("GET", one)).json,
        "status_deleted": (await bob.ask("DELETE", f"/api/v1/statuses/{quoting['id']}")).json,
    }  # fmt: skip


async def _people(alice: Person, bob: Person) -> Answers:
    """Accounts and what they are to each other."""
    me, other = f"/api/v1/accounts/{alice.account.id}", f"/api/v1/accounts/{bob.account.id}"
    await alice.tries("PATCH", "/api/v1/accounts/update_credentials", {
        "note": "I paint #foxes", "fields_attributes": [{"name": "home", "value": "https://alice.example"}],
    })  # fmt: skip
    await alice.post(f"{other}/follow", notify="true")
    made = await alice.post("/api/v1/lists", title="friends")
    await alice.post(f"/api/v1/lists/{made['id']}/accounts", **{"account_ids[]": str(bob.account.id)})
    await alice.post(f"{other}/note", comment="kind")
    carol = await alice.house.signs_up("carol")
    await alice.post(f"/api/v1/accounts/{carol.account.id}/mute", duration=3600)
    return {
        "account": await bob.get(me), "credential_account": await alice.get("/api/v1/accounts/verify_credentials"),
        "relationship": (await alice.get(f"/api/v1/accounts/relationships?id[]={bob.account.id}"))[0],
        "list": made, "muted_account": (await alice.get("/api/v1/mutes"))[0],
        "profile": await alice.get("/api/v1/profile"), "preferences": await alice.get("/api/v1/preferences"),
        "featured_tag": await alice.post("/api/v1/featured_tags", name="fox"),
        "tag": await alice.post("/api/v1/tags/fox/follow"), "familiar_followers": await alice.get(
            f"/api/v1/accounts/familiar_followers?id[]={bob.account.id}"
        ),
    }  # fmt: skip


async def _bells(alice: Person, bob: Person) -> Answers:
    await bob.post(f"/api/v1/accounts/{alice.account.id}/follow")
    await bob.posts("@alice psst", visibility="direct")
    page = await alice.get("/api/v2/notifications?types[]=follow&types[]=mention&limit=2")
    [talk] = await alice.get("/api/v1/conversations")
    await alice.tries("PATCH", "/api/v2/notifications/policy", {"for_private_mentions": "filter"})
    marked = {"home": {"last_read_id": "1"}}
    return {
        "notification_follow": (await alice.get("/api/v1/notifications?types[]=follow"))[0],
        "notification_mention": (await alice.get("/api/v1/notifications?types[]=mention"))[0],
        "grouped_notifications": page, "conversation": talk,
        "notification_policy": await alice.get("/api/v2/notifications/policy"),
        "markers": (await alice.tries("POST", "/api/v1/markers", marked)).json,
        "push_subscription": (await alice.tries("POST", "/api/v1/push/subscription", PUSH)).json,
    }  # fmt: skip


async def _filters(alice: Person, bob: Person) -> Answers:
    asked = {
        "title": "winter", "context": ["home"], "filter_action": "warn", "expires_in": 3600,
        "keywords_attributes": [{"keyword": "snow", "whole_word": True}],
    }  # fmt: skip
    made = (await alice.tries("POST", "/api/v2/filters", asked)).json
    [old] = await alice.get("/api/v1/filters")
    snow = await bob.posts("snow")
    return {
        "filter": made, "filter_v1": old, "filter_result": (await alice.get(f"/api/v1/statuses/{snow['id']}"))["filtered"],
    }  # fmt: skip


async def _house(alice: Person) -> Answers:
    house = alice.house
    app = await registered(house)
    async with house.ctx.db.write() as tx:
        said = await announcements.say(tx, OWNER, "The house is painted on Friday")
    await alice.ask("PUT", f"/api/v1/announcements/{said.id}/reactions/%F0%9F%91%8D")
    [told] = await alice.get("/api/v1/announcements")
    token = (await app.token(grant_type="client_credentials", scope="read")).json
    instance = await alice.get("/api/v2/instance")
    del instance["ai"]  # ours, and held against NodeInfo elsewhere
    return {
        "instance_v1": await alice.get("/api/v1/instance"), "instance_v2": instance,
        "application": app.registered, "token": token, "announcement": told,
        "search": await alice.get("/api/v2/search?q=fox"), "error": (await alice.ask("GET", "/api/v1/statuses/1")).json,
        "invalid": (await alice.tries("POST", "/api/v1/statuses", {"status": ""})).json,
        "server_metadata": (await house.ask("GET", "/.well-known/oauth-authorization-server")).json,
        "trends_tags": await alice.get("/api/v1/trends/tags"), "suggestions": await alice.get("/api/v2/suggestions"),
    }  # fmt: skip


async def _moderation(ada: Person, alice: Person, bob: Person) -> Answers:
    report = await alice.post("/api/v1/reports", account_id=str(bob.account.id), comment="rude", category="spam")
    block = await ada.post("/api/v1/admin/domain_blocks", domain="bad.example", severity="silence")
    return {
        "report": report, "notification_admin_report": (await ada.get("/api/v1/notifications?types[]=admin.report"))[0],
        "admin_report": await ada.get(f"/api/v1/admin/reports/{report['id']}"),
        "admin_account": await ada.get(f"/api/v1/admin/accounts/{bob.account.id}"), "admin_domain_block": block,
        "admin_domain_allow": await ada.post("/api/v1/admin/domain_allows", domain="dear.example"),
        "admin_ip_block": await ada.post("/api/v1/admin/ip_blocks", ip="10.0.0.1", severity="no_access"),
        "admin_email_block": await ada.post("/api/v1/admin/email_domain_blocks", domain="bad.example"),
        "admin_canonical_email_block": await ada.post("/api/v1/admin/canonical_email_blocks", email="a@bad.example"),
        "domain_block": await alice.get("/api/v1/instance/domain_blocks"),
    }  # fmt: skip


async def test_every_entity_is_as_it_was_read(small_server: House):
    alice, bob = await small_server.signs_up("alice"), await small_server.signs_up("bob")
    ada = await small_server.signs_up("ada", "admin", scopes=ADMIN)
    answers = {
        **await _posts(alice, bob), **await _people(alice, bob), **await _bells(alice, bob),
        **await _filters(alice, bob), **await _house(alice), **await _moderation(ada, alice, bob),
    }  # fmt: skip
    differences = [difference for name, one in answers.items() if (difference := unlike(name, one))]
    assert not differences, "\n".join(differences)
    assert WRITING or {path.stem for path in FOLDER.glob("*.json")} == set(answers), "copies of what nobody answers"
