"""All that somebody made and keeps, packed to take along: in the form of Mastodon's archive, with their lists as CSV.

`actor.json`, `outbox.json`, `likes.json`, `bookmarks.json`, the files under `media_attachments/files`; no keys.
"""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import orjson

from activitypub.render import render_actor
from activitypub.terms import AS2_CONTEXT, CONTEXT
from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.domain.errors import NotFound, TooMany
from fediai.domain.people import sheets
from fediai.domain.people.sheets import FORMS, Sheet
from fediai.domain.statuses import Page
from fediai.federation.translate.activity import activity_document
from fediai.federation.translate.actor import actor_of
from fediai.services.posts import views
from fediai.store import jobs
from fediai.store.jobs import Job
from fediai.store.moving import archives, belongings
from fediai.store.moving.archives import Archive
from fediai.store.people import accounts
from fediai.store.posts import timelines
from fediai.store.posts.timelines import Only

AT_ONCE = 100
REST, KEPT = timedelta(days=1), timedelta(days=7)
FILES = "media_attachments/files"


async def ask(ctx: Context, account: Account) -> Archive:
    """One more is packed, once a day; the one before stays until it lies ready."""
    async with ctx.db.write() as tx:
        before = await archives.of_account(tx, account.id)
        if before and before[0].created_at > tx.now - REST:
            wait = before[0].created_at + REST - tx.now
            raise TooMany("An archive can be packed once a day", retry_after=int(wait.total_seconds()) + 1)
        made = await archives.ask(tx, account.id)
        await jobs.enqueue(tx, Job("archive", {"archive": made.id}, unique_key=f"archive|{made.id}"))
    return made


async def of_account(ctx: Context, account: Account) -> list[Archive]:
    """Theirs, the latest first."""
    async with ctx.db.read() as tx:
        return await archives.of_account(tx, account.id)


async def file_of(ctx: Context, account: Account, id: int) -> Path:
    """Where one of their archives lies."""
    async with ctx.db.read() as tx:
        found = await archives.one(tx, id)
    if found is None or found.account_id != account.id or not ctx.files.exists(found.file):
        raise NotFound
    return ctx.files.path(found.file)


async def pack(ctx: Context, id: int) -> None:
    """It lies ready, and those before it are thrown away."""
    async with ctx.db.read() as tx:
        wanted = await archives.one(tx, id)
        account = await accounts.by_id(tx, wanted.account_id) if wanted else None
    if wanted is None or account is None or wanted.finished_at is not None:
        return
    key = ctx.files.new_key(".zip")
    path = ctx.files.path(key)
    await asyncio.to_thread(path.parent.mkdir, parents=True, exist_ok=True)
    await write(ctx, account, path)
    async with ctx.db.write() as tx:
        kept = await archives.packed(tx, id, key, path.stat().st_size)
        others = [one for one in await archives.of_account(tx, account.id) if one.id != id]
        gone = await archives.drop(tx, *others)
    await ctx.files.delete(*gone, *([] if kept else [key]))


async def throw_away_old(ctx: Context) -> int:
    """Who has not taken it along within a week asks again."""
    async with ctx.db.write() as tx:
        old = await archives.older(tx, tx.now - KEPT)
        gone = await archives.drop(tx, *old)
    await ctx.files.delete(*gone)
    return len(old)


async def write(ctx: Context, account: Account, path: Path) -> None:
    """Whole or not at all: written beside, then renamed."""
    beside = path.with_name(f".{path.name}.part")
    try:
        with ZipFile(beside, "w", ZIP_DEFLATED) as box:
            await _fill(ctx, account, box)
        beside.chmod(0o600)
        await asyncio.to_thread(beside.replace, path)
    finally:
        beside.unlink(missing_ok=True)


