"""The neighbour budget: how many generated posts an hour and a day may appear on everybody's public timelines."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Spent:
    """Public generated posts: of an account in an hour and a day, of the instance in an hour; when the oldest ends."""

    hour: int = 0
    day: int = 0
    instance_hour: int = 0
    hour_ends: datetime | None = None
    day_ends: datetime | None = None
    told: bool = False  # the author was told within the hour that a post went out unlisted


@dataclass(frozen=True, slots=True)
class Budget:
    """What the administrator allows; 0: no generated post is public."""

    hour: int
    day: int
    instance_hour: int

    def allows(self, spent: Spent) -> bool:
        """Does one more fit?"""
        return spent.hour < self.hour and spent.day < self.day and spent.instance_hour < self.instance_hour

    def left(self, spent: Spent) -> int:
        """How many more fit now."""
        rooms = (self.hour - spent.hour, self.day - spent.day, self.instance_hour - spent.instance_hour)
        return max(min(rooms), 0)

    def free_at(self, spent: Spent) -> datetime | None:
        """When one more of this account's fits again, as far as its own posts decide it."""
        waits = [
            at
            for is_full, at in ((spent.hour >= self.hour, spent.hour_ends), (spent.day >= self.day, spent.day_ends))
            if is_full and at is not None
        ]
        return max(waits, default=None)


LETTERS = {
    "en": (
        "Your picture went out, but not onto other servers' public timelines: {hour} public pictures an hour and "
        "{day} a day are what our neighbours can expect from one person. Your followers see it as always."
    ),
    "id": (
        "Gambarmu sudah terkirim, tetapi tidak muncul di linimasa publik server lain: {hour} gambar publik per jam dan "
        "{day} per hari adalah yang boleh diharapkan tetangga kita dari satu orang. Pengikutmu tetap melihatnya."
    ),
}


def letter(language: str | None, budget: Budget) -> str:
    """What the author is told, in the language of the post where we speak it."""
    words = LETTERS.get((language or "en").partition("-")[0], LETTERS["en"])
    return words.format(hour=budget.hour, day=budget.day)
