"""What an administrator writes about the house while it runs: its name, its rules, and the longer texts."""

import html
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from fediai.context import Context
from fediai.domain.errors import Invalid
from fediai.domain.policy import Severity
from fediai.store import instance_settings
from fediai.store.database import Transaction
from fediai.store.far import rules
from fediai.store.weeks import Week

SHORT = {"title": 100, "description": 1000, "contact_email": 254}
LONG = ("extended_description", "privacy_policy", "terms_of_service")
PAGES = {"privacy_policy": "/privacy-policy", "terms_of_service": "/terms-of-service"}  # where people read them
RULES = "rules"
NAMES = (*SHORT, RULES, *LONG)
LONGEST, MOST_RULES = 100_000, 50
WORDS = {Severity.SUSPEND: "suspend", Severity.SILENCE: "silence"}


@dataclass(frozen=True, slots=True)
class Text:
    """A longer text: what was written, as HTML, and since when it stands so."""

    source: str
    html: str
    updated_at: datetime


async def put(tx: Transaction, name: str, words: str) -> None:
    """Says it from now on; nothing takes it back. Rules are lines, longer texts paragraphs."""
    if name not in NAMES:
        raise Invalid(f"There is no {name}; known: {', '.join(NAMES)}")
    said = words.strip()
    if len(said) > SHORT.get(name, LONGEST):
        raise Invalid(f"{name} is longer than {SHORT.get(name, LONGEST)} characters")
    if name == RULES:
        lines = [line.strip() for line in said.splitlines() if line.strip()]
        if len(lines) > MOST_RULES:
            raise Invalid(f"There can be at most {MOST_RULES} rules")
        await instance_settings.put(tx, RULES, lines)
    elif name in LONG:
        await instance_settings.put(tx, name, {"text": said, "at": int(tx.now.timestamp())})
    else:
        await instance_settings.put(tx, name, said)


async def every(tx: Transaction) -> dict[str, str]:
    """All of them as they were written; what was not is "" ."""
    chosen = await instance_settings.every(tx)
    return {name: _written(chosen.get(name)) for name in NAMES}


def _written(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return str(value["text"]) if isinstance(value, dict) else str(value or "")


def rules_in(chosen: Mapping[str, Any]) -> tuple[str, ...]:
    """The rules of the house, a sentence each, of all that was written."""
    return tuple(str(rule) for rule in chosen.get(RULES) or ())


def texts_in(chosen: Mapping[str, Any]) -> frozenset[str]:
    """Which of the longer texts there are; one that was emptied is none."""
    return frozenset(name for name in LONG if _written(chosen.get(name)))


async def rules_said(tx: Transaction) -> tuple[str, ...]:
    """The rules alone."""
    return rules_in(await instance_settings.every(tx))


async def text(tx: Transaction, name: str) -> Text | None:
    """One of the longer ones, if it was written."""
    kept = (await instance_settings.every(tx)).get(name)
    if not isinstance(kept, dict) or not kept.get("text"):
        return None
    parts = [part.strip() for part in str(kept["text"]).replace("\r\n", "\n").split("\n\n") if part.strip()]
    shown = "".join(f"<p>{html.escape(part, quote=False)}</p>" for part in parts).replace("\n", "<br>")
    return Text(str(kept["text"]), shown, datetime.fromtimestamp(kept["at"], UTC))


async def shut_servers(tx: Transaction) -> list[dict[str, str]]:
    """Whom the house does not hear, or not in public, as everybody may know it (Mastodon's DomainBlock)."""
    return [
        {
            "domain": one.public_name, "digest": sha256(one.domain.encode()).hexdigest(),
            "severity": WORDS[one.severity], "comment": one.comment,
        }
        for one in await rules.every(tx)
        if one.severity in WORDS
    ]  # fmt: skip


async def activity(ctx: Context, tx: Transaction) -> list[Week]:
    """The last twelve weeks, the present one first."""
    return await ctx.counted.weeks(tx)
