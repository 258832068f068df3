"""The inputs of the fediverse pasture: what its author saw servers disagree about, all of it brought to our door."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from fediai.domain.accounts import Account
from fediai.domain.text import plain
from tests.clients.strangers import fetched
from tests.far_side import Peer, Stranger, stamp
from tests.harness.bugs import no_bugs
from tests.harness.house import House, Network, Person
from tests.hostile.attacks import befriend, known

Input = dict[str, Any]
PASTURE = "fediverse-pasture-inputs==0.3.0"  # MIT; the last one for every Python that we run on
HERE = "http://pasture-one-actor"  # where its actor lives; ours is the same person at another address
# For an annotation it imports a name from a package with fifty others behind it, so that stays outside.
READER = """
import json, sys, types
for name in ("fediverse_pasture", "fediverse_pasture.runner", "fediverse_pasture.runner.entry"):
    sys.modules[name] = types.ModuleType(name)
    sys.modules[name].Entry = object
from fediverse_pasture_inputs import available
json.dump([[name, one] for name, data in sorted(available.items()) for one in data.examples], sys.stdout)
"""
POSTS = {"Note", "Article", "Page", "Image", "Video", "Audio", "Event"}
MEDIA = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".eps", ".tiff", ".mp4", ".mp3", ".txt")
# Bounced, or forgotten, each for a reason that other servers have, too.
SILENT = {"without id", "without attributedTo", "without type"}


def _fetch(basket: Path) -> None:
    lib = str(basket / "lib")
    install = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", lib, PASTURE]
    subprocess.run(install, check=True, capture_output=True, timeout=120)
    read = [sys.executable, "-c", READER]
    said = subprocess.run(read, check=True, capture_output=True, timeout=60, env={"PYTHONPATH": lib})
    (basket / "inputs.json").write_bytes(said.stdout)


@pytest.fixture(scope="module")
def inputs() -> list[tuple[str, Input]]:
    """Every input with the name of its table."""
    text = (fetched("fediverse-pasture-inputs", _fetch) / "inputs.json").read_text()
    found: list[tuple[str, Input]] = json.loads(text)
    return found


@pytest.fixture
def far(network: Network) -> Peer:
    """The pasture, whose notes can be fetched."""
    peer = Peer(network)
    for number in (1, 2):
        note = {"id": f"https://far.example/assets/note{number}.jsonap", "type": "Note", "content": "One"}
        peer.serves({**note, "attributedTo": "https://far.example/users/bob", "to": ["as:Public"]})
    return peer


def _object(bob: Stranger, number: int, one: Input) -> Input:
    """The Note that its author makes of an input: their own properties, changed or taken away."""
    note = {
        "@context": "https://www.w3.org/ns/activitystreams", "id": f"{bob.id}/pasture/{number}", "type": "Note",
        "attributedTo": bob.id, "content": "", "to": ["as:Public"], "published": stamp(),
    }  # fmt: skip
    moved = json.dumps(one).replace(f"{HERE}/actor", bob.id).replace(HERE, f"https://{bob.peer.host}")
    return {name: value for name, value in {**note, **json.loads(moved)}.items() if value is not None}


def _is_shown(one: Input, note: Input) -> bool:
    """Should anybody see it?"""
    kind = note.get("type")
    first = kind[0] if isinstance(kind, list) else kind
    return first in POSTS and one.get("content") not in SILENT


def _words(markup: str) -> str:
    """What of it is to be read, however it breaks into lines; scripts are not."""
    return "".join(plain(re.sub(r"<script>.*?</script>", "", markup)).split())


def _media(note: Input) -> list[Input]:
    """The attachments with an address of a file, as their tables write them."""
    given = note.get("attachment", [])
    listed = given if isinstance(given, list) else [given]
    return [one for one in listed if any(end in json.dumps(one) for end in MEDIA) and "data:" not in json.dumps(one)]


def _complaints(note: Input, shown: Input) -> list[str]:
    """What of the input can not be seen."""
    said = _words(shown["content"] + shown["spoiler_text"])
    texts = [note.get("content") or next(iter(note.get("contentMap", {}).values()), "")]
    texts += [note[name] for name in ("name", "summary") if name in note]
    texts += re.findall(r'alt="([^"]+)"', texts[0])
    wrong = [f"no {text!r}" for text in texts if _words(text) not in said and not text.startswith("<$")]
    wanted = [one.get("name") or one.get("summary") or None for one in _media(note)]
    if wanted != (got := [one["description"] for one in shown["media_attachments"]]):
        wrong.append(f"media {got}, not {wanted}")
    flagged = note.get("sensitive") or '"sensitive": true' in json.dumps(note.get("attachment"))
    return wrong + ["not hidden"] * bool(flagged and not shown["sensitive"])


@pytest.mark.timeout(120)
async def test_every_input_is_survived_and_shown(
    home: House, alice: Person, bob: Stranger, inputs: list[tuple[str, Input]]
):
    """Never a 5xx nor an exception; text, media and their descriptions are what Alice sees of each."""
    await befriend(home, alice, bob)
    notes = [_object(bob, number, one) for number, (_, one) in enumerate(inputs)]
    for note in notes:
        answer = await bob.sends(bob.says("Create", note, to=["as:Public"]), home)
        assert answer.status in (202, 401, 403, 400), (answer.status, note)
    with no_bugs():
        await home.works()
    shown = await _shown(alice, await known(home, bob.id))
    wanted = {note["id"]: note for (_, one), note in zip(inputs, notes, strict=True) if _is_shown(one, note)}
    assert {uri for uri in shown if "/pasture/" in uri} == wanted.keys()
    wrong = [f"{note} → {said}" for uri, note in wanted.items() for said in _complaints(note, shown[uri])]
    assert not wrong, "\n".join(wrong)


async def _shown(alice: Person, bob: Account | None) -> dict[str, Input]:
    """All that she sees on his profile, by id."""
    found: dict[str, Input] = {}
    page: list[Input] = [{"id": ""}]
    while page and bob is not None:
        page = await alice.get(f"/api/v1/accounts/{bob.id}/statuses?limit=40&max_id={page[-1]['id']}".rstrip("="))
        found |= {one["uri"]: one for one in page}
    return found
