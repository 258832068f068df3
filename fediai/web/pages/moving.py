"""Moving house: who may move here, where one moves to, what one takes along and brings along."""

from collections.abc import Awaitable
from typing import Any

from quart import Quart, Response, request, send_file

from fediai.domain.errors import DomainError, NotFound
from fediai.domain.people.sheets import FORMS, READABLE, Sheet, write
from fediai.services.far import archive
from fediai.services.moving import importing, moves
from fediai.services.people import users
from fediai.web.context import context
from fediai.web.pages.frame.shell import lens, render, see_other, told
from fediai.web.pages.frame.visitor import me, member

HERE = "/settings/moving"
BY_FILE = {form.file: sheet for sheet, form in FORMS.items()}
PARTS = ("take", "bring", "aliases", "leave", "password")
MIB = 1_048_576


def routes(pages: Quart) -> None:
    """Puts the pages into the app."""
    pages.add_url_rule(HERE, "moving", member(show), methods=["GET"])
    pages.add_url_rule(f"{HERE}/aliases", "moving_aliases", member(name_aliases), methods=["POST"])
    pages.add_url_rule(f"{HERE}/leave", "moving_leave", member(leave), methods=["POST"])
    pages.add_url_rule(f"{HERE}/stay", "moving_stay", member(stay), methods=["POST"])
    pages.add_url_rule(f"{HERE}/bring", "moving_bring", member(bring), methods=["POST"])
    pages.add_url_rule(f"{HERE}/archive", "moving_archive", member(pack), methods=["POST"])
    pages.add_url_rule(f"{HERE}/archive/<int:id>.zip", "archive", member(take_archive), methods=["GET"])
    pages.add_url_rule(f"{HERE}/lists/<name>", "take_list", member(take_list), methods=["GET"])
    pages.add_url_rule(f"{HERE}/failed/<int:id>.csv", "failed_lines", member(take_failed), methods=["GET"])


async def show() -> Response:
    """Everything as it is now."""
    return await _page()


async def _page(
    code: int = 200, *, wrong: dict[str, str] | None = None, typed: dict[str, str] | None = None
) -> Response:
    ctx, account, eyes = context(), me().account, lens()
    names = await moves.names_of(ctx, [*account.also_known_as, *filter(None, [account.moved_to_uri])])
    packed = await archive.of_account(ctx, account)
    brought = await importing.of_account(ctx, account)
    aliases = "\n".join(names[uri] for uri in account.also_known_as)
    return await render(
        "moving.html", code, here="settings",
        wrong=dict.fromkeys(PARTS, "") | (wrong or {}), moved=names.get(account.moved_to_uri),
        typed={"aliases": aliases, "handle": ""} | (typed or {}),
        files=[{"name": sheet.value, "file": form.file} for sheet, form in FORMS.items()],
        kinds=[sheet.value for sheet in READABLE],
        archives=[
            {"id": one.id, "at": eyes.local(one.created_at), "ready": one.finished_at is not None,
             "mib": max(round(one.size / MIB, 1), 0.1)}
            for one in packed
        ],
        imports=[
            {"id": one.id, "kind": one.sheet.value, "at": eyes.local(one.created_at), "done": one.done,
             "total": one.total, "failed": one.failed, "going": one.finished_at is None}
            for one in brought
        ],
    )  # fmt: skip


async def _done(what: Awaitable[Any], part: str, typed: dict[str, str]) -> Response:
    """Back to the page, or the page again with why not, beside what was typed."""
    try:
        await what
    except DomainError as refusal:
        return await _page(refusal.status, wrong={part: told(refusal)}, typed=typed)
    return see_other(f"{HERE}#{part}")


async def name_aliases() -> Response:
    """Who may move here, a handle in each line."""
    text = (await request.form).get("aliases", "")
    return await _done(moves.set_aliases(context(), me().account, text.split()), "aliases", {"aliases": text})


async def leave() -> Response:
    """To another account, with the password once more."""
    form = await request.form
    handle = form.get("handle", "").strip()
    if not await users.is_password(me().user, form.get("password", "")):
        return await _page(403, wrong={"password": "password"}, typed={"handle": handle})
    return await _done(moves.move(context(), me().account, handle), "leave", {"handle": handle})


async def stay() -> Response:
    """The redirect is taken back."""
    ctx = context()
    async with ctx.db.write() as tx:
        await moves.stay(ctx, tx, me().account)
    return see_other(HERE)


async def bring() -> Response:
    """A list from another server."""
    form, file = await request.form, (await request.files).get("file")
    data = file.read() if file else b""
    sheet = Sheet(form["kind"]) if form.get("kind") in READABLE else Sheet.FOLLOWING
    overwrite = form.get("mode") == "overwrite"
    return await _done(importing.begin(context(), me().account, sheet, data, overwrite=overwrite), "bring", {})


async def pack() -> Response:
    """An archive is asked for."""
    return await _done(archive.ask(context(), me().account), "take", {})


async def take_archive(id: int) -> Response:
    """It is read piece by piece: it may be large."""
    path = await archive.file_of(context(), me().account, id)
    name = f"{me().account.username}-{id}.zip"
    found = await send_file(path, mimetype="application/zip", as_attachment=True, attachment_filename=name)
    found.headers["Cache-Control"] = "private, no-store"
    return found


async def take_list(name: str) -> Response:
    """One list as CSV."""
    if name not in BY_FILE:
        raise NotFound
    return _csv(await importing.sheet_of(context(), me().account, BY_FILE[name]), name)


async def take_failed(id: int) -> Response:
    """The lines of a list that could not be done, as a list that can be brought again."""
    known = next((one for one in await importing.of_account(context(), me().account) if one.id == id), None)
    lines = await importing.failures_of(context(), me().account, id)
    if known is None:
        raise NotFound
    return _csv(write(known.sheet, [line.entry for line in lines]), FORMS[known.sheet].file)


def _csv(text: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return Response(text, 200, content_type="text/csv; charset=utf-8", headers=headers)
