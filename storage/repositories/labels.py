"""Labels that people gave to answers without seeing the grade."""

from __future__ import annotations

from sqlalchemy import select

from decks.rulings import Label
from storage import mapping, ruling_tables, tables
from storage.session import Session

_table = ruling_tables.labels


class Labels:
    """Labels are appended; the newest of a person about an answer counts."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, label: Label) -> None:
        """Appends a label."""
        self._session.insert(_table, [mapping.labels.row(label)])

    def knows(self, label_id: str) -> bool:
        """Whether a label of this id is stored."""
        return self._session.first(select(_table.c.id).where(_table.c.id == label_id)) is not None

    def of_deck(self, deck_id: str, by: str | None = None) -> list[Label]:
        """The labels that count of a deck's answers, in the order they were given."""
        answers, cards = tables.answers, tables.cards
        joined = _table.join(answers, answers.c.id == _table.c.answer_id).join(
            cards, cards.c.id == answers.c.card_id
        )
        query = select(*_table.c).select_from(joined).where(cards.c.deck_id == deck_id)
        if by is not None:
            query = query.where(_table.c.by == by)
        rows = self._session.rows(query.order_by(_table.c.seq))
        newest = {(row["answer_id"], row["by"]): row for row in rows}
        return [mapping.labels.noun(row) for row in newest.values()]
