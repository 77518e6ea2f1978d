"""Replies of author models, by what was asked of which model."""

from __future__ import annotations

from sqlalchemy import delete, select

from storage import brief_tables
from storage.session import Session

_table = brief_tables.model_replies


class Replies:
    """A cache: losing it costs money and nothing else."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, key: str) -> str | None:
        """The reply under this key, or None."""
        found: str | None = self._session.value(select(_table.c.text).where(_table.c.key == key))
        return found

    def put(self, key: str, text: str) -> None:
        """Keeps a reply in the place of an earlier one."""
        self._session.write(delete(_table).where(_table.c.key == key))
        self._session.insert(_table, [{"key": key, "text": text}])
