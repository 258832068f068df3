"""What somebody changes of their own account."""

import html
import re
from dataclasses import dataclass
from typing import Any

from fediai.context import Context
from fediai.domain import text
from fediai.domain.accounts import Account, User
from fediai.domain.errors import Invalid
from fediai.domain.links.profiles import kept
from fediai.domain.people.preferences import LANGUAGE, QUOTES, SENSITIVE, VISIBILITY
from fediai.domain.posts.quotes import POLICIES
from fediai.domain.rules import domain_of
from fediai.domain.visibility import Visibility
from fediai.services.far import outgoing
from fediai.services.links import proving
from fediai.services.pictures import emojis
from fediai.store.database import Transaction
from fediai.store.people import accounts, users

LONGEST_NAME, LONGEST_NOTE, MOST_FIELDS, LONGEST_FIELD = 30, 500, 4, 255
MOST_SITES = 100
DEFAULT_VISIBILITIES = frozenset({Visibility.PUBLIC, Visibility.UNLISTED, Visibility.PRIVATE, Visibility.DIRECT})


@dataclass(frozen=True, slots=True)
class Changes:
    """None: as it was. `avatar_file` and `header_file` are keys in the media storage; "" takes the picture away."""

    display_name: str | None = None
    note: str | None = None
    locked: bool | None = None
    bot: bool | None = None
    discoverable: bool | None = None
    indexable: bool | None = None
    fields: tuple[tuple[str, str], ...] | None = None
    avatar_file: str | None = None
    header_file: str | None = None
    privacy: str | None = None
    sensitive: bool | None = None
    language: str | None = None
    quote_policy: str | None = None
    may_remix: bool | None = None
    may_learn: bool | None = None
    attribution_domains: tuple[str, ...] | None = None


async def update_profile(
    ctx: Context, tx: Transaction, account: Account, user: User, changes: Changes
) -> tuple[Account, User]:
    """Both as they are now; far followers are told of what they can see."""
    _check(changes)
    mended = await accounts.mend(tx, account, **_columns(ctx, account, changes))
    mended = await _with_emojis(tx, mended)
    if changes.fields is not None:
        await proving.later(tx, mended)
    if chosen := _preferences(changes):
        latest = await users.by_id(tx, user.id)  # an app may have moved a marker since the request began
        kept = latest[0].preferences if latest else user.preferences
        user = await users.change(tx, user, preferences={**kept, **chosen})
    if mended.may_learn != account.may_learn:
        ctx.counted.forget_figures()
    if mended != account:
        await outgoing.account_updated(ctx, tx, mended)
    return mended, user


async def _with_emojis(tx: Transaction, account: Account) -> Account:
    """Our custom emoji that the name, the words or the rows below them name."""
    rows = (part for row in account.fields for part in (row["name"], row.get("source", "")))
    found = await emojis.named(tx, account.display_name, account.note_source, *rows)
    return account if found == account.emojis else await accounts.mend(tx, account, emojis=found)


def _check(changes: Changes) -> None:
    too_long = {
        "Display name": len(changes.display_name or "") > LONGEST_NAME,
        "Bio": text.length(changes.note or "") > LONGEST_NOTE,
        "Fields": any(len(part) > LONGEST_FIELD for field in changes.fields or () for part in field),
    }
    for what, is_so in too_long.items():
        if is_so:
            raise Invalid(f"Validation failed: {what} is too long")
    if len(changes.fields or ()) > MOST_FIELDS:
        raise Invalid(f"Validation failed: Fields can be at most {MOST_FIELDS}")
    if len(changes.attribution_domains or ()) > MOST_SITES:
        raise Invalid(f"Validation failed: Attribution domains can be at most {MOST_SITES}")
    if changes.quote_policy is not None and changes.quote_policy not in POLICIES:
        raise Invalid("Validation failed: Quote policy is not one of public, followers, nobody")
    if changes.privacy is not None and changes.privacy not in DEFAULT_VISIBILITIES:
        raise Invalid("Validation failed: Privacy is not one of public, unlisted, private, direct")


def _columns(ctx: Context, account: Account, changes: Changes) -> dict[str, Any]:
    plain = ("locked", "discoverable", "indexable", "avatar_file", "header_file", "may_remix", "may_learn")
    columns: dict[str, Any] = {name: getattr(changes, name) for name in plain}
    if changes.display_name is not None:
        columns["display_name"] = text.one_line(changes.display_name, LONGEST_NAME)
    if changes.note is not None:
        columns["note_source"] = changes.note.strip()
        columns["note"] = text.to_html(changes.note, {}, ctx.urls.tag)
    if changes.bot is not None and account.actor_type in ("Person", "Service"):
        columns |= {"bot": changes.bot, "actor_type": "Service" if changes.bot else "Person"}
    if changes.fields is not None:
        rows = [_field(name.strip(), value.strip()) for name, value in changes.fields if name.strip()]
        columns["fields"] = kept(rows, account.fields)
    if changes.attribution_domains is not None:
        columns["attribution_domains"] = " ".join(dict.fromkeys(map(domain_of, changes.attribution_domains)))
    return {name: value for name, value in columns.items() if value is not None}


def _field(name: str, value: str) -> dict[str, Any]:
    is_link = re.fullmatch(r"https?://\S+", value) is not None
    return {
        "name": name,
        "value": text.link(value, me=True) if is_link else html.escape(value),
        "source": value,
        "verified_at": None,
    }


def _preferences(changes: Changes) -> dict[str, Any]:
    chosen = {
        VISIBILITY: changes.privacy, SENSITIVE: changes.sensitive, LANGUAGE: changes.language or None,
        QUOTES: changes.quote_policy,
    }  # fmt: skip
    return {name: value for name, value in chosen.items() if value is not None}
