"""Bridge me to Bluesky, with a bridge played by hand: asked, followed back, read there, and told goodbye."""

from typing import Any

import pytest

from tests.far_side import Peer, Stranger
from tests.harness.house import House, Network, Person, house

BOT = "https://bsky.brid.gy/bsky.brid.gy"


class Bot(Stranger):
    """`@bsky.brid.gy@bsky.brid.gy`, whose id has no `users` in it."""

    @property
    def id(self) -> str:
        return BOT


@pytest.fixture
async def home(database_url: str, network: Network):
    async with house("art.example", database_url, network) as one:
        yield one


def the_bridge(network: Network) -> Bot:
    """Accepts whoever follows it, and follows them back."""
    peer = Peer(network, "bsky.brid.gy")
    bot = Bot(peer, "bsky.brid.gy", more={"type": "Service"})
    peer.serves(bot.document())
    return bot


async def grown(home: House, name: str = "alice") -> Person:
    """Somebody with a portrait, who came more than a week ago."""
    alice = await home.signs_up(name)
    async with home.ctx.db.write() as tx:
        from fediai.store.people import accounts

        await accounts.mend(tx, alice.account, avatar_file="avatars/a.png")
    home.clock.passes(days=8)
    return alice


async def bridge(who: Person, method: str = "GET") -> tuple[int, dict[str, Any]]:
    answer = await who.tries(method, "/api/fediai/v1/bridge")
    return answer.status, answer.json


async def answers(home: House, bot: Bot, alice: Person) -> None:
    """As the bridge does: a follow-back, then the Accept with the whole Follow inside."""
    await home.works()
    asked = next(one for one in reversed(bot.peer.received) if one["type"] == "Follow")
    await bot.sends(bot.says("Follow", alice.account.uri), home)
    await bot.sends(bot.says("Accept", {**asked, "url": "https://bsky.brid.gy/x", "to": ["x"]}), home)
    await home.works()


async def test_on_and_off_again(home: House, network: Network):
    bot, alice = the_bridge(network), await grown(home)
    await alice.tries("PATCH", "/api/v1/accounts/update_credentials", {"locked": True})
    assert (await bridge(alice))[1]["state"] == "off"
    status, asked = await bridge(alice, "POST")
    assert (status, asked["state"], asked["eligible"]) == (200, "asked", True)
    await answers(home, bot, alice)
    assert (await bridge(alice))[1]["state"] == "on"
    assert [one["type"] for one in bot.peer.received] == ["Follow", "Accept"]
    await alice.posts("Hello over there")
    await home.works()
    assert bot.peer.received[-1]["object"]["content"] == "<p>Hello over there</p>"
    _, off = await bridge(alice, "DELETE")
    assert off["state"] == "off"
    await home.works()
    said = [one["type"] for one in bot.peer.received[3:]]
    assert sorted(said) == ["Block", "Reject", "Undo"]
    before = len(bot.peer.received)
    await alice.posts("Not over there")
    await home.works()
    assert len(bot.peer.received) == before
    assert (await bridge(alice, "POST"))[1]["state"] == "asked"


async def test_every_rule_is_shown_and_a_refusal_names_those_not_met(home: House, network: Network):
    the_bridge(network)
    alice = await home.signs_up("alice")
    await alice.tries("PATCH", "/api/v1/accounts/update_credentials", {"note": "Please #nobridge me"})
    _, shown = await bridge(alice)
    met = {rule["name"]: rule["met"] for rule in shown["rules"]}
    assert met == {
        "avatar": False, "account_age": False, "not_moved": True, "no_nobridge": False, "username": True, "https": True,
    }  # fmt: skip
    status, refusal = await bridge(alice, "POST")
    assert status == 422
    assert refusal["error"].endswith("avatar, account_age, no_nobridge")


async def test_who_did_not_ask_is_not_bridged(home: House, network: Network):
    """A locked account is asked like by anybody else, if the bridge follows it of its own accord."""
    bot, alice = the_bridge(network), await grown(home)
    await alice.tries("PATCH", "/api/v1/accounts/update_credentials", {"locked": True})
    await bot.sends(bot.says("Follow", alice.account.uri), home)
    await home.works()
    assert [one["acct"] for one in await alice.get("/api/v1/follow_requests")] == ["bsky.brid.gy@bsky.brid.gy"]


async def test_a_bridge_that_is_down_is_a_sentence(home: House, network: Network):
    alice = await grown(home)
    status, refusal = await bridge(alice, "POST")
    assert (status, refusal["error"]) == (422, "Bluesky's bridge can't be reached at the moment; try again later")
