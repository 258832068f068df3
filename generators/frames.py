"""How an instance and a worker speak: nine frames, encoded and decoded without a socket in sight.

A frame is one WebSocket message. A text message is a JSON object with a `type`. A frame that carries bytes
(a picture, progress with a preview, or a job whose prompts begin with pictures) is a binary message: four bytes of
length, as many of JSON, the rest.
"""

import json
from dataclasses import dataclass, replace
from typing import Any, Final

from generators.contract import Event, Failed, Offer, Picture, Progress, Prompt
from generators.plain import Unreadable, build, plain
from generators.sources import LARGEST_SOURCES, handed_out, packed

PROTOCOL: Final = 1
PATH: Final = "/api/fediai/v1/workers/socket"
LARGEST_PICTURE: Final = 32 * 2**20
LARGEST_PREVIEW: Final = 64 * 2**10
LARGEST_JSON: Final = 2**20
LARGEST_FRAME: Final = 4 + LARGEST_JSON + LARGEST_PICTURE
LARGEST_JOB: Final = 4 + LARGEST_JSON + LARGEST_SOURCES
MOST_PROMPTS: Final = 64


@dataclass(frozen=True, slots=True)
class Hello:
    """First word of a worker."""

    offer: Offer
    plugin: str = ""
    protocol: int = PROTOCOL


@dataclass(frozen=True, slots=True)
class Welcome:
    """The instance will send jobs; a job whose worker is silent for `lease` seconds goes to somebody else."""

    server: str = ""
    lease: float = 60.0


@dataclass(frozen=True, slots=True)
class Job:
    """Prompts that fit one batch; `claim` comes back in every report and tells a stale worker from ours."""

    id: str
    prompts: tuple[Prompt, ...]
    claim: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What happened to one item of a job; `type` on the wire is progress, picture or failed."""

    job: str
    claim: str
    event: Event


@dataclass(frozen=True, slots=True)
class Done:
    """Every item of the job was reported or cancelled; the worker has room again."""

    job: str
    claim: str = ""


@dataclass(frozen=True, slots=True)
class Cancel:
    """Nobody waits for this item any more; without `item`, for none of the job."""

    job: str
    item: int | None = None


@dataclass(frozen=True, slots=True)
class Ping:
    """Still here, still holding what was claimed."""


@dataclass(frozen=True, slots=True)
class Pong:
    """Answer to Ping."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The instance will not work with this worker; dialling again would not help."""

    reason: str


@dataclass(frozen=True, slots=True)
class BadFrame:
    """What arrived cannot be read; the reason is for the log."""

    reason: str


Frame = Hello | Welcome | Job | Report | Done | Cancel | Ping | Pong | Refused

_PLAIN: Final[dict[str, type[Any]]] = {
    "hello": Hello,
    "welcome": Welcome,
    "job": Job,
    "done": Done,
    "cancel": Cancel,
    "ping": Ping,
    "pong": Pong,
    "refused": Refused,
}
_EVENTS: Final[dict[str, type[Any]]] = {"progress": Progress, "picture": Picture, "failed": Failed}
_NAMES: Final = {kind: name for name, kind in (_PLAIN | _EVENTS).items()}
_BYTES: Final = {Progress: "preview", Picture: "data"}


def encode(frame: Frame) -> str | bytes:
    """The message to send."""
    if isinstance(frame, Job) and any(prompt.source for prompt in frame.prompts):
        how, pictures = packed(frame.prompts)
        return _binary({"type": "job", **plain(frame), **how}, pictures)
    if not isinstance(frame, Report):
        return _json({"type": _NAMES[type(frame)], **plain(frame)})
    event = frame.event
    about = {"type": _NAMES[type(event)], "job": frame.job, "claim": frame.claim, **plain(event)}
    attached: bytes | None = getattr(event, _BYTES.get(type(event), ""), None)
    return _json(about) if attached is None else _binary(about, attached)


def _binary(about: dict[str, Any], attached: bytes) -> bytes:
    header = _json(about).encode()
    return len(header).to_bytes(4, "big") + header + attached


def decode(message: str | bytes) -> Frame | BadFrame:
    """The frame a stranger sent, or why it is none; total, whatever arrives."""
    try:
        frame = _decode_text(message) if isinstance(message, str) else _decode_binary(message)
        _check(frame)
    except (Unreadable, ValueError, RecursionError) as flaw:
        return BadFrame(str(flaw)[:200])
    return frame


def _decode_text(message: str) -> Frame:
    if len(message) > LARGEST_JSON:
        raise Unreadable("the message is too long")
    return _frame(json.loads(message), b"")


def _decode_binary(message: bytes) -> Frame:
    end = 4 + int.from_bytes(message[:4], "big")
    if not 4 < end <= min(len(message), LARGEST_JSON):
        raise Unreadable("the header does not fit the message")
    return _frame(json.loads(message[4:end]), message[end:])


def _frame(data: object, attached: bytes) -> Frame:
    if not isinstance(data, dict):
        raise Unreadable("a frame is an object")
    name = data.get("type")
    if not isinstance(name, str) or name not in _PLAIN | _EVENTS:
        raise Unreadable("the type of frame is unknown")
    if name in _PLAIN:
        frame: Frame = build(_PLAIN[name], data)
        return replace(frame, prompts=handed_out(frame.prompts, data, attached)) if isinstance(frame, Job) else frame
    kind = _EVENTS[name]
    given = {_BYTES[kind]: attached or None} if kind in _BYTES else {}
    return build(Report, data, event=build(kind, data, **given))


def _check(frame: Frame) -> None:
    match frame:
        case Report(event=Picture(data=bytes(found))) if len(found) > LARGEST_PICTURE:
            raise Unreadable("the picture is too large")
        case Report(event=Picture(data=None)):
            raise Unreadable("the picture is empty")
        case Report(event=Progress(preview=bytes(found))) if len(found) > LARGEST_PREVIEW:
            raise Unreadable("the preview is too large")
        case Report(event=event) if event.item < 0:
            raise Unreadable("items count from zero")
        case Job(prompts=prompts) if not 0 < len(prompts) <= MOST_PROMPTS:
            raise Unreadable(f"a job has between one and {MOST_PROMPTS} prompts")


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, separators=(",", ":"), allow_nan=False)
