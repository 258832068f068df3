"""https://docs.joinmastodon.org/methods/admin/ip_blocks/ , /email_domain_blocks/ and /canonical_email_blocks/"""

from datetime import timedelta
from typing import Any

from fediai.domain.errors import Invalid, NotFound
from fediai.domain.moderation.audit import About, Deed
from fediai.domain.moderation.doors import SEVERITIES, EmailBlock, IpBlock, canonical_hash, holds, network_of
from fediai.domain.rules import domain_of
from fediai.services.moderation import audit
from fediai.services.moderation.staff import staff
from fediai.store.database import Transaction
from fediai.store.moderation import doors
from fediai.web.http import Call, Response, json_response
from fediai.web.mastodon.entities.time import iso
from fediai.web.mastodon.pagination import page_of, paged_response
from fediai.web.router import Route

LONGEST, LASTS = 1000, 10 * 365 * 86_400


def ip_block(one: IpBlock) -> dict[str, Any]:
    """https://docs.joinmastodon.org/entities/Admin_IpBlock/"""
    return {
        "id": str(one.id), "ip": one.network, "severity": one.severity, "comment": one.comment,
        "created_at": iso(one.created_at), "expires_at": iso(one.expires_at) if one.expires_at else None,
    }  # fmt: skip


def email_block(one: EmailBlock) -> dict[str, Any]:
    """https://docs.joinmastodon.org/entities/Admin_EmailDomainBlock/ or Admin_CanonicalEmailBlock."""
    if one.kind == "canonical":
        return {"id": str(one.id), "canonical_email_hash": one.name}
    return {"id": str(one.id), "domain": one.name, "created_at": iso(one.created_at), "history": []}


async def ips(call: Call) -> Response:
    """Newest first."""
    staff(call.viewer, "admin")
    asked = page_of(call, 100, 200)
    async with call.ctx.db.read() as tx:
        found = await doors.ip_page(tx, asked)
    return paged_response(call, [ip_block(one) for one in found], [one.id for one in found], asked)


async def _ip(call: Call, tx: Transaction) -> IpBlock:
    found = await doors.ip(tx, call.id())
    if found is None:
        raise NotFound
    return found


async def ip(call: Call) -> Response:
    """One network."""
    staff(call.viewer, "admin")
    async with call.ctx.db.read() as tx:
        return json_response(ip_block(await _ip(call, tx)))


async def shut_ip(call: Call) -> Response:
    """From there nobody signs up any more, or only with a moderator's yes."""
    async with call.ctx.db.write() as tx:
        return await _put_ip(call, tx, network_of(call.form.text("ip") or ""), "", "")


async def change_ip(call: Call) -> Response:
    """Otherwise than before."""
    async with call.ctx.db.write() as tx:
        known = await _ip(call, tx)
        return await _put_ip(call, tx, known.network, known.severity, known.comment)


async def _put_ip(call: Call, tx: Transaction, network: str, severity: str, comment: str) -> Response:
    by, form = staff(call.viewer, "admin"), call.form
    word, why = form.text("severity") or severity, (form.text("comment") or comment)[:LONGEST]
    if word not in SEVERITIES:
        raise Invalid(f"Validation failed: Severity is one of {', '.join(SEVERITIES)}")
    if word == "no_access" and holds(network, call.request.client):
        raise Invalid("Validation failed: Ip is where you come from: you would shut yourself out")
    seconds = min(form.whole("expires_in") or 0, LASTS)
    made = await doors.put_ip(tx, network, word, why, tx.now + timedelta(seconds=seconds) if seconds > 0 else None)
    await audit.record(tx, by, Deed.BLOCK_IP, About("ip", network, made.id), why, severity=word)
    return json_response(ip_block(made))


async def open_ip(call: Call) -> Response:
    """The door is open again."""
    by = staff(call.viewer, "admin")
    async with call.ctx.db.write() as tx:
        known = await _ip(call, tx)
        await doors.drop_ip(tx, known.id)
        await audit.record(tx, by, Deed.UNBLOCK_IP, About("ip", known.network, known.id))
    return json_response({})


def _kind(call: Call) -> str:
    return "canonical" if "canonical" in call.request.path else "domain"


async def emails(call: Call) -> Response:
    """Newest first."""
    staff(call.viewer, "admin")
    asked = page_of(call, 100, 200)
    async with call.ctx.db.read() as tx:
        found = await doors.email_page(tx, asked, _kind(call))
    return paged_response(call, [email_block(one) for one in found], [one.id for one in found], asked)


async def _email(call: Call, tx: Transaction) -> EmailBlock:
    found = await doors.email(tx, _kind(call), call.id())
    if found is None:
        raise NotFound
    return found


async def email(call: Call) -> Response:
    """One of them."""
    staff(call.viewer, "admin")
    async with call.ctx.db.read() as tx:
        return json_response(email_block(await _email(call, tx)))


def _name(call: Call) -> str:
    """The domain, or the hash of the address, where that is not given itself."""
    if _kind(call) == "domain":
        return domain_of(call.form.text("domain") or "")
    given = (call.form.text("canonical_email_hash") or "").strip().lower()
    address = (call.form.text("email") or "").strip()
    if not given and "@" not in address:
        raise Invalid("Validation failed: Email or canonical_email_hash is needed")
    return given[:128] or canonical_hash(address)


async def shut_email(call: Call) -> Response:
    """Nobody signs up with it any more."""
    by, name = staff(call.viewer, "admin"), _name(call)
    async with call.ctx.db.write() as tx:
        made = await doors.put_email(tx, _kind(call), name)
        await audit.record(tx, by, Deed.BLOCK_EMAIL, About("email", name, made.id))
    return json_response(email_block(made))


async def open_email(call: Call) -> Response:
    """It may be used again."""
    by = staff(call.viewer, "admin")
    async with call.ctx.db.write() as tx:
        known = await _email(call, tx)
        await doors.drop_email(tx, known.id)
        await audit.record(tx, by, Deed.UNBLOCK_EMAIL, About("email", known.name, known.id))
    return json_response({})


async def try_email(call: Call) -> Response:
    """Which blocks an address would meet."""
    staff(call.viewer, "admin")
    async with call.ctx.db.read() as tx:
        found = await doors.named(tx, "canonical", [canonical_hash(call.form.text("email") or "")])
    return json_response([email_block(one) for one in found])


_IPS = "/api/v1/admin/ip_blocks"
_EMAILS = ("email_domain_blocks", "canonical_email_blocks")
ROUTES = (
    Route("GET", _IPS, ips, "admin:read:ip_blocks"),
    Route("POST", _IPS, shut_ip, "admin:write:ip_blocks"),
    Route("GET", f"{_IPS}/:id", ip, "admin:read:ip_blocks"),
    Route("PUT", f"{_IPS}/:id", change_ip, "admin:write:ip_blocks"),
    Route("DELETE", f"{_IPS}/:id", open_ip, "admin:write:ip_blocks"),
    Route("POST", "/api/v1/admin/canonical_email_blocks/test", try_email, "admin:read:canonical_email_blocks"),
    *(Route("GET", f"/api/v1/admin/{kind}", emails, f"admin:read:{kind}") for kind in _EMAILS),
    *(Route("POST", f"/api/v1/admin/{kind}", shut_email, f"admin:write:{kind}") for kind in _EMAILS),
    *(Route("GET", f"/api/v1/admin/{kind}/:id", email, f"admin:read:{kind}") for kind in _EMAILS),
    *(Route("DELETE", f"/api/v1/admin/{kind}/:id", open_email, f"admin:write:{kind}") for kind in _EMAILS),
)
