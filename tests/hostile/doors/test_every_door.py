"""Every address under which servers read: who is answered where one must sign, where one is blocked, where a list allows."""

import importlib
import pkgutil
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
import pytest_asyncio

import fediai.web.federation as doors
from activitypub.actors import Actor, read_actor
from activitypub.terms import ACTIVITY_JSON
from fediai.domain.policy import Severity
from fediai.federation.translate.actor import remote_account
from fediai.services.far import rules
from fediai.store.people import accounts
from tests.far_side import Peer, Stranger
from tests.harness.databases import SqliteFiles
from tests.harness.house import House, Network, house
from tests.hostile.attacks import somebody

AP = {"Accept": ACTIVITY_JSON}
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"}
# Read before anybody can sign, or about nobody: the instance with its key, handles, the software, our vocabulary.
OPEN = {
    "/actor", "/actor/outbox", "/.well-known/webfinger", "/.well-known/host-meta", "/.well-known/host-meta.json",
    "/.well-known/nodeinfo", "/nodeinfo/2.0", "/nodeinfo/2.1", "/ns", "/ns/:name", "/labels", "/labels/:slug",
    "/emojis/:shortcode",
}  # fmt: skip
INBOXES = {"/inbox", "/actor/inbox", "/users/:name/inbox"}  # 405
MODULES = [importlib.import_module(f"{doors.__name__}.{one.name}") for one in pkgutil.iter_modules(doors.__path__)]
GETS = sorted({route.pattern for one in MODULES for route in getattr(one, "ROUTES", ()) if route.method == "GET"})
GUARDED = [pattern for pattern in GETS if pattern not in OPEN | INBOXES]
MODES: dict[str, dict[str, Any]] = {
    "open": {},
    "signed": {"authorized_fetch": True},
    "listed": {"mode": "allowlist"},
}


@dataclass(frozen=True)
class Place:
    """A house, what there is to read in it by pattern, and who comes to read."""

    mode: str
    home: House
    targets: dict[str, str]
    readers: dict[str, Stranger]

    async def answers(self, pattern: str) -> dict[str, int]:
        """What each reader hears at this address, and who does not sign."""
        target = self.targets[pattern]
        told = {name: (await one.reads(target, self.home)).status for name, one in self.readers.items()}
        return told | {"nobody": (await self.home.ask("GET", target, headers=AP)).status}


@pytest.fixture(scope="module", params=MODES)
def built(request: pytest.FixtureRequest, sqlite_files: SqliteFiles) -> tuple[str, str]:
    """A mode, with an empty database for it."""
    return request.param, sqlite_files.current()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def place(built: tuple[str, str]) -> AsyncIterator[Place]:
    """In each mode, read by a friend, by a server on no list, and by one that is blocked."""
    (mode, url), wire = built, Network()
    async with house("art.example", url, wire, federation=MODES[mode]) as home:
        alice = await home.signs_up("alice")
        for host, severity in (("friend", Severity.ALLOW), ("blocked", Severity.SUSPEND)):
            await rules.say(home.ctx, f"{host}.example", severity)
        readers = {name: somebody(Peer(wire, f"{name}.example"), "bob") for name in ("friend", "unlisted", "blocked")}
        for one in readers.values():  # known, so that a signature says who reads without any fetch
            async with home.ctx.db.write() as tx:
                await accounts.upsert_remote(tx, remote_account(read(one)))
        post = await alice.posts("hello")
        yield Place(mode, home, {one: _filled(one, post["id"]) for one in GETS}, readers)


def read(one: Stranger) -> Actor:
    found = read_actor(one.document())
    assert isinstance(found, Actor)
    return found


def _filled(pattern: str, id: str) -> str:
    names = {":name": "genAI" if pattern.startswith("/ns") else "alice", ":id": id, ":slug": "generated"}
    return re.sub(r":\w+", lambda found: names.get(found[0], "fox"), pattern)


def test_every_door_is_in_the_table():
    """Who adds one says here whether it is open."""
    assert set(GETS) >= OPEN | INBOXES
    assert len(GUARDED) >= 12


@pytest.mark.parametrize("pattern", GUARDED)
async def test_who_is_answered(place: Place, pattern: str):
    """The blocked never; who does not sign, and who is on no list, only where the house is open."""
    told = await place.answers(pattern)
    found = 404 if "quote_authorizations" in pattern else 200  # there is none
    nobody = 401 if place.mode != "open" or pattern.endswith("/followers_synchronization") else found
    unlisted = 403 if place.mode == "listed" else found
    assert told == {"friend": found, "unlisted": unlisted, "blocked": 403, "nobody": nobody}


@pytest.mark.parametrize("pattern", GUARDED)
async def test_a_browser_is_led_to_a_page(place: Place, pattern: str):
    """In every mode: it can't sign, and what servers read is not for people."""
    led = await place.home.ask("GET", place.targets[pattern], headers=BROWSER)
    assert led.status == 302
    page = await place.home.ask("GET", led.header("location").removeprefix("https://art.example"), headers=BROWSER)
    assert (page.status, page.header("content-type")) == (200, "text/html; charset=utf-8")


@pytest.mark.parametrize("pattern", sorted(OPEN | INBOXES))
async def test_what_is_open_to_all(place: Place, pattern: str):
    """Nobody must sign, in no mode."""
    answer = await place.home.ask("GET", place.targets[pattern], headers=AP)
    assert answer.status in ((405,) if pattern in INBOXES else (200, 404, 400))


@pytest.mark.parametrize("pattern", GUARDED)
async def test_a_forged_signature_opens_nothing(place: Place, pattern: str):
    """Where one must sign, it is no signature; elsewhere it says nothing about who reads."""
    forger = replace(place.readers["friend"], key_name="somebody else")
    status = (await forger.reads(place.targets[pattern], place.home)).status
    closed = place.mode != "open" or pattern.endswith("/followers_synchronization")
    assert status == (401 if closed else 404 if "quote_authorizations" in pattern else 200)
