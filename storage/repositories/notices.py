"""What students are told once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update

from decks.rulings import Notice
from storage import mapping, ruling_tables
from storage.session import Session, chunks

_table = ruling_tables.notices


class Notices:
    """Sentences that wait for a student; all that changes of one is when it was seen."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, notices: Sequence[Notice]) -> None:
        """Stores notices; those that are stored stay as they are."""
        self._session.insert_new(_table, [mapping.notices.row(notice) for notice in notices])

    def waiting(self, learner_id: str) -> list[Notice]:
        """What a learner has not seen yet, oldest first."""
        query = select(_table).where(_table.c.learner_id == learner_id, _table.c.seen_at.is_(None))
        rows = self._session.rows(query.order_by(_table.c.seq))
        return [mapping.notices.noun(row) for row in rows]

    def seen(self, learner_id: str, ids: Sequence[str], at: datetime) -> int:
        """Notes that the learner has seen these; gives how many were new."""
        marked = 0
        for some in chunks(ids):
            same = (
                _table.c.learner_id == learner_id,
                _table.c.seen_at.is_(None),
                _table.c.id.in_(some),
            )
            marked += self._session.write(update(_table).where(*same).values(seen_at=at))
        return marked
