"""What learners keep of cards besides their schedule: stars, suspended, buried, evidence."""

from __future__ import annotations

from sqlalchemy import delete, select

from decks.sessions import CardMark
from storage import mapping, study_tables, tables
from storage.session import Session

_table = study_tables.card_marks
_cards = tables.cards


class Marks:
    """One mark at most for a learner and card; none is the same as an empty one."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, learner_id: str, card_id: str) -> CardMark:
        """The mark of a learner and card."""
        query = select(_table).where(_table.c.learner_id == learner_id, _table.c.card_id == card_id)
        row = self._session.first(query)
        if row is None:
            return CardMark(learner_id=learner_id, card_id=card_id)
        return mapping.card_marks.noun(row)

    def of_deck(self, learner_id: str, deck_id: str) -> dict[str, CardMark]:
        """The learner's marks in a deck, by card id."""
        joined = _table.join(_cards, _cards.c.id == _table.c.card_id)
        query = (
            select(*_table.c)
            .select_from(joined)
            .where(_table.c.learner_id == learner_id, _cards.c.deck_id == deck_id)
        )
        rows = self._session.rows(query.order_by(_table.c.card_id))
        return {row["card_id"]: mapping.card_marks.noun(row) for row in rows}

    def put(self, mark: CardMark) -> None:
        """Stores a mark in the place of the earlier one."""
        self._session.write(
            delete(_table).where(
                _table.c.learner_id == mark.learner_id, _table.c.card_id == mark.card_id
            )
        )
        self._session.insert(_table, [mapping.card_marks.row(mark)])
