"""https://docs.joinmastodon.org/methods/admin/domain_blocks/ and /domain_allows/; for administrators."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from fediai.domain.errors import Invalid, NotFound
from fediai.domain.policy import Severity
from fediai.domain.rules import Rule, domain_of
from fediai.services.far import rules
from fediai.services.moderation.staff import staff
from fediai.store.far import rules as store
from fediai.store.far.rules import Said
from fediai.web.http import Call, Response, json_response
from fediai.web.mastodon.admin.entities import domain_allow, domain_block
from fediai.web.mastodon.pagination import page_of, paged_response
from fediai.web.router import Handler, Route

BLOCKS = ("suspend", "silence", "noop")
FLAGS = ("reject_media", "reject_reports", "obfuscate")


def _shown(one: Said) -> dict[str, Any]:
    entity = domain_allow if one.rule.severity is Severity.ALLOW else domain_block
    return entity(one.id, one.rule, one.at)


def _listing(allowed: bool) -> Handler:
    async def page(call: Call) -> Response:
        """Newest first."""
        staff(call.viewer, "admin")
        asked = page_of(call, 100, 200)
        async with call.ctx.db.read() as tx:
            found = await store.page(tx, asked, allowed=allowed)
        return paged_response(call, [_shown(one) for one in found], [one.id for one in found], asked)

    return page


def _with(allowed: bool, deed: Callable[[Call, Said], Awaitable[Response]]) -> Handler:
    async def handler(call: Call) -> Response:
        """One rule of this kind."""
        staff(call.viewer, "admin")
        async with call.ctx.db.read() as tx:
            found = await store.one(tx, call.id())
        if found is None or (found.rule.severity is Severity.ALLOW) is not allowed:
            raise NotFound
        return await deed(call, found)

    return handler


async def _one(call: Call, found: Said) -> Response:
    return json_response(_shown(found))


async def _forget(call: Call, found: Said) -> Response:
    await rules.forget(call.ctx, found.rule.domain, staff(call.viewer, "admin"))
    return json_response({})


async def _answer(call: Call, domain: str) -> Response:
    async with call.ctx.db.read() as tx:
        [found] = [one for one in [await store.by_domain(tx, domain)] if one]
    return json_response(_shown(found))


def _changed(call: Call, rule: Rule) -> Rule:
    """The rule with what the form says of it."""
    form = call.form
    word = form.text("severity") or rule.severity.value
    if word not in BLOCKS:
        raise Invalid("Validation failed: Severity is silence, suspend or noop")
    flags: dict[str, Any] = {name: bool(form.yes(name)) for name in FLAGS if form.has(name)}
    texts = {"comment": "public_comment", "private_comment": "private_comment"}
    said: dict[str, Any] = {name: (form.text(word) or "").strip() for name, word in texts.items() if form.has(word)}
    return replace(rule, severity=Severity(word), **flags, **said)


async def _say(call: Call, rule: Rule) -> Response:
    more = {
        name: getattr(rule, name)
        for name in ("reject_media", "comment", "reject_reports", "quarantine", "obfuscate", "private_comment")
    }
    await rules.say(call.ctx, rule.domain, rule.severity, staff(call.viewer, "admin"), **more)
    return await _answer(call, rule.domain)


async def block(call: Call) -> Response:
    """Limited from now on; what was said before about the domain is in the way."""
    staff(call.viewer, "admin")
    name = domain_of(call.form.text("domain") or "")
    async with call.ctx.db.read() as tx:
        known = await store.by_domain(tx, name)
    if known is not None and known.rule.severity is not Severity.ALLOW:
        raise Invalid(f"{name} is limited already")
    return await _say(call, _changed(call, Rule(name, Severity.SILENCE)))


async def _change(call: Call, found: Said) -> Response:
    return await _say(call, _changed(call, found.rule))


async def allow(call: Call) -> Response:
    """May speak with us, where a list allows."""
    rule = await rules.say(call.ctx, call.form.text("domain") or "", Severity.ALLOW, staff(call.viewer, "admin"))
    return await _answer(call, rule.domain)


_BLOCKS, _ALLOWS = "/api/v1/admin/domain_blocks", "/api/v1/admin/domain_allows"
_READ, _WRITE = "admin:read:domain_{}", "admin:write:domain_{}"
ROUTES = (
    Route("GET", _BLOCKS, _listing(False), _READ.format("blocks")),
    Route("POST", _BLOCKS, block, _WRITE.format("blocks")),
    Route("GET", f"{_BLOCKS}/:id", _with(False, _one), _READ.format("blocks")),
    Route("PUT", f"{_BLOCKS}/:id", _with(False, _change), _WRITE.format("blocks")),
    Route("DELETE", f"{_BLOCKS}/:id", _with(False, _forget), _WRITE.format("blocks")),
    Route("GET", _ALLOWS, _listing(True), _READ.format("allows")),
    Route("POST", _ALLOWS, allow, _WRITE.format("allows")),
    Route("GET", f"{_ALLOWS}/:id", _with(True, _one), _READ.format("allows")),
    Route("DELETE", f"{_ALLOWS}/:id", _with(True, _forget), _WRITE.format("allows")),
)
