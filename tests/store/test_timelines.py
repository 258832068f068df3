"""Pages of timelines: what is in them, and Mastodon's three cursors."""

from fediai.domain.lifecycle import FollowState
from fediai.domain.statuses import Page
from fediai.domain.visibility import Visibility
from fediai.store.database import Database, Transaction
from fediai.store.people import blocks, follows
from fediai.store.posts import home_entries, reactions, statuses, threads, timelines
from fediai.store.posts.timelines import Only
from tests.store.posts import a_status, an_account

ALL = Only()


async def following(tx: Transaction, follower: int, target: int) -> None:
    made = await follows.ask(tx, follower, target, f"urn:{follower}:{target}", hide_reblogs=False, notify=False)
    await follows.move(tx, made, FollowState.ACCEPTED)


async def test_three_cursors_mean_three_things(db: Database):
    """max_id goes down; since_id gives the newest above; min_id gives those just above; always newest first."""
    async with db.write() as tx:
        alice = await an_account(tx, "alice")
        ids = [(await a_status(tx, alice, str(n))).id for n in range(10)]

        async def page(**words: int) -> list[int]:
            found = await timelines.home(tx, alice.id, Page(limit=3, **words))
            return [ids.index(one.id) for one in found]

        assert await page() == [9, 8, 7]
        assert await page(max_id=ids[5]) == [4, 3, 2]
        assert await page(since_id=ids[5]) == [9, 8, 7]
        assert await page(min_id=ids[5]) == [8, 7, 6]
        assert await page(max_id=ids[8], since_id=ids[5]) == [7, 6]
        assert await page(max_id=ids[7], min_id=ids[2]) == [5, 4, 3]
        assert await page(min_id=ids[9]) == []
        assert await page(min_id=0) == [2, 1, 0]


async def test_walking_down_and_up_shows_every_status_once(db: Database):
    async with db.write() as tx:
        alice = await an_account(tx, "alice")
        ids = [(await a_status(tx, alice, str(n))).id for n in range(17)]
        down: list[int] = []
        while found := await timelines.public(tx, 0, Page(limit=5, max_id=down[-1] if down else None), Only()):
            down += [one.id for one in found]
        up: list[int] = []
        while found := await timelines.public(tx, 0, Page(limit=5, min_id=up[-1] if up else 0), Only()):
            up += [one.id for one in reversed(found)]
        assert down == ids[::-1]
        assert up == ids


async def test_home_has_what_one_follows_and_no_conversations_of_strangers(db: Database):
    async with db.write() as tx:
        alice, bob, eve = [await an_account(tx, name) for name in ("alice", "bob", "eve")]
        await following(tx, alice.id, bob.id)
        plain = await a_status(tx, bob, "hello")
        stranger = await a_status(tx, eve, "unseen")
        to_eve = await a_status(tx, bob, "to eve", in_reply_to_id=stranger.id, in_reply_to_account_id=eve.id)
        to_alice = await a_status(tx, bob, "to alice", in_reply_to_id=1, in_reply_to_account_id=alice.id)
        direct = await a_status(tx, bob, "to eve alone", visibility=Visibility.DIRECT)
        reblog = await a_status(tx, bob, reblog_of_id=stranger.id)
        await home_entries.enter(tx, reblog, of=stranger)
        found = [one.id for one in await timelines.home(tx, alice.id, Page())]
        assert found == [reblog.id, to_alice.id, plain.id]
        assert {to_eve.id, direct.id}.isdisjoint(found)
        assert direct.id in [one.id for one in await timelines.home(tx, bob.id, Page())]


async def test_the_same_picture_does_not_come_home_twice_in_a_day(db: Database):
    async with db.write() as tx:
        alice, bob, eve, dan = [await an_account(tx, name) for name in ("alice", "bob", "eve", "dan")]
        await following(tx, alice.id, bob.id)
        await following(tx, alice.id, eve.id)
        original = await a_status(tx, dan, "a fox")
        for friend in (bob, eve):
            reblog = await a_status(tx, friend, reblog_of_id=original.id, visibility=Visibility.DIRECT)
            await home_entries.enter(tx, reblog, of=original)
        assert len(await timelines.home(tx, alice.id, Page())) == 1


async def test_blocks_and_mutes_hide_at_once(db: Database):
    async with db.write() as tx:
        alice, bob = await an_account(tx, "alice"), await an_account(tx, "bob")
        await following(tx, alice.id, bob.id)
        status = await a_status(tx, bob, "hello")
        await blocks.block(tx, bob.id, alice.id, "urn:block")
        assert await timelines.home(tx, alice.id, Page()) == []
        assert await timelines.public(tx, alice.id, Page(), Only()) == []
        assert [one.id for one in await timelines.public(tx, 0, Page(), Only())] == [status.id]


