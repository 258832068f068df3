"""Posting pictures from any client: `/imagine …` in a status, and what editing, deleting and replying then mean."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from fediai.context import Context
from fediai.domain.accounts import STUDIO, Viewer
from fediai.domain.errors import Conflict, DomainError, Invalid
from fediai.domain.lifecycle import GenerationState
from fediai.domain.people.preferences import VISIBILITY, preferences_of
from fediai.domain.pictures import imagine, prompts
from fediai.domain.pictures.generations import Generation, Posting
from fediai.domain.pictures.imagine import Command, Studio
from fediai.domain.pictures.media import Media
from fediai.domain.pictures.replies import Again, Stop, read_reply
from fediai.domain.sentences import told
from fediai.domain.statuses import Draft, Status, StatusView
from fediai.domain.visibility import Visibility
from fediai.services.letters import previews, replies
from fediai.services.pictures import generations, sources, standins, waiting
from fediai.services.pictures.generations import Request
from fediai.services.posts import composing, views
from fediai.store.database import Transaction
from fediai.store.people import accounts
from fediai.store.pictures import generations as store
from fediai.store.pictures import letters, media
from fediai.store.posts import statuses

# Whoever writes these words reads Indonesian, whatever the client says.
INDONESIAN_WORD = "/gambar"
INDONESIAN_ANSWERS = frozenset(
    {"bantuan", "lagi", "ulangi", "batal", "batalkan", "pos", "kirim", "terbitkan", "variasi", "variasikan"}
)


async def perform(ctx: Context, viewer: Viewer, draft: Draft, idempotency_key: str) -> StatusView | None:
    """None: an ordinary post (publish `ordinary(ctx, draft)`).

    Else the final status, or the pending one when the painting takes longer than `posting.wait_seconds`.
    Opens its own transactions; keeps its own record of the idempotency key.
    """
    with _told_in(_language(ctx, viewer, draft)):
        return await _answered(ctx, viewer, draft) or await _performed(ctx, viewer, draft, idempotency_key)


async def _performed(ctx: Context, viewer: Viewer, draft: Draft, idempotency_key: str) -> StatusView | None:
    command = await command_of(ctx, draft)
    if command is None:
        return None
    if command.asks_for_help:
        return await _help(ctx, viewer, _language(ctx, viewer, draft))
    request = await request_of(ctx, viewer, draft, command)
    request = replace(request, idempotency_key=idempotency_key)
    async with ctx.db.write() as tx:
        if is_letter(draft, command):
            return await previews.ask(ctx, tx, viewer.account, draft, request)
        generation = await generations.ask(ctx, tx, viewer.account, request)
    return await waiting.outcome(ctx, viewer.account, generation)


def is_letter(draft: Draft, command: Command) -> bool:
    """Is it asked for in private, to be looked at first?"""
    return command.preview or (command.by_mention and draft.visibility is Visibility.DIRECT)


async def request_of(ctx: Context, viewer: Viewer, draft: Draft, command: Command) -> Request:
    """What a command asks for, judged; everything that can be wrong is said now, in a sentence."""
    with _told_in(_language(ctx, viewer, draft)):
        await _judge(ctx, viewer, draft, command)
        return _request(ctx, viewer, draft, command, await _source(ctx, viewer, command, draft.media_ids))


async def _source(ctx: Context, viewer: Viewer, command: Command, media_ids: Sequence[int]) -> Media | None:
    """What is painted from, if anything is."""
    if command.strength is not None and not media_ids:
        raise Invalid("--strength says how far to go from a picture: attach one")
    if command.keep and not media_ids:
        raise Invalid("--keep shows the picture that is painted from: attach one")
    async with ctx.db.read() as tx:
        return await sources.chosen(tx, viewer.account, media_ids)


def ordinary(ctx: Context, draft: Draft) -> Draft:
    """The draft without the backslash that kept its text from being a command."""
    return replace(draft, text=imagine.unescaped(draft.text, _studio(ctx)))


async def cancelled(ctx: Context, tx: Transaction, viewer: Viewer, status: Status) -> None:
    """The author deletes a pending status, or a letter to the studio: its painting stops, its share is given back."""
    generation = await store.by_pending(tx, status.id) if status.is_pending else None
    if status.visibility is Visibility.DIRECT and not status.is_pending:
        generation = await letters.about(tx, status.id)
    if generation and generation.state in store.LIVE:
        await generations.end(tx, generation.id, GenerationState.CANCELLED)


async def edited(ctx: Context, viewer: Viewer, status: Status, draft: Draft) -> StatusView | None:
    """None: an ordinary edit of a published status. Else a painting begins (anew); opens its own transactions."""
    with _told_in(_language(ctx, viewer, draft)):
        return await _edited(ctx, viewer, status, draft)


async def _edited(ctx: Context, viewer: Viewer, status: Status, draft: Draft) -> StatusView | None:
    command = imagine.read(draft.text, _studio(ctx), by_mention=status.is_pending)
    if command is None:
        if status.is_pending:
            raise Invalid(f"Change the command, which starts with {ctx.settings.posting.commands[0]}, or delete it")
        return None
    await _judge(ctx, viewer, draft, command)
    if command.preview:
        raise Invalid("--preview is for new posts: an edit replaces the picture when the new one is there")
    if status.is_pending:
        return await _again(ctx, viewer, status, draft, command)
    source = await _source(ctx, viewer, command, await _new(ctx, status, draft))
    request = _request(ctx, viewer, draft, command, source)
    posting = replace(request.post or Posting(), replaces_status_id=status.id)
    async with ctx.db.write() as tx:
        generation = await generations.ask(ctx, tx, viewer.account, replace(request, post=posting))
    return await waiting.outcome(ctx, viewer.account, generation)


async def _new(ctx: Context, status: Status, draft: Draft) -> list[int]:
    """What an edit attaches: apps send along what the post has shown until now."""
    async with ctx.db.read() as tx:
        shown = {one.id for one in (await media.by_statuses(tx, [status.id])).get(status.id, ())}
    return [one for one in draft.media_ids if one not in shown]


def _studio(ctx: Context) -> Studio:
    handles = {f"@{STUDIO}", f"@{STUDIO}@{ctx.urls.domain}"}
    return Studio(tuple(word.casefold() for word in ctx.settings.posting.commands), frozenset(handles))


async def command_of(ctx: Context, draft: Draft) -> Command | None:
    """What a draft asks for, if anything. A reply to a letter from the studio names it without asking for anything."""
    studio = _studio(ctx)
    command = imagine.read(draft.text, studio)
    if command is None or draft.in_reply_to_id is None:
        return command
    if imagine.read(draft.text, studio, by_mention=False):
        return command
    async with ctx.db.read() as tx:
        parent = await statuses.by_id(tx, draft.in_reply_to_id)
        house = await accounts.studio(tx)
    return None if parent and parent.account_id == house.id else command


async def _judge(ctx: Context, viewer: Viewer, draft: Draft, command: Command) -> None:
    """Everything that can be wrong is said before anything is stored: after a 200 the composer is closed."""
    for name in composing.WITHOUT_A_PICTURE:
        if draft.extra.get(name):
            raise Invalid(f"A picture can't be asked for together with `{name}`")
    text = prompts.with_hashtags(command.caption, ctx.settings.posting.hashtags)
    composing.check_length(ctx, text, draft.spoiler_text)
    if draft.in_reply_to_id is not None:
        async with ctx.db.read() as tx:
            await views.visible(ctx, tx, viewer.account, draft.in_reply_to_id)


def _request(ctx: Context, viewer: Viewer, draft: Draft, command: Command, source: Media | None = None) -> Request:
    language = _language(ctx, viewer, draft)
    posting = Posting(
        visibility=_audience(viewer, draft, command), caption=command.caption, spoiler_text=draft.spoiler_text,
        sensitive=draft.sensitive, language=language, in_reply_to_id=draft.in_reply_to_id, alt=command.alt,
        private_prompt=command.private, application=draft.application,
        application_website=draft.application_website, beside=(source.id,) if source and command.keep else (),
    )  # fmt: skip
    far = command.strength or (sources.STRENGTH if source else None)
    return Request(
        prompt=command.prompt, negative=command.negative, style=command.style, ratio=command.ratio,
        pictures=command.pictures, seed=command.seed, command=command.typed, language=language, post=posting,
        source_media_id=source.id if source else None, strength=far,
    )  # fmt: skip


def _audience(viewer: Viewer, draft: Draft, command: Command) -> str:
    """A letter to the studio is for nobody else; what is then published of it is for whom its author usually posts."""
    is_letter = command.by_mention and draft.visibility is Visibility.DIRECT
    chosen = preferences_of(viewer.user)[VISIBILITY] if is_letter else draft.visibility
    return str(chosen or "")


@contextmanager
def _told_in(language: str) -> Iterator[None]:
    """Whoever writes in a language is told in it what is wrong, whatever the app says of its own."""
    try:
        yield
    except DomainError as error:
        error.sentence = told(error, language)
        raise


def _language(ctx: Context, viewer: Viewer, draft: Draft) -> str:
    said = draft.text.casefold()
    first = imagine.leading_mentions(said)[1].split(maxsplit=1)[:1]
    if INDONESIAN_WORD in said.split() or INDONESIAN_ANSWERS.intersection(first):
        return "id"
    return draft.language or viewer.user.locale or ctx.settings.instance.language


async def _help(ctx: Context, viewer: Viewer, language: str) -> StatusView:
    """The answer is the studio's direct message itself: a full status that the author may see, and a bell."""
    words = ctx.settings.posting.commands
    is_indonesian = language.startswith("id") and INDONESIAN_WORD in words
    said = prompts.help_text(INDONESIAN_WORD if is_indonesian else words[0], language)
    async with ctx.db.write() as tx:
        letter = await standins.write_to(ctx, tx, viewer.account, said, language=language)
        return await views.view(ctx, tx, viewer.account, letter)


