"""Ed25519 keys as multikeys: `z` + base58btc of a two-byte mark and the key (FEP-521a)."""

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
    letters = text[1:]
    if not text.startswith("z") or len(text) > LONGEST or not all(letter in VALUES for letter in letters):
        return None
    number = 0
    for letter in letters:
        number = number * 58 + VALUES[letter]
    zeros = len(letters) - len(letters.lstrip("1"))
    data = b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8)
    return data[len(mark) :] if data.startswith(mark) else None
