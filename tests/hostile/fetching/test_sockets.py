"""C1, C6, C7, C20, C21, C37 on real sockets: names that hide addresses, answers that never end."""

import asyncio
import gzip
import json
import socket
import time
import zlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from activitypub.actors import Actor, read_actor
from activitypub.results import Refused
from activitypub.terms import PUBLIC
from fediai.federation.translate.actor import remote_account
from fediai.store.people import accounts
from tests.far_side import Peer, Stranger
from tests.harness.databases import SqliteFiles
from tests.harness.house import House, Network, Person
from tests.hostile.attacks import Json, known, settles, somebody, stored, to_all
from tests.hostile.far_sockets import Canary, Names, answering, http_answer, real_house, self_signed


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def home(module_url: str) -> AsyncIterator[House]:
    """Which may speak to public machines and to 127.0.0.2, a stand-in for one."""
    async with real_house(module_url, "127.0.0.2/32", "::1/128") as one:
        yield one


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def open_home(module_url: str, sqlite_files: SqliteFiles) -> AsyncIterator[House]:
    """The same, where an administrator has allowed the inside as well: the positive control."""
    async with real_house(sqlite_files.current(), "127.0.0.0/8", "::1/128") as one:
        yield one


@pytest_asyncio.fixture(loop_scope="module")
async def canary() -> AsyncIterator[Canary]:
    async with Canary().open() as one:
        yield one


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Names:
    """Resolving is the world's part; this is a small world."""
    book = Names({"inside.example": [["127.0.0.1"]]})
    monkeypatch.setattr(socket, "getaddrinfo", book)
    return book


async def acquainted(house: House, **more: Any) -> Stranger:
    """Somebody whose key we have already, so that nothing needs to be fetched to believe them."""
    bob = somebody(Peer(Network(), "known.example"), "bob", **more)
    actor = read_actor(bob.document())
    assert isinstance(actor, Actor)
    async with house.ctx.db.write() as tx:
        await accounts.upsert_remote(tx, remote_account(actor))
    return bob


async def resident(house: House) -> Person:
    count = await house.users()
    return await house.signs_up(f"alice{count}")


async def asked_for_everything(house: House, url: str) -> None:
    """Every source of addresses, one after the other."""
    alice = await resident(house)
    bob = await acquainted(house, inbox="https://known.example/inbox", icon={"type": "Image", "url": url})
    picture = {"type": "Image", "mediaType": "image/png", "url": url}
    said = bob.writes(**to_all(alice), inReplyTo=url, attachment=[picture])
    await settles(house, bob, said, bob.says("Announce", url, to=[PUBLIC]), bob.says("Update", bob.document()))
    status, account = await stored(house, said["object"]["id"]), await known(house, bob.id)
    assert status is not None
    assert account is not None
    [media] = (await alice.get(f"/api/v1/statuses/{status.id}"))["media_attachments"]
    await house.ask("GET", media["url"].removeprefix("https://art.example"))
    await house.ask("GET", f"/media/remote/accounts/{account.id}/avatar")
    await alice.get(f"/api/v2/search?resolve=true&q={url}")
    await alice.get(f"/api/v2/search?resolve=true&q=@bob@{url.removeprefix('https://').partition('/')[0]}")
    stranger = Key(bob.peer, "spy", key_name="spy")
    stranger.at = url
    await stranger.sends(stranger.says("Follow", alice.account.uri), house)


class Key(Stranger):
    """With a key at any address."""

    at = ""

    @property
    def key_id(self) -> str:
        return self.at


async def test_c01_a_name_that_means_an_inner_machine(home: House, open_home: House, canary: Canary, names: Names):
    """No connection, whatever leads there: keys, replies, boosts, pictures, faces, handles, pasted addresses."""
    url = f"https://inside.example:{canary.port}/secret"
    await asked_for_everything(home, url)
    assert "inside.example" in names.asked
    assert canary.called == 0
    await asked_for_everything(open_home, url)
    assert canary.called > 3


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.1", "0x7f.1", "2130706433", "[::ffff:127.0.0.1]"])
async def test_c01_the_house_itself(home: House, canary: Canary, host: str):
    for scheme in ("https", "http"):
        assert isinstance(await home.ctx.http.get(f"{scheme}://{host}:{canary.port}/"), Refused)
    assert canary.called == 0


async def test_c06_a_name_that_changes_its_mind(home: House, canary: Canary, names: Names):
    """First a machine that may be asked, then one inside: whatever was looked up, the address connected to is judged."""
    names.known["rebinding.example"] = [["127.0.0.2"], ["127.0.0.1"]]
    for _ in range(3):
        assert isinstance(await home.ctx.http.get(f"https://rebinding.example:{canary.port}/"), Refused)
    assert canary.called == 0


@pytest.mark.parametrize("addresses", [["127.0.0.2", "127.0.0.1"], ["127.0.0.1", "127.0.0.2"], ["::1", "127.0.0.1"]])
async def test_c07_a_name_with_both_kinds_of_address(home: House, canary: Canary, names: Names, addresses: list[str]):
    """The inner one is not even tried when the other one fails."""
    names.known[f"mixed{len(names.asked)}.example"] = [addresses]
    for name in list(names.known)[1:]:
        await home.ctx.http.get(f"https://{name}:{canary.port}/")
    assert canary.called == 0


