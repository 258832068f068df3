"""A bell that rings on a phone: what it says, and whether it still should."""

from typing import Any

import orjson

from activitypub.results import Refused
from fediai.context import Context
from fediai.domain import text
from fediai.domain.accounts import Account
from fediai.domain.errors import NotFound
from fediai.domain.people.notifications import NotificationView
from fediai.federation.places import Place, place_of
from fediai.services import instance
from fediai.services.people import notifications
from fediai.services.people.bell_words import TITLES
from fediai.store.database import Transaction
from fediai.store.people import accounts, push, relationships, users
from fediai.store.people.push import Subscription

LONGEST = 200
GONE, LATER = frozenset({404, 410}), frozenset({408, 429})


async def send(ctx: Context, notification_id: int, subscription_id: int) -> str:
    """Why it should be tried again; empty when it is done, wanted no more, or never will be."""
    async with ctx.db.read() as tx:
        one = await push.by_id(tx, subscription_id)
        view = await _view(ctx, tx, one, notification_id) if one else None
        owner = await users.by_account(tx, one.account_id) if one else None
    place = place_of(one.endpoint) if one else None
    if one is None or view is None or not isinstance(place, Place):
        return ""
    language = owner[0].locale if owner and owner[0].locale in TITLES else ctx.settings.instance.language
    headers, body = await _sealed(ctx, one, _payload(ctx, view, language), f"{place.scheme}://{place.host}")
    answer = await ctx.http.post(place, {"Host": place.host, **headers}, body)
    if isinstance(answer, Refused):
        return f"{answer.reason}"
    if answer.status in GONE:  # RFC 8030 §7.3
        async with ctx.db.write() as tx:
            await push.remove(tx, one.id)
    return f"HTTP {answer.status}" if answer.status in LATER or answer.status >= 500 else ""


async def _sealed(
    ctx: Context, one: Subscription, payload: dict[str, Any], origin: str
) -> tuple[dict[str, str], bytes]:
    from fediai.streaming import webpush  # heavy: loaded with the first message

    to = webpush.Address(origin, webpush.Recipient.of(one.p256dh, one.auth), one.standard)
    sender = webpush.Sender(*await instance.vapid_keys(ctx), ctx.settings.base)
    return webpush.message(orjson.dumps(payload), to, sender, ctx.clock())


async def _view(ctx: Context, tx: Transaction, one: Subscription, notification_id: int) -> NotificationView | None:
    owner = await accounts.by_id(tx, one.account_id)
    if owner is None:
        return None
    try:
        view = await notifications.one(ctx, tx, owner, notification_id)
    except NotFound:
        return None  # dismissed, or taken back, in the meantime
    known = (await relationships.relationships(tx, owner.id, [view.account.id])).get(view.account.id)
    tied = {"followed": known is not None and known.following, "follower": known is not None and known.followed_by}
    return view if tied.get(one.policy, True) else None


def _payload(ctx: Context, view: NotificationView, language: str) -> dict[str, Any]:
    """What Mastodon's apps read; the token is known to the client and not kept here."""
    by, about = view.account, view.status.status if view.status else None
    words = (about.spoiler_text or text.plain(about.content)) if about else text.plain(by.note)
    return {
        "access_token": "",
        "preferred_locale": language,
        "notification_id": view.notification.id,
        "notification_type": view.notification.type.value,
        "icon": _icon(ctx, by),
        "title": TITLES[language][view.notification.type].format(name=by.display_name or by.username),
        "body": text.one_line(words, LONGEST),
    }


def _icon(ctx: Context, by: Account) -> str:
    if by.is_local and by.avatar_file:
        return ctx.urls.file(by.avatar_file)
    far = by.avatar_remote_url
    return ctx.urls.remote_portrait(by.id, "avatar", far) if far else ctx.urls.static("avatar.png")
