"""Web Push without I/O: messages that only the client's browser can read (RFC 8291), and who sends them (RFC 8292)."""

import base64
import binascii
import hashlib
import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import orjson
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

CURVE = ec.SECP256R1()
TTL, RECORD = 172_800, 4096
VALID = timedelta(hours=12)


def encoded(data: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    """Either alphabet, with or without padding; raises ValueError."""
    plain = text.strip().rstrip("=").replace("+", "-").replace("/", "_")
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError) as cause:
        raise ValueError("no base64") from cause


@dataclass(frozen=True, slots=True)
class Recipient:
    """The client's public key, as an uncompressed point, and its secret."""

    point: bytes
    auth: bytes

    @classmethod
    def of(cls, p256dh: str, auth: str) -> "Recipient":
        """From what the client sent; raises ValueError where that is no key."""
        point, secret = decoded(p256dh), decoded(auth)
        ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
        if len(point) != 65 or len(secret) != 16:
            raise ValueError("no uncompressed point, or no secret of 16 bytes")
        return cls(point, secret)


@dataclass(frozen=True, slots=True)
class Sealed:
    """A body with the headers that tell how it is encrypted; `key` is what the sender adds to Crypto-Key."""

    body: bytes
    headers: Mapping[str, str]


def _mac(key: bytes, data: bytes) -> bytes:
    return hmac.new(key, data, hashlib.sha256).digest()


def _point(private: ec.EllipticCurvePrivateKey) -> bytes:
    form = serialization.PublicFormat.UncompressedPoint
    return private.public_key().public_bytes(serialization.Encoding.X962, form)


def _shared(private: ec.EllipticCurvePrivateKey, to: Recipient) -> bytes:
    public = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, to.point)
    return _mac(to.auth, private.exchange(ec.ECDH(), public))


def seal(message: bytes, to: Recipient, private: ec.EllipticCurvePrivateKey, salt: bytes) -> Sealed:
    """RFC 8291 §3.4, one record of RFC 8188; the key and the salt are for this message only."""
    own = _point(private)
    info = b"WebPush: info\0" + to.point + own
    seed = _mac(salt, _mac(_shared(private, to), info + b"\1"))
    key = _mac(seed, b"Content-Encoding: aes128gcm\0\1")[:16]
    nonce = _mac(seed, b"Content-Encoding: nonce\0\1")[:12]
    head = salt + RECORD.to_bytes(4, "big") + bytes([len(own)]) + own
    return Sealed(head + AESGCM(key).encrypt(nonce, message + b"\2", None), {"Content-Encoding": "aes128gcm"})


def seal_as_drafted(message: bytes, to: Recipient, private: ec.EllipticCurvePrivateKey, salt: bytes) -> Sealed:
    """draft-ietf-webpush-encryption-04, which relays of older apps still expect."""
    own = _point(private)
    context = b"P-256\0" + b"".join(len(point).to_bytes(2, "big") + point for point in (to.point, own))
    seed = _mac(salt, _mac(_shared(private, to), b"Content-Encoding: auth\0\1"))
    key = _mac(seed, b"Content-Encoding: aesgcm\0" + context + b"\1")[:16]
    nonce = _mac(seed, b"Content-Encoding: nonce\0" + context + b"\1")[:12]
    headers = {
        "Content-Encoding": "aesgcm",
        "Encryption": f"salt={encoded(salt)}",
        "Crypto-Key": f"dh={encoded(own)}",
    }
    return Sealed(AESGCM(key).encrypt(nonce, b"\0\0" + message, None), headers)


@dataclass(frozen=True, slots=True)
class Sender:
    """Our key pair (VAPID) and whom a push service may write to."""

    public: str
    private_pem: str
    contact: str

    def token(self, origin: str, now: datetime) -> str:
        """A signed statement for one push service, for half a day."""
        claims = {"aud": origin, "exp": int((now + VALID).timestamp()), "sub": self.contact}
        parts = [encoded(orjson.dumps(part)) for part in ({"typ": "JWT", "alg": "ES256"}, claims)]
        key = serialization.load_pem_private_key(self.private_pem.encode(), None)
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        r, s = decode_dss_signature(key.sign(".".join(parts).encode(), ec.ECDSA(hashes.SHA256())))
        return ".".join([*parts, encoded(r.to_bytes(32, "big") + s.to_bytes(32, "big"))])


@dataclass(frozen=True, slots=True)
class Address:
    """Where a message goes: the push service's origin, whom for, and which of the two forms the client reads."""

    origin: str
    recipient: Recipient
    standard: bool


def message(data: bytes, to: Address, sender: Sender, now: datetime) -> tuple[dict[str, str], bytes]:
    """Headers and body, ready to be posted."""
    sealing = seal if to.standard else seal_as_drafted
    sealed = sealing(data, to.recipient, ec.generate_private_key(CURVE), os.urandom(16))
    token = sender.token(to.origin, now)
    headers = {**sealed.headers, "Content-Type": "application/octet-stream", "TTL": str(TTL), "Urgency": "normal"}
    if to.standard:
        return {**headers, "Authorization": f"vapid t={token}, k={sender.public}"}, sealed.body
    headers["Crypto-Key"] += f";p256ecdsa={sender.public}"
    return {**headers, "Authorization": f"WebPush {token}"}, sealed.body
