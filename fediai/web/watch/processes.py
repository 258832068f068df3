"""How much memory the processes of our tree hold; empty where the system does not say."""

import os
import re
from contextlib import suppress
from pathlib import Path

PROC = Path("/proc")
PARTS = {"--only\0workers": "workers", "\0generator\0": "generator"}


def resident() -> dict[str, int]:
    """Bytes by part: this process, and those that it started."""
    found: dict[str, int] = {}
    for pid in (os.getpid(), *_children(os.getpid())):
        with suppress(OSError):
            name = "web" if pid == os.getpid() else _part(pid)
            found[name] = found.get(name, 0) + _bytes(pid)
    return found


def _children(pid: int) -> list[int]:
    below: list[int] = []
    for task in (PROC / str(pid) / "task").glob("*/children"):
        with suppress(OSError):
            direct = [int(one) for one in task.read_text().split()]
            below += [*direct, *(deeper for one in direct for deeper in _children(one))]
    return below


def _part(pid: int) -> str:
    words = (PROC / str(pid) / "cmdline").read_text()
    return next((name for mark, name in PARTS.items() if mark in words), "other")


def _bytes(pid: int) -> int:
    found = re.search(r"VmRSS:\s+(\d+) kB", (PROC / str(pid) / "status").read_text())
    return int(found[1]) * 1024 if found else 0
