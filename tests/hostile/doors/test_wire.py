"""A22, G5, G18 on a really started Hypercorn: bytes that no polite client says."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta

import h2.config
import h2.connection
import pytest
import pytest_asyncio

from activitypub.terms import ACTIVITY_JSON
from tests.far_side import Letter, Stranger
from tests.harness.house import House, Person
from tests.hostile.attacks import Pen, known
from tests.hostile.doors.raw import Door, opened_door


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def door(home: House) -> AsyncIterator[Door]:
    async with opened_door(home.app) as one:
        yield one


def lines_of(letter: Letter, first: str = "") -> list[str]:
    named = [f"{name}: {value}" for name, value in letter.headers.items()]
    return [first or f"POST {letter.target} HTTP/1.1", *named, f"Content-Length: {len(letter.body)}"]


async def healthy(door: Door) -> bool:
    status, _ = await door.asks("GET /actor HTTP/1.1", "Host: art.example", f"Accept: {ACTIVITY_JSON}")
    return status == 200


async def test_a22_a_letter_on_the_wire(home: House, alice: Person, bob: Stranger, door: Door):
    """The positive control: what the test says by hand is heard."""
    letter = Pen().writes(bob, home, bob.says("Follow", alice.account.uri))
    status, _ = await door.asks(*lines_of(letter), body=letter.body)
    assert status == 202
    await home.works()
    assert await known(home, bob.id) is not None


@pytest.mark.parametrize(
    "twist",
    [b'"\x00"', b'"a\r\nX-Injected: yes"', b'"' + b"a" * 65_536 + b'"', b'"\xff\xfe"', b'"a\rb"', b'"a\nb"', b'"\x1b[31m"'],
    ids=["nul", "crlf", "64 KB", "not ascii", "cr", "lf", "escape"],
)  # fmt: skip
async def test_a22_headers_that_are_none(
    home: House, alice: Person, bob: Stranger, door: Door, twist: bytes, caplog: pytest.LogCaptureFixture
):
    """400, 401 or 431, or hung up on; no 500, nothing in the log that looks like somebody else's line."""
    letter = Pen().writes(bob, home, bob.says("Follow", alice.account.uri))
    lines = [line.encode() for line in lines_of(letter)]
    lines = [line + b",x=" + twist if line.startswith(b"Signature") else line for line in lines]
    status, heard = await door.asks(*lines, body=letter.body)
    assert status in (0, 400, 401, 431)
    assert b"X-Injected" not in heard
    assert not any("\n" in record.getMessage() or "\x1b" in record.getMessage() for record in caplog.records)
    assert await known(home, bob.id) is None
    assert await healthy(door)


@pytest.mark.parametrize(
    ("first", "statuses"),
    [
        ("GET http://evil.example/users/alice HTTP/1.1", (200, 400, 404, 421)), ("GET //evil.example/users/alice HTTP/1.1", (301, 308, 400, 404)),
        ("GET /users/alice/../../actor HTTP/1.1", (400, 404)), ("GET /users/a%2Fb HTTP/1.1", (400, 404)), ("GET /users/%61lice HTTP/1.1", (200, 404)),
        ("GET /users/alice%00 HTTP/1.1", (400, 404)), ("GET /users/alice? HTTP/1.1", (200,)), ("GET /users/alice%0d%0aX: HTTP/1.1", (400, 404)),
        ("GET * HTTP/1.1", (400, 404)), ("GET users/alice HTTP/1.1", (0, 200, 400, 404)), ("GET /users/alice HTTP/9.9", (0, 200, 400, 505)),
        ("CONNECT evil.example:443 HTTP/1.1", (0, 400, 403, 404, 405, 501)), ("TRACE /users/alice HTTP/1.1", (400, 404, 405, 501)),
    ],
)  # fmt: skip
async def test_g05_odd_targets(home: House, alice: Person, door: Door, first: str, statuses: tuple[int, ...]):
    """Ids are built from what we are configured to be, whatever is asked; a slash that was encoded opens no route."""
    status, heard = await door.asks(first, "Host: art.example", f"Accept: {ACTIVITY_JSON}")
    assert status in statuses, heard[:300]
    assert b"evil.example" not in heard.partition(b"\r\n\r\n")[2]
    assert b"Location: //" not in heard
    assert b"location: //" not in heard
    if status == 200:
        assert json.loads(heard.partition(b"\r\n\r\n")[2])["id"] == alice.account.uri


