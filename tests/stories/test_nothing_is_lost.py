"""`kill -9` at random, again and again, while posts and letters come in and go out: nothing is lost, nothing is done twice.

So many as the suite has time for; `FEDIAI_DURABILITY=2000` asks for more.
"""

import asyncio
import os
import random
import re
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
import requests

from fediai.app import opened
from fediai.settings import load
from fediai.store import jobs
from tests.harness.crowd import followed
from tests.harness.mailbox import Mailbox, post_office
from tests.harness.processes import Running, serving
from tests.harness.residents import moves_in
from tests.harness.sink import Sink, listening
from tests.harness.writer import Writer

COUNT = int(os.environ.get("FEDIAI_DURABILITY", "120"))
FANS = min(COUNT // 4, 500)
FIRST, EVERY = 0.1, 1.0  # seconds to the first kill, which comes in the middle of all, and between two, about
PATIENCE = 150 + COUNT / 10  # on PostgreSQL what a killed worker held is free again after its lease of two minutes


@dataclass
class Fate:
    """Kills a part of the server once a second, and brings it back where nothing else does."""

    server: Running
    kills: list[str] = field(default_factory=list)
    has_struck: threading.Event = field(default_factory=threading.Event)
    stopping: threading.Event = field(default_factory=threading.Event)

    def strikes(self, chance: random.Random) -> None:
        pause = FIRST
        while not self.stopping.wait(pause):
            what = chance.choice(["workers", "workers", "everything"])
            if what == "everything":
                self.server.stop(signal.SIGKILL)
                self.server = self.server.again()
            elif (part := self.server.part("workers")) is not None:
                with suppress(ProcessLookupError):
                    os.kill(part, signal.SIGKILL)
            self.kills.append(what)
            self.has_struck.set()
            pause = EVERY * chance.uniform(0.5, 1.5)


@contextmanager
def struck(server: Running) -> Iterator[Fate]:
    """Until the block ends, and once at least: a fast server may have done all its work by then."""
    fate = Fate(server)
    thread = threading.Thread(target=fate.strikes, args=(random.Random(COUNT),))
    thread.start()
    try:
        yield fate
    finally:
        fate.has_struck.wait(60)
        fate.stopping.set()
        thread.join(60)


@pytest.mark.timeout(PATIENCE * 3)
@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_what_was_accepted_is_there_once_and_what_was_said_arrives(engine: str, request: pytest.FixtureRequest) -> None:
    more = {"FEDIAI_GENERATOR__LOCAL": "false"}
    if engine == "postgresql":
        more["FEDIAI_DATABASE__URL"] = request.getfixturevalue("cluster").current()
    with post_office() as box, listening() as sink, serving("127.0.0.2", **more, **sent_by(box)) as server:
        [alice, bob] = moves_in(server, "alice", "bob").values()
        followed(server, "alice", sink, FANS)
        writer = Writer(sink)
        writer.is_served()
        writer.is_followed_by(server, "bob")
        if engine == "sqlite":  # elsewhere the lease of whoever was killed has to run out first: two minutes
            box.is_awake = lambda: False
            forgets_a_password(server, "alice")
        with struck(server) as fate:
            box.is_awake = lambda: fate.kills
            letters = [mentioning(writer.create(number), server) for number in range(COUNT)]
            said = [says(fate, alice, f"Picture {number}") for number in range(COUNT // FANS)]
            for letter in letters:
                delivered(fate, writer, letter)
        try:
            until_settled(fate.server, sink, FANS * len(said))
            assert fate.kills
            arrived_once(fate.server, bob, {letter["object"]["id"] for letter in letters})
            heard = [activity for _, activity in sink.posts]
            assert {heard.count(f"Create {uri}/activity") for uri in said} == {FANS}
            assert {letter["to"] for letter in box.letters} == ({"alice@example.org"} if engine == "sqlite" else set())
        finally:
            fate.server.ends()


def sent_by(box: Mailbox) -> dict[str, str]:
    return {"FEDIAI_EMAIL__SERVER": f"127.0.0.1:{box.port}", "FEDIAI_EMAIL__SECURITY": "none"}


def forgets_a_password(server: Running, name: str) -> None:
    """By the page; the letter is on its way when the first kill comes."""
    browser, page = requests.Session(), f"{server.base}/auth/password"
    [csrf] = re.findall(r'name="csrf" value="([^"]+)"', browser.get(page, timeout=20).text)[:1]
    assert browser.post(page, data={"csrf": csrf, "who": name}, timeout=20).ok


def mentioning(create: dict[str, Any], server: Running) -> dict[str, Any]:
    """It rings Bob's bell: a second time, if it were applied twice."""
    bob = f"{server.base}/users/bob"
    tag = {"type": "Mention", "href": bob, "name": f"@bob@{server.host}:{server.port}"}
    to = [*create["to"], bob]
    return {**create, "to": to, "object": {**create["object"], "to": to, "tag": [tag]}}


def says(fate: Fate, token: str, text: str) -> str:
    """The id of a post, once the server is there to take it; the key makes it one however often it is asked."""
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": text}
    uri: str = persisted(lambda: requests.post(
        f"{fate.server.base}/api/v1/statuses", data={"status": text}, headers=headers, timeout=5
    )).json()["uri"]  # fmt: skip
    return uri


def delivered(fate: Fate, writer: Writer, activity: dict[str, Any]) -> None:
    """Brought again until it is accepted, as peers do."""
    body, headers = writer.signed(activity, f"{fate.server.host}:{fate.server.port}")
    persisted(lambda: requests.post(f"{fate.server.base}/inbox", data=body, headers=headers, timeout=5))


def persisted(ask: Any) -> requests.Response:
    end = time.monotonic() + PATIENCE
    while True:
        with suppress(requests.RequestException):
            answer: requests.Response = ask()
            if answer.ok:
                return answer
        assert time.monotonic() < end, "the server does not come back"
        time.sleep(0.05)


def until_settled(server: Running, sink: Sink, deliveries: int) -> None:
    """Every errand has ended, and everybody has heard."""
    end = time.monotonic() + PATIENCE
    while (left := asyncio.run(_errands(server))) or len(sink.posts) < deliveries:
        assert time.monotonic() < end, f"left: {left}; {len(sink.posts)} of {deliveries} have arrived"
        time.sleep(0.3)


async def _errands(server: Running) -> dict[str, int]:
    settings = replace(load(None, server.environment), home=server.folder)
    async with opened(settings, "cli") as ctx, ctx.db.read() as tx:
        counts = await jobs.counts(tx)
    return {kind: number for kind in ("receive", "deliver", "fan_out", "letter") if (number := counts.get(kind, 0))}


def arrived_once(server: Running, token: str, uris: set[str]) -> None:
    """In Bob's home, and on his bell, each once; and their author is known for so many."""
    home = list(pages(server, token, "/api/v1/timelines/home"))
    bells = list(pages(server, token, "/api/v1/notifications"))
    assert {status["uri"] for status in home} == uris
    assert sorted(bell["status"]["uri"] for bell in bells) == sorted(uris)
    assert home[0]["account"]["statuses_count"] == len(home) == len(uris)


def pages(server: Running, token: str, path: str) -> Iterator[dict[str, Any]]:
    headers, url = {"Authorization": f"Bearer {token}"}, f"{server.base}{path}?limit=40"
    while url:
        answer = persisted(lambda url=url: requests.get(url, headers=headers, timeout=20))
        yield from answer.json()
        url = answer.links.get("next", {}).get("url", "")
