"""What all painters elsewhere share: one picture is asked for at a time, and looked at while it is painted."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Final, Protocol

from generators.contract import Cancelled, Event, Failed, Picture, Progress, Prompt
from generators.remote.http import Refused, looked_at

SOURCE: Final = "trainedAlgorithmicMedia"


@dataclass(frozen=True, slots=True)
class Seen:
    """How far it is, and perhaps a small JPEG of it; step 0 is a sign of life."""

    step: int = 0
    of: int = 1
    preview: bytes | None = None


class Errand(Protocol):
    """One picture elsewhere."""

    def ask(self) -> bytes:
        """The file; runs in a thread of its own for as long as it takes. `Refused` when there will be none."""
        ...

    def look(self) -> Seen | None:
        """What can be seen of it meanwhile; None: nothing. Never fails."""
        ...

    def take_back(self) -> None:
        """Nobody wants it any more; never fails."""
        ...


@dataclass(frozen=True, slots=True)
class Errands:
    """One after another, since those servers have one queue themselves; `look` seconds lie between two looks."""

    model: str
    look: float
    _thread: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="errand"))

    def run(self, batch: Sequence[Prompt], cancelled: Cancelled, begin: Callable[[Prompt], Errand]) -> Iterator[Event]:
        """The events of a batch, as the contract wants them."""
        for item, prompt in enumerate(batch):
            if not cancelled(item):
                yield from self._one(item, prompt, cancelled, begin(prompt))

    def _one(self, item: int, prompt: Prompt, cancelled: Cancelled, errand: Errand) -> Iterator[Event]:
        asked: Future[bytes] = self._thread.submit(errand.ask)
        while not wait([asked], self.look).done:
            if cancelled(item):
                errand.take_back()
                return
            if seen := errand.look():
                yield Progress(item, seen.step, seen.of, seen.preview)
        try:
            data = asked.result()
            media_type, width, height = looked_at(data)
        except Refused as refusal:
            yield Failed(item, str(refusal))
        else:
            yield Picture(item, data, media_type, width, height, prompt.seed, self.model, SOURCE)