@pytest.mark.parametrize(
    "hosts",
    [("evil.example",), ("art.example", "evil.example"), ("evil.example", "art.example"), (), ("art.example:1",), ("",), ("art.example, evil.example",)],
)  # fmt: skip
@pytest.mark.parametrize(
    "more", [(), ("X-Forwarded-Host: evil.example", "X-Forwarded-Proto: http", "Forwarded: host=evil.example")]
)
async def test_g05_whatever_host_is_named(
    home: House, alice: Person, door: Door, hosts: tuple[str, ...], more: tuple[str, ...]
):
    """No id, link or redirect of ours has another host than ours."""
    for target in ("/users/alice", "/.well-known/webfinger?resource=acct:alice@art.example", "/.well-known/host-meta",
                   "/.well-known/nodeinfo", "/nodeinfo/2.1", "/api/v2/instance", "/@alice", "/auth/sign_in"):  # fmt: skip
        named = [f"Host: {host}" for host in hosts]
        status, heard = await door.asks(f"GET {target} HTTP/1.1", *named, *more, f"Accept: {ACTIVITY_JSON}")
        assert status < 500
        assert b"evil.example" not in heard


async def test_g05_letters_to_odd_targets(home: House, alice: Person, bob: Stranger, door: Door):
    """The signature is checked over the bytes on the wire: another spelling of the inbox is another target."""
    said = bob.says("Follow", alice.account.uri)
    for target, signed in (("//inbox", "/inbox"), ("/a/../inbox", "/inbox"), ("/%69nbox", "/inbox"), ("/inbox", "/%69nbox"),
                           ("/users/alice%2Finbox", "/users/alice/inbox"), ("/inbox#x", "/inbox"),
                           ("http://art.example/inbox", "/inbox"), ("http://evil.example/inbox", "/inbox")):  # fmt: skip
        letter = Pen(target=target, signed_target=signed).writes(bob, home, said)
        status, _ = await door.asks(*lines_of(letter), body=letter.body)
        assert status in (400, 401, 403, 404, 405, 421), target
        assert await known(home, bob.id) is None
    empty = Pen(target="/inbox?", signed_target="/inbox?").writes(bob, home, said)
    assert (await door.asks(*lines_of(empty), body=empty.body))[0] == 202
    await home.works()


async def test_g05_two_requests_in_one(home: House, alice: Person, bob: Stranger, door: Door):
    """Two lengths, a length and chunks, a length that is none: nobody reads a second request out of a body."""
    letter = Pen(ago=timedelta(0)).writes(bob, home, bob.says("Follow", alice.account.uri))
    head = lines_of(letter)[:-1]
    size = len(letter.body)
    for odd in ([f"Content-Length: {size}", "Content-Length: 0"], [f"Content-Length: {size}", "Transfer-Encoding: chunked"],
                ["Content-Length: -1"], ["Content-Length: +5"], ["Content-Length: 99999999999999999999"],
                ["Transfer-Encoding: xchunked"], ["Transfer-Encoding: chunked, identity"], [f" Content-Length: {size}"]):  # fmt: skip
        status, heard = await door.asks(
            *head, *odd, body=letter.body + b"GET /actor HTTP/1.1\r\nHost: art.example\r\n\r\n"
        )
        assert status in (0, 400, 401, 408, 411, 413, 501), odd
        assert heard.count(b"HTTP/1.1 200") == 0
    assert await known(home, bob.id) is None


def h2_start() -> h2.connection.H2Connection:
    connection = h2.connection.H2Connection(h2.config.H2Configuration(client_side=True, header_encoding="utf-8"))
    connection.initiate_connection()
    return connection


HEADERS = [(":method", "GET"), (":path", "/actor"), (":scheme", "http"), (":authority", "art.example")]


async def test_g18_a_thousand_streams_begun_and_broken_off(home: House, alice: Person, door: Door):
    """HTTP/2 rapid reset: others are served all the while and afterwards."""
    connection, reset = h2_start(), b""
    for n in range(1000):
        stream = 2 * n + 1
        connection.send_headers(stream, HEADERS, end_stream=True)
        connection.reset_stream(stream, 8)
        reset += connection.data_to_send()
    await door.says(reset, seconds=0.5)
    assert await healthy(door)


async def test_g18_headers_without_end(home: House, alice: Person, door: Door):
    """A header block of a thousand CONTINUATION frames, and one of a hundred thousand names."""
    start = h2_start().data_to_send()
    frame = (16_384).to_bytes(3, "big") + b"\x09\x00" + (1).to_bytes(4, "big") + b"\x00" * 16_384
    first = (1).to_bytes(3, "big") + b"\x01\x00" + (1).to_bytes(4, "big") + b"\x82"
    await door.says(start, first, *[frame] * 200, seconds=0.5)
    assert await healthy(door)
    connection = h2_start()
    connection.send_headers(1, [*HEADERS, *((f"x-{n}", "y" * 100) for n in range(300))])
    await door.says(connection.data_to_send(), seconds=0.5)
    assert await healthy(door)


async def test_g18_settings_and_pings_without_end(home: House, alice: Person, door: Door):
    connection, flood = h2_start(), b""
    for n in range(2000):
        connection.ping(n.to_bytes(8, "big"))
        flood += connection.data_to_send()
    await door.says(flood + (b"\x00\x00\x00\x04\x00\x00\x00\x00\x00" * 2000), seconds=0.5)
    assert await healthy(door)
