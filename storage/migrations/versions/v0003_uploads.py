"""Files that were sent and wait to be read, and decks that were put away.

Revision ID: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import Moment, Words

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Adds the table and the column; decks that are there stay in use."""
    op.create_table(
        "uploads",
        sa.Column("id", Words, primary_key=True),
        sa.Column("deck_id", Words, sa.ForeignKey("decks.id"), nullable=False),
        sa.Column("name", Words, nullable=False),
        sa.Column("state", Words, nullable=False),
        sa.Column("reason", Words, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_uploads"),
    )
    op.create_index("ix_uploads_deck_id", "uploads", ["deck_id"])
    op.add_column("decks", sa.Column("archived_at", Moment, nullable=True))
