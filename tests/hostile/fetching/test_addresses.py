"""C1-C8, C11: addresses that lead inside, however they are written and by whatever way they come."""

import json
from urllib.parse import quote

import pytest

from activitypub.terms import ACTIVITY_JSON, JRD_JSON, PUBLIC
from fediai.federation.addresses import Reach
from tests.far_side import Peer, Stranger
from tests.harness.house import House, Network, Person
from tests.hostile.attacks import befriend, is_turned_away, known, settles, somebody, stored, to_all

PRIVATE = [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.0.1",
    "198.18.0.1", "0.0.0.0", "[::]", "[::1]", "[fc00::1]", "[fd12::1]", "[fe80::1]",
]  # fmt: skip
MAPPED = ["[::ffff:127.0.0.1]", "[::ffff:0:127.0.0.1]", "[::127.0.0.1]", "[::ffff:7f00:1]"]
TUNNELS = [
    "[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[2001:0::1]", "[fec0::1]", "[3fff::1]", "[5f00::1]",
]  # fmt: skip
MANY = ["224.0.0.1", "239.255.255.250", "[ff02::1]", "255.255.255.255", "240.0.0.1", "192.88.99.1"]
DISGUISED = [
    "0x7f.1", "2130706433", "127.1", "017700000001", "0", "①②⑦.⓪.⓪.①", "１２７.０.０.１", "127.0.0.1.", "0x7f000001",
    "1.2.3", "[::1%25eth0]", "127。0。0。1",
]  # fmt: skip


def led(url: str) -> str:
    """The part of an address that a log of requests would show."""
    return url.partition("://")[2].partition("/")[0]


class Elsewhere(Stranger):
    """Whose key lies where no key can be."""

    at = ""

    @property
    def key_id(self) -> str:
        return self.at


@pytest.mark.parametrize("host", [*PRIVATE, *MAPPED, *TUNNELS, *MANY, *DISGUISED])
@pytest.mark.parametrize("port", ["", ":8443"])
async def test_c01_to_c05_a_key_that_lies_inside(home: House, alice: Person, far: Peer, host: str, port: str):
    """401, and no request leaves for it: not for private, mapped, tunnelled, many-cast or disguised addresses."""
    spy = Elsewhere(far, "spy", key_name="spy")
    spy.at = f"https://{host}{port}/k"
    far.network.seen.clear()
    letter = spy.signs(spy.says("Follow", alice.account.uri), home)
    if not spy.at.isascii():
        letter = letter.with_header("Signature", letter.headers["Signature"].encode().decode("latin-1"))
    answer = await letter.reaches(home)
    assert answer.status in (401, 403)
    assert far.network.seen == []


INSIDE = ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "169.254.169.254", "2130706433", "①②⑦.⓪.⓪.①"]


@pytest.mark.parametrize("host", INSIDE)
async def test_c01_every_way_to_make_us_ask(home: House, alice: Person, bob: Stranger, host: str):
    """What a post answers or shows, its pictures, a face, a handle, an address that a person pastes."""
    home.clock.passes(minutes=1)  # nobody may look for more than thirty addresses within one
    await befriend(home, alice, bob)
    url, network = f"https://{host}/secret.png", bob.peer.network
    network.seen.clear()
    picture = {"type": "Image", "mediaType": "image/png", "url": url}
    said = bob.writes(**to_all(alice), inReplyTo=url, attachment=[picture], url=url)
    face = {**bob.document(), "icon": {"type": "Image", "url": url}, "image": {"type": "Image", "url": url}}
    await settles(
        home, bob, said, bob.says("Announce", url, to=[PUBLIC]), bob.says("Create", url, to=[PUBLIC]),
        bob.says("Update", face), bob.says("Update", url), bob.says("Delete", url), bob.says("Undo", url),
    )  # fmt: skip
    status, account = await stored(home, said["object"]["id"]), await known(home, bob.id)
    assert status is not None
    assert account is not None
    shown = (await alice.get(f"/api/v1/statuses/{status.id}"))["media_attachments"]
    for media in shown:
        for one in (media["url"], media["preview_url"]):
            assert one.startswith("https://art.example/")
            assert (await home.ask("GET", one.removeprefix("https://art.example"))).status == 404
    for kind in ("avatar", "header"):
        assert (await home.ask("GET", f"/media/remote/accounts/{account.id}/{kind}")).status == 404
    for words in (url, f"@bob@{host}", f"bob@{host}:8443"):
        found = await alice.ask("GET", f"/api/v2/search?resolve=true&q={quote(words, safe='')}")
        assert found.json["accounts"] == []
        assert all(one["account"]["id"] == str(alice.account.id) for one in found.json["statuses"]), "her own words"
    await alice.post("/api/v1/statuses", status=f"@bob@{host} hello @x@127.0.0.1")
    await home.works()
    asked = [url for method, url in network.seen if led(url) != bob.peer.host]
    assert asked == []


