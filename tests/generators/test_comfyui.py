"""ComfyUI as a painter: real HTTP and a real WebSocket against a small server that judges and runs graphs as it does."""

import asyncio
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from generators.contract import Event, Failed, Picture, Progress, Prompt, Unavailable
from generators.fake import flat_png
from generators.painting import Painter
from generators.remote import ComfyUI

FOX = Prompt("a fox", "hunters", width=64, height=48, seed=7, steps=12)
BEGUN = replace(FOX, source=flat_png(20, 20, (1, 2, 3)), strength=0.3)
NODES = {
    "CheckpointLoaderSimple": {"ckpt_name"}, "CLIPTextEncode": {"text", "clip"}, "VAEDecode": {"samples", "vae"},
    "EmptyLatentImage": {"width", "height", "batch_size"}, "VAEEncode": {"pixels", "vae"}, "LoadImage": {"image"},
    "ImageScale": {"image", "upscale_method", "width", "height", "crop"}, "PreviewImage": {"images"},
    "KSampler": {"model", "positive", "negative", "latent_image", "seed", "steps", "cfg", "sampler_name", "scheduler",
                 "denoise"},
    "SaveImage": {"images", "filename_prefix"},
}  # fmt: skip
NUMBERS = {"width": int, "height": int, "seed": int, "steps": int, "cfg": float, "denoise": float}


@dataclass
class Comfy:
    """One queue; a sampler waits at each of its steps until somebody has seen it."""

    checkpoints: list[str] = field(default_factory=lambda: ["sd/dream_8.safetensors", "other.ckpt"])
    files: dict[str, bytes] = field(default_factory=dict)
    running: list[list[Any]] = field(default_factory=list)
    pending: list[list[Any]] = field(default_factory=list)
    history: dict[str, Any] = field(default_factory=dict)
    graphs: list[dict[str, Any]] = field(default_factory=list)
    told: list[tuple[str, Any]] = field(default_factory=list)
    lines: dict[str, web.WebSocketResponse] = field(default_factory=dict)
    fails: str = ""
    forgets: bool = False
    stalls: bool = False
    broken: Any = None
    address: str = ""

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/models/checkpoints", self._checkpoints), web.get("/ws", self._line), web.get("/queue", self._queue),
            web.get("/history/{id}", self._history), web.get("/view", self._view), web.post("/prompt", self._prompt),
            web.post("/upload/image", self._upload), web.post("/{what:queue|interrupt|history}", self._told),
        ]  # fmt: skip

    async def _checkpoints(self, _: web.Request) -> web.Response:
        return web.json_response(self.checkpoints)

    async def _line(self, request: web.Request) -> web.WebSocketResponse:
        line = web.WebSocketResponse()
        await line.prepare(request)
        self.lines[request.query["clientId"]] = line
        await line.send_json({"type": "status", "data": {"status": {"exec_info": {"queue_remaining": 0}}}})
        async for _ in line:
            pass
        return line

    async def _queue(self, _: web.Request) -> web.Response:
        return web.json_response({"queue_running": self.running, "queue_pending": self.pending})

    async def _history(self, request: web.Request) -> web.Response:
        found = self.history.get(request.match_info["id"])
        return web.json_response({request.match_info["id"]: found} if found else {})

    async def _view(self, request: web.Request) -> web.Response:
        return web.Response(body=self.files["{type}/{subfolder}/{filename}".format(**request.query)])

    async def _upload(self, request: web.Request) -> web.Response:
        form = await request.post()
        file: Any = form["image"]
        self.files[f"{form['type']}//{file.filename}"] = file.file.read()
        return web.json_response({"name": file.filename, "subfolder": "", "type": form["type"]})

    async def _told(self, request: web.Request) -> web.Response:
        what, said = request.match_info["what"], await request.json()
        self.told.append((what, said))
        if what == "queue":
            self.pending = [each for each in self.pending if each[1] not in said["delete"]]
        if what == "interrupt":
            self.running = [each for each in self.running if each[1] != said["prompt_id"]]
        return web.Response()

    async def _prompt(self, request: web.Request) -> web.Response:
        said = await request.json()
        if self.broken:
            return web.Response(status=self.broken[0], body=self.broken[1])
        if wrong := self._wrong_with(said["prompt"]):
            error = {"type": "prompt_outputs_failed_validation", "message": "Prompt outputs failed validation"}
            return web.json_response({"error": error, "node_errors": wrong}, status=400)
        self.graphs.append(said["prompt"])
        row = [0, f"p{len(self.graphs)}", said["prompt"], {}, []]
        (self.pending if self.stalls and self.running else self.running).append(row)
        if not self.stalls:
            asyncio.get_running_loop().create_task(self._run(row, said["client_id"]))
        return web.json_response({"prompt_id": row[1], "number": 0, "node_errors": {}})

    def _wrong_with(self, graph: dict[str, Any]) -> dict[str, Any]:
        for name, node in graph.items():
            kind, inputs = node["class_type"], node["inputs"]
            wrong = [
                key for key, value in inputs.items()
                if (isinstance(value, list) and value[0] not in graph)
                or (key in NUMBERS and not isinstance(value, (NUMBERS[key], int)))
                or (key == "ckpt_name" and value not in self.checkpoints)
                or (key == "image" and isinstance(value, str) and f"temp//{value.removesuffix(' [temp]')}" not in self.files)
            ]  # fmt: skip
            if wrong or set(inputs) != NODES[kind]:
                details = f"{wrong}: '{inputs.get(wrong[0]) if wrong else ''}' not in list"
                return {name: {"class_type": kind, "errors": [{"message": "Value not in list", "details": details}]}}
        return {}

    async def _run(self, row: list[Any], client: str) -> None:
        own, graph, line = row[1], row[2], self.lines[client]
        await line.send_bytes(b"\0\0\0\x01\0\0\0\x02" + flat_png(300, 200, (9, 9, 9)))
        await line.send_json({"type": "progress", "data": {"value": 3, "max": 12, "prompt_id": own, "node": "3"}})
        await asyncio.sleep(0.15)
        self.running.remove(row)
        if self.forgets:
            return
        messages: list[Any] = [["execution_start", {"prompt_id": own}]]
        if self.fails:
            messages.append([self.fails, {"node_type": "KSampler", "exception_message": "it burns\n"}])
            self.history[own] = {"outputs": {}, "status": {"status_str": "error", "messages": messages}}
            return
        outputs = {}
        for name, node in graph.items():
            if node["class_type"] in ("PreviewImage", "SaveImage"):
                kind = "temp" if node["class_type"] == "PreviewImage" else "output"
                self.files[f"{kind}/fox/{own}.png"] = flat_png(64, 48, (10, 200, 10))
                outputs[name] = {"images": [{"filename": f"{own}.png", "subfolder": "fox", "type": kind}]}
        self.history[own] = {"outputs": outputs, "status": {"status_str": "success", "messages": messages}}


