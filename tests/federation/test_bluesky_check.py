"""What we send survives the bridge to Bluesky, judged by a checker with the bridge's own libraries where one is at hand."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from activitypub.terms import ACTIVITY_JSON
from generators.fake import Fake
from tests.far_side import Stranger
from tests.harness.house import House, Person
from tests.house.source import ROOT

CHECKER = Path(os.environ.get("BLUESKY_CHECK", ROOT.parent / "shared/tools/bluesky_check.py"))
PYTHON = os.environ.get("BLUESKY_PYTHON", sys.executable)  # one that has granary and lexrpc
BASE = "https://art.example"
AP = {"Accept": ACTIVITY_JSON}


@pytest.fixture(scope="module")
def checker() -> list[str]:
    """The command; without the file, or without its libraries, nothing can be said."""
    if not CHECKER.exists():
        pytest.skip(f"no checker at {CHECKER}")
    found = subprocess.run([PYTHON, str(CHECKER), "--help"], capture_output=True, text=True, check=False, timeout=60)
    if found.returncode:
        pytest.skip(f"the checker can't run: {(found.stderr or found.stdout).strip()[:120]}")
    return [PYTHON, str(CHECKER)]


async def document(home: House, target: str) -> dict:
    return (await home.ask("GET", target.removeprefix(BASE), headers=AP)).json


@pytest.mark.parametrize("how", ["one picture", "four pictures", "a warning", "a link and hashtags"])
async def test_our_posts_pass(home: House, alice: Person, checker: list[str], tmp_path: Path, how: str):
    """Pictures with alt text and ratio, hashtags and links as facets, the language, at most 300 characters."""
    async with home.paints(Fake()):
        match how:
            case "one picture":
                made = await alice.posts("/imagine a fox\n\nThe one from this morning. #foxes", language="en")
            case "four pictures":
                made = await alice.posts("/imagine a paper boat --n 4\n\nPerahu kertas.", language="id")
            case "a warning":
                made = await alice.posts("/imagine a fox", sensitive=True, spoiler_text="nudity", language="en")
            case _:
                made = await alice.posts("/imagine a fox\n\nRead https://example.org/a #foxes", language="en")
    note, actor = await document(home, made["uri"]), await document(home, "/users/alice")
    actor |= {"icon": {"type": "Image", "url": f"{BASE}/a.png"}, "published": "2026-01-01T00:00:00Z"}
    bytes_of = tmp_path / "media"
    bytes_of.mkdir()
    for one in note.get("attachment", ()):
        file = await home.ask("GET", one["url"].removeprefix(BASE))
        (bytes_of / one["url"].rpartition("/")[2]).write_bytes(file.body)
    for name, value in (("note", note), ("actor", actor)):
        (tmp_path / f"{name}.json").write_text(json.dumps(value))
    passes(checker, str(tmp_path / "note.json"), str(tmp_path / "actor.json"), "--media-dir", str(bytes_of))


async def test_its_inbox_believes_our_signature(
    home: House, followed: Person, bob: Stranger, checker: list[str], tmp_path: Path
):
    """A first delivery is signed as the bridge reads it: cavage, the digest under the signature, the actor's own key."""
    await followed.posts("Hello over there")
    await home.works()
    letter = bob.peer.letters[-1]
    captured = {"path": letter.target, "headers": letter.headers, "body": letter.body.decode()}
    captured["actor"] = await document(home, "/users/alice")
    (tmp_path / "delivery.json").write_text(json.dumps(captured))
    passes(checker, "--delivery", str(tmp_path / "delivery.json"))


def passes(checker: list[str], *words: str) -> None:
    found = subprocess.run([*checker, *words], capture_output=True, text=True, check=False, timeout=120)
    assert found.returncode == 0, found.stdout + found.stderr
