"""Column shorthands of the migrations. What a word makes never changes: released migrations are written with it."""

from typing import Any

import sqlalchemy as sa

SEVERAL = list[sa.Column[Any]]


def key() -> sa.Column[Any]:
    """The primary key `id`; on SQLite the row id itself, which only the very word INTEGER makes."""
    wide = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column("id", wide, primary_key=True, autoincrement=False)


def ref(name: str, to: str, *, primary_key: bool = False, null: bool = False) -> sa.Column[Any]:
    """A reference that goes when its target goes."""
    target = sa.ForeignKey(f"{to}.id", ondelete="CASCADE")
    return sa.Column(name, sa.BigInteger, target, primary_key=primary_key, nullable=null, autoincrement=False)


def text(*names: str, null: bool = False) -> SEVERAL:
    """Texts; empty unless said, or null."""
    return [sa.Column(name, sa.Text, nullable=null, server_default=None if null else "") for name in names]


def word(*names: str) -> SEVERAL:
    """Texts of the primary key."""
    return [sa.Column(name, sa.Text, primary_key=True) for name in names]


def json(*names: str, null: bool = False) -> SEVERAL:
    """JSON as text."""
    return [sa.Column(name, sa.Text, nullable=null) for name in names]


def number(*names: str, default: int | None = 0, null: bool = False) -> SEVERAL:
    """Counts and measures."""
    said = None if default is None else str(default)
    return [sa.Column(name, sa.Integer, nullable=null, server_default=said) for name in names]


def wide(*names: str, null: bool = False, primary_key: bool = False) -> SEVERAL:
    """Sixty-four bits: ids without a foreign key, seeds."""
    return [
        sa.Column(name, sa.BigInteger, nullable=null, primary_key=primary_key, autoincrement=False) for name in names
    ]


def real(*names: str, null: bool = False) -> SEVERAL:
    """Fractions."""
    return [sa.Column(name, sa.Float, nullable=null) for name in names]


def flag(*names: str) -> SEVERAL:
    """Yes or no; no unless said."""
    return [sa.Column(name, sa.Boolean, nullable=False, server_default=sa.false()) for name in names]


def when(*names: str, null: bool = False) -> SEVERAL:
    """Instants, as microseconds since 1970."""
    return [sa.Column(name, sa.BigInteger, nullable=null) for name in names]


def unique(*names: str) -> sa.UniqueConstraint:
    """No two rows agree in all of these."""
    return sa.UniqueConstraint(*names)
