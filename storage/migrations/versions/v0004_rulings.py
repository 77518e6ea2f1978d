"""Rulings on claims, notices of them, labels given blind, and how strictly a deck is judged.

Revision ID: 0004
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.migrations.guards import refuse_changes
from storage.types import Counted, Moment, Words

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Adds the tables; earlier grades and claims say nothing in the new columns."""
    op.add_column("grades", sa.Column("key_version_id", Words, nullable=True))
    op.add_column("grades", sa.Column("certain", sa.Boolean, nullable=True))
    op.add_column("claims", sa.Column("entry_id", Words, nullable=True))
    op.add_column("claims", sa.Column("ruling_id", Words, nullable=True))
    _table(
        "rulings",
        _link("card_id", "cards.id"),
        *_words("kind"),
        sa.Column("claims", sa.JSON, nullable=False),
        _link("version_id", "card_versions.id"),
        _link("made_version_id", "card_versions.id", null=True),
        sa.Column("point", sa.Integer, nullable=True),
        *_words("words", "reason", "by"),
        sa.Column("at", Moment, nullable=False),
    )
    _table(
        "notices",
        _link("learner_id", "people.id"),
        _link("card_id", "cards.id"),
        _link("answer_id", "answers.id", null=True),
        *_words("sentence"),
        sa.Column("at", Moment, nullable=False),
        sa.Column("seen_at", Moment, nullable=True),
    )
    _table(
        "labels",
        _link("answer_id", "answers.id"),
        *_words("mark", "stratum", "by"),
        sa.Column("at", Moment, nullable=False),
    )
    _table(
        "standards",
        _link("deck_id", "decks.id"),
        *(sa.Column(name, sa.Double, nullable=False) for name in ("cut", "slope", "offset")),
        sa.Column("learned_from", sa.BigInteger, nullable=False),
        *_words("by", "why"),
        sa.Column("at", Moment, nullable=False),
    )
    op.create_index("ix_rulings_card_id", "rulings", ["card_id"])
    op.create_index("ix_notices_learner_id_seen_at", "notices", ["learner_id", "seen_at"])
    op.create_index("ix_labels_answer_id", "labels", ["answer_id"])
    op.create_index("ix_standards_deck_id", "standards", ["deck_id"])
    for name in ("rulings", "labels", "standards"):
        refuse_changes(name)


def _table(name: str, *columns: sa.Column[Any]) -> None:
    op.create_table(
        name,
        sa.Column("seq", Counted, primary_key=True, autoincrement=True),
        *_words("id"),
        *columns,
        sa.PrimaryKeyConstraint("seq", name=f"pk_{name}"),
        sa.UniqueConstraint("id", name=f"uq_{name}_id"),
    )


def _words(*names: str) -> tuple[sa.Column[Any], ...]:
    return tuple(sa.Column(name, Words, nullable=False) for name in names)


def _link(name: str, to: str, *, null: bool = False) -> sa.Column[Any]:
    return sa.Column(name, Words, sa.ForeignKey(to), nullable=null)
