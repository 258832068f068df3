"""Lists that somebody made of accounts they follow."""

from dataclasses import dataclass
from enum import StrEnum

MOST_LISTS = 50


class RepliesPolicy(StrEnum):
    """Which replies of its members a list shows: to anybody followed, to each other, none."""

    FOLLOWED = "followed"
    LIST = "list"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class AccountList:
    """A row of `lists`; `exclusive` takes its members out of the home timeline."""

    id: int
    account_id: int
    title: str
    replies_policy: RepliesPolicy = RepliesPolicy.LIST
    exclusive: bool = False
