"""Commands: parse words, call one use-case, print. Each command's module is imported only when it is called."""

import argparse
import importlib
import logging
import os
import sqlite3
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from fediai.cli.words import Parser
from fediai.domain.errors import DomainError
from fediai.settings import SettingsError
from fediai.store.errors import StoreError

COMMANDS = {
    "init": "write a commented configuration and its folders",
    "serve": "run the server: web, workers and one local generator",
    "generator": "run a generator worker for an instance, on any machine",
    "generate": "paint one picture through the configured generator, without the server",
    "migrate": "bring the database to the current schema",
    "user": "create, list, show, approve, limit, suspend or delete people",
    "invite": "invitations to join",
    "token": "make a token for the client API",
    "generator-token": "tokens for generator workers on other machines",
    "domain": "whom this server hears and speaks to",
    "peers": "the servers we know: what runs there, and whether they answer",
    "relay": "servers that carry public posts between servers that do not know each other",
    "report": "what moderators are asked to look at",
    "announcement": "what the house says to everybody who lives here",
    "log": "what moderators decided: who, what, whom, when, why",
    "house": "the title, the rules and the longer texts of the house",
    "emoji": "small pictures of our own that stand for :name: in a text",
    "media": "free the disk of what nobody needs",
    "backup": "copy database, keys, pictures and configuration to a folder",
    "restore": "bring a backup back, and prove that it is whole",
    "doctor": "check everything, with the exact fix for what is wrong",
}


MODERATORS = frozenset({"report", "house", "relay", "announcement", "log", "peers", "emoji"})  # in a room of their own


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
    try:
        return _run(sys.argv[1:] if words is None else list(words))
    except SystemExit as end:  # argparse's way to say that it has said everything
        return int(end.code or 0)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:  # noqa: BLE001 — the entrance's error mapper: a bug gets a sentence, too
        return _fail(_sentence_of(error), 2 if isinstance(error, UsageError) else 1)


def _run(words: list[str]) -> int:
    arguments = _parser(words).parse_args(words)
    config, is_given = _config(arguments.config)
    code: int = _module(arguments.command).run(Invocation(arguments, config, is_given))
    sys.stdout.flush()  # here, where a reader that left early can still be forgiven
    return code


def _fail(sentence: str, code: int) -> int:
    print(f"fediai: {' '.join(sentence.split())}", file=sys.stderr)
    return code


def _sentence_of(error: Exception) -> str:
    """What went wrong; of a bug, what to report and where it happened."""
    match error:
        case UsageError() | CommandError() | SettingsError() | DomainError() | StoreError():
            return str(error)
        case OSError():
            return f"{error.strerror or error}: {error.filename or ''}".rstrip(": ")
        case sqlite3.Error():
            return f"the database: {error}"
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"this is a bug of fediai, please report it: {error!r} at {Path(last.filename).name}:{last.lineno}"


def _module(command: str) -> ModuleType:
    name = command.replace("-", "_")
    return importlib.import_module(f"fediai.cli.moderators.{name}" if command in MODERATORS else f"fediai.cli.{name}")


def _parser(words: Sequence[str]) -> Parser:
    """Only the parser of the command that is meant is built: others would import what they need."""
    parser = Parser("fediai", description="A social network of your own for pictures made with AI.")
    parser.add_argument("--version", action="version", version=_version())
    parser.set_defaults(config=None, json=False)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, sentence in COMMANDS.items():
        one = commands.add_parser(name, help=sentence, description=sentence)
        if name in words:
            _module(name).arguments(one)
    return parser


def _version() -> str:
    from fediai.version import VERSION

    return f"fediai {VERSION}"


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
    for name in ("hypercorn", "alembic"):
        logging.getLogger(name).setLevel(max(logging.getLogger().level, logging.WARNING))
