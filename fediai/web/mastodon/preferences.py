"""https://docs.joinmastodon.org/methods/preferences/ and /markers/: what a person chose, and how far they have read."""

from typing import Any

from fediai.domain.accounts import User
from fediai.domain.errors import Invalid, NotFound
from fediai.domain.people.preferences import preferences_of
from fediai.store.people import users
from fediai.web.http import Call, Response, json_response
from fediai.web.mastodon.entities.time import iso
from fediai.web.router import Route

MARKERS = "markers"  # kept beside the preferences
TIMELINES = ("home", "notifications")


def _user(call: Call) -> User:
    assert call.account
    assert call.viewer
    return call.viewer.user


async def preferences(call: Call) -> Response:
    """All of them, with the usual values where nothing was chosen."""
    return json_response(preferences_of(_user(call)))


async def markers(call: Call) -> Response:
    """How far the caller has read, of the timelines named."""
    kept = _user(call).preferences.get(MARKERS, {})
    return json_response({name: kept[name] for name in call.form.list("timeline") if name in kept})


async def mark(call: Call) -> Response:
    """From now on they have read up to here."""
    sent = {name: last for name in TIMELINES if (last := _last_read(call, name))}
    async with call.ctx.db.write() as tx:
        found = await users.by_id(tx, _user(call).id)
        if found is None:
            raise NotFound
        user = found[0]
        before = user.preferences.get(MARKERS, {})
        moved = {name: _marker(before.get(name), last, iso(tx.now)) for name, last in sent.items()}
        await users.change(tx, user, preferences={**user.preferences, MARKERS: {**before, **moved}})
    return json_response(moved)


def _last_read(call: Call, name: str) -> str:
    sent = call.form.nested(name)
    last = str(sent.get("last_read_id") or "") if isinstance(sent, dict) else ""
    if last and not (last.isascii() and last.isdigit() and len(last) < 20):
        raise Invalid("Validation failed: Last read must be an id")
    return last


def _marker(before: dict[str, Any] | None, last: str, now: str) -> dict[str, Any]:
    """https://docs.joinmastodon.org/entities/Marker/"""
    return {"last_read_id": last, "version": (before or {}).get("version", 0) + 1, "updated_at": now}


ROUTES = (
    Route("GET", "/api/v1/preferences", preferences, "read:accounts"),
    Route("GET", "/api/v1/markers", markers, "read:statuses"),
    Route("POST", "/api/v1/markers", mark, "write:statuses"),
)
