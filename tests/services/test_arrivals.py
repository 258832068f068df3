"""What arrives from elsewhere: applied once, in any order, and never more than a stranger may."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from fediai.domain.accounts import Account, RemoteAccount
from fediai.domain.statuses import RemoteAttachment, RemoteMention, RemoteStatus, Status, StatusView
from fediai.domain.visibility import Visibility
from fediai.services.people import follows
from fediai.services.posts import arrivals, timelines, views
from fediai.store.people import accounts
from fediai.store.posts import statuses as store
from tests.harness.house import House, Person

FAR = "https://far.example"


async def a_stranger(server: House, name: str = "carol") -> Account:
    uri = f"{FAR}/users/{name}"
    remote = RemoteAccount(uri, name, "far.example", f"{FAR}/@{name}", "Person", f"{uri}/inbox")
    async with server.ctx.db.write() as tx:
        return await accounts.upsert_remote(tx, remote)


async def followed_by(server: House, person: Person, stranger: Account) -> None:
    async with server.ctx.db.write() as tx:
        await follows.follow(server.ctx, tx, person.account, stranger)
        await follows.receive_accept(server.ctx, tx, stranger, None, person.account.uri)


def a_note(number: int = 1, **words: Any) -> RemoteStatus:
    return RemoteStatus(uri=f"{FAR}/notes/{number}", content="<p>hello</p>", **words)


async def arrives(server: House, author: Account, remote: RemoteStatus) -> StatusView | None:
    async with server.ctx.db.write() as tx:
        return await arrivals.store_remote(server.ctx, tx, author, remote)


async def kept(server: House, uri: str) -> Status | None:
    async with server.ctx.db.read() as tx:
        return await store.by_uri(tx, uri)


async def test_a_picture_arrives_in_the_home_of_a_follower_once(server: House):
    alice, carol = await server.signs_up("alice"), await a_stranger(server)
    await followed_by(server, alice, carol)
    picture = RemoteAttachment(
        f"{FAR}/fox.webp", "image/webp", description="A fox", width=1200, height=800,
        digital_source_type="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
    )  # fmt: skip
    note = a_note(
        tags=("#Fox",), attachments=(picture,), emojis=({"shortcode": "fox", "url": f"{FAR}/f.png"},),
        mentions=(RemoteMention(alice.account.uri, "@alice@art.example"),),
    )  # fmt: skip
    first, again = await arrives(server, carol, note), await arrives(server, carol, note)
    assert first is not None
    assert again is not None
    assert first.status.id == again.status.id
    assert first.status.gen_ai is True
    [shown] = await alice.home()
    assert shown["account"]["acct"] == "carol@far.example"
    assert shown["url"] == shown["uri"] == note.uri
    assert shown["emojis"][0]["static_url"].startswith("https://art.example/media/remote/emojis/far.example/fox")
    [media] = shown["media_attachments"]
    assert media["url"].startswith(f"https://art.example/media/remote/{media['id']}-")
    assert media["remote_url"] == picture.url
    assert media["meta"]["original"]["aspect"] == 1.5
    assert max(media["meta"]["small"]["width"], media["meta"]["small"]["height"]) <= 480
    assert [one["type"] for one in await alice.get("/api/v1/notifications")] == ["mention"]


async def test_a_strangers_words_are_made_harmless(server: House):
    carol = await a_stranger(server)
    note = replace(
        a_note(language="../x", spoiler_text="a\x00b\n" * 500, tags=("A" * 500,), published=None),
        content="<p onclick=x>hi<script>alert(1)</script></p>",
    )
    view = await arrives(server, carol, note)
    assert view is not None
    assert view.status.content == "<p>hi</p>"
    assert view.status.language is None
    assert len(view.status.spoiler_text) <= 500
    assert view.status.sensitive is True
    assert view.status.tags == ()


async def test_a_clock_that_runs_ahead_does_not_pin_a_post_to_the_top(server: House):
    carol, now = await a_stranger(server), server.ctx.clock()
    ahead = await arrives(server, carol, a_note(1, published=now + timedelta(days=400)))
    normal = await arrives(server, carol, a_note(2, published=now))
    assert ahead is not None
    assert normal is not None
    assert ahead.status.created_at <= server.ctx.clock()
    assert ahead.status.id < normal.status.id


async def test_what_is_old_sorts_where_it_belongs_and_enters_no_home(server: House):
    alice, carol = await server.signs_up("alice"), await a_stranger(server)
    await followed_by(server, alice, carol)
    recent = await arrives(server, carol, a_note(1))
    old = await arrives(server, carol, a_note(2, published=server.ctx.clock() - timedelta(days=30)))
    assert recent is not None
    assert old is not None
    assert old.status.id < recent.status.id
    assert [one["uri"] for one in await alice.home()] == [f"{FAR}/notes/1"]
    assert len(await alice.get(f"/api/v1/accounts/{carol.id}/statuses")) == 2


async def test_a_deletion_wins_over_a_create_that_comes_late(server: House):
    carol = await a_stranger(server)
    async with server.ctx.db.write() as tx:
        assert await arrivals.delete_remote(server.ctx, tx, carol, f"{FAR}/notes/1")
    assert await arrives(server, carol, a_note(1)) is None
    assert await kept(server, f"{FAR}/notes/1") is None


async def test_nobody_changes_or_deletes_what_is_somebody_elses(server: House):
    carol, mallory = await a_stranger(server), await a_stranger(server, "mallory")
    await arrives(server, carol, a_note(1))
    assert await arrives(server, mallory, a_note(1)) is None
    async with server.ctx.db.write() as tx:
        changed = replace(a_note(1), content="<p>evil</p>")
        assert await arrivals.update_remote(server.ctx, tx, mallory, changed) is None
        assert not await arrivals.delete_remote(server.ctx, tx, mallory, f"{FAR}/notes/1")
    status = await kept(server, f"{FAR}/notes/1")
    assert status is not None
    assert status.content == "<p>hello</p>"


async def test_an_update_changes_words_and_pictures_and_older_news_does_not(server: House):
    carol, now = await a_stranger(server), server.ctx.clock()
    one, two = RemoteAttachment(f"{FAR}/1.png"), RemoteAttachment(f"{FAR}/2.png")
    before = await arrives(server, carol, a_note(1, attachments=(one,)))
    assert before is not None

    async def update(**words: Any) -> StatusView | None:
        async with server.ctx.db.write() as tx:
            return await arrivals.update_remote(server.ctx, tx, carol, replace(a_note(1), **words))

    same = await update(attachments=(one,))
    assert same is not None
    assert same.status.edited_at is None
    after = await update(content="<p>new</p>", attachments=(two, replace(one, description="A fox")), edited=now)
    assert after is not None
    assert after.status.edited_at == now
    assert [file.description for file in after.media] == [None, "A fox"]
    assert after.media[1].id == before.media[0].id
    assert await update(content="<p>older</p>", edited=now - timedelta(hours=1)) is None


async def test_a_reply_that_comes_before_what_it_answers_joins_the_thread(server: House):
    carol = await a_stranger(server)
    await arrives(server, carol, a_note(2, in_reply_to_uri=f"{FAR}/notes/1"))
    await arrives(server, carol, a_note(3, in_reply_to_uri=f"{FAR}/notes/2"))
    root = await arrives(server, carol, a_note(1))
    assert root is not None
    async with server.ctx.db.read() as tx:
        _, below = await timelines.context(server.ctx, tx, None, root.status.id)
        counted = await store.by_id(tx, root.status.id)
    assert [view.status.uri for view in below] == [f"{FAR}/notes/2", f"{FAR}/notes/3"]
    assert counted is not None
    assert counted.replies_count == 1


async def test_favourites_and_reblogs_come_once_and_go_again(server: House):
    alice, carol = await server.signs_up("alice"), await a_stranger(server)
    posted = await alice.posts("hello")
    ours = int(posted["id"])

    async def counts() -> tuple[int, int]:
        status = await alice.get(f"/api/v1/statuses/{ours}")
        return status["favourites_count"], status["reblogs_count"]

    async with server.ctx.db.write() as tx:
        status = await store.by_id(tx, ours)
        assert status is not None
        for _ in range(2):
            await arrivals.favourite(server.ctx, tx, carol, status, f"{FAR}/likes/1")
            await arrivals.reblog(server.ctx, tx, carol, status, f"{FAR}/announces/1")
    assert await counts() == (1, 1)
    assert {one["type"] for one in await alice.get("/api/v1/notifications")} == {"favourite", "reblog"}
    async with server.ctx.db.write() as tx:
        for _ in range(2):
            await arrivals.undo_favourite(server.ctx, tx, carol, f"{FAR}/likes/1")
            await arrivals.undo_reblog(server.ctx, tx, carol, f"{FAR}/announces/1")
    assert await counts() == (0, 0)
    assert await alice.get("/api/v1/notifications") == []


async def test_an_undo_that_comes_first_keeps_its_like_away(server: House):
    alice, carol = await server.signs_up("alice"), await a_stranger(server)
    ours = int((await alice.posts("hello"))["id"])
    async with server.ctx.db.write() as tx:
        status = await store.by_id(tx, ours)
        assert status is not None
        await arrivals.undo_favourite(server.ctx, tx, carol, f"{FAR}/likes/1")
        await arrivals.undo_reblog(server.ctx, tx, carol, f"{FAR}/announces/1")
        assert not await arrivals.favourite(server.ctx, tx, carol, status, f"{FAR}/likes/1")
        assert await arrivals.reblog(server.ctx, tx, carol, status, f"{FAR}/announces/1") is None


async def test_strangers_cannot_favour_or_reblog_what_they_may_not_see(server: House):
    alice, carol = await server.signs_up("alice"), await a_stranger(server)
    ours = int((await alice.posts("mine", visibility="private"))["id"])
    async with server.ctx.db.write() as tx:
        status = await store.by_id(tx, ours)
        assert status is not None
        assert not await arrivals.favourite(server.ctx, tx, carol, status, f"{FAR}/likes/1")
        assert await arrivals.reblog(server.ctx, tx, carol, status, f"{FAR}/announces/1") is None


async def test_an_id_that_became_another_still_leads_to_it(server: House):
    alice = await server.signs_up("alice")
    posted = await alice.posts("final")
    async with server.ctx.db.write() as tx:
        await store.add_alias(tx, 7, int(posted["id"]), alice.account.id, tx.now + timedelta(days=30))
    assert (await alice.get("/api/v1/statuses/7"))["id"] == posted["id"]
    assert (await alice.post("/api/v1/statuses/7/favourite"))["favourites_count"] == 1
    server.clock.passes(days=31)
    assert (await alice.ask("GET", "/api/v1/statuses/7")).status == 404


async def test_a_pending_status_is_its_authors_alone(server: House):
    alice, bob = await server.signs_up("alice"), await server.signs_up("bob")
    posted = await alice.posts("soon")
    ours = int(posted["id"])
    async with server.ctx.db.write() as tx:
        status = await store.by_id(tx, ours)
        assert status is not None
        await store.update(tx, replace(status, pending_generation_id=5))
    assert (await alice.ask("GET", f"/api/v1/statuses/{ours}")).status == 200
    assert (await bob.ask("GET", f"/api/v1/statuses/{ours}")).status == 404
    assert await bob.get(f"/api/v1/accounts/{alice.account.id}/statuses") == []
    assert (await alice.tries("POST", f"/api/v1/statuses/{ours}/reblog")).status == 422
    assert (await alice.tries("POST", f"/api/v1/statuses/{ours}/favourite")).status == 422


async def test_views_of_reblogs_without_their_original_are_left_out(server: House):
    alice = await server.signs_up("alice")
    async with server.ctx.db.write() as tx:
        made = tx.new_id()
        orphan = Status(
            id=made, uri="urn:orphan", url="urn:orphan", account_id=alice.account.id, visibility=Visibility.PUBLIC,
            thread_id=made, created_at=tx.now, reblog_of_id=12345,
        )  # fmt: skip
        assert await views.views(server.ctx, tx, None, [orphan]) == []
