"""Ids that sort by time: clients compare status ids by length, then as text, and page by them."""

import secrets
import threading
from datetime import UTC, datetime

MILLISECOND = 1000
_SMALL_EPOCH_MS = 1_735_689_600_000  # 2025-01-01


def _milliseconds(at: datetime) -> int:
    return int(at.timestamp() * MILLISECOND)


class Ids:
    """Makes ids for one process; `node` (0..7) keeps the processes of one instance apart."""

    def __init__(self, node: int = 0) -> None:
        self._node = node & 7
        self._last = 0
        self._count = secrets.randbelow(8192)
        self._lock = threading.Lock()

    def new(self, at: datetime) -> int:
        """An 18-digit id: milliseconds since 1970 in the upper bits, then node and counter."""
        with self._lock:
            self._last = max(self._last, _milliseconds(at))
            self._count += 1
            if self._count >= 8192:
                self._count, self._last = 0, self._last + 1
            return self._last << 16 | self._node << 13 | self._count

    def small(self, at: datetime) -> int:
        """An id below 2^53, for notifications: some clients read theirs as a JSON number."""
        wide = self.new(at)
        return ((wide >> 16) - _SMALL_EPOCH_MS) << 10 | self._node << 7 | (wide & 127)


def made_at(id: int) -> datetime:
    """When an id of `Ids.new` was made."""
    return datetime.fromtimestamp((id >> 16) / MILLISECOND, UTC)


def first_at(at: datetime) -> int:
    """The smallest id that could have been made at this instant: a cursor for 'since'."""
    return _milliseconds(at) << 16
