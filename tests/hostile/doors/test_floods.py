"""What comes too often is refused on its headers; what a stranger says to many of us rings no bell."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from activitypub.terms import ACTIVITY_JSON, PUBLIC
from fediai.domain.moderation.audit import Deed
from fediai.domain.statuses import Page
from fediai.services.moderation import audit
from fediai.web.federation.threshold import network_of
from tests.far_side import Letter, Peer, Stranger
from tests.harness.house import House, Network, Person, house
from tests.hostile.attacks import befriend, block, mention, settles, somebody

SMALL = {"arrivals_per_address": 1000, "unproved_per_host": 1000, "activities_per_host": 1000}


@asynccontextmanager
async def limited(url: str, **limits: int) -> AsyncIterator[tuple[House, Stranger]]:
    wire = Network()
    async with house("art.example", url, wire, limits={"enabled": True, **SMALL, **limits}) as home:
        yield home, somebody(Peer(wire, "far.example"), "bob")


def a_like(by: Stranger, home: House, number: int) -> Letter:
    return by.signs({**by.says("Like", "https://art.example/1"), "id": f"{by.id}/likes/{number}"}, home)


async def brought(home: House, letter: Letter, client: str) -> int:
    answer = await home.ask("POST", letter.target, headers=letter.headers, body=letter.body, client=client)
    assert answer.status != 429 or answer.header("retry-after") == "60"
    return answer.status


async def test_one_address_brings_so_many_letters(sqlite_url: str):
    """Good ones, too; its neighbours in one /64 are the same; a minute later it may again."""
    async with limited(sqlite_url, arrivals_per_address=3) as (home, bob):
        letters = [a_like(bob, home, n) for n in range(4)]
        statuses = [await brought(home, one, f"2001:db8::{n}") for n, one in enumerate(letters)]
        assert statuses == [202, 202, 202, 429]
        assert await brought(home, letters[3], "2001:db8:0:1::1") == 202
        home.clock.passes(minutes=1)
        assert await brought(home, a_like(bob, home, 9), "2001:db8::1") == 202


async def test_who_lies_in_a_servers_name_shuts_out_nobody(sqlite_url: str):
    """Letters from a thousand addresses use up what is left for those unproved, and not what the server itself needs."""
    async with limited(sqlite_url, unproved_per_host=5) as (home, bob):
        assert await brought(home, a_like(bob, home, 0), "192.0.2.1") == 202
        forged = a_like(bob, home, 1).with_header("Date", "Thu, 01 Jan 1970 00:00:00 GMT")
        statuses = [await brought(home, forged, f"198.51.100.{n}") for n in range(6)]
        assert statuses == [401, 401, 401, 401, 429, 429]
        assert [await brought(home, a_like(bob, home, n), "192.0.2.1") for n in range(2, 9)] == [202] * 7
        assert await brought(home, a_like(bob, home, 9), "192.0.2.2") == 429
        home.clock.passes(minutes=1)
        assert await brought(home, a_like(bob, home, 10), "192.0.2.2") == 202


async def test_one_server_signs_so_many(sqlite_url: str):
    """From however many addresses."""
    async with limited(sqlite_url, activities_per_host=3) as (home, bob):
        statuses = [await brought(home, a_like(bob, home, n), f"192.0.2.{n}") for n in range(5)]
        assert statuses == [202, 202, 202, 429, 429]
        eve = somebody(Peer(bob.peer.network, "evil.example"), "eve")
        assert await brought(home, a_like(eve, home, 1), "192.0.2.1") == 202


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"content-type": "text/html"}, 415), ({"content-encoding": "gzip"}, 415), ({"content-length": "900000"}, 413),
        ({"content-length": "9" * 5000}, 413), ({"signature": ""}, 401), ({"signature": 'keyId="https://shut.example/x"'}, 403),
        ({"signature": 'keyId="https://SUB.shut.example./x"'}, 403),
    ],
)  # fmt: skip
async def test_what_headers_show_is_refused_unread(home: House, change: dict[str, str], status: int):
    """Nothing of the body is asked for."""
    await block(home, "shut.example")
    headers = {"content-type": ACTIVITY_JSON, "signature": 'keyId="https://far.example/x"', **change}
    assert await answered(home, "/inbox", headers) == status


@pytest.mark.parametrize("headers", [{}, {"authorization": "Bearer nobodys"}])
async def test_who_may_not_bring_a_picture_is_refused_unread(home: House, headers: dict[str, str]):
    """A few strangers with uploads of 48 MiB that never end would fill our memory."""
    assert await answered(home, "/api/v2/media", headers) == 401


async def test_a_page_takes_no_pictures_from_strangers(home: House):
    """Their form is refused before it is looked at, not when it turns out to be too large."""
    headers = {"content-type": "multipart/form-data; boundary=x"}
    body = b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n' + b"x" * 2_000_000 + b"\r\n--x--\r\n"
    assert (await home.ask("POST", "/compose", headers=headers, body=body)).status == 403


async def test_a_person_brings_a_few_large_things_at_once(home: House, alice: Person):
    """The ninth is told to come back, and may once the others went."""
    begun, gone = asyncio.Semaphore(0), asyncio.Event()

    async def slow() -> dict[str, Any]:
        begun.release()
        await gone.wait()
        return {"type": "http.disconnect"}

    bearer = {"authorization": f"Bearer {alice.token}"}
    eight = [asyncio.create_task(answered(home, "/api/v2/media", bearer, slow)) for _ in range(8)]
    for _ in eight:
        await begun.acquire()
    assert await answered(home, "/api/v2/media", bearer) == 429
    gone.set()
    assert set(await asyncio.gather(*eight)) == {400}
    assert await answered(home, "/api/v2/media", bearer, slow) == 400


async def unread() -> dict[str, Any]:
    raise AssertionError("the body was asked for")


async def answered(home: House, path: str, headers: dict[str, str], receive: Any = unread) -> int:
    """The status of the answer to a POST whose body `receive` brings."""
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "http", "method": "POST", "path": path, "raw_path": path.encode(), "query_string": b"", "http_version": "1.1",
        "scheme": "https", "client": ("192.0.2.77", 1), "headers": [(k.encode(), v.encode()) for k, v in headers.items()],
    }  # fmt: skip
    await home.app(scope, receive, send)
    status: int = sent[0]["status"]
    return status


@pytest.mark.parametrize(
    ("address", "network"),
    [("192.0.2.1", "192.0.2.1"), ("2001:db8::1", "2001:db8::/64"), ("fe80::1%eth0", "fe80::/64"), ("a:b", "a:b")],
)
def test_an_address_and_its_neighbours(address: str, network: str):
    """What is no address is its own name."""
    assert network_of(address) == network


async def mentioned(who: Person) -> tuple[int, int]:
    """How many mentions rang, and how many people wait among what was kept back."""
    rang = await who.get("/api/v1/notifications?types[]=mention")
    return len(rang), len(await who.get("/api/v1/notifications/requests"))


def naming(*people: Person) -> dict[str, Any]:
    return {"to": [PUBLIC, *(one.account.uri for one in people)], "tag": [mention(one) for one in people]}


async def ours(home: House) -> list[Person]:
    return [await home.signs_up(f"p{n}") for n in range(3)]


async def test_a_stranger_who_names_many_of_us(sqlite_url: str):
    """One after the other, or by an edit: the third is kept back, and the record says so once."""
    async with limited(sqlite_url, mentions_by_strangers=2) as (home, bob):
        people = await ours(home)
        notes = [bob.writes(**naming(one)) for one in people]
        await settles(home, bob, *notes)
        assert [await mentioned(one) for one in people] == [(1, 0), (1, 0), (0, 1)]
        again = bob.writes(**naming(people[2]))
        await settles(home, bob, again)
        async with home.ctx.db.read() as tx:
            [entry] = [one for one in await audit.page(tx, Page()) if one.deed is Deed.HOLD_BACK]
        assert (entry.by_name, entry.about_name) == ("the house itself", "@bob@far.example")
        home.clock.passes(minutes=11)
        await settles(home, bob, bob.writes(**naming(people[0])))
        assert await mentioned(people[0]) == (2, 0)


async def test_whom_we_follow_may_name_many(sqlite_url: str):
    """A neighbour's greeting to three is no wave."""
    async with limited(sqlite_url, mentions_by_strangers=2) as (home, bob):
        people = await ours(home)
        await befriend(home, people[0], bob)
        await settles(home, bob, bob.writes(**naming(*people)))
        assert [await mentioned(one) for one in people] == [(1, 0)] * 3


async def test_a_wave_of_new_accounts(sqlite_url: str):
    """Each names one of us: of a server that nobody here follows, they count together."""
    async with limited(sqlite_url, mentions_by_strangers=2) as (home, bob):
        people = await ours(home)
        for name, one in zip(("a", "b", "c"), people, strict=True):
            spammer = somebody(bob.peer, name)
            await settles(home, spammer, spammer.writes(**naming(one)))
        assert [await mentioned(one) for one in people] == [(1, 0), (1, 0), (0, 1)]
        async with home.ctx.db.read() as tx:
            assert (await audit.page(tx, Page()))[0].about_name == "far.example"
