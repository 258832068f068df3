"""What the house says to everybody: read, put aside, answered with a sign, and told live."""

import json
from datetime import timedelta
from typing import Any

import pytest

from fediai.domain.errors import Invalid
from fediai.domain.moderation.announcements import is_sign
from fediai.domain.moderation.sanctions import OWNER
from fediai.services.moderation import announcements
from tests.harness.house import House
from tests.harness.sockets import socket_to

ALL = "/api/v1/announcements"


async def test_an_announcement_is_read_put_aside_and_answered(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    async with server.ctx.db.write() as tx:
        made = await announcements.say(tx, OWNER, "Tonight we <rest>.\n\nAt ten.")
    [shown] = await alice.get(ALL)
    assert (shown["content"], shown["read"]) == ("<p>Tonight we &lt;rest&gt;.</p><p>At ten.</p>", False)
    assert (await alice.ask("PUT", f"{ALL}/{made.id}/reactions/%F0%9F%91%8D")).status == 200
    assert (await bob.ask("PUT", f"{ALL}/{made.id}/reactions/%F0%9F%91%8D")).status == 200
    assert (await alice.get(ALL))[0]["reactions"] == [{"name": "👍", "count": 2, "me": True}]
    assert (await bob.ask("DELETE", f"{ALL}/{made.id}/reactions/%F0%9F%91%8D")).status == 200
    assert (await bob.get(ALL))[0]["reactions"] == [{"name": "👍", "count": 1, "me": False}]
    assert (await alice.ask("PUT", f"{ALL}/{made.id}/reactions/words")).status == 422
    await alice.post(f"{ALL}/{made.id}/dismiss")
    assert [(await who.get(ALL))[0]["read"] for who in (alice, bob)] == [True, False]
    async with server.ctx.db.write() as tx:
        await announcements.take_back(tx, OWNER, made.id)
    assert await alice.get(ALL) == []
    assert (await alice.tries("POST", f"{ALL}/{made.id}/dismiss")).status == 404


async def test_whoever_listens_is_told(small_server: House):
    """When it begins, with every sign, and when it is taken back; as soon as it counts and no earlier."""
    alice = await small_server.signs_up("alice")
    async with socket_to(small_server.app, f"/api/v1/streaming?stream=user&access_token={alice.token}") as line:

        async def heard() -> tuple[str, Any]:
            frame = json.loads(await line.receive(5))
            gone = frame["event"] == "announcement.delete"
            return frame["event"], frame["payload"] if gone else json.loads(frame["payload"])

        now = small_server.clock()
        async with small_server.ctx.db.write() as tx:
            later = await announcements.say(tx, OWNER, "Later", now + timedelta(hours=1))
            made = await announcements.say(tx, OWNER, "Tonight we rest")
        event, told = await heard()
        assert (event, told["id"], told["content"]) == ("announcement", str(made.id), "<p>Tonight we rest</p>")
        assert "read" not in told
        for method, count in (("PUT", 1), ("DELETE", 0)):
            await alice.ask(method, f"{ALL}/{made.id}/reactions/%F0%9F%91%8D")
            assert await heard() == (
                "announcement.reaction", {"name": "👍", "count": count, "announcement_id": str(made.id)},
            )  # fmt: skip
        async with small_server.ctx.db.write() as tx:
            await announcements.take_back(tx, OWNER, made.id)
        assert await heard() == ("announcement.delete", str(made.id))
        small_server.clock.passes(hours=2)
        await small_server.works()
        event, told = await heard()
        assert (event, told["id"]) == ("announcement", str(later.id))


async def test_one_for_later_waits_and_one_that_ended_is_gone(small_server: House):
    alice, now = await small_server.signs_up("alice"), small_server.clock()
    small_server.clock.passes(hours=1)
    later = small_server.clock()
    async with small_server.ctx.db.write() as tx:
        await announcements.say(tx, OWNER, "ended", None, now)
        await announcements.say(tx, OWNER, "soon", later.replace(year=later.year + 1), None)
        with pytest.raises(Invalid):
            await announcements.say(tx, OWNER, "backwards", later, now)
    assert await alice.get(ALL) == []


@pytest.mark.parametrize(
    ("name", "is_one"), [("👍", True), ("❤️", True), ("👩‍🚀", True), ("a", False), ("", False), ("é", False)]
)
def test_a_sign_is_an_emoji(name: str, is_one: bool):
    assert is_sign(name) is is_one
