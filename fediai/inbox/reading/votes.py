"""A vote from elsewhere: a Note that has a name, no words, and answers a question of ours."""

from activitypub.objects import Note
from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.services.posts import polls
from fediai.store.posts import statuses


def is_vote(ctx: Context, note: Note) -> bool:
    """Mastodon's form of a vote (FEP-9967)."""
    return bool(note.name and not note.content and note.in_reply_to and ctx.urls.is_ours(note.in_reply_to))


async def received(ctx: Context, by: Account, note: Note) -> str:
    """Counted once at most."""
    async with ctx.db.write() as tx:
        question = await statuses.by_uri(tx, note.in_reply_to or "")
        if question is None or question.poll_id is None:
            return "no question of ours"
        return await polls.receive_vote(tx, by, question, note.name)
