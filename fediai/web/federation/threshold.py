"""What is refused before a letter is read: whoever comes too often, what no inbox could read, and who is shut out.

Nothing here costs more than looking at headers. Who is claimed to write is no proof, so whoever only claims it draws
from a small bucket of that server's; an address that has proved it before does not, or a liar could shut others out.
"""

import re
from ipaddress import IPv6Address, ip_network

from activitypub.results import Reason, Refused, status_of
from activitypub.terms import is_activity_type
from fediai.context import Context
from fediai.domain.policy import Drop
from fediai.services.far.fetching import judged
from fediai.web.http import Request, Response, json_response

REFUSALS_A_MINUTE = 300
SIGNED_IN = ("signature", "signature-input", "authorization")
_CLAIM = re.compile(r'keyid="https?://([^/"?#@\s]{1,260})', re.IGNORECASE)


async def guard(ctx: Context, request: Request) -> Response | None:
    """The refusal, if there is one."""
    host = claimed(request)
    refused = _too_often(ctx, request, host) or _unreadable(ctx, request) or await _shut_out(ctx, host)
    return refusal(ctx, request, ctx.far.refuse(refused)) if refused else None


def refusal(ctx: Context, request: Request, refused: Refused) -> Response:
    """Counted against the address, unless we only do not understand what it says."""
    status = status_of(refused.reason)
    if status >= 400:
        ctx.far.counted(_pestering(request), ctx.clock())
    headers = {"Retry-After": "60"} if refused.reason is Reason.TOO_MANY else {}
    return json_response({"error": f"{refused.reason}: {refused.detail}"}, status, headers)


def proved(ctx: Context, request: Request) -> None:
    """From this address really comes what that server signs."""
    ctx.far.proved.put((network_of(request.client), claimed(request)), True)


def claimed(request: Request) -> str:
    """The server whose key is named; "" where none is."""
    found = (_CLAIM.search(request.header(name)) for name in SIGNED_IN)
    return next((one.group(1).lower() for one in found if one), "")


def network_of(address: str) -> str:
    """One address, or the /64 that is one subscriber's."""
    if ":" not in address:
        return address
    try:
        return str(ip_network((IPv6Address(address.partition("%")[0]), 64), strict=False))
    except ValueError:
        return address


def _pestering(request: Request) -> str:
    return f"refused {network_of(request.client)}"


def _too_often(ctx: Context, request: Request, host: str) -> Refused | None:
    limits, now = ctx.settings.limits, ctx.clock()
    if not limits.enabled:
        return None
    network = network_of(request.client)
    if ctx.far.count(f"refused {network}", now) >= REFUSALS_A_MINUTE:
        return Refused(Reason.TOO_MANY, "refusals within a minute")
    if not ctx.far.buckets.take(f"address {network}", limits.arrivals_per_address, now):
        return Refused(Reason.TOO_MANY, "letters from one address")
    if not host or ctx.far.proved.get((network, host)):
        return None
    within = ctx.far.buckets.take(f"claims {host}", limits.unproved_per_host, now)
    return None if within else Refused(Reason.TOO_MANY, "letters in the name of one server")


def _unreadable(ctx: Context, request: Request) -> Refused | None:
    kind, length = request.header("content-type"), request.header("content-length")
    if not is_activity_type(kind):
        return Refused(Reason.WRONG_CONTENT_TYPE, kind[:80])
    if request.header("content-encoding", "identity") != "identity":
        return Refused(Reason.WRONG_CONTENT_TYPE, "packed")
    if length.isascii() and length.isdigit() and int(length[:20]) > ctx.settings.federation.max_body:
        return Refused(Reason.TOO_BIG, f"{length[:20]} bytes")
    if not any(request.header(name) for name in SIGNED_IN):
        return Refused(Reason.UNSIGNED, "no Signature")
    return None


async def _shut_out(ctx: Context, host: str) -> Refused | None:
    verdict = await judged(ctx, {host}) if host else None
    return Refused(Reason.BLOCKED, verdict.reason) if isinstance(verdict, Drop) else None
