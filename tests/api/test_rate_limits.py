"""How often one may ask: said with every answer, counted per token, account and address, refused as JSON."""

from collections.abc import AsyncIterator
from datetime import datetime

import pytest

from fediai.domain.accounts import Viewer
from fediai.services.people import oauth
from fediai.web.limits import REMEMBERED, Limits
from fediai.web.router import Route
from tests.harness.asgi import Answer
from tests.harness.house import House, house


@pytest.fixture
async def strict(sqlite_url: str) -> AsyncIterator[House]:
    """Three calls in five minutes."""
    async with house("art.example", sqlite_url, limits={"enabled": True, "requests_per_5_minutes": 3}) as one:
        yield one


def said(answer: Answer) -> tuple[int, int]:
    resets = datetime.fromisoformat(answer.header("x-ratelimit-reset"))
    assert answer.header("x-ratelimit-reset").endswith(".000Z")
    assert resets.timestamp() % 300 == 0
    return int(answer.header("x-ratelimit-limit")), int(answer.header("x-ratelimit-remaining"))


async def test_every_answer_says_how_many_calls_are_left(strict: House):
    """Good ones, refusals of every kind, and what is not there at all."""
    alice = await strict.signs_up("alice")
    assert said(await alice.ask("GET", "/api/v1/timelines/home")) == (3, 2)
    assert said(await alice.ask("GET", "/api/v1/statuses/1")) == (3, 1)
    assert said(await alice.tries("POST", "/api/v1/statuses", {})) == (3, 0)
    refused = await alice.ask("GET", "/api/v1/timelines/home")
    assert (refused.status, said(refused)) == (429, (3, 0))
    assert refused.json["error"]
    assert 1 <= int(refused.header("retry-after")) <= 301
    assert refused.header("access-control-expose-headers")


async def test_guests_are_counted_by_their_address_and_so_is_who_guesses_tokens(strict: House):
    answers = [
        await strict.ask("GET", "/api/v2/instance"),
        await strict.ask("GET", "/api/v1/timelines/home", headers={"Authorization": "Bearer made-up"}),
        await strict.ask("GET", "/api/v1/there/is/nothing"),
        await strict.ask("GET", "/api/v1/timelines/home", headers={"Authorization": "Bearer made-up"}),
    ]
    assert [(one.status, *said(one)) for one in answers] == [(200, 3, 2), (401, 3, 1), (404, 3, 0), (429, 3, 0)]
    elsewhere = await strict.ask("GET", "/api/v1/streaming/health", client="198.51.100.7")
    assert (elsewhere.status, said(elsewhere)) == (200, (3, 2))
    alice = await strict.signs_up("alice")
    assert (await alice.ask("GET", "/api/v1/timelines/home")).status == 200, "a good token has its own"


async def test_each_app_has_its_own_and_all_together_five_times_as_many(strict: House):
    alice = await strict.signs_up("alice")
    user = await strict.login(alice.account)
    async with strict.ctx.db.write() as tx:
        tokens = [await oauth.issue_token(strict.ctx, tx, user.id, "read") for _ in range(6)]
    asked = [
        (await strict.ask("GET", "/api/v1/preferences", headers={"Authorization": f"Bearer {token}"})).status
        for token in tokens
        for _ in range(3)
    ]
    assert asked == [200] * 15 + [429] * 3


async def test_deletions_and_uploads_have_narrower_buckets(sqlite_url: str):
    """Thirty in half an hour each, as at Mastodon; what was refused counts, and both versions of uploads together."""
    async with house("art.example", sqlite_url, limits={"enabled": True}) as one:
        alice = await one.signs_up("alice")
        asked = {
            404: [("DELETE", "/api/v1/statuses/1")] * 31,
            422: [("POST", f"/api/v{number % 2 + 1}/media") for number in range(31)],
        }
        for status, calls in asked.items():
            answers = [await alice.ask(*call) for call in calls]
            assert [answer.status for answer in answers] == [status] * 30 + [429]
            assert [answer.header("x-ratelimit-remaining") for answer in answers] == [
                *(str(left) for left in reversed(range(30))), "0",
            ]  # fmt: skip
            assert {answer.header("x-ratelimit-limit") for answer in answers} == {"30"}
            assert answers[-1].header("x-ratelimit-reset")[14:] in ("00:00.000Z", "30:00.000Z")
        assert (await alice.ask("GET", "/api/v1/preferences")).header("x-ratelimit-limit") == "300"


async def test_where_limits_are_off_nothing_is_said(small_server: House):
    assert not (await small_server.ask("GET", "/api/v2/instance")).header("x-ratelimit-limit")


def test_a_full_memory_forgets_who_asked_the_longest_ago():
    limits, now = Limits(2, enabled=True), 1_000.0
    viewer: Viewer | None = None
    route: Route | None = None
    limits.count(route, viewer, "first", now)
    for number in range(REMEMBERED):
        limits.count(route, viewer, str(number), now)
    assert dict(limits.count(route, viewer, "first", now)[1])[b"x-ratelimit-remaining"] == b"1"
    assert limits.count(route, viewer, "x", now + 300)[0] == 0
