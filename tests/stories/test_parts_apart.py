"""Web, workers and painter as processes of their own on PostgreSQL, as on several machines."""

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from websockets.sync.client import connect

from tests.harness.crowd import followed
from tests.harness.databases import Cluster
from tests.harness.processes import Running, serving
from tests.harness.residents import moves_in
from tests.harness.sink import Sink, listening

SMALL = {"FEDIAI_GENERATOR__WIDTH": "64", "FEDIAI_GENERATOR__HEIGHT": "64", "FEDIAI_POSTING__WAIT_SECONDS": "20"}


@pytest.fixture
def web(cluster: Cluster) -> Iterator[Running]:
    with serving("127.0.0.6", "--only", "web", FEDIAI_DATABASE__URL=cluster.current(), **SMALL) as server:
        yield server


@pytest.fixture
def sink() -> Iterator[Sink]:
    with listening() as one:
        yield one


def test_what_one_process_does_the_others_hear_of(web: Running, sink: Sink) -> None:
    """The web asks, the painter paints, the workers develop and deliver, and an open app hears of it through the web."""
    [(_, token)] = moves_in(web, "alice").items()
    followed(web, "alice", sink, 5)
    painter = web.command("generator-token", "create", "attic")
    words = ("generator", "--server", web.base, "--token", painter, "--plugin", "fake")
    address = f"ws://{web.host}:{web.port}/api/v1/streaming?stream=user&access_token={token}"
    with web.beside("serve", "--only", "workers"), web.beside(*words), connect(address, proxy=None) as stream:
        asks(web, token, "/imagine a fox in the snow")
        while not pictures_in(stream.recv(timeout=20)):
            pass  # a stand-in comes first when the painter was not there yet
        until_all_have_it(sink, 5)


def asks(web: Running, token: str, text: str) -> None:
    headers = {"Authorization": f"Bearer {token}"}
    answer = requests.post(f"{web.base}/api/v1/statuses", data={"status": text}, headers=headers, timeout=40)
    assert answer.status_code == 200, answer.text


def pictures_in(said: str | bytes) -> list[Any]:
    """Those of the status that an event brings."""
    message = json.loads(said)
    return json.loads(message["payload"])["media_attachments"] if message["event"] == "update" else []


def until_all_have_it(sink: Sink, count: int) -> None:
    end = time.monotonic() + 20
    while len(sink.posts) < count:
        assert time.monotonic() < end, sink.came
        time.sleep(0.05)
    assert {said.partition(" ")[0] for _, said in sink.posts} == {"Create"}
