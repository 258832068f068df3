"""Two clients of ActivityPub's other half, client to server, at a running server: `ap` (GPL), the command line client
of one of its authors, and the library `bovine` (MIT).

`ap` takes no `http` address for an id, and is told to; it takes likes and shares back by lists that we do not keep, so
that is done with bovine. How it signs in wants a page at home on the network, so it is given a token.
"""

import ast
import asyncio
import base64
import contextlib
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from tests.clients.strangers import from_pypi
from tests.harness.processes import Running, serving
from tests.harness.residents import moves_in

AP = (
    "activitypub-cli==0.5.1", "requests-oauthlib==2.0.0", "oauthlib==3.3.1", "tabulate==0.10.0", "webfinger==1.0", "toml==0.10.2",
    "--no-deps", "--ignore-requires-python",
)  # fmt: skip
BOVINE = (
    "bovine==0.5.19", "asyncstdlib==3.14.0", "based58==0.1.1", "jcs==0.2.1", "http-sf==1.5.0", "tomli-w==1.2.0",
    "beautifulsoup4==4.13.5", "soupsieve==2.8", "--no-deps",
)  # fmt: skip
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    with serving("127.0.0.1", FEDIAI_GENERATOR__LOCAL="false") as running:
        yield running


@pytest.fixture(scope="module")
def tokens(server: Running) -> dict[str, str]:
    return moves_in(server, "alice", "bob")


class Shell:
    """`ap` as somebody who has signed in; each command's output."""

    def __init__(self, main: ModuleType, home: Path, actor: str, token: str) -> None:
        self.main, self.environment = main, {"HOME": str(home), "LANG": "en_GB.UTF-8"}
        (home / ".ap").mkdir()
        known = {"actor_id": actor, "access_token": token, "token_type": "Bearer"}
        (home / ".ap" / "token.json").write_text(json.dumps(known))

    def types(self, *words: str) -> str:
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            self.main.run_command(list(words), self.environment)
        return out.getvalue().strip()


@pytest.fixture
def ap(server: Running, tokens: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.syspath_prepend(str(from_pypi(*AP) / "lib"))
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")  # there is no https on loopback
    from ap import main
    from ap.commands.command import Command

    monkeypatch.setattr(Command, "is_activitypub_id", lambda _, url: url.startswith(f"{server.base}/"))
    return Shell(main, tmp_path, f"{server.base}/users/alice", tokens["alice"])


def said(output: str) -> Any:
    return json.loads(output)


@pytest.mark.timeout(180)
def test_ap_writes_uploads_likes_shares_and_deletes(ap: Shell, server: Running, tmp_path: Path):
    """One person's hour on the command line."""
    assert "alice" in ap.types("whoami")
    made = said(ap.types("create", "note", "--public", "Hello", "from", "#ap"))
    assert made["type"] == "Create"
    note = said(ap.types("get", made["object"]))
    assert (note["type"], "Hello from" in note["content"], note["tag"][0]["name"]) == ("Note", True, "#ap")
    assert made["id"] in ap.types("outbox")
    assert made["id"] in ap.types("inbox")
    assert "/likes/" in ap.types("like", note["id"])
    assert "Share activity: http" in ap.types("share", note["id"])
    answer = said(ap.types("create", "note", "--public", "--in-reply-to", note["id"], "and an answer"))
    assert answer["object"] in ap.types("replies", note["id"])
    ap.types("follow", f"{server.base}/users/bob")
    assert "bob" in ap.types("following")
    picture = tmp_path / "fox.png"
    picture.write_bytes(PNG)
    assert "A red fox" in ap.types("upload", "--description", "A red fox", "--public", str(picture))
    assert ap.types("delete", "--force", note["id"]) == "Deleted."
    with pytest.raises(Exception, match="410"):
        ap.types("get", note["id"])


@pytest.mark.timeout(180)
def test_bovine_posts_a_picture_follows_boosts_and_takes_it_back(
    ap: Shell, server: Running, tokens: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Followed, liked and boosted is seen where it was done; undone it is gone."""
    monkeypatch.syspath_prepend(str(from_pypi(*BOVINE) / "lib"))
    monkeypatch.setitem(sys.modules, "aiodns", SimpleNamespace(DNSResolver=None))  # for other things
    picture = tmp_path / "fox.png"
    picture.write_bytes(PNG)
    uploaded = ap.types("upload", "--description", "A red fox", "--public", str(picture))
    asyncio.run(_day(server, tokens, uploaded))


async def _day(server: Running, tokens: dict[str, str], uploaded: str) -> None:
    from bovine import BovineClient

    people = {name: f"{server.base}/users/{name}" for name in tokens}
    attachment = ast.literal_eval(uploaded)
    alice = BovineClient(actor_id=people["alice"], access_token=tokens["alice"])
    bob = BovineClient(actor_id=people["bob"], access_token=tokens["bob"])
    async with alice, bob:
        note = {"type": "Note", "content": "<p>Look</p>", "attachment": [attachment], "to": [PUBLIC]}
        made = await alice.send_to_outbox(note)
        assert made.status == 201
        create = await alice.get(made.headers["location"])
        [shown] = create["object"]["attachment"]
        assert (shown["name"], shown["mediaType"]) == ("A red fox", "image/png")
        uri = create["object"]["id"]
        done = {}
        for kind, about in (("Follow", people["alice"]), ("Like", uri), ("Announce", uri)):
            answer = await bob.send_to_outbox({"type": kind, "object": about})
            assert answer.status == 201, await answer.text()
            done[kind] = answer.headers["location"]
        assert (await bob.get(f"{people['bob']}/following"))["totalItems"] == 1
        assert done["Announce"] in str(await _items(bob, f"{people['bob']}/outbox"))
        for kind, activity in done.items():
            answer = await bob.send_to_outbox({"type": "Undo", "object": activity})
            assert answer.status == 201, f"{kind}: {await answer.text()}"
        assert (await bob.get(f"{people['bob']}/following"))["totalItems"] == 0
        assert done["Announce"] not in str(await _items(bob, f"{people['bob']}/outbox"))
        gone = await alice.send_to_outbox({"type": "Delete", "object": uri})
        assert gone.status == 201


async def _items(client: Any, url: str) -> Any:
    return (await client.get((await client.get(url))["first"]))["orderedItems"]