@pytest.mark.parametrize("host", INSIDE[:4])
async def test_c01_a_handle_that_leads_inside(home: House, alice: Person, far: Peer, host: str):
    """WebFinger's `self`, and the host that its subject names."""
    home.clock.passes(minutes=1)
    network = far.network
    for subject, href in ((f"acct:bob@{far.host}", f"https://{host}/users/bob"),
                          (f"acct:bob@{host}", f"https://{far.host}/users/bob")):  # fmt: skip
        link = {"rel": "self", "type": ACTIVITY_JSON, "href": href}
        jrd = json.dumps({"subject": subject, "links": [link]}).encode()
        far.documents[f"/.well-known/webfinger?resource=acct%3Abob%40{far.host}"] = (200, JRD_JSON, jrd)
        network.seen.clear()
        found = await alice.get(f"/api/v2/search?resolve=true&q=bob@{far.host}")
        assert found["accounts"] == []
        assert [led(url) for _, url in network.seen] == [far.host]


@pytest.mark.parametrize(
    "to",
    [*(f"https://{host}/x" for host in INSIDE[:5]), "http://127.0.0.1/", "http://{host}/plain", "file:///etc/passwd",
     "gopher://{host}/", "data:application/activity+json,{{}}", "ftp://{host}/x", "//127.0.0.1/x", "https://u:p@{host}/x",
     "javascript:1", "", "https://", "\\\\127.0.0.1\\x"],
)  # fmt: skip
async def test_c08_redirects_that_lead_inside(home: House, alice: Person, far: Peer, to: str):
    """Each hop is looked at as if it were the first."""
    far.moved["/users/bob"] = to.format(host=far.host)
    bob = somebody(far, "bob")
    far.network.seen.clear()
    await is_turned_away(bob.signs(bob.says("Follow", alice.account.uri), home), home, bob)
    assert all(url.startswith(f"https://{far.host}/") for _, url in far.network.seen)
    assert len(far.network.seen) <= 4


@pytest.mark.parametrize(
    "url",
    [
        "https://user:pass@{host}/users/bob", "https://{host}@127.0.0.1/", "https://{host}\\@127.0.0.1/",
        "https://{host}%2f@127.0.0.1/", "https://127.0.0.1%2f@{host}/", "https://fa\tr.example/", "https:/\\127.0.0.1/",
        "https://{host}:99999/", "https://{host}:0/", "https://{host}:/../", "https://[::1", "https://{host} .evil/",
        "http://{host}/users/bob", "HTTPS://127.0.0.1/", "https://xn--/", "https://-a.example/", "https://a..b/",
    ],
)  # fmt: skip
async def test_c11_urls_that_two_readers_read_in_two_ways(home: House, alice: Person, far: Peer, url: str):
    """Credentials, backslashes, encoded slashes, tabs: no request leaves for them, be it a key or a pasted address."""
    home.clock.passes(minutes=1)
    asked = url.format(host=far.host)
    spy = Elsewhere(far, "spy", key_name="spy")
    spy.at = asked
    far.has("bob")
    far.network.seen.clear()
    answer = await spy.signs(spy.says("Follow", alice.account.uri), home).reaches(home)
    assert answer.status in (401, 403)
    found = await alice.get(f"/api/v2/search?resolve=true&q={quote(asked, safe='')}")
    assert found["accounts"] == found["statuses"] == []
    assert [u for _, u in far.network.seen if "127.0.0.1" in u or "@" in u or u.startswith("http:")] == []


@pytest.mark.parametrize("port", [22, 25, 6379, 3306, 8080, 1])
async def test_c11_ports_of_other_services(port: int):
    """A public machine is spoken to on the web's ports; the socket decides, since names hide addresses."""
    assert not Reach().allows("93.184.215.14", port)
    assert Reach().allows("93.184.215.14", 443)


async def test_c11_a_fragment_is_not_sent(home: House, alice: Person, far: Peer, wire: Network):
    bob = somebody(far, "bob")
    wire.seen.clear()
    await settles(home, bob, bob.says("Follow", alice.account.uri))
    assert ("GET", f"https://{far.host}/users/bob") in wire.seen
    assert not any("#" in url for _, url in wire.seen)
