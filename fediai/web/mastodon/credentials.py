"""https://docs.joinmastodon.org/methods/accounts/ — one's own account: shown and changed."""

from collections.abc import Mapping
from typing import Any

from fediai.domain.accounts import Account, Viewer
from fediai.domain.errors import Unauthorized
from fediai.services.people import portraits, profiles
from fediai.store.people import accounts, follows
from fediai.web.forms import Form
from fediai.web.http import Call, Response, json_response
from fediai.web.mastodon.entities.credential_account import credential_account
from fediai.web.router import Route

PICTURES = 16 * 1_048_576


def viewer_of(call: Call) -> Viewer:
    """Who asks."""
    if call.viewer is None:
        raise Unauthorized
    return call.viewer


async def verify_credentials(call: Call) -> Response:
    """Whose token this is, with what only they may see."""
    return await own_account(call, viewer_of(call).account)


async def own_account(call: Call, one: Account) -> Response:
    """The caller's account as it is now."""
    async with call.ctx.db.read() as tx:
        waiting = await follows.requests_waiting(tx, one.id)
        moved = await accounts.by_uri(tx, one.moved_to_uri) if one.moved_to_uri else None
    return json_response(credential_account(one, viewer_of(call).user, call.ctx.urls, waiting, moved))


async def update_credentials(call: Call) -> Response:
    """Changes what was sent and leaves the rest."""
    return await _changed(call, await changes_of(call))


async def _changed(call: Call, changes: profiles.Changes) -> Response:
    viewer = viewer_of(call)
    async with call.ctx.db.write() as tx:
        account, user = await profiles.update_profile(call.ctx, tx, viewer.account, viewer.user, changes)
        waiting = await follows.requests_waiting(tx, account.id)
    await portraits.drop_replaced(call.ctx, viewer.account, account)
    return json_response(credential_account(account, user, call.ctx.urls, waiting))


async def changes_of(call: Call) -> profiles.Changes:
    """What was sent about the profile; pictures are kept already."""
    form = call.form
    source = form.nested("source")
    source = source if isinstance(source, dict) else {}
    chosen = Form(source)
    return profiles.Changes(
        display_name=form.text("display_name"),
        note=form.text("note"),
        locked=form.yes("locked"),
        bot=form.yes("bot"),
        discoverable=form.yes("discoverable"),
        indexable=form.yes("indexable"),
        fields=_fields(form.nested("fields_attributes")),
        avatar_file=await _picture(call, "avatar"),
        header_file=await _picture(call, "header"),
        privacy=chosen.text("privacy"),
        sensitive=chosen.yes("sensitive"),
        language=chosen.text("language"),
        quote_policy=chosen.text("quote_policy"),
        may_remix=chosen.yes("may_remix"),
        may_learn=chosen.yes("may_learn"),
        attribution_domains=_sites(form),
    )


def _sites(form: Form) -> tuple[str, ...] | None:
    """An empty value takes all away."""
    if not form.has("attribution_domains"):
        return None
    return tuple(site.strip() for site in form.list("attribution_domains") if site.strip())


def _fields(sent: Any) -> tuple[tuple[str, str], ...] | None:
    """A list, or a map by number; anything else in it is passed over."""
    if sent is None:
        return None
    rows = sent if isinstance(sent, list) else [sent[key] for key in sorted(sent)]
    maps = [Form(row) for row in rows if isinstance(row, Mapping)]
    return tuple((row.text("name") or "", row.text("value") or "") for row in maps)


async def _picture(call: Call, kind: str) -> str | None:
    """The key of a picture that was sent; an empty value takes the old one away."""
    upload = call.form.file(kind)
    if upload is not None and upload.data:
        return await portraits.keep(call.ctx, kind, upload.data)
    return "" if upload is None and call.form.text(kind) == "" else None


async def delete_avatar(call: Call) -> Response:
    """Back to the plain avatar."""
    return await _changed(call, profiles.Changes(avatar_file=""))


async def delete_header(call: Call) -> Response:
    """Back to the plain header."""
    return await _changed(call, profiles.Changes(header_file=""))


ROUTES = (
    Route("GET", "/api/v1/accounts/verify_credentials", verify_credentials, "profile"),
    Route("PATCH", "/api/v1/accounts/update_credentials", update_credentials, "write:accounts", body=PICTURES),
    Route("POST", "/api/v1/accounts/update_credentials", update_credentials, "write:accounts", body=PICTURES),
    Route("DELETE", "/api/v1/profile/avatar", delete_avatar, "write:accounts"),
    Route("DELETE", "/api/v1/profile/header", delete_header, "write:accounts"),
)
