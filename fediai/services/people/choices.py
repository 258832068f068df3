"""What a person chooses for themselves: language, light, how AI pictures are shown, how far they have read."""

from collections.abc import Mapping
from typing import Any, Final

from fediai.context import Context
from fediai.domain.accounts import User
from fediai.domain.errors import NotFound
from fediai.domain.events import AccessEnded
from fediai.domain.people.preferences import MARKERS, last_read
from fediai.store.database import Transaction
from fediai.store.people import grants, users
from fediai.store.people.grants import Granted

AI_PICTURES: Final = ("show", "fade", "blur", "hide")
THEMES: Final = ("auto", "light", "dark")
BELL: Final = "notifications"  # the client API's word for this list


def ai_pictures(user: User | None) -> str:
    """What happens to AI pictures of others in this person's lists."""
    chosen = user.preferences.get("ai_pictures") if user else None
    return chosen if chosen in AI_PICTURES else AI_PICTURES[0]


def theme(user: User | None) -> str:
    """Light, dark, or as the device says."""
    chosen = user.preferences.get("theme") if user else None
    return chosen if chosen in THEMES else THEMES[0]


async def choose(tx: Transaction, user: User, chosen: Mapping[str, Any], *, locale: str | None = None) -> User:
    """These from now on; what another window chose in the meantime stays."""
    found = await users.by_id(tx, user.id)
    if found is None:
        raise NotFound
    now = found[0]
    return await users.change(
        tx, now, locale=now.locale if locale is None else locale, preferences={**now.preferences, **chosen}
    )


async def mark_read(ctx: Context, user: User, notification_id: int) -> None:
    """Everything up to this notification has been seen."""
    if notification_id <= last_read(user, BELL):
        return
    async with ctx.db.write() as tx:
        before = user.preferences.get(MARKERS, {})
        at = tx.now.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        version = before.get(BELL, {}).get("version", 0) + 1
        mark = {"last_read_id": str(notification_id), "version": version, "updated_at": at}
        await choose(tx, user, {MARKERS: {**before, BELL: mark}})


async def apps(ctx: Context, user: User) -> list[Granted]:
    """Who may act for this person."""
    async with ctx.db.read() as tx:
        return list(await grants.of_user(tx, user.id))


async def take_back(ctx: Context, user: User, token_id: int) -> None:
    """The app may do nothing any more by it, and what it listens to ends."""
    async with ctx.db.write() as tx:
        if await grants.take_back(tx, user.id, token_id):
            tx.emit(AccessEnded((token_id,)))