async def test_c08_a_redirect_to_a_name_inside(open_home: House, home: House, canary: Canary, names: Names):
    """The second hop is judged like the first."""
    target = f"https://inside.example:{canary.port}/"
    moved = (
        b"HTTP/1.1 302 Found\r\nLocation: " + target.encode() + b"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    )
    async with Canary(answering(moved), "127.0.0.2").open() as door:
        for house, calls in ((home, 0), (open_home, 1)):
            assert isinstance(await house.ctx.http.get(f"http://127.0.0.2:{door.port}/"), Refused)
            assert canary.called == calls
        assert door.called == 2


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/activity+json\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"


async def refused(home: House, say: Any) -> tuple[Refused, float]:
    async with Canary(say, "127.0.0.2").open() as one:
        started = time.monotonic()
        found = await home.ctx.http.get_json(f"http://127.0.0.2:{one.port}/")
        assert isinstance(found, Refused)
        return found, time.monotonic() - started


@pytest.mark.parametrize(
    "say",
    [
        answering(
            CHUNKED + b"10000\r\n" + b" " * 65_536 + b"\r\n", b"10000\r\n" + b" " * 65_536 + b"\r\n", forever=True
        ),
        answering(HEAD + b"Content-Length: 1000000000\r\n\r\n" + b" " * 65_536, b" " * 65_536, forever=True),
        answering(http_answer(b" " * 3_000_000)),
        answering(http_answer(gzip.compress(b" " * 50_000_000), Content_Encoding="gzip")),
        answering(http_answer(zlib.compress(b" " * 50_000_000), Content_Encoding="deflate")),
    ],
    ids=["chunks", "a gigabyte", "three megabytes", "gzip", "deflate"],
)
async def test_c20_c21_more_than_anybody_wants(home: House, say: Any):
    """Cut at the limit, which counts what comes out of the packing."""
    found, seconds = await refused(home, say)
    assert found.reason == "too_big"
    assert seconds < 1


@pytest.mark.parametrize(
    "say",
    [
        answering(HEAD, b"Content-Length: 100000\r\n\r\n", b"{", *[b" "] * 100, pause=0.05),
        answering(b"HTTP/1.1 200 OK\r\n", *[b"X-Y: z\r\n"] * 100, pause=0.05),
        answering(b"HTTP/1.1 200 OK\r\n", b"X-Y: z\r\n" * 1000, forever=True),
        answering(b"", pause=5),
        answering(b"\x00\xff not http at all\r\n\r\n"), answering(HEAD + b"X: " + b"a" * 100_000 + b"\r\n\r\n"),
        answering(http_answer(b"\x00\x01\x02", Content_Encoding="br")), answering(http_answer(b"xx", Content_Encoding="gzip")),
        answering(b""),
    ],
    ids=["a byte now and then", "slow headers", "headers for ever", "silence", "noise", "a long header", "brotli",
         "broken gzip", "nothing"],
)  # fmt: skip
async def test_c20_answers_that_never_come_to_the_point(home: House, say: Any):
    """Given up after a second (ten in earnest), and sooner where it makes no sense."""
    _, seconds = await refused(home, say)
    assert seconds < 2.5


NOTE: Json = {"id": "", "type": "Note"}


async def test_c37_an_old_server_and_one_on_ipv6(home: House, names: Names):
    """HTTP/1.0 without a length, and a name with no IPv4 address: both are heard."""
    old = b"HTTP/1.0 200 OK\r\nContent-Type: application/activity+json\r\n\r\n" + json.dumps(NOTE).encode()
    async with Canary(answering(old), "127.0.0.2").open() as one:
        assert not isinstance(await home.ctx.http.get_json(f"http://127.0.0.2:{one.port}/"), Refused)
    if not socket.has_ipv6:
        pytest.skip("this machine has no IPv6")
    async with Canary(answering(http_answer(json.dumps(NOTE).encode())), "::1").open() as one:
        assert not isinstance(await home.ctx.http.get_json(f"http://[::1]:{one.port}/"), Refused)


async def test_c37_a_certificate_by_nobody(home: House, names: Names, tmp_path: Path):
    """Refused, whoever it names."""
    names.known["selfmade.example"] = [["127.0.0.2"]]
    say = answering(http_answer(json.dumps(NOTE).encode()))
    async with Canary(say, "127.0.0.2").open(self_signed("selfmade.example", tmp_path)) as one:
        found = await home.ctx.http.get_json(f"https://selfmade.example:{one.port}/")
        assert isinstance(found, Refused)
        assert found.reason == "unreachable"


async def test_c20_others_are_served_meanwhile(home: House):
    """A hundred far servers that say nothing hold up nobody here."""
    async with Canary(answering(b"", pause=5), "127.0.0.2").open() as one:
        waiting = [asyncio.create_task(home.ctx.http.get(f"http://127.0.0.2:{one.port}/{n}")) for n in range(100)]
        await asyncio.sleep(0)
        started = time.monotonic()
        assert (await home.ask("GET", "/actor")).status == 200
        assert time.monotonic() - started < 0.5
        assert all(isinstance(found, Refused) for found in await asyncio.gather(*waiting))
