"""C30: handles that lead to somebody else. Only a handle and an actor that name each other are believed."""

import json
from typing import Any

import pytest

from activitypub.terms import ACTIVITY_JSON, JRD_JSON
from tests.far_side import Peer, Stranger
from tests.harness.house import House, Person
from tests.hostile.attacks import Json, known, somebody


@pytest.fixture
def victim(far: Peer) -> Stranger:
    """Who lives elsewhere and is called like somebody on Eve's server."""
    return somebody(far, "victim")


def tells(peer: Peer, name: str, host: str, document: Any, kind: str = JRD_JSON) -> None:
    """What the peer's WebFinger says about a handle."""
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    peer.documents[f"/.well-known/webfinger?resource=acct%3A{name}%40{host}"] = (200, kind, data)


def jrd(subject: str | None, href: str, kind: str = ACTIVITY_JSON) -> Json:
    told: Json = {"links": [{"rel": "self", "type": kind, "href": href}]}
    return told | ({"subject": subject} if subject is not None else {})


async def looks_for(home: House, alice: Person, handle: str) -> list[str]:
    home.clock.passes(minutes=1)
    found = await alice.get(f"/api/v2/search?resolve=true&type=accounts&q=@{handle}")
    return [one["acct"] for one in found["accounts"]]


async def test_c30_a_handle_and_its_actor(home: House, alice: Person, victim: Stranger):
    """The positive control."""
    handle = f"victim@{victim.peer.host}"
    assert await looks_for(home, alice, handle) == [handle]


async def test_c30_a_handle_of_ours_for_somebody_elsewhere(home: House, alice: Person, evil: Peer, victim: Stranger):
    """Eve's server says that the victim is called `victim@evil`; the victim's server knows nothing of it."""
    tells(evil, "victim", evil.host, jrd(f"acct:victim@{evil.host}", victim.id))
    assert await looks_for(home, alice, f"victim@{evil.host}") == []
    assert await looks_for(home, alice, f"victim@{victim.peer.host}") == [f"victim@{victim.peer.host}"]
    account = await known(home, victim.id)
    assert account is not None
    assert account.domain == victim.peer.host


async def test_c30_nor_after_the_victim_is_known(home: House, alice: Person, evil: Peer, victim: Stranger):
    """A handle that somebody has is not taken away by a third server."""
    await looks_for(home, alice, f"victim@{victim.peer.host}")
    tells(evil, "victim", evil.host, jrd(f"acct:victim@{evil.host}", victim.id))
    await looks_for(home, alice, f"victim@{evil.host}")
    account = await known(home, victim.id)
    assert account is not None
    assert account.domain == victim.peer.host


async def test_c30_an_actor_on_a_host_of_its_own(home: House, alice: Person, far: Peer, evil: Peer):
    """Split domains, where both sides agree: `bob@far` lives at `evil` (which is honest this once)."""
    bob = somebody(evil, "bob")
    handle = f"bob@{far.host}"
    tells(far, "bob", far.host, jrd(f"acct:{handle}", bob.id))
    tells(evil, "bob", evil.host, jrd(f"acct:{handle}", bob.id))
    assert await looks_for(home, alice, handle) == [handle]


@pytest.mark.parametrize(
    "answer",
    [
        ("acct:other@{evil}", "https://{evil}/users/eve"), (None, "https://{evil}/users/eve"), ("", "https://{evil}/users/eve"),
        ("acct:eve@{far}", "https://{evil}/users/eve"), ("acct:victim@{far}", "https://{far}/users/victim"),
        ("acct:eve@{evil}", "https://{evil}/users/other"), ("acct:eve@{evil}", "http://{evil}/users/eve"),
        ("acct:eve@{evil}", "javascript:alert(1)"), ("acct:eve@{evil}", "https://{far}/users/victim"),
        ("https://{evil}/users/eve", "https://{evil}/users/eve"), ("acct:eve@art.example", "https://art.example/users/alice"),
        ("acct:eve@{evil}", "https://art.example/users/alice"),
    ],
)  # fmt: skip
async def test_c30_answers_about_others(
    home: House, alice: Person, evil: Peer, victim: Stranger, answer: tuple[str | None, str]
):
    eve, other = somebody(evil, "eve"), somebody(evil, "other")
    places = {"evil": evil.host, "far": victim.peer.host}
    subject, href = answer
    tells(evil, "eve", evil.host, jrd(subject.format(**places) if subject is not None else None, href.format(**places)))
    found = await looks_for(home, alice, f"eve@{evil.host}")
    assert found == []
    assert [await known(home, one.id) for one in (eve, other)] == [None, None]
    assert await alice.get(f"/api/v1/accounts/{alice.account.id}") is not None


@pytest.mark.parametrize(
    ("document", "kind"),
    [
        (b"x" * 10_000_000, JRD_JSON), (b"[]", JRD_JSON), (b"{", JRD_JSON), ({"subject": 7, "links": 7}, JRD_JSON),
        ({"subject": "acct:eve@x", "links": [7, None, {}, {"rel": 7}] * 1000}, JRD_JSON),
        (b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><XRD>&b;</XRD>', "application/xrd+xml"),
        (b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><XRD>&a;</XRD>', JRD_JSON),
        (b"<html></html>", "text/html"),
    ],
    ids=["10 MB", "list", "broken", "types", "links", "bomb", "entity", "html"],
)  # fmt: skip
async def test_c30_answers_that_cannot_be_read(home: House, alice: Person, evil: Peer, document: Any, kind: str):
    """One request, no XML, nothing found."""
    tells(evil, "eve", evil.host, document, kind)
    evil.asked.clear()
    assert await looks_for(home, alice, f"eve@{evil.host}") == []
    assert len(evil.asked) == 1


async def test_c30_hosts_that_point_at_each_other(home: House, alice: Person, far: Peer, evil: Peer):
    """A says B and B says A: one more look, and nobody."""
    for here, there in ((far, evil), (evil, far)):
        for host in (far.host, evil.host):
            tells(here, "eve", host, jrd(f"acct:eve@{there.host}", f"https://{there.host}/users/eve"))
    somebody(far, "eve")
    somebody(evil, "eve")
    far.network.seen.clear()
    assert await looks_for(home, alice, f"eve@{far.host}") == []
    assert len(far.network.seen) <= 3


async def test_c30_plain_http_is_not_asked(home: House, alice: Person, evil: Peer):
    evil.moved[f"/.well-known/webfinger?resource=acct%3Aeve%40{evil.host}"] = f"http://{evil.host}/jrd"
    evil.network.seen.clear()
    assert await looks_for(home, alice, f"eve@{evil.host}") == []
    assert [url for _, url in evil.network.seen if url.startswith("http:")] == []
