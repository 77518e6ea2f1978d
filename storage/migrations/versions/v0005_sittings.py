"""Sittings of the modes, marks of cards, examination days, and the dice of a review.

Revision ID: 0005
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.types import Moment, Nested, Words

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Adds the tables and columns; earlier reviews threw the dice of their seed."""
    op.create_table(
        "study_sessions",
        sa.Column("id", Words, primary_key=True),
        _link("learner_id", "people.id"),
        _link("deck_id", "decks.id"),
        sa.Column("mode", Words, nullable=False),
        sa.Column("state", Nested, nullable=False),
        sa.Column("turn", sa.BigInteger, nullable=False),
        sa.Column("request_key", Words, nullable=False),
        sa.Column("begun_at", Moment, nullable=False),
        sa.Column("touched_at", Moment, nullable=False),
        sa.Column("ended_at", Moment, nullable=True),
        sa.Column("result", Nested, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_study_sessions"),
    )
    op.create_index(
        "ix_study_sessions_deck_id_learner_id_mode",
        "study_sessions",
        ["deck_id", "learner_id", "mode"],
    )
    op.create_table(
        "card_marks",
        _link("learner_id", "people.id"),
        _link("card_id", "cards.id"),
        sa.Column("starred", sa.Boolean, nullable=False),
        sa.Column("suspended", sa.Boolean, nullable=False),
        sa.Column("buried_until", Moment, nullable=True),
        sa.Column("known", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("learner_id", "card_id", name="pk_card_marks"),
    )
    op.add_column("decks", sa.Column("exam_on", sa.Date, nullable=True))
    op.add_column("review_logs", sa.Column("dice", sa.Double, nullable=True))


def _link(name: str, to: str) -> sa.Column[Any]:
    return sa.Column(name, Words, sa.ForeignKey(to), nullable=False)
