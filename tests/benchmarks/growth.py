"""How the cost grows with what lies in the database: it should not."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.load import Cost, measure
from tests.benchmarks.scale import Scale
from tests.benchmarks.scene import Scene, scene

SIZES = (1_000, 100_000, 1_000_000)


def growth(scale: Scale) -> Iterator[str]:
    """The same requests with a thousand, a hundred thousand and a million statuses, all of them in Bob's home."""
    first: dict[str, Cost] = {}
    with scene(posts=40) as one:
        there = 40
        for size in SIZES if not scale.few else SIZES[:1]:
            _fill(one.server.folder, there, size)
            there = size
            for what, request in _asked(one).items():
                cost = measure(f"{what}, of {size}", one.pid, one.address, lambda _, sent=request: sent, scale.of(500))
                yield f"{cost.line()}  {cost.cpu_ms / first.setdefault(what, cost).cpu_ms:5.2f} × the first"


def _asked(one: Scene) -> dict[str, bytes]:
    alice = one.asks("GET", "/api/v1/accounts/verify_credentials", "alice")["id"]
    deep = one.asks("GET", "/api/v1/timelines/home?limit=40", "bob")[-1]["id"]
    return {
        "home": one.reads("/api/v1/timelines/home?limit=20", "bob"),
        "home, further down": one.reads(f"/api/v1/timelines/home?limit=20&max_id={deep}", "bob"),
        "public": one.reads("/api/v1/timelines/public?limit=20", "bob"),
        "a tag": one.reads("/api/v1/timelines/tag/fox?limit=20", "bob"),
        "a profile's posts": one.reads(f"/api/v1/accounts/{alice}/statuses?limit=20", "bob"),
        "notifications": one.reads("/api/v1/notifications?limit=20", "alice"),
        "POST status": one.writes("/api/v1/statuses", "alice", status="A fox in the snow #fox"),
    }


def _fill(folder: Path, there: int, wanted: int) -> None:
    """Copies of one status, each with an id, an instant and an address of its own, older than all before."""
    [path] = folder.glob("**/*.db") or folder.glob("**/*.sqlite*")
    with sqlite3.connect(path, timeout=30) as db:
        oldest, by = db.execute("SELECT min(id), account_id FROM statuses WHERE reblog_of_id IS NULL").fetchone()
        names = [row[1] for row in db.execute("PRAGMA table_info(statuses)")]
        own = {"id": "id - n * 65536", "thread_id": "id - n * 65536", "uri": "uri || '-' || n || '-' || id",
               "url": "url || '-' || n || '-' || id", "created_at": "created_at - n * 1000"}  # fmt: skip
        count = "WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < ?) "
        made = ", ".join(own.get(name, name) for name in names)
        db.execute(
            f"INSERT INTO statuses ({', '.join(names)}) {count}SELECT {made} FROM statuses, counted WHERE id = ?",
            (wanted - there, oldest),
        )
        owner = db.execute("SELECT owner_id FROM home_entries WHERE owner_id != ? LIMIT 1", (by,)).fetchone()[0]
        db.execute(
            "INSERT OR IGNORE INTO home_entries (owner_id, status_id) SELECT ?, id FROM statuses WHERE id < ?",
            (owner, oldest),
        )
        db.execute(
            "INSERT OR IGNORE INTO status_tags SELECT s.id, t.tag FROM statuses s, status_tags t WHERE t.status_id = ? AND s.id < ?",
            (oldest, oldest),
        )
        db.execute("ANALYZE")
