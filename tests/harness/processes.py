"""A real `fediai serve` in a folder of its own, and what its whole process tree has used."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.harness.folders import place

TICKS = os.sysconf("SC_CLK_TCK")


def free_port(host: str = "127.0.0.1") -> int:
    with socket.socket() as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
        return port


def tree(pid: int) -> list[int]:
    """The process and everything below it."""
    below: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
                below.setdefault(int(fields[1]), []).append(int(entry.name))
    found, edge = [pid], [pid]
    while edge:
        edge = [child for parent in edge for child in below.get(parent, [])]
        found += edge
    return found


def cpu_seconds(pid: int) -> float:
    """User and system time of the tree so far (of processes that still live)."""
    total = 0
    for one in tree(pid):
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split()
            total += int(fields[11]) + int(fields[12])
    return total / TICKS


def rests(pid: int, seconds: float = 30) -> None:
    """Waits until the tree has nothing to do: its parts start beside each other, and not all at once."""
    end, before = time.monotonic() + seconds, cpu_seconds(pid)
    while time.monotonic() < end:
        time.sleep(0.5)
        now = cpu_seconds(pid)
        if now - before < 0.03:
            return
        before = now


def _is_ours(pid: int) -> bool:
    """Still running a command of ours: a zombie or a stranger with the same number is not."""
    with contextlib.suppress(OSError):
        return b"fediai" in Path(f"/proc/{pid}/cmdline").read_bytes()
    return False


def memory(pid: int) -> dict[str, float]:
    """MiB of the tree: `rss` summed over processes (shared pages counted each time), `pss` with them shared out."""
    rss = pss = 0
    for one in tree(pid):
        with contextlib.suppress(OSError):
            text = Path(f"/proc/{one}/smaps_rollup").read_text()
            rss += int(re.search(r"Rss:\s+(\d+)", text)[1])  # type: ignore[index]
            pss += int(re.search(r"Pss:\s+(\d+)", text)[1])  # type: ignore[index]
    return {"rss": rss / 1024, "pss": pss / 1024, "processes": len(tree(pid))}


@dataclass
class Running:
    """A server process."""

    folder: Path
    host: str
    port: int
    process: subprocess.Popen[str]
    ready_seconds: float
    environment: dict[str, str]
    more: dict[str, str]
    words: tuple[str, ...] = ()

    @property
    def base(self) -> str:
        return f"http://{self.host}:{self.port}"

    def command(self, *words: str) -> str:
        """The output of another `fediai` command on the same instance."""
        run = subprocess.run(
            [sys.executable, "-m", "fediai", *words], cwd=self.folder, env=self.environment,
            capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        assert run.returncode == 0, run.stderr
        return run.stdout.strip()

    def part(self, *words: str) -> int | None:
        """The process of the tree that was started with these words, as `generator` or `workers`."""
        for one in tree(self.process.pid):
            with contextlib.suppress(OSError):
                if set(words) <= set(Path(f"/proc/{one}/cmdline").read_text().split("\0")):
                    return one
        return None

    def again(self) -> "Running":
        """The same instance, started once more after it was killed."""
        return start(self.folder, self.host, self.port, *self.words, **self.more)

    @contextmanager
    def beside(self, *words: str, **more: str) -> "Iterator[subprocess.Popen[str]]":
        """Another process of the same instance, killed afterwards."""
        with (self.folder / "server.log").open("a") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "fediai", *words], cwd=self.folder, env={**self.environment, **more},
                stdout=log, stderr=log, text=True,
            )  # fmt: skip
        try:
            yield process
        finally:
            process.kill()
            process.wait(10)

    def stop(self, number: int = signal.SIGTERM) -> None:
        """Asks and waits; after a SIGKILL, until its orphans have followed it."""
        several = tree(self.process.pid)
        self.process.send_signal(number)
        self.process.wait(20)
        end = time.monotonic() + 30
        while left := [one for one in several if _is_ours(one)]:
            assert time.monotonic() < end, f"{left} outlived their parent"
            time.sleep(0.05)

    def ends(self) -> None:
        """The whole tree at once: nothing of it is kept, and draining takes seconds."""
        for one in tree(self.process.pid) if self.process.poll() is None else []:
            with contextlib.suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        self.process.wait(20)


def environment(folder: Path, host: str, port: int, **more: str) -> dict[str, str]:
    """Everything a server on loopback needs, over the defaults."""
    return {
        **os.environ,
        "FEDIAI_INSTANCE__DOMAIN": f"{host}:{port}",
        "FEDIAI_INSTANCE__SCHEME": "http",
        "FEDIAI_SERVER__BIND": f"{host}:{port}",
        "FEDIAI_FEDERATION__ALLOWED_PRIVATE_NETWORKS": "127.0.0.0/8",
        "FEDIAI_LIMITS__ENABLED": "false",
        "FEDIAI_SERVER__LOG_LEVEL": "warning",
        "PYTHONPATH": str(Path(__file__).parents[2]),
        **more,
    }


def start(folder: Path, host: str, port: int, *words: str, **more: str) -> Running:
    """Starts `fediai serve` with these words and waits until it is ready."""
    port = port or free_port(host)
    env = environment(folder, host, port, **more)
    began = time.monotonic()
    with (folder / "server.log").open("a") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "fediai", "serve", *words], cwd=folder, env=env, stdout=log, stderr=log, text=True
        )
    while True:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"http://{host}:{port}/readyz", timeout=2) as answer:
            if answer.status == 200:
                return Running(folder, host, port, process, time.monotonic() - began, env, more, words)
        if process.poll() is not None or time.monotonic() - began > 60:
            process.kill()
            raise RuntimeError((folder / "server.log").read_text()[-4000:])
        time.sleep(0.02)


@contextmanager
def serving(host: str = "127.0.0.1", *words: str, **more: str) -> Iterator[Running]:
    """A server in a folder of its own, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="fediai-", dir=place()) as folder:
        running = start(Path(folder), host, 0, *words, **more)
        try:
            yield running
        finally:
            running.ends()
