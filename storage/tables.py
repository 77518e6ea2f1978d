"""The tables of the ledger, portable between SQLite and PostgreSQL.

Ids are opaque text. Where the order of appending matters, a counted `seq` keeps it. Rows of
`APPEND_ONLY` tables are never changed or deleted: triggers of the migrations refuse it. What a
student typed lies in `answer_texts`, and what grades quote of it in `grade_words`, so that it can
be erased.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
)

from storage.types import Counted, Moment, Nested, Words

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _words(*names: str, null: bool = False) -> tuple[Column[str], ...]:
    return tuple(Column(name, Words, nullable=null) for name in names)


def _id() -> Column[str]:
    return Column("id", Words, primary_key=True)


def _seq() -> Column[int]:
    return Column("seq", Counted, primary_key=True, autoincrement=True)


def _appended() -> tuple[Column[Any], ...]:
    return _seq(), Column("id", Words, nullable=False, unique=True)


def _link(name: str, to: str, *, null: bool = False) -> Column[str]:
    return Column(name, Words, ForeignKey(to), nullable=null)


def _whole(*names: str) -> tuple[Column[int], ...]:
    return tuple(Column(name, BigInteger, nullable=False) for name in names)


def _real(name: str, *, null: bool = False) -> Column[float]:
    return Column(name, Double, nullable=null)


def _nested(*names: str, null: bool = False) -> tuple[Column[object], ...]:
    return tuple(Column(name, Nested, nullable=null) for name in names)


def _moment(name: str, *, null: bool = False) -> Column[object]:
    return Column(name, Moment, nullable=null)


people = Table(
    "people",
    metadata,
    _id(),
    Column("name", Words, nullable=False, unique=True),
    *_words("role", "zone"),
    _moment("created_at"),
)

courses = Table("courses", metadata, _id(), *_words("name"))

decks = Table(
    "decks",
    metadata,
    _id(),
    _link("course_id", "courses.id"),
    Column("name", Words, nullable=False, unique=True),
    _real("retention"),
    _moment("created_at"),
    _moment("archived_at", null=True),
)

sources = Table(
    "sources",
    metadata,
    _id(),
    _link("course_id", "courses.id"),
    *_words("name"),
    UniqueConstraint("course_id", "name"),
)

source_versions = Table(
    "source_versions",
    metadata,
    *_appended(),
    _link("source_id", "sources.id"),
    *_words("format", "extractor", "text", "text_hash"),
    *_nested("spans", "warnings"),
    _moment("created_at"),
    Index(None, "source_id"),
)

source_heads = Table(
    "source_heads",
    metadata,
    Column("source_id", Words, ForeignKey("sources.id"), primary_key=True),
    _link("version_id", "source_versions.id"),
)
"""The version that was read last: an older one again, where a file went back to its old text."""

passages = Table(
    "passages",
    metadata,
    _id(),
    _link("version_id", "source_versions.id"),
    *_whole("ordinal", "first_span", "last_span", "start", "end"),
    *_nested("headings"),
    Index(None, "version_id", "ordinal"),
)

uploads = Table(
    "uploads",
    metadata,
    _id(),
    _link("deck_id", "decks.id"),
    *_words("name", "state", "reason"),
    _moment("at"),
    Column("data", LargeBinary, nullable=False),
    Index(None, "deck_id"),
)
"""Files that wait to be read; a row goes when its text is stored."""

passage_tasks = Table(
    "passage_tasks",
    metadata,
    _link("passage_id", "passages.id"),
    _link("deck_id", "decks.id"),
    *_words("drafter", "state", "reason"),
    *_nested("skipped"),
    PrimaryKeyConstraint("passage_id", "deck_id", "drafter"),
    Index(None, "state", "deck_id"),
)

drafts = Table(
    "drafts",
    metadata,
    _id(),
    _link("deck_id", "decks.id"),
    _link("passage_id", "passages.id", null=True),
    *_words("state"),
    *_nested("proposed", "content", "claimed", "findings", "provenance"),
    *_whole("position"),
    *_words("card_id", null=True),
    _moment("created_at"),
    Index(None, "deck_id", "state"),
    Index(None, "passage_id"),
)

decisions = Table(
    "decisions",
    metadata,
    *_appended(),
    _link("draft_id", "drafts.id"),
    *_words("action", "by"),
    _moment("at"),
    *_words("reason"),
    *_nested("before", "after", null=True),
    *_words("card_id", "undoes", null=True),
    Index(None, "draft_id"),
    Index(None, "undoes"),
)

analogies = Table(
    "analogies",
    metadata,
    _id(),
    *_words("subject_id"),
    *_whole("version"),
    *_nested("content"),
    *_words("origin", "state"),
    _moment("created_at"),
    Index(None, "subject_id"),
)

cards = Table(
    "cards",
    metadata,
    _id(),
    _link("deck_id", "decks.id"),
    _link("draft_id", "drafts.id", null=True),
    *_whole("position"),
    *_words("state"),
    *_whole("current"),
    Index(None, "deck_id", "state", "position"),
)
"""`current` is the number of the version that is shown."""

card_versions = Table(
    "card_versions",
    metadata,
    *_appended(),
    _link("card_id", "cards.id"),
    *_whole("number"),
    *_nested("content"),
    *_words("author_id"),
    _moment("created_at"),
    UniqueConstraint("card_id", "number"),
)


def _citations(name: str, owner: str) -> Table:
    return Table(
        name,
        metadata,
        _link("owner_id", owner),
        *_whole("ordinal"),
        _link("version_id", "source_versions.id"),
        *_whole("start", "end"),
        *_words("quote"),
        *_nested("locator", "headings"),
        PrimaryKeyConstraint("owner_id", "ordinal"),
        Index(None, "version_id", "start"),
    )


draft_citations = _citations("draft_citations", "drafts.id")
card_citations = _citations("card_citations", "card_versions.id")

answers = Table(
    "answers",
    metadata,
    *_appended(),
    _link("learner_id", "people.id"),
    _link("card_id", "cards.id"),
    _link("card_version_id", "card_versions.id"),
    _real("seconds"),
    *_words("state_token", "request_key"),
    _moment("at"),
    _real("sure", null=True),
    UniqueConstraint("learner_id", "request_key"),
    Index(None, "card_id"),
)

answer_texts = Table(
    "answer_texts",
    metadata,
    Column("answer_id", Words, ForeignKey("answers.id"), primary_key=True),
    *_words("text"),
)

grades = Table(
    "grades",
    metadata,
    *_appended(),
    _link("answer_id", "answers.id"),
    *_nested("result", "grader", "evidence"),
    *_words("by", null=True),
    *_words("why"),
    *_words("supersedes", null=True),
    _moment("at"),
    Index(None, "answer_id"),
)

grade_words = Table(
    "grade_words",
    metadata,
    Column("grade_id", Words, ForeignKey("grades.id"), primary_key=True),
    *_nested("words"),
)
"""What a grade repeats of the answer: its quotes and feedback; erased with the answer's text."""

