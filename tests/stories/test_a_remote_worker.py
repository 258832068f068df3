"""A painter on another machine: with an address and a token it serves prompts, and its plug may be pulled."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import pytest
import requests

from tests.harness.processes import Running, serving
from tests.harness.residents import moves_in

T = TypeVar("T")
SMALL = {"FEDIAI_GENERATOR__WIDTH": "64", "FEDIAI_GENERATOR__HEIGHT": "64", "FEDIAI_GENERATOR__LOCAL": "false"}


def until(look: Callable[[], T], seconds: float = 15) -> T:
    end = time.monotonic() + seconds
    while not (seen := look()):
        assert time.monotonic() < end, f"nothing to be seen after {seconds} s"
        time.sleep(0.05)
    return seen


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    """An instance without a painter of its own."""
    with serving("127.0.0.5", FEDIAI_POSTING__WAIT_SECONDS="0.1", **SMALL) as one:
        yield one


@pytest.fixture(scope="module")
def token(server: Running) -> str:
    return server.command("generator-token", "create", "attic")


@pytest.fixture(scope="module")
def headers(server: Running) -> dict[str, str]:
    return {"Authorization": "Bearer " + moves_in(server, "alice")["alice"]}


@pytest.fixture
def alice(server: Running, headers: dict[str, str]) -> Iterator[dict[str, str]]:
    """Headers of her app; what she asks for in one story is gone before the next."""
    yield headers
    for one in home(server, headers):
        requests.delete(f"{server.base}/api/v1/statuses/{one['id']}", headers=headers, timeout=20)


class Attic:
    """A `fediai generator` process that knows nothing but an address and a token."""

    def __init__(self, server: Running, token: str, delay: float = 0) -> None:
        environment = {k: v for k, v in server.environment.items() if not k.startswith("FEDIAI_")}
        words = ["generator", "--server", server.base, "--token", token, "--plugin", "fake"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "fediai", *words],
            env={**environment, "FEDIAI_FAKE_DELAY": str(delay)}, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def __enter__(self) -> "Attic":
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait(10)


def asks(server: Running, headers: dict[str, str], text: str) -> dict[str, Any]:
    answer = requests.post(f"{server.base}/api/v1/statuses", data={"status": text}, headers=headers, timeout=20)
    assert answer.status_code == 200, answer.text
    status: dict[str, Any] = answer.json()
    return status


def home(server: Running, headers: dict[str, str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = requests.get(
        f"{server.base}/api/v1/timelines/home", headers=headers, timeout=20
    ).json()
    return found


def pictures(server: Running, headers: dict[str, str]) -> list[Any]:
    return [picture for one in home(server, headers) for picture in one["media_attachments"]]


def is_painting(server: Running, headers: dict[str, str]) -> bool:
    answer = requests.get(f"{server.base}/api/fediai/v1/generations", headers=headers, timeout=20)
    return any(one["state"] == "running" for one in answer.json())


def test_with_an_address_and_a_token_it_serves_a_prompt(server: Running, alice: dict[str, str], token: str) -> None:
    pending = asks(server, alice, "/imagine a fox in the snow")
    assert pending["media_attachments"] == []
    with Attic(server, token):
        [picture] = until(lambda: pictures(server, alice))
    assert picture["description"] == "AI-generated image: a fox in the snow"


def test_when_its_plug_is_pulled_another_one_paints_the_picture(
    server: Running, alice: dict[str, str], token: str
) -> None:
    """The prompt goes back to the queue and appears once."""
    asks(server, alice, "/imagine a fox in the rain")
    with Attic(server, token, delay=60) as first:
        until(lambda: is_painting(server, alice))
        first.process.send_signal(signal.SIGKILL)
    until(lambda: not is_painting(server, alice))
    assert pictures(server, alice) == []
    with Attic(server, token):
        assert len(until(lambda: pictures(server, alice))) == 1
    assert len(home(server, alice)) == 1


def test_a_token_that_was_revoked_opens_nothing(server: Running) -> None:
    """The process ends with a status that tells its supervisor not to start it again."""
    token = server.command("generator-token", "create", "lost")
    server.command("generator-token", "revoke", "lost")
    with Attic(server, token) as attic:
        assert attic.process.wait(15) == 1
