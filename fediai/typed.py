"""Values of settings in the type that they are declared in; from the environment everything arrives as text."""

from collections.abc import Mapping
from typing import Any


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("text in quotes is expected")
    return value


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise TypeError("a whole number is expected")
    return int(value)


def _fraction(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise TypeError("a number is expected")
    return float(value)


def _yes_or_no(value: Any) -> bool:
    words = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
    if isinstance(value, str) and value.lower() in words:
        return words[value.lower()]
    if not isinstance(value, bool):
        raise TypeError("true or false is expected")
    return value


def texts(value: Any) -> tuple[str, ...]:
    """A list, or words between commas."""
    if isinstance(value, str):
        value = [part.strip() for part in value.split(",") if part.strip()]
    if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
        raise TypeError("a list of texts is expected")
    return tuple(value)


READERS: Mapping[Any, Any] = {str: _text, int: _whole, float: _fraction, bool: _yes_or_no}
