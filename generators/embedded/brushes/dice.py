"""Every choice a picture makes comes from here, so that the same words and seed always choose the same."""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

import numpy as np

T = TypeVar("T")


class Dice:
    """A named stream of choices; `fork` gives another stream that no earlier choice can disturb."""

    def __init__(self, name: str) -> None:
        self.name = name
        digest = hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        self.rng = np.random.Generator(np.random.PCG64(int.from_bytes(digest, "big")))

    def fork(self, name: object) -> "Dice":
        return Dice(f"{self.name}/{name}")

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * float(self.rng.random())

    def about(self, middle: float, spread: float) -> float:
        return self.between(middle - spread, middle + spread)

    def whole(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return int(self.rng.integers(low, high + 1))

    def chance(self, likelihood: float) -> bool:
        return float(self.rng.random()) < likelihood

    def pick(self, choices: Sequence[T]) -> T:
        return choices[int(self.rng.integers(len(choices)))]

    def side(self) -> int:
        return 1 if self.chance(0.5) else -1
