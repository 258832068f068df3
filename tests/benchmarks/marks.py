"""What a figure stands beside: a Go server (GoToSocial 0.20) on two cores for the same work, and what we aim at."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mark:
    """`go`: what the Go server took; `aim`: at most so much."""

    aim: float | None = None
    go: float | None = None
    unit: str = "ms CPU"

    def beside(self, ours: float) -> str:
        """How we stand."""
        words = [f"Go: {self.go:g}"] if self.go is not None else []
        if self.aim is not None:
            words.append(f"aim: {self.aim:g}, {'reached' if ours <= self.aim else 'not yet'}")
        return f"({self.unit}; {'; '.join(words)})"


MARKS = {
    "webfinger": Mark(go=0.042),
    "actor": Mark(go=0.15),
    "home": Mark(0.8, 0.27),
    "public": Mark(0.8, 1.1),
    "notifications": Mark(1),
    "instance": Mark(0.3, 0.17),
    "post": Mark(3, 11),
    "inbox": Mark(3, 12.6),
    "inbox with a picture": Mark(15, 63),
    "follow": Mark(5),
    "fan_out": Mark(1, 1.2),
    "flood": Mark(500, unit="ms"),
    "idle sockets": Mark(60, unit="MiB"),
    "told sockets": Mark(300, unit="ms"),
    "rss": Mark(131, 131, "MiB RSS"),
    "ready": Mark(2.3, 2.3, "s to ready"),
    "door": Mark(80, unit="µs CPU"),
}
