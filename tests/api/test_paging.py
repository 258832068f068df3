"""Every paged list, walked by its Link headers and by hand: backwards and forwards, each row once and in order."""

import re
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from tests.harness.asgi import Answer, ask
from tests.harness.house import House, Person

ROWS, STEP = 5, 2
LINK = re.compile(r'<([^>]+)>; rel="(\w+)"')
ADMIN = "read write follow push admin:read admin:write"

# Who looks → where. Every list has at least five rows of its own.
LISTS: tuple[tuple[str, str], ...] = (
    ("alice", "/api/v1/timelines/home"), ("alice", "/api/v1/timelines/public"),
    ("alice", "/api/v1/timelines/public?local=true"), ("alice", "/api/v1/timelines/tag/fox"),
    ("alice", "/api/v1/timelines/tag/none?any[]=fox"), ("alice", "/api/v1/timelines/tag/fox?all[]=den"),
    ("alice", "/api/v1/timelines/tag/fox?none[]=tag3"), ("alice", "/api/v1/timelines/direct"),
    ("alice", "/api/v1/timelines/list/{list}"), ("alice", "/api/v1/accounts/{alice}/statuses"),
    ("alice", "/api/v1/accounts/{alice}/statuses?exclude_replies=true&exclude_reblogs=true"),
    ("alice", "/api/v1/accounts/{alice}/statuses?tagged=own"), ("alice", "/api/v1/favourites"),
    ("alice", "/api/v1/bookmarks"), ("alice", "/api/v1/notifications"),
    ("alice", "/api/v1/notifications?types[]=mention"), ("alice", "/api/v1/notifications?exclude_types[]=mention"),
    ("alice", "/api/v2/notifications"), ("alice", "/api/v2/notifications?grouped_types[]=none"),
    ("alice", "/api/v2/notifications/{group}/accounts"), ("dora", "/api/v1/notifications/requests"),
    ("alice", "/api/v1/accounts/{alice}/followers"), ("alice", "/api/v1/accounts/{alice}/following"),
    ("alice", "/api/v1/statuses/{post}/favourited_by"), ("alice", "/api/v1/statuses/{post}/reblogged_by"),
    ("alice", "/api/v1/statuses/{post}/quotes"), ("alice", "/api/v1/lists/{list}/accounts"),
    ("alice", "/api/v1/conversations"), ("alice", "/api/v1/followed_tags"), ("alice", "/api/v1/scheduled_statuses"),
    ("alice", "/api/v1/endorsements"), ("dora", "/api/v1/accounts/{alice}/endorsements"),
    ("dora", "/api/v1/follow_requests"), ("dora", "/api/v1/blocks"), ("dora", "/api/v1/mutes"),
    ("dora", "/api/v1/domain_blocks"), ("ada", "/api/v1/admin/accounts"), ("ada", "/api/v2/admin/accounts"),
    ("ada", "/api/v1/admin/reports"), ("ada", "/api/v1/admin/domain_blocks"), ("ada", "/api/v1/admin/domain_allows"),
    ("ada", "/api/v1/admin/ip_blocks"), ("ada", "/api/v1/admin/email_domain_blocks"),
    ("ada", "/api/v1/admin/canonical_email_blocks"),
)  # fmt: skip
BY_OFFSET = (
    "/api/v2/search?q=fox&type=statuses", "/api/v2/search?q=fan&type=accounts", "/api/v2/search?q=tag&type=hashtags",
    "/api/v1/accounts/search?q=fan", "/api/v1/directory?order=new", "/api/v1/directory", "/api/v1/trends/tags",
    "/api/v1/trends/statuses",
)  # fmt: skip
BAD_IDS = ("", "0", "-1", "null", "undefined", "1e9", "9" * 40, "١٢", "ungrouped-3", "%00", "..")


@pytest.fixture
async def crowded(server: House) -> tuple[dict[str, Person], dict[str, str]]:
    """Alice whom fans follow, Dora whom few may speak to, Ada who looks after the house."""
    people = {name: await server.signs_up(name) for name in ("alice", "dora")}
    people["ada"] = await server.signs_up("ada", "admin", scopes=ADMIN)
    alice, dora = people["alice"], people["dora"]
    post = await alice.posts("the #fox of all foxes in its #den", quote_approval_policy="public")
    made = await alice.post("/api/v1/lists", title="friends")
    await dora.tries("PATCH", "/api/v1/accounts/update_credentials", {"locked": True})
    await dora.tries("PATCH", "/api/v2/notifications/policy", {"for_not_following": "filter"})
    for number in range(ROWS):
        fan = await server.signs_up(f"fan{number}")
        foe = await server.signs_up(f"foe{number}")
        await _fondness(alice, fan, post["id"], made["id"], number)
        await _distance(dora, people["ada"], fan, foe, number)
    group = (await alice.get("/api/v2/notifications?types[]=favourite"))["notification_groups"][0]["group_key"]
    return people, {"alice": str(alice.account.id), "post": post["id"], "list": made["id"], "group": group}


