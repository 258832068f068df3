"""Moving house, by the calls that GoToSocial has for it; Mastodon leaves it to its own pages."""

from fediai.domain.errors import Forbidden, Invalid, NotFound, Unauthorized
from fediai.domain.people.sheets import LARGEST, READABLE, Sheet
from fediai.services.moving import importing, moves
from fediai.services.people import users
from fediai.store.people import accounts
from fediai.web.http import Call, Response, json_response
from fediai.web.mastodon.credentials import own_account
from fediai.web.router import Route

# GoToSocial's names of the lists.
EXPORTS = {
    "following.csv": Sheet.FOLLOWING,
    "followers.csv": Sheet.FOLLOWERS,
    "blocks.csv": Sheet.BLOCKING,
    "mutes.csv": Sheet.MUTING,
    "lists.csv": Sheet.LISTS,
    "bookmarks.csv": Sheet.BOOKMARKS,
    "domain_blocks.csv": Sheet.DOMAINS,
}
IMPORTS = {"blocks": Sheet.BLOCKING, "mutes": Sheet.MUTING, **{one.value: one for one in READABLE}}


async def alias(call: Call) -> Response:
    """`also_known_as_uris[]`: the accounts, by handle or id, that may move here; none: nobody may."""
    named = [one for one in call.form.list("also_known_as_uris") if one.strip()]
    return await own_account(call, await moves.set_aliases(call.ctx, call.account, named))


async def move(call: Call) -> Response:
    """`moved_to_uri` with the `password`: followers are led there. Empty: the redirect is taken back."""
    if call.viewer is None:
        raise Unauthorized
    if not await users.is_password(call.viewer.user, call.form.text("password") or ""):
        raise Forbidden("That is not your password")
    target = (call.form.text("moved_to_uri") or "").strip()
    if target:
        return await own_account(call, await moves.move(call.ctx, call.account, target))
    async with call.ctx.db.write() as tx:
        known = await accounts.by_id(tx, call.account.id) or call.account
        back = await moves.stay(call.ctx, tx, known)
    return await own_account(call, back)


async def export(call: Call) -> Response:
    """One of the caller's lists as a file."""
    sheet = EXPORTS.get(call.path["name"])
    if sheet is None:
        raise NotFound
    text = await importing.sheet_of(call.ctx, call.account, sheet)
    headers = {"Content-Disposition": f'attachment; filename="{call.path["name"]}"', "Cache-Control": "no-store"}
    return Response(200, text.encode(), "text/csv; charset=utf-8", headers)


async def bring(call: Call) -> Response:
    """`data`, a file; its `type`; and whether it replaces what is there (`mode=overwrite`). Done as an errand."""
    upload, sheet = call.form.file("data"), IMPORTS.get(call.form.text("type") or "")
    mode = call.form.text("mode") or "merge"
    if upload is None or sheet is None or mode not in ("merge", "overwrite"):
        raise Invalid(f"Send a file as data, its type ({', '.join(IMPORTS)}) and the mode, merge or overwrite")
    made = await importing.begin(call.ctx, call.account, sheet, upload.data, overwrite=mode == "overwrite")
    return json_response({"status": "accepted", "id": str(made.id), "total": made.total}, 202)


ROUTES = (
    Route("POST", "/api/v1/accounts/alias", alias, "write:accounts"),
    Route("POST", "/api/v1/accounts/move", move, "write:accounts"),
    Route("GET", "/api/v1/exports/:name", export, "read:accounts"),
    Route("POST", "/api/v1/import", bring, "write:accounts", body=LARGEST + 65_536),
)
