"""Answers to the studio's letters: `post 2 unlisted: caption`, `vary 3`, `again`, `cancel`, or one tap in its poll."""

from collections.abc import Sequence
from dataclasses import replace

from fediai.context import Context
from fediai.domain.accounts import Account, Viewer
from fediai.domain.errors import Invalid
from fediai.domain.lifecycle import GenerationState
from fediai.domain.pictures import imagine
from fediai.domain.pictures.generations import Generation, Posting
from fediai.domain.pictures.replies import Again, Post, Reply, Stop, Vary
from fediai.domain.polls import Poll
from fediai.domain.statuses import Draft, StatusView
from fediai.domain.visibility import Visibility
from fediai.services.letters import previews
from fediai.services.pictures import generations, later, publishing, sources
from fediai.services.pictures.generations import Request
from fediai.services.posts import statuses as posts
from fediai.store.database import Transaction
from fediai.store.pictures import easels, letters, media
from fediai.store.pictures import generations as store

UNFINISHED = "The pictures are not finished yet"


async def answered(ctx: Context, viewer: Viewer, draft: Draft, reply: Reply) -> StatusView | None:
    """What became of it; None when the post that is answered is no letter about a painting of this person's."""
    async with ctx.db.write() as tx:
        about = await letters.about(tx, draft.in_reply_to_id or 0)
        if about is None or about.account_id != viewer.account.id:
            return None
        match reply:
            case Post():
                return await _post(ctx, tx, viewer.account, about, reply)
            case Again(flags) if about.posting and about.posting.scheduled_id:
                await later.again(ctx, tx, viewer.account, about, flags)
                return await _note(ctx, tx, viewer.account, draft, about)
            case Again(flags):
                return await _ask(ctx, tx, viewer.account, draft, generations.once_more(about, flags))
            case Vary():
                return await _ask(ctx, tx, viewer.account, draft, await variation(tx, about, reply))
            case Stop():
                await generations.end(tx, about.id, GenerationState.CANCELLED)
                return await _note(ctx, tx, viewer.account, draft, about)


async def _post(ctx: Context, tx: Transaction, author: Account, about: Generation, reply: Post) -> StatusView:
    """A post of its author's own, like any generated one."""
    if about.state in store.LIVE:
        raise Invalid(UNFINISHED)
    before = about.posting or Posting()
    posting = replace(
        before, visibility=str(reply.visibility or before.visibility),
        caption=before.caption if reply.caption is None else reply.caption,
    )  # fmt: skip
    chosen = [await _picture(tx, about, item) for item in reply.items or (1,)]
    if not reply.items and about.pictures > 1:
        raise Invalid(f"Say which one: post 1 … post {about.pictures}")
    return await publishing.publish_from_studio(ctx, tx, author, about.id, posting, chosen)


async def _picture(tx: Transaction, about: Generation, item: int) -> int:
    """The attachment behind a number from 1."""
    of_item = {raw.item: raw.media_id for raw in await easels.raw_pictures(tx, about.id)}
    found = await media.by_id(tx, of_item.get(item - 1) or 0)
    if found is None:
        raise Invalid(UNFINISHED if about.state in store.LIVE else f"There is no picture {item} in this letter")
    return found.id


async def variation(tx: Transaction, about: Generation, reply: Vary) -> Request:
    """The same words, painted from the chosen candidate where somebody here can do that; else with other luck."""
    request = generations.once_more(about, reply.flags)
    chosen = await _picture(tx, about, reply.item)
    if not await sources.can_paint_from(tx):
        return request
    _, said = imagine.flags_of(reply.flags)
    return replace(request, source_media_id=chosen, strength=said.get("strength", sources.VARIATION))


async def _ask(ctx: Context, tx: Transaction, author: Account, draft: Draft, request: Request) -> StatusView:
    """Another letter, below the one that it answers."""
    return await previews.ask(ctx, tx, author, draft, request)


async def _note(ctx: Context, tx: Transaction, author: Account, draft: Draft, about: Generation) -> StatusView:
    """What was answered, in the thread of the letters."""
    quiet = replace(draft, visibility=Visibility.DIRECT, media_ids=(), extra={})
    view = await posts.publish(ctx, tx, author, quiet)
    await letters.record(tx, view.status.id, about.id)
    return view


async def voted(ctx: Context, tx: Transaction, who: Account, poll: Poll, places: Sequence[int]) -> None:
    """The one tap: the chosen candidate is published as whoever tapped; the last option paints again."""
    about = await letters.about(tx, poll.status_id)
    if about is None or about.account_id != who.id or not places:
        return
    if places[0] < about.pictures:
        await _post(ctx, tx, who, about, Post((places[0] + 1,)))
        return
    again = Draft(text=poll.titles[places[0]], in_reply_to_id=poll.status_id, language=about.language)
    await previews.ask(ctx, tx, who, again, generations.once_more(about))
