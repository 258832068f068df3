"""`fediai relay …`: servers that carry public posts between servers that do not know each other."""

import argparse
from typing import Any

from fediai.cli.instance import on_its_verb, show
from fediai.cli.words import Verb, verbs
from fediai.context import Context
from fediai.services.far.passing import relays
from fediai.store.far.relays import Relay


def arguments(parser: argparse.ArgumentParser) -> None:
    verbs(parser, VERBS)


def _one(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "address", help="https://relay.example/inbox, or the relay's actor: https://relay.example/actor"
    )


async def _add(ctx: Context, given: argparse.Namespace) -> int:
    return show([_row(await relays.add(ctx, given.address))], as_json=given.json)


async def _remove(ctx: Context, given: argparse.Namespace) -> int:
    return show([{**_row(await relays.remove(ctx, given.address)), "state": "removed"}], as_json=given.json)


async def _list(ctx: Context, given: argparse.Namespace) -> int:
    return show([_row(one) for one in await relays.every(ctx)], as_json=given.json, none="no relays")


def _row(relay: Relay) -> dict[str, Any]:
    return {"inbox": relay.inbox_url, "actor": relay.actor_uri or None, "style": relay.style, "state": relay.state}


VERBS = {
    "add": Verb("ask a relay for the public posts of others, and give it ours", _add, _one),
    "list": Verb("every relay, and whether it has said yes", _list),
    "remove": Verb("leave a relay alone, and tell it so", _remove, _one),
}
run = on_its_verb
