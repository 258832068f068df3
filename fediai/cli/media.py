"""`fediai media prune`: frees the disk of what nobody needs."""

import argparse
from dataclasses import asdict

from fediai.cli.instance import on_its_verb, show
from fediai.cli.words import Verb, verbs
from fediai.context import Context
from fediai.services.pictures import pruning


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs(parser, VERBS)


def _how(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="only say what would go")


async def _prune(ctx: Context, given: argparse.Namespace) -> int:
    return show([asdict(one) for one in await pruning.prune(ctx, dry=given.dry_run)], as_json=given.json)


VERBS = {"prune": Verb("old far copies, uploads without a post, files that nothing refers to", _prune, _how)}
run = on_its_verb
