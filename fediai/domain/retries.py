"""When to try again and when to stop: arithmetic only, so that a test needs no sleep."""

from dataclasses import dataclass

MINUTE, HOUR, DAY = 60, 3600, 86_400
MAX_DELIVERIES = 10
FINAL_EXCEPT = frozenset({401, 408, 429})


@dataclass(frozen=True, slots=True)
class Never:
    """Do not try again, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Later:
    """Try again after so many seconds (jitter is added where the clock is)."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What a far inbox said: an HTTP status, or 0 for silence."""

    status: int
    retry_after: int = 0
    reads_rfc9421: bool = False  # it said which signatures it would like (`Accept-Signature`)

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300

    @property
    def is_final(self) -> bool:
        """410, and any 4xx that another attempt will not change."""
        return 400 <= self.status < 500 and self.status not in FINAL_EXCEPT


def next_delivery(attempts: int, answer: Answer) -> Never | Later:
    """A final answer means never; "slow down" and silence mean later, for about four days in all."""
    if answer.is_final:
        return Never(f"answered {answer.status}")
    if attempts >= MAX_DELIVERIES:
        return Never(f"gave up after {attempts} tries; last answer {answer.status or 'none'}")
    asked = min(max(answer.retry_after, 0), DAY)  # a stranger's number
    return Later(max(asked, MINUTE * 3 ** min(attempts, 6)))


def next_try(attempts: int, limit: int = 5) -> Never | Later:
    """For our own errands: half a minute, then doubling, `limit` times."""
    if attempts >= limit:
        return Never(f"gave up after {attempts} tries")
    return Later(min(30 * 2**attempts, HOUR))
