"""What this instance tells about itself, and the key that its push messages are signed with."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fediai.context import Context
from fediai.domain.accounts import Account
from fediai.services.ai_use import described
from fediai.services.house import rules_in, texts_in
from fediai.store import instance_settings
from fediai.store.instance_settings import Usage

__all__ = ["About", "Usage", "about", "vapid_keys", "vapid_public_key"]

VAPID = "vapid"


@dataclass(frozen=True, slots=True)
class About:
    """Everything the instance entities show; what an admin has set wins over the configuration."""

    title: str
    description: str
    email: str
    languages: tuple[str, ...]
    rules: tuple[str, ...]
    texts: frozenset[str]  # which of the longer ones were written
    registrations: str
    usage: Usage
    contact: Account | None
    vapid_public_key: str
    ai: Mapping[str, Any]


async def about(ctx: Context) -> About:
    """Two small queries, as a rule; the push key is made the first time somebody asks."""
    configured = ctx.settings.instance
    async with ctx.db.read() as tx:
        chosen = await instance_settings.every(tx)
        contact = await instance_settings.contact(tx)
        counted = await ctx.counted.usage(tx)
        figures = await ctx.counted.figures(tx)
    key = _public(chosen) or await vapid_public_key(ctx)
    email = str(chosen.get("contact_email") or configured.contact_email)
    return About(
        title=str(chosen.get("title") or configured.title),
        description=str(chosen.get("description") or configured.description),
        email=email,
        languages=(configured.language,),
        rules=rules_in(chosen),
        texts=texts_in(chosen),
        registrations=ctx.settings.accounts.registrations,
        usage=counted,
        contact=contact,
        vapid_public_key=key,
        ai=described(ctx, figures, email),
    )


async def vapid_public_key(ctx: Context) -> str:
    """The uncompressed P-256 point in base64url without padding (RFC 8292); made once, the same for ever."""
    async with ctx.db.read() as tx:
        known = _public(await instance_settings.every(tx))
    if known is None:
        async with ctx.db.write() as tx:
            await instance_settings.put_once(tx, VAPID, new_vapid_keys())
            known = _public(await instance_settings.every(tx))
    assert known
    return known


async def vapid_keys(ctx: Context) -> tuple[str, str]:
    """The public key as clients know it, and the private one (PEM) that signs push messages."""
    public = await vapid_public_key(ctx)
    async with ctx.db.read() as tx:
        return public, str((await instance_settings.every(tx))[VAPID]["private"])


def _public(chosen: Mapping[str, Any]) -> str | None:
    return str(chosen[VAPID]["public"]) if VAPID in chosen else None


def new_vapid_keys() -> dict[str, str]:
    """A fresh pair, as it is kept."""
    from cryptography.hazmat.primitives import serialization  # once in an instance's life
    from cryptography.hazmat.primitives.asymmetric import ec

    private = ec.generate_private_key(ec.SECP256R1())
    point = private.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return {"public": base64.urlsafe_b64encode(point).rstrip(b"=").decode(), "private": pem.decode()}
