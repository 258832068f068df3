"""C34: what runs elsewhere is asked within bounds, and believed only where it makes sense."""

import json
from datetime import timedelta
from typing import Any

import pytest

from fediai.services.far.leisure import software
from fediai.store.far import peers
from tests.far_side import Peer
from tests.harness.house import House
from tests.hostile.attacks import block

SCHEMA = "http://nodeinfo.diaspora.software/ns/schema/"
HUGE = 10 * 2**20


def nodeinfo(far: Peer, said: Any, *links: dict[str, Any], kind: str = "application/json") -> None:
    """What it says runs there, under 2.0, beside further links."""
    base = f"https://{far.host}"
    listed = [*links, {"rel": SCHEMA + "2.0", "href": f"{base}/nodeinfo/2.0"}]
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    far.documents["/.well-known/nodeinfo"] = (200, "application/json", json.dumps({"links": listed}).encode())
    far.documents["/nodeinfo/2.0"] = (200, kind, body)


async def known(home: House, far: Peer) -> str | None:
    """What the books say after it was asked once."""
    async with home.ctx.db.write() as tx:
        await peers.learn(tx, far.host, modern=True)
    await software.ask_around(home.ctx)
    await home.works()
    return await written(home, far)


async def written(home: House, far: Peer) -> str | None:
    async with home.ctx.db.read() as tx:
        return next((one.software for one in await software.every(tx) if one.host == far.host), None)


def runs(name: Any, version: Any = "1") -> dict[str, Any]:
    return {"software": {"name": name, "version": version}}


async def test_what_runs_there_is_known(home: House, far: Peer):
    """The positive control: two fetches, once a week; what it said stays when it says nothing."""
    usage = {"users": {"total": -1}, "localPosts": "many"}
    nodeinfo(far, runs("Mastodon", "4.5.1+glitch") | {"usage": usage}, kind="application/json; profile=x")
    assert await known(home, far) == "mastodon 4.5.1+glitch"
    assert await known(home, far) == "mastodon 4.5.1+glitch"
    assert far.asked == ["GET /.well-known/nodeinfo", "GET /nodeinfo/2.0"]
    nodeinfo(far, b"")
    home.clock.passes(days=8)
    assert await known(home, far) == "mastodon 4.5.1+glitch"
    assert len(far.asked) == 4


@pytest.mark.parametrize(
    "said",
    [
        b"<html>", b"[]", b"{}", b'{"software": []}', b'{"software": {"name": [["x"]]}}', runs(7), runs(""), runs("a b"),
        runs("x" * 65), runs("<script>"), b'{"software":{"name":"big","version":"' + b"1" * HUGE + b'"}}',
        b"[" * 100_000,
    ],
    ids=range(12),
)  # fmt: skip
async def test_c34_nonsense_is_passed_over(home: House, far: Peer, said: Any):
    nodeinfo(far, said)
    assert await known(home, far) == ""


async def test_c34_a_version_of_unprintable_signs_is_none(home: House, far: Peer):
    nodeinfo(far, runs("pleroma", "1\n\x1b[2J"))
    assert await known(home, far) == "pleroma"


async def test_c34_html_is_no_nodeinfo(home: House, far: Peer):
    nodeinfo(far, runs("mastodon"), kind="text/html")
    assert await known(home, far) == ""


@pytest.mark.parametrize(
    "href", ["https://{evil}/nodeinfo/2.1", "data:application/json,{{}}", "http://127.0.0.1/x", "//x", 7, None, {}]
)
async def test_c34_links_lead_nowhere_else(home: House, far: Peer, evil: Peer, href: Any):
    """The newer version is preferred, unless it lies elsewhere."""
    nodeinfo(evil, runs("evil"))
    at = href.format(evil=evil.host) if isinstance(href, str) else href
    nodeinfo(far, runs("honest"), {"rel": SCHEMA + "2.1", "href": at}, {"rel": 7, "href": at}, "x")  # type: ignore[arg-type]
    assert await known(home, far) == "honest 1"
    assert evil.asked == []


async def test_c34_redirects_to_elsewhere_are_followed_as_always_and_no_further(home: House, far: Peer):
    """Round and round ends."""
    far.moved["/.well-known/nodeinfo"] = f"https://{far.host}/.well-known/nodeinfo"
    assert await known(home, far) == ""
    assert len(far.asked) <= 4


async def test_who_is_blocked_or_silent_is_not_asked(home: House, far: Peer, evil: Peer):
    for one in (far, evil):
        nodeinfo(one, runs("mastodon"))
    await block(home, far.host)
    async with home.ctx.db.write() as tx:
        await peers.note(tx, [], [peers.Peer(evil.host, failures=1, failing_since=tx.now - timedelta(hours=1))])
    assert [await known(home, far), await written(home, evil)] == ["", ""]
    assert far.asked + evil.asked == []
