"""The table of tiers against our routes: everything that clients call is there, or is absent on purpose."""

import pytest

from fediai.web.router import Router
from fediai.web.routes import ROUTES
from tests.api.tiers import ABSENT, ELSEWHERE, EMPTY, endpoints
from tests.harness.house import House
from tests.harness.rules import broken


def test_every_end_point_has_a_route():
    router = Router(ROUTES)
    without = set()
    for _, method, path in endpoints():
        found = router.find(path.replace(":id", "12"))
        methods = set(found[0]) if found else set()
        methods |= {"PUT", "PATCH"} if methods & {"PUT", "PATCH"} else set()
        if method not in methods:
            without.add((method, path))
    assert without - set(ABSENT) - ELSEWHERE == set()


def test_every_honest_nothing_has_its_reason():
    listed = {(method, path) for _, method, path in endpoints()}
    for table in (ABSENT, EMPTY):
        assert set(table) <= listed
        assert all(table.values())


@pytest.mark.parametrize(("method", "path"), list(ABSENT))
async def test_what_is_absent_says_so_in_json(small_server: House, method: str, path: str):
    alice = await small_server.signs_up("alice")
    answer = await alice.tries(method, path.replace(":id", str(alice.account.id)))
    assert answer.status == 404
    assert answer.json["error"]


async def test_what_is_empty_is_empty(small_server: House):
    alice = await small_server.signs_up("alice")
    for method, path in EMPTY:
        assert not await alice.get(path.replace(":id", str(alice.account.id))), (method, path)


def test_the_rules_see_what_breaks_clients():
    account = {"acct": "a", "display_name": "", "statuses_count": 0, "avatar": "", "created_at": "2026-01-02T03:04:05Z"}
    found = set(broken([account]))
    assert {"$[0].avatar", "$[0].created_at", "$[0].id"} <= found
    post = {"reblogs_count": 0, "media_attachments": [{"url": None}]}
    assert list(broken({"status": post})) == ["$.status.media_attachments[0].url"]
