"""What clients cannot read otherwise, beyond the description: found by the shape of what is answered, wherever it stands."""

import re
from collections.abc import Callable, Iterator
from typing import Any

Check = Callable[[Any], bool]
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
PUSHED = ("follow", "favourite", "reblog", "mention", "poll", "status", "quote")
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _some(value: Any) -> bool:
    return isinstance(value, str) and value != ""


def _address(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(("https://", "http://"))


def _truth(value: Any) -> bool:
    return isinstance(value, bool)


def _number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _small(value: Any) -> bool:
    return _number(value) and 0 <= value < 2**31


def _list(value: Any) -> bool:
    return isinstance(value, list)


def _date(value: Any) -> bool:
    return isinstance(value, str) and DATE.fullmatch(value) is not None


def _day_or_null(value: Any) -> bool:
    return value is None or (isinstance(value, str) and DAY.fullmatch(value) is not None)


def _date_or_null(value: Any) -> bool:
    return value is None or _date(value)


def _fields(check: Check, names: str) -> dict[str, Check]:
    return dict.fromkeys(names.split(), check)


# What an entity is known by → what each of its fields must be.
ENTITIES: list[tuple[frozenset[str], dict[str, Check]]] = [
    (
        frozenset({"acct", "display_name", "statuses_count"}),
        {
            **_fields(_some, "id username acct uri"), **_fields(_text, "display_name note"),
            **_fields(_address, "url avatar avatar_static header header_static"),
            **_fields(_truth, "locked bot group indexable"), **_fields(_list, "fields emojis roles"),
            **_fields(_number, "statuses_count followers_count following_count"),
            "created_at": _date, "last_status_at": _day_or_null,
        },
    ),
    (
        frozenset({"spoiler_text", "reblogs_count", "account"}),
        {
            **_fields(_some, "id uri"), **_fields(_text, "spoiler_text content"), "url": _address,
            "visibility": lambda value: value in ("public", "unlisted", "private", "direct"),
            **_fields(_list, "media_attachments mentions tags emojis"), "sensitive": _truth, "created_at": _date,
            "edited_at": _date_or_null, **_fields(_number, "reblogs_count favourites_count replies_count"),
        },
    ),
    (
        frozenset({"type", "preview_url", "blurhash", "meta"}),
        {**_fields(_some, "id type"), "meta": lambda value: isinstance(value, dict)},
    ),
    (
        frozenset({"shortcode", "static_url"}),
        {**_fields(_address, "url static_url"), **_fields(_truth, "visible_in_picker")},
    ),
    (frozenset({"username", "acct"}), {**_fields(_some, "id username acct"), "url": _address}),  # of a mention
    (
        frozenset({"following", "followed_by", "blocking"}),
        {
            **_fields(
                _truth,
                "following showing_reblogs notifying followed_by blocking blocked_by muting muting_notifications "
                "requested requested_by domain_blocking endorsed",
            ),
            "note": _text,
            "id": _some,
        },
    ),
    (
        frozenset({"group_key", "most_recent_notification_id"}),
        {
            **_fields(_some, "group_key type"), "notifications_count": _number,
            "most_recent_notification_id": lambda value: _number(value) and value < 2**53,  # whole in JavaScript
            "latest_page_notification_at": _date, "sample_account_ids": _list,
        },
    ),
    (frozenset({"group_key", "created_at", "account"}), {**_fields(_some, "id type group_key"), "created_at": _date}),
    (
        frozenset({"votes_count", "options", "multiple"}),
        {
            "id": _some, **_fields(_truth, "expired multiple"), "votes_count": _number,
            **_fields(_list, "options emojis own_votes"), "expires_at": _date_or_null,
        },
    ),
    (
        frozenset({"provider_url", "history"}),
        {**_fields(_address, "url image"), **_fields(_some, "blurhash"), **_fields(_text, "title description")},
    ),
    (
        frozenset({"server_key", "alerts"}),
        {
            "id": _small, "endpoint": _address, "server_key": _some,
            "alerts": lambda value: all(_truth(value.get(one)) for one in PUSHED),
        },
    ),
    (frozenset({"last_read_id", "version"}), {"last_read_id": _some, "version": _number, "updated_at": _date}),
    (frozenset({"ancestors", "descendants"}), _fields(_list, "ancestors descendants")),
    (frozenset({"accounts", "hashtags", "statuses"}), _fields(_list, "accounts statuses hashtags")),
    (frozenset({"day", "uses", "accounts"}), _fields(_some, "day uses accounts")),
    (frozenset({"automatic", "manual", "current_user"}), {**_fields(_list, "automatic manual"), "current_user": _some}),
]  # fmt: skip


def broken(value: Any, path: str = "$") -> Iterator[str]:
    """Every rule that this answer breaks, and where."""
    if isinstance(value, list):
        for number, one in enumerate(value):
            yield from broken(one, f"{path}[{number}]")
    if not isinstance(value, dict):
        return
    for known_by, checks in ENTITIES:
        if known_by <= value.keys():
            yield from (f"{path}.{name}" for name, check in checks.items() if not check(value.get(name)))
            break
    yield from _attached(value, path)
    for name, one in value.items():
        yield from broken(one, f"{path}.{name}")


def _attached(value: dict[str, Any], path: str) -> Iterator[str]:
    """A file on a post has an address: Tusky decodes no page with a null one. (An upload's answer may have none.)"""
    files = value.get("media_attachments")
    if not isinstance(files, list) or "reblogs_count" not in value:
        return
    for number, file in enumerate(files):
        if isinstance(file, dict) and not _address(file.get("url")):
            yield f"{path}.media_attachments[{number}].url"
