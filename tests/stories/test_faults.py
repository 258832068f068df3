"""`kill -9` at the worst moment: afterwards every picture is there once, and every delivery has arrived."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import requests

from tests.harness.crowd import followed
from tests.harness.processes import Running, serving
from tests.harness.residents import moves_in
from tests.harness.sink import Sink, listening

T = TypeVar("T")
FAKE = {"FEDIAI_GENERATOR__PLUGIN": "fake", "FEDIAI_GENERATOR__WIDTH": "64", "FEDIAI_GENERATOR__HEIGHT": "64"}


def until(look: Callable[[], T], seconds: float = 20) -> T:
    """What `look` sees as soon as it is something; a server that is just starting may not answer yet."""
    end = time.monotonic() + seconds
    while True:
        try:
            if seen := look():
                return seen
        except requests.ConnectionError:
            pass
        assert time.monotonic() < end, f"nothing to be seen after {seconds} s"
        time.sleep(0.05)


@dataclass
class Author:
    """Alice's app, as little of it as a story of faults needs."""

    server: Running
    token: str

    def posts(self, text: str, **more: str) -> dict[str, Any]:
        answer = requests.post(
            f"{self.server.base}/api/v1/statuses", data={"status": text, **more}, headers=self._headers, timeout=20
        )
        assert answer.status_code == 200, answer.text
        status: dict[str, Any] = answer.json()
        return status

    def schedules(self, text: str) -> dict[str, Any]:
        """For in ten minutes; the picture is painted at once."""
        at = (datetime.now(UTC) + timedelta(minutes=10)).isoformat()
        answer = requests.post(
            f"{self.server.base}/api/v1/statuses", data={"status": text, "scheduled_at": at}, headers=self._headers,
            timeout=20,
        )  # fmt: skip
        assert answer.status_code == 200, answer.text
        waits: dict[str, Any] = answer.json()
        return waits

    def get(self, target: str) -> Any:
        answer = requests.get(f"{self.server.base}{target}", headers=self._headers, timeout=20)
        assert answer.ok, answer.text
        return answer.json()

    def home(self) -> list[dict[str, Any]]:
        answer = requests.get(f"{self.server.base}/api/v1/timelines/home", headers=self._headers, timeout=20)
        found: list[dict[str, Any]] = answer.json() if answer.ok else []
        return found

    def pictures(self) -> list[dict[str, Any]]:
        return [one for one in self.home() if one["media_attachments"]]

    def is_painted_for(self) -> bool:
        answer = requests.get(f"{self.server.base}/api/fediai/v1/generations", headers=self._headers, timeout=20)
        return any(one["state"] == "running" for one in answer.json())

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


@contextmanager
def alice_with_followers(sink: Sink, count: int, **more: str) -> Iterator[tuple[Running, Author]]:
    """A server on which Alice has that many followers elsewhere."""
    with serving("127.0.0.2", **FAKE, **more) as server:
        token = moves_in(server, "alice")["alice"]
        followed(server, "alice", sink, count)
        yield server, Author(server, token)


def settled(author: Author, sink: Sink, followers: int) -> None:
    """The picture is in her home once, and each follower heard of one Create and of nothing else."""
    until(lambda: len({host for host, _ in sink.posts}) == followers)
    time.sleep(0.5)
    [status] = author.home()
    assert len(status["media_attachments"]) == 1
    [said] = {said for _, said in sink.posts}  # far sides tell repetitions by the activity's id
    assert said.startswith("Create ")


def test_the_whole_server_is_killed_while_a_picture_is_being_painted() -> None:
    """Web, workers and generator go at once; what was asked for is a row, and is painted after the restart."""
    waiting = {"FEDIAI_POSTING__WAIT_SECONDS": "0.1", "FEDIAI_FAKE_DELAY": "1"}
    with listening() as sink, alice_with_followers(sink, 3, **waiting) as (server, alice):
        pending = alice.posts("/imagine a fox in the snow")
        assert pending["media_attachments"] == []
        server.stop(signal.SIGKILL)
        again = server.again()
        try:
            settled(Author(again, alice.token), sink, 3)
        finally:
            again.ends()


def test_a_preview_and_a_picture_for_later_outlive_the_server() -> None:
    """The letter is answered once, with its candidates and its poll; the post that waits has its picture once."""
    with serving("127.0.0.2", **FAKE, FEDIAI_POSTING__WAIT_SECONDS="0.1", FEDIAI_FAKE_DELAY="1") as server:
        alice = Author(server, moves_in(server, "alice")["alice"])
        until(lambda: [one for one in alice.get("/api/fediai/v1/workers") if one["awake"]])  # else a letter says so
        letter = alice.posts("@studio a fox --n 2", visibility="direct")
        waits = alice.schedules("/imagine an owl")
        assert waits["media_attachments"] == []
        until(alice.is_painted_for)
        server.stop(signal.SIGKILL)
        again = server.again()
        try:
            alice = Author(again, alice.token)
            until(lambda: len(alice.get(f"/api/v1/statuses/{letter['id']}/context")["descendants"]) > 1)
            until(lambda: alice.get(f"/api/v1/scheduled_statuses/{waits['id']}")["media_attachments"])
            time.sleep(0.5)
            answer, poll = alice.get(f"/api/v1/statuses/{letter['id']}/context")["descendants"]
            later = alice.get(f"/api/v1/scheduled_statuses/{waits['id']}")
            assert (len(answer["media_attachments"]), len(later["media_attachments"])) == (2, 1)
            assert poll["poll"]["options"][0]["title"] == "Publish 1"
            made = alice.posts("post 2", in_reply_to_id=answer["id"])
            assert len(made["media_attachments"]) == 1
        finally:
            again.ends()


def test_the_generator_is_killed_in_the_middle_of_a_picture() -> None:
    """Its line is cut, the prompt returns to the queue, and its successor paints it."""
    waiting = {"FEDIAI_POSTING__WAIT_SECONDS": "0.1", "FEDIAI_FAKE_DELAY": "1.5"}
    with listening() as sink, alice_with_followers(sink, 3, **waiting) as (server, alice):
        first = until(lambda: server.part("generator"))
        alice.posts("/imagine a fox in the snow")
        until(alice.is_painted_for)
        os.kill(first, signal.SIGKILL)
        assert alice.pictures() == []
        settled(alice, sink, 3)
        assert server.part("generator") != first


def test_the_workers_are_killed_in_the_middle_of_a_fan_out() -> None:
    """Whoever had not heard yet hears from their successor; nobody hears of two posts."""
    with listening() as sink, alice_with_followers(sink, 120) as (server, alice):
        sink.delay = 0.2
        first = until(lambda: server.part("workers"))
        alice.posts("/imagine a fox in the snow")
        until(lambda: len(sink.posts) >= 10)
        os.kill(first, signal.SIGKILL)
        reached = len(sink.posts)
        sink.delay = 0.0
        assert reached < 120, "killed too late to prove anything"
        settled(alice, sink, 120)
        assert server.part("workers") != first
