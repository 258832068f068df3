"""What is learnt about far servers, and what policy makes of them."""

import asyncio
import json
import os
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from activitypub.keys import PublicKey
from activitypub.requests import Headers, Request
from activitypub.results import Reason
from activitypub.signatures import Verified, cavage, read_signature, rfc9421, verify
from activitypub.terms import ACTIVITY_JSON
from fediai.domain.policy import Severity
from fediai.domain.rules import Rule
from fediai.domain.statuses import Draft
from fediai.federation.signing import Signer, Unsigned
from fediai.services.posts import statuses
from fediai.store.far import rules
from tests.far_side import Letter, Peer, Stranger, key_named
from tests.harness.house import House, Network, Person, house
from tests.proofs import may_prove, proving_key


async def posts(home: House, who: Person) -> None:
    async with home.ctx.db.write() as tx:
        await statuses.publish(home.ctx, tx, who.account, Draft(text="Hello"))
    await home.works()


async def block(home: House, domain: str, severity: str = "suspend") -> None:
    async with home.ctx.db.write() as tx:
        await rules.say(tx, [Rule(domain, Severity(severity))])


def signed_the_new_way(bob: Stranger, home: House, said: dict) -> Letter:
    body = json.dumps(said).encode()
    headers = {"Host": home.domain, "Content-Type": ACTIVITY_JSON}
    request = Request("POST", "/inbox", Headers(headers.items()), body)
    return Letter("/inbox", {**headers, **rfc9421.sign(request, bob.key_id, bob.key, home.clock())}, body)


def reads(wanted: str) -> Callable[[Letter], int]:
    """An inbox that understands one of the two kinds of signature."""
    return lambda letter: 202 if ("signature-input" in letter.headers) is (wanted == "new") else 401


async def test_who_signs_after_rfc_9421_is_answered_so(home: House, alice: Person, bob: Stranger, far: Peer):
    """And is asked again at once in the older way when it turns such a letter away; from then on only so."""
    letter = signed_the_new_way(bob, home, bob.says("Follow", alice.account.uri))
    assert (await letter.reaches(home)).status == 202
    await home.works()
    assert "signature-input" in far.letters[-1].headers
    far.answers = reads("old")
    await posts(home, alice)
    assert ["signature-input" in one.headers for one in far.letters[-2:]] == [True, False]
    assert far.received[-1]["type"] == "Create"
    await posts(home, alice)
    assert ["signature-input" in one.headers for one in far.letters[-2:]] == [False, False]


async def test_who_asks_for_the_newer_signatures_gets_them(home: House, followed: Person, bob: Stranger, far: Peer):
    """`Accept-Signature` beside a 401: asked again at once, and remembered in the database."""
    far.answers, far.more = reads("new"), {"accept-signature": 'sig1=("@method" "@target-uri");created;keyid'}
    await posts(home, followed)
    assert ["signature-input" in one.headers for one in far.letters] == [False, True]
    far.letters.clear()
    home.ctx.far.modern.clear()
    await posts(home, followed)
    assert ["signature-input" in one.headers for one in far.letters] == [True]


@pytest.mark.parametrize("status", [400, 404, 410, 500, 503, 0])
async def test_nothing_else_is_a_reason_to_sign_otherwise(
    home: House, alice: Person, bob: Stranger, far: Peer, status: int
):
    """A server that is down or has no such mailbox reads signatures as well as before."""
    assert (await signed_the_new_way(bob, home, bob.says("Follow", alice.account.uri)).reaches(home)).status == 202
    await home.works()
    far.letters.clear()
    far.answers = lambda letter: status
    far.is_silent(status == 0)
    await posts(home, alice)
    assert ["signature-input" in one.headers for one in far.letters] == ([True] if status else [])


async def test_who_names_rfc_9421_among_what_it_implements(home: House, alice: Person, far: Peer):
    """FEP-844e, in the actor that is met; ours say so, too."""
    said = (await home.ask("GET", "/users/alice", headers={"Accept": ACTIVITY_JSON})).json["generator"]["implements"]
    bob = far.has("bob", generator={"type": "Application", "implements": said})
    await bob.sends(bob.says("Follow", alice.account.uri), home)
    await home.works()
    assert "signature-input" in far.letters[-1].headers


async def test_ed25519_keys_sign_requests(home: House, alice: Person, bob: Stranger):
    """FEP-521a: the key stands in `assertionMethod` only."""
    may_prove(bob)
    body = json.dumps(bob.says("Follow", alice.account.uri)).encode()
    headers = {"Host": home.domain, "Content-Type": ACTIVITY_JSON}
    request = Request("POST", "/inbox", Headers(headers.items()), body)
    for key, status in ((proving_key("somebody else's"), 401), (proving_key(bob.id), 202)):
        home.clock.passes(minutes=6)
        signed = rfc9421.sign(request, f"{bob.id}#proofs", key, home.clock())
        assert (await Letter("/inbox", {**headers, **signed}, body).reaches(home)).status == status


