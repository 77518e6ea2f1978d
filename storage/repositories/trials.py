"""Grades that were tried and not applied."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import ValidationError
from sqlalchemy import delete, select

from decks.grading import Grade
from storage import ruling_tables, tables
from storage.session import Session, chunks

_table = ruling_tables.trial_grades


class Trials:
    """A cache, the newest of each answer: losing it costs the grading of some answers again."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, grades: Sequence[Grade]) -> None:
        """Keeps what a grader says of answers, in the place of what was kept of them."""
        newest = {grade.answer_id: grade for grade in grades}
        self.drop(list(newest))
        rows = [
            {"answer_id": each, "grade": grade.model_dump(mode="json")}
            for each, grade in newest.items()
        ]
        self._session.insert(_table, rows)

    def of_card(self, card_id: str) -> dict[str, Grade]:
        """What is kept of the answers to a card, by answer; what cannot be read is left out."""
        joined = _table.join(tables.answers, tables.answers.c.id == _table.c.answer_id)
        query = select(_table).select_from(joined).where(tables.answers.c.card_id == card_id)
        found = {}
        for row in self._session.rows(query):
            try:
                found[row["answer_id"]] = Grade.model_validate(row["grade"])
            except ValidationError:
                continue
        return found

    def drop(self, answer_ids: Sequence[str]) -> None:
        """Forgets what is kept of these answers."""
        for some in chunks(answer_ids):
            self._session.write(delete(_table).where(_table.c.answer_id.in_(some)))
