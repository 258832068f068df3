"""What people take along and bring along: lists as CSV, and everything in one archive."""

import io
import json
import zipfile
from typing import Any

import pytest

from fediai.domain.errors import NotFound, TooMany
from fediai.services.far import archive
from fediai.services.people import departures
from tests.far_side import Peer
from tests.harness.asgi import Answer
from tests.harness.house import PASSWORD, House, Network, Person


async def brings(person: Person, sheet: str, text: str, mode: str = "merge") -> Answer:
    body = b"".join(
        f'--x\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n{value}\r\n'.encode()
        for name, more, value in (
            ("type", "", sheet),
            ("mode", "", mode),
            ("data", '; filename="list.csv"', text),
        )
    )
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    return await person.ask("POST", "/api/v1/import", body=body + b"--x--\r\n", headers=headers)


async def list_of(person: Person, name: str) -> list[str]:
    answer = await person.ask("GET", f"/api/v1/exports/{name}.csv")
    assert answer.status == 200
    assert answer.header("content-type").startswith("text/csv")
    return answer.text.splitlines()


async def ready(art: House, network: Network) -> tuple[Person, Peer]:
    alice, far = await art.signs_up("alice"), Peer(network)
    for name in ("bob", "carol", "dora"):
        far.has(name)
    return alice, far


async def test_follows_come_along_with_their_ways(art: House, network: Network):
    alice, far = await ready(art, network)
    eve = await art.signs_up("eve")
    text = (
        "Account address,Show boosts,Notify on new posts,Languages\n"
        'bob@far.example,false,true,"en, id"\ncarol@far.example,true,false,\neve@art.example,true,false,\n'
        "nobody@far.example,true,false,\nalice@art.example,true,false,\nbroken\n"
    )
    answer = await brings(alice, "following", text)
    assert (answer.status, answer.json["total"]) == (202, 5)
    assert (await brings(alice, "following", text)).status == 409
    await art.works()
    assert sorted(one["type"] for one in far.received) == ["Follow", "Follow"]
    for one in list(far.received):
        await far.people[one["object"].rpartition("/")[2]].sends(
            far.people[one["object"].rpartition("/")[2]].says("Accept", one), art
        )
    await art.works()
    assert await list_of(alice, "following") == [
        "Account address,Show boosts,Notify on new posts,Languages",
        'bob@far.example,false,true,"en, id"',
        "carol@far.example,true,false,",
        "eve@art.example,true,false,",
    ]
    assert await list_of(eve, "followers") == ["Account address", "alice@art.example"]


async def test_a_list_that_replaces_takes_away_what_is_not_on_it(art: House, network: Network):
    alice, _ = await ready(art, network)
    for sheet in ("blocking", "muting"):
        assert (await brings(alice, sheet, "bob@far.example\ncarol@far.example\n")).status == 202
        await art.works()
    assert await list_of(alice, "blocks") == ["bob@far.example", "carol@far.example"]
    assert (await brings(alice, "blocking", "dora@far.example\n")).status == 202
    await art.works()
    assert len(await list_of(alice, "blocks")) == 3
    assert (await brings(alice, "blocking", "carol@far.example\n", "overwrite")).status == 202
    await art.works()
    assert await list_of(alice, "blocks") == ["carol@far.example"]
    changed = "Account address,Hide notifications\nbob@far.example,false\n"
    assert (await brings(alice, "mutes", changed, "overwrite")).status == 202
    await art.works()
    assert await list_of(alice, "mutes") == changed.splitlines()


async def test_servers_bookmarks_and_lists(art: House, network: Network):
    alice, far = await ready(art, network)
    note = far.people["bob"].note("<p>worth keeping</p>")
    for sheet, text in (
        ("bookmarks", f"{note['id']}\nhttps://far.example/none\n"),
        ("domain_blocking", "evil.example\nworse.example\nart.example\n"),
        ("lists", "Friends,bob@far.example\nFriends,carol@far.example\nWork,bob@far.example\n"),
    ):
        assert (await brings(alice, sheet, text)).status == 202
        await art.works()
    assert await list_of(alice, "bookmarks") == [note["id"]]
    assert await list_of(alice, "domain_blocks") == ["evil.example", "worse.example"]
    assert await list_of(alice, "lists") == [
        "Friends,bob@far.example", "Friends,carol@far.example", "Work,bob@far.example",
    ]  # fmt: skip
    for sheet, text in (
        ("domain_blocking", "evil.example\n"),
        ("lists", "Friends,carol@far.example\n"),
    ):
        assert (await brings(alice, sheet, text, "overwrite")).status == 202
        await art.works()
    assert await list_of(alice, "domain_blocks") == ["evil.example"]
    assert await list_of(alice, "lists") == ["Friends,carol@far.example"]


