"""https://docs.joinmastodon.org/methods/accounts/#create — an app makes an account for its user; invitations."""

from fediai.domain.errors import Forbidden, Unauthorized
from fediai.domain.people.joining import Applicant
from fediai.domain.people.logins import Fault, Unfit
from fediai.domain.sentences import in_language, told
from fediai.services.entry import invites, registering
from fediai.services.people import oauth
from fediai.web.auth import token_of
from fediai.web.http import Call, Response, json_response
from fediai.web.languages import best_language
from fediai.web.mastodon.entities.token import token as token_entity
from fediai.web.router import APP, OPEN, Route

UNACCEPTED = Fault("ERR_ACCEPTED", "Agreement must be accepted")


async def sign_up(call: Call) -> Response:
    """As far as registrations are open; the token works once its owner is confirmed and approved."""
    app = await oauth.app_of(call.ctx, token_of(call.request))
    if app is None:
        raise Unauthorized
    if call.viewer is not None:
        raise Forbidden("This method requires an app's own token")
    if not call.form.yes("agreement"):
        raise Unfit(agreement=UNACCEPTED)
    _, user = await registering.sign_up(call.ctx, _applicant(call))
    async with call.ctx.db.write() as tx:
        token = await oauth.issue_token(call.ctx, tx, user.id, app.scopes, app.id)
        return json_response(token_entity(oauth.Token(token, app.scopes, tx.now)))


def _applicant(call: Call) -> Applicant:
    """A date of birth may be sent and is not kept: this house asks for no age."""
    form = call.form
    return Applicant(
        username=form.text("username") or "",
        email=form.text("email") or "",
        password=form.text("password") or "",
        reason=form.text("reason") or "",
        invite=form.text("invite_code") or "",
        locale=(form.text("locale") or "")[:10],
        address=call.request.client,
    )


async def sign_up_or_say_why(call: Call) -> Response:
    """Mastodon's form of a refusal, with a word and a sentence for each field."""
    try:
        return await sign_up(call)
    except Unfit as refusal:
        lang = best_language(call.request.header("accept-language"), "en")
        details = {
            field: [{"error": fault.code, "description": in_language(fault, lang)}]
            for field, fault in refusal.details.items()
        }
        return json_response({"error": told(refusal, lang), "details": details}, refusal.status)


async def invitation(call: Call) -> Response:
    """Does this code open the door? Apps ask before they show a form."""
    found = await invites.opening(call.ctx, call.path["code"])
    return json_response({"invite_code": found.code, "instance_api_url": f"{call.ctx.urls.base}/api/v2/instance"})


ROUTES = (
    Route("POST", "/api/v1/accounts", sign_up_or_say_why, APP),
    Route("GET", "/api/v1/invites/:code", invitation, OPEN),
)
