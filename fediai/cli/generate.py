"""`fediai generate`: one picture through the configured generator, the quickest proof that a GPU works."""

import argparse
import json
import re
import secrets
import sys
import time
from dataclasses import replace
from pathlib import Path

from fediai.cli import CommandError, Invocation, UsageError, log_to_stderr
from fediai.cli.words import painter, painter_said, readable
from fediai.settings import load
from generators.contract import Progress, Prompt, Unavailable


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("prompt")
    parser.add_argument("--out", type=Path, default=Path("picture.png"))
    parser.add_argument("--size", help="as 1024x768")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--no", default="", help="words that must not show")
    parser.add_argument("--style", default="")
    parser.add_argument("--from", dest="source", type=Path, help="a picture to begin with")
    parser.add_argument("--strength", type=float, help="how far from it, 0 to 1")
    readable(painter(parser))


def run(invocation: Invocation) -> int:
    from generators import one, registry

    settings = load(invocation.config)
    log_to_stderr("warning")
    given, chosen = invocation.arguments, settings.generator
    width, height = _size(given.size) if given.size else (chosen.width, chosen.height)
    seed = given.seed if given.seed is not None else secrets.randbelow(2**32)
    prompt = Prompt(given.prompt, given.no, width, height, seed, style=given.style)
    if given.source:
        prompt = replace(prompt, source=_picture(given.source), strength=given.strength)
    started = time.monotonic()
    try:
        plugin, said = painter_said(given, chosen)
        generator = registry.load(plugin, **said)
        picture = one.paint(generator, prompt, _show if not given.json else _silent)
    except (Unavailable, one.CouldNotPaint) as cause:
        raise CommandError(str(cause)) from cause
    given.out.write_bytes(picture.data)
    _report(given, picture.seed, picture.model, time.monotonic() - started)
    return 0


def _picture(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as cause:
        raise CommandError(f"--from {path}: {cause.strerror}") from cause


def _report(given: argparse.Namespace, seed: int, model: str, seconds: float) -> None:
    if given.json:
        print(json.dumps({"out": str(given.out), "seed": seed, "model": model, "seconds": round(seconds, 2)}))
    else:
        print(f"{given.out}: {model}, seed {seed}, {seconds:.1f} s")


def _size(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{2,4})[x×](\d{2,4})", text)
    if not found:
        raise UsageError(f"--size {text}: write it as 1024x768, two to four digits each")
    return int(found[1]), int(found[2])


def _show(progress: Progress) -> None:
    if sys.stderr.isatty():
        print(f"\r{progress.step}/{progress.of} ", end="", file=sys.stderr, flush=True)


def _silent(_progress: Progress) -> None:
    """For machines that read the answer."""
