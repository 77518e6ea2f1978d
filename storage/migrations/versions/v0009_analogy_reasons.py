"""What a person said when deciding about an analogy.

Revision ID: 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import Words

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Adds the column; earlier decisions gave no reason."""
    op.add_column("analogies", sa.Column("reason", Words, nullable=False, server_default=""))