@pytest.fixture
def comfy() -> Iterator[Comfy]:
    one, started, loop = Comfy(), threading.Event(), asyncio.new_event_loop()

    async def open_it() -> web.AppRunner:
        app = web.Application()
        app.add_routes(one.routes())
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        one.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
        return runner

    runner = loop.run_until_complete(open_it())
    thread = threading.Thread(target=lambda: (loop.call_soon(started.set), loop.run_forever()), daemon=True)
    thread.start()
    started.wait(5)
    yield one
    asyncio.run_coroutine_threadsafe(runner.cleanup(), loop).result(5)
    loop.call_soon_threadsafe(loop.stop)
    thread.join(5)
    loop.close()


def painted(generator: ComfyUI, prompt: Prompt) -> list[Event]:
    return list(Painter(generator).paint([prompt], lambda _: False))


def node(graph: dict[str, Any], kind: str) -> dict[str, Any]:
    return next(each["inputs"] for each in graph.values() if each["class_type"] == kind)


def test_a_checkpoint_paints_with_the_workflow_that_is_built_in(comfy: Comfy):
    generator = ComfyUI(comfy.address, look=0.02)
    assert (generator.offer().models, generator.offer().edits) == (("dream_8",), True)
    *steps, last = painted(generator, FOX)
    assert isinstance(last, Picture)
    assert (last.media_type, last.width, last.height, last.seed, last.model) == ("image/png", 64, 48, 7, "dream_8")
    seen = [(each.step, each.of, (each.preview or b"")[:2]) for each in steps if isinstance(each, Progress)]
    assert seen[-1] == (3, 12, b"\xff\xd8")
    [graph] = comfy.graphs
    sampler = node(graph, "KSampler")
    assert [sampler[name] for name in ("seed", "steps", "denoise", "cfg")] == [7, 12, 1.0, 7.0]
    assert node(graph, "CheckpointLoaderSimple")["ckpt_name"] == "sd/dream_8.safetensors"
    assert comfy.told[-1] == ("history", {"delete": ["p1"]})


