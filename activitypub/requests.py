"""HTTP as plain values, so that signatures can be made and checked without any framework."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass


class Headers:
    """Header lines in their order; names compare without case, and a name may come several times."""

    __slots__ = ("_by_name", "_lines")

    def __init__(self, lines: Iterable[tuple[str, str]] = ()) -> None:
        self._lines = tuple(lines)
        self._by_name: dict[str, list[str]] = {}
        for name, value in self._lines:
            self._by_name.setdefault(name.lower(), []).append(value)

    def get(self, name: str) -> str | None:
        """The first value of that name."""
        values = self._by_name.get(name.lower())
        return values[0] if values else None

    def all(self, name: str) -> list[str]:
        """Every value of that name, in order of arrival."""
        return list(self._by_name.get(name.lower(), ()))

    def adding(self, more: Mapping[str, str]) -> "Headers":
        """These headers with `more`, which replace those of the same names."""
        replaced = {name.lower() for name in more}
        kept = [line for line in self._lines if line[0].lower() not in replaced]
        return Headers([*kept, *more.items()])

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self._by_name

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._lines)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Headers) and self._by_name == other._by_name

    def __hash__(self) -> int:
        return hash(frozenset(self._by_name))

    def __repr__(self) -> str:
        return f"Headers({list(self._lines)!r})"


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it was on the wire: `target` is the undecoded path with its query."""

    method: str
    target: str
    headers: Headers
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Response:
    """An answer as it is on the wire."""

    status: int
    headers: Headers
    body: bytes = b""
