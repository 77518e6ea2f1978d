"""What is asked of a lecture's drafts, what is set aside of it, and the replies of author models.

Revision ID: 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import Moment, Nested, Words

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Adds tables and columns; drafts that are there have no worth, files no wish."""
    op.create_table(
        "briefs",
        sa.Column("deck_id", Words, sa.ForeignKey("decks.id"), nullable=False),
        sa.Column("source_id", Words, sa.ForeignKey("sources.id"), nullable=False),
        sa.Column("lecture", Words, nullable=False),
        sa.Column("wish", Nested, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("deck_id", "source_id", name="pk_briefs"),
    )
    op.create_table(
        "set_asides",
        sa.Column("deck_id", Words, sa.ForeignKey("decks.id"), nullable=False),
        sa.Column("version_id", Words, sa.ForeignKey("source_versions.id"), nullable=False),
        sa.Column("span", sa.BigInteger, nullable=False),
        sa.Column("by", Words, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("deck_id", "version_id", "span", name="pk_set_asides"),
    )
    op.create_table(
        "model_replies",
        sa.Column("key", Words, nullable=False),
        sa.Column("text", Words, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_model_replies"),
    )
    op.add_column("drafts", sa.Column("worth", sa.Double, nullable=False, server_default="0"))
    op.add_column("drafts", sa.Column("objective", Words, nullable=False, server_default=""))
    op.add_column("uploads", sa.Column("wish", Nested, nullable=False, server_default="{}"))
    op.add_column("uploads", sa.Column("lecture", Words, nullable=False, server_default=""))
    op.add_column("uploads", sa.Column("place", Words, nullable=False, server_default=""))
