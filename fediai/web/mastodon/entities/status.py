"""https://docs.joinmastodon.org/entities/Status/ — complete: one missing field makes native apps drop a whole page."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from fediai.domain.accounts import Account
from fediai.domain.pictures.vocabulary import labels_of
from fediai.domain.posts.emoji import among
from fediai.domain.posts.quotes import policy_of
from fediai.domain.statuses import QuoteView, Status, StatusView, Version
from fediai.domain.text import reference
from fediai.domain.urls import Urls
from fediai.web.mastodon.entities.account import People, account
from fediai.web.mastodon.entities.custom_emoji import custom_emojis, signs
from fediai.web.mastodon.entities.media_attachment import media_attachment
from fediai.web.mastodon.entities.mention import mention
from fediai.web.mastodon.entities.poll import poll
from fediai.web.mastodon.entities.tag import status_tag
from fediai.web.mastodon.entities.time import iso
from fediai.web.mastodon.filters.entities import filter_result
from fediai.web.mastodon.posts.entities import preview_card


def statuses(views: Iterable[StatusView], urls: Urls, viewer: Account | None = None) -> list[dict[str, Any]]:
    """Those of one answer."""
    people = People(urls)
    return [status(view, urls, viewer, people=people) for view in views]


def status(
    view: StatusView, urls: Urls, viewer: Account | None = None, *, people: People | None = None, quoted: bool = False
) -> dict[str, Any]:
    """As this viewer sees it; what it is to them is said only to somebody we know.

    `people` are those of the answer that it is part of; `quoted`: it stands inside another, and only names its own.
    """
    one, shown, people = view.status, (view.reblog or view).status, people or People(urls)
    return {
        "id": str(one.id),
        "uri": one.uri,
        "url": one.url or one.uri,
        "created_at": iso(one.created_at),
        "edited_at": iso(one.edited_at) if one.edited_at else None,
        "account": people.of(view.account),
        "visibility": one.visibility.value,
        "sensitive": view.is_sensitive,
        "spoiler_text": one.spoiler_text,
        "content": (reference(view.quote.uri) if view.quote and one.local else "") + one.content,
        "language": one.language,
        "in_reply_to_id": _text(one.in_reply_to_id),
        "in_reply_to_account_id": _text(one.in_reply_to_account_id),
        "media_attachments": [media_attachment(file, urls) for file in view.media],
        "mentions": [mention(named) for named in one.mentions],
        "tags": [status_tag(name, urls) for name in one.tags],
        "emojis": custom_emojis(one.emojis, view.account.domain, urls) if one.emojis else [],
        "replies_count": shown.replies_count,
        "reblogs_count": shown.reblogs_count,
        "favourites_count": shown.favourites_count,
        "reblog": status(view.reblog, urls, viewer, people=people) if view.reblog else None,
        "quotes_count": shown.quotes_count,
        "quote": _quote(view.quote, urls, viewer, None if quoted else people) if view.quote else None,
        "quote_approval": _approval(view.reblog or view),
        "application": _application(one),
        **_origin(view),
        "card": preview_card(view.card, urls) if view.card else None,
        **(signs((view.reblog or view).signs, urls) if shown.reactions_count else {}),
        "poll": _poll(view, urls, viewer) if view.poll else None,
        **(_relation(view) if viewer else {}),
    }


def _poll(view: StatusView, urls: Urls, viewer: Account | None) -> dict[str, Any] | None:
    if view.poll is None:
        return None
    pictures = custom_emojis(among(view.status.emojis, *view.poll.titles), view.account.domain, urls)
    return poll(view.poll, own=_is_own(view, viewer), known=viewer is not None, emojis=pictures)


def _quote(quote: QuoteView, urls: Urls, viewer: Account | None, people: People | None) -> dict[str, Any]:
    """https://docs.joinmastodon.org/entities/Quote/, or ShallowQuote within a quoted status, where nobody is shown."""
    if people is None:
        return {"state": quote.state, "quoted_status_id": _text(quote.quoted_id)}
    shown = status(quote.status, urls, viewer, people=people, quoted=True) if quote.status else None
    return {"state": quote.state, "quoted_status": shown}


def _approval(view: StatusView) -> dict[str, Any]:
    """https://docs.joinmastodon.org/entities/QuoteApproval/"""
    policy = policy_of(view.status)
    return {"automatic": [*policy.automatic], "manual": [*policy.manual], "current_user": view.quotable}


def _is_own(view: StatusView, viewer: Account | None) -> bool:
    return viewer is not None and viewer.id == view.account.id


def _text(id: int | None) -> str | None:
    return None if id is None else str(id)


def _application(one: Status) -> dict[str, Any] | None:
    if not one.application:
        return None
    return {"name": one.application, "website": one.application_website or None}


def _origin(view: StatusView) -> dict[str, Any]:
    """Ours, for filters: is it said to be made by a machine, how is it labelled, what made it."""
    one = view.status
    labels = [label.slug for label in labels_of(one.gen_ai, view.media)]
    return {"gen_ai": one.gen_ai, "ai_labels": labels, "generator": one.generator or None}


def _relation(view: StatusView) -> dict[str, Any]:
    return {
        "favourited": view.favourited,
        "reblogged": view.reblogged,
        "bookmarked": view.bookmarked,
        "muted": view.muted,
        "pinned": view.pinned,
        "filtered": [filter_result(match) for match in view.filtered],
    }


def status_source(one: Status) -> dict[str, Any]:
    """https://docs.joinmastodon.org/entities/StatusSource/ — what was typed, asked for before every edit."""
    return {"id": str(one.id), "text": one.text, "spoiler_text": one.spoiler_text}


def status_edit(said: Version, by: Account, emojis: Sequence[Mapping[str, Any]], urls: Urls) -> dict[str, Any]:
    """https://docs.joinmastodon.org/entities/StatusEdit/"""
    options = {"poll": {"options": [{"title": title} for title in said.options]}} if said.options else {}
    return {
        "content": said.content,
        "spoiler_text": said.spoiler_text,
        "sensitive": said.sensitive,
        "created_at": iso(said.created_at),
        "account": account(by, urls),
        "media_attachments": [media_attachment(file, urls) for file in said.media],
        "emojis": custom_emojis(emojis, by.domain, urls),
        **options,
    }
