"""What this house publishes about its use of AI: the same facts in NodeInfo, the API and on its page."""

from collections.abc import Mapping
from typing import Any, Final

from fediai.context import Context
from fediai.domain.pictures.vocabulary import GENERATED
from fediai.store import instance_settings
from fediai.store.ai_figures import AiFigures, owner_agrees
from fediai.store.database import Transaction

POLICY: Final = "/about/ai"
REMOTE: Final = {"nobody": "none", "followers": "followers", "everybody": "everyone"}
LABELS: Final = ("digitalSourceType", "genAI", "Label")


async def facts(ctx: Context, tx: Transaction, email: str = "") -> dict[str, Any]:
    """For machines: who reads it can decide about a server without asking a person."""
    return described(ctx, await ctx.counted.figures(tx), email or await _email(ctx, tx))


async def _email(ctx: Context, tx: Transaction) -> str:
    chosen: Mapping[str, Any] = await instance_settings.every(tx)
    return str(chosen.get("contact_email") or ctx.settings.instance.contact_email)


def described(ctx: Context, figures: AiFigures, email: str) -> dict[str, Any]:
    """The facts, of these figures."""
    settings, urls = ctx.settings, ctx.urls
    tags = [f"#{tag}" for tag in settings.posting.hashtags]
    budget = settings.neighbours
    return {
        "generatesPictures": True,
        "generator": settings.generator.plugin,
        "models": list(figures.models),
        "label": urls.label(GENERATED),
        "labelVocabulary": f"{urls.base}/labels",
        "vocabulary": f"{urls.base}/ns",
        "labels": [*LABELS, *tags],
        "hashtags": tags,
        "commands": list(settings.posting.commands),
        "publicBudget": {
            "perHour": budget.public_per_hour,
            "perDay": budget.public_per_day,
            "instancePerHour": budget.instance_public_per_hour,
        },
        "remotePrompting": REMOTE[settings.guests.may_ask],
        "remotePromptingDomains": list(settings.guests.domains) if settings.guests.may_ask == "followers" else [],
        "remotePromptingBudget": {
            "perDay": settings.guests.pictures_per_day,
            "serverPerDay": settings.guests.pictures_per_server,
        },
        "learnsFrom": "none",
        "remix": "ask",
        "posts": {"days": 30, "total": figures.posts, "ai": figures.ai_posts, "share": figures.share},
        "reports": {"days": 30, "made": figures.reports, "answered": figures.reports_answered},
        "policy": urls.base + POLICY,
        "contact": email or None,
    }


async def is_reserved(ctx: Context, file: str) -> bool:
    """Is training on this file of ours refused? Its owner is only looked up in a house where anybody has agreed."""
    async with ctx.db.read() as tx:
        if not (await ctx.counted.figures(tx)).learnable:
            return True
        return not await owner_agrees(tx, file)
