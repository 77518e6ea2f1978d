"""Vectors by embedder and text hash, so that no text is embedded twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from storage import mapping, tables
from storage.session import Session, chunks

if TYPE_CHECKING:
    from storage.mapping import Vector

_table = tables.vectors


class Vectors:
    """A cache that loses nothing when it is lost."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, embedder_key: str, hashes: Sequence[str]) -> dict[str, Vector]:
        """The vectors that are known, by text hash."""
        found: dict[str, Vector] = {}
        for some in chunks(hashes):
            query = select(_table.c.text_hash, _table.c.data).where(
                _table.c.embedder_key == embedder_key, _table.c.text_hash.in_(some)
            )
            for row in self._session.rows(query):
                found[row["text_hash"]] = mapping.to_vector(row["data"])
        return found

    def put(self, embedder_key: str, vectors: Mapping[str, Vector]) -> None:
        """Stores vectors by text hash, in the place of earlier ones."""
        for some in chunks(list(vectors)):
            same = (_table.c.embedder_key == embedder_key, _table.c.text_hash.in_(some))
            self._session.write(delete(_table).where(*same))
        rows = [
            {"embedder_key": embedder_key, "text_hash": each, "data": mapping.to_bytes(vector)}
            for each, vector in vectors.items()
        ]
        self._session.insert(_table, rows)

    def count(self, embedder_key: str) -> int:
        """How many vectors of this embedder are stored."""
        query = select(func.count()).select_from(_table)
        found: int = self._session.value(query.where(_table.c.embedder_key == embedder_key))
        return found
