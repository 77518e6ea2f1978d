"""Rulings that are taken back, and grades that were tried.

Revision ID: 0008
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.migrations.guards import refuse_changes
from storage.types import Counted, Moment, Nested, Words

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Adds the tables; no ruling was taken back yet."""
    op.create_table(
        "reversals",
        sa.Column("seq", Counted, primary_key=True, autoincrement=True),
        sa.Column("id", Words, nullable=False),
        sa.Column("ruling_id", Words, sa.ForeignKey("rulings.id"), nullable=False),
        sa.Column("made_version_id", Words, sa.ForeignKey("card_versions.id"), nullable=True),
        sa.Column("reason", Words, nullable=False),
        sa.Column("by", Words, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_reversals"),
        sa.UniqueConstraint("id", name="uq_reversals_id"),
        sa.UniqueConstraint("ruling_id", name="uq_reversals_ruling_id"),
    )
    op.create_table(
        "trial_grades",
        sa.Column("answer_id", Words, sa.ForeignKey("answers.id"), nullable=False),
        sa.Column("grade", Nested, nullable=False),
        sa.PrimaryKeyConstraint("answer_id", name="pk_trial_grades"),
    )
    refuse_changes("reversals")
