"""Who keeps order here: given and taken by somebody of a higher rank, and written down."""

from fediai.context import Context
from fediai.domain.accounts import RESERVED
from fediai.domain.errors import Forbidden, Invalid, NotFound
from fediai.domain.moderation.audit import Deed, about_account
from fediai.domain.moderation.sanctions import RANKS, Staff
from fediai.services.moderation import audit
from fediai.store.moderation import people
from fediai.store.people import users


async def change(ctx: Context, by: Staff, id: int, role: str) -> None:
    """Nobody raises others to their own rank, or acts on their equals."""
    if role not in RANKS or role == "owner":
        raise Invalid("Role is user, moderator or admin")
    async with ctx.db.write() as tx:
        known = await people.one(tx, id)
        if known is None or known.user is None or known.account.username in RESERVED:
            raise NotFound
        if not (by.may_act_on(known.user.role) and by.may_act_on(role)):
            raise Forbidden
        if known.user.role == role:
            return
        await users.change(tx, known.user, role=role)
        await audit.record(tx, by, Deed.CHANGE_ROLE, about_account(known.account), role=role, was=known.user.role)
