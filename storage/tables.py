"""The tables of the ledger, portable between SQLite and PostgreSQL.

Ids are opaque text. Where the order of appending matters, a counted `seq` keeps it. Rows of
`APPEND_ONLY` tables are never changed or deleted: triggers of the migrations refuse it. What a
student typed lies in `answer_texts`, and what grades quote of it in `grade_words`, so that it can
be erased.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
)

from storage.columns import (
    appended,
    link,
    moment,
    nested,
    own_id,
    real,
    seq,
    whole,
    words,
)
from storage.columns import metadata as metadata
from storage.ruling_tables import labels, reversals, rulings, standards
from storage.types import Nested, Words

people = Table(
    "people",
    metadata,
    own_id(),
    Column("name", Words, nullable=False, unique=True),
    *words("role", "zone"),
    moment("created_at"),
)

courses = Table("courses", metadata, own_id(), *words("name"))

decks = Table(
    "decks",
    metadata,
    own_id(),
    link("course_id", "courses.id"),
    Column("name", Words, nullable=False, unique=True),
    real("retention"),
    moment("created_at"),
    moment("archived_at", null=True),
    Column("exam_on", Date),
)

sources = Table(
    "sources",
    metadata,
    own_id(),
    link("course_id", "courses.id"),
    *words("name"),
    UniqueConstraint("course_id", "name"),
)

source_versions = Table(
    "source_versions",
    metadata,
    *appended(),
    link("source_id", "sources.id"),
    *words("format", "extractor", "text", "text_hash"),
    *nested("spans", "warnings"),
    moment("created_at"),
    Index(None, "source_id"),
)

source_heads = Table(
    "source_heads",
    metadata,
    Column("source_id", Words, ForeignKey("sources.id"), primary_key=True),
    link("version_id", "source_versions.id"),
)
"""The version that was read last: an older one again, where a file went back to its old text."""

passages = Table(
    "passages",
    metadata,
    own_id(),
    link("version_id", "source_versions.id"),
    *whole("ordinal", "first_span", "last_span", "start", "end"),
    *nested("headings"),
    Index(None, "version_id", "ordinal"),
)

uploads = Table(
    "uploads",
    metadata,
    own_id(),
    link("deck_id", "decks.id"),
    *words("name", "state", "reason"),
    moment("at"),
    Column("data", LargeBinary, nullable=False),
    Column("wish", Nested, nullable=False, server_default="{}"),
    *(Column(name, Words, nullable=False, server_default="") for name in ("lecture", "place")),
    Index(None, "deck_id"),
)
"""Files that wait to be read; a row goes when its text is stored."""

passage_tasks = Table(
    "passage_tasks",
    metadata,
    link("passage_id", "passages.id"),
    link("deck_id", "decks.id"),
    *words("drafter", "state", "reason"),
    *nested("skipped"),
    PrimaryKeyConstraint("passage_id", "deck_id", "drafter"),
    Index(None, "state", "deck_id"),
)

drafts = Table(
    "drafts",
    metadata,
    own_id(),
    link("deck_id", "decks.id"),
    link("passage_id", "passages.id", null=True),
    *words("state"),
    *nested("proposed", "content", "claimed", "findings", "provenance"),
    *whole("position"),
    *words("card_id", null=True),
    moment("created_at"),
    Column("worth", Double, nullable=False, server_default="0"),
    Column("objective", Words, nullable=False, server_default=""),
    Index(None, "deck_id", "state"),
    Index(None, "passage_id"),
)

decisions = Table(
    "decisions",
    metadata,
    *appended(),
    link("draft_id", "drafts.id"),
    *words("action", "by"),
    moment("at"),
    *words("reason"),
    *nested("before", "after", null=True),
    *words("card_id", "undoes", null=True),
    Index(None, "draft_id"),
    Index(None, "undoes"),
)

analogies = Table(
    "analogies",
    metadata,
    own_id(),
    *words("subject_id"),
    *whole("version"),
    *nested("content"),
    *words("origin", "state", "reason"),
    moment("created_at"),
    Index(None, "subject_id"),
)

cards = Table(
    "cards",
    metadata,
    own_id(),
    link("deck_id", "decks.id"),
    link("draft_id", "drafts.id", null=True),
    *whole("position"),
    *words("state"),
    *whole("current"),
    Index(None, "deck_id", "state", "position"),
)
"""`current` is the number of the version that is shown."""

card_versions = Table(
    "card_versions",
    metadata,
    *appended(),
    link("card_id", "cards.id"),
    *whole("number"),
    *nested("content"),
    *words("author_id"),
    moment("created_at"),
    UniqueConstraint("card_id", "number"),
)


def _citations(name: str, owner: str) -> Table:
    return Table(
        name,
        metadata,
        link("owner_id", owner),
        *whole("ordinal"),
        link("version_id", "source_versions.id"),
        *whole("start", "end"),
        *words("quote"),
        *nested("locator", "headings"),
        PrimaryKeyConstraint("owner_id", "ordinal"),
        Index(None, "version_id", "start"),
    )


draft_citations = _citations("draft_citations", "drafts.id")
card_citations = _citations("card_citations", "card_versions.id")

answers = Table(
    "answers",
    metadata,
    *appended(),
    link("learner_id", "people.id"),
    link("card_id", "cards.id"),
    link("card_version_id", "card_versions.id"),
    real("seconds"),
    *words("state_token", "request_key"),
    moment("at"),
    real("sure", null=True),
    Column("hinted", Boolean, nullable=False),
    UniqueConstraint("learner_id", "request_key"),
    Index(None, "card_id"),
)

answer_texts = Table(
    "answer_texts",
    metadata,
    Column("answer_id", Words, ForeignKey("answers.id"), primary_key=True),
    *words("text"),
)

grades = Table(
    "grades",
    metadata,
    *appended(),
    link("answer_id", "answers.id"),
    *nested("result", "grader", "evidence"),
    *words("by", null=True),
    *words("why"),
    *words("supersedes", "key_version_id", null=True),
    Column("certain", Boolean),
    moment("at"),
    Index(None, "answer_id"),
)

grade_words = Table(
    "grade_words",
    metadata,
    Column("grade_id", Words, ForeignKey("grades.id"), primary_key=True),
    *nested("words"),
)
"""What a grade repeats of the answer: its quotes and feedback; erased with the answer's text."""

