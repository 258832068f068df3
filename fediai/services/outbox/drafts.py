"""A Note of a client's as the draft that every other door brings: the same budgets, labels and policies hold."""

from activitypub.activities import Activity
from activitypub.addressing import named_in, visibility_of
from activitypub.objects import Attachment, Note
from fediai.context import Context
from fediai.domain import text as words
from fediai.domain.accounts import Account, Viewer
from fediai.domain.errors import Invalid, NotFound
from fediai.domain.pictures.media import Media
from fediai.domain.statuses import Draft, Status
from fediai.domain.visibility import Visibility
from fediai.services.far import resolving
from fediai.services.far.fetching import budget_of
from fediai.services.outbox.reading import note_of, source_of
from fediai.store.pictures import media

MOST_NAMED = 20


async def draft_of(ctx: Context, viewer: Viewer, activity: Activity) -> Draft:
    """Whom it is addressed to is named in its text, since that is how a post reaches people here."""
    account, note = viewer.account, note_of(viewer.account, activity)
    typed = source_of(activity)
    text = words.plain(words.sanitise(note.content)) if typed is None else typed
    to = (*note.to, *activity.to)
    parent = await status_at(ctx, note.in_reply_to) if note.in_reply_to else None
    quoted = await status_at(ctx, note.quoting.target) if note.quoting else None
    return Draft(
        text=await _naming(ctx, account, text, named_in(to, (*note.cc, *activity.cc))),
        spoiler_text=note.summary,
        sensitive=note.sensitive,
        visibility=Visibility(visibility_of(to, (*note.cc, *activity.cc), account.followers_url)),
        language=note.language or ctx.settings.instance.language,
        in_reply_to_id=parent.id if parent else None,
        media_ids=tuple([(await _file(ctx, account, one)).id for one in note.attachments]),
        application=viewer.application,
        application_website=viewer.application_website,
        extra=_extra(note, quoted),
    )


def _extra(note: Note, quoted: Status | None) -> dict[str, object]:
    extra: dict[str, object] = {"media_attributes": [], "quoted_status_id": str(quoted.id) if quoted else None}
    if note.poll is not None:
        options = [one.name for one in note.poll.options]
        extra["poll"] = {"options": options, "multiple": note.poll.multiple, "expires_in": 86_400}
    return extra


async def status_at(ctx: Context, uri: str) -> Status:
    """The post with this id, fetched if need be."""
    found = await resolving.status_by_uri(ctx, uri, budget_of(ctx))
    if found is None:
        raise NotFound(f"The post {uri} was not found")
    return found


async def _naming(ctx: Context, account: Account, text: str, addressed: tuple[str, ...]) -> str:
    people = [uri for uri in addressed if uri not in (account.uri, account.followers_url)]
    found = [await resolving.account_by_uri(ctx, uri, budget_of(ctx)) for uri in people[:MOST_NAMED]]
    written = {f"{name}@{host}".lower().rstrip("@") for name, host in words.mentioned(text)}
    handles = [one.acct for one in found if one and one.id != account.id and one.acct.lower() not in written]
    return " ".join([*(f"@{handle}" for handle in dict.fromkeys(handles)), text])


async def _file(ctx: Context, account: Account, said: Attachment) -> Media:
    """What was uploaded before (`uploadMedia`), known by its address; its description may come only now."""
    key = said.url.removeprefix(f"{ctx.urls.media_base}/")
    async with ctx.db.write() as tx:
        found = await media.loose_with_file(tx, account.id, key)
        if found is None:
            raise Invalid("Validation failed: An attachment was not uploaded here, or is attached already")
        if said.description:
            await media.describe(tx, found.id, said.description)
    return found
