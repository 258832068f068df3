"""What is asked of the cryptography library; loaded with the first key, since it weighs as much as the rest of us."""

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

__all__ = ["Private", "Public", "RSAPublicKey"]

Private = RSAPrivateKey | Ed25519PrivateKey
Public = RSAPublicKey | Ed25519PublicKey


def is_rsa(key: Private | Public) -> bool:
    """RSA, and not Ed25519."""
    return isinstance(key, RSAPrivateKey | RSAPublicKey)


def sign(key: Private, base: bytes) -> bytes:
    """RSASSA-PKCS1-v1_5 with SHA-256, or Ed25519."""
    if isinstance(key, RSAPrivateKey):
        return key.sign(base, PKCS1v15(), SHA256())
    return key.sign(base)


def verifies(key: Public, signature: bytes, base: bytes) -> bool:
    """Did the holder of this key sign exactly these bytes?"""
    try:
        if isinstance(key, RSAPublicKey):
            key.verify(signature, base, PKCS1v15(), SHA256())
        else:
            key.verify(signature, base)
    except InvalidSignature:
        return False
    return True


def read_private(data: bytes, *, trusted: bool) -> Private:
    """From PEM; `trusted` skips the slow self-check."""
    key = load_pem_private_key(data, password=None, unsafe_skip_rsa_key_validation=trusted)
    if not isinstance(key, RSAPrivateKey | Ed25519PrivateKey):
        raise ValueError("only RSA and Ed25519 keys sign here")
    return key


def read_public(pem: str) -> Public | None:
    """The RSA or Ed25519 key in the PEM, in SPKI or in PKCS#1 clothing."""
    try:
        key = load_pem_public_key(pem.strip().encode("ascii"))
    except (ValueError, UnsupportedAlgorithm):
        return None
    return key if isinstance(key, RSAPublicKey | Ed25519PublicKey) else None


def from_raw(raw: bytes) -> Public:
    """The Ed25519 key of these 32 bytes."""
    return Ed25519PublicKey.from_public_bytes(raw)


def raw_of(key: Public) -> bytes:
    """The 32 bytes of an Ed25519 key."""
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)


def private_pem(key: Private) -> str:
    """PKCS#8."""
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode("ascii")


def public_pem(key: Public) -> str:
    """SubjectPublicKeyInfo."""
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode("ascii")


def new_rsa(bits: int) -> Private:
    """Takes a tenth of a second."""
    return generate_private_key(public_exponent=65537, key_size=bits)


def new_ed25519() -> Private:
    """Takes no time."""
    return Ed25519PrivateKey.generate()
