"""One open transaction: statements go through here, so that failures come out in our words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Executable, Insert, RowMapping, Table, insert, select
from sqlalchemy.sql import ColumnElement

from decks.errors import CardwrightError, WrongUsage
from storage.failures import translated

Row = RowMapping
"""A row as it was read: columns by name."""

CHUNK = 500
"""How many values one statement names at most."""


class Session:
    """A connection in a transaction. After a failed write it does nothing more: roll back."""

    def __init__(self, connection: Connection, *, writing: bool) -> None:
        self._connection = connection
        self._writing = writing
        self.failure: CardwrightError | None = None
        """What a write failed with; such a transaction is not committed."""

    def rows(self, statement: Executable) -> Sequence[Row]:
        """All rows of a query."""
        self._check()
        with translated():
            return self._connection.execute(statement).mappings().all()

    def tuples(self, statement: Executable) -> Sequence[Sequence[Any]]:
        """All rows of a query as bare sequences: half the cost, for thousands of them."""
        self._check()
        with translated():
            return self._connection.execute(statement).all()

    def first(self, statement: Executable) -> Row | None:
        """The first row of a query, or None."""
        self._check()
        with translated():
            return self._connection.execute(statement).mappings().first()

    def value(self, statement: Executable) -> Any:
        """The single value of a query, or None."""
        self._check()
        with translated():
            return self._connection.execute(statement).scalar()

    def write(self, statement: Executable, rows: Sequence[Mapping[str, Any]] | None = None) -> int:
        """Carries out an INSERT, UPDATE or DELETE, for each of `rows`; gives the rows touched."""
        self._check()
        if not self._writing:
            raise WrongUsage("This is a reading of the ledger: open a writing to change it.")
        if rows is not None and not rows:
            return 0
        try:
            with translated():
                parameters = None if rows is None else [dict(row) for row in rows]
                return self._connection.execute(statement, parameters).rowcount
        except CardwrightError as error:
            self.failure = error
            raise

    def insert(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Appends rows to a table."""
        statement: Insert = insert(table)
        self.write(statement, rows)

    def insert_new(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> list[str]:
        """Appends the rows whose id is not there yet; gives their ids, in order."""
        unique = {row["id"]: row for row in rows}
        known: set[str] = set()
        for ids in chunks(list(unique)):
            found = self.rows(select(table.c.id).where(table.c.id.in_(ids)))
            known.update(row["id"] for row in found)
        fresh = [row for row_id, row in unique.items() if row_id not in known]
        self.insert(table, fresh)
        return [row["id"] for row in fresh]

    def rows_in(
        self, table: Table, column: ColumnElement[Any], values: Sequence[str]
    ) -> Iterator[Row]:
        """The rows of a table whose column has one of the values, in no order."""
        for some in chunks(values):
            yield from self.rows(select(table).where(column.in_(some)))

    def _check(self) -> None:
        if self.failure is not None:
            raise WrongUsage("A write of this unit has failed: leave the unit and begin again.")


def chunks(values: Sequence[str]) -> Iterator[Sequence[str]]:
    """The values in runs of at most `CHUNK`."""
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]
