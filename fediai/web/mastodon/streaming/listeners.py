"""Who listens to which streams, and what they are told: events become frames, once per viewer and event."""

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from weakref import WeakKeyDictionary

import orjson

from fediai.context import Context
from fediai.domain.accounts import Account, Viewer
from fediai.domain.errors import NotFound
from fediai.domain.events import (
    AccessEnded,
    Event,
    FiltersChanged,
    NotificationsMerged,
    Notified,
    StatusDeleted,
    StatusEdited,
    StatusPublished,
)
from fediai.domain.statuses import Status
from fediai.domain.visibility import Visibility
from fediai.services.chosen.alike import alike
from fediai.services.people import notifications
from fediai.services.posts import views
from fediai.store.chosen import lists
from fediai.store.database import Transaction
from fediai.store.posts import conversations as conversation_store
from fediai.store.posts import sight, statuses, timelines
from fediai.streaming.bus import Bus
from fediai.streaming.streams import BELLS, DIRECT, HOME, PUBLIC, TAGGED, Stream, open_streams
from fediai.web.mastodon.entities.notification import notification as notification_entity
from fediai.web.mastodon.entities.status import status as status_entity
from fediai.web.mastodon.posts import conversations
from fediai.web.mastodon.streaming.announced import ANNOUNCED, frame_of
from fediai.web.mastodon.streaming.frames import Frame, Frames

log = logging.getLogger(__name__)

WAITING_EVENTS = 10_000
HEARD = (StatusPublished, StatusEdited, StatusDeleted, Notified, NotificationsMerged, FiltersChanged, *ANNOUNCED)


class Listener:
    """One client: who is at its other end, what they want to hear, and the frames that wait to be sent."""

    __slots__ = ("__weakref__", "frames", "streams", "viewer")

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer
        self.streams: set[Stream] = set()
        self.frames = Frames()

    @property
    def account(self) -> Account:
        return self.viewer.account

    def tell(self, stream: Stream, event: str, payload: str | None) -> None:
        """To be sent as soon as they read."""
        self.frames.put(Frame(stream, event, payload))

    def end(self) -> None:
        """The connection is to be closed."""
        self.frames.end()


