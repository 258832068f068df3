"""Whom the house hears: rules about servers, one by one or as a list that administrators hand to each other."""

from typing import Any

from quart import Quart, Response, request

from fediai.domain.errors import Invalid
from fediai.domain.policy import Severity
from fediai.domain.rules import Rule
from fediai.services.far import rules
from fediai.services.far.rules import Imported
from fediai.store.far import known_servers
from fediai.store.far import rules as store
from fediai.web.context import context
from fediai.web.pages.admin import frame
from fediai.web.pages.admin.frame import by, show
from fediai.web.pages.frame.paging import asked_page, older
from fediai.web.pages.frame.shell import see_other, told

FLAGS = ("reject_media", "reject_reports", "quarantine", "obfuscate")
TEXTS = ("comment", "private_comment")
LONGEST, LARGEST_LIST, PAGE = 500, 1_048_576, 100
MET = 50  # servers that are shown with what runs there; `fediai peers` has all of them


def routes(pages: Quart) -> None:
    """Puts the pages into the app."""
    put = frame.room(pages, "admin")
    put("/admin/domains", listed)
    put("/admin/domains", save, "POST")
    put("/admin/domains/forget", forget, "POST")
    put("/admin/domains/import", read, "POST")
    put("/admin/domains/export.csv", export)


async def listed() -> Response:
    """Newest first; `?edit=` fills the form with what is said about that domain."""
    asked = request.args.get("edit", "")[:253]
    async with context().db.read() as tx:
        found = await store.by_domain(tx, asked)
    return await _page(_typed(found.rule if found else Rule(asked, Severity.SUSPEND)))


def _typed(rule: Rule) -> dict[str, Any]:
    return {name: getattr(rule, name) for name in ("domain", *FLAGS, *TEXTS)} | {"severity": rule.severity.value}


async def _page(typed: dict[str, Any], code: int = 200, *, wrong: str = "", done: Imported | None = None) -> Response:
    allowed, eyes = request.args.get("allowed") == "1", frame.eyes()
    async with context().db.read() as tx:
        found = await store.page(tx, asked_page(PAGE), allowed=allowed)
        met = await known_servers.newest(tx, MET)
    rows = [
        {"domain": each.rule.domain, "severity": each.rule.severity.value, "at": eyes.local(each.at),
         "flags": [name for name in FLAGS if getattr(each.rule, name)], "comment": each.rule.comment,
         "private_comment": each.rule.private_comment}
        for each in found
    ]  # fmt: skip
    servers = [
        {"host": each.host, "software": each.software, "at": eyes.local(each.first_seen_at),
         "failing": each.failing_since and eyes.local(each.failing_since)}
        for each in met
    ]  # fmt: skip
    return await show(
        "domains", "domains", code, rules=rows, servers=servers, typed=typed, wrong=wrong, told=done, allowed=allowed,
        severities=[each.value for each in Severity], flags=FLAGS, older=older([each.id for each in found], PAGE),
        listed_only=context().settings.federation.mode == "allowlist",
    )  # fmt: skip


async def save() -> Response:
    """The last word about a domain counts."""
    form = await request.form
    severity = form.get("severity", "")
    more: dict[str, Any] = {name: form.get(name) == "1" for name in FLAGS}
    more |= {name: form.get(name, "").strip()[:LONGEST] for name in TEXTS}
    typed = {"domain": form.get("domain", "").strip(), "severity": severity, **more}
    try:
        await rules.say(context(), typed["domain"], _severity(severity), by(), **more)
    except Invalid as refusal:
        return await _page(typed, refusal.status, wrong=told(refusal))
    return see_other("/admin/domains?allowed=1" if severity == Severity.ALLOW else "/admin/domains")


def _severity(word: str) -> Severity:
    if word not in {each.value for each in Severity}:
        raise Invalid("Severity is suspend, silence, noop or allow")
    return Severity(word)


async def forget() -> Response:
    """As if nothing had been said."""
    await rules.forget(context(), (await request.form).get("domain", ""), by())
    return see_other("/admin/domains")


async def read() -> Response:
    """A list in Mastodon's CSV; what it says counts, what it leaves out stays."""
    form, file = await request.form, (await request.files).get("list")
    blank = _typed(Rule("", Severity.SUSPEND))
    data = file.read(LARGEST_LIST + 1) if file else b""
    try:
        if not data or len(data) > LARGEST_LIST:
            raise Invalid("Choose a list of at most a megabyte")
        text = data.decode("utf-8-sig", errors="replace")
        imported = await rules.read_list(context(), text, by(), allow=form.get("allow") == "1")
    except Invalid as refusal:
        return await _page(blank, refusal.status, wrong=told(refusal))
    return await _page(blank, done=imported)


async def export() -> Response:
    """What other administrators can read."""
    allowed = request.args.get("allowed") == "1"
    text = rules.written(await rules.every(context()), allowed=allowed)
    name = "domain_allows.csv" if allowed else "domain_blocks.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text.encode(), 200, headers=headers, content_type="text/csv; charset=utf-8")
