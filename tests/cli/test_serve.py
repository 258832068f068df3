"""`fediai serve` as whatever starts and watches servers meets it: real processes, signals, addresses."""

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from websockets.asyncio.client import connect

from tests.harness.processes import Running, environment, free_port, serving, tree


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    """One server, with metrics, for the tests that do not harm it."""
    with serving(FEDIAI_SERVER__ADMIN_BIND=f"127.0.0.1:{free_port()}") as running:
        yield running


def waits(come_true: Callable[[], object], seconds: float = 40) -> None:
    end = time.monotonic() + seconds
    while not come_true():
        assert time.monotonic() < end
        time.sleep(0.1)


def started(folder: Path, port: int, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """A server that must end by itself."""
    return subprocess.run(
        [sys.executable, "-m", "fediai", "serve", *words], cwd=folder, capture_output=True, text=True, timeout=60,
        env=environment(folder, "127.0.0.1", port, **more),
    )  # fmt: skip


def metrics(server: Running) -> dict[str, float]:
    address = server.environment["FEDIAI_SERVER__ADMIN_BIND"]
    with urllib.request.urlopen(f"http://{address}/metrics", timeout=10) as answer:
        assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
        lines = answer.read().decode().splitlines()
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines if line[0] != "#")}


def test_prometheus_finds_answers_refusals_painters_and_memory_on_the_administrators_address(server: Running):
    with contextlib.suppress(urllib.error.HTTPError):
        urllib.request.urlopen(urllib.request.Request(f"{server.base}/inbox", b"{}"), timeout=10)
    waits(lambda: metrics(server)["fediai_painters"] == 1)
    found = metrics(server)
    assert found['fediai_http_answers_total{class="2xx"}'] >= 1
    assert found['fediai_http_answers_total{class="4xx"}'] >= 1
    assert sum(value for name, value in found.items() if name.startswith("fediai_refusals_total{reason=")) == 1
    assert {name for name in found if name.startswith("fediai_resident_bytes")} == {
        f'fediai_resident_bytes{{process="{part}"}}' for part in ("web", "workers", "generator")
    }
    assert found['fediai_resident_bytes{process="web"}'] > 10_000_000


def test_metrics_are_nowhere_else(server: Running):
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(f"{server.base}/metrics", timeout=10)


def test_an_address_that_is_taken_is_named_and_nothing_is_left_behind(server: Running, tmp_path: Path):
    said = started(tmp_path, server.port)
    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr == f"fediai: can't listen at 127.0.0.1:{server.port}: address already in use\n"
    assert not (tmp_path / "var").exists()


def test_a_house_keeps_its_name(server: Running):
    said = started(server.folder, free_port(), FEDIAI_INSTANCE__DOMAIN="other.example")
    assert (said.returncode, said.stderr.count("\n")) == (1, 1)
    assert f"this database is that of {server.base}, and [instance] says http" in said.stderr


@pytest.mark.parametrize("bind", ["nonsense", "127.0.0.1:fox", "192.0.2.1:80", "127.0.0.1:99999999"])
def test_an_address_that_can_not_be_is_named(tmp_path: Path, bind: str):
    said = started(tmp_path, 1, FEDIAI_SERVER__BIND=bind)
    assert (said.returncode, said.stderr.count("\n")) == (1, 1)
    assert bind in said.stderr


def test_a_database_that_does_not_answer_is_a_sentence(tmp_path: Path):
    for words in ((), ("--only", "workers")):
        said = started(tmp_path, free_port(), *words, FEDIAI_DATABASE__URL="postgresql://nobody@127.0.0.1:1/none")
        assert (said.returncode, said.stderr.count("\n")) == (1, 1)
        assert said.stderr.startswith("fediai: PostgreSQL can't be reached")


def test_a_part_that_was_killed_is_started_again(server: Running):
    for words in (("serve", "--only", "workers"), ("generator",)):
        waits(lambda words=words: server.part(*words))
        killed = server.part(*words)
        assert killed
        os.kill(killed, signal.SIGKILL)
        waits(lambda words=words, killed=killed: server.part(*words) not in (None, killed))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_drains_and_stops_the_whole_tree_within_ten_seconds(number: int):
    """Although a client streams, which would never end by itself; with status 0."""
    with serving() as server:
        waits(lambda: server.part("generator"))
        several = tree(server.process.pid)

        async def streams() -> float:
            token = server.command("token", "create", "admin")
            async with connect(
                f"ws://127.0.0.1:{server.port}/api/v1/streaming?stream=user&access_token={token}"
            ) as one:
                began = time.monotonic()
                server.process.send_signal(number)
                with contextlib.suppress(Exception):
                    await one.recv()
                assert one.close_code == 1001
                await asyncio.to_thread(server.process.wait, 20)
                return time.monotonic() - began

        took = asyncio.run(streams())
        assert server.process.returncode == 0
        assert took < 10
        waits(lambda: not any(Path(f"/proc/{one}").exists() for one in several), 2)


def heeds_sigterm(pid: int) -> bool:
    """Has the process begun to listen for being told to stop? Before that, the system ends it at once."""
    caught = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("SigCgt"))
    return bool(int(caught.split()[1], 16) >> (signal.SIGTERM - 1) & 1)


def test_parts_run_alone(tmp_path: Path):
    """On one machine or several; each stops when it is told to."""
    port = free_port()
    for words in (("--only", "web"), ("--only", "workers")):
        process = subprocess.Popen(
            [sys.executable, "-m", "fediai", "serve", *words], cwd=tmp_path, text=True, stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL, env=environment(tmp_path, "127.0.0.1", port),
        )  # fmt: skip
        if "web" in words:
            waits(lambda: socket.socket().connect_ex(("127.0.0.1", port)) == 0)
        waits(lambda pid=process.pid: heeds_sigterm(pid))
        assert tree(process.pid) == [process.pid]
        process.terminate()
        assert process.wait(10) == 0
