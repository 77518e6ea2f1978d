"""Grades of answers."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select

from decks.errors import NotFound
from decks.grading import Grade
from storage import mapping, tables
from storage.session import Row, Session

_table = tables.grades
_words = tables.grade_words


class Grades:
    """Grades are appended; the newest of an answer is the one that counts.

    What a grade quotes of the answer is erased with the answer's text (`Answers.erase_text`).
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, grade: Grade) -> None:
        """Appends a grade."""
        row = mapping.grades.row(grade)
        row["result"], words = mapping.words_apart(row["result"])
        self._session.insert(_table, [row])
        if words is not None:
            self._session.insert(_words, [{"grade_id": grade.id, "words": words}])

    def get(self, grade_id: str) -> Grade:
        """The grade of this id, or `NotFound`."""
        row = self._session.first(_whole().where(_table.c.id == grade_id))
        if row is None:
            raise NotFound(f"There is no grade {grade_id}.")
        return _grade(row)

    def of(self, answer_id: str) -> list[Grade]:
        """The grades of an answer in the order they were appended."""
        query = _whole().where(_table.c.answer_id == answer_id).order_by(_table.c.seq)
        return [_grade(row) for row in self._session.rows(query)]

    def current(self, answer_id: str) -> Grade | None:
        """The newest grade of an answer, or None."""
        query = _whole().where(_table.c.answer_id == answer_id)
        row = self._session.first(query.order_by(_table.c.seq.desc()).limit(1))
        return None if row is None else _grade(row)

    def of_card(self, card_id: str) -> dict[str, Grade]:
        """The newest grade of each answer to a card, by answer."""
        answers = tables.answers
        joined = _table.join(answers, answers.c.id == _table.c.answer_id).outerjoin(
            _words, _words.c.grade_id == _table.c.id
        )
        query = select(*_table.c, _words.c.words).select_from(joined)
        rows = self._session.rows(query.where(answers.c.card_id == card_id).order_by(_table.c.seq))
        newest = {row["answer_id"]: row for row in rows}
        return {answer_id: _grade(row) for answer_id, row in newest.items()}


def _whole() -> Select[Any]:
    joined = _table.outerjoin(_words, _words.c.grade_id == _table.c.id)
    return select(*_table.c, _words.c.words).select_from(joined)


def _grade(row: Row) -> Grade:
    result = mapping.words_together(row["result"], row["words"])
    return mapping.grades.noun({**row, "result": result})
