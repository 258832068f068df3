"""`fediai emoji …`: small pictures of our own that stand for `:name:` in a text."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from fediai.cli.instance import on_its_verb, show
from fediai.cli.words import Verb, verbs
from fediai.context import Context
from fediai.domain.posts.emoji import CustomEmoji
from fediai.services.pictures import emojis


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs(parser, VERBS)


def _one(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shortcode", help="the word between the colons")


def _new(parser: argparse.ArgumentParser) -> None:
    _one(parser)
    parser.add_argument("file", type=Path, help="a picture: JPEG, PNG, WebP, GIF or AVIF, at most a megabyte")
    parser.add_argument("--category", default="", help="the group in which clients show it")
    parser.add_argument("--hidden", action="store_true", help="clients do not offer it; who knows the word may use it")
    parser.add_argument("--replace", action="store_true", help="another picture for a word that is known already")


async def _add(ctx: Context, given: argparse.Namespace) -> int:
    made = await emojis.add(
        ctx, given.shortcode, given.file.read_bytes(),
        category=given.category, hidden=given.hidden, replace=given.replace,
    )  # fmt: skip
    return show([_row(ctx, made)], as_json=given.json)


async def _list(ctx: Context, given: argparse.Namespace) -> int:
    return show([_row(ctx, one) for one in await emojis.ours(ctx)], as_json=given.json)


async def _remove(ctx: Context, given: argparse.Namespace) -> int:
    return show([_row(ctx, await emojis.remove(ctx, given.shortcode))], as_json=given.json)


def _row(ctx: Context, one: CustomEmoji) -> dict[str, Any]:
    told = asdict(one)
    return {name: told[name] for name in ("shortcode", "category", "hidden")} | {"url": ctx.urls.file(one.file)}


VERBS = {
    "add": Verb("a picture for a word", _add, _new),
    "list": Verb("every one of ours", _list),
    "remove": Verb("the word is a word again, in old posts, too", _remove, _one),
}
run = on_its_verb
