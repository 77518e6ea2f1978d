"""Single facts about the data folder, by name."""

from __future__ import annotations

from sqlalchemy import delete, select

from storage import tables
from storage.session import Session

_table = tables.facts


class Facts:
    """A few values under fixed names, such as the owner's id."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, key: str) -> str | None:
        """The value of this name, or None."""
        found: str | None = self._session.value(select(_table.c.value).where(_table.c.key == key))
        return found

    def put(self, key: str, value: str) -> None:
        """Stores a value in the place of an earlier one."""
        self._session.write(delete(_table).where(_table.c.key == key))
        self._session.insert(_table, [{"key": key, "value": value}])
