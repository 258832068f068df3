"""Servers that speak `POST /v1/images/generations`: LocalAI, vLLM-Omni, SGLang, and OpenAI's own."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any, Final

from generators.contract import Cancelled, Event, Failed, Offer, Picture, Progress, Prompt
from generators.remote.http import Refused, Server, looked_at, picture_in, server_of

SOURCE: Final = "trainedAlgorithmicMedia"
KEY: Final = "OPENAI_API_KEY"
LOOK: Final = 2.0  # seconds between two signs of life
LARGEST: Final = 1536


class OpenAIImages:
    """`model = "http://127.0.0.1:8080#flux.1-schnell"`; a key comes from the environment's OPENAI_API_KEY."""

    def __init__(self, model: str = "", look: float = LOOK) -> None:
        self._server: Server = server_of(model, "http://127.0.0.1:8080#flux.1-schnell", KEY)
        self._look = look
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="openai-images")

    def offer(self) -> Offer:
        name = self._server.name or "default"
        return Offer(
            models=(name,), largest=(LARGEST, LARGEST), steps=1, device="remote", digital_source_type=SOURCE,
            label=f"{name} (over OpenAI's images API)", seconds_per_step=10.0,
        )  # fmt: skip

    def generate(self, batch: Sequence[Prompt], cancelled: Cancelled) -> Iterator[Event]:
        """The shape knows no steps and no way back: who cancels is not waited for."""
        for item, prompt in enumerate(batch):
            if not cancelled(item):
                yield from self._painted(item, prompt, cancelled)

    def _painted(self, item: int, prompt: Prompt, cancelled: Cancelled) -> Iterator[Event]:
        asked: Future[Any] = self._thread.submit(self._server.post, "/v1/images/generations", self._words(prompt))
        while not wait([asked], self._look).done:
            if cancelled(item):
                return
            yield Progress(item, 0, 1)
        try:
            yield self._picture(item, prompt, asked.result())
        except Refused as refusal:
            yield Failed(item, str(refusal))

    def _words(self, prompt: Prompt) -> dict[str, Any]:
        """Only what the shape itself knows: some servers refuse every other word."""
        named = {"model": self._server.name} if self._server.name else {}
        text = f"{prompt.text}\nDo not show: {prompt.negative}" if prompt.negative else prompt.text
        return {**named, "prompt": text, "n": 1, "size": f"{prompt.width}x{prompt.height}"}

    def _picture(self, item: int, prompt: Prompt, said: Any) -> Picture:
        try:
            first = said["data"][0]
            data = picture_in(first["b64_json"]) if first.get("b64_json") else self._server.bytes_at(first["url"])
        except (KeyError, IndexError, TypeError, AttributeError) as cause:
            raise Refused("the server sent no picture") from cause
        media_type, width, height = looked_at(data)
        return Picture(item, data, media_type, width, height, prompt.seed, self.offer().models[0], SOURCE)
