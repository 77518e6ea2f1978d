"""Column types that mean the same on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Integer, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import JSON, TypeDecorator, TypeEngine

from decks.errors import WrongUsage


class Words(TypeDecorator[str]):
    """Text, compared and ordered by code point on every database.

    NUL and lone surrogates are refused, because PostgreSQL cannot hold them.
    """

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """PostgreSQL is told to compare bytes; SQLite does so by itself."""
        plain = Text(collation="C") if dialect.name == "postgresql" else Text()
        return dialect.type_descriptor(plain)

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Refuses what cannot be stored everywhere."""
        if value is not None and ("\x00" in value or not _encodes(value)):
            raise WrongUsage("Text with NUL characters or half characters cannot be stored.")
        return value


def _encodes(value: str) -> bool:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


class Moment(TypeDecorator[datetime]):
    """An aware time, in UTC to the microsecond; SQLite keeps it as text without a zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuses times without a zone; the rest goes in as UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise WrongUsage("A time without a zone cannot be stored.")
        moment = value.astimezone(UTC)
        return moment if dialect.name == "postgresql" else moment.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Gives the time back in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Nested = JSON(none_as_null=True)
"""A value of several parts; None is SQL's NULL."""

Counted = BigInteger().with_variant(Integer, "sqlite")
"""A number that the database counts up by itself: the order of appending."""