async def _answered(ctx: Context, viewer: Viewer, draft: Draft) -> StatusView | None:
    """A reply to a stand-in, or to a letter of the studio's: `retry --seed 9`, `lagi`, `batal`, `post 2`, `vary 3`."""
    asked = read_reply(draft.text) if draft.in_reply_to_id is not None else None
    if asked is None:
        return None
    status = await _stand_in(ctx, viewer, draft.in_reply_to_id or 0)
    if status is None:
        return await replies.answered(ctx, viewer, draft, asked)
    match asked:
        case Stop():
            return await _stopped(ctx, viewer, status)
        case Again(flags):
            typed = imagine.with_flags(status.text, flags)
            command = imagine.read(typed, _studio(ctx))
            return await _again(ctx, viewer, status, Draft(text=typed), command) if command else None
    return None


async def _stand_in(ctx: Context, viewer: Viewer, id: int) -> Status | None:
    """The viewer's own stand-in that this id means: itself, or what the letter with this id hangs below."""
    async with ctx.db.read() as tx:
        found = await statuses.by_id(tx, id)
        if found and not found.is_pending and found.account_id == (await accounts.studio(tx)).id:
            found = await statuses.by_id(tx, found.in_reply_to_id) if found.in_reply_to_id else None
    return found if found and found.is_pending and found.account_id == viewer.account.id else None


