"""The studio's desk: what one has asked for, how much is left, and what becomes of finished pictures."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace

from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.errors import Invalid, NotFound
from fediai.domain.lifecycle import GenerationState
from fediai.domain.pictures import prompts
from fediai.domain.pictures.generations import Generation, GenerationView, Posting
from fediai.domain.pictures.media import Media
from fediai.domain.statuses import Page, StatusView
from fediai.services.pictures import generations, publishing
from fediai.services.pictures.quotas import DAY
from fediai.store.database import Transaction
from fediai.store.pictures import easels, generator_tokens, media
from fediai.store.pictures import studio as store
from fediai.store.pictures.generator_tokens import GeneratorToken


@dataclass(frozen=True, slots=True)
class Queue:
    """How the painting goes for everybody: who is there, what is asked for, how long a picture takes, if known."""

    painters: tuple[GeneratorToken, ...]
    awake: bool
    live: int
    pictures: int
    seconds_per_picture: float | None

    @property
    def next_place(self) -> int:
        """The place in line of what is asked for now; 0 when a painter is free."""
        return max(self.live - len(self.painters) + 1, 0)

    @property
    def next_seconds(self) -> float | None:
        """About when one more picture would be done."""
        return None if self.seconds_per_picture is None else self.seconds_per_picture * (self.pictures + 1)

    def seconds_for(self, view: GenerationView) -> float | None:
        """Until this one is done, as far as anybody can say."""
        if self.seconds_per_picture is None:
            return None
        return self.seconds_per_picture * (max(view.place - 1, 0) + view.generation.pictures)


async def queue(ctx: Context, tx: Transaction) -> Queue:
    """Three small queries."""
    everybody = [one for one in await generator_tokens.every(tx) if one.revoked_at is None and one.offer]
    awake = [one for one in everybody if one.awake_until is not None and one.awake_until > tx.now]
    live, pictures = await store.live(tx)
    return Queue(tuple(awake or everybody), bool(awake), live, pictures, await store.seconds_per_picture(tx))


async def share_left(ctx: Context, tx: Transaction, account: Account) -> tuple[int, int]:
    """(pictures left today, of how many)."""
    most = ctx.settings.limits.pictures_per_day
    return max(most - await store.spent(tx, account.id, tx.now - DAY), 0), most


async def rows(ctx: Context, tx: Transaction, account: Account, page: Page) -> list[GenerationView]:
    """What this account asked for, newest first, without what was thrown away."""
    found = await generations.views(ctx, tx, account, page)
    return [view for view in found if not is_empty(view)]


def is_empty(view: GenerationView) -> bool:
    """Finished, and nothing is left of it."""
    return view.generation.state is GenerationState.READY and not view.media


async def again(ctx: Context, tx: Transaction, account: Account, id: int) -> Generation:
    """The same words once more, with other luck."""
    before = (await generations.view(ctx, tx, account, id)).generation
    return await generations.ask(ctx, tx, account, replace(generations.once_more(before), post=None))


async def discard(ctx: Context, account: Account, id: int) -> None:
    """What is finished and not posted goes, with its files; what is still to be painted is cancelled."""
    async with ctx.db.write() as tx:
        view = await generations.view(ctx, tx, account, id)
        loose = [one for one in view.media if one.status_id is None]
        await generations.end(tx, id, GenerationState.CANCELLED)
        await media.delete(tx, [one.id for one in loose])
        if len(loose) == len(view.media) and loose:
            await easels.forget(tx, id)
    await ctx.files.delete(*(file for one in loose for file in one.files))


async def loose(ctx: Context, tx: Transaction, account: Account, id: int, item: int) -> tuple[Generation, Media]:
    """The picture with this number (from 1) of one's own painting; `NotFound` when it is posted or gone."""
    view = await generations.view(ctx, tx, account, id)
    found = [one for one in view.media if one.position == item - 1]
    if not found or found[0].status_id is not None or view.generation.state is not GenerationState.READY:
        raise NotFound
    return view.generation, found[0]


@dataclass(frozen=True, slots=True)
class Leaving:
    """How pictures are to leave the studio: each description in its author's words, by attachment."""

    posting: Posting
    descriptions: Mapping[int, str]
    recipe_public: bool = False


async def keep(ctx: Context, tx: Transaction, account: Account, id: int, leaving: Leaving) -> None:
    """A draft: nobody else sees anything of it."""
    view = await generations.view(ctx, tx, account, id)
    await _describe(tx, view.generation, view.media, leaving.descriptions)
    await store.keep(tx, id, asdict(leaving.posting))
    await generations.show_recipe(ctx, tx, account, id, public=leaving.recipe_public)


async def publish(ctx: Context, tx: Transaction, account: Account, id: int, leaving: Leaving) -> StatusView:
    """Posts the described pictures with every mark of origin; `Invalid` while a description is not the author's own."""
    view = await generations.view(ctx, tx, account, id)
    if not all(is_own(view.generation, words) for words in leaving.descriptions.values()):
        raise Invalid("Describe each picture in your own words first")
    await keep(ctx, tx, account, id, leaving)
    posting = replace(leaving.posting, alt=None, private_prompt=False)
    return await publishing.publish_from_studio(ctx, tx, account, id, posting, list(leaving.descriptions))


def is_own(generation: Generation, words: str) -> bool:
    """Neither empty nor just the prompt."""
    said = " ".join(words.split()).casefold()
    return said not in ("", " ".join(generation.prompt.split()).casefold())


def words_of(generation: Generation, one: Media) -> str:
    """The description without the lead that we put in front of it."""
    lead = prompts.words(generation.language).generated
    return (one.description or "").removeprefix(f"{lead}: ").removeprefix(f"{lead}.")


async def _describe(
    tx: Transaction, generation: Generation, pictures: Sequence[Media], descriptions: Mapping[int, str]
) -> None:
    for one in pictures:
        if one.id in descriptions and one.status_id is None:
            said = prompts.alt_text(generation.prompt, generation.language, own=descriptions[one.id].strip())
            await media.update(tx, replace(one, description=said))
