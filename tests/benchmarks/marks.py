"""First marks: what a Go server (GoToSocial 0.20) took on a two-core machine for the same work, in CPU milliseconds."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mark:
    """A figure to stand beside ours; `beat` where we mean to, since there it does real work and no mere lookup."""

    value: float
    unit: str = "ms CPU"
    beat: bool = False

    def beside(self, ours: float) -> str:
        """How we stand."""
        verdict = "" if not self.beat else "  beaten" if ours < self.value else "  not yet"
        return f"first mark {self.value:g} {self.unit}{verdict}" if self.beat else f"(Go: {self.value:g} {self.unit})"


MARKS = {
    "webfinger": Mark(0.042),
    "actor": Mark(0.15),
    "home": Mark(0.27),
    "public": Mark(1.1),
    "instance": Mark(0.17),
    "post": Mark(11, beat=True),
    "inbox": Mark(12.6, beat=True),
    "fan_out": Mark(1.2, beat=True),
    "rss": Mark(131, "MiB RSS", beat=True),
    "ready": Mark(2.3, "s to ready", beat=True),
    "door": Mark(80, "µs CPU", beat=True),
}
