"""What students typed."""

from __future__ import annotations

import builtins
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, select

from decks.errors import NotFound
from decks.grading import Answer
from storage import mapping, ruling_tables, tables
from storage.session import Session

_answers = tables.answers
_texts = tables.answer_texts
_quoted = tables.grade_words
_tried = ruling_tables.trial_grades


class Answers:
    """Answers are appended; only their words can be erased."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, answer: Answer) -> None:
        """Appends an answer; `Stale` where the learner used its request key before."""
        self._session.insert(_answers, [mapping.answers.row(answer)])
        if answer.text is not None:
            words = {"answer_id": answer.id, "text": answer.text}
            self._session.insert(_texts, [words])

    def get(self, answer_id: str) -> Answer:
        """The answer of this id, or `NotFound`."""
        found = self._load(_answers.c.id == answer_id)
        if not found:
            raise NotFound(f"There is no answer {answer_id}.")
        return found[0]

    def by_request(self, learner_id: str, request_key: str) -> Answer | None:
        """The answer that this request of the learner made, or None."""
        found = self._load(
            _answers.c.learner_id == learner_id, _answers.c.request_key == request_key
        )
        return found[0] if found else None

    def list(
        self, learner_id: str | None = None, card_id: str | None = None
    ) -> builtins.list[Answer]:
        """The answers of a learner, to a card, or both, in the order they were given."""
        wanted: builtins.list[ColumnElement[bool]] = []
        if learner_id is not None:
            wanted.append(_answers.c.learner_id == learner_id)
        if card_id is not None:
            wanted.append(_answers.c.card_id == card_id)
        return self._load(*wanted)

    def with_words(self, ids: Sequence[str]) -> set[str]:
        """Those of these answers whose words are there still."""
        rows = self._session.rows_in(_texts, _texts.c.answer_id, ids)
        return {row["answer_id"] for row in rows}

    def erase_text(self, answer_id: str) -> None:
        """Erases what was typed, and what its grades quote of it.

        That something was answered, and how it was graded, stays. Again changes nothing.
        """
        grades = select(tables.grades.c.id).where(tables.grades.c.answer_id == answer_id)
        self._session.write(delete(_quoted).where(_quoted.c.grade_id.in_(grades)))
        for words in (_tried, _texts):
            self._session.write(delete(words).where(words.c.answer_id == answer_id))

    def _load(self, *wanted: ColumnElement[bool]) -> builtins.list[Answer]:
        joined = _answers.outerjoin(_texts, _texts.c.answer_id == _answers.c.id)
        query: Select[Any] = select(*_answers.c, _texts.c.text).select_from(joined).where(*wanted)
        rows = self._session.rows(query.order_by(_answers.c.seq))
        return [mapping.answers.noun(row, text=row["text"]) for row in rows]
