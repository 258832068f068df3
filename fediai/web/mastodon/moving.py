"""Moving house, by the two calls that GoToSocial has for it; Mastodon leaves it to its own pages."""

from fediai.domain.errors import Forbidden, Unauthorized
from fediai.services.people import moving, users
from fediai.store.people import accounts
from fediai.web.http import Call, Response
from fediai.web.mastodon.credentials import own_account
from fediai.web.router import Route


async def alias(call: Call) -> Response:
    """`also_known_as_uris[]`: the accounts, by handle or id, that may move here; none: nobody may."""
    named = [one for one in call.form.list("also_known_as_uris") if one.strip()]
    return await own_account(call, await moving.set_aliases(call.ctx, call.account, named))


async def move(call: Call) -> Response:
    """`moved_to_uri` with the `password`: followers are led there. Empty: the redirect is taken back."""
    if call.viewer is None:
        raise Unauthorized
    if not await users.is_password(call.viewer.user, call.form.text("password") or ""):
        raise Forbidden("That is not your password")
    target = (call.form.text("moved_to_uri") or "").strip()
    if target:
        return await own_account(call, await moving.move(call.ctx, call.account, target))
    async with call.ctx.db.write() as tx:
        known = await accounts.by_id(tx, call.account.id) or call.account
        back = await moving.stay(call.ctx, tx, known)
    return await own_account(call, back)


ROUTES = (
    Route("POST", "/api/v1/accounts/alias", alias, "write:accounts"),
    Route("POST", "/api/v1/accounts/move", move, "write:accounts"),
)