async def _fondness(alice: Person, fan: Person, post: str, made: str, number: int) -> None:
    who = fan.account.id
    await fan.post(f"/api/v1/accounts/{alice.account.id}/follow")
    await alice.post(f"/api/v1/accounts/{who}/follow")
    await alice.post(f"/api/v1/lists/{made}/accounts", **{"account_ids[]": str(who)})
    await alice.post(f"/api/v1/accounts/{who}/endorse")
    for verb in ("favourite", "reblog"):
        await fan.post(f"/api/v1/statuses/{post}/{verb}")
    said = await fan.posts(f"@alice a #fox in a #den and #tag{number}", quoted_status_id=post)
    for verb in ("favourite", "bookmark"):
        await alice.post(f"/api/v1/statuses/{said['id']}/{verb}")
    await fan.posts("@alice psst", visibility="direct")
    await alice.post(f"/api/v1/tags/tag{number}/follow")
    await alice.posts(f"a fox of my #own {number}")
    await alice.posts("later", scheduled_at=f"2999-01-01T00:{number:02}:00.000Z")
    await fan.tries("PATCH", "/api/v1/accounts/update_credentials", {"discoverable": True})


async def _distance(dora: Person, ada: Person, fan: Person, foe: Person, number: int) -> None:
    await fan.post(f"/api/v1/accounts/{dora.account.id}/follow")
    await fan.posts("@dora may I?", visibility="unlisted")
    await fan.post("/api/v1/reports", account_id=str(foe.account.id), comment="look")
    for verb in ("mute", "block"):
        await dora.post(f"/api/v1/accounts/{foe.account.id}/{verb}")
    domain = f"far{number}.example"
    await dora.post("/api/v1/domain_blocks", domain=domain)
    await ada.post("/api/v1/admin/domain_blocks", domain=domain)
    await ada.post("/api/v1/admin/domain_allows", domain=f"dear{number}.example")
    await ada.post("/api/v1/admin/ip_blocks", ip=f"10.0.0.{number}", severity="no_access")
    await ada.post("/api/v1/admin/email_domain_blocks", domain=domain)
    await ada.post("/api/v1/admin/canonical_email_blocks", email=f"somebody@{domain}")


async def _asked(viewer: Person, target: str) -> Answer:
    """Straight at the door: that single answers are as described is seen elsewhere, and costs more than they do."""
    headers = {"Authorization": f"Bearer {viewer.token}"}
    return await ask(viewer.house.app, "GET", target, headers=headers, host=viewer.house.domain)


def _rows(answer: Answer) -> list[str]:
    """What tells the rows of any list apart."""
    listed = answer.json
    if isinstance(listed, dict):
        listed = next((listed[name] for name in ("notification_groups", *listed) if listed.get(name)), [])
    return [one if isinstance(one, str) else _mark(one) for one in listed]


def _mark(one: dict[str, Any]) -> str:
    latest = one.get("most_recent_notification_id") or (one.get("last_status") or {}).get("id")
    return str(latest or one.get("id") or one["name"])


def _links(answer: Answer) -> dict[str, str]:
    return {rel: url.removeprefix("https://art.example") for url, rel in LINK.findall(answer.header("link"))}


def _with(path: str, extra: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}{extra}"


async def _walk(viewer: Person, start: str, rel: str) -> list[list[str]]:
    """Pages by the links of this kind until one is empty or leads nowhere."""
    pages: list[list[str]] = []
    target: str | None = start
    while target is not None and len(pages) < 40:
        answer = await _asked(viewer, target)
        assert answer.status == 200, (target, answer.text)
        pages.append(_rows(answer))
        target = _links(answer).get(rel)
    return [page for page in pages if page]


