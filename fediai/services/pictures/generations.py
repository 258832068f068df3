"""Asking for pictures: one row from the question to the answer."""

import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.errors import Invalid, NotFound
from fediai.domain.events import GenerationMoved, GenerationsDue
from fediai.domain.lifecycle import GenerationState, MediaState
from fediai.domain.pictures import imagine
from fediai.domain.pictures.generations import Generation, GenerationView, Posting
from fediai.domain.statuses import Page
from fediai.services.pictures import painters, quotas
from fediai.store import jobs
from fediai.store.database import Transaction
from fediai.store.jobs import Job
from fediai.store.pictures import easels, media
from fediai.store.pictures import generations as store
from fediai.store.posts import idempotency


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asks for, from any door; `post` says how to publish it, None keeps it in the studio."""

    prompt: str
    negative: str = ""
    style: str = ""
    ratio: imagine.Ratio | None = None
    pictures: int = 1
    seed: int | None = None
    command: str = ""
    language: str = "en"
    post: Posting | None = None
    pending_status_id: int | None = None
    idempotency_key: str = ""
    model: str = ""
    size: tuple[int, int] | None = None  # where pixels are asked for; no more of them than is usual here
    source_media_id: int | None = None
    strength: float | None = None


FLAGGED = ("negative", "style", "ratio", "pictures", "seed")


def from_picture(request: Request, source_media_id: int, strength: float) -> Request:
    """Painted from that picture."""
    return replace(request, source_media_id=source_media_id, strength=strength)


def once_more(before: Generation, flags: str = "") -> Request:
    """The same words with other luck; flags change what they name."""
    _, said = imagine.flags_of(flags)
    posting = before.posting
    if posting is not None:
        told = {"alt": said.get("alt", posting.alt), "private_prompt": said.get("private", posting.private_prompt)}
        posting = replace(posting, **told)
    request = Request(
        prompt=before.prompt, negative=before.negative, style=before.style, ratio=(before.width, before.height),
        pictures=before.pictures, command=imagine.with_flags(before.command, flags), language=before.language,
        post=posting, source_media_id=before.source_media_id, strength=before.strength,
    )  # fmt: skip
    changed = {name: said[name] for name in FLAGGED if name in said}
    if "strength" in said and before.source_media_id is not None:
        changed["strength"] = said["strength"]
    return replace(request, **changed)


async def ask(ctx: Context, tx: Transaction, account: Account, request: Request) -> Generation:
    """Queued; `Invalid` or `TooMany` (with its seconds) when it can't be.

    With an idempotency key that is in use, what was asked for under it.
    """
    _judge(request)
    if known := await store.by_key(tx, account.id, request.idempotency_key):
        return known
    await painters.check_offered(tx, request.model)
    await quotas.check(ctx, tx, account, request.pictures)
    generation = _generation(ctx, tx, account, request)
    if not await store.insert(tx, generation):
        # The same request arrived twice at the same instant: the other one was faster.
        return await store.by_key(tx, account.id, request.idempotency_key) or generation
    moved(tx, generation)
    tx.emit(GenerationsDue())
    return generation


def _judge(request: Request) -> None:
    if not request.prompt.strip():
        raise Invalid("The prompt is empty: say what to paint")
    if max(len(request.prompt), len(request.negative), len(request.style)) > imagine.LONGEST_PROMPT:
        raise Invalid(f"The prompt may have {imagine.LONGEST_PROMPT} characters")
    if not 1 <= request.pictures <= imagine.MOST_PICTURES:
        raise Invalid(f"Ask for 1 to {imagine.MOST_PICTURES} pictures at once")
    if request.seed is not None and not 0 <= request.seed <= imagine.LARGEST_SEED:
        raise Invalid(f"A seed is a whole number from 0 to {imagine.LARGEST_SEED}")


def _generation(ctx: Context, tx: Transaction, account: Account, request: Request) -> Generation:
    wanted = ctx.settings.generator
    usual = (wanted.width, wanted.height)
    width, height = imagine.at_most(request.size, usual) if request.size else imagine.size(request.ratio, *usual)
    seed = secrets.randbelow(imagine.LARGEST_SEED + 1) if request.seed is None else request.seed
    return Generation(
        id=tx.new_id(), account_id=account.id, state=GenerationState.QUEUED, prompt=request.prompt,
        negative=request.negative, style=request.style, model=request.model, width=width, height=height, seed=seed,
        steps=None, guidance=None, pictures=request.pictures, command=request.command or request.prompt,
        post=asdict(request.post) if request.post else None, pending_status_id=request.pending_status_id,
        status_id=None, idempotency_key=request.idempotency_key, recipe_public=False, language=request.language,
        label="", digital_source_type="", worker="", claim="", leased_until=None, attempts=0, step=0, of_steps=0,
        cost=request.pictures, refunded=False, error="", created_at=tx.now, queued_at=tx.now, started_at=None,
        finished_at=None, source_media_id=request.source_media_id, strength=request.strength,
    )  # fmt: skip


def moved(tx: Transaction, generation: Generation) -> None:
    """Whoever waits for it hears of its state."""
    tx.emit(GenerationMoved(generation.id, generation.account_id, generation.state))


async def end(tx: Transaction, id: int, state: GenerationState, reason: str = "") -> Generation | None:
    """Failed or cancelled: its share is given back, its idempotency key is free, what was painted goes.

    None when it had ended already.
    """
    before = await store.by_id(tx, id)
    ended = await store.move(
        tx, id, state, refunded=True, idempotency_key="", error=reason, finished_at=tx.now, claim="",
        leased_until=None,
    )  # fmt: skip
    if before and ended:
        moved(tx, ended)
        await _give_up_attachment(tx, ended)
        if before.idempotency_key:
            await idempotency.release(tx, ended.account_id, before.idempotency_key)
        await jobs.enqueue(tx, Job("develop", {"generation": id}, unique_key=f"develop:{id}"))
    return ended


async def _give_up_attachment(tx: Transaction, ended: Generation) -> None:
    """Whoever waits for it in a composer learns why it does not come."""
    awaited = ended.posting.media_id if ended.posting else None
    waiting = await media.by_id(tx, awaited) if awaited else None
    if waiting and waiting.state is MediaState.WAITING:
        reason = f"The picture could not be painted: {ended.error or 'it was cancelled'}"
        await media.update(tx, replace(waiting, state=MediaState.FAILED, error=reason))


async def cancel(ctx: Context, tx: Transaction, account: Account, id: int) -> GenerationView:
    """Nobody waits for it any more; its share is given back. What is finished stays as it is."""
    await _own(tx, account, id)
    await end(tx, id, GenerationState.CANCELLED)
    return await view(ctx, tx, account, id)


async def view(ctx: Context, tx: Transaction, account: Account, id: int) -> GenerationView:
    """One of this account's generations; `NotFound` for anybody else's."""
    return (await _views(tx, [await _own(tx, account, id)]))[0]


async def views(ctx: Context, tx: Transaction, account: Account, page: Page) -> list[GenerationView]:
    """Newest first."""
    return await _views(tx, await store.of_account(tx, account.id, page))


async def show_recipe(ctx: Context, tx: Transaction, account: Account, id: int, *, public: bool) -> GenerationView:
    """The prompt with its flags, the seed and the model are for everybody, or for their author only."""
    await _own(tx, account, id)
    await store.show_recipe(tx, id, public)
    return await view(ctx, tx, account, id)


async def _own(tx: Transaction, account: Account, id: int) -> Generation:
    found = await store.by_id(tx, id)
    if found is None or found.account_id != account.id:
        raise NotFound
    return found


async def _views(tx: Transaction, several: Sequence[Generation]) -> list[GenerationView]:
    """Three queries, however many there are."""
    ids = [one.id for one in several]
    hung = await easels.media_ids(tx, ids)
    pictures = await media.by_ids(tx, [one for some in hung.values() for one in some])
    places = await store.places(tx, ids)
    return [
        GenerationView(
            one,
            tuple(pictures[each] for each in hung.get(one.id, ()) if each in pictures),
            places.get(one.id, 0),
            one.seconds_left(tx.now),
        )
        for one in several
    ]
