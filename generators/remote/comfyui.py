"""ComfyUI, with its owner's workflow or a built-in one: https://docs.comfy.org/development/comfyui-server/comms_routes

A graph is posted to `/prompt`; `/history` tells when it is done and what came of it, the WebSocket how far it is.
"""

import io
import json
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal
from urllib.parse import quote, urlencode
from uuid import uuid4

from PIL import Image
from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect

from generators.contract import Cancelled, Event, Offer, Prompt, Unavailable
from generators.remote import workflows
from generators.remote.errands import SOURCE, Errands, Seen
from generators.remote.http import PATIENCE, SHORT, Refused, Server, server_of, small
from generators.remote.workflows import Workflow

LOOK: Final = 0.3  # seconds between two looks, for its end and for its progress
LARGEST: Final = 2048
STEPS, SCALE, STRENGTH = 20, 7.0, 0.6  # when nobody says so
PREVIEW_IMAGE: Final = 1  # the first four bytes of a binary message; the next four say JPEG or PNG
LARGEST_MESSAGE: Final = 16 * 2**20


class ComfyUI:
    """`model = "http://127.0.0.1:8188#checkpoint.safetensors"`; `workflow` is a file in API format."""

    def __init__(self, model: str = "", workflow: str = "", look: float = LOOK) -> None:
        self._server: Server = server_of(model, "http://127.0.0.1:8188#checkpoint.safetensors")
        self._workflow = workflows.read(workflow) if workflow else workflows.built_in()
        try:
            self._checkpoint = self._server.name or _first(self._server.get("/models/checkpoints"))
        except Refused as cause:
            raise Unavailable(f"no ComfyUI at {self._server.address}: {cause}") from cause
        if not workflow and not self._checkpoint:
            raise Unavailable("this ComfyUI has no checkpoints: name a file of your own under `workflow`")
        self._look = look
        self._errands = Errands(Path(workflow or self._checkpoint).stem, look)

    def offer(self) -> Offer:
        name = self._errands.model
        return Offer(
            models=(name,), largest=(LARGEST, LARGEST), steps=STEPS, device="remote", digital_source_type=SOURCE,
            label=f"{name} (ComfyUI)", seconds_per_step=0.2, edits=self._workflow.from_picture is not None,
        )  # fmt: skip

    def generate(self, batch: Sequence[Prompt], cancelled: Cancelled) -> Iterator[Event]:
        return self._errands.run(batch, cancelled, self._order)

    def _order(self, prompt: Prompt) -> "_Order":
        return _Order(self._server, self._workflow, self._checkpoint, prompt, self._look)