def test_it_begins_with_a_picture(comfy: Comfy):
    [*_, last] = painted(ComfyUI(f"{comfy.address}#other.ckpt", look=0.02), BEGUN)
    assert isinstance(last, Picture), last
    [graph] = comfy.graphs
    assert (node(graph, "KSampler")["denoise"], node(graph, "ImageScale")["width"]) == (0.3, 64)
    assert comfy.files[f"temp//{node(graph, 'LoadImage')['image'].removesuffix(' [temp]')}"] == BEGUN.source


def test_a_workflow_of_ones_own_is_filled_in(comfy: Comfy, tmp_path: Path):
    file = tmp_path / "oil.json"
    words = {"class_type": "CLIPTextEncode", "inputs": {"text": "%prompt%, oil, %seed%", "clip": ["1", 1]}}
    graph = {
        "1": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "other.ckpt"}}, "2": words,
        "3": {"class_type": "LoadImage", "inputs": {"image": "%image%"}},
        "4": {"class_type": "PreviewImage", "inputs": {"images": ["3", 0]}},
        "5": {"class_type": "SaveImage", "inputs": {"images": ["3", 0], "filename_prefix": "fediai"}},
    }  # fmt: skip
    file.write_text(json.dumps(graph))
    generator = ComfyUI(comfy.address, str(file), look=0.02)
    assert (generator.offer().models, generator.offer().edits) == (("oil",), True)
    [*_, last] = painted(generator, replace(FOX, text='a "fox" of 100%'))
    assert isinstance(last, Picture)
    assert node(comfy.graphs[0], "CLIPTextEncode")["text"] == 'a "fox" of 100%, oil, 7'
    assert comfy.files["output/fox/p1.png"] == last.data, "what is saved comes before what is shown"
    [begun] = [name for name in comfy.files if name.startswith("temp//fediai")]
    assert comfy.files[begun].startswith(b"\x89PNG"), "who brings no picture gets a grey one"


@pytest.mark.parametrize("somebody_before", [False, True])
def test_whoever_cancels_takes_back_what_is_theirs_and_nothing_else(comfy: Comfy, somebody_before: bool):
    comfy.stalls = True
    comfy.running = [[0, "theirs", {}, {}, []]] if somebody_before else []
    generator = ComfyUI(comfy.address, look=0.02)
    for event in generator.generate([FOX], lambda _: bool(comfy.graphs and comfy.running + comfy.pending)):
        assert isinstance(event, Progress)
    told = [each for each in comfy.told if each[0] != "history"]
    wanted = [("queue", {"delete": ["p1"]})] + ([] if somebody_before else [("interrupt", {"prompt_id": "p1"})])
    assert [each for each in wanted if each not in told] == []
    assert [row[1] for row in comfy.running + comfy.pending] == (["theirs"] if somebody_before else [])


GOES_WRONG = [
    ({"checkpoints": []}, "Value not in list"), ({"fails": "execution_error"}, "KSampler: it burns"),
    ({"fails": "execution_interrupted"}, "interrupted there"), ({"forgets": True}, "started anew"),
    ({"broken": (200, b"{}")}, "no picture"), ({"broken": (200, b"[]")}, "no picture"),
    ({"broken": (500, b"<html>")}, "500"), ({"broken": (200, b"not json")}, "no JSON"),
]  # fmt: skip


@pytest.mark.parametrize(("how", "sentence"), GOES_WRONG)
def test_what_goes_wrong_there_is_a_sentence_here(comfy: Comfy, how: dict[str, Any], sentence: str):
    generator = ComfyUI(comfy.address, look=0.02)
    for name, value in how.items():
        setattr(comfy, name, value)
    *_, failed = painted(generator, FOX)
    assert isinstance(failed, Failed)
    assert sentence in failed.reason


def test_what_is_missing_is_said_with_what_to_do(comfy: Comfy, tmp_path: Path):
    comfy.checkpoints = []
    with pytest.raises(Unavailable, match="no checkpoints: name a file"):
        ComfyUI(comfy.address)
    with pytest.raises(Unavailable, match=r"no ComfyUI at http://127\.0\.0\.1:9"):
        ComfyUI("http://127.0.0.1:9")
    with pytest.raises(Unavailable, match="set `model`"):
        ComfyUI("")
    file = tmp_path / "it.json"
    nodes = {"1": {"class_type": "X", "inputs": {}}}
    for text, sentence in (
        (None, "can't be read"), ("{", "no JSON"), ('{"nodes": []}', r"Export \(API\)"), (json.dumps(nodes), "no %prompt%"),
    ):  # fmt: skip
        if text is not None:
            file.write_text(text)
        with pytest.raises(Unavailable, match=sentence):
            ComfyUI(comfy.address, str(file))
