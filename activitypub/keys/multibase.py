"""Ed25519 keys as multikeys: a two-byte mark and the key, in base58btc or base64url (FEP-521a)."""

import base64
import binascii
from collections.abc import Callable

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
VALUES = {letter: value for value, letter in enumerate(ALPHABET)}
ED25519_PUBLIC = b"\xed\x01"
ED25519_SECRET = b"\x80\x26"
LONGEST = 128


def encode_multikey(mark: bytes, raw: bytes) -> str:
    """The text form."""
    data = mark + raw
    number, letters = int.from_bytes(data), ""
    while number:
        number, rest = divmod(number, 58)
        letters = ALPHABET[rest] + letters
    zeros = len(data) - len(data.lstrip(b"\0"))
    return "z" + "1" * zeros + letters


def decode_multikey(mark: bytes, text: str) -> bytes | None:
    """The raw key, if the text is a multikey of that mark."""
    data = DECODERS.get(text[:1], nothing)(text[1:]) if len(text) <= LONGEST else None
    return data[len(mark) :] if data is not None and data.startswith(mark) else None


def nothing(letters: str) -> bytes | None:
    """A base that we do not read."""
    return None


def from_base58(letters: str) -> bytes | None:
    """Bitcoin's alphabet, without the letters that look alike."""
    if not all(letter in VALUES for letter in letters):
        return None
    number = 0
    for letter in letters:
        number = number * 58 + VALUES[letter]
    zeros = len(letters) - len(letters.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8)


def from_base64url(letters: str) -> bytes | None:
    """The alphabet for URLs, without padding."""
    try:
        padded = letters + "=" * (-len(letters) % 4)
        return base64.b64decode(padded.encode("ascii"), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None


DECODERS: dict[str, Callable[[str], bytes | None]] = {"z": from_base58, "u": from_base64url}
