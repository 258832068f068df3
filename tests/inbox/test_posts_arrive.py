"""Posts from elsewhere, and what is done to them."""

import pytest

from activitypub.terms import ACTIVITY_JSON
from fediai.domain.accounts import Account
from fediai.domain.statuses import Status
from fediai.services.people import follows
from fediai.store.people import accounts
from fediai.store.posts import statuses
from tests.far_side import Peer, Stranger
from tests.harness.house import House, Person


async def stored(home: House, uri: str) -> Status | None:
    async with home.ctx.db.read() as tx:
        return await statuses.by_uri(tx, uri)


async def known(home: House, uri: str) -> Account | None:
    async with home.ctx.db.read() as tx:
        return await accounts.by_uri(tx, uri)


@pytest.fixture
async def follower(home: House, alice: Person, bob: Stranger) -> Person:
    """Alice follows Bob, and Bob has said yes."""
    await bob.sends(bob.says("Follow", alice.account.uri), home)
    await home.works()
    far_bob = await known(home, bob.id)
    assert far_bob is not None
    async with home.ctx.db.write() as tx:
        await follows.follow(home.ctx, tx, alice.account, far_bob)
    await home.works()
    asked = bob.peer.received[-1]
    assert asked["type"] == "Follow"
    assert (await bob.sends(bob.says("Accept", asked), home)).status == 202
    await home.works()
    assert (await home.account("alice")).following_count == 1
    return alice


async def test_a_picture_with_its_description_and_its_mark(home: House, follower: Person, bob: Stranger):
    """Alt text, size, blurhash and origin survive the way."""
    image = {
        "type": "Image", "mediaType": "image/png", "url": "https://far.example/fox.png", "name": "A red fox.",
        "width": 1024, "height": 768, "blurhash": "LEHV6nWB2yk8pyo0adR*.7kCMdnj",
        "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
    }  # fmt: skip
    said = bob.writes('<p>Snow <script>alert("x")</script></p>', attachment=[image])
    assert (await bob.sends(said, home)).status == 202
    await home.works()
    status = await stored(home, said["object"]["id"])
    assert status is not None
    assert ("<script" in status.content, status.gen_ai) == (False, True)
    async with home.ctx.db.read() as tx:
        from fediai.store.pictures import media

        [picture] = (await media.by_statuses(tx, [status.id]))[status.id]
    assert (picture.description, picture.width, picture.height) == ("A red fox.", 1024, 768)
    assert (picture.remote_url, picture.is_generated) == ("https://far.example/fox.png", True)


async def test_what_concerns_nobody_is_not_kept(home: House, alice: Person, bob: Stranger):
    """Nobody here follows Bob or is named by him."""
    said = bob.writes()
    assert (await bob.sends(said, home)).status == 202
    await home.works()
    assert await stored(home, said["object"]["id"]) is None


async def test_a_mention_is_kept_and_rings(home: House, alice: Person, bob: Stranger):
    """Addressed and named: that is for her."""
    uri = alice.account.uri
    tag = [{"type": "Mention", "href": uri, "name": "@alice@art.example"}]
    said = bob.writes("<p>@alice look</p>", tag=tag, to=[uri], cc=[])
    await bob.sends(said, home)
    await home.works()
    status = await stored(home, said["object"]["id"])
    assert status is not None
    assert status.visibility == "direct"


async def test_the_same_create_twice_is_one_post(home: House, follower: Person, bob: Stranger):
    """By its id, however often it comes."""
    said = bob.writes()
    letter = bob.signs(said, home)
    assert [(await letter.reaches(home)).status for _ in range(2)] == [202, 202]
    assert (await bob.sends(said, home)).status == 202
    assert await home.works() == 1


async def test_an_edit_under_an_id_that_came_before_is_not_dropped(home: House, follower: Person, bob: Stranger):
    """GoToSocial gives every Update of a post the same id."""
    said = bob.writes("<p>one</p>")
    await bob.sends(said, home)
    for text in ("two", "three"):
        note = {**said["object"], "content": f"<p>{text}</p>", "updated": said["object"]["published"]}
        update = {**bob.says("Update", note), "id": f"{note['id']}#Update"}
        assert (await bob.sends(update, home)).status == 202
        await home.works()
    status = await stored(home, said["object"]["id"])
    assert status is not None
    assert status.content == "<p>three</p>"


async def test_a_tombstone_wins_over_what_comes_late(home: House, follower: Person, bob: Stranger):
    """A Delete overtook its Create."""
    said = bob.writes()
    uri = said["object"]["id"]
    await bob.sends(bob.says("Delete", {"type": "Tombstone", "id": uri}), home)
    await home.works()
    await bob.sends(said, home)
    await home.works()
    assert await stored(home, uri) is None


async def test_others_posts_are_not_theirs_to_change(home: House, follower: Person, bob: Stranger, far: Peer):
    """Neither from another server nor from the same."""
    said = bob.writes("<p>mine</p>")
    await bob.sends(said, home)
    await home.works()
    uri = said["object"]["id"]
    mallory, eve = far.has("mallory"), Peer(far.network, "evil.example").has("eve")
    forged = {**said["object"], "content": "<p>theirs</p>", "attributedTo": mallory.id}
    answers = [
        await mallory.sends(mallory.says("Update", forged), home),
        await mallory.sends(mallory.says("Delete", uri), home),
        await eve.sends(eve.says("Update", said["object"]), home),
        await eve.sends(eve.says("Delete", uri), home),
    ]
    await home.works()
    assert [answer.status for answer in answers] == [202, 202, 403, 403]
    status = await stored(home, uri)
    assert status is not None
    assert status.content == "<p>mine</p>"


