"""What our people say proves itself, so that others may carry it on (FEP-8b32): made when it first leaves."""

from datetime import datetime

import orjson

from activitypub.documents import without_fragment
from activitypub.keys import generate_ed25519
from activitypub.signatures.proofs import sign_document
from fediai.context import Context
from fediai.domain.accounts import AccountKey
from fediai.federation.keys import Key
from fediai.federation.signing import key_of
from fediai.store.database import Transaction
from fediai.store.people import accounts, keys

NAME = "ed25519-key"


async def proved(ctx: Context, account_id: int, text: str, at: datetime) -> bytes:
    """The body that travels. What somebody else said, and we carry on, goes as it came."""
    key = await _key(ctx, account_id)
    document = orjson.loads(text)
    if key is None or "proof" in document or document.get("actor") != without_fragment(key.uri):
        return text.encode()
    # The moment is that of the statement, so that whoever makes the proof again makes the same one.
    return orjson.dumps(sign_document(document, key.uri, key_of(key.private_pem), at))


async def _key(ctx: Context, account_id: int) -> Key | None:
    found = ctx.far.keys.proving.get(account_id)
    if found is None:
        async with ctx.db.read() as tx:
            pair = await accounts.private_key(tx, account_id, "ed25519")
        found = Key(*pair) if pair else await _made(ctx, account_id)
        if found is not None:
            ctx.far.keys.proving.put(account_id, found)
    return found


async def _made(ctx: Context, account_id: int) -> Key | None:
    """For one of ours that has none yet, under the one address, so that two processes agree on one."""
    key = generate_ed25519()
    async with ctx.db.write() as tx:
        account = await accounts.by_id(tx, account_id)
        if account is None or not account.is_local:
            return None
        public = AccountKey(f"{account.uri}#{NAME}", key.kind, key.public_pem(), asserts=True)
        await keys.insert_own(tx, account.id, public, key.pem())
        return await _stored(tx, account_id)


async def _stored(tx: Transaction, account_id: int) -> Key | None:
    pair = await accounts.private_key(tx, account_id, "ed25519")
    return Key(*pair) if pair else None
