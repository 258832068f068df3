"""`fediai domain …`: whom this server hears and speaks to, in Mastodon's own lists."""

import argparse
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from fediai.cli import CommandError
from fediai.cli.instance import on_its_verb, show
from fediai.cli.words import Verb, verbs
from fediai.context import Context
from fediai.domain.policy import Severity
from fediai.domain.rules import Rule
from fediai.services.far import rules


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs(parser, VERBS)


MORE = ("reject_media", "reject_reports", "quarantine", "obfuscate", "comment", "private_comment")


def _one(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("domain", help="as evil.example; what lies below it is meant, too")


def _blocked(parser: argparse.ArgumentParser) -> None:
    _one(parser)
    parser.add_argument("--silence", action="store_true", help="heard, but kept out of public view")
    parser.add_argument("--reject-media", action="store_true", help="their pictures are not fetched")
    parser.add_argument("--reject-reports", action="store_true", help="their reports are not heard")
    parser.add_argument("--quarantine", action="store_true", help="only what is public goes there")
    parser.add_argument("--noop", action="store_true", help="heard as ever: only what is rejected above counts")
    parser.add_argument("--obfuscate", action="store_true", help="others read the name with stars in it")
    parser.add_argument("--comment", default="", help="why; goes into the exported list")
    parser.add_argument("--private-comment", default="", help="why, for moderators alone")


def _file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="a CSV file as Mastodon exports it, or - for stdin")
    parser.add_argument("--allow", action="store_true", help="a list of servers that may speak with us")


def _which(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--allowed", action="store_true", help="the servers that may speak with us, instead")


async def _block(ctx: Context, given: argparse.Namespace) -> int:
    severity = Severity.NOOP if given.noop else Severity.SILENCE if given.silence else Severity.SUSPEND
    rule = await rules.say(ctx, given.domain, severity, **{name: getattr(given, name) for name in MORE})
    return show([_row(rule)], as_json=given.json)


async def _allow(ctx: Context, given: argparse.Namespace) -> int:
    return show([_row(await rules.say(ctx, given.domain, Severity.ALLOW))], as_json=given.json)


async def _forget(ctx: Context, given: argparse.Namespace) -> int:
    return show([{"domain": await rules.forget(ctx, given.domain), "severity": None}], as_json=given.json)


async def _list(ctx: Context, given: argparse.Namespace) -> int:
    return show([_row(rule) for rule in await rules.every(ctx)], as_json=given.json)


async def _import(ctx: Context, given: argparse.Namespace) -> int:
    found = await rules.read_list(ctx, _text(given.file), allow=given.allow)
    for one in found.unread:
        print(f"line {one.line} left out, {one.why}: {one.text}", file=sys.stderr)
    counts = {**asdict(found), "unread": len(found.unread)}
    return show([counts], as_json=given.json)


def _text(file: Path) -> str:
    data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as cause:
        raise CommandError(f"{file} is not a text file in UTF-8") from cause


async def _export(ctx: Context, given: argparse.Namespace) -> int:
    several = await rules.every(ctx)
    if given.json:
        return show([_row(rule) for rule in several], as_json=True)
    print(rules.written(several, allowed=given.allowed), end="")
    return 0


def _row(rule: Rule) -> dict[str, Any]:
    return {**asdict(rule), "severity": rule.severity.value}


VERBS = {
    "block": Verb("nothing is heard from them, and nothing goes there", _block, _blocked),
    "allow": Verb("they may speak with us, where a list allows; takes a block back", _allow, _one),
    "forget": Verb("as if nothing had been said about them", _forget, _one),
    "list": Verb("every rule, by name", _list),
    "import": Verb("rules from a list of another administrator", _import, _file),
    "export": Verb("our rules as such a list, on stdout", _export, _which),
}
run = on_its_verb
