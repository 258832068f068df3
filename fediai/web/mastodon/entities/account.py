"""https://docs.joinmastodon.org/entities/Account/ — complete: native apps drop a whole page for one missing field."""

from typing import Any

from fediai.domain.accounts import Account
from fediai.domain.urls import Urls
from fediai.web.mastodon.entities.custom_emoji import custom_emojis
from fediai.web.mastodon.entities.time import day, midnight

# Not SVG: native apps can't draw it.
BLANK = {"avatar": "avatar.png", "header": "header.png"}


def account(one: Account, urls: Urls, moved: Account | None = None) -> dict[str, Any]:
    """A profile as anybody sees it; of a suspended one only that there was one. `moved`: where it lives now."""
    avatar, header = picture(one, "avatar", urls), picture(one, "header", urls)
    gone = one.suspended_at is not None
    return {
        "id": str(one.id),
        "username": one.username,
        "acct": one.acct,
        "uri": one.uri,
        "url": one.url or one.uri,
        "display_name": "" if gone else one.display_name,
        "note": "" if gone else one.note,
        "avatar": avatar,
        "avatar_static": avatar,
        "avatar_description": "",
        "header": header,
        "header_static": header,
        "header_description": "",
        "locked": one.locked,
        "bot": one.bot,
        "group": one.actor_type == "Group",
        "discoverable": one.discoverable,
        "indexable": one.indexable,
        "noindex": not one.indexable,
        "hide_collections": False,
        "fields": [] if gone else fields(one),
        "emojis": custom_emojis(one.emojis, one.domain, urls) if one.emojis and not gone else [],
        "roles": [],
        "posts_ai": one.posts_ai,  # ours: it posts pictures made with AI, and says so
        "created_at": midnight(one.created_at),
        "last_status_at": day(one.last_status_at) if one.last_status_at else None,
        "statuses_count": one.statuses_count,
        "followers_count": one.followers_count,
        "following_count": one.following_count,
        **({"moved": account(moved, urls)} if moved is not None else {}),
        **({"suspended": True} if gone else {}),
        **({"memorial": True} if one.memorial else {}),
        **({"limited": True} if one.silenced_at is not None else {}),
    }


class People:
    """The accounts of one answer: whoever wrote several of its posts is described once."""

    def __init__(self, urls: Urls) -> None:
        self._urls = urls
        self._made: dict[int, dict[str, Any]] = {}

    def of(self, one: Account) -> dict[str, Any]:
        """Not to be changed: it stands in the answer several times."""
        if one.id not in self._made:
            self._made[one.id] = account(one, self._urls)
        return self._made[one.id]


def fields(one: Account) -> list[dict[str, Any]]:
    """The rows below a profile."""
    return [{"name": f["name"], "value": f["value"], "verified_at": f.get("verified_at")} for f in one.fields]


def raw_fields(one: Account) -> list[dict[str, Any]]:
    """The same as they were typed."""
    return [{**row, "value": f.get("source", f["value"])} for row, f in zip(fields(one), one.fields, strict=True)]


def picture(one: Account, kind: str, urls: Urls) -> str:
    """The address of the avatar or header: ours, a far one through our cache, or the plain one; never empty."""
    file, remote = (one.avatar_file, one.avatar_remote_url)
    if kind == "header":
        file, remote = one.header_file, one.header_remote_url
    if one.suspended_at is None and (one.is_local and file):
        return urls.file(file)
    if one.suspended_at is None and remote:
        return urls.remote_portrait(one.id, kind, remote)
    return urls.static(BLANK[kind])
