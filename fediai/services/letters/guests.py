"""Guests: people of other servers who name the studio in a post, and get a picture where the house allows it.

The answer goes to the asker alone, whatever the request was. Who wants no bots hears nothing; who may not ask hears
why, once a day. All of it happens in the transaction that keeps the post: a crash leaves both or neither.
"""

from dataclasses import replace

from fediai.context import Context
from fediai.domain.accounts import STUDIO, Account
from fediai.domain.consent import shuns_machines
from fediai.domain.errors import DomainError
from fediai.domain.lifecycle import GenerationState
from fediai.domain.pictures import guests as words
from fediai.domain.pictures import imagine
from fediai.domain.pictures.generations import Generation, Posting
from fediai.domain.pictures.imagine import Command, Studio
from fediai.domain.pictures.replies import Again, Reply, Stop, Vary, read_reply
from fediai.domain.sentences import told
from fediai.domain.statuses import RemoteStatus, Status, StatusView
from fediai.domain.visibility import Visibility
from fediai.services.letters import replies, writing
from fediai.services.pictures import generations
from fediai.services.pictures.generations import Request
from fediai.store.database import Transaction
from fediai.store.people import accounts, follows
from fediai.store.pictures import generations as store
from fediai.store.pictures import guests, letters
from fediai.store.posts import statuses

INDONESIAN_WORD = "/gambar"


class Refusal(Exception):
    """The guest gets no picture; `sentence` says why, `aside` not below the post that asked."""

    def __init__(self, sentence: str, *, aside: bool = False) -> None:
        super().__init__(sentence)
        self.sentence, self.aside = sentence, aside


def is_called(ctx: Context, remote: RemoteStatus) -> bool:
    """Does a post from elsewhere name the studio?"""
    studio = ctx.urls.account(STUDIO)
    return any(one.uri == studio for one in remote.mentions)


async def called(ctx: Context, tx: Transaction, guest: Account, view: StatusView) -> None:
    """A post that names the studio has come: it is painted, refused, or none of the studio's business."""
    status = view.status
    if guest.bot or guest.silenced_at or shuns_machines(guest, status.tags) or await letters.is_known(tx, status.id):
        return  # two bots would talk for ever; and what is known was answered before a crash
    said = words.asked_in(status.content, _addresses(ctx), ctx.urls.domain)
    parent = await statuses.by_id(tx, status.in_reply_to_id) if status.in_reply_to_id else None
    try:
        request = await _wanted(ctx, tx, guest, view, said, parent)
        if request is not None:
            await _paint(ctx, tx, guest, status, request)
    except DomainError as flaw:
        language = _language(status, said)
        reason = words.sentences(language).refused.format(reason=told(flaw, language).rstrip("."))
        await _refuse(ctx, tx, guest, status, Refusal(reason))
    except Refusal as refusal:
        await _refuse(ctx, tx, guest, status, refusal)


async def taken_back(ctx: Context, tx: Transaction, guest: Account, uri: str) -> None:
    """Who deletes what they asked waits for no picture any more."""
    status = await statuses.by_uri(tx, uri)
    if status is None or status.account_id != guest.id or not _names_studio(ctx, status):
        return
    about = await letters.about(tx, status.id)
    if about and about.state in store.LIVE:
        await generations.end(tx, about.id, GenerationState.CANCELLED)


async def _wanted(
    ctx: Context, tx: Transaction, guest: Account, view: StatusView, said: str, parent: Status | None
) -> Request | None:
    """What a post asks for; None when it asks for nothing, and what was said in answer to us is carried out."""
    about = await letters.about(tx, parent.id) if parent else None
    reply = read_reply(said) if about and about.account_id == guest.id else None
    if about and reply:
        return await _on(ctx, tx, guest, view.status, about, reply)
    command = _command(ctx, said, parent)
    if command is None:
        return None
    language = _language(view.status, said)
    await _let_in(ctx, tx, guest, view.status, language)
    if command.asks_for_help:
        await _greet(ctx, tx, guest, view.status, language)
        return None
    if view.media:
        raise Refusal(words.sentences(language).from_picture)
    return Request(
        prompt=command.prompt, negative=command.negative, style=command.style, ratio=command.ratio,
        pictures=command.pictures, seed=command.seed, command=said, language=language,
        post=Posting(spoiler_text=view.status.spoiler_text, language=language, alt=command.alt),
    )  # fmt: skip


