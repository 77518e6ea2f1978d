"""Columns as the tables of the ledger use them, and the one collection of tables."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, Double, ForeignKey, MetaData

from storage.types import Counted, Moment, Nested, Words

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def words(*names: str, null: bool = False) -> tuple[Column[str], ...]:
    """Columns of text."""
    return tuple(Column(name, Words, nullable=null) for name in names)


def own_id() -> Column[str]:
    """The key of a row: its opaque id."""
    return Column("id", Words, primary_key=True)


def seq() -> Column[int]:
    """The order of appending, counted by the database."""
    return Column("seq", Counted, primary_key=True, autoincrement=True)


def appended() -> tuple[Column[Any], ...]:
    """Order of appending and id of a row that stays as it is."""
    return seq(), Column("id", Words, nullable=False, unique=True)


def link(name: str, to: str, *, null: bool = False) -> Column[str]:
    """The id of a row of another table, such as "decks.id"."""
    return Column(name, Words, ForeignKey(to), nullable=null)


def whole(*names: str) -> tuple[Column[int], ...]:
    """Columns of whole numbers."""
    return tuple(Column(name, BigInteger, nullable=False) for name in names)


def real(name: str, *, null: bool = False) -> Column[float]:
    """A column of a number."""
    return Column(name, Double, nullable=null)


def nested(*names: str, null: bool = False) -> tuple[Column[object], ...]:
    """Columns of values that have parts, as JSON."""
    return tuple(Column(name, Nested, nullable=null) for name in names)


def moment(name: str, *, null: bool = False) -> Column[object]:
    """A column of a moment in UTC."""
    return Column(name, Moment, nullable=null)
