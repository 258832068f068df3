"""What a benchmark begins with: a server without a painter, Alice with posts, Bob who follows her."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import requests

from tests.benchmarks.load import form, get, post
from tests.harness.processes import Running, rests, serving
from tests.harness.residents import moves_in

POSTS = 60
LIMITS = {
    "FEDIAI_GENERATOR__LOCAL": "false",
    "FEDIAI_LIMITS__PICTURES_PER_DAY": "1000000",
    "FEDIAI_LIMITS__GENERATIONS_AT_ONCE": "1000",
    "FEDIAI_LIMITS__QUEUE": "1000000",
}


@dataclass(frozen=True)
class Scene:
    """The server and its people."""

    server: Running
    tokens: dict[str, str]

    @property
    def pid(self) -> int:
        return self.server.process.pid

    @property
    def address(self) -> tuple[str, int]:
        return self.server.host, self.server.port

    @property
    def host(self) -> str:
        return f"{self.server.host}:{self.server.port}"

    def reads(self, target: str, who: str = "", accept: str = "application/json") -> bytes:
        """The bytes of a GET."""
        return get(self.host, target, self.tokens.get(who, ""), accept)

    def writes(self, target: str, who: str, **values: str) -> bytes:
        """The bytes of a form POST."""
        headers = {"Authorization": f"Bearer {self.tokens[who]}", "Content-Type": "application/x-www-form-urlencoded"}
        return post(self.host, target, form(values), headers)

    def asks(self, method: str, target: str, who: str, **values: Any) -> Any:
        """One request outside of the measuring."""
        headers = {"Authorization": f"Bearer {self.tokens[who]}"}
        answer = requests.request(method, f"{self.server.base}{target}", data=values, headers=headers, timeout=30)
        answer.raise_for_status()
        return answer.json()


@contextmanager
def scene(posts: int = POSTS, host: str = "127.0.0.2", **more: str) -> Iterator[Scene]:
    """A fresh one; within `keeping`, the one that was made with the same settings."""
    if _keeping:
        yield _kept(posts, host, more)
    else:
        with _made(posts, host, more) as one:
            yield one


@contextmanager
def _made(posts: int, host: str, more: Mapping[str, str]) -> Iterator[Scene]:
    with serving(host, **{**LIMITS, **more}) as server:
        one = Scene(server, moves_in(server, "alice", "bob"))
        alice = one.asks("GET", "/api/v1/accounts/verify_credentials", "alice")
        one.asks("POST", f"/api/v1/accounts/{alice['id']}/follow", "bob")
        for number in range(posts):
            one.asks("POST", "/api/v1/statuses", "alice", status=f"Picture {number} of a fox in the snow #fox")
        rests(one.pid)
        yield one


_keeping: list[ExitStack] = []
_scenes: dict[object, Scene] = {}


@contextmanager
def keeping() -> Iterator[None]:
    """For tests, which time nothing: a server takes longer to start than most benchmarks take for next to nothing."""
    with ExitStack() as stack:
        _keeping.append(stack)
        try:
            yield
        finally:
            _keeping.clear()
            _scenes.clear()


def _kept(posts: int, host: str, more: Mapping[str, str]) -> Scene:
    key = (host, *sorted(more.items()))
    if key not in _scenes:
        _scenes[key] = _keeping[0].enter_context(_made(min(posts, 40), host, more))
    return _scenes[key]
