"""How much is done: enough for steady figures, or little, so that a test can see that every benchmark still runs."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """`few` is for tests."""

    few: bool = False

    def of(self, many: int) -> int:
        """So many, or the least that shows anything."""
        return max(2, many // 250) if self.few else many
