"""Bridge me to Bluesky: following Bridgy Fed's account asks it to mirror us there, blocking it ends that."""

import re
from dataclasses import dataclass
from datetime import timedelta

from fediai.context import Context
from fediai.domain import text
from fediai.domain.accounts import Account
from fediai.domain.errors import Invalid
from fediai.services.far import resolving
from fediai.services.far.fetching import budget_of
from fediai.services.people import blocks, follows
from fediai.store.database import Transaction
from fediai.store.people import accounts
from fediai.store.people.relationships import relationships

AGE = timedelta(days=7)
NO = re.compile(r"#nobridge\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rule:
    """One condition of the bridge's, and whether it is met."""

    name: str
    met: bool


@dataclass(frozen=True, slots=True)
class Bridge:
    """`state`: off, asked (the bridge has not answered), on. On as soon as it follows back: that brings posts there."""

    state: str
    rules: tuple[Rule, ...]
    bot: str
    handle: str

    @property
    def eligible(self) -> bool:
        return all(rule.met for rule in self.rules)


def rules_of(ctx: Context, account: Account) -> tuple[Rule, ...]:
    """As the bridge tests them, in its order."""
    said = f"{account.display_name}\n{text.plain(account.note)}"
    return (
        Rule("avatar", bool(account.avatar_file)),
        Rule("account_age", ctx.clock() - account.created_at >= AGE),
        Rule("not_moved", not account.moved_to_uri),
        Rule("no_nobridge", NO.search(said) is None),
        Rule("username", re.fullmatch(r"[A-Za-z0-9]([A-Za-z0-9_]*[A-Za-z0-9])?", account.username) is not None),
        Rule("https", ctx.settings.instance.scheme == "https"),
    )


async def show(ctx: Context, tx: Transaction, account: Account) -> Bridge:
    """How it stands, from who follows whom."""
    uri = ctx.settings.federation.bluesky_bridge
    bot = await accounts.by_uri(tx, uri)
    state = "off"
    if bot is not None:
        now = (await relationships(tx, account.id, [bot.id]))[bot.id]
        if not now.blocking and (now.following or now.requested):
            state = "on" if now.followed_by else "asked"
    name = account.username.replace("_", "-").lower()
    return Bridge(state, rules_of(ctx, account), uri, f"@{name}.{ctx.urls.domain}.ap.brid.gy")


async def turn_on(ctx: Context, account: Account) -> Bridge:
    """Asks the bridge. What it would refuse is refused here, in a sentence."""
    missing = [rule.name for rule in rules_of(ctx, account) if not rule.met and rule.name != "https"]
    if missing:
        raise Invalid(f"Bluesky's bridge would refuse this account: {', '.join(missing)}")
    bot = await _bot(ctx)
    async with ctx.db.write() as tx:
        await blocks.unblock(ctx, tx, account, bot)
        await follows.follow(ctx, tx, account, bot)
        return await show(ctx, tx, account)


async def turn_off(ctx: Context, account: Account) -> Bridge:
    """A block, which the bridge understands as goodbye, also where it was never answered."""
    bot = await _bot(ctx)
    async with ctx.db.write() as tx:
        await blocks.block(ctx, tx, account, bot, tell=True)
        return await show(ctx, tx, account)


async def _bot(ctx: Context) -> Account:
    uri = ctx.settings.federation.bluesky_bridge
    found = await resolving.account_by_uri(ctx, uri, budget_of(ctx)) if uri else None
    if found is None or found.is_local:
        raise Invalid("Bluesky's bridge can't be reached at the moment; try again later")
    return found
