"""Grades of answers."""

from __future__ import annotations

from sqlalchemy import select

from decks.errors import NotFound
from decks.grading import Grade
from storage import mapping, tables
from storage.session import Session

_table = tables.grades


class Grades:
    """Grades are appended; the newest of an answer is the one that counts."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, grade: Grade) -> None:
        """Appends a grade."""
        self._session.insert(_table, [mapping.grades.row(grade)])

    def get(self, grade_id: str) -> Grade:
        """The grade of this id, or `NotFound`."""
        row = self._session.first(select(_table).where(_table.c.id == grade_id))
        if row is None:
            raise NotFound(f"There is no grade {grade_id}.")
        return mapping.grades.noun(row)

    def of(self, answer_id: str) -> list[Grade]:
        """The grades of an answer in the order they were appended."""
        query = select(_table).where(_table.c.answer_id == answer_id).order_by(_table.c.seq)
        return [mapping.grades.noun(row) for row in self._session.rows(query)]

    def current(self, answer_id: str) -> Grade | None:
        """The newest grade of an answer, or None."""
        query = select(_table).where(_table.c.answer_id == answer_id)
        row = self._session.first(query.order_by(_table.c.seq.desc()).limit(1))
        return None if row is None else mapping.grades.noun(row)