async def _fill(ctx: Context, account: Account, box: ZipFile) -> None:
    async with ctx.db.read() as tx:
        liked = await belongings.favourites_of(tx, account.id)
        lists = {sheet: await belongings.of(tx, account.id, sheet, ctx.urls.domain) for sheet in Sheet}
    box.writestr("actor.json", orjson.dumps(_actor(ctx, account)))
    box.writestr("likes.json", orjson.dumps(_collection("likes.json", liked)))
    marked = [entry.what for entry in lists[Sheet.BOOKMARKS]]
    box.writestr("bookmarks.json", orjson.dumps(_collection("bookmarks.json", marked)))
    for sheet, entries in lists.items():
        box.writestr(FORMS[sheet].file, sheets.write(sheet, entries))
    files = await _outbox(ctx, account, box)
    for key, name in [*_portraits(account).values(), *files.items()]:
        await asyncio.to_thread(_add_file, ctx, box, key, name)


def _actor(ctx: Context, account: Account) -> dict[str, Any]:
    """As others read it, its pictures and collections beside it."""
    body = render_actor(actor_of(account, [], ctx.urls))
    boxed = {"outbox": "outbox.json", "likes": "likes.json", "bookmarks": "bookmarks.json"}
    pictures = {word: {"type": "Image", "url": name} for word, (_, name) in _portraits(account).items()}
    return {**body, **boxed, **pictures}


def _portraits(account: Account) -> dict[str, tuple[str, str]]:
    """By the actor's word for it: the key, and the name in the archive."""
    found = {"icon": ("avatar", account.avatar_file), "image": ("header", account.header_file)}
    return {word: (key, f"{name}{Path(key).suffix}") for word, (name, key) in found.items() if key}


def _collection(name: str, items: list[str]) -> dict[str, Any]:
    return {
        "@context": AS2_CONTEXT, "id": name, "type": "OrderedCollection", "totalItems": len(items),
        "orderedItems": items,
    }  # fmt: skip


async def _outbox(ctx: Context, account: Account, box: ZipFile) -> dict[str, str]:
    """Everything they ever said, written page by page; the files that go with it, by key."""
    files: dict[str, str] = {}
    count = 0
    with box.open("outbox.json", "w") as out:
        opening = {"@context": CONTEXT, "id": "outbox.json", "type": "OrderedCollection"}
        out.write(orjson.dumps(opening)[:-1] + b',"orderedItems":[')
        async for said in _said(ctx, account):
            files |= _boxed(ctx, said)
            out.write((b"," if count else b"") + orjson.dumps(said))
            count += 1
        out.write(b'],"totalItems":' + str(count).encode() + b"}")
    return files


async def _said(ctx: Context, account: Account) -> AsyncIterator[dict[str, Any]]:
    """Their posts and boosts as activities, for whomever they were, the oldest first."""
    last, more = 0, True
    while more:
        async with ctx.db.read() as tx:
            found = await timelines.of_account(tx, account.id, account.id, Page(AT_ONCE, min_id=last), Only())
            shown = await views.views(ctx, tx, account, [one for one in reversed(found) if not one.is_pending])
        for view in shown:
            yield activity_document(view, ctx.urls, context=False)
        last, more = found[0].id if found else last, len(found) == AT_ONCE


def _boxed(ctx: Context, said: dict[str, Any]) -> dict[str, str]:
    """The attachments lie beside the text from now on."""
    files = {}
    note = said.get("object")
    for attachment in note.get("attachment", []) if isinstance(note, dict) else []:
        key = str(attachment.get("url", "")).removeprefix(f"{ctx.urls.media_base}/")
        if ctx.files.exists(key):
            attachment["url"] = files[key] = f"{FILES}/{key}"
    return files


def _add_file(ctx: Context, box: ZipFile, key: str, name: str) -> None:
    """Pictures are packed already: storing them costs no time."""
    if ctx.files.exists(key):
        box.writestr(ZipInfo.from_file(ctx.files.path(key), name), ctx.files.path(key).read_bytes(), ZIP_STORED)
