"""What streams say of announcements."""

import orjson

from fediai.context import Context
from fediai.domain.events import Announced, AnnouncementGone, AnnouncementReacted, Event
from fediai.services.moderation import announcements
from fediai.web.mastodon.house.announcements import announcement

ANNOUNCED = (Announced, AnnouncementGone, AnnouncementReacted)


async def frame_of(ctx: Context, event: Event) -> tuple[str, str] | None:
    """The name and the payload of the frame."""
    match event:
        case Announced(id):
            async with ctx.db.read() as tx:
                shown = announcement(await announcements.one(tx, id), known=False)
            return "announcement", orjson.dumps(shown).decode()
        case AnnouncementGone(id):
            return "announcement.delete", str(id)
        case AnnouncementReacted(id, name):
            async with ctx.db.read() as tx:
                count = await announcements.count_of(tx, id, name)
            said = {"name": name, "count": count, "announcement_id": str(id)}
            return "announcement.reaction", orjson.dumps(said).decode()
    return None
