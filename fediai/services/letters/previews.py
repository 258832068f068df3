"""Previews: pictures asked for in a letter to the studio, and shown in its answer before anybody else sees them.

What is painted belongs to whoever asked and lies in their studio; the letter shows copies, so that one can be
published and the letter still shows all of them.
"""

from dataclasses import replace
from importlib.metadata import version

from fediai.context import Context
from fediai.domain.accounts import STUDIO, Account
from fediai.domain.pictures import guests, prompts
from fediai.domain.pictures import letters as words
from fediai.domain.pictures.generations import Generation, Posting
from fediai.domain.pictures.media import Media
from fediai.domain.statuses import Draft, Status, StatusView
from fediai.domain.visibility import Visibility
from fediai.services.letters import writing
from fediai.services.pictures import generations
from fediai.services.pictures.generations import Request
from fediai.services.posts import statuses as posts
from fediai.services.posts import views
from fediai.store.database import Transaction
from fediai.store.pictures import generator_tokens, letters
from fediai.store.posts import statuses

OPEN_FOR = 7 * 86_400  # seconds in which one tap publishes


async def ask(ctx: Context, tx: Transaction, author: Account, draft: Draft, request: Request) -> StatusView:
    """The letter as its author wrote it; what is asked for in it is being painted."""
    fresh = tx.new_id()
    posting = replace(request.post or Posting(), answers_status_id=fresh)
    generation = await generations.ask(ctx, tx, author, replace(request, post=posting))
    earlier = generation.posting.answers_status_id if generation.posting else None
    if earlier not in (None, fresh):  # the same request, sent twice
        known = await statuses.by_id(tx, earlier or 0)
        if known:
            return await views.view(ctx, tx, author, known)
    text = draft.text if names_studio(ctx, draft.text) else f"@{STUDIO} {draft.text}"
    letter = replace(draft, text=text, visibility=Visibility.DIRECT, media_ids=(), extra={})
    view = await posts.publish(ctx, tx, author, letter, id=fresh)
    await letters.record(tx, fresh, generation.id)
    if await generator_tokens.awake(tx) == 0:
        asleep = Draft(text=words.letters(generation.language).asleep, in_reply_to_id=fresh)
        await writing.write(ctx, tx, author, generation, asleep)
    return view


def names_studio(ctx: Context, text: str) -> bool:
    """Is the letter addressed to the studio by its own words?"""
    handles = (f"@{STUDIO}", f"@{STUDIO}@{ctx.urls.domain}")
    return any(word.casefold().rstrip(",.:;!?") in handles for word in text.split())


async def answer(ctx: Context, tx: Transaction, author: Account, generation: Generation, shown: list[Media]) -> None:
    """The candidates, and for people of this house a poll in which one tap publishes one of them."""
    draft = await _candidates(ctx, tx, author, generation, shown)
    letter = await writing.write(ctx, tx, author, generation, draft)
    if author.is_local:
        await writing.write(ctx, tx, author, generation, _poll(letter, generation))


async def _candidates(
    ctx: Context, tx: Transaction, author: Account, generation: Generation, shown: list[Media]
) -> Draft:
    """What leaves the house carries a warning and our hashtags, a letter to one person as well."""
    count, language = len(shown), generation.language
    said, warning = f"{words.candidates(generation.prompt, count, language)}\n\n{words.choices(count, language)}", ""
    if not author.is_local:
        answer = guests.answer(generation.prompt, count, language)
        said = prompts.with_hashtags(answer, ctx.settings.posting.hashtags)
        warning = guests.warning(generation.posting.spoiler_text if generation.posting else "", language)
    return Draft(
        text=said, spoiler_text=warning, in_reply_to_id=await writing.answers(tx, generation),
        media_ids=tuple(one.id for one in shown), gen_ai=True,
        generator=prompts.generator_name(version("fediai"), generation.model),
    )  # fmt: skip


def _poll(letter: Status, generation: Generation) -> Draft:
    options = words.options(generation.pictures, generation.language)
    poll = {"options": list(options), "expires_in": OPEN_FOR, "multiple": False}
    return Draft(
        text=words.letters(generation.language).question, in_reply_to_id=letter.id, extra={"poll": poll}
    )  # fmt: skip


async def tell_failure(ctx: Context, tx: Transaction, author: Account, generation: Generation) -> None:
    """Why there are none; a reply to this letter asks once more."""
    scheduled = generation.posting is not None and generation.posting.scheduled_id is not None
    said = (words.scheduled_failed if scheduled else words.failed)(generation.error, generation.language)
    draft = Draft(text=said, in_reply_to_id=await writing.answers(tx, generation))
    await writing.write(ctx, tx, author, generation, draft)
