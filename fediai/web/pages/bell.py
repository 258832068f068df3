"""Notifications: what happened, newest first."""

from typing import Any

from quart import Quart, Response

from fediai.domain.people.notifications import NotificationType, NotificationView
from fediai.domain.people.preferences import last_read
from fediai.domain.pictures.prompts import shortened
from fediai.domain.text import plain
from fediai.services.people import choices, notifications
from fediai.web.context import context
from fediai.web.pages.frame.paging import asked_page, older
from fediai.web.pages.frame.shell import lens, render
from fediai.web.pages.frame.visitor import me, member
from fediai.web.pages.views import feeds
from fediai.web.pages.views.lens import Lens
from fediai.web.pages.views.people import face
from fediai.web.pages.views.pictures import picture, shown
from fediai.web.pages.views.statuses import look, page_of
from fediai.web.pages.views.titles import without_tags

EXCERPT = 140


def routes(pages: Quart) -> None:
    """Puts the page into the app."""
    pages.add_url_rule("/notifications", "notifications", member(show), methods=["GET"])


async def show() -> Response:
    """All of them, the unread marked; from now on they are read."""
    ctx, viewer, eyes = context(), me(), lens()
    async with ctx.db.read() as tx:
        found = await notifications.page(
            ctx, tx, viewer.account, asked_page(), notifications.Wanted([*NotificationType])
        )
    ids = [each.notification.id for each in found]
    if ids:
        await choices.mark_read(ctx, viewer.user, ids[0])
    seen = last_read(viewer.user, choices.BELL)
    return await render(
        "notifications.html", here="notifications", unread=0, notices=[_notice(each, seen, eyes) for each in found],
        older=older(found.cursors), end=feeds.end(eyes.t("notice.end")),
    )  # fmt: skip


def _notice(each: NotificationView, seen: int, eyes: Lens) -> dict[str, Any]:
    return {
        "kind": str(each.notification.type),
        "account": face(each.account, eyes.urls),
        "at": eyes.local(each.notification.created_at),
        "unread": each.notification.id > seen,
        "status": _about(each, eyes),
        "report": f"/admin/reports/{each.notification.about_id}" if _is_report(each) else None,
    }


def _is_report(each: NotificationView) -> bool:
    return each.notification.type is NotificationType.ADMIN_REPORT and each.notification.about_id is not None


def _about(each: NotificationView, eyes: Lens) -> dict[str, Any] | None:
    if each.status is None:
        return None
    media = shown(each.status)
    words = each.status.status.spoiler_text or plain(without_tags(each.status.status.content))
    return {
        "url": page_of(each.status),
        "excerpt": shortened(words, EXCERPT),
        "picture": picture(media[0], eyes) if media and look(each.status, media, eyes) == "normal" else None,
    }
