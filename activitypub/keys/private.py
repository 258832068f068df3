"""Our own keys: made, kept as PEM, and used for signing."""

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from activitypub.keys.public import PublicKey


@dataclass(frozen=True, slots=True)
class PrivateKey:
    """A key we sign with. Keep the object: reading it again costs up to sixty milliseconds."""

    key: RSAPrivateKey | Ed25519PrivateKey

    @classmethod
    def load(cls, pem: str | bytes, trusted: bool = False) -> "PrivateKey":
        """From PEM; `trusted` skips the slow self-check, and is for keys from our own database only."""
        data = pem.encode("ascii") if isinstance(pem, str) else pem
        key = load_pem_private_key(data, password=None, unsafe_skip_rsa_key_validation=trusted)
        if not isinstance(key, RSAPrivateKey | Ed25519PrivateKey):
            raise ValueError("only RSA and Ed25519 keys sign here")
        return cls(key)

    @property
    def kind(self) -> str:
        """`rsa` or `ed25519`."""
        return "rsa" if isinstance(self.key, RSAPrivateKey) else "ed25519"

    def sign(self, base: bytes) -> bytes:
        """RSASSA-PKCS1-v1_5 with SHA-256, or Ed25519."""
        if isinstance(self.key, RSAPrivateKey):
            return self.key.sign(base, PKCS1v15(), SHA256())
        return self.key.sign(base)

    def pem(self) -> str:
        """The key as PKCS#8, to be kept secret."""
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode("ascii")

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
    return PrivateKey(generate_private_key(public_exponent=65537, key_size=bits))


def generate_ed25519() -> PrivateKey:
    """A new Ed25519 key."""
    return PrivateKey(Ed25519PrivateKey.generate())
