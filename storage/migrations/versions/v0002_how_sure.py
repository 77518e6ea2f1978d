"""How sure of an answer the student said to be.

Revision ID: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Adds the column; earlier answers say nothing of it."""
    op.add_column("answers", sa.Column("sure", sa.Double(), nullable=True))
