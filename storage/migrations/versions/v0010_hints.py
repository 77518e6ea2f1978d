"""That a hint was shown before an answer.

Revision ID: 0010
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import Words

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Adds the columns; before them there were no hints."""
    for table in ("answers", "review_logs"):
        op.add_column(
            table, sa.Column("hinted", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    op.add_column("card_marks", sa.Column("hinted", Words, nullable=True))