async def test_what_is_no_list_is_refused_with_a_sentence(small_server: House):
    alice = await small_server.signs_up("alice")
    for sheet, text, mode in (
        ("following", "<html>", "merge"),
        ("following", "", "merge"),
        ("followers", "a@b.example", "merge"),
        ("blocking", "a@b.example", "wipe"),
    ):
        answer = await brings(alice, sheet, text, mode)
        assert answer.status == 422
        assert answer.json["error"]
    assert (await alice.tries("GET", "/api/v1/exports/keys.csv")).status == 404
    assert (await small_server.ask("GET", "/api/v1/exports/blocks.csv")).status == 401


def opened(box: zipfile.ZipFile, name: str) -> Any:
    return json.loads(box.read(name))


async def test_everything_in_one_archive(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    async with server.paints():
        await alice.posts("/imagine a fox in the snow")
        for _ in range(200):
            if any(one["media_attachments"] for one in await alice.home()):
                break
    await alice.posts("for few", visibility="direct")
    theirs = await bob.posts("worth keeping")
    await alice.post(f"/api/v1/accounts/{bob.account.id}/follow")
    for act in ("favourite", "bookmark", "reblog"):
        await alice.post(f"/api/v1/statuses/{theirs['id']}/{act}")
    account = await server.account("alice")
    asked = await archive.ask(server.ctx, account)
    await server.works()
    [ready] = await archive.of_account(server.ctx, account)
    assert (ready.id, ready.finished_at is not None, ready.size > 1000) == (asked.id, True, True)
    data = (await archive.file_of(server.ctx, account, ready.id)).read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        said = opened(box, "outbox.json")
        assert said["totalItems"] == len(said["orderedItems"]) == 3
        assert [one["type"] for one in said["orderedItems"]] == ["Create", "Create", "Announce"]
        [picture] = said["orderedItems"][0]["object"]["attachment"]
        assert box.read(picture["url"])[:2] == b"\xff\xd8"
        assert opened(box, "likes.json")["orderedItems"] == [theirs["uri"]]
        assert opened(box, "bookmarks.json")["orderedItems"] == [theirs["uri"]]
        actor = opened(box, "actor.json")
        assert (actor["preferredUsername"], actor["outbox"]) == ("alice", "outbox.json")
        assert "bob@art.example,true,false," in box.read("following_accounts.csv").decode()
    assert b"PRIVATE KEY" not in data
    assert "publicKey" not in actor
    assert (await server.ask("GET", f"/media/{ready.file}")).status == 404


async def test_archives_are_their_owners_and_do_not_stay(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    first = await archive.ask(server.ctx, alice.account)
    await server.works()
    path = await archive.file_of(server.ctx, alice.account, first.id)
    for owner, one in ((bob.account, first.id), (alice.account, 1)):
        with pytest.raises(NotFound):
            await archive.file_of(server.ctx, owner, one)
    with pytest.raises(TooMany):
        await archive.ask(server.ctx, alice.account)
    server.clock.passes(days=2)
    second = await archive.ask(server.ctx, alice.account)
    await server.works()
    assert [one.id for one in await archive.of_account(server.ctx, alice.account)] == [second.id]
    assert not path.exists()
    server.clock.passes(days=8)
    assert await archive.throw_away_old(server.ctx) == 1
    assert await archive.of_account(server.ctx, alice.account) == []


async def test_who_leaves_for_good_leaves_no_archive(server: House):
    alice = await server.signs_up("alice")
    asked = await archive.ask(server.ctx, alice.account)
    await server.works()
    path = await archive.file_of(server.ctx, alice.account, asked.id)
    await departures.leave(server.ctx, alice.account)
    assert not path.exists()
    with pytest.raises(NotFound):
        await archive.file_of(server.ctx, alice.account, asked.id)


async def test_languages_go_along_with_somebody_who_moves(server: House):
    alice = await server.signs_up("alice")
    bob, bob2 = await server.signs_up("bob", password=PASSWORD), await server.signs_up("bob2")
    await brings(alice, "following", 'Account address,Languages\nbob@art.example,"en, id"\n')
    await server.works()
    answer = await bob2.tries("POST", "/api/v1/accounts/alias", {"also_known_as_uris": ["bob"]})
    assert answer.status == 200, answer.text
    moved = await bob.tries("POST", "/api/v1/accounts/move", {"moved_to_uri": "bob2", "password": PASSWORD})
    assert moved.status == 200, moved.text
    await server.works()
    assert (await list_of(alice, "following"))[1:] == ['bob2@art.example,true,false,"en, id"']