def _command(ctx: Context, said: str, parent: Status | None) -> Command | None:
    """A name that an app carried over from the post that is answered asks for nothing: then the word must be said."""
    by_words = tuple(word.casefold() for word in ctx.settings.posting.commands)
    caller = Studio(by_words, frozenset({f"@{STUDIO}"}))
    is_carried = parent is not None and (_names_studio(ctx, parent) or parent.uri.startswith(ctx.urls.account(STUDIO)))
    return imagine.read(said, caller, by_mention=not is_carried)


async def _on(
    ctx: Context, tx: Transaction, guest: Account, status: Status, about: Generation, reply: Reply
) -> Request | None:
    """`again`, `vary 2` and `cancel` below an answer of the studio's; a guest has nowhere to `post` it here."""
    match reply:
        case Again(flags):
            await _let_in(ctx, tx, guest, status, about.language)
            return generations.once_more(about, flags)
        case Vary():
            await _let_in(ctx, tx, guest, status, about.language)
            return await replies.variation(tx, about, reply)
        case Stop():
            await generations.end(tx, about.id, GenerationState.CANCELLED)
    return None


async def _let_in(ctx: Context, tx: Transaction, guest: Account, status: Status, language: str) -> None:
    """`Refusal` for whom the house does not paint, and where somebody would rather not meet a bot."""
    house, said = ctx.settings.guests, words.sentences(language)
    studio = await accounts.studio(tx)
    follow = await follows.between(tx, guest.id, studio.id)
    is_follower = follow is not None and follow.state is follows.ACCEPTED
    if not words.may_ask(house.may_ask, house.domains, guest.domain, follows=is_follower):
        raise Refusal(said.follow if house.may_ask == "followers" else said.closed.format(domain=ctx.urls.domain))
    named = await accounts.by_ids(tx, [int(one["id"]) for one in status.mentions])
    others = [*named.values(), *await guests.people_of(tx, status.thread_id)]
    if any(shuns_machines(one) for one in others if one.id not in (guest.id, studio.id)):
        raise Refusal(said.participant, aside=True)


async def _paint(ctx: Context, tx: Transaction, guest: Account, status: Status, request: Request) -> None:
    """Within the rations of the guest and of their server, and the limits that hold for everybody."""
    house, said = ctx.settings.guests, words.sentences(request.language)
    spent = await guests.spent(tx, (await accounts.studio(tx)).id, guest)
    if spent.own + request.pictures > house.pictures_per_day:
        raise Refusal(said.rationed.format(count=house.pictures_per_day))
    if spent.of_server + request.pictures > house.pictures_per_server:
        raise Refusal(said.rationed_server.format(count=house.pictures_per_server, server=guest.domain))
    posting = replace(request.post or Posting(), answers_status_id=status.id, visibility=str(Visibility.DIRECT))
    generation = await generations.ask(ctx, tx, guest, replace(request, post=posting))
    await letters.record(tx, status.id, generation.id)


async def _refuse(ctx: Context, tx: Transaction, guest: Account, status: Status, refusal: Refusal) -> None:
    if await guests.may_refuse(tx, guest.id):
        below = None if refusal.aside else status.id
        await writing.say(ctx, tx, guest, refusal.sentence, below=below, language=status.language)


async def _greet(ctx: Context, tx: Transaction, guest: Account, status: Status, language: str) -> None:
    if await guests.may_greet(tx, guest.id):
        count, url = ctx.settings.guests.pictures_per_day, f"{ctx.urls.base}/about/ai"
        said = words.sentences(language).help.format(count=count, url=url)
        await writing.say(ctx, tx, guest, said, below=status.id, language=language)


def _addresses(ctx: Context) -> tuple[str, str]:
    return ctx.urls.account(STUDIO), ctx.urls.profile(STUDIO)


def _names_studio(ctx: Context, status: Status) -> bool:
    return any(one.get("uri") == ctx.urls.account(STUDIO) for one in status.mentions)


def _language(status: Status, said: str) -> str:
    """Whoever says the Indonesian word reads Indonesian, whatever their app says."""
    return "id" if INDONESIAN_WORD in said.casefold().split() else status.language or "en"
