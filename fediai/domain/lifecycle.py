"""The allowed moves of everything that changes state, as tables that check themselves when imported."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from fediai.domain.errors import Conflict


class FollowState(StrEnum):
    REQUESTED = "requested"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    REMOVED = "removed"


class GenerationState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"
    CANCELLED = "cancelled"


class MediaState(StrEnum):
    WAITING = "waiting"
    READY = "ready"
    FAILED = "failed"


S = TypeVar("S", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Lifecycle(Generic[S]):
    """One start, and for every state the states it may move to."""

    start: S
    moves: Mapping[S, frozenset[S]]

    def __post_init__(self) -> None:
        reached, edge = {self.start}, {self.start}
        while edge:
            edge = {to for state in edge for to in self.moves[state]} - reached
            reached |= edge
        if unreachable := set(self.moves) - reached:
            raise ValueError(f"unreachable: {sorted(unreachable)}")

    def may(self, state: S, to: S) -> bool:
        """Is this move in the table?"""
        return to in self.moves[state]

    def move(self, state: S, to: S) -> S:
        """The new state, or `Conflict` when the table does not know the move."""
        if not self.may(state, to):
            raise Conflict(f"cannot go from {state} to {to}")
        return to


_F, _G, _M = FollowState, GenerationState, MediaState

FOLLOW = Lifecycle(
    start=_F.REQUESTED,
    moves={
        _F.REQUESTED: frozenset({_F.ACCEPTED, _F.REJECTED, _F.REMOVED}),
        _F.ACCEPTED: frozenset({_F.REJECTED, _F.REMOVED}),
        _F.REJECTED: frozenset({_F.REQUESTED}),
        _F.REMOVED: frozenset({_F.REQUESTED}),
    },
)

GENERATION = Lifecycle(
    start=_G.QUEUED,
    moves={
        _G.QUEUED: frozenset({_G.RUNNING, _G.CANCELLED, _G.FAILED}),
        # back to QUEUED when a lease runs out or the worker's line is cut
        _G.RUNNING: frozenset({_G.READY, _G.FAILED, _G.QUEUED, _G.CANCELLED}),
        _G.READY: frozenset(),
        # a person may ask again for what failed
        _G.FAILED: frozenset({_G.QUEUED}),
        _G.CANCELLED: frozenset(),
    },
)

MEDIA = Lifecycle(
    start=_M.WAITING,
    moves={
        _M.WAITING: frozenset({_M.READY, _M.FAILED}),
        _M.READY: frozenset(),
        _M.FAILED: frozenset({_M.WAITING}),
    },
)
