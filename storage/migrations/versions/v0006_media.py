"""Pictures that came with a deck.

Revision ID: 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import Words

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Adds the table."""
    op.create_table(
        "media",
        sa.Column("deck_id", Words, sa.ForeignKey("decks.id"), nullable=False),
        sa.Column("name", Words, nullable=False),
        sa.Column("kind", Words, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("deck_id", "name", name="pk_media"),
    )
