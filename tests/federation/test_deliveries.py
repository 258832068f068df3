"""What our people do reaches those elsewhere, in order, again and again until it does."""

import json

from activitypub.digests import digest_of
from activitypub.keys import PublicKey
from activitypub.requests import Headers, Request
from activitypub.signatures import Verified, cavage, verify
from fediai.domain.statuses import Draft, StatusView
from fediai.domain.visibility import Visibility
from fediai.services.far import outgoing
from fediai.services.posts import statuses
from fediai.store import jobs
from fediai.store.far import peers
from tests.far_side import Letter, Peer, Stranger
from tests.harness.house import House, Person


async def posts(home: House, who: Person, text: str = "Hello", **words: object) -> StatusView:
    """Through the services, and out."""
    async with home.ctx.db.write() as tx:
        return await statuses.publish(home.ctx, tx, who.account, Draft(text=text, **words))


async def test_a_post_travels_signed_and_whole(home: House, followed: Person, bob: Stranger, far: Peer):
    """Digest, date, host and target signed by the author's key; the Note inside."""
    view = await posts(home, followed, "A fox #snow", language="en")
    await home.works()
    [letter], [create] = far.letters, far.received
    request = Request("POST", letter.target, Headers(letter.headers.items()), letter.body)
    signature = cavage.read_signature(request, frozenset({far.host}))
    actor = (await home.ask("GET", "/users/alice", headers={"Accept": "application/activity+json"})).json
    key = PublicKey(f"{actor['id']}#main-key", actor["id"], _key(actor["publicKey"]["publicKeyPem"]))
    assert isinstance(verify(signature, request, key, home.clock()), Verified)
    assert letter.headers["digest"] == digest_of(letter.body)
    assert (letter.target, create["type"], create["object"]["id"]) == ("/inbox", "Create", view.status.uri)
    assert create["object"]["contentMap"] == {"en": create["object"]["content"]}
    assert [tag["name"] for tag in create["object"]["tag"]] == ["#snow"]


def _key(pem: str):
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    return load_pem_public_key(pem.encode())


async def test_two_followers_behind_one_shared_inbox_get_one_letter(
    home: House, followed: Person, bob: Stranger, far: Peer
):
    """And one elsewhere gets their own."""
    carol, dave = far.has("carol"), Peer(far.network, "third.example").has("dave")
    for one in (carol, dave):
        await one.sends(one.says("Follow", followed.account.uri), home)
    await home.works()
    far.letters.clear()
    dave.peer.letters.clear()
    await posts(home, followed)
    await home.works()
    assert [letter.target for letter in far.letters] == ["/inbox"]
    assert [letter.target for letter in dave.peer.letters] == ["/inbox"]


async def test_a_post_for_nobody_elsewhere_causes_no_errand(home: House, alice: Person):
    """No follower far away, no letter."""
    await posts(home, alice)
    async with home.ctx.db.read() as tx:
        assert await jobs.counts(tx) == {}


async def test_a_direct_post_goes_to_whom_it_names_only(home: House, followed: Person, bob: Stranger, far: Peer):
    """Not to the followers."""
    dave = Peer(far.network, "third.example").has("dave")
    await dave.sends(dave.says("Follow", followed.account.uri), home)
    await home.works()
    far.letters.clear()
    dave.peer.letters.clear()
    await posts(home, followed, "@bob@far.example psst", visibility=Visibility.DIRECT)
    await home.works()
    assert dave.peer.letters == []
    [create] = far.received[-1:]
    assert (create["to"], create.get("cc", [])) == ([bob.id], [])


async def test_a_silent_peer_gets_it_later(home: House, followed: Person, far: Peer):
    """The errand waits, is tried again, and arrives once."""
    far.is_silent()
    await posts(home, followed)
    await home.works()
    far.is_silent(False)
    assert await home.works() == 0
    home.clock.passes(minutes=2)
    await home.works()
    assert [said["type"] for said in far.received] == ["Create"]


async def test_a_retried_letter_is_signed_anew(home: House, followed: Person, far: Peer):
    """A signature of yesterday would be stale."""
    far.answers = lambda letter: 503
    await posts(home, followed)
    await home.works()
    far.answers = lambda letter: 202
    home.clock.passes(minutes=2)
    await home.works()
    first, second = far.letters
    assert first.body == second.body
    assert first.headers["date"] != second.headers["date"]


async def test_a_final_no_ends_it(home: House, followed: Person, far: Peer):
    """410 and 403 are answers; nobody knocks again."""
    far.answers = lambda letter: 410
    await posts(home, followed)
    await home.works()
    home.clock.passes(days=1)
    assert await home.works() == 0
    assert len(far.letters) == 1


async def test_a_delete_follows_its_create_even_when_that_is_late(home: House, followed: Person, far: Peer):
    """One lane for each thing at each inbox; and other posts are not held up."""
    first_tries: list[str] = []

    def refuse_the_first(letter: Letter) -> int:
        said = json.loads(letter.body)
        first_tries.append(said["type"])
        return 503 if len(first_tries) == 1 else 202

    far.answers = refuse_the_first
    view = await posts(home, followed, "regretted")
    await home.works()
    async with home.ctx.db.write() as tx:
        await outgoing.deleted(home.ctx, tx, followed.account, view.status)
    await posts(home, followed, "other")
    await home.works()
    assert [said["type"] for said in far.received] == ["Create"]
    home.clock.passes(minutes=2)
    await home.works()
    about = [(said["type"], said["object"]["id"] == view.status.uri) for said in far.received]
    assert about == [("Create", False), ("Create", True), ("Delete", True)]


async def test_a_peer_that_keeps_failing_is_left_in_peace(home: House, followed: Person, far: Peer):
    """Its errands wait without burning tries; one asks how it is, then all go."""
    far.answers = lambda letter: 500
    for number in range(4):
        await posts(home, followed, f"post {number}")
        await home.works()
    async with home.ctx.db.read() as tx:
        state = (await peers.states(tx, ["far.example"]))["far.example"]
    assert state.closed_until is not None
    asked = len(far.letters)
    await posts(home, followed, "one more")
    await home.works()
    assert len(far.letters) == asked
    far.answers = lambda letter: 202
    for _ in range(6):
        home.clock.passes(minutes=5)
        await home.works()
    assert len(far.received) == 5


async def test_a_peer_that_is_silent_for_a_week_is_given_up(home: House, followed: Person, far: Peer):
    """Nobody waits for ever."""
    far.is_silent()
    for number in range(4):
        await posts(home, followed, f"post {number}")
        await home.works()
    for _ in range(40):
        home.clock.passes(hours=6)
        await home.works()
    async with home.ctx.db.read() as tx:
        assert await jobs.counts(tx) == {}


async def test_an_edit_and_a_profile_change_travel(home: House, followed: Person, far: Peer):
    """As Updates with ids of their own."""
    view = await posts(home, followed)
    async with home.ctx.db.write() as tx:
        await outgoing.edited(home.ctx, tx, view)
        await outgoing.account_updated(home.ctx, tx, followed.account)
    await home.works()
    said = [(one["type"], one["object"]["type"]) for one in far.received]
    assert sorted(said) == [("Create", "Note"), ("Update", "Note"), ("Update", "Person")]
    assert len({one["id"] for one in far.received}) == 3


async def test_every_body_stays_small_enough_for_every_peer(home: House, followed: Person, far: Peer):
    """48 KiB, with the longest text that may be posted."""
    await posts(home, followed, "🦊" * 4900)
    await home.works()
    [letter] = far.letters
    assert len(letter.body) < 48 * 1024
