"""Accounts of ours: made with their keys, changed by their owners; and what one account is to others."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict, Unpack

from activitypub.keys import PrivateKey, generate_ed25519, generate_rsa
from fediai.context import Context
from fediai.domain import text
from fediai.domain.accounts import INSTANCE_ACTOR, STUDIO, Account, AccountKey, Relationship, User
from fediai.domain.people.logins import TAKEN, Fault, Unfit
from fediai.domain.pictures.guests import sentences
from fediai.store.database import Transaction
from fediai.store.people import accounts, users
from fediai.store.people import keys as key_store
from fediai.store.people.relationships import relationships as relations

HOUSE = {
    STUDIO: {"actor_type": "Service", "display_name": "Studio", "bot": True},
    INSTANCE_ACTOR: {"actor_type": "Application", "display_name": "", "bot": True, "discoverable": False},
}
KEY_NAMES = {"rsa": "main-key", "ed25519": "ed25519-key"}


@dataclass(frozen=True, slots=True)
class Keys:
    """Fresh keys for one actor: RSA for draft-cavage signatures, Ed25519 for proofs."""

    rsa: PrivateKey
    ed25519: PrivateKey

    def __iter__(self) -> Any:
        return iter((self.rsa, self.ed25519))


class Login(TypedDict):
    """The private half of a new account."""

    email: str
    password_hash: str
    role: str


async def new_keys() -> Keys:
    """Made in another thread, outside any transaction: an RSA key takes a tenth of a second."""
    return await asyncio.to_thread(lambda: Keys(generate_rsa(), generate_ed25519()))


async def create_local(
    ctx: Context, tx: Transaction, username: str, *, keys: Keys, **login: Unpack[Login]
) -> tuple[Account, User]:
    """A person of ours, who may sign in at once; `Unfit` when the name or the e-mail address is taken."""
    email = login["email"].strip().lower()
    if taken := await _taken(tx, username, email):
        raise Unfit(**taken)
    account = await _insert(ctx, tx, username, keys, actor_type="Person")
    user = await users.insert_new(
        tx, account_id=account.id, email=email, password_hash=login["password_hash"], role=login["role"],
        confirmed_at=tx.now, approved_at=tx.now,
    )  # fmt: skip
    if user is None:
        raise Unfit(email=TAKEN["email"])
    return account, user


async def _taken(tx: Transaction, username: str, email: str) -> dict[str, Fault]:
    """Which of the two somebody has already, by field."""
    found = {"username": await accounts.by_acct(tx, username), "email": await users.by_login(tx, email)}
    return {field: TAKEN[field] for field, owner in found.items() if owner is not None}


async def _insert(ctx: Context, tx: Transaction, username: str, keys: Keys, **values: Any) -> Account:
    urls = ctx.urls
    account = await accounts.insert_local(
        tx,
        username=username,
        uri=urls.account(username),
        url=urls.profile(username),
        inbox_url=urls.account_part(username, "inbox"),
        shared_inbox_url=urls.shared_inbox,
        outbox_url=urls.account_part(username, "outbox"),
        followers_url=urls.account_part(username, "followers"),
        following_url=urls.account_part(username, "following"),
        featured_url=urls.account_part(username, "collections/featured"),
        **values,
    )
    if account is None:
        raise Unfit(username=TAKEN["username"])
    for key in keys:
        public = AccountKey(f"{account.uri}#{KEY_NAMES[key.kind]}", key.kind, key.public_pem(), key.kind == "ed25519")
        await key_store.insert_own(tx, account.id, public, key.pem())
    return account


async def ensure_house_accounts(ctx: Context, make: Callable[[], Awaitable[Keys]] = new_keys) -> None:
    """The studio and the instance's own actor exist; nothing happens when they do already. `make`: their keys."""
    async with ctx.db.read() as tx:
        missing = [name for name in HOUSE if await accounts.by_acct(tx, name) is None]
    for name in missing:
        keys = await make()
        async with ctx.db.write() as tx:
            if await accounts.by_acct(tx, name) is None:
                await _insert(ctx, tx, name, keys, **HOUSE[name])
    await _introduce_studio(ctx)


async def _introduce_studio(ctx: Context) -> None:
    """Strangers read there what to expect; an administrator's own words stay."""
    async with ctx.db.read() as tx:
        studio = await accounts.by_acct(tx, STUDIO)
    if studio is None or studio.note:
        return
    house = ctx.settings.instance
    about = sentences(house.language).about.format(domain=house.domain, url=f"{ctx.urls.base}/about/ai")
    async with ctx.db.write() as tx:
        await accounts.mend(tx, studio, note=text.to_html(about, {}, ctx.urls.tag))


async def relationships(ctx: Context, tx: Transaction, viewer: Account, ids: Sequence[int]) -> list[Relationship]:
    """In the order asked, each once; what does not exist is left out."""
    found = await relations(tx, viewer.id, ids)
    return [found[one] for one in dict.fromkeys(ids) if one in found]
