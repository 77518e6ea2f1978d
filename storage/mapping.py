"""Nouns to rows and back: the one place that knows how a noun lies in its table.

Simple fields are columns, nested ones JSON. Fields that lie in tables of their own (citations, the
text of an answer, a card's version) are left out here and handed in by the repository.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import ValidationError
from sqlalchemy import Table
from sqlalchemy.types import JSON

from decks.analogies import Analogy
from decks.base import Noun
from decks.briefs import Brief, SetAside
from decks.cards import Card, CardVersion, Course, Deck
from decks.drafts import Draft, PassageTask, ReviewDecision
from decks.errors import DataDamaged
from decks.grading import Answer, Claim, Grade
from decks.memory import MemoryState, ReviewLog
from decks.people import Person
from decks.rulings import Label, Notice, Reversal, Ruling, Standard
from decks.sessions import CardMark, StudySession
from decks.sources import Citation, Passage, Source, SourceVersion, Upload
from storage import brief_tables, ruling_tables, study_tables, tables

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Vector = npt.NDArray[np.float32]

Row = dict[str, Any]
N = TypeVar("N", bound=Noun)


class Mapped(Generic[N]):
    """How one kind of noun lies in one table."""

    def __init__(self, noun: type[N], table: Table) -> None:
        self.kind = noun
        self.table = table
        names = [column.name for column in table.columns if column.name in noun.model_fields]
        self._nested = frozenset(n for n in names if isinstance(table.columns[n].type, JSON))
        self._names = tuple(names)
        self.columns = tuple(table.columns[name] for name in names)
        """The columns that hold fields of the noun."""

    def row(self, noun: N, **further: Any) -> Row:
        """The noun as a row; `further` are columns that are no fields of it."""
        nested = noun.model_dump(mode="json", include=set(self._nested))
        simple = {n: _plain(getattr(noun, n)) for n in self._names if n not in self._nested}
        return {**simple, **nested, **further}

    def noun(self, row: Mapping[Any, Any], **further: Any) -> N:
        """The noun of a row; `further` are fields that lie elsewhere.

        Raises `DataDamaged` where the row is no such noun.
        """
        fields = {name: row[name] for name in self._names}
        try:
            return self.kind.model_validate({**fields, **further})
        except ValidationError as error:
            raise DataDamaged(
                f"A row of {self.table.name} ({row.get('id', 'without an id')}) cannot be read: "
                f"{error.errors()[0]['msg']}. Run `doctor`, or restore a backup."
            ) from error


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value


people = Mapped(Person, tables.people)
courses = Mapped(Course, tables.courses)
decks = Mapped(Deck, tables.decks)
sources = Mapped(Source, tables.sources)
source_versions = Mapped(SourceVersion, tables.source_versions)
passages = Mapped(Passage, tables.passages)
uploads = Mapped(Upload, tables.uploads)
briefs = Mapped(Brief, brief_tables.briefs)
set_asides = Mapped(SetAside, brief_tables.set_asides)
passage_tasks = Mapped(PassageTask, tables.passage_tasks)
drafts = Mapped(Draft, tables.drafts)
decisions = Mapped(ReviewDecision, tables.decisions)
analogies = Mapped(Analogy, tables.analogies)
cards = Mapped(Card, tables.cards)
card_versions = Mapped(CardVersion, tables.card_versions)
draft_citations = Mapped(Citation, tables.draft_citations)
card_citations = Mapped(Citation, tables.card_citations)
answers = Mapped(Answer, tables.answers)
grades = Mapped(Grade, tables.grades)
review_logs = Mapped(ReviewLog, tables.review_logs)
memory_states = Mapped(MemoryState, tables.memory_states)
claims = Mapped(Claim, tables.claims)
rulings = Mapped(Ruling, ruling_tables.rulings)
reversals = Mapped(Reversal, ruling_tables.reversals)
notices = Mapped(Notice, ruling_tables.notices)
labels = Mapped(Label, ruling_tables.labels)
standards = Mapped(Standard, ruling_tables.standards)
study_sessions = Mapped(StudySession, study_tables.study_sessions)
card_marks = Mapped(CardMark, study_tables.card_marks)


ERASED = "[erased]"
"""Stands where a grade quoted words that were erased."""


def words_apart(result: Row) -> tuple[Row, Row | None]:
    """A grade's result without what it repeats of the answer, and that; None where it is nothing.

    History is kept for ever and a student's words only until erasure, so they lie apart.
    """
    if "verdicts" not in result:
        return result, None
    words = {
        "quotes": [verdict["quote"] for verdict in result["verdicts"]],
        "feedback": result["feedback"],
    }
    bare = [{**verdict, "quote": None} for verdict in result["verdicts"]]
    return {**result, "verdicts": bare, "feedback": ""}, words


def words_together(result: Row, words: Row | None) -> Row:
    """The opposite of `words_apart`; without words, every quote reads `ERASED`."""
    if "verdicts" not in result:
        return result
    if words is None:
        quotes = [None if each["verdict"] == "absent" else ERASED for each in result["verdicts"]]
        words = {"quotes": quotes, "feedback": ""}
    pairs = zip(result["verdicts"], words["quotes"], strict=True)
    verdicts = [{**verdict, "quote": quote} for verdict, quote in pairs]
    return {**result, "verdicts": verdicts, "feedback": words["feedback"]}


def to_bytes(vector: npt.NDArray[Any]) -> bytes:
    """A vector as float32, little-endian."""
    import numpy as np

    return np.ascontiguousarray(vector, dtype="<f4").tobytes()


def to_vector(data: bytes) -> Vector:
    """The vector that `to_bytes` gave, as an array of its own."""
    import numpy as np

    return np.frombuffer(data, dtype="<f4").astype(np.float32)