review_logs = Table(
    "review_logs",
    metadata,
    *_appended(),
    _link("learner_id", "people.id"),
    _link("card_id", "cards.id"),
    _link("card_version_id", "card_versions.id"),
    *_whole("sequence"),
    *_words("entry"),
    *_words("amends", null=True),
    _moment("at"),
    *_nested("evidence", null=True),
    Column("rating", Integer),
    _real("posterior", null=True),
    *_words("grade_id", "answer_id", null=True),
    _real("seconds", null=True),
    *_words("policy"),
    *_nested("before", "after", null=True),
    *_words("by", "why"),
    UniqueConstraint("learner_id", "card_id", "sequence"),
    Index(None, "learner_id", "at"),
    Index(None, "amends"),
)

memory_states = Table(
    "memory_states",
    metadata,
    _link("learner_id", "people.id"),
    _link("card_id", "cards.id"),
    *_words("stage"),
    *_whole("step"),
    _real("stability"),
    _real("difficulty"),
    _moment("due"),
    _moment("last_reviewed"),
    *_whole("reps", "lapses"),
    PrimaryKeyConstraint("learner_id", "card_id"),
    Index(None, "learner_id", "due"),
)

claims = Table(
    "claims",
    metadata,
    *_appended(),
    _link("answer_id", "answers.id"),
    _link("learner_id", "people.id"),
    *_words("sentence", "state"),
    _moment("at"),
    Index(None, "answer_id"),
    Index(None, "state"),
)

vectors = Table(
    "vectors",
    metadata,
    *_words("embedder_key", "text_hash"),
    Column("data", LargeBinary, nullable=False),
    PrimaryKeyConstraint("embedder_key", "text_hash"),
)
"""`data` is the vector as float32, little-endian, one number after the other."""

index_rows = Table(
    "index_rows",
    metadata,
    _id(),
    *_words("course_id", "deck_id", "kind", "text", "text_hash"),
    Index(None, "course_id", "kind"),
    Index(None, "deck_id", "kind"),
)

index_queue = Table("index_queue", metadata, _seq(), *_words("entry_id", "action"))

facts = Table("facts", metadata, Column("key", Words, primary_key=True), *_words("value"))

APPEND_ONLY = (
    source_versions,
    decisions,
    card_versions,
    card_citations,
    answers,
    grades,
    review_logs,
)
"""Tables whose rows stay as they were written."""
