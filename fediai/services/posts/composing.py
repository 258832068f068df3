"""A draft is judged: what may be said becomes content with its names, hashtags, files and place in a thread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from fediai.context import Context
from fediai.domain import text as words
from fediai.domain.accounts import Account
from fediai.domain.errors import Invalid, NotFound
from fediai.domain.lifecycle import MediaState
from fediai.domain.pictures.media import Media
from fediai.domain.pictures.prompts import with_hashtags
from fediai.domain.polls import PollDraft, asked
from fediai.domain.statuses import Draft, Status
from fediai.domain.visibility import Visibility
from fediai.services.pictures import emojis
from fediai.services.posts import quoting, views
from fediai.store.database import Transaction
from fediai.store.pictures import media
from fediai.store.posts import threads

MOST_FILES = 4
DESCRIPTION_LIMIT = 1500

WITHOUT_A_PICTURE = ("poll", "scheduled_at", "quoted_status_id")  # what a command can't be combined with


@dataclass(frozen=True, slots=True)
class Composed:
    """What a draft comes to, judged and ready to be stored."""

    text: str
    content: str
    spoiler_text: str
    sensitive: bool
    visibility: Visibility
    language: str | None
    mentions: tuple[dict[str, Any], ...]
    named: tuple[Account, ...]
    tags: tuple[str, ...]
    emojis: tuple[dict[str, Any], ...]
    files: tuple[Media, ...]
    parent: Status | None
    asks: PollDraft | None
    quoted: Status | None = None


async def compose(
    ctx: Context, tx: Transaction, author: Account, draft: Draft, *, keeping: Status | None = None
) -> Composed:
    """Raises `Invalid` with a sentence, or `NotFound` for what is answered; `keeping` is what an edit changes."""
    text, spoiler = _words(draft)
    check_length(ctx, text, spoiler)
    files = await _files(tx, author, draft, keeping)
    if not keeping and any(one.generation_id for one in files):
        text = with_hashtags(text, ctx.settings.posting.hashtags)  # whoever attached it: it was painted here
    asks = asked(draft.extra.get("poll"))
    if asks and files and not keeping:
        raise Invalid("Validation failed: Cannot attach files to a post with a poll")
    if not text.strip() and not files:
        raise Invalid("Validation failed: Text can't be blank")
    named = await _named(ctx, tx, text)
    people = tuple({one.id: one for one in named.values()}.values())
    return Composed(
        text=text,
        content=content_of(ctx, text, named),
        spoiler_text=spoiler,
        sensitive=draft.sensitive or bool(spoiler),
        visibility=keeping.visibility if keeping else draft.visibility or Visibility.PUBLIC,
        language=draft.language,
        mentions=tuple(mention_of(one) for one in people),
        named=people,
        tags=words.hashtags(text),
        emojis=await emojis.named(tx, text, spoiler, *(asks.titles if asks else ())),
        files=files,
        parent=None if keeping else await _parent(ctx, tx, author, draft),
        asks=asks,
        quoted=None if keeping else await quoting.wanted(ctx, tx, author, draft),
    )


def _words(draft: Draft) -> tuple[str, str]:
    """A warning without anything behind it is the text itself."""
    spoiler = draft.spoiler_text.strip()
    if not draft.text.strip() and not draft.media_ids:
        return spoiler, ""
    return draft.text, spoiler


def check_length(ctx: Context, *texts: str) -> None:
    """Addresses count 23 and a mention its name, as announced to clients."""
    most = ctx.settings.posting.max_characters
    if sum(words.length(text) for text in texts) > most:
        raise Invalid(f"Validation failed: Text character limit of {most} exceeded")


def content_of(ctx: Context, text: str, named: Mapping[tuple[str, str], Account]) -> str:
    """The text as HTML, with links to those it names."""
    links = {handle: words.Named(one.username, one.url or one.uri) for handle, one in named.items()}
    return words.to_html(text, links, ctx.urls.tag)


def mention_of(account: Account) -> dict[str, Any]:
    """Who is named, as it was when it was written."""
    return {
        "id": str(account.id), "username": account.username, "acct": account.acct,
        "url": account.url or account.uri, "uri": account.uri,
    }  # fmt: skip


async def _named(ctx: Context, tx: Transaction, text: str) -> dict[tuple[str, str], Account]:
    """Our own domain may be written out; it names the same people."""
    handles = words.mentioned(text)
    local = {handle: (handle[0], "" if handle[1] == ctx.urls.domain else handle[1]) for handle in handles}
    found = await threads.by_handles(tx, local.values())
    return {handle: found[known] for handle, known in local.items() if known in found}


async def _parent(ctx: Context, tx: Transaction, author: Account, draft: Draft) -> Status | None:
    if draft.in_reply_to_id is None:
        return None
    try:
        return await views.proper(ctx, tx, author, draft.in_reply_to_id)
    except NotFound as cause:
        raise NotFound("The post you are replying to does not exist, or you may not see it") from cause


async def _files(tx: Transaction, author: Account, draft: Draft, keeping: Status | None) -> tuple[Media, ...]:
    ids = list(dict.fromkeys(draft.media_ids))
    if len(ids) > MOST_FILES:
        raise Invalid(f"Validation failed: Cannot attach more than {MOST_FILES} files")
    if not ids:
        return ()
    found = await media.by_ids(tx, ids)
    files = tuple(found[one] for one in ids if one in found)
    _check_files(author, ids, files, keeping)
    return await _described(tx, files, draft.extra.get("media_attributes") or ())


def _check_files(author: Account, ids: Sequence[int], files: Sequence[Media], keeping: Status | None) -> None:
    free = (None, keeping.id) if keeping else (None,)
    if len(files) < len(ids) or any(one.account_id != author.id or one.status_id not in free for one in files):
        raise Invalid("Validation failed: A file to attach was not found, or is attached already")
    if any(one.state is MediaState.FAILED for one in files):
        raise Invalid("Validation failed: A file to attach could not be read")
    if not all(one.is_ready for one in files):
        # Client libraries match on exactly this sentence.
        raise Invalid("Cannot attach files that have not finished processing. Try again in a moment!")


async def _described(tx: Transaction, files: tuple[Media, ...], attributes: Sequence[Any]) -> tuple[Media, ...]:
    """Some clients send descriptions only with the post: `media_attributes[][id|description|focus]`."""
    told = {str(one.get("id")): one for one in attributes if isinstance(one, Mapping)}
    described = tuple(_with(one, told[str(one.id)]) if str(one.id) in told else one for one in files)
    for before, after in zip(files, described, strict=True):
        if before != after:
            await media.update(tx, after)
    return described


def _with(one: Media, told: Mapping[str, Any]) -> Media:
    description = told.get("description", one.description)
    if description is not None and len(str(description)) > DESCRIPTION_LIMIT:
        raise Invalid(f"Validation failed: Description is longer than {DESCRIPTION_LIMIT} characters")
    x, y = _focus(told.get("focus"), (one.focus_x, one.focus_y))
    return replace(one, description=str(description) if description else None, focus_x=x, focus_y=y)


def _focus(told: Any, before: tuple[float | None, float | None]) -> tuple[float | None, float | None]:
    try:
        x, y = (max(-1.0, min(1.0, float(part))) for part in str(told).split(","))
    except ValueError:
        return before
    return (x, y) if x == x and y == y else before  # "nan" is a number to Python
