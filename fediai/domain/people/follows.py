"""Follows and who waits for an answer."""

from dataclasses import dataclass
from datetime import datetime

from fediai.domain.lifecycle import FollowState


@dataclass(frozen=True, slots=True)
class Follow:
    """A row of `follows`: `account_id` follows `target_id`; `uri` is the id of the Follow activity."""

    id: int
    account_id: int
    target_id: int
    state: FollowState
    uri: str
    hide_reblogs: bool
    notify: bool
    created_at: datetime