async def test_a_reply_brings_what_it_answers(home: House, follower: Person, bob: Stranger, far: Peer):
    """Parents are fetched from their own servers, oldest first."""
    carol = Peer(far.network, "third.example").has("carol")
    root = carol.note("<p>root</p>")
    middle = carol.note("<p>middle</p>", inReplyTo=root["id"])
    said = bob.writes("<p>leaf</p>", inReplyTo=middle["id"])
    await bob.sends(said, home)
    await home.works()
    top, leaf = await stored(home, root["id"]), await stored(home, said["object"]["id"])
    assert top is not None
    assert leaf is not None
    assert leaf.thread_id == top.id


async def test_a_parent_served_as_something_else_is_not_believed(home: House, follower: Person, bob: Stranger):
    """`text/html` with a Note inside is somebody's upload, not somebody's word."""
    fake = bob.peer.serves(bob.note("<p>fake</p>"), "text/html")
    said = bob.writes(inReplyTo=fake["id"])
    await bob.sends(said, home)
    await home.works()
    assert await stored(home, fake["id"]) is None
    assert await stored(home, said["object"]["id"]) is not None


async def test_likes_and_boosts_count_once_and_can_be_taken_back(home: House, alice: Person, bob: Stranger):
    """By Bob, for a post of Alice's."""
    async with home.ctx.db.write() as tx:
        from fediai.domain.statuses import Draft
        from fediai.services.posts import statuses as posting

        view = await posting.publish(home.ctx, tx, alice.account, Draft(text="Hello"))
    uri = view.status.uri
    like, boost = bob.says("Like", uri), bob.says("Announce", uri, to=["as:Public"])
    for said in (like, boost, bob.says("Like", uri)):
        assert (await bob.sends(said, home)).status == 202
    await home.works()
    status = await stored(home, uri)
    assert status is not None
    assert (status.favourites_count, status.reblogs_count) == (1, 1)
    for said in (like, boost):
        await bob.sends(bob.says("Undo", said), home)
    await home.works()
    status = await stored(home, uri)
    assert status is not None
    assert (status.favourites_count, status.reblogs_count) == (0, 0)


async def test_a_boost_shows_what_its_origin_says(home: House, follower: Person, bob: Stranger, far: Peer):
    """Whatever the Announce embeds."""
    carol = Peer(far.network, "third.example").has("carol")
    note = carol.note("<p>true</p>")
    boost = bob.says("Announce", {**note, "content": "<p>false</p>"}, to=["as:Public"])
    await bob.sends(boost, home)
    await home.works()
    shown, reblog = await stored(home, note["id"]), await stored(home, boost["id"])
    assert shown is not None
    assert reblog is not None
    assert (shown.content, reblog.reblog_of_id) == ("<p>true</p>", shown.id)


async def test_a_profile_changes_by_its_owner_only(home: House, follower: Person, bob: Stranger, far: Peer):
    """Update(Person) is about oneself."""
    mallory = far.has("mallory")
    renamed = {**bob.document(), "name": "Robert", "summary": "<p>hi<script>x</script></p>"}
    assert (await mallory.sends(mallory.says("Update", renamed), home)).status == 403
    assert (await bob.sends(bob.says("Update", renamed), home)).status == 202
    await home.works()
    now = await known(home, bob.id)
    assert now is not None
    assert (now.display_name, now.note, now.acct) == ("Robert", "<p>hi</p>", "bob@far.example")


async def test_an_account_that_leaves_takes_its_posts_along(home: House, follower: Person, bob: Stranger):
    """And the counts of those it followed."""
    said = bob.writes()
    await bob.sends(said, home)
    await home.works()
    assert (await bob.sends(bob.says("Delete", bob.id), home)).status == 202
    await home.works()
    assert await known(home, bob.id) is None
    assert await stored(home, said["object"]["id"]) is None
    alice = await home.account("alice")
    assert (alice.followers_count, alice.following_count) == (0, 0)


async def test_a_changed_key_is_asked_for_once(home: House, alice: Person, bob: Stranger, far: Peer):
    """Key rotation: one forced fetch, then believed; a forger causes no second one."""
    await bob.sends(bob.says("Follow", alice.account.uri), home)
    home.clock.passes(minutes=10)
    bob.key_name = "bob's second key"
    far.asked.clear()
    assert (await bob.sends(bob.says("Undo", bob.says("Follow", alice.account.uri)), home)).status == 202
    assert far.asked == ["GET /users/bob"]
    forger = Stranger(far, "bob", key_name="mallory")
    assert (await forger.sends(forger.says("Follow", alice.account.uri), home)).status == 401
    assert far.asked == ["GET /users/bob"]


async def test_an_actor_document_of_another_type_is_no_actor(home: House, alice: Person, far: Peer):
    """A key served as `application/json` is no key."""
    dave = far.has("dave")
    far.people.clear()
    far.serves(dave.document(), "application/json")
    assert (await dave.sends(dave.says("Follow", alice.account.uri), home)).status == 401
    far.serves(dave.document(), ACTIVITY_JSON)
    home.clock.passes(minutes=6)
    assert (await dave.sends(dave.says("Follow", alice.account.uri), home)).status == 202
