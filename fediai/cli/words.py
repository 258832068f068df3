"""The grammar that all commands share: `--config` anywhere, `--json` where a machine may read, verbs as a table."""

import argparse
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from fediai.settings import GeneratorSettings


class Parser(argparse.ArgumentParser):
    """Every command and every verb takes `--config`; what does not fit is said in one sentence."""

    def __init__(self, *words: Any, **options: Any) -> None:
        super().__init__(*words, **{"allow_abbrev": False, **options})
        # Suppressed, or a verb's default would overwrite what stands before the command.
        self.add_argument(
            "--config", type=Path, metavar="FILE", default=argparse.SUPPRESS,
            help="default: $FEDIAI_CONFIG, then ./config.toml",
        )  # fmt: skip

    def error(self, message: str) -> NoReturn:
        print(f"fediai: {message}; see: {self.prog} --help", file=sys.stderr)
        raise SystemExit(2)


def readable(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Its answer may be read by a machine."""
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="answer in JSON")
    return parser


def painter(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Who paints, instead of what is configured."""
    parser.add_argument("--plugin", help="embedded, diffusers, comfyui, sdapi, openai, or an entry point's name")
    parser.add_argument("--model", help="for diffusers a folder, or a name on the hub; else the server's address")
    parser.add_argument("--workflow", help="for comfyui: a file in API format")
    parser.add_argument("--device", help="auto, cpu, cuda or mps")
    return parser


def painter_said(given: argparse.Namespace, chosen: GeneratorSettings) -> tuple[str, dict[str, str]]:
    """The plugin's name and what it is told; what was said here comes before what is configured."""
    told = {name: getattr(given, name) for name in ("model", "workflow", "device")}
    told = {name: getattr(chosen, name) if said is None else said for name, said in told.items()}
    return given.plugin or chosen.plugin, told


def nothing(_parser: argparse.ArgumentParser) -> None:
    """No words of its own."""


def named(parser: argparse.ArgumentParser) -> None:
    """One name follows."""
    parser.add_argument("name")


@dataclass(frozen=True, slots=True)
class Verb:
    """A word after the command: what it does, with what, and which further words it takes."""

    sentence: str
    work: Callable[..., Any]
    arguments: Callable[[argparse.ArgumentParser], None] = nothing


def verbs(parser: argparse.ArgumentParser, table: Mapping[str, Verb]) -> None:
    """The verbs of a command; the chosen one's work is the `work` of what was parsed."""
    readable(parser)
    several = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for name, verb in table.items():
        one = several.add_parser(name, help=verb.sentence, description=verb.sentence)
        readable(one)
        verb.arguments(one)
        one.set_defaults(work=verb.work)
