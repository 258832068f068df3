"""https://docs.joinmastodon.org/methods/profile/ — one's own profile as it is edited."""

from typing import Any

from fediai.domain.accounts import Account
from fediai.domain.urls import Urls
from fediai.services.people import portraits, profiles
from fediai.web.http import Call, Response, json_response
from fediai.web.mastodon.credentials import PICTURES, changes_of, viewer_of
from fediai.web.mastodon.entities.account import account as account_entity
from fediai.web.mastodon.entities.account import raw_fields
from fediai.web.router import Route

SAME = (
    "id", "display_name", "locked", "bot", "discoverable", "indexable", "hide_collections", "avatar_description",
    "header_description",
)  # fmt: skip


def profile_entity(one: Account, urls: Urls) -> dict[str, Any]:
    """https://docs.joinmastodon.org/entities/Profile/ — as typed; pictures are null where there are none."""
    whole = account_entity(one, urls)
    pictures = {
        name: whole[name] if getattr(one, f"{name.partition('_')[0]}_file") else None
        for name in ("avatar", "avatar_static", "header", "header_static")
    }
    return {
        **{name: whole[name] for name in SAME},
        **pictures,
        "note": one.note_source,
        "fields": raw_fields(one),
        "show_media": True,
        "show_media_replies": True,
        "show_featured": True,
        "attribution_domains": [*one.attribution_domains],
    }


async def show(call: Call) -> Response:
    """As it is."""
    return json_response(profile_entity(call.account, call.ctx.urls))


async def change(call: Call) -> Response:
    """Changes what was sent and leaves the rest."""
    viewer, changes = viewer_of(call), await changes_of(call)
    async with call.ctx.db.write() as tx:
        account, _ = await profiles.update_profile(call.ctx, tx, viewer.account, viewer.user, changes)
    await portraits.drop_replaced(call.ctx, viewer.account, account)
    return json_response(profile_entity(account, call.ctx.urls))


ROUTES = (
    Route("GET", "/api/v1/profile", show, "profile"),
    Route("PATCH", "/api/v1/profile", change, "write:accounts", body=PICTURES),
)
