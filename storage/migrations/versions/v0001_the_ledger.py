"""The first schema: people, sources, drafts, cards, study, index.

Revision ID: 0001
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.migrations.guards import refuse_changes

revision = "0001"
down_revision = None

Columns = tuple[sa.Column[Any], ...]


def upgrade() -> None:
    """Makes every table and index, and the triggers that keep history as it was written."""
    _people_and_decks()
    _sources()
    _drafts()
    _cards()
    _answers()
    _reviews()
    _index()
    _append_only()


def _people_and_decks() -> None:
    op.create_table(
        "people",
        _id(),
        *_words("name", "role", "zone"),
        _moment("created_at"),
        sa.UniqueConstraint("name"),
    )
    op.create_table("courses", _id(), *_words("name"))
    op.create_table(
        "decks",
        _id(),
        _link("course_id", "courses.id"),
        *_words("name"),
        sa.Column("retention", sa.Double(), nullable=False),
        _moment("created_at"),
        sa.UniqueConstraint("name"),
    )
    op.create_table("facts", _key("key"), *_words("value"))


def _sources() -> None:
    op.create_table(
        "sources",
        _id(),
        _link("course_id", "courses.id"),
        *_words("name"),
        sa.UniqueConstraint("course_id", "name"),
    )
    op.create_table(
        "source_versions",
        *_appended(),
        _link("source_id", "sources.id"),
        *_words("format", "extractor", "text", "text_hash"),
        *_nested("spans", "warnings"),
        _moment("created_at"),
        sa.UniqueConstraint("id"),
    )
    _indexed("source_versions", "source_id")
    op.create_table(
        "source_heads",
        _key("source_id", sa.ForeignKey("sources.id")),
        _link("version_id", "source_versions.id"),
    )
    op.create_table(
        "passages",
        _id(),
        _link("version_id", "source_versions.id"),
        *_whole("ordinal", "first_span", "last_span", "start", "end"),
        *_nested("headings"),
    )
    _indexed("passages", "version_id", "ordinal")
    op.create_table(
        "passage_tasks",
        _link("passage_id", "passages.id"),
        _link("deck_id", "decks.id"),
        *_words("drafter", "state", "reason"),
        *_nested("skipped"),
        sa.PrimaryKeyConstraint("passage_id", "deck_id", "drafter"),
    )
    _indexed("passage_tasks", "state", "deck_id")


def _drafts() -> None:
    op.create_table(
        "drafts",
        _id(),
        _link("deck_id", "decks.id"),
        _link("passage_id", "passages.id", null=True),
        *_words("state"),
        *_nested("proposed", "content", "claimed", "findings", "provenance"),
        *_whole("position"),
        *_words("card_id", null=True),
        _moment("created_at"),
    )
    _indexed("drafts", "deck_id", "state")
    _indexed("drafts", "passage_id")
    _citations("draft_citations", "drafts.id")
    op.create_table(
        "decisions",
        *_appended(),
        _link("draft_id", "drafts.id"),
        *_words("action", "by", "reason"),
        _moment("at"),
        *_nested("before", "after", null=True),
        *_words("card_id", "undoes", null=True),
        sa.UniqueConstraint("id"),
    )
    _indexed("decisions", "draft_id")
    _indexed("decisions", "undoes")
    op.create_table(
        "analogies",
        _id(),
        *_words("subject_id", "origin", "state"),
        *_whole("version"),
        *_nested("content"),
        _moment("created_at"),
    )
    _indexed("analogies", "subject_id")


def _cards() -> None:
    op.create_table(
        "cards",
        _id(),
        _link("deck_id", "decks.id"),
        _link("draft_id", "drafts.id", null=True),
        *_whole("position", "current"),
        *_words("state"),
    )
    _indexed("cards", "deck_id", "state", "position")
    op.create_table(
        "card_versions",
        *_appended(),
        _link("card_id", "cards.id"),
        *_whole("number"),
        *_nested("content"),
        *_words("author_id"),
        _moment("created_at"),
        sa.UniqueConstraint("id"),
        sa.UniqueConstraint("card_id", "number"),
    )
    _citations("card_citations", "card_versions.id")


def _answers() -> None:
    op.create_table(
        "answers",
        *_appended(),
        _link("learner_id", "people.id"),
        _link("card_id", "cards.id"),
        _link("card_version_id", "card_versions.id"),
        sa.Column("seconds", sa.Double(), nullable=False),
        *_words("state_token", "request_key"),
        _moment("at"),
        sa.UniqueConstraint("id"),
        sa.UniqueConstraint("learner_id", "request_key"),
    )
    _indexed("answers", "card_id")
    op.create_table("answer_texts", _key("answer_id", sa.ForeignKey("answers.id")), *_words("text"))
    op.create_table(
        "grades",
        *_appended(),
        _link("answer_id", "answers.id"),
        *_nested("result", "grader", "evidence"),
        *_words("by", "supersedes", null=True),
        *_words("why"),
        _moment("at"),
        sa.UniqueConstraint("id"),
    )
    _indexed("grades", "answer_id")
    op.create_table("grade_words", _key("grade_id", sa.ForeignKey("grades.id")), *_nested("words"))
    op.create_table(
        "claims",
        *_appended(),
        _link("answer_id", "answers.id"),
        _link("learner_id", "people.id"),
        *_words("sentence", "state"),
        _moment("at"),
        sa.UniqueConstraint("id"),
    )
    _indexed("claims", "answer_id")
    _indexed("claims", "state")


def _reviews() -> None:
    op.create_table(
        "review_logs",
        *_appended(),
        _link("learner_id", "people.id"),
        _link("card_id", "cards.id"),
        _link("card_version_id", "card_versions.id"),
        *_whole("sequence"),
        *_words("entry", "policy", "by", "why"),
        *_words("amends", "grade_id", "answer_id", null=True),
        _moment("at"),
        *_nested("evidence", "before", "after", null=True),
        sa.Column("rating", sa.Integer()),
        sa.Column("posterior", sa.Double()),
        sa.Column("seconds", sa.Double()),
        sa.UniqueConstraint("id"),
        sa.UniqueConstraint("learner_id", "card_id", "sequence"),
    )
    _indexed("review_logs", "learner_id", "at")
    _indexed("review_logs", "amends")
    op.create_table(
        "memory_states",
        _link("learner_id", "people.id"),
        _link("card_id", "cards.id"),
        *_words("stage"),
        *_whole("step", "reps", "lapses"),
        sa.Column("stability", sa.Double(), nullable=False),
        sa.Column("difficulty", sa.Double(), nullable=False),
        _moment("due"),
        _moment("last_reviewed"),
        sa.PrimaryKeyConstraint("learner_id", "card_id"),
    )
    _indexed("memory_states", "learner_id", "due")


def _index() -> None:
    op.create_table(
        "vectors",
        *_words("embedder_key", "text_hash"),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("embedder_key", "text_hash"),
    )
    op.create_table(
        "index_rows", _id(), *_words("course_id", "deck_id", "kind", "text", "text_hash")
    )
    _indexed("index_rows", "course_id", "kind")
    _indexed("index_rows", "deck_id", "kind")
    op.create_table("index_queue", _seq(), *_words("entry_id", "action"))


def _append_only() -> None:
    for table in (
        "source_versions",
        "decisions",
        "card_versions",
        "card_citations",
        "answers",
        "grades",
        "review_logs",
    ):
        refuse_changes(table)


def _citations(name: str, owner: str) -> None:
    op.create_table(
        name,
        _link("owner_id", owner),
        *_whole("ordinal", "start", "end"),
        _link("version_id", "source_versions.id"),
        *_words("quote"),
        *_nested("locator", "headings"),
        sa.PrimaryKeyConstraint("owner_id", "ordinal"),
    )
    _indexed(name, "version_id", "start")


def _indexed(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def _text() -> sa.types.TypeEngine[str]:
    return sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def _words(*names: str, null: bool = False) -> Columns:
    return tuple(sa.Column(name, _text(), nullable=null) for name in names)


def _key(name: str, *links: sa.ForeignKey) -> sa.Column[Any]:
    return sa.Column(name, _text(), *links, primary_key=True)


def _id() -> sa.Column[Any]:
    return _key("id")


def _seq() -> sa.Column[Any]:
    counted = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    return sa.Column("seq", counted, primary_key=True, autoincrement=True)


def _appended() -> Columns:
    return (_seq(), *_words("id"))


def _link(name: str, to: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, _text(), sa.ForeignKey(to), nullable=null)


def _whole(*names: str) -> Columns:
    return tuple(sa.Column(name, sa.BigInteger(), nullable=False) for name in names)


def _nested(*names: str, null: bool = False) -> Columns:
    return tuple(sa.Column(name, sa.JSON(), nullable=null) for name in names)


def _moment(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)
