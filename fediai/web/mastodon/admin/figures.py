"""https://docs.joinmastodon.org/methods/admin/measures/ , /dimensions/ and /retention/"""

from datetime import UTC, datetime
from typing import Any

from fediai.domain import text
from fediai.domain.errors import Invalid
from fediai.services.moderation import figures
from fediai.services.moderation.figures import Measured, Part, Span
from fediai.services.moderation.staff import staff
from fediai.store.moderation.dimensions import DIMENSIONS
from fediai.store.moderation.measures import MEASURES
from fediai.web.http import Call, Response, json_response
from fediai.web.mastodon.entities.time import iso
from fediai.web.router import Route

MOST = 20
OF_THE_HOUSE = ("space_usage", "software_versions")
MOST_PERIODS = 100


def _span(call: Call) -> Span:
    since, until = (_instant(call, name) for name in ("start_at", "end_at"))
    return figures.span(since, until)


def _instant(call: Call, name: str) -> datetime:
    """A day or an instant; without a zone it is UTC's."""
    given = (call.form.text(name) or "").strip()
    try:
        found = datetime.fromisoformat(given)
    except ValueError:
        raise Invalid(f"Validation failed: {name} is a day, as 2026-01-31") from None
    if not 1971 <= found.year <= 9000:
        raise Invalid(f"Validation failed: {name} is too far away")
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _keys(call: Call, known: Any) -> list[str]:
    """Those that are known, once each; what we do not count is left out."""
    return [key for key in dict.fromkeys(call.form.list("keys")) if key in known][:MOST]


def _about(call: Call, key: str) -> str:
    """The hashtag or the server that this one is about: `tag_uses[id]`, `instance_accounts[domain]`."""
    nested = call.form.nested(key)
    words = nested if isinstance(nested, dict) else {}
    name = "id" if key.startswith("tag_") else "domain"
    given = words.get(name)
    if key.startswith(("tag_", "instance_")) and not isinstance(given, str | int):
        raise Invalid(f"Validation failed: {key} needs {name}")
    found = str(given or "")[:253].strip().lower()
    return text.tag_name(found.removeprefix("#")) if name == "id" else found


async def measures(call: Call) -> Response:
    """Numbers by day."""
    staff(call.viewer)
    asked, keys = _span(call), _keys(call, MEASURES)
    async with call.ctx.db.read() as tx:
        found = [await figures.measure(tx, key, asked, _about(call, key)) for key in keys]
    return json_response([_measure(one) for one in found])


def _measure(one: Measured) -> dict[str, Any]:
    """https://docs.joinmastodon.org/entities/Admin_Measure/"""
    unit = "bytes" if one.key == "instance_media_attachments" else None
    shown: dict[str, Any] = {"key": one.key, "unit": unit, "total": str(one.total)}
    if unit:
        shown["human_value"] = _size(one.total)
    if one.previous is not None:
        shown["previous_total"] = str(one.previous)
    return {**shown, "data": [{"date": iso(day), "value": str(value)} for day, value in one.days]}


def _size(count: int) -> str:
    number, units = float(count), ["Bytes", "KB", "MB", "GB", "TB"]
    while number >= 1024 and len(units) > 1:
        number, units = number / 1024, units[1:]
    return f"{number:.3g} {units[0]}"


async def dimensions(call: Call) -> Response:
    """Numbers by kind."""
    staff(call.viewer)
    asked, limit = _span(call), min(max(call.form.whole("limit") or 10, 1), 100)
    keys = _keys(call, {*DIMENSIONS, *OF_THE_HOUSE})
    async with call.ctx.db.read() as tx:
        found = {key: await figures.dimension(call.ctx, tx, key, asked, _about(call, key), limit) for key in keys}
    return json_response([{"key": key, "data": [_part(one) for one in parts]} for key, parts in found.items()])


def _part(one: Part) -> dict[str, Any]:
    """https://docs.joinmastodon.org/entities/Admin_Dimension/#data"""
    shown = {"key": one.key, "human_key": one.name, "value": one.value}
    if one.unit:
        return {**shown, "unit": one.unit, "human_value": _size(int(one.value))}
    return {**shown, "human_value": one.value} if not one.value.isdigit() else shown


async def retention(call: Call) -> Response:
    """Of those who came, how many are still there."""
    staff(call.viewer)
    asked, word = _span(call), call.form.text("frequency") or ""
    if word not in ("day", "month"):
        raise Invalid("Validation failed: Frequency is day or month")
    if word == "day" and len(asked.days) > MOST_PERIODS:
        raise Invalid(f"Validation failed: At most {MOST_PERIODS} days")
    async with call.ctx.db.read() as tx:
        found = await figures.retention(tx, asked, monthly=word == "month")
    return json_response(
        [
            {"period": iso(one.period), "frequency": word,
             "data": [{"date": iso(at), "rate": rate, "value": str(count)} for at, rate, count in one.data]}
            for one in found
        ]
    )  # fmt: skip


_READ = "admin:read"
ROUTES = (
    Route("POST", "/api/v1/admin/measures", measures, _READ),
    Route("POST", "/api/v1/admin/dimensions", dimensions, _READ),
    Route("POST", "/api/v1/admin/retention", retention, _READ),
)
