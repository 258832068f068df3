"""Painters that run elsewhere: real HTTP against a small server that behaves as their documented APIs."""

import base64
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from generators.contract import Event, Failed, Picture, Progress, Prompt, Unavailable
from generators.fake import flat_png
from generators.remote import OpenAIImages, Sdapi

FOX = Prompt("a fox", "hunters", width=64, height=48, seed=7, steps=12)


@dataclass
class Elsewhere:
    """What was asked of it, and how it is to behave."""

    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    gate: threading.Event = field(default_factory=threading.Event)
    broken: Any = None  # (status, body) of every picture
    address: str = ""

    def answer(self, path: str, said: dict[str, Any]) -> tuple[int, Any]:
        self.asked.append((path, said))
        if path.startswith("/sdapi/v1/options"):
            return 200, {"sd_model_checkpoint": "sd/dream_8.safetensors [abc123]"}
        if path.startswith("/sdapi/v1/progress"):
            shown = base64.b64encode(flat_png(300, 300, (9, 9, 9))).decode()
            state = {"sampling_step": 3, "sampling_steps": 12, "interrupted": False}
            return 200, {"progress": 0.25, "eta_relative": 1.0, "state": state, "current_image": shown}
        if path == "/sdapi/v1/interrupt":
            self.gate.set()
            return 200, {}
        self.gate.wait(5)
        if self.broken:
            return self.broken  # type: ignore[no-any-return]
        colour = (200, 10, 10) if said.get("init_images") else (10, 200, 10)
        text = base64.b64encode(flat_png(64, 48, colour)).decode()
        if path == "/v1/images/generations":
            return 200, {"created": 1, "data": [{"b64_json": text}]}
        return 200, {"images": [text], "parameters": said, "info": json.dumps({"seed": said.get("seed")})}


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    one = Elsewhere()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._say({})

        def do_POST(self) -> None:
            self._say(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

        def _say(self, said: dict[str, Any]) -> None:
            one.headers = dict(self.headers.items())
            status, found = one.answer(self.path, said)
            body = found if isinstance(found, bytes) else json.dumps(found).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    one.address = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield one
    one.gate.set()
    server.shutdown()
    server.server_close()


def painted(generator: Any, prompt: Prompt, elsewhere: Elsewhere) -> list[Event]:
    """All events; the server begins to answer once somebody has looked at its progress."""
    events = []
    for event in generator.generate([prompt], lambda _: False):
        events.append(event)
        elsewhere.gate.set()
    return events


def test_a_web_ui_paints_and_tells_how_far_it_is(elsewhere: Elsewhere):
    generator = Sdapi(elsewhere.address, look=0.02)
    assert (generator.offer().models, generator.offer().edits) == (("dream_8",), True)
    first, *_, last = painted(generator, FOX, elsewhere)
    assert isinstance(first, Progress)
    assert (first.step, first.of, (first.preview or b"")[:2]) == (3, 12, b"\xff\xd8")
    assert isinstance(last, Picture)
    assert (last.media_type, last.width, last.height, last.seed, last.model) == ("image/png", 64, 48, 7, "dream_8")
    [said] = [said for path, said in elsewhere.asked if path == "/sdapi/v1/txt2img"]
    assert (said["prompt"], said["negative_prompt"], said["steps"], said["seed"]) == ("a fox", "hunters", 12, 7)
    assert (said["width"], said["height"], "cfg_scale" in said) == (64, 48, False)


def test_a_web_ui_begins_with_a_picture(elsewhere: Elsewhere):
    elsewhere.gate.set()
    source = flat_png(20, 20, (1, 2, 3))
    painted(Sdapi(f"{elsewhere.address}/#other", look=0.02), replace(FOX, source=source, strength=0.3), elsewhere)
    [said] = [said for path, said in elsewhere.asked if path == "/sdapi/v1/img2img"]
    assert (base64.b64decode(said["init_images"][0]), said["denoising_strength"]) == (source, 0.3)
    assert said["override_settings"] == {"sd_model_checkpoint": "other"}


def test_whoever_cancels_interrupts_the_web_ui(elsewhere: Elsewhere):
    gone: set[int] = set()
    generator = Sdapi(elsewhere.address, look=0.02)
    for event in generator.generate([FOX], lambda item: item in gone):
        assert isinstance(event, Progress)
        gone.add(0)
    assert elsewhere.asked[-1][0] == "/sdapi/v1/interrupt"


def test_openais_shape_gets_only_the_words_it_knows(elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-1")
    elsewhere.gate.set()
    [picture] = painted(OpenAIImages(f"{elsewhere.address}#flux", look=5), FOX, elsewhere)
    assert isinstance(picture, Picture)
    assert (picture.width, picture.height, picture.model) == (64, 48, "flux")
    [(path, said)] = elsewhere.asked
    assert (path, sorted(said), said["size"]) == ("/v1/images/generations", ["model", "n", "prompt", "size"], "64x48")
    assert "hunters" in said["prompt"]
    assert elsewhere.headers["Authorization"] == "Bearer sk-1"


BROKEN = [
    (500, {"detail": "CUDA out of memory"}, "out of memory"),
    (400, {"error": {"message": "Your request was rejected"}}, "was rejected"),
    (502, b"<html>", "502"), (200, b"not json", "no JSON"), (200, {}, "no picture"), (200, [], "no picture"),
    (200, {"images": [], "data": []}, "no picture"), (302, b"", "302"),
    (200, {"images": ["%%"], "data": [{"b64_json": "%%"}]}, "no picture"),
    (200, {"images": ["aGVsbG8="], "data": [{"b64_json": "aGVsbG8="}]}, "no picture"),
    (200, {"images": [None], "data": [{"url": "http://127.0.0.2/other.png"}]}, "picture"),
]  # fmt: skip


@pytest.mark.parametrize(("answer", "sentence"), [((status, body), said) for status, body, said in BROKEN])
@pytest.mark.parametrize("kind", [Sdapi, OpenAIImages])
def test_what_goes_wrong_there_is_a_sentence_here(elsewhere: Elsewhere, kind: Any, answer: Any, sentence: str):
    elsewhere.broken = answer
    elsewhere.gate.set()
    *_, failed = painted(kind(f"{elsewhere.address}#one", look=0.02), FOX, elsewhere)
    assert isinstance(failed, Failed)
    assert sentence in failed.reason


@pytest.mark.parametrize("model", ["", "flux", "ftp://x", "http://"])
@pytest.mark.parametrize("kind", [Sdapi, OpenAIImages])
def test_without_an_address_it_says_what_to_set(kind: Any, model: str):
    with pytest.raises(Unavailable, match="set `model`"):
        kind(model)


def test_a_web_ui_that_is_not_there_is_named():
    with pytest.raises(Unavailable, match=r"127\.0\.0\.1:9"):
        Sdapi("http://127.0.0.1:9")
