"""Frozen dataclasses to JSON values and back: strict about types, silent about words it does not know."""

from dataclasses import MISSING, Field, fields, is_dataclass
from math import isfinite
from typing import Any, Final, TypeVar, get_args, get_origin, get_type_hints

T = TypeVar("T")
LARGEST_INTEGER: Final = 2**63 - 1


class Unreadable(ValueError):
    """A stranger's value is not what the field says; never leaves this package's decoders."""


def plain(value: object) -> dict[str, Any]:
    """The fields of a dataclass as JSON values; bytes are left out, for they travel beside the JSON."""
    found = {each.name: getattr(value, each.name) for each in fields(value)}  # type: ignore[arg-type]
    return {name: _plain(each) for name, each in found.items() if not isinstance(each, bytes)}


def build(kind: type[T], data: object, /, **given: object) -> T:
    """An instance of dataclass `kind` from a JSON object, or Unreadable; `given` fields are taken as is."""
    if not isinstance(data, dict):
        raise Unreadable(f"{kind.__name__} is not an object")
    hints = get_type_hints(kind)
    known = {each.name: each for each in fields(kind)}  # type: ignore[arg-type]
    values = {name: _field(each, hints[name], data) for name, each in known.items() if name not in given}
    return kind(**values, **given)


def read(hint: Any, value: object) -> Any:
    """`value` as the annotation `hint` promises it, or Unreadable."""
    if hint in _SCALARS:
        return _SCALARS[hint](value)
    if is_dataclass(hint):
        return build(hint, value)  # type: ignore[arg-type]
    if get_origin(hint) is tuple:
        return _several(get_args(hint), value)
    return None if value is None else read(get_args(hint)[0], value)  # `X | None`


def _field(field: Field[Any], hint: Any, data: dict[str, Any]) -> Any:
    if field.name in data:
        return read(hint, data[field.name])
    if field.default is MISSING:
        raise Unreadable(f"{field.name} is missing")
    return field.default


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return plain(value) if is_dataclass(value) else value


def _several(kinds: tuple[Any, ...], value: object) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise Unreadable("a list was expected")
    if kinds[-1] is Ellipsis:
        return tuple(read(kinds[0], each) for each in value)
    if len(value) != len(kinds):
        raise Unreadable(f"{len(kinds)} values were expected")
    return tuple(read(kind, each) for kind, each in zip(kinds, value, strict=True))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Unreadable("text was expected")
    try:
        value.encode()  # JSON can spell half a surrogate pair, which no database or file accepts later
    except UnicodeEncodeError:
        raise Unreadable("text is not Unicode") from None
    return value


def _whole(value: object) -> int:
    if type(value) is not int or abs(value) > LARGEST_INTEGER:  # `type`, because True is an int too
        raise Unreadable("a whole number was expected")
    return value


def _real(value: object) -> float:
    if type(value) is int:
        return float(_whole(value))
    if type(value) is not float or not isfinite(value):
        raise Unreadable("a number was expected")
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise Unreadable("true or false was expected")
    return value


def _beside(value: object) -> bytes:
    raise Unreadable("bytes travel beside the JSON, not in it")


_SCALARS: Final[dict[Any, Any]] = {str: _text, int: _whole, float: _real, bool: _flag, bytes: _beside}
