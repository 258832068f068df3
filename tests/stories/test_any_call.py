"""Every end point with anything in every place: never a 5xx, and every error is JSON with a sentence."""

import json
import os
import random
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from fediai.services.people import oauth
from fediai.store.people import users
from fediai.web.routes import ROUTES
from tests.harness.asgi import Answer, ask
from tests.harness.house import SCOPES, House, Person

CALLS = sorted(
    {(route.method, route.pattern) for route in ROUTES if route.pattern.startswith(("/api/", "/oauth/", "/v1/"))}
)
LIVE = ("/api/v1/streaming", "/events", "/workers")  # what has no end is asked elsewhere
SEED = int(os.environ.get("FEDIAI_TEST_SEED", "20"))
ODD: tuple[Any, ...] = (
    "", " ", "0", "-1", "1", "true", "null", "[]", "{}", "1e400", "9" * 30, "9223372036854775807", "9223372036854775808",
    "😀", "\x00", "a\x00b", "\ud7ff", "%", "%00", "'", '"', "\\", "../..", "a" * 3000, "2026-13-45T99:99:99Z", "NaN",
    "https://", "http://[::1", "@", "@a@", "#", "-" * 40, "\u202e", "ﷺ", None, True, False, 0, -1, 2**63, 1.5, [], {},
    [[]], [None], ["a"], {"a": {"b": {}}}, {"0": "a"}, [{"id": "x"}],
)  # fmt: skip
NAMES = (
    "id", "limit", "max_id", "min_id", "since_id", "offset", "q", "type", "url", "acct", "name", "title", "status", "domain",
    "account_id", "account_ids", "status_ids", "status_id", "types", "exclude_types", "grouped_types", "timeline", "home",
    "comment", "category", "context", "keyword", "keywords_attributes", "expires_in", "duration", "visibility", "media_ids",
    "poll", "choices", "in_reply_to_id", "scheduled_at", "language", "spoiler_text", "sensitive", "fields_attributes",
    "source", "subscription", "data", "policy", "for_not_following", "filter_not_following", "locked", "display_name",
    "note", "focus", "description", "prompt", "n", "size", "seed", "style", "redirect_uris", "client_name", "scopes",
    "grant_type", "code", "token", "client_id", "client_secret", "username", "email", "password", "agreement", "rule_ids",
    "days", "reblogs", "notify", "languages", "expand_accounts", "local", "any", "all", "none", "order", "resolve",
    "quoted_status_id", "quote_approval_policy", "media_attributes", "tag", "replies_policy", "exclusive",
)  # fmt: skip


def _parameters() -> dict[tuple[str, str], list[str]]:
    """By call, what the description at hand says that it takes."""
    path = Path(
        os.environ.get("FEDIAI_MASTODON_OPENAPI") or Path(__file__).parents[3] / "shared/data/mastodon-openapi.json"
    )
    described = json.loads(path.read_text()) if path.is_file() else {"paths": {}}
    return {
        (method.upper(), re.sub(r"\{[^}]+\}", ":", at)): [
            one["name"] for one in call.get("parameters", []) if "name" in one
        ]
        for at, calls in described["paths"].items()
        for method, call in calls.items()
        if isinstance(call, dict)
    }


DESCRIBED = _parameters()


def _target(dice: random.Random, pattern: str, ids: list[str]) -> str:
    def fill(_: re.Match[str]) -> str:
        if dice.random() < 0.6:
            return dice.choice(ids)
        word = str(dice.choice(ODD)).strip("/") or "x"
        return quote(word.encode("utf-8", "replace"), safe="")

    return re.sub(r"[:*]\w+", fill, pattern)


def _values(dice: random.Random, method: str, pattern: str, ids: list[str]) -> dict[str, Any]:
    known = DESCRIBED.get((method, re.sub(r":\w+", ":", pattern)), [])
    names = dice.sample(NAMES, dice.randint(0, 4)) + dice.sample(known, min(len(known), 4))
    return {name: dice.choice(ids) if dice.random() < 0.3 else dice.choice(ODD) for name in names}


def _request(dice: random.Random, values: dict[str, Any]) -> tuple[str, bytes, str]:
    """(query, body, content type): any of the ways in which clients send."""
    flat = urlencode({k + dice.choice(("", "[]", "[0]", "[a]")): v for k, v in values.items()}, errors="replace")
    match dice.randint(0, 3):
        case 0:
            return f"?{flat}", b"", ""
        case 1:
            return "", flat.encode(), "application/x-www-form-urlencoded"
        case 2:
            return "", json.dumps(values).encode("utf-8", "replace"), "application/json"
        case _:
            return (
                f"?{flat}",
                dice.randbytes(dice.randint(0, 40)),
                dice.choice(("application/json", "multipart/form-data", "")),
            )


async def _prepared(server: House) -> tuple[Person, list[str]]:
    """Somebody with a little of everything, and the ids of it."""
    alice, bob = await server.signs_up("alice", role="admin"), await server.signs_up("bob")
    async with server.ctx.db.write() as tx:
        found = await users.by_account(tx, alice.account.id)
        assert found is not None
        token = await oauth.issue_token(server.ctx, tx, found[0].id, f"{SCOPES} profile admin:read admin:write")
    alice = replace(alice, token=token)
    posted = await alice.posts("a #fox")
    asked = await alice.posts("which?", **{"poll[options][]": ["a", "b"], "poll[expires_in]": 600})
    await bob.post(f"/api/v1/statuses/{posted['id']}/favourite")
    await bob.posts("@alice psst", visibility="direct")
    made = await alice.post(
        "/api/v2/filters", title="x", **{"context[]": "home", "keywords_attributes[][keyword]": "owl"}
    )
    listed = await alice.post("/api/v1/lists", title="friends")
    bells = await alice.get("/api/v1/notifications?include_filtered=true")
    return alice, [
        str(alice.account.id), str(bob.account.id), posted["id"], asked["id"], asked["poll"]["id"], made["id"],
        made["keywords"][0]["id"], listed["id"], *(one["id"] for one in bells), *(one["group_key"] for one in bells),
    ]  # fmt: skip


def _complaint(answer: Answer, path: str) -> str:
    if answer.status >= 500:
        return f"{answer.status}"
    if answer.status < 400 or not path.startswith("/api/"):
        return ""
    try:
        said = answer.json["error"]
    except (ValueError, KeyError, TypeError):
        return f"{answer.status} without a sentence: {answer.text[:80]}"
    return "" if said else f"{answer.status}: an empty sentence"


@pytest.mark.timeout(100)
async def test_no_call_breaks_it(server: House):
    """Some thousand calls from a seed, the destructive ones among them: what is left is asked as well."""
    dice = random.Random(SEED)
    alice, ids = await _prepared(server)
    wrong: list[str] = []
    calls = [call for call in CALLS if not any(part in call[1] for part in LIVE)]
    for method, pattern in dice.sample(calls * 4, len(calls) * 4):
        target = _target(dice, pattern, ids)
        query, body, kind = _request(dice, _values(dice, method, pattern, ids))
        headers = {"Authorization": f"Bearer {alice.token}"} if dice.random() < 0.95 else {}
        headers |= {"Content-Type": kind} if kind else {}
        answer = await ask(server.app, method, target + query, headers=headers, body=body, host="art.example")
        if said := _complaint(answer, target):
            wrong.append(f"{method} {target}{query[:200]} {body[:300]!r} → {said}")
    assert not wrong, "\n".join(wrong[:20])
