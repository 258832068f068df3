"""https://docs.joinmastodon.org/methods/apps/"""

from fediai.domain.errors import Unauthorized
from fediai.domain.people.oauth import OOB, App
from fediai.services import instance
from fediai.services.people import oauth
from fediai.web.auth import token_of
from fediai.web.http import Call, Response, json_response
from fediai.web.mastodon.entities.application import application, credential_application
from fediai.web.router import APP, OPEN, Route


async def register(call: Call) -> Response:
    """A new app, from JSON, form, multipart or the query alone; `redirect_uris` is a list or lines of a text."""
    form = call.form
    app, secret = await oauth.register(
        call.ctx, form.text("client_name") or "", form.list("redirect_uris") or form.list("redirect_uri"),
        form.text("scopes"), form.text("website"),
    )  # fmt: skip
    push_key = await instance.vapid_public_key(call.ctx)
    return json_response(credential_application(app, secret, push_key))


async def verify(call: Call) -> Response:
    """Which app holds this token."""
    app = await oauth.app_of(call.ctx, token_of(call.request))
    if app is None and call.viewer is None:
        raise Unauthorized
    push_key = await instance.vapid_public_key(call.ctx)
    return json_response(application(app or _command_line(call), push_key))


def _command_line(call: Call) -> App:
    """What holds a token that `fediai token create` made."""
    scopes = " ".join(sorted(call.viewer.scopes)) if call.viewer else ""
    return App(0, "fediai", call.ctx.settings.base, (OOB,), scopes, "", "", call.account.created_at)


ROUTES = (
    Route("POST", "/api/v1/apps", register, OPEN),
    Route("GET", "/api/v1/apps/verify_credentials", verify, APP),
)
