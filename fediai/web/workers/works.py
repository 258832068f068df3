"""What one worker has in hand: which items are still open, and what became of the others."""

from dataclasses import dataclass, field

from fediai.services.pictures.painting import Commission, Piece
from fediai.store.pictures.easels import Lease
from generators.contract import Failed, Progress
from generators.frames import Job

UNREPORTED = "the painter ended without a picture"


@dataclass(slots=True)
class Work:
    """One job on its way: prompts of several people under one lease."""

    commission: Commission
    lease: Lease
    open: dict[int, Piece]
    steps: dict[int, Progress] = field(default_factory=dict)
    failures: dict[int, Failed] = field(default_factory=dict)  # by generation

    @classmethod
    def of(cls, commission: Commission) -> "Work":
        """Everything is still open."""
        return cls(commission, commission.lease, dict(enumerate(commission.pieces)))

    @property
    def id(self) -> str:
        return self.lease.claim

    @property
    def job(self) -> Job:
        """As the worker hears of it: prompts and parameters, and of nobody."""
        return Job(self.id, tuple(piece.prompt for piece in self.commission.pieces), self.lease.claim)

    @property
    def generations(self) -> set[int]:
        """Those of which at least one item is open."""
        return {piece.generation.id for piece in self.open.values()}

    def items_of(self, generation_id: int) -> list[int]:
        """Its open items, by their number in the job."""
        return [item for item, piece in self.open.items() if piece.generation.id == generation_id]

    def note(self, progress: Progress) -> tuple[int, int]:
        """How far the generation of this item is, over all its items: steps done, and of how many."""
        self.steps[progress.item] = progress
        mine = self.commission.pieces[progress.item].generation.id
        pieces = [item for item, piece in enumerate(self.commission.pieces) if piece.generation.id == mine]
        done = sum(self.steps[item].step for item in pieces if item in self.steps)
        return done, progress.of * len(pieces)

    def progress(self) -> dict[int, tuple[int, int]]:
        """By generation that is still open: steps done, and of how many."""
        known = {self.commission.pieces[item].generation.id: step for item, step in self.steps.items()}
        return {one: self.note(known[one]) if one in known else (0, 0) for one in self.generations}

    def close(self, item: int, failure: Failed | None = None) -> Failed | None:
        """This item is settled. The failure of its generation, once none of its items is open any more."""
        piece = self.open.pop(item)
        mine = piece.generation.id
        if failure:
            self.failures.setdefault(mine, failure)
        return None if mine in self.generations else self.failures.pop(mine, None)