@dataclass(slots=True)
class _Order:
    server: Server
    workflow: Workflow
    checkpoint: str
    prompt: Prompt
    between: float
    id: str = ""
    client: str = field(default_factory=lambda: uuid4().hex)
    over: threading.Event = field(default_factory=threading.Event)
    seen: Seen = field(default_factory=Seen)
    line: ClientConnection | None = None

    def ask(self) -> bytes:
        with ExitStack() as opened:
            with suppress(OSError, WebSocketException):  # then it is painted without telling how far it is
                self.line = opened.enter_context(_dialled(self.server, self.client))
            try:
                said = self.server.post("/prompt", {"prompt": self._graph(), "client_id": self.client}, SHORT)
                self.id = str(said["prompt_id"])
                return self.server.bytes_at(f"{self.server.address}/view?{urlencode(_picture_of(self._finished()))}")
            except (KeyError, TypeError, ValueError, AttributeError) as cause:
                raise Refused("the server sent no picture") from cause
            finally:
                self._forget()

    def look(self) -> Seen:
        """The last of what was heard; a line that is silent or cut costs nothing."""
        with suppress(OSError, WebSocketException, TimeoutError):
            while self.line:
                self._hear(self.line.recv(timeout=0))
        return self.seen

    def take_back(self) -> None:
        """Out of its queue or, where it is being painted already, interrupted: what others wait for there goes on."""
        self.over.set()
        with suppress(Refused):
            self.server.post("/queue", {"delete": [self.id]}, SHORT)
            if self.id in _ids(self.server.get("/queue"), "queue_running"):
                self.server.post("/interrupt", {"prompt_id": self.id}, SHORT)

    def _graph(self) -> workflows.Graph:
        prompt, begins = self.prompt, self.prompt.source is not None
        far = (STRENGTH if prompt.strength is None else prompt.strength) if begins else 1.0
        image = self._uploaded() if begins or self.workflow.always_begins else ""
        values = {
            "prompt": prompt.text, "negative_prompt": prompt.negative, "seed": prompt.seed, "width": prompt.width,
            "height": prompt.height, "steps": prompt.steps or STEPS, "denoise": far, "image": image,
            "scale": SCALE if prompt.guidance is None else prompt.guidance, "model": self.checkpoint,
        }  # fmt: skip
        return self.workflow.filled(values, begins=begins)

    def _uploaded(self) -> str:
        """The name by which a node loads the picture, from the folder that ComfyUI empties when it starts."""
        data = self.prompt.source or _grey(self.prompt.width, self.prompt.height)
        said = self.server.upload("/upload/image", f"fediai-{self.client}.png", data, {"type": "temp"})
        return f"{said['name']} [temp]"

    def _finished(self) -> dict[str, Any]:
        """What became of it; looked at in this order, since what leaves the queue is in the history at once."""
        end = time.monotonic() + PATIENCE
        while not self.over.wait(self.between) and time.monotonic() < end:
            queue = self.server.get("/queue")
            if found := self.server.get(f"/history/{quote(self.id, safe='')}").get(self.id):
                return dict(found)
            if self.id not in _ids(queue, "queue_running") | _ids(queue, "queue_pending"):
                raise Refused("the server has forgotten the picture; was it started anew?")
        self.take_back()
        raise Refused("the server took too long")

    def _forget(self) -> None:
        """Nobody's words stay in the history there."""
        with suppress(Refused):
            if self.id:
                self.server.post("/history", {"delete": [self.id]}, SHORT)

    def _hear(self, said: str | bytes) -> None:
        if isinstance(said, bytes):
            if int.from_bytes(said[:4], "big") == PREVIEW_IMAGE:
                self.seen = Seen(self.seen.step, self.seen.of, small(said[8:]))
            return
        with suppress(ValueError, KeyError, TypeError, AttributeError):
            news = json.loads(said)
            step, of = (int(news["data"][name]) for name in ("value", "max"))
            if news["type"] == "progress" and 0 < step <= of:
                self.seen = Seen(step, of, self.seen.preview)


def _dialled(server: Server, client: str) -> ClientConnection:
    url = f"ws{server.address.removeprefix('http')}/ws?clientId={client}"
    proxy: Literal[True] | None = None if server.is_here else True
    return connect(
        url, open_timeout=SHORT, proxy=proxy, max_size=LARGEST_MESSAGE, additional_headers=server.headers
    )  # fmt: skip


def _first(names: Any) -> str:
    return str(names[0]) if isinstance(names, list) and names else ""


def _ids(queue: Any, which: str) -> set[str]:
    """Of `{"queue_running": [[number, id, graph, …], …], "queue_pending": …}`."""
    rows = queue.get(which) if isinstance(queue, dict) else None
    return {str(row[1]) for row in rows or () if isinstance(row, list) and len(row) > 1}


def _picture_of(found: dict[str, Any]) -> dict[str, str]:
    """Where its first picture lies: what the workflow saves, or else what it shows."""
    status = found.get("status") or {}
    if status.get("status_str") == "error":
        raise Refused(_reason(status))
    pictures = [one for output in found["outputs"].values() for one in output.get("images", ())]
    pictures.sort(key=lambda one: one.get("type") != "output")
    if not pictures:
        raise Refused("the workflow ended without a picture")
    return {name: str(pictures[0].get(name, "")) for name in ("filename", "subfolder", "type")}


def _reason(status: dict[str, Any]) -> str:
    told = dict(status.get("messages", ()))
    if error := told.get("execution_error"):
        return f"{error.get('node_type', 'a node')}: {error.get('exception_message', 'it failed')}".strip()[:200]
    return "it was interrupted there" if "execution_interrupted" in told else "the workflow failed"


def _grey(width: int, height: int) -> bytes:
    """For workflows that always begin with a picture: with `%denoise%` at 1 nothing is left of it."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), (128, 128, 128)).save(out, "PNG")
    return out.getvalue()
