"""One spelling for every JSON value, so that two readers hash the same bytes (RFC 8785, JCS)."""

import json
from typing import Any

SAFE_INTEGER = 2**53
HEAD, TAIL = 21, -7  # where ECMAScript begins to write an exponent


def canonical(value: Any) -> bytes:
    """The bytes to hash."""
    return written(value).encode("utf-8", "surrogatepass")


def written(value: Any) -> str:
    """The one spelling; names are sorted by their UTF-16 code units."""
    match value:
        case dict():
            names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
            return "{" + ",".join(f"{written(name)}:{written(value[name])}" for name in names) + "}"
        case list() | tuple():
            return "[" + ",".join(map(written, value)) + "]"
        case bool() | None | str():
            return json.dumps(value, ensure_ascii=False)
        case int() if abs(value) <= SAFE_INTEGER:
            return str(value)
        case _:
            return number(float(value))


def number(value: float) -> str:
    """A number as ECMAScript writes it: the fewest digits that read back as the same double."""
    if value == 0:
        return "0"
    sign, digits, point = decomposed(value)
    if TAIL < point - 1 < HEAD:
        return sign + placed(digits, point)
    exponent = point - 1
    fraction = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{sign}{digits[0]}{fraction}e{'+' if exponent > 0 else '-'}{abs(exponent)}"


def decomposed(value: float) -> tuple[str, str, int]:
    """Sign, significant digits, and where the point stands among them."""
    mantissa, _, exponent = repr(abs(value)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    leading = len(whole + fraction) - len(digits)
    return "-" if value < 0 else "", digits.rstrip("0"), len(whole) - leading + int(exponent or 0)


def placed(digits: str, point: int) -> str:
    """The digits with their point, or with the zeros that lead to it."""
    if point <= 0:
        return f"0.{'0' * -point}{digits}"
    if point >= len(digits):
        return digits + "0" * (point - len(digits))
    return f"{digits[:point]}.{digits[point:]}"
