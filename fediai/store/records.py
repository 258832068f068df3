"""Rows as the frozen dataclasses that they stand for, built as quickly as they were read."""

from collections.abc import Callable
from dataclasses import fields, make_dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement

from fediai.store.statements import Row

Kind = TypeVar("Kind")


class Record(Generic[Kind]):
    """A frozen dataclass with slots whose fields are columns; `reads` turns single values into the dataclass's own.

    Freezing makes the constructor set every field through `object`: for thirty fields that takes longer than
    their query. So a value begins as an instance of a thawed twin with the same slots, and is what it ought to
    be before anybody sees it: 0.9 µs instead of 3.7 for an account.
    """

    def __init__(self, kind: type[Kind], table: Any, **reads: Callable[[Any], Any]) -> None:
        self.names = tuple(field.name for field in fields(kind))  # type: ignore[arg-type]
        self.width = len(self.names)
        self.columns = self.columns_of(table)
        self._reads = [(self.names.index(name), read) for name, read in reads.items()]
        self._twin: Callable[..., Any] = make_dataclass(kind.__name__, self.names, slots=True)
        self._kind = kind

    def columns_of(self, table: Any) -> tuple[ColumnElement[Any], ...]:
        """The columns, of the table or of an alias of it, in the order of the dataclass."""
        return tuple(table.c[name] for name in self.names)

    def read(self, row: Row, at: int = 0) -> Kind:
        """The value whose columns begin at position `at` of the row; by position, so joins need no labels."""
        values = list(row[at : at + self.width])
        for index, read in self._reads:
            values[index] = read(values[index])
        made = self._twin(*values)
        made.__class__ = self._kind
        return made  # type: ignore[no-any-return]


def words(text: str) -> tuple[str, ...]:
    """A list of words that stands in a text column."""
    return tuple(text.split()) if text else ()
