"""Whom the guarded client may connect to: public machines only, however the address is written."""

import ipaddress

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from activitypub.results import Reason, Refused
from fediai.federation.addresses import Reach, is_public, is_readable
from fediai.federation.http import Client
from fediai.federation.places import Place, place_of
from fediai.settings import Federation, Instance, Settings

NOWHERE = [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.0.1", "169.254.169.254", "100.64.0.1",
    "192.0.0.1", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "0.0.0.0",
    "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "::", "::1", "::127.0.0.1",
    "::ffff:127.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::7f00:1", "2002:7f00:1::",
    "2001::1", "2001:db8::1", "3fff::1", "5f00::1", "fc00::1", "fd12::1", "fe80::1", "fec0::1", "ff02::1",
]  # fmt: skip
SOMEWHERE = ["93.184.215.14", "1.1.1.1", "172.15.0.1", "172.32.0.1", "2606:4700::1111", "2a00:1450::1"]


@pytest.mark.parametrize("address", NOWHERE)
def test_no_connection_to_a_private_or_special_address(address: str):
    """On any port."""
    assert not Reach().allows(address, 443)


@pytest.mark.parametrize("address", SOMEWHERE)
def test_public_addresses_on_the_ports_of_the_web(address: str):
    """And on no other port: 22, 25 and 6379 speak other languages."""
    assert Reach().allows(address, 443)
    assert Reach().allows(address, 80)
    assert not any(Reach().allows(address, port) for port in (22, 25, 6379, 8443))


def test_an_allowed_network_is_open_on_any_port():
    """And opens nothing else."""
    reach = Reach.of(["127.0.0.0/8", "fd00::/8"])
    assert reach.allows("127.0.0.3", 8081)
    assert reach.allows("fd00::1", 8081)
    assert not reach.allows("10.0.0.1", 443)


@given(st.ip_addresses())
def test_what_python_calls_private_is_never_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address):
    """Our lists are stricter than the standard library's, never laxer."""
    if is_public(address):
        assert address.is_global
        assert not address.is_multicast


@pytest.mark.parametrize(
    "host", ["0x7f.1", "2130706433", "127.1", "017700000001", "0", "1.2.3", "0x7f000001", "a.0x1", "127.0.0.1."]
)
def test_a_number_in_disguise_is_no_host(host: str):
    """The C resolver would read every one of these as an address."""
    assert not is_readable(host)
    assert isinstance(place_of(f"http://{host}/"), Refused)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "gopher://far.example/", "https://user:pass@far.example/", "https://far.example\\@a/",
        "https://", "data:text/plain,x", "https://far.example:99999/", "https://fa\tr.example/", "//far.example/",
    ],
)  # fmt: skip
def test_an_odd_url_leads_nowhere(url: str):
    """Two readers could see two hosts in it."""
    assert isinstance(place_of(url), Refused)


@given(st.text(max_size=60))
def test_any_text_is_a_place_or_a_refusal(text: str):
    """Never an exception; and a place is written in ASCII only."""
    place = place_of(f"https://far.example/{text}")
    if isinstance(place, Place):
        assert place.url.isascii()
        assert place.target.startswith("/")


def settings(*networks: str) -> Settings:
    return Settings(
        instance=Instance(domain="127.0.0.1", scheme="http"),
        federation=Federation(allowed_private_networks=networks, request_timeout=2),
    )


class Canary:
    """A machine inside the walls that must hear nothing, or only what it may."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    async def start(self) -> int:
        app = web.Application()
        app.router.add_get("/{tail:.*}", self.answer)
        self.runner = web.AppRunner(app)
        await self.runner.setup()
        await web.TCPSite(self.runner, "127.0.0.1", 0).start()
        port: int = self.runner.addresses[0][1]
        return port

    async def answer(self, request: web.Request) -> web.Response:
        self.heard.append(request.path)
        match request.path:
            case "/loop":
                raise web.HTTPFound("/loop")
            case "/to-v6":
                raise web.HTTPFound("http://[::1]/secret")
            case "/to-file":
                raise web.HTTPFound("file:///etc/passwd")
            case "/bomb":
                import gzip

                headers = {"Content-Encoding": "gzip", "Content-Type": "application/activity+json"}
                return web.Response(body=gzip.compress(b" " * 50_000_000), headers=headers)
            case "/json":
                return web.json_response({"id": "x"})
        return web.json_response({"id": "x"}, content_type="application/activity+json")


@pytest.fixture
async def canary():
    one = Canary()
    one.port = await one.start()
    yield one
    await one.runner.cleanup()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "127.1", "0x7f.1", "①②⑦.⓪.⓪.①"])
async def test_the_canary_hears_nothing(canary: Canary, host: str):
    """By name or by number: the address is checked at the socket that would connect to it."""
    client = Client(settings())
    assert isinstance(await client.get_json(f"http://{host}:{canary.port}/"), Refused)
    await client.close()
    assert canary.heard == []


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/loop", Reason.UNREACHABLE),
        ("/to-v6", Reason.BLOCKED),
        ("/to-file", Reason.MALFORMED),
        ("/bomb", Reason.TOO_BIG),
        ("/json", Reason.WRONG_CONTENT_TYPE),
    ],
)
async def test_what_an_allowed_machine_may_not_do(canary: Canary, path: str, reason: Reason):
    """Lead in circles, lead elsewhere, send gigabytes, or answer JSON that is no ActivityPub document."""
    client = Client(settings("127.0.0.0/8"))
    found = await client.get_json(f"http://127.0.0.1:{canary.port}{path}")
    good = await client.get_json(f"http://127.0.0.1:{canary.port}/good")
    await client.close()
    assert isinstance(found, Refused)
    assert found.reason is reason
    assert not isinstance(good, Refused)


async def test_plain_http_is_for_test_instances_only():
    """An https instance never asks anybody without encryption."""
    client = Client(Settings(instance=Instance(domain="art.example", scheme="https")))
    found = await client.get_json("http://far.example/")
    assert found == Refused(Reason.BLOCKED, "plain http")