async def _faults(viewer: Person, path: str) -> AsyncIterator[str]:
    """What is wrong with this list; a group whose members lie on several pages is shown on each."""
    whole = _rows(await _asked(viewer, _with(path, "limit=80")))
    if len(whole) < ROWS:
        yield f"only {len(whole)} rows"
    back = await _walk(viewer, _with(path, f"limit={STEP}"), "next")
    shown = [row for page in back for row in page]
    if _spread(path):
        missing = set(whole) - set(shown)
        if missing or len(set(shown)) != len(shown):
            yield f"backwards: {shown} instead of {whole}"
        return
    if shown != whole:
        yield f"backwards: {shown} instead of {whole}"
    if any(len(page) > STEP for page in back):
        yield "a page is longer than asked"
    first = await _asked(viewer, _with(path, f"limit={STEP}"))
    last = await _last(viewer, first)
    forth = await _walk(viewer, _links(last).get("prev", "/none"), "prev")
    climbed = [row for page in reversed(forth) for row in page] + _rows(last)
    if climbed != whole:
        yield f"forwards: {climbed} instead of {whole}"
    newest = await _asked(viewer, _links(last).get("prev", "/none").replace("min_id", "since_id"))
    if _rows(newest) != whole[:STEP]:
        yield f"since: {_rows(newest)} instead of {whole[:STEP]}"


def _spread(path: str) -> bool:
    return path.startswith("/api/v2/notifications") and "none" not in path and "accounts" not in path


async def _last(viewer: Person, answer: Answer) -> Answer:
    while (following := _links(answer).get("next")) is not None:
        older = await _asked(viewer, following)
        if not _rows(older):
            break
        answer = older
    return answer


async def _each(people: dict[str, Person], names: dict[str, str], check: Callable[..., AsyncIterator[str]]) -> str:
    wrong = []
    for who, pattern in LISTS:
        path = pattern.format(**names)
        wrong += [f"{path}: {fault}" async for fault in check(people[who], path)]
    return "\n".join(wrong)


async def _strange(viewer: Person, path: str) -> AsyncIterator[str]:
    """Limits are capped and raised, and an id that is none is no cursor; keys that were asked for stay in the links."""
    for limit, most in (("1000000", 200), ("-5", 1), ("0", 1), ("x", 200), ("", 200)):
        found = _rows(await _asked(viewer, _with(path, f"limit={limit}")))
        if not found or (len(found) > most and "lists" not in path):
            yield f"limit={limit}: {len(found)} rows"
    for bad in BAD_IDS:
        answer = await _asked(viewer, _with(path, f"limit=1&max_id={bad}&since_id={bad}&min_id={bad}"))
        if answer.status != 200:
            yield f"{bad}: {answer.status}"
    asked = await _asked(viewer, _with(path, "limit=1&access_token=x&max_id="))
    for url in _links(asked).values():
        if "limit=1" not in url or "access_token" in url:
            yield f"leads to {url}"


@pytest.mark.timeout(110)
async def test_every_list_is_walked_whole(crowded: tuple[dict[str, Person], dict[str, str]]):
    people, names = crowded
    wrong = await _each(people, names, _faults)
    wrong += await _each(people, names, _strange)
    alice = people["alice"]
    for path in BY_OFFSET:
        whole = _rows(await _asked(alice, _with(path, "limit=40")))
        steps = [_rows(await _asked(alice, _with(path, f"limit={STEP}&offset={n}"))) for n in range(0, 30, STEP)]
        if len(whole) < ROWS or [row for step in steps for row in step] != whole[:30]:
            wrong += f"\n{path}: {steps} instead of {whole}"
    assert not wrong, wrong


async def test_rows_that_are_not_shown_do_not_end_a_list(small_server: House):
    """A reblog of somebody who was suspended, a post that a filter hides: the page is shorter, the way goes on."""
    alice, bob, mallory = [await small_server.signs_up(name) for name in ("alice", "bob", "mallory")]
    ada = await small_server.signs_up("ada", "admin", scopes=ADMIN)
    await alice.post(f"/api/v1/accounts/{bob.account.id}/follow")
    for number in range(4):
        said = await mallory.posts(f"buy {number}")
        await bob.posts(f"a fox {number}")
        await bob.post(f"/api/v1/statuses/{said['id']}/reblog")
        await bob.posts(f"a spoiler {number}")
    await small_server.works()
    await alice.tries("POST", "/api/v2/filters", {
        "title": "x", "context": ["home"], "filter_action": "hide", "keywords_attributes": [{"keyword": "spoiler"}],
    })  # fmt: skip
    await ada.post(f"/api/v1/admin/accounts/{mallory.account.id}/action", type="suspend")
    for path in ("/api/v1/timelines/home?limit=2", f"/api/v1/accounts/{bob.account.id}/statuses?limit=2"):
        pages, target = [], path
        while target is not None:
            answer = await alice.ask("GET", target)
            pages.append([re.sub(r"<[^>]+>", "", one["content"]) for one in answer.json])
            target = _links(answer).get("next")
        shown = [text for page in pages for text in page if text.startswith("a fox")]
        assert shown == [f"a fox {number}" for number in reversed(range(4))], (path, pages)
