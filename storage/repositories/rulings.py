"""Rulings on claims, and those that were taken back."""

from __future__ import annotations

import builtins
from collections.abc import Sequence

from sqlalchemy import select

from decks.rulings import Reversal, Ruling
from storage import mapping, ruling_tables, tables
from storage.session import Session

_table = ruling_tables.rulings
_reversals = ruling_tables.reversals


class Rulings:
    """What instructors answered to claims; appended."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, ruling: Ruling) -> None:
        """Appends a ruling."""
        self._session.insert(_table, [mapping.rulings.row(ruling)])

    def find(self, ruling_id: str) -> Ruling | None:
        """The ruling of this id, or None."""
        row = self._session.first(select(_table).where(_table.c.id == ruling_id))
        return None if row is None else mapping.rulings.noun(row)

    def reverse(self, reversal: Reversal) -> None:
        """Appends that a ruling is taken back; `Stale` where it was taken back already."""
        self._session.insert(_reversals, [mapping.reversals.row(reversal)])

    def reversals(self, ids: Sequence[str]) -> dict[str, Reversal]:
        """The reversals of those of these rulings that were taken back, by ruling."""
        rows = self._session.rows_in(_reversals, _reversals.c.ruling_id, list(dict.fromkeys(ids)))
        return {row["ruling_id"]: mapping.reversals.noun(row) for row in rows}

    def many(self, ids: Sequence[str]) -> dict[str, Ruling]:
        """The rulings of these ids that there are, by id."""
        rows = self._session.rows_in(_table, _table.c.id, list(dict.fromkeys(ids)))
        return {row["id"]: mapping.rulings.noun(row) for row in rows}

    def of_card(self, card_id: str) -> builtins.list[Ruling]:
        """The rulings about a card, in the order they were made."""
        query = select(_table).where(_table.c.card_id == card_id).order_by(_table.c.seq)
        return [mapping.rulings.noun(row) for row in self._session.rows(query)]

    def of_deck(self, deck_id: str) -> builtins.list[Ruling]:
        """The rulings about a deck's cards, in the order they were made."""
        joined = _table.join(tables.cards, tables.cards.c.id == _table.c.card_id)
        query = select(*_table.c).select_from(joined).where(tables.cards.c.deck_id == deck_id)
        rows = self._session.rows(query.order_by(_table.c.seq))
        return [mapping.rulings.noun(row) for row in rows]
