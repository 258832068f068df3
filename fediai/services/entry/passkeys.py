"""Keys of people's devices (WebAuthn): made on the settings page; each opens the door by itself.

A device shows its key only after it has seen its person's finger, face or number: that is both steps at once.
"""

import base64
import binascii
import json
import secrets
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from fediai.context import Context
from fediai.domain.accounts import Account, User
from fediai.domain.errors import Invalid, Unauthorized
from fediai.domain.people.oauth import fingerprint
from fediai.domain.people.second_steps import STEP_LIVES, Passkey, Step
from fediai.services.entry import one_time
from fediai.services.people import sessions
from fediai.store.database import Transaction
from fediai.store.entry import passkeys as store
from fediai.store.entry import steps
from fediai.store.people import users

if TYPE_CHECKING:
    from fido2.server import Fido2Server
    from fido2.webauthn import AttestedCredentialData, AuthenticationResponse

KNOCK, NEW = "passkey", "new_passkey"
MOST, LONGEST_ANSWER, LONGEST_NAME = 20, 16_384, 60
REQUIRED: Final = "required"
# What the library raises over what strangers send.
ODD = (
    ValueError, TypeError, LookupError, AttributeError, AssertionError, NotImplementedError, OverflowError,
    RecursionError, struct.error, binascii.Error,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """What the browser's script hands to the device, and the cookie by which the answer is known again."""

    options: dict[str, Any]
    secret: str


def _server(ctx: Context) -> "Fido2Server":
    """Answers count for exactly this house's origin."""
    from fido2.server import Fido2Server
    from fido2.webauthn import PublicKeyCredentialRpEntity

    base = ctx.settings.base
    house = PublicKeyCredentialRpEntity(name=ctx.settings.instance.title, id=urlsplit(base).hostname or "")
    return Fido2Server(house, verify_origin=lambda origin: origin == base)


async def of_user(ctx: Context, user: User) -> Sequence[Passkey]:
    """Somebody's, the oldest first."""
    async with ctx.db.read() as tx:
        return await store.of_user(tx, user.id)


async def begin_new(ctx: Context, user: User, account: Account) -> Question:
    """A device is asked for a new key; one that has a key of this person already says so."""
    from fido2.webauthn import PublicKeyCredentialUserEntity, ResidentKeyRequirement, UserVerificationRequirement

    challenge = secrets.token_bytes(32)
    async with ctx.db.write() as tx:
        known = await store.of_user(tx, user.id)
        if len(known) >= MOST:
            raise Invalid(f"No more than {MOST} passkeys")
        secret = await _step(tx, NEW, user.id, challenge)
    who = PublicKeyCredentialUserEntity(
        id=str(user.id).encode(), name=f"{account.username}@{ctx.urls.domain}",
        display_name=account.display_name or account.username,
    )  # fmt: skip
    options, _ = _server(ctx).register_begin(
        who, [_credential(one) for one in known], resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED, challenge=challenge,
    )  # fmt: skip
    return Question(dict(options), secret)


async def begin(ctx: Context) -> Question:
    """Whoever has a passkey of this house may knock with it; it says itself whose it is."""
    from fido2.webauthn import UserVerificationRequirement

    challenge = secrets.token_bytes(32)
    async with ctx.db.write() as tx:
        secret = await _step(tx, KNOCK, None, challenge)
    options, _ = _server(ctx).authenticate_begin(
        user_verification=UserVerificationRequirement.REQUIRED, challenge=challenge
    )
    return Question(dict(options), secret)


async def _step(tx: Transaction, purpose: str, user_id: int | None, challenge: bytes) -> str:
    secret = secrets.token_urlsafe(32)
    await steps.insert_new(
        tx, STEP_LIVES, secret_hash=fingerprint(secret), user_id=user_id, purpose=purpose, challenge=text_of(challenge)
    )
    return secret


def text_of(data: bytes) -> str:
    """Base64 for addresses, without padding, as WebAuthn writes it."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _credential(one: Passkey) -> "AttestedCredentialData":
    from fido2.webauthn import AttestedCredentialData

    return AttestedCredentialData(base64.urlsafe_b64decode(one.credential + "=="))


def _state(step: Step) -> dict[str, str]:
    return {"challenge": step.challenge, "user_verification": REQUIRED}


async def _standing(ctx: Context, secret: str, purpose: str) -> Step:
    async with ctx.db.read() as tx:
        step = await steps.by_hash(tx, fingerprint(secret), purpose)
    if step is None:
        raise Unauthorized("That took too long; try once more")
    return step


async def finish_new(ctx: Context, user: User, secret: str, answer: str, name: str) -> list[str]:
    """The key counts from now on; with the first second step of all, recovery codes, said this once."""
    step = await _standing(ctx, secret, NEW)
    made = registered(_server(ctx), _state(step), answer)
    values = {
        "credential_id": text_of(made.credential_id), "credential": text_of(bytes(made)),
        "name": name.strip()[:LONGEST_NAME],
    }  # fmt: skip
    async with ctx.db.write() as tx:
        if step.user_id != user.id or not await steps.drop(tx, step):
            raise Unauthorized
        if not await store.insert_new(tx, user_id=user.id, sign_count=0, **values):
            raise Invalid("This passkey is known already")
        return await one_time.first_recovery_codes(tx, user)


def registered(server: "Fido2Server", state: dict[str, str], answer: str) -> "AttestedCredentialData":
    """The new key's public half, if the device answered this very question, here, and saw its person."""
    try:
        made = server.register_complete(state, _read(answer)).credential_data
    except ODD as cause:
        raise Invalid("The device's answer does not fit") from cause
    if made is None or len(made.credential_id) > 1023:  # the longest of WebAuthn
        raise Invalid("The device's answer does not fit")
    return made


def _read(answer: str) -> dict[str, Any]:
    found = json.loads(answer) if len(answer) <= LONGEST_ANSWER else None
    if not isinstance(found, dict):
        raise TypeError("no answer of a device")
    return found


async def sign_in(ctx: Context, secret: str, answer: str) -> User:
    """Whose key has signed this very question; `Unauthorized` for anything else."""
    step = await _standing(ctx, secret, KNOCK)
    said = knocked(answer)
    async with ctx.db.read() as tx:
        key = await store.by_credential(tx, text_of(said.raw_id))
    if key is None:
        raise Unauthorized("This passkey is not known here")
    _check(_server(ctx), _state(step), key, answer)
    async with ctx.db.write() as tx:
        is_first = await steps.drop(tx, step)
        if not is_first or not await store.used(tx, key, said.response.authenticator_data.counter):
            raise Unauthorized
        found = await users.by_id(tx, key.user_id)
        if found is None:
            raise Unauthorized
        sessions.check(*found)
        await users.signed_in(tx, key.user_id)
    return found[0]


def knocked(answer: str) -> "AuthenticationResponse":
    """What the device says, before anybody believes it."""
    from fido2.webauthn import AuthenticationResponse

    try:
        return AuthenticationResponse.from_dict(_read(answer))
    except ODD as cause:
        raise Unauthorized("The device's answer does not fit") from cause


def _check(server: "Fido2Server", state: dict[str, str], key: Passkey, answer: str) -> None:
    try:
        server.authenticate_complete(state, [_credential(key)], _read(answer))
    except ODD as cause:
        raise Unauthorized("The device's answer does not fit") from cause


async def remove(ctx: Context, user: User, passkey_id: int) -> None:
    """It opens nothing any more."""
    async with ctx.db.write() as tx:
        await store.remove(tx, user.id, passkey_id)
        await one_time.drop_spare_codes(tx, user)
