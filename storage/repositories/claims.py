"""Claims of having been right."""

from __future__ import annotations

import builtins

from sqlalchemy import ColumnElement, select, update

from decks.errors import NotFound
from decks.grading import Claim, ClaimState
from storage import mapping, tables
from storage.session import Session

_table = tables.claims
_stands = _table.c.state != ClaimState.WITHDRAWN.value


class Claims:
    """What students claim about their answers, and how it stands.

    A claim that was taken back stays for the record and is given by its id alone.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, claim: Claim) -> None:
        """Stores a new claim."""
        self._session.insert(_table, [mapping.claims.row(claim)])

    def get(self, claim_id: str) -> Claim:
        """The claim of this id, or `NotFound`."""
        row = self._session.first(select(_table).where(_table.c.id == claim_id))
        if row is None:
            raise NotFound(f"There is no claim {claim_id}.")
        return mapping.claims.noun(row)

    def list(self, state: ClaimState | None = None) -> builtins.list[Claim]:
        """The claims in a state, or all, in the order they were made."""
        query = select(_table).where(_stands).order_by(_table.c.seq)
        if state is not None:
            query = query.where(_table.c.state == state.value)
        return [mapping.claims.noun(row) for row in self._session.rows(query)]

    def of_card(self, card_id: str) -> builtins.list[Claim]:
        """The claims about answers to a card, in the order they were made."""
        return self._joined(tables.answers.c.card_id == card_id)

    def of_deck(self, deck_id: str) -> builtins.list[Claim]:
        """The claims about answers to a deck's cards, in the order they were made."""
        return self._joined(tables.cards.c.deck_id == deck_id)

    def _joined(self, wanted: ColumnElement[bool]) -> builtins.list[Claim]:
        answers, cards = tables.answers, tables.cards
        joined = _table.join(answers, answers.c.id == _table.c.answer_id).join(
            cards, cards.c.id == answers.c.card_id
        )
        query = select(*_table.c).select_from(joined).where(wanted, _stands).order_by(_table.c.seq)
        return [mapping.claims.noun(row) for row in self._session.rows(query)]

    def save(self, claim: Claim) -> None:
        """Changes a stored claim; `NotFound` where it is not stored."""
        changed = update(_table).where(_table.c.id == claim.id)
        if not self._session.write(changed.values(**mapping.claims.row(claim))):
            raise NotFound(f"There is no claim {claim.id}.")

    def of_answer(self, answer_id: str) -> builtins.list[Claim]:
        """The claims about one answer, in the order they were made."""
        query = select(_table).where(_table.c.answer_id == answer_id, _stands)
        query = query.order_by(_table.c.seq)
        return [mapping.claims.noun(row) for row in self._session.rows(query)]
