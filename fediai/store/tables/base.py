"""Shared by all tables: naming of constraints (batch migrations on SQLite need names) and column shorthands."""

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Integer, MetaData, Text, false

from fediai.store.types import Json, UtcDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def key(name: str = "id") -> Column[int]:
    """A primary key made by us: time-ordered, never by the engine."""
    # Only the very word INTEGER makes it SQLite's row id: one tree to descend instead of two.
    wide = BigInteger().with_variant(Integer(), "sqlite")
    return Column(name, wide, primary_key=True, autoincrement=False)


def ref(name: str, to: str, *, primary_key: bool = False, nullable: bool = False) -> Column[Any]:
    """A reference that goes when its target goes."""
    target = ForeignKey(f"{to}.id", ondelete="CASCADE")
    return Column(name, BigInteger, target, primary_key=primary_key, nullable=nullable, autoincrement=False)


def text(name: str, *, nullable: bool = False, unique: bool = False) -> Column[str]:
    """Text; empty rather than null unless absence means something."""
    return Column(name, Text, nullable=nullable, unique=unique, server_default=None if nullable else "")


def number(name: str, *, default: int | None = 0, nullable: bool = False) -> Column[int]:
    """A count or a measure."""
    return Column(name, Integer, nullable=nullable, server_default=None if default is None else str(default))


def wide(name: str) -> Column[int]:
    """A count that may outgrow thirty-two bits."""
    return Column(name, BigInteger, nullable=False, server_default="0")


def flag(name: str) -> Column[bool]:
    """Yes or no; no unless said."""
    return Column(name, Boolean, nullable=False, server_default=false())


def when(name: str, *, nullable: bool = False) -> Column[Any]:
    """An instant."""
    return Column(name, UtcDateTime, nullable=nullable)


def json(name: str, *, nullable: bool = False) -> Column[Any]:
    """A JSON value that we never query inside."""
    return Column(name, Json, nullable=nullable)
