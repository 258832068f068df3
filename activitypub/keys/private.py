"""Our own keys: made, kept as PEM, and used for signing."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from activitypub.keys.public import PublicKey

if TYPE_CHECKING:
    from activitypub.keys.primitives import Private


@dataclass(frozen=True, slots=True)
class PrivateKey:
    """A key we sign with. Keep the object: reading it again costs up to sixty milliseconds."""

    key: "Private"

    @classmethod
    def load(cls, pem: str | bytes, trusted: bool = False) -> "PrivateKey":
        """From PEM; `trusted` skips the slow self-check, and is for keys from our own database only."""
        from activitypub.keys import primitives

        data = pem.encode("ascii") if isinstance(pem, str) else pem
        return cls(primitives.read_private(data, trusted=trusted))

    @property
    def kind(self) -> str:
        """`rsa` or `ed25519`."""
        from activitypub.keys import primitives

        return "rsa" if primitives.is_rsa(self.key) else "ed25519"

    def sign(self, base: bytes) -> bytes:
        """RSASSA-PKCS1-v1_5 with SHA-256, or Ed25519."""
        from activitypub.keys import primitives

        return primitives.sign(self.key, base)

    def pem(self) -> str:
        """The key as PKCS#8, to be kept secret."""
        from activitypub.keys import primitives

        return primitives.private_pem(self.key)

    def public(self, key_id: str = "", owner: str = "") -> PublicKey:
        """Its public half, under the id and for the owner that will publish it."""
        return PublicKey(key_id, owner, self.key.public_key())

    def public_pem(self) -> str:
        """The public half as it stands in `publicKeyPem`."""
        return self.public().pem()

    def public_multibase(self) -> str:
        """The public half as it stands in `publicKeyMultibase`; only Ed25519 has one here."""
        return self.public().multibase()


def generate_rsa(bits: int = 2048) -> PrivateKey:
    """A new RSA key; takes a tenth of a second, so keep it off the event loop."""
    from activitypub.keys import primitives

    return PrivateKey(primitives.new_rsa(bits))


def generate_ed25519() -> PrivateKey:
    """A new Ed25519 key."""
    from activitypub.keys import primitives

    return PrivateKey(primitives.new_ed25519())
