"""A generator for tests: one flat colour per seed, always the same bytes, delays and failures on demand."""

import os
import struct
import time
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from generators.contract import Cancelled, Event, Failed, Offer, Picture, Progress, Prompt

SOURCE: Final = "algorithmicMedia"
RED, GREEN, BLUE = 0, 1, 2


def _delay_from_environment() -> float:
    return float(os.environ.get("FEDIAI_FAKE_DELAY", "0"))


@dataclass(frozen=True, slots=True)
class Fake:
    """Paints flat colours; `FEDIAI_FAKE_DELAY` is how many seconds each picture pretends to take.

    For tests, words in the prompt choose an accident: `fail:reason` and `fail-forever:reason` are Failed,
    `crash:reason` raises, `exhaust:N` runs out of memory in a batch of more than N, `hang` never ends.
    """

    delay: float = field(default_factory=_delay_from_environment)
    steps: int = 4
    batch: int = 8

    def offer(self) -> Offer:
        return Offer(
            models=("flat",),
            largest=(2048, 2048),
            batch=self.batch,
            steps=self.steps,
            digital_source_type=SOURCE,
            label="Flat colours for tests, no AI model installed",
            seconds_per_step=self.delay / self.steps,
            edits=True,
        )

    def generate(self, batch: Sequence[Prompt], cancelled: Cancelled) -> Iterator[Event]:
        for prompt in batch:
            _have_an_accident(prompt.text, len(batch))
        waiting = list(range(len(batch)))
        for step in range(1, self.steps + 1):
            time.sleep(self.delay * len(waiting) / self.steps)
            waiting = [item for item in waiting if not cancelled(item)]
            yield from (Progress(item, step, self.steps) for item in waiting)
        yield from (_outcome(item, batch[item]) for item in waiting)


def flat_png(width: int, height: int, colour: tuple[int, int, int]) -> bytes:
    """A PNG of one colour, from zlib alone (PNG specification, third edition, section 5)."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    row = b"\0" + bytes(colour) * width
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(name, body)
        for name, body in ((b"IHDR", header), (b"IDAT", zlib.compress(row * height, 1)), (b"IEND", b""))
    )


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _colour_of(prompt: Prompt) -> tuple[int, int, int]:
    """Of the words and the seed; where there is a picture to begin with, as far from that one's as is asked for."""
    own, far = sha256(f"{prompt.seed} {prompt.text}".encode()).digest(), 1.0
    if prompt.source is not None:
        far = 0.5 if prompt.strength is None else prompt.strength
    begun = sha256(prompt.source or b"").digest()
    red, green, blue = (round(begun[i] + (own[i] - begun[i]) * far) for i in (RED, GREEN, BLUE))
    return red, green, blue


def _outcome(item: int, prompt: Prompt) -> Picture | Failed:
    accident, _, reason = prompt.text.partition(":")
    if accident in ("fail", "fail-forever"):
        return Failed(item, reason, retryable=accident == "fail")
    data = flat_png(prompt.width, prompt.height, _colour_of(prompt))
    return Picture(item, data, "image/png", prompt.width, prompt.height, prompt.seed, "flat", SOURCE)


def _have_an_accident(text: str, batch: int) -> None:
    accident, _, detail = text.partition(":")
    if accident == "crash":
        raise RuntimeError(detail)
    if accident == "exhaust" and batch > int(detail):
        raise MemoryError(f"out of memory with {batch} pictures at once")
    if accident == "hang":
        time.sleep(3600)
