"""Two complete servers on the imaginary wire, on both databases: what happens on one is seen on the other."""

from activitypub.terms import ACTIVITY_JSON
from fediai.domain.accounts import Account
from fediai.domain.statuses import Draft, Status
from fediai.services.far import outgoing, resolving
from fediai.services.people import follows
from fediai.services.posts import reactions, statuses
from fediai.store.people import accounts
from fediai.store.posts import statuses as status_store
from tests.harness.house import House, Person, everyone_settles


async def meets(who: Person, other: Person) -> Account:
    """Finds somebody by their handle, across the wire."""
    found = await resolving.account(who.house.ctx, other.handle, by=who.account)
    assert found is not None
    return found


async def follows_far(who: Person, other: Person) -> None:
    target = await meets(who, other)
    async with who.house.ctx.db.write() as tx:
        await follows.follow(who.house.ctx, tx, who.account, target)


async def says(who: Person, text: str, **words: object) -> Status:
    async with who.house.ctx.db.write() as tx:
        return (await statuses.publish(who.house.ctx, tx, who.account, Draft(text=text, **words))).status


async def there(house: House, uri: str) -> Status | None:
    async with house.ctx.db.read() as tx:
        return await status_store.by_uri(tx, uri)


async def seen(house: House, uri: str) -> Status:
    found = await there(house, uri)
    assert found is not None
    return found


async def test_follow_post_reply_favourite_boost_and_delete(art: House, pub: House):
    """The whole round, each step seen on the other server, and undone again."""
    alice, bob = await art.signs_up("alice"), await pub.signs_up("bob")
    await follows_far(bob, alice)
    await everyone_settles(art, pub)
    assert (await art.account("alice")).followers_count == (await pub.account("bob")).following_count == 1

    post = await says(alice, "A fox in the snow #winter")
    await everyone_settles(art, pub)
    copy = await seen(pub, post.uri)
    assert copy.content.startswith("<p>A fox in the snow <a")
    assert (copy.tags, copy.local) == (("winter",), False)

    answer = await says(bob, "@alice@art.example lovely", in_reply_to_id=copy.id)
    async with pub.ctx.db.write() as tx:
        await reactions.favourite(pub.ctx, tx, bob.account, copy.id)
        await reactions.reblog(pub.ctx, tx, bob.account, copy.id)
    await everyone_settles(art, pub)
    now, reply = await seen(art, post.uri), await seen(art, answer.uri)
    assert (now.favourites_count, now.reblogs_count, now.replies_count) == (1, 1, 1)
    told = (await art.ask("GET", f"/users/alice/statuses/{post.id}", headers={"Accept": ACTIVITY_JSON})).json
    for word in ("likes", "shares"):
        tally = {"id": f"{post.uri}/{word}", "type": "Collection", "totalItems": 1}  # a number, and nobody's name
        alone = (
            await art.ask("GET", f"/users/alice/statuses/{post.id}/{word}", headers={"Accept": ACTIVITY_JSON})
        ).json
        assert told[word] == tally == {name: alone[name] for name in alone if name != "@context"}
    assert reply.in_reply_to_id == post.id

    async with pub.ctx.db.write() as tx:
        await reactions.unfavourite(pub.ctx, tx, bob.account, copy.id)
        await reactions.unreblog(pub.ctx, tx, bob.account, copy.id)
        await statuses.delete(pub.ctx, tx, bob.account, answer.id)
    await everyone_settles(art, pub)
    now = await seen(art, post.uri)
    assert (now.favourites_count, now.reblogs_count, now.replies_count) == (0, 0, 0)
    assert await there(art, answer.uri) is None

    async with art.ctx.db.write() as tx:
        await statuses.delete(art.ctx, tx, alice.account, post.id)
    await everyone_settles(art, pub)
    assert await there(pub, post.uri) is None


async def test_unfollowing_and_following_again(art: House, pub: House):
    """Each time the other side hears of it."""
    alice, bob = await art.signs_up("alice"), await pub.signs_up("bob")
    for _ in range(2):
        await follows_far(bob, alice)
        await everyone_settles(art, pub)
        assert (await art.account("alice")).followers_count == 1
        target = await meets(bob, alice)
        async with pub.ctx.db.write() as tx:
            await follows.unfollow(pub.ctx, tx, bob.account, target)
        await everyone_settles(art, pub)
        assert (await art.account("alice")).followers_count == 0
        assert (await pub.account("bob")).following_count == 0


async def test_a_search_for_an_address_brings_the_post(art: House, pub: House):
    """By its id, from its origin; its author comes along."""
    alice, bob = await art.signs_up("alice"), await pub.signs_up("bob")
    post = await says(alice, "Found by address")
    found = await resolving.status(pub.ctx, post.uri, by=bob.account)
    assert found is not None
    assert found.uri == post.uri
    async with pub.ctx.db.read() as tx:
        author = await accounts.by_uri(tx, alice.account.uri)
    assert author is not None
    assert author.acct == "alice@art.example"


async def test_the_same_errand_twice_is_applied_once(art: House, pub: House):
    """A crash between sending and settling repeats a delivery: the far side sees one post."""
    alice, bob = await art.signs_up("alice"), await pub.signs_up("bob")
    await follows_far(bob, alice)
    await everyone_settles(art, pub)
    post = await says(alice, "once")
    await everyone_settles(art, pub)
    async with art.ctx.db.write() as tx:
        await outgoing.deliver(tx, f"{post.uri}/activity", alice.account.id, post.uri, ["https://pub.example/inbox"])
    await everyone_settles(art, pub)
    async with pub.ctx.db.read() as tx:
        far_alice = await accounts.by_uri(tx, alice.account.uri)
    assert far_alice is not None
    assert far_alice.statuses_count == 1


async def test_nobody_asks_for_more_than_a_minute_allows(art: House, pub: House):
    """A person who pastes address after address is slowed down, others are not."""
    bob, eve = await pub.signs_up("bob"), await pub.signs_up("eve")
    await art.signs_up("alice")
    for number in range(40):
        await resolving.account(pub.ctx, f"@nobody{number}@art.example", by=eve.account)
    assert await resolving.account(pub.ctx, "@alice@art.example", by=eve.account) is None
    assert await resolving.account(pub.ctx, "@alice@art.example", by=bob.account) is not None
