"""Column types that mean the same on both engines."""

from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import BigInteger, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class UtcDateTime(TypeDecorator[datetime]):
    """An instant as microseconds since 1970; refuses naive times.

    The stock type on SQLite silently turns 12:00+02:00 into a naive 12:00, wrong by two hours.
    """

    impl = BigInteger
    cache_ok = True

    @staticmethod
    def write(value: datetime | None) -> int | None:
        """The number of an instant."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without its zone is no instant")
        return (value - EPOCH) // _MICROSECOND

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return self.write(value)

    @staticmethod
    def read(value: int) -> datetime:
        """The instant of a value that is not null."""
        return EPOCH + timedelta(0, 0, value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else self.read(value)


class Json(TypeDecorator[Any]):
    """A JSON value as text: we never query inside it, so no engine's own type is needed."""

    impl = Text
    cache_ok = True
    read = staticmethod(orjson.loads)

    @staticmethod
    def write(value: Any) -> str | None:
        """The text of a value."""
        return None if value is None else orjson.dumps(value).decode()

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return self.write(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else self.read(value)
