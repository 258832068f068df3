"""https://docs.joinmastodon.org/methods/accounts/ through the front door."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from fediai.domain.accounts import AccountKey, RemoteAccount
from fediai.store.people import accounts
from tests.harness.asgi import multipart_body
from tests.harness.house import House, Person

STRINGS = ("id", "username", "acct", "uri", "url", "display_name", "note", "created_at")
PICTURES = ("avatar", "avatar_static", "header", "header_static")
TRUTHS = ("locked", "bot", "group", "discoverable", "indexable")
LISTS = ("fields", "emojis", "roles")
COUNTS = ("statuses_count", "followers_count", "following_count")


def is_complete(account: dict[str, Any]) -> bool:
    """Every field that native apps need, in the type they need."""
    assert all(isinstance(account[name], str) for name in (*STRINGS, *PICTURES))
    assert all(account[name].startswith("https://") for name in PICTURES)
    assert all(account[name] is True or account[name] is False for name in TRUTHS)
    assert all(isinstance(account[name], list) for name in LISTS)
    assert all(type(account[name]) is int for name in COUNTS)
    assert account["created_at"].endswith(".000Z")
    assert account["last_status_at"] is None or len(account["last_status_at"]) == 10
    return True


def picture(width: int = 800, height: int = 500, colour: str = "teal") -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "PNG")
    return out.getvalue()


async def changes(person: Person, values: dict[str, Any]) -> dict[str, Any]:
    answer = await person.tries("PATCH", "/api/v1/accounts/update_credentials", values)
    assert answer.status == 200, answer.text
    return answer.json


async def test_ones_own_account_is_complete(server: House):
    alice = await server.signs_up("alice", role="admin")
    me = await alice.get("/api/v1/accounts/verify_credentials")
    assert is_complete(me)
    assert (me["acct"], me["url"]) == ("alice", "https://art.example/@alice")
    source = me["source"]
    assert (source["privacy"], source["sensitive"], source["language"]) == ("public", False, None)
    assert (source["note"], source["fields"], source["follow_requests_count"]) == ("", [], 0)
    assert me["role"] == {"id": "3", "name": "Admin", "permissions": "1", "color": "", "highlighted": True}


async def test_an_account_is_found_by_id_handle_and_search(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("Bobby")
    for target in (
        f"/api/v1/accounts/{bob.account.id}",
        "/api/v1/accounts/lookup?acct=bobby",
        "/api/v1/accounts/lookup?acct=@BOBBY@art.example",
    ):
        found = (await server.ask("GET", target)).json
        assert (found["id"], is_complete(found)) == (str(bob.account.id), True)
        assert "source" not in found
    for words in ("bob", "@bob", "BOBBY", "@bobby@"):
        assert [one["username"] for one in await alice.get(f"/api/v1/accounts/search?q={words}")] == ["Bobby"]
    for words in ("", "%", "_obby", "x", "@@@"):
        assert await alice.get(f"/api/v1/accounts/search?q={words}") == []
    several = await alice.get(f"/api/v1/accounts?id[]={bob.account.id}&id[]=1&id[]={alice.account.id}")
    assert [one["acct"] for one in several] == ["Bobby", "alice"]


@pytest.mark.parametrize("id", ["0", "1", "abc", "99999999999999999999", "-1", "%00"])
async def test_an_account_that_is_not_there_is_a_plain_404(small_server: House, id: str):
    answer = await small_server.ask("GET", f"/api/v1/accounts/{id}")
    assert (answer.status, answer.json) == (404, {"error": "Record not found"})


async def test_the_profile_changes_as_json(server: House):
    alice = await server.signs_up("alice")
    me = await changes(
        alice,
        {
            "display_name": "  Alice \n of Art ", "note": "Hello <b>all</b>\nhttps://example.org #ink", "locked": True,
            "bot": False, "discoverable": False, "indexable": False,
            "fields_attributes": [{"name": "Site", "value": "https://example.org/a"}, {"name": "", "value": "x"}],
            "source": {"privacy": "private", "sensitive": "true", "language": "id"},
        },
    )  # fmt: skip
    assert is_complete(me)
    assert me["display_name"] == "Alice of Art"
    assert "&lt;b&gt;all&lt;/b&gt;<br />" in me["note"]
    assert 'href="https://example.org"' in me["note"]
    assert me["source"]["note"] == "Hello <b>all</b>\nhttps://example.org #ink"
    assert [field["name"] for field in me["fields"]] == ["Site"]
    assert 'href="https://example.org/a"' in me["fields"][0]["value"]
    assert me["source"]["fields"][0]["value"] == "https://example.org/a"
    assert (me["source"]["privacy"], me["source"]["sensitive"], me["source"]["language"]) == ("private", True, "id")
    assert (me["locked"], me["discoverable"], me["indexable"]) == (True, False, False)
    again = await alice.get("/api/v1/accounts/verify_credentials")
    assert again == me
    kept = await changes(alice, {"display_name": "Al"})
    assert {**kept, "display_name": ""} == {**me, "display_name": ""}, "what is not sent stays"


async def test_fields_arrive_as_a_map_by_number_and_in_multipart(small_server: House):
    alice = await small_server.signs_up("alice")
    by_number = {"1": {"name": "b", "value": "2"}, "0": {"name": "a", "value": "<i>1</i>"}}
    me = await changes(alice, {"fields_attributes": by_number})
    assert [(f["name"], f["value"]) for f in me["fields"]] == [("a", "&lt;i&gt;1&lt;/i&gt;"), ("b", "2")]
    body, kind = multipart_body(
        {"fields_attributes[0][name]": "c", "fields_attributes[0][value]": "3", "source[privacy]": "unlisted"}, {}
    )
    answer = await alice.ask("PUT", "/api/v1/accounts/update_credentials", body=body, headers={"Content-Type": kind})
    assert [(f["name"], f["value"]) for f in answer.json["fields"]] == [("c", "3")]
    assert answer.json["source"]["privacy"] == "unlisted"


async def test_pictures_become_files_of_ours(server: House):
    alice = await server.signs_up("alice")
    files = {"avatar": ("a.png", "image/png", picture()), "header": ("h.png", "image/png", picture(3000, 1000))}
    body, kind = multipart_body({"display_name": "A"}, files)
    answer = await alice.ask("PATCH", "/api/v1/accounts/update_credentials", body=body, headers={"Content-Type": kind})
    assert answer.status == 200, answer.text
    for name, widest in (("avatar", 640), ("header", 2048)):
        address = answer.json[name]
        assert address.startswith("https://art.example/media/")
        served = await server.ask("GET", address.removeprefix("https://art.example"))
        with Image.open(BytesIO(served.body)) as shown:
            assert shown.size[0] == widest
    gone = (await alice.ask("DELETE", "/api/v1/profile/avatar")).json
    assert gone["avatar"] == "https://art.example/static/avatar.png"
    assert gone["header"] == answer.json["header"]
    assert (await alice.ask("DELETE", "/api/v1/profile/header")).json["header"].endswith("/static/header.png")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"display_name": "x" * 31}, "Display name is too long"),
        ({"note": "x" * 501}, "Bio is too long"),
        ({"fields_attributes": [{"name": "n", "value": "v"}] * 5}, "Fields can be at most 4"),
        ({"fields_attributes": [{"name": "n" * 256, "value": "v"}]}, "Fields is too long"),
        ({"source": {"privacy": "secret"}}, "Privacy is not one of"),
        ({"locked": "perhaps"}, "locked must be true or false"),
    ],
)
async def test_a_profile_that_cannot_be_gets_a_sentence(small_server: House, values: dict[str, Any], sentence: str):
    alice = await small_server.signs_up("alice")
    answer = await alice.tries("PATCH", "/api/v1/accounts/update_credentials", values)
    assert answer.status == 422
    assert sentence in answer.json["error"]


async def test_what_is_no_picture_is_refused(small_server: House):
    alice = await small_server.signs_up("alice")
    body, kind = multipart_body({}, {"avatar": ("a.png", "image/png", b"<svg onload=alert(1)>")})
    answer = await alice.ask("PATCH", "/api/v1/accounts/update_credentials", body=body, headers={"Content-Type": kind})
    assert answer.status == 422
    assert answer.json["error"].startswith("Validation failed: Avatar:")


async def test_the_house_has_its_own_accounts(server: House):
    """The studio is a bot that one can follow; both have keys of both kinds."""
    studio = (await server.ask("GET", "/api/v1/accounts/lookup?acct=studio")).json
    assert (studio["bot"], is_complete(studio)) == (True, True)
    async with server.ctx.db.read() as tx:
        for account in (await accounts.studio(tx), await accounts.instance_actor(tx)):
            kinds = [key.kind for key in await accounts.public_keys(tx, account.id)]
            assert sorted(kinds) == ["ed25519", "rsa"]
            uri, pem = await accounts.private_key(tx, account.id) or ("", "")
            assert uri == f"{account.uri}#main-key"
            assert pem.startswith("-----BEGIN PRIVATE KEY-----")
            owner, kind, _ = await accounts.key_by_uri(tx, uri) or (None, "", "")
            assert (owner, kind) == (account, "rsa")


async def test_a_far_account_is_complete_and_its_pictures_come_through_us(server: House):
    remote = RemoteAccount(
        uri="https://far.example/users/eve", username="Eve", domain="far.example", url="https://far.example/@eve",
        actor_type="Person", inbox_url="https://far.example/inbox", avatar_url="https://cdn.far.example/eve.png",
        keys=(AccountKey("https://far.example/users/eve#main-key", "rsa", "PEM"),), fields=(("a", "<b>1</b>"),),
        emojis=({"shortcode": "fox", "url": "https://far.example/fox.png"},),
    )  # fmt: skip
    async with server.ctx.db.write() as tx:
        eve = await accounts.upsert_remote(tx, remote)
    shown = (await server.ask("GET", "/api/v1/accounts/lookup?acct=eve@far.example")).json
    assert (shown["acct"], is_complete(shown)) == ("Eve@far.example", True)
    assert shown["avatar"].partition("?")[0] == f"https://art.example/media/remote/accounts/{eve.id}/avatar"
    assert shown["header"] == "https://art.example/static/header.png"
    assert shown["emojis"][0]["static_url"].startswith("https://art.example/media/remote/emojis/far.example/fox?v=")


@pytest.mark.parametrize("name", ["avatar", "header"])
async def test_the_plain_pictures_are_there_and_no_drawing_that_apps_cannot_show(small_server: House, name: str):
    served = await small_server.ask("GET", f"/static/{name}.png")
    assert (served.status, served.header("content-type")) == (200, "image/png")


async def test_sites_may_name_an_account_as_their_author(server: House):
    """Only those that it lists; apps show them in the settings, and other servers read them in the actor."""
    alice = await server.signs_up("alice")
    sent = {"attribution_domains": ["Blog.example.", "kebun.example", "blog.example"]}
    changed = (await alice.tries("PATCH", "/api/v1/accounts/update_credentials", sent)).json
    assert changed["source"]["attribution_domains"] == ["blog.example", "kebun.example"]
    assert (await alice.get("/api/v1/profile"))["attribution_domains"] == ["blog.example", "kebun.example"]
    actor = await server.ask("GET", "/users/alice", headers={"Accept": "application/activity+json"})
    assert actor.json["attributionDomains"] == ["blog.example", "kebun.example"]
    refused = await alice.tries("PATCH", "/api/v1/accounts/update_credentials", {"attribution_domains": ["no domain"]})
    assert (refused.status, "is no domain" in refused.json["error"]) == (422, True)
    kept = (await alice.tries("PATCH", "/api/v1/accounts/update_credentials", {"note": "hello"})).json
    assert kept["source"]["attribution_domains"] == ["blog.example", "kebun.example"]
    gone = (await alice.tries("PATCH", "/api/v1/accounts/update_credentials", {"attribution_domains": [""]})).json
    assert gone["source"]["attribution_domains"] == []