review_logs = Table(
    "review_logs",
    metadata,
    *appended(),
    link("learner_id", "people.id"),
    link("card_id", "cards.id"),
    link("card_version_id", "card_versions.id"),
    *whole("sequence"),
    *words("entry"),
    *words("amends", null=True),
    moment("at"),
    *nested("evidence", null=True),
    Column("rating", Integer),
    real("posterior", null=True),
    real("dice", null=True),
    *words("grade_id", "answer_id", null=True),
    real("seconds", null=True),
    Column("hinted", Boolean, nullable=False),
    *words("policy"),
    *nested("before", "after", null=True),
    *words("by", "why"),
    UniqueConstraint("learner_id", "card_id", "sequence"),
    Index(None, "learner_id", "at"),
    Index(None, "amends"),
)

memory_states = Table(
    "memory_states",
    metadata,
    link("learner_id", "people.id"),
    link("card_id", "cards.id"),
    *words("stage"),
    *whole("step"),
    real("stability"),
    real("difficulty"),
    moment("due"),
    moment("last_reviewed"),
    *whole("reps", "lapses"),
    PrimaryKeyConstraint("learner_id", "card_id"),
    Index(None, "learner_id", "due"),
)

claims = Table(
    "claims",
    metadata,
    *appended(),
    link("answer_id", "answers.id"),
    link("learner_id", "people.id"),
    *words("sentence", "state"),
    *words("entry_id", "ruling_id", null=True),
    moment("at"),
    Index(None, "answer_id"),
    Index(None, "state"),
)

vectors = Table(
    "vectors",
    metadata,
    *words("embedder_key", "text_hash"),
    Column("data", LargeBinary, nullable=False),
    PrimaryKeyConstraint("embedder_key", "text_hash"),
)
"""`data` is the vector as float32, little-endian, one number after the other."""

index_rows = Table(
    "index_rows",
    metadata,
    own_id(),
    *words("course_id", "deck_id", "kind", "text", "text_hash"),
    Index(None, "course_id", "kind"),
    Index(None, "deck_id", "kind"),
)

index_queue = Table("index_queue", metadata, seq(), *words("entry_id", "action"))

facts = Table("facts", metadata, Column("key", Words, primary_key=True), *words("value"))

APPEND_ONLY = (
    source_versions,
    decisions,
    card_versions,
    card_citations,
    answers,
    grades,
    review_logs,
    rulings,
    reversals,
    labels,
    standards,
)
"""Tables whose rows stay as they were written."""
