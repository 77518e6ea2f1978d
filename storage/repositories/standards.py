"""How strictly the answers to each deck are judged."""

from __future__ import annotations

from sqlalchemy import select

from decks.rulings import Standard
from storage import mapping, ruling_tables
from storage.session import Session

_table = ruling_tables.standards


class Standards:
    """Standards are appended; the newest of a deck counts."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, standard: Standard) -> None:
        """Appends a standard, which counts from now on."""
        self._session.insert(_table, [mapping.standards.row(standard)])

    def current(self, deck_id: str) -> Standard | None:
        """The newest standard of a deck, or None where nobody set one."""
        found = self.of(deck_id)
        return found[-1] if found else None

    def of(self, deck_id: str) -> list[Standard]:
        """Every standard of a deck, oldest first."""
        query = select(_table).where(_table.c.deck_id == deck_id).order_by(_table.c.seq)
        return [mapping.standards.noun(row) for row in self._session.rows(query)]
