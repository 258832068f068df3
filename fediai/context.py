"""What every use-case is handed: settings, memory and hands, opened once by `app.py`; no behaviour of its own."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from fediai.domain.ids import Ids
from fediai.domain.urls import Urls
from fediai.federation.far import FarSide
from fediai.federation.http import Client
from fediai.federation.signing import Signer
from fediai.media.files import Files
from fediai.settings import Settings
from fediai.store.database import Database
from fediai.store.far.rulebook import Book, rulebook
from fediai.store.instance_settings import Counted
from fediai.store.kept import Kept
from fediai.store.moderation.gate import Gate, gate
from fediai.streaming.bus import Bus


@dataclass(frozen=True, slots=True)
class Context:
    """One per process and instance; two can live in one process, which is how stories test federation."""

    settings: Settings
    db: Database
    urls: Urls
    ids: Ids
    clock: Callable[[], datetime]
    bus: Bus
    files: Files
    http: Client
    signer: Signer
    far: FarSide = field(default_factory=FarSide)
    rules: Kept[Book] = field(default_factory=rulebook)
    gate: Kept[Gate] = field(default_factory=gate)
    counted: Counted = field(default_factory=Counted)
