"""What each client sends in its own way, or cannot do without: one server, a row for each client that would break."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from tests.api.test_golden import PUSH
from tests.harness.asgi import Answer
from tests.harness.house import House, Person

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
OTHERS = ("pixelfed", "pleroma", "akkoma", "gotosocial", "+glitch", "iceshrimp")  # words that switch on their quirks
METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"}
EXPOSED = {"Link", "X-RateLimit-Reset", "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-Request-Id"}
SENT = {"endpoint": "https://push.example/a", **{f"keys][{k}": v for k, v in PUSH["subscription"]["keys"].items()}}
PUSHED = urlencode({**{f"subscription[{k}]": v for k, v in SENT.items()}, "data[alerts][mention]": "true"})
LONG = "https://far.example/" + "a" * 300  # counts as 23 characters, and of @bob@far.example only @bob


@dataclass(frozen=True)
class Way:
    """What a client sends, and what must be true of the answer; `{words}` stand for ids."""

    client: str
    method: str
    target: str
    holds: Callable[[Answer], Any]
    body: str = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


def allows(answer: Answer) -> bool:
    """A preflight that lets the request through, whatever headers it wants to send."""
    asked, methods = answer.header("access-control-allow-headers"), answer.header("access-control-allow-methods")
    shared = answer.header("access-control-allow-origin") == "*" and not answer.header(
        "access-control-allow-credentials"
    )
    return shared and "x-odd" in asked and set(methods.split(", ")) == METHODS


def is_shared(answer: Answer) -> bool:
    """Scripts of other origins may read it, and the headers that libraries look at."""
    exposed = set(answer.header("access-control-expose-headers").split(", "))
    return answer.header("access-control-allow-origin") == "*" and exposed >= EXPOSED


def says_why(answer: Answer) -> bool:
    return bool(answer.json["error"]) and answer.header("content-type").startswith(JSON) and is_shared(answer)


def is_post(answer: Answer) -> bool:
    return answer.json["account"]["acct"] == "alice" and answer.json["in_reply_to_id"] is None


# In order: what one row makes another looks at.
WAYS = (
    Way("Ice Cubes reports in the query", "POST", "/api/v1/reports?account_id={bob}&comment=rude",
        lambda a: (a.json["comment"], a.json["target_account"]["acct"]) == ("rude", "bob")),
    Way("Mastodon.py reports with a slash at the end", "POST", "/api/v1/reports/", lambda a: a.json["id"],
        "account_id={bob}"),
    Way("Mastodon.py reads conversations with a slash", "GET", "/api/v1/conversations/", lambda a: a.json == []),
    Way("Ice Cubes follows in the query", "POST", "/api/v1/accounts/{bob}/follow?reblogs=false&notify=true",
        lambda a: (a.json["showing_reblogs"], a.json["notifying"]) == (False, True)),
    Way("Ice Cubes subscribes to push in the query", "POST", f"/api/v1/push/subscription?{PUSHED}&policy=followed",
        lambda a: (a.json["alerts"]["mention"], a.json["policy"]) == (True, "followed")),
    Way("Ice Cubes adds a keyword in the query", "POST", "/api/v2/filters/{filter}/keywords?keyword=ice&whole_word=true",
        lambda a: (a.json["keyword"], a.json["whole_word"]) == ("ice", True)),
    Way("Tusky blurs (api 5)", "PUT", "/api/v2/filters/{filter}", lambda a: a.json["filter_action"] == "blur",
        "filter_action=blur"),
    Way("Ice Cubes takes members off a list in the query", "DELETE", "/api/v1/lists/{list}/accounts?account_ids[]={bob}",
        lambda a: a.json == {}),
    Way("so that it is empty", "GET", "/api/v1/lists/{list}/accounts?limit=0", lambda a: a.json == []),
    Way("Elk shuts a server out", "POST", "/api/v1/domain_blocks", lambda a: a.json == {}, "domain=far.example"),
    Way("Elk lets it in by the body of a DELETE", "DELETE", "/api/v1/domain_blocks", lambda a: a.json == {},
        '{{"domain": "far.example"}}'),
    Way("Ice Cubes shuts a server out in the query", "POST", "/api/v1/domain_blocks?domain=far.example",
        lambda a: a.json == {}),
    Way("Ice Cubes lets it in by the query of a DELETE", "DELETE", "/api/v1/domain_blocks?domain=far.example",
        lambda a: a.json == {}),
    Way("so that none is shut", "GET", "/api/v1/domain_blocks", lambda a: a.json == []),
    Way("forms send fields that nobody filled in", "POST", "/api/v1/statuses", is_post,
        "status=hi&in_reply_to_id=&scheduled_at=&language=&spoiler_text=&sensitive=&poll="),
    Way("a post has its author's language", "POST", "/api/v1/statuses", lambda a: a.json["language"] == "id",
        '{{"status": "hai", "language": null, "in_reply_to_id": null, "media_ids": [], "poll": null}}'),
    Way("composers count an address as 23 characters", "POST", "/api/v1/statuses", is_post,
        urlencode({"status": f"@bob@far.example {LONG} " + "a" * (5000 - 29)})),
    Way("and not one more", "POST", "/api/v1/statuses", says_why,
        urlencode({"status": f"@bob@far.example {LONG} " + "a" * (5000 - 28)}), 422),
    Way("Moshidon keeps drafts in the year 4999", "POST", "/api/v1/statuses",
        lambda a: a.json["params"]["text"] == "draft", "status=draft&scheduled_at=4999-12-31T23%3A59%3A59.999Z"),
    Way("Elk searches as of old", "GET", "/api/v1/search?q=bob", lambda a: a.json["accounts"][0]["acct"] == "bob"),
    Way("Mastodon for Android reads rights as 32 bits", "GET", "/api/v1/accounts/verify_credentials",
        lambda a: int(a.json["role"]["permissions"]) < 2**31 and a.json["source"]["sensitive"] is False),
    Way("Phanpy reads 'not found' after the end", "DELETE", "/api/v1/push/subscription", lambda a: a.json == {}),
    Way("of a subscription", "GET", "/api/v1/push/subscription", lambda a: "not found" in a.text, "", 404),
    Way("Ice Cubes reads a number, others look for names", "GET", "/api/v2/instance",
        lambda a: not any(word in a.json["version"].lower() for word in OTHERS) and float(a.json["version"][:3]) >= 4.3),
    Way("Elk calls a method of the list", "GET", "/api/v2/instance",
        lambda a: isinstance(a.json["configuration"]["media_attachments"]["supported_mime_types"], list)),
    Way("Pinafore falls back to the first upload on 404 alone", "PATCH", "/api/v2/media", says_why, "", 404),
    Way("every client falls back on 404 alone", "DELETE", "/api/v2/instance", says_why, "", 404),
    Way("Moshidon tries what other servers have", "PUT", "/api/v1/statuses/{post}/react/x", says_why, "", 404),
    Way("Enafore tries what other servers have", "GET", "/api/v1/pleroma/statuses/{post}/reactions", says_why, "", 404),
    Way("Moshidon tries a bubble", "GET", "/api/v1/timelines/bubble", says_why, "", 404),
    Way("Phanpy tells an error from a broken line", "GET", "/api/v1/statuses/1", says_why, "", 404),
    Way("also where it sent no JSON", "POST", "/api/v1/statuses", says_why, '{{"status', 400),
    Way("browsers ask before they post", "OPTIONS", "/api/v1/statuses", allows, "", 204,
        {"Access-Control-Request-Headers": "authorization, idempotency-key, x-odd"}),
    Way("Phanpy asks for tokens in the browser", "OPTIONS", "/oauth/token", allows, "", 204,
        {"Access-Control-Request-Headers": "x-odd"}),
    Way("Phanpy reads NodeInfo in the browser", "GET", "/nodeinfo/2.0", is_shared),
    Way("Enafore the newer one", "GET", "/nodeinfo/2.1", is_shared),
    Way("and the way to them", "GET", "/.well-known/nodeinfo", is_shared),
    Way("browsers read actors", "GET", "/users/alice", is_shared, headers={"Accept": "application/activity+json"}),
    Way("some look before they read", "HEAD", "/api/v2/instance",
        lambda a: a.body == b"" and int(a.header("content-length")) > 1000),
    Way("watchmen ask whether all is well", "GET", "/health", lambda a: a.body),
)  # fmt: skip


async def given(server: House) -> tuple[Person, dict[str, Any]]:
    """Alice, and what she has before."""
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    await alice.tries("PATCH", "/api/v1/accounts/update_credentials", {"source": {"language": "id"}})
    await alice.post(f"/api/v1/accounts/{bob.account.id}/follow")
    made = await alice.post("/api/v1/lists", title="friends")
    await alice.post(f"/api/v1/lists/{made['id']}/accounts", **{"account_ids[]": str(bob.account.id)})
    kept = await alice.post("/api/v2/filters", title="ice", **{"context[]": "home"})
    post = await bob.posts("hello")
    return alice, {"bob": bob.account.id, "list": made["id"], "filter": kept["id"], "post": post["id"]}


async def fault_of(alice: Person, way: Way, words: Mapping[str, Any]) -> str:
    body, kind = way.body.format(**words), JSON if way.body.startswith("{") else FORM
    headers = {**({"Content-Type": kind} if body else {}), **way.headers}
    answer = await alice.ask(way.method, way.target.format(**words), body=body.encode(), headers=headers)
    if answer.status == way.status and way.holds(answer):
        return ""
    return f"{way.client}: {way.method} {way.target[:80]} → {answer.status} {answer.text[:300]} {answer.headers}"


async def test_every_client_finds_its_way(small_server: House):
    alice, words = await given(small_server)
    faults = [fault for way in WAYS if (fault := await fault_of(alice, way, words))]
    assert not faults, "\n".join(faults)
