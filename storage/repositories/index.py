"""What the vector index should hold, and the changes that it has not been told of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Literal

from sqlalchemy import delete, func, select

from storage import tables
from storage.rows import IndexRow, QueueItem
from storage.session import Row, Session, chunks

_table = tables.index_rows
_queue = tables.index_queue
_FIELDS = tuple(field.name for field in fields(IndexRow))


class IndexRows:
    """The index by SQL's word; every change is queued in the same transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, rows: Sequence[IndexRow]) -> None:
        """Says that the index should hold these entries, in the place of earlier ones of the id."""
        unique = {row.id: row for row in rows}
        self._delete(list(unique))
        self._session.insert(_table, [asdict(row) for row in unique.values()])
        self._enqueue(list(unique), "upsert")

    def drop(self, ids: Sequence[str]) -> None:
        """Says that the index should not hold these entries."""
        unique = list(dict.fromkeys(ids))
        self._delete(unique)
        self._enqueue(unique, "remove")

    def rows(
        self, course_id: str | None = None, deck_id: str | None = None, kind: str | None = None
    ) -> list[IndexRow]:
        """The entries of a course, a deck or a kind, by id."""
        query = select(_table).order_by(_table.c.id)
        wanted = {"course_id": course_id, "deck_id": deck_id, "kind": kind}
        for name, value in wanted.items():
            if value is not None:
                query = query.where(_table.c[name] == value)
        return [_row(row) for row in self._session.rows(query)]

    def texts(self, course_id: str, deck_id: str | None = None) -> list[tuple[str, str, str]]:
        """The id, deck and text of each entry of a course or deck, by id."""
        query = select(_table.c.id, _table.c.deck_id, _table.c.text).order_by(_table.c.id)
        query = query.where(_table.c.course_id == course_id)
        if deck_id is not None:
            query = query.where(_table.c.deck_id == deck_id)
        return [(row[0], row[1], row[2]) for row in self._session.tuples(query)]

    def get(self, ids: Sequence[str]) -> list[IndexRow]:
        """The entries of these ids that there are, by id."""
        unique = list(dict.fromkeys(ids))
        found = [_row(row) for row in self._session.rows_in(_table, _table.c.id, unique)]
        return sorted(found, key=lambda row: row.id)

    def queue(self, limit: int) -> list[QueueItem]:
        """The oldest changes that are not settled."""
        query = select(_queue).order_by(_queue.c.seq).limit(limit)
        return [
            QueueItem(seq=row["seq"], entry_id=row["entry_id"], action=row["action"])
            for row in self._session.rows(query)
        ]

    def settle(self, seqs: Sequence[int]) -> None:
        """Takes changes out of the queue, after the index has been told."""
        for start in range(0, len(seqs), 500):
            some = list(seqs[start : start + 500])
            self._session.write(delete(_queue).where(_queue.c.seq.in_(some)))

    def queue_length(self) -> int:
        """How many changes are not settled."""
        found: int = self._session.value(select(func.count()).select_from(_queue))
        return found

    def _delete(self, ids: Sequence[str]) -> None:
        for some in chunks(ids):
            self._session.write(delete(_table).where(_table.c.id.in_(some)))

    def _enqueue(self, ids: Sequence[str], action: Literal["upsert", "remove"]) -> None:
        self._session.insert(_queue, [{"entry_id": each, "action": action} for each in ids])


def _row(row: Row) -> IndexRow:
    return IndexRow(**{name: row[name] for name in _FIELDS})
