"""Statements, compiled once per dialect to text and ordered parameters; and `among`, our IN for lists."""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from typing import Any
from weakref import WeakKeyDictionary

import orjson
from sqlalchemy import BigInteger, Float, Select, Text, bindparam, false, func, literal_column, true
from sqlalchemy.dialects.postgresql import asyncpg as asyncpg_dialect
from sqlalchemy.dialects.sqlite import aiosqlite as aiosqlite_dialect
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.types import Boolean, TypeDecorator, TypeEngine

from fediai.store.types import Json, UtcDateTime

SQLITE: Dialect = aiosqlite_dialect.dialect(paramstyle="qmark")
POSTGRES: Dialect = asyncpg_dialect.dialect()  # type: ignore[no-untyped-call]

Row = Any  # a named tuple whose fields are the columns of the statement


class among(ColumnElement[bool]):  # noqa: N801 — reads as a word inside a statement
    """`column` is one of a list handed over as one JSON parameter, so the text never depends on its length."""

    inherit_cache = False
    type = Boolean()

    def __init__(self, column: ColumnElement[Any], name: str) -> None:
        self.column = column
        self.values = bindparam(name, type_=JsonList())
        self.of_text = isinstance(column.type, Text)

    def self_group(self, against: Any = None) -> "among":
        """As it stands: SQLAlchemy would write `… = 1` for SQLite, which then scans the table instead of seeking."""
        return self


class JsonList(TypeDecorator[Any]):
    """A Python list, sent as JSON text. (A mere subclass of Text would be swapped for the engine's own type.)"""

    impl = Text
    cache_ok = True

    @staticmethod
    def write(value: Iterable[Any]) -> str:
        return orjson.dumps(list(value)).decode()

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:
        return self.write(value)


@compiles(among, "sqlite")
def _among_sqlite(element: among, compiler: SQLCompiler, **kw: Any) -> str:
    column, values = compiler.process(element.column, **kw), compiler.process(element.values, **kw)
    return f"{column} IN (SELECT value FROM json_each({values}))"  # noqa: S608 — compiled SQL, no values


@compiles(among, "postgresql")
def _among_postgres(element: among, compiler: SQLCompiler, **kw: Any) -> str:
    column, values = compiler.process(element.column, **kw), compiler.process(element.values, **kw)
    one = "value" if element.of_text else "value::bigint"
    return f"{column} IN (SELECT {one} FROM json_array_elements_text(({values})::json))"  # noqa: S608 — as above


def there(query: Select[Any]) -> ColumnElement[bool]:
    """There is such a row, looked up anew for each row of a page.

    For EXISTS PostgreSQL may read a whole table once instead: it counts all rows that could be asked about, not twenty.
    """
    one = query.with_only_columns(true(), maintain_column_froms=True).limit(literal_column("1"))
    return func.coalesce(one.scalar_subquery(), false(), type_=Boolean())


class Prepared:
    """One statement in the engine's own words, with the conversions of its parameters and columns."""

    __slots__ = ("_binds", "_convert", "_defaults", "_make", "_positions", "returns_rows", "text")

    def __init__(self, statement: ClauseElement, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        assert isinstance(compiled, SQLCompiler)
        blank: dict[str, Any] = {name: bind.value for bind, name in compiled.bind_names.items()}
        # Constant lists (`state.in_([…])`) are only written out here; our own lists travel by `among`.
        written = compiled.construct_expanded_state(blank)
        self.text = written.statement
        self._defaults = {**blank, **written.additional_parameters}
        self._positions: Sequence[str] = tuple(written.positiontup or ())
        writers = {name: _writer(bind.type, dialect) for bind, name in compiled.bind_names.items()}
        self._binds = [(name, write) for name, write in writers.items() if write is not None]
        columns = compiled._result_columns
        self.returns_rows = bool(columns)
        self._make = partial(tuple.__new__, namedtuple("Row", [c.keyname for c in columns], rename=True))
        readers = [(i, _reader(c.type, dialect)) for i, c in enumerate(columns)]
        self._convert = [(i, read) for i, read in readers if read is not None]

    def parameters(self, given: Mapping[str, Any]) -> list[Any]:
        """The values in the order of the text, converted for the engine."""
        values = {**self._defaults, **given}
        for name, write in self._binds:
            values[name] = write(values[name])
        return [values[name] for name in self._positions]

    def rows(self, found: Sequence[Sequence[Any]]) -> list[Row]:
        """Named tuples of our own values; many are converted by columns, since most columns need nothing."""
        if not self._convert or not found:
            return list(map(self._make, found))
        if len(found) == 1:  # most statements find one: turning it on its side and back takes five times as long
            values = list(found[0])
            for index, read in self._convert:
                if values[index] is not None:
                    values[index] = read(values[index])
            return [self._make(values)]
        columns: list[Sequence[Any]] = list(zip(*found, strict=True))
        for index, read in self._convert:
            columns[index] = [None if value is None else read(value) for value in columns[index]]
        return list(map(self._make, zip(*columns, strict=True)))


def _writer(type_: TypeEngine[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    """How one of our values becomes the engine's; our own types without the wrapping of SQLAlchemy's."""
    if isinstance(type_, UtcDateTime | Json | JsonList):
        return type_.write
    return type_.dialect_impl(dialect).bind_processor(dialect)


def _reader(type_: TypeEngine[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    """How a raw value that is not null becomes ours; both drivers hand over numbers and text as they are."""
    if isinstance(type_, BigInteger | Text | Float):
        return None
    if isinstance(type_, UtcDateTime | Json):
        return type_.read
    if isinstance(type_, Boolean):
        return bool if dialect is SQLITE else None
    return type_.dialect_impl(dialect).result_processor(dialect, None)


@cache
def _compiled(dialect: Dialect) -> WeakKeyDictionary[ClauseElement, Prepared]:
    """What this process has compiled for the engine so far: a database that is opened again finds it here."""
    return WeakKeyDictionary()


class Cache:
    """Prepared statements by identity: statements are built once per module and live as long as it."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._known: dict[int, tuple[ClauseElement, Prepared]] = {}

    def prepared(self, statement: ClauseElement) -> Prepared:
        """Compiled on first sight; the statement is kept alive so that its identity stays its own."""
        found = self._known.get(id(statement))
        if found is None:
            if len(self._known) > 2000:
                raise RuntimeError("statements are built per call somewhere: build them once, with bindparam")
            compiled = _compiled(self._dialect)
            if (prepared := compiled.get(statement)) is None:
                prepared = compiled[statement] = Prepared(statement, self._dialect)
            found = self._known[id(statement)] = (statement, prepared)
        return found[1]
