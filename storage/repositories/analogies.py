"""Analogies of drafts and cards."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select, update

from decks.analogies import Analogy
from decks.errors import NotFound
from storage import mapping, tables
from storage.session import Session

_table = tables.analogies


class Analogies:
    """Proposed and accepted analogies, each attached to one draft or card."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, analogies: Sequence[Analogy]) -> None:
        """Stores analogies; those whose id is stored stay as they are."""
        self._session.insert_new(_table, [mapping.analogies.row(each) for each in analogies])

    def get(self, analogy_id: str) -> Analogy:
        """The analogy of this id, or `NotFound`."""
        row = self._session.first(select(_table).where(_table.c.id == analogy_id))
        if row is None:
            raise NotFound(f"There is no analogy {analogy_id}.")
        return mapping.analogies.noun(row)

    def of(self, subject_id: str) -> list[Analogy]:
        """The analogies of a draft or card, oldest first."""
        query = select(_table).where(_table.c.subject_id == subject_id)
        rows = self._session.rows(query.order_by(_table.c.created_at, _table.c.id))
        return [mapping.analogies.noun(row) for row in rows]

    def in_deck(self, deck_id: str) -> list[Analogy]:
        """The analogies of a deck's cards and drafts, oldest first."""
        cards, drafts = tables.cards, tables.drafts
        of_a_card = select(cards.c.id).where(cards.c.deck_id == deck_id)
        of_a_draft = select(drafts.c.id).where(drafts.c.deck_id == deck_id)
        subject = _table.c.subject_id
        query = select(_table).where(or_(subject.in_(of_a_card), subject.in_(of_a_draft)))
        rows = self._session.rows(query.order_by(_table.c.created_at, _table.c.id))
        return [mapping.analogies.noun(row) for row in rows]

    def save(self, analogy: Analogy) -> None:
        """Changes a stored analogy; `NotFound` where it is not stored."""
        changed = update(_table).where(_table.c.id == analogy.id)
        if not self._session.write(changed.values(**mapping.analogies.row(analogy))):
            raise NotFound(f"There is no analogy {analogy.id}.")

    def move(self, from_subject: str, to_subject: str) -> None:
        """Attaches all analogies of one subject to another."""
        moved = update(_table).where(_table.c.subject_id == from_subject)
        self._session.write(moved.values(subject_id=to_subject))
