"""What other servers really send, bent at random: refused, ignored or understood, never an error.

The run is the same every time and bounded in number and in seconds. `FEDIAI_FUZZ=20000` makes another, longer one.
"""

import json
import os
import time
from collections.abc import Callable, Iterator
from copy import deepcopy
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.far_side import Peer, Stranger
from tests.harness.bugs import no_bugs
from tests.harness.house import House, Network, Person
from tests.hostile.attacks import mention

pytestmark = pytest.mark.asyncio(loop_scope="module")
LONGER = int(os.environ.get("FEDIAI_FUZZ", "0"))
EXAMPLES, SECONDS = LONGER or 150, LONGER or 12
NUMBERS = count(1)
Json = dict[str, Any]
VECTORS = Path(__file__).parents[1] / "vectors" / "documents"
RECORDED = [json.loads(path.read_text())["document"] for path in sorted(VECTORS.glob("*.json"))]
SAID = [one for one in RECORDED if isinstance(one.get("actor"), str)]
KEYS = sorted(
    {key for one in RECORDED for key in one}
    | {key for one in SAID for key in (one.get("object") or {}) if isinstance(one.get("object"), dict)}
)
ODD = [
    None, True, False, 0, -1, 2**63, 1e308, "", " ", "\x00", "\ud7ff", "ﷺ", "a" * 5000, [], {}, [[]], [None], {"id": None},
    {"@value": "x"}, {"@id": "https://evil.example/x"}, "https://", "https://art.example/users/alice", "https://evil.example/x",
    "http://[::1", "javascript:alert(1)", "data:,x", "as:Public", "2026-13-45T99:99:99Z", "0001-01-01T00:00:00Z", "Note",
    "Tombstone", "Person", "Create", ["Note", "Person"], "<p>" * 500, "#" * 300, {"type": "Link", "href": 7}, ["a"] * 600,
]  # fmt: skip


def places(thing: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to everything in it."""
    inside = thing.items() if isinstance(thing, dict) else enumerate(thing) if isinstance(thing, list) else ()
    for key, one in inside:
        yield (*above, key)
        yield from places(one, (*above, key))


def _put(of: Any, key: Any, value: Any) -> None:
    of[key] = value


BENDS: dict[str, Callable[[Any, Any, Any], None]] = {
    "odd": _put,
    "gone": lambda of, key, _: of.pop(key),
    "listed": lambda of, key, odd: _put(of, key, [of[key], odd]),
    "wrapped": lambda of, key, odd: _put(of, key, {"type": odd, "id": of[key], "object": of[key], "items": [of[key]]}),
    "within itself": lambda of, key, _: _put(of, key, deepcopy(of)),
}


@st.composite
def bent(draw: st.DrawFn) -> Json:
    """A recorded activity with some of its parts odd, gone, listed, wrapped, repeated within, or somebody else's."""
    document: Json = deepcopy(draw(st.sampled_from(SAID)))
    for _ in range(draw(st.integers(0, 4))):
        ways = list(places(document))
        if not ways:
            break
        *above, key = draw(st.sampled_from(ways))
        of: Any = document
        for step in above:
            of = of[step]
        odd = draw(st.sampled_from(ODD) | st.text(max_size=20) | st.sampled_from(RECORDED))
        odd = deepcopy(odd)
        if draw(st.booleans()) and isinstance(of, dict):
            of[draw(st.sampled_from(KEYS))] = odd
        else:
            BENDS[draw(st.sampled_from(sorted(BENDS)))](of, key, odd)
    return document


def theirs(document: Json, by: Stranger, to: Person) -> Json:
    """As if this stranger had said it, to somebody of ours where it still says to whom."""
    home = str(SAID[0]["actor"])
    actor = document.get("actor")
    was = actor if isinstance(actor, str) and actor.startswith("https://") else home
    text = json.dumps(document).replace(was, by.id).replace(f"https://{was.split('/')[2]}/", f"https://{by.peer.host}/")
    said: Json = json.loads(text)
    note = said.get("object")
    if isinstance(note, dict) and isinstance(note.get("cc"), list):
        note["cc"].append(to.account.uri)
        note["tag"] = [*note["tag"], mention(to)] if isinstance(note.get("tag"), list) else mention(to)
    return said


@pytest.fixture(scope="module")
def began() -> float:
    return time.monotonic()


@pytest.mark.timeout(SECONDS + 60)
@settings(
    max_examples=EXAMPLES, deadline=None, derandomize=not LONGER, database=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
@given(document=bent())
async def test_nothing_that_is_sent_breaks_it(home: House, alice: Person, wire: Network, began: float, document: Json):
    """It is answered, its errands end, and whatever came of it can be shown."""
    if time.monotonic() - began > SECONDS:
        return
    peer = Peer(wire, f"fuzz{next(NUMBERS)}.example")
    bob = peer.has("bob")
    bob.key_name = "fuzz"
    with no_bugs():
        answer = await bob.sends(theirs(document, bob, alice), home)
        assert answer.status < 500, answer.text
        await home.works()
    await alice.get("/api/v1/notifications?limit=3")
    for one in await alice.get("/api/v1/timelines/home?limit=3"):
        await alice.get(f"/api/v1/statuses/{one['id']}/context")
