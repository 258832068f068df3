"""A page costs the same number of queries whatever its length: pages of 20 and of 40, of every list."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from fediai.store.database import Transaction
from tests.harness.house import House, Person

MANY = 44
LISTS = (
    "/api/v1/timelines/home", "/api/v1/timelines/public", "/api/v1/timelines/tag/fox", "/api/v1/timelines/direct",
    "/api/v1/timelines/list/{list}", "/api/v1/accounts/{alice}/statuses", "/api/v1/favourites", "/api/v1/bookmarks",
    "/api/v1/notifications", "/api/v2/notifications", "/api/v2/notifications?grouped_types[]=none",
    "/api/v1/notifications/requests", "/api/v1/accounts/{alice}/followers", "/api/v1/accounts/{alice}/following",
    "/api/v1/statuses/{post}/favourited_by", "/api/v1/statuses/{post}/reblogged_by", "/api/v1/statuses/{post}/quotes",
    "/api/v1/lists/{list}/accounts", "/api/v1/conversations", "/api/v1/trends/statuses", "/api/v1/trends/tags",
    "/api/v1/directory?order=new", "/api/v1/followed_tags", "/api/v1/scheduled_statuses", "/api/v1/follow_requests",
    "/api/v2/search?q=fox&type=statuses", "/api/v2/search?q=fan&type=accounts", "/api/v1/accounts/search?q=fan",
    "/api/v1/blocks", "/api/v1/mutes", "/api/v1/endorsements", "/api/v1/suggestions",
)  # fmt: skip


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Every statement that goes through the door, but for a look by the clock whether rules have changed elsewhere."""
    seen: list[str] = []

    def counting(name: str) -> Any:
        real = getattr(Transaction, name)

        async def call(self: Transaction, statement: Any, *args: Any, **words: Any) -> Any:
            if "FROM instance_settings" not in self.cache.prepared(statement).text:
                seen.append(name)
            return await real(self, statement, *args, **words)

        return call

    with monkeypatch.context() as patch:
        for name in ("all", "run", "run_many"):
            patch.setattr(Transaction, name, counting(name))
        yield seen


@pytest.fixture
async def crowded(small_server: House) -> AsyncIterator[tuple[Person, dict[str, str]]]:
    """Alice, with more than forty of everything."""
    alice = await small_server.signs_up("alice")
    post = await alice.posts("the #fox of all foxes", quote_approval_policy="public")
    made = await alice.post("/api/v1/lists", title="friends")
    for number in range(MANY):
        fan = await small_server.signs_up(f"fan{number}")
        await _deeds(alice, fan, post["id"], made["id"], number)
    return alice, {"alice": str(alice.account.id), "post": post["id"], "list": made["id"]}


async def _deeds(alice: Person, fan: Person, post: str, made: str, number: int) -> None:
    await fan.post(f"/api/v1/accounts/{alice.account.id}/follow")
    await alice.post(f"/api/v1/accounts/{fan.account.id}/follow")
    await alice.post(f"/api/v1/lists/{made}/accounts", **{"account_ids[]": str(fan.account.id)})
    for verb in ("favourite", "reblog"):
        await fan.post(f"/api/v1/statuses/{post}/{verb}")
    said = await fan.posts(f"@alice a #fox and #tag{number}", quoted_status_id=post)
    await alice.post(f"/api/v1/statuses/{said['id']}/favourite")
    await alice.post(f"/api/v1/statuses/{said['id']}/bookmark")
    await fan.posts("@alice psst", visibility="direct")
    await alice.post(f"/api/v1/tags/tag{number}/follow")
    await alice.posts(f"a fox of my own {number}", **{"poll[options][]": ["a", "b"], "poll[expires_in]": 600})
    await alice.posts("later", scheduled_at=f"2999-01-01T00:{number:02}:00.000Z")
    await alice.post(f"/api/v1/accounts/{fan.account.id}/endorse")


@pytest.mark.timeout(110)
async def test_twenty_cost_as_many_queries_as_forty(
    crowded: tuple[Person, dict[str, str]], monkeypatch: pytest.MonkeyPatch
):
    alice, names = crowded
    wrong: list[str] = []
    for pattern in LISTS:
        path = pattern.format(**names)
        counts = []
        for limit in (40, 20, 40):  # the first warms what is remembered
            with counted(monkeypatch) as seen:
                answer = await alice.ask("GET", f"{path}{'&' if '?' in path else '?'}limit={limit}")
            assert answer.status == 200, (path, answer.text)
            counts.append(len(seen))
        if counts[1] != counts[2] or counts[1] > 16:
            wrong.append(f"{path}: {counts[1]} for 20, {counts[2]} for 40")
    assert not wrong, "\n".join(wrong)
