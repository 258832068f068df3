"""Attached files, from the moment they are asked for until they are shown."""

from dataclasses import dataclass
from datetime import datetime

from fediai.domain.lifecycle import MediaState

TRAINED = "trainedAlgorithmicMedia"
COMPOSITE = "compositeWithTrainedAlgorithmicMedia"
GENERATED = frozenset({TRAINED, "algorithmicMedia", COMPOSITE})
DIGITAL_SOURCE_TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/"


@dataclass(frozen=True, slots=True)
class Media:
    """A row of `media_attachments`; `file` is a key in the media storage, empty until there is one."""

    id: int
    account_id: int
    status_id: int | None
    position: int
    state: MediaState
    type: str
    media_type: str
    file: str
    preview_file: str
    remote_url: str
    size: int
    width: int
    height: int
    preview_width: int
    preview_height: int
    blurhash: str | None
    description: str | None
    average_colour: str
    focus_x: float | None
    focus_y: float | None
    digital_source_type: str
    generation_id: int | None
    error: str
    created_at: datetime
    full_file: str = ""  # where what travels is smaller than what there is

    @property
    def files(self) -> tuple[str, ...]:
        """The keys of all that is stored of it."""
        return tuple(key for key in (self.file, self.preview_file, self.full_file) if key)

    @property
    def is_ready(self) -> bool:
        return self.state is MediaState.READY

    @property
    def is_generated(self) -> bool:
        return self.digital_source_type in GENERATED
