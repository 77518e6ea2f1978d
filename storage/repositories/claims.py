"""Claims of having been right."""

from __future__ import annotations

import builtins

from sqlalchemy import select, update

from decks.errors import NotFound
from decks.grading import Claim, ClaimState
from storage import mapping, tables
from storage.session import Session

_table = tables.claims


class Claims:
    """What students claim about their answers, and how it stands."""

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
        query = select(_table).order_by(_table.c.seq)
        if state is not None:
            query = query.where(_table.c.state == state.value)
        return [mapping.claims.noun(row) for row in self._session.rows(query)]

    def save(self, claim: Claim) -> None:
        """Changes a stored claim; `NotFound` where it is not stored."""
        changed = update(_table).where(_table.c.id == claim.id)
        if not self._session.write(changed.values(**mapping.claims.row(claim))):
            raise NotFound(f"There is no claim {claim.id}.")

    def of_answer(self, answer_id: str) -> builtins.list[Claim]:
        """The claims about one answer, in the order they were made."""
        query = select(_table).where(_table.c.answer_id == answer_id).order_by(_table.c.seq)
        return [mapping.claims.noun(row) for row in self._session.rows(query)]
