"""Servers that speak `POST /v1/images/generations`: LocalAI, vLLM-Omni, SGLang, and OpenAI's own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from generators.contract import Cancelled, Event, Offer, Prompt
from generators.remote.errands import SOURCE, Errands, Seen
from generators.remote.http import Refused, Server, picture_in, server_of

KEY: Final = "OPENAI_API_KEY"
LOOK: Final = 2.0  # seconds between two signs of life
LARGEST: Final = 1536


class OpenAIImages:
    """`model = "http://127.0.0.1:8080#flux.1-schnell"`; a key comes from the environment's OPENAI_API_KEY."""

    def __init__(self, model: str = "", look: float = LOOK) -> None:
        self._server: Server = server_of(model, "http://127.0.0.1:8080#flux.1-schnell", KEY)
        self._errands = Errands(self._server.name or "default", look)

    def offer(self) -> Offer:
        name = self._errands.model
        return Offer(
            models=(name,), largest=(LARGEST, LARGEST), steps=1, device="remote", digital_source_type=SOURCE,
            label=f"{name} (over OpenAI's images API)", seconds_per_step=10.0,
        )  # fmt: skip

    def generate(self, batch: Sequence[Prompt], cancelled: Cancelled) -> Iterator[Event]:
        return self._errands.run(batch, cancelled, lambda prompt: _Order(self._server, prompt))


@dataclass(frozen=True, slots=True)
class _Order:
    """The shape knows no steps and no way back: who cancels is not waited for."""

    server: Server
    prompt: Prompt

    def ask(self) -> bytes:
        said = self.server.post("/v1/images/generations", self._words())
        try:
            first = said["data"][0]
            return picture_in(first["b64_json"]) if first.get("b64_json") else self.server.bytes_at(first["url"])
        except (KeyError, IndexError, TypeError, AttributeError) as cause:
            raise Refused("the server sent no picture") from cause

    def look(self) -> Seen:
        return Seen()

    def take_back(self) -> None:
        """It is painted all the same."""

    def _words(self) -> dict[str, Any]:
        """Only what the shape itself knows: some servers refuse every other word."""
        named = {"model": self.server.name} if self.server.name else {}
        text, negative = self.prompt.text, self.prompt.negative
        said = f"{text}\nDo not show: {negative}" if negative else text
        return {**named, "prompt": said, "n": 1, "size": f"{self.prompt.width}x{self.prompt.height}"}
