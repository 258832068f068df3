"""The table: every kind of errand and how it is run."""

from collections.abc import Mapping

from fediai.workers import (
    deliver,
    develop,
    fan_out,
    fetch,
    moving,
    polls,
    publish,
    push,
    receive,
    sever,
)
from fediai.workers.loop import Kind

KINDS: Mapping[str, Kind] = {
    "receive": receive.KIND,
    "fan_out": fan_out.KIND,
    "deliver": deliver.KIND,
    "fetch": fetch.KIND,
    "hint": fetch.HINT,
    "card": fetch.CARD,
    "prove": fetch.PROVE,
    "synchronise": fetch.SYNCHRONISE,
    "featured": fetch.FEATURED,
    "thread": fetch.THREAD,
    "describe": fetch.DESCRIBE,
    "follow_on": moving.FOLLOW_ON,
    "clear_away": moving.CLEAR_AWAY,
    "sever": sever.KIND,
    "import": moving.IMPORT,
    "archive": moving.ARCHIVE,
    "develop": develop.KIND,
    "letter": push.LETTER,
    "end_poll": polls.END,
    "publish": publish.KIND,
    "announce": publish.ANNOUNCE,
    "push": push.KIND,
    "tell_poll": polls.TELL,
}
