"""What one chooses: language, light, one's own page."""

from typing import Any

from quart import Quart, Response, request

from fediai.domain.accounts import Viewer
from fediai.domain.errors import Invalid
from fediai.domain.moderation.sanctions import STAFF
from fediai.services.far import bridge
from fediai.services.people import choices, portraits, profiles
from fediai.services.people.profiles import Changes
from fediai.web.context import context
from fediai.web.languages import LANGUAGES
from fediai.web.pages.frame.shell import language, render, see_other, told
from fediai.web.pages.frame.visitor import me, member, own_path, remember_language, visitor


def routes(pages: Quart) -> None:
    """Puts the pages into the app."""
    pages.add_url_rule("/settings", "settings", member(show), methods=["GET"])
    pages.add_url_rule("/settings", "settings_now", member(save), methods=["POST"])
    pages.add_url_rule("/settings/language", "language", choose_language, methods=["POST"])
    pages.add_url_rule("/settings/ai_pictures", "ai_pictures", member(choose_ai), methods=["POST"])
    pages.add_url_rule("/settings/bridge", "bridge", member(choose_bridge), methods=["POST"])


async def show() -> Response:
    """Everything as it is now."""
    account = me().account
    profile = {"name": account.display_name, "note": account.note_source}
    return await _page(profile, saved="saved" in request.args)


async def _page(
    profile: dict[str, str], code: int = 200, *, saved: bool = False, wrong: str = "", bridge_wrong: str = ""
) -> Response:
    ctx, viewer = context(), me()
    async with ctx.db.read() as tx:
        bluesky = await bridge.show(ctx, tx, viewer.account)
    return await render(
        "settings.html", code, bridge=bluesky, keeps_order=viewer.user.role in STAFF,
        here="settings", languages=LANGUAGES, saved=saved, profile=profile,
        wrong={"name": wrong or None}, bridge_wrong=bridge_wrong,
        allowed={"remix": viewer.account.may_remix, "learn": viewer.account.may_learn},
    )  # fmt: skip


async def save() -> Response:
    """Saved; or the form again with what can't be."""
    viewer, form = me(), await request.form
    profile = {"name": form.get("name", "").strip(), "note": form.get("note", "").strip()}
    try:
        changes = Changes(
            display_name=profile["name"], note=profile["note"].replace("\r\n", "\n"), avatar_file=await _portrait(),
            may_remix=_yes(form, "remix"), may_learn=_yes(form, "learn"),
        )  # fmt: skip
        await _keep(viewer, form, changes)
    except Invalid as refusal:
        return await _page(profile, refusal.status, wrong=told(refusal))
    return see_other("/settings?saved=1")


def _yes(form: Any, name: str) -> bool | None:
    return {"yes": True, "no": False}.get(form.get(name))


async def _keep(viewer: Viewer, form: Any, changes: Changes) -> None:
    ctx = context()
    lang, theme = form.get("lang"), form.get("theme")
    async with ctx.db.write() as tx:
        _, user = await profiles.update_profile(ctx, tx, viewer.account, viewer.user, changes)
        chosen = {"theme": theme} if theme in choices.THEMES else {}
        await choices.choose(tx, user, chosen, locale=lang if lang in LANGUAGES else None)


async def _portrait() -> str | None:
    """The key of a new portrait, or None where none was brought."""
    file = (await request.files).get("avatar")
    data = file.read() if file else b""
    return await portraits.keep(context(), "avatar", data) if data else None


async def choose_language() -> Response:
    """For members for good, for guests in a cookie."""
    ctx, form, viewer = context(), await request.form, visitor().viewer
    lang = form.get("lang", "")
    answer = see_other(own_path(form.get("back"), "/"))
    if lang not in LANGUAGES:
        lang = language(visitor())
    if viewer is not None:
        async with ctx.db.write() as tx:
            await choices.choose(tx, viewer.user, {}, locale=lang)
    return remember_language(answer, lang)


async def choose_ai() -> Response:
    """How AI pictures of others are shown from now on."""
    form = await request.form
    if form.get("ai") in choices.AI_PICTURES:
        async with context().db.write() as tx:
            await choices.choose(tx, me().user, {"ai_pictures": form["ai"]})
    return see_other(own_path(form.get("back"), "/home"))


async def choose_bridge() -> Response:
    """Bluesky by way of the bridge: on, or off."""
    form = await request.form
    try:
        await (bridge.turn_on if form.get("bridge") == "on" else bridge.turn_off)(context(), me().account)
    except Invalid as refusal:
        account = me().account
        profile = {"name": account.display_name, "note": account.note_source}
        return await _page(profile, refusal.status, bridge_wrong=told(refusal))
    return see_other("/settings#bridge")