class Listeners:
    """Everybody who listens to one instance in this process; at work only while somebody does."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._all: set[Listener] = set()
        self._events: asyncio.Queue[Event] = asyncio.Queue(WAITING_EVENTS)
        self._task: asyncio.Task[None] | None = None
        self._unlisten: Callable[[], None] = lambda: None

    def join(self, listener: Listener) -> None:
        """From now on it is told; what is known of its reader is shared with their other connections."""
        same = next((one.viewer for one in self._of(listener.account.id) if one.viewer == listener.viewer), None)
        listener.viewer = same or listener.viewer
        self._all.add(listener)
        if self._task is None:
            self._unlisten = self._ctx.bus.listen(self._heard)
            self._start()

    def _start(self) -> None:
        self._task = asyncio.create_task(self._work())
        self._task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        """One event that could not be told (the database was away, say) must not silence all that follow."""
        if not task.cancelled() and (error := task.exception()):
            log.error("an event could not be told", exc_info=error)
            self._start()

    def leave(self, listener: Listener) -> None:
        """And no more; the last one turns off the light."""
        self._all.discard(listener)
        if not self._all and self._task is not None:
            self._unlisten()
            self._task.cancel()
            self._task = None

    def _heard(self, event: Event) -> None:
        if isinstance(event, AccessEnded):
            for listener in [one for one in self._all if event.ends(one.viewer.token_id, one.account.id)]:
                listener.end()
        if isinstance(event, HEARD):
            try:
                self._events.put_nowait(event)
            except asyncio.QueueFull:
                log.warning("streams are too slow: an event is dropped")

    async def _work(self) -> None:
        while True:
            event = await self._events.get()
            try:
                await self._told(event)
            except NotFound:
                continue  # it was deleted between the event and our look

    async def _told(self, event: Event) -> None:
        match event:
            case StatusPublished(id):
                await self._status(id, "update")
            case StatusEdited(id):
                await self._status(id, "status.update")
            case StatusDeleted():
                self._deleted(event)
            case Notified(id, account_id):
                await self._notified(id, account_id)
            case NotificationsMerged(account_id):
                self._tell_all(self._of(account_id), {HOME, BELLS}, "notifications_merged", "1")
            case FiltersChanged(account_id):
                self._tell_all(self._of(account_id), {HOME}, "filters_changed", None)
            case _:
                await self._announced(event)

    async def _announced(self, event: Event) -> None:
        """To everybody who listens to their home."""
        if told := await frame_of(self._ctx, event):
            self._tell_all(tuple(self._all), {HOME}, *told)

    async def _status(self, id: int, event: str) -> None:
        """To homes that hold it and to open streams; each viewer's rendering is shared by all their sockets."""
        async with self._ctx.db.read() as tx:
            found = await statuses.by_id(tx, id)
            if found is None:
                return
            everywhere = open_streams(await views.view(self._ctx, tx, None, found))
            if found.visibility is Visibility.DIRECT and event == "update":
                await self._conversation(tx, id)
            homes = await _homes(tx, found)
            told = self._by_viewer(everywhere, homes)
            same, common = await alike(tx, list(told), found), None
            for account, lines in told.items():
                payload = common if account in same else None
                if payload is None:
                    payload = await self._payload(tx, lines[0][0].account, account, id)
                common = payload if account in same else common
                for listener, stream in lines if payload else ():
                    listener.tell(stream, event, payload)

    async def _conversation(self, tx: Transaction, id: int) -> None:
        """To whoever of ours is in it and listens to their conversations."""
        told = [one for one in self._all if Stream(DIRECT) in one.streams]
        entries = await conversation_store.with_latest(tx, id) if told else {}
        for listener in told:
            if entry := entries.get(listener.account.id):
                shown = await conversations.entities(self._ctx, tx, listener.account, [entry])
                for one in shown:
                    listener.tell(Stream(DIRECT), "conversation", orjson.dumps(one).decode())

    def _by_viewer(
        self, everywhere: set[Stream], homes: Mapping[int, set[Stream]]
    ) -> dict[int, list[tuple[Listener, Stream]]]:
        told: dict[int, list[tuple[Listener, Stream]]] = {}
        for listener in self._all:
            wanted = listener.streams & everywhere
            wanted |= listener.streams & homes.get(listener.account.id, set())
            if wanted:
                told.setdefault(listener.account.id, []).extend((listener, stream) for stream in wanted)
        return told

    async def _payload(self, tx: Transaction, viewer: Account, account: int, id: int) -> str:
        """The status as this viewer sees it; empty when it is not for them, or from somebody they muted."""
        found = await sight.status_wanted(tx, account, id)
        if found is None:
            return ""
        view = await views.view(self._ctx, tx, viewer, found)
        return orjson.dumps(status_entity(view, self._ctx.urls, viewer)).decode()

    def _deleted(self, event: StatusDeleted) -> None:
        for listener in tuple(self._all):
            for stream in listener.streams:
                held = stream.name in (HOME, "list") and listener.account.id in event.owners
                if held or (event.public and stream.name in PUBLIC | TAGGED):
                    listener.tell(stream, "delete", str(event.status_id))

    async def _notified(self, id: int, account_id: int) -> None:
        told = self._of(account_id)
        if not told:
            return
        account = told[0].account
        async with self._ctx.db.read() as tx:
            view = await notifications.one(self._ctx, tx, account, id)
        shown = orjson.dumps(notification_entity(view, self._ctx.urls, account)).decode()
        self._tell_all(told, {HOME, BELLS}, "notification", shown)

    def _of(self, account_id: int) -> list[Listener]:
        return [one for one in self._all if one.account.id == account_id]

    def _tell_all(self, told: Iterable[Listener], names: set[str], event: str, payload: str | None) -> None:
        for listener in told:
            for stream in tuple(listener.streams):
                if stream.name in names:
                    listener.tell(stream, event, payload)


async def _homes(tx: Transaction, status: Status) -> Mapping[int, set[Stream]]:
    """By owner, the home and list streams on which it comes; exclusive lists keep it from home."""
    owners = (await timelines.owners(tx, [status.id])).get(status.id, ())
    found = {owner: {Stream(HOME)} for owner in owners}
    held = await lists.on_which(tx, status.account_id) if found else []
    for list_id, owner, exclusive in held:
        if owner in found:
            found[owner].add(Stream("list", str(list_id)))
            found[owner] -= {Stream(HOME)} if exclusive else set()
    return found


_KNOWN: WeakKeyDictionary[Bus, Listeners] = WeakKeyDictionary()  # two instances may live in one process


def listeners_of(ctx: Context) -> Listeners:
    """The listeners of this instance."""
    found = _KNOWN.get(ctx.bus)
    if found is None:
        found = _KNOWN[ctx.bus] = Listeners(ctx)
    return found