async def _stopped(ctx: Context, viewer: Viewer, status: Status) -> StatusView:
    """The stand-in as it was; it is gone now."""
    async with ctx.db.write() as tx:
        view = await views.view(ctx, tx, viewer.account, status)
        await cancelled(ctx, tx, viewer, status)
        await standins.take_down(tx, status.id, viewer.account.id)
    return view


async def _again(ctx: Context, viewer: Viewer, status: Status, draft: Draft, command: Command) -> StatusView:
    """Another attempt behind the same stand-in; how it is to be published stays as the first one said."""
    request = _request(ctx, viewer, draft, command)
    async with ctx.db.write() as tx:
        if await statuses.by_id(tx, status.id) is None:
            raise Conflict("The picture was finished in the meantime")
        before = await store.by_pending(tx, status.id)
        await cancelled(ctx, tx, viewer, status)
        wanted = replace(_as_before(request, before), pending_status_id=status.id)
        generation = await generations.ask(ctx, tx, viewer.account, wanted)
        await standins.begin_anew(ctx, tx, status, generation)
    return await waiting.outcome(ctx, viewer.account, generation)


def _as_before(request: Request, before: Generation | None) -> Request:
    """The new words, with the audience, the place and the language of the first attempt."""
    new, old = request.post or Posting(), before.posting if before else None
    if old is None or before is None:
        return request
    kept = replace(
        old, caption=new.caption, alt=new.alt, private_prompt=new.private_prompt,
        spoiler_text=new.spoiler_text or old.spoiler_text, sensitive=new.sensitive or old.sensitive,
    )  # fmt: skip
    far = request.strength or before.strength if before.source_media_id else None
    return replace(request, post=kept, language=before.language, source_media_id=before.source_media_id, strength=far)