async def test_public_has_originals_for_everybody_and_its_parts(db: Database):
    async with db.write() as tx:
        alice = await an_account(tx, "alice")
        far = await a_status(tx, alice, "far", local=False)
        near = await a_status(tx, alice, "near", tags=("fox",))
        for changes in (
            {"visibility": Visibility.UNLISTED}, {"visibility": Visibility.PRIVATE}, {"reblog_of_id": near.id},
            {"in_reply_to_id": near.id, "in_reply_to_account_id": 7}, {"pending_generation_id": 7},
        ):  # fmt: skip
            await a_status(tx, alice, **changes)

        async def page(only: Only) -> list[int]:
            return [one.id for one in await timelines.public(tx, 0, Page(), only)]

        assert await page(Only()) == [near.id, far.id]
        assert await page(Only(local=True)) == [near.id]
        assert await page(Only(remote=True)) == [far.id]
        assert await page(Only(media=True)) == []


async def test_a_hashtag_with_others_and_without_some(db: Database):
    async with db.write() as tx:
        alice = await an_account(tx, "alice")
        one = await a_status(tx, alice, tags=("fox", "snow"))
        two = await a_status(tx, alice, tags=("fox",))
        three = await a_status(tx, alice, tags=("cat",))

        async def page(only: Only) -> list[int]:
            return [found.id for found in await timelines.tag(tx, 0, Page(), only)]

        assert await page(Only(tag="fox")) == [two.id, one.id]
        assert await page(Only(tag="fox", any=("cat", "snow"))) == [three.id, two.id, one.id]
        assert await page(Only(tag="fox", all=("snow",))) == [one.id]
        assert await page(Only(tag="fox", none=("snow",))) == [two.id]


async def test_an_accounts_page_shows_each_viewer_what_is_theirs_to_see(db: Database):
    async with db.write() as tx:
        alice, bob = await an_account(tx, "alice"), await an_account(tx, "bob")
        public = await a_status(tx, alice, "public")
        private = await a_status(tx, alice, "private", visibility=Visibility.PRIVATE)
        named = await a_status(tx, alice, "direct", visibility=Visibility.DIRECT, mentions=({"id": str(bob.id)},))

        async def page(viewer: int, only: Only = ALL) -> list[int]:
            return [one.id for one in await timelines.of_account(tx, viewer, alice.id, Page(), only)]

        assert await page(0) == [public.id]
        assert await page(bob.id) == [named.id, public.id]
        await following(tx, bob.id, alice.id)
        assert await page(bob.id) == [named.id, private.id, public.id]
        reblog = await a_status(tx, alice, reblog_of_id=public.id)
        assert reblog.id in await page(bob.id)
        assert reblog.id not in await page(bob.id, Only(reblogs=False))


async def test_favourites_come_in_the_order_of_favouring(db: Database):
    async with db.write() as tx:
        alice = await an_account(tx, "alice")
        first, second = await a_status(tx, alice), await a_status(tx, alice)
        assert await reactions.favourite(tx, tx.new_id(), alice.id, second.id, "urn:2")
        assert await reactions.favourite(tx, tx.new_id(), alice.id, first.id, "urn:1")
        assert not await reactions.favourite(tx, tx.new_id(), alice.id, first.id, "urn:1")
        found = await timelines.favourited(tx, alice.id, Page())
        assert [one.id for _, one in found] == [first.id, second.id]
        rest = await timelines.favourited(tx, alice.id, Page(max_id=found[0][0]))
        assert [one.id for _, one in rest] == [second.id]
        marks = await reactions.marks(tx, alice.id, [first.id, second.id, 5])
        assert marks.favourited == {first.id, second.id}
        assert await reactions.unfavourite(tx, alice.id, first.id) == "urn:1"


async def test_a_reply_that_came_early_finds_its_place(db: Database):
    """A child and a grandchild arrive before their root; afterwards the three are one conversation."""
    async with db.write() as tx:
        alice = await an_account(tx, "alice")
        child = await a_status(tx, alice, "child", in_reply_to_uri="https://far.example/1")
        grandchild = await a_status(
            tx, alice, "grandchild", in_reply_to_id=child.id, in_reply_to_uri=child.uri, thread_id=child.thread_id
        )
        root = await a_status(tx, alice, "root", uri="https://far.example/1")
        assert await threads.adopt(tx, root) == 1
        whole = await threads.thread(tx, 0, root.thread_id)
        assert [one.id for one in whole] == [child.id, grandchild.id, root.id]
        assert whole[0].in_reply_to_id == root.id
        assert await statuses.by_address(tx, "https://far.example/1") == root
