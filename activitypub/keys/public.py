"""Strangers' public keys: which kinds and sizes we believe."""

from dataclasses import dataclass
from functools import cached_property

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from activitypub.actors import ActorKey
from activitypub.keys.multibase import ED25519_PUBLIC, decode_multikey, encode_multikey
from activitypub.results import Reason, Refused

SMALLEST_RSA = 2048
LARGEST_RSA = 8192  # verifying costs with the square of the size, and a stranger chooses it


@dataclass(frozen=True)
class PublicKey:
    """A usable key, its id, and the actor for whom it speaks."""

    id: str
    owner: str
    key: RSAPublicKey | Ed25519PublicKey

    @cached_property
    def kind(self) -> str:
        """`rsa` or `ed25519`: this, never the header, decides how a signature is checked."""
        return "rsa" if isinstance(self.key, RSAPublicKey) else "ed25519"

    def verifies(self, signature: bytes, base: bytes) -> bool:
        """Did the holder of this key sign exactly these bytes?"""
        try:
            if isinstance(self.key, RSAPublicKey):
                self.key.verify(signature, base, PKCS1v15(), SHA256())
            else:
                self.key.verify(signature, base)
        except InvalidSignature:
            return False
        return True

    def pem(self) -> str:
        """The key as SubjectPublicKeyInfo, as actors publish it."""
        return self.key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode("ascii")

    def multibase(self) -> str:
        """The key as a multikey; only Ed25519 has one here."""
        if isinstance(self.key, RSAPublicKey):
            return ""
        raw = self.key.public_bytes(Encoding.Raw, PublicFormat.Raw)
        return encode_multikey(ED25519_PUBLIC, raw)


def read_public_key(published: ActorKey, smallest_rsa: int = SMALLEST_RSA) -> PublicKey | Refused:
    """The key, if it is RSA of a usual size or Ed25519."""
    key = from_multibase(published.multibase) if published.multibase else from_pem(published.pem)
    match key:
        case RSAPublicKey() if not is_sound(key, smallest_rsa):
            return Refused(Reason.KEY_TOO_WEAK, f"RSA of {key.key_size} bits")
        case RSAPublicKey() | Ed25519PublicKey():
            return PublicKey(published.id, published.owner, key)
        case _:
            return Refused(Reason.KEY_TOO_WEAK, "no RSA and no Ed25519 key")


def is_sound(key: RSAPublicKey, smallest: int) -> bool:
    """A size nobody can factor and nobody has to wait for; exponent 1 would accept every signature."""
    return smallest <= key.key_size <= LARGEST_RSA and key.public_numbers().e > 1


def from_pem(pem: str) -> object | None:
    """Whatever key is in the PEM, in SPKI or in PKCS#1 clothing."""
    try:
        return load_pem_public_key(pem.strip().encode("ascii"))
    except (ValueError, UnsupportedAlgorithm):
        return None


def from_multibase(text: str) -> Ed25519PublicKey | None:
    """The Ed25519 key of a multikey."""
    raw = decode_multikey(ED25519_PUBLIC, text)
    return Ed25519PublicKey.from_public_bytes(raw) if raw is not None and len(raw) == 32 else None