async def test_a_blocked_server_is_neither_heard_nor_asked_nor_told(
    home: House, followed: Person, bob: Stranger, far: Peer
):
    """Nor are its subdomains."""
    await block(home, "far.example")
    sub = Peer(far.network, "sub.far.example").has("carol")
    far.asked.clear()
    answers = [await one.sends(one.says("Like", "https://x.example/1"), home) for one in (bob, sub)]
    assert [answer.status for answer in answers] == [403, 403]
    assert sub.peer.asked == []
    await posts(home, followed)
    assert far.asked == []


async def test_where_a_list_allows_nobody_else_is_heard(sqlite_url: str, network: Network, far: Peer, bob: Stranger):
    """Limited federation, until the server is on the list."""
    async with house("art.example", sqlite_url, network, federation={"mode": "allowlist"}) as home:
        alice = await home.signs_up("alice")
        follow = bob.says("Follow", alice.account.uri)
        assert (await bob.sends(follow, home)).status == 403
        assert far.asked == []
        await block(home, "far.example", "allow")
        assert (await bob.sends(follow, home)).status == 202


async def test_a_boost_of_a_blocked_servers_post_is_not_shown(home: House, followed: Person, bob: Stranger, far: Peer):
    """By whatever way it comes."""
    await block(home, "evil.example")
    eve = Peer(far.network, "evil.example").has("eve")
    note = eve.note()
    answer = await bob.sends(bob.says("Announce", note["id"], to=["as:Public"]), home)
    assert answer.status == 403
    assert eve.peer.asked == []


async def test_keys_of_one_host_are_not_asked_for_without_end(home: House, alice: Person, far: Peer):
    """A thousand unknown keys cost sixty fetches, then 429."""
    home.clock.passes(seconds=60 - home.clock().second)
    ghosts = [Stranger(far, f"ghost{number}", key_name="ghost") for number in range(70)]
    answers = [(await one.sends(one.says("Follow", alice.account.uri), home)).status for one in ghosts]
    assert answers.count(401) == len(far.asked) == 60
    assert answers[-1] == 429


async def test_who_brings_nothing_but_refused_letters_may_come_back_later(sqlite_url: str, network: Network):
    """Three hundred within a minute are enough."""
    async with house("art.example", sqlite_url, network, limits={"enabled": True}) as home:
        home.clock.passes(seconds=60 - home.clock().second)
        headers = {"Content-Type": ACTIVITY_JSON}
        answers = [await home.ask("POST", "/inbox", headers=headers, body=b"{}") for _ in range(302)]
        assert [answer.status for answer in answers[:300]] == [401] * 300
        assert (answers[-1].status, answers[-1].header("retry-after")) == (429, "60")
        home.clock.passes(minutes=1)
        assert (await home.ask("POST", "/inbox", headers=headers, body=b"{}")).status == 401
        assert home.ctx.far.refused[Reason.UNSIGNED] == 301


@pytest.mark.parametrize("scheme", ["", "https"])
async def test_the_pool_signs_as_well_as_we_do(scheme: str):
    """In another process, a batch at a time, in order; killed, it is started again."""
    signer, now, key = Signer(1), datetime.now(UTC), key_named("pool")
    requests = [
        Unsigned("POST", "far.example", f"/{n}/inbox", "https://a.example/k", key.pem(), ACTIVITY_JSON, b"{}", scheme)
        for n in range(20)
    ]
    for _ in range(2):
        signed = await signer.sign(requests, now)
        for request, headers in zip(requests, signed, strict=True):
            whole = Request("POST", request.target, Headers(headers.items()), b"{}")
            found = read_signature(whole, frozenset({"far.example"}))
            public = PublicKey("https://a.example/k", "https://a.example/", key.public().key)
            assert isinstance(verify(found, whole, public, now), Verified)
        for pid in list(signer._pool._processes):
            os.kill(pid, 9)
        await asyncio.sleep(0.2)
    await signer.close()


async def test_our_own_gets_are_signed_by_the_instance(home: House, alice: Person, bob: Stranger, far: Peer):
    """GoToSocial answers nobody else; the key is at /actor, open to all."""
    seen: list[Request] = []
    answer = far._answer

    def watched(scope, target, body):
        lines = [(k.decode(), v.decode()) for k, v in scope["headers"]]
        seen.append(Request("GET", target, Headers(lines)))
        return answer(scope, target, body)

    far._answer = watched
    await bob.sends(bob.says("Follow", alice.account.uri), home)
    signature = cavage.read_signature(seen[0], frozenset({"far.example"}))
    actor = (await home.ask("GET", "/actor")).json
    assert signature.key_id == actor["publicKey"]["id"]
