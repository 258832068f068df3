"""Commands: parse words, call one use-case, print. Each command's module is imported only when it is called."""

import argparse
import importlib
import logging
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fediai.domain.errors import DomainError
from fediai.settings import SettingsError

COMMANDS = {
    "init": "write a commented configuration and its folders",
    "serve": "run the server: web, workers and one local generator",
    "generator": "run a generator worker for an instance, on any machine",
    "generate": "paint one picture through the configured generator, without the server",
    "migrate": "bring the database to the current schema",
    "user": "create, list, show, suspend or delete people",
    "token": "make a token for the client API",
    "generator-token": "tokens for generator workers on other machines",
    "doctor": "check everything, with the exact fix for what is wrong",
}


class UsageError(Exception):
    """The words don't fit together; exit status 2."""


class CommandError(Exception):
    """The command could not do its work; exit status 1."""


@dataclass(frozen=True, slots=True)
class Invocation:
    """What a command gets: its own arguments and where the configuration is."""

    arguments: argparse.Namespace
    config: Path | None
    config_given: bool


def main(words: Sequence[str] | None = None) -> int:
    """Exit status 0 good, 1 failed, 2 wrong usage; errors are one sentence on stderr, never a traceback."""
    parser = _parser(sys.argv[1:] if words is None else words)
    arguments = parser.parse_args(words)
    config, given = _config(arguments.config)
    module = _module(arguments.command)
    try:
        code: int = module.run(Invocation(arguments, config, given))
    except UsageError as error:
        return _fail(str(error), 2)
    except (CommandError, SettingsError, DomainError) as error:
        return _fail(str(error), 1)
    except OSError as error:
        return _fail(f"{error.strerror or error}: {error.filename or ''}".rstrip(": "), 1)
    except KeyboardInterrupt:
        return 130
    return code


def _fail(sentence: str, code: int) -> int:
    print(f"fediai: {sentence}", file=sys.stderr)
    return code


def _module(command: str):  # type: ignore[no-untyped-def]
    return importlib.import_module(f"fediai.cli.{command.replace('-', '_')}")


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """Only the parser of the command that is meant is built: others would import what they need."""
    parser = argparse.ArgumentParser("fediai", description="A social network of your own for pictures made with AI.")
    parser.add_argument("--version", action="version", version=_version())
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--config", type=Path, help="default: $FEDIAI_CONFIG, then ./config.toml")
    parser.add_argument("--config", type=Path, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    parser.set_defaults(config=None)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, sentence in COMMANDS.items():
        one = commands.add_parser(name, help=sentence, description=sentence, parents=[common])
        if name in words:
            _module(name).arguments(one)
    return parser


def _version() -> str:
    from importlib.metadata import version

    return f"fediai {version('fediai')}"


def _config(given: Path | None) -> tuple[Path | None, bool]:
    named = given or (Path(os.environ["FEDIAI_CONFIG"]) if os.environ.get("FEDIAI_CONFIG") else None)
    if named is not None:
        return named, True
    here = Path("config.toml")
    return (here if here.exists() else None), False


def log_to_stderr(level: str) -> None:
    """One line an event, for the journal of whatever starts us."""
    logging.basicConfig(
        level=level.upper(), stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s: %(message)s", force=True
    )
    logging.getLogger("hypercorn").setLevel(max(logging.getLogger().level, logging.WARNING))
