"""Strangers' public keys: which kinds and sizes we believe."""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from activitypub.keys.multibase import ED25519_PUBLIC, decode_multikey, encode_multikey
from activitypub.results import Reason, Refused

if TYPE_CHECKING:  # whoever only signs, as a process of its own may, needs no word about actors
    from activitypub.actors import ActorKey
    from activitypub.keys.primitives import Public, RSAPublicKey

SMALLEST_RSA = 2048
LARGEST_RSA = 8192  # verifying costs with the square of the size, and a stranger chooses it


@dataclass(frozen=True)
class PublicKey:
    """A usable key, its id, and the actor for whom it speaks."""

    id: str
    owner: str
    key: "Public"

    @cached_property
    def kind(self) -> str:
        """`rsa` or `ed25519`: this, never the header, decides how a signature is checked."""
        from activitypub.keys import primitives

        return "rsa" if primitives.is_rsa(self.key) else "ed25519"

    def verifies(self, signature: bytes, base: bytes) -> bool:
        """Did the holder of this key sign exactly these bytes?"""
        from activitypub.keys import primitives

        return primitives.verifies(self.key, signature, base)

    def pem(self) -> str:
        """The key as SubjectPublicKeyInfo, as actors publish it."""
        from activitypub.keys import primitives

        return primitives.public_pem(self.key)

    def multibase(self) -> str:
        """The key as a multikey; only Ed25519 has one here."""
        from activitypub.keys import primitives

        return "" if self.kind == "rsa" else encode_multikey(ED25519_PUBLIC, primitives.raw_of(self.key))


@lru_cache(maxsize=2048)
def read_public_key(published: "ActorKey", smallest_rsa: int = SMALLEST_RSA) -> PublicKey | Refused:
    """The key, if it is RSA of a usual size or Ed25519."""
    from activitypub.keys import primitives

    key = from_multibase(published.multibase) if published.multibase else primitives.read_public(published.pem)
    if isinstance(key, primitives.RSAPublicKey) and not is_sound(key, smallest_rsa):
        return Refused(Reason.KEY_TOO_WEAK, f"RSA of {key.key_size} bits")
    if key is None:
        return Refused(Reason.KEY_TOO_WEAK, "no RSA and no Ed25519 key")
    return PublicKey(published.id, published.owner, key)


def is_sound(key: "RSAPublicKey", smallest: int) -> bool:
    """A size nobody can factor and nobody has to wait for; exponent 1 would accept every signature."""
    return smallest <= key.key_size <= LARGEST_RSA and key.public_numbers().e > 1


def from_multibase(text: str) -> "Public | None":
    """The Ed25519 key of a multikey."""
    from activitypub.keys import primitives

    raw = decode_multikey(ED25519_PUBLIC, text)
    return primitives.from_raw(raw) if raw is not None and len(raw) == 32 else None
