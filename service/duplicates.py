"""Near-duplicates of a draft among the live cards and waiting drafts of its course.

Held in memory for one run: a run's own drafts are compared with each other as they come.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from decks.cards import Deck, DraftContent
from decks.drafts import Draft, DraftState
from service import indexing

if TYPE_CHECKING:
    from providers.embedding import Vectors
    from service.wiring import App

LIMIT = 3


class Neighbourhood:
    """The cards and drafts of one course, by nearness in meaning."""

    def __init__(self, app: App, deck: Deck) -> None:
        self._app = app
        self._known: list[tuple[str, DraftContent]] = []
        with app.ledger.read() as unit:
            decks = [other for other in unit.decks.list() if other.course_id == deck.course_id]
            for other in decks:
                for card in unit.cards.list(other.id):
                    self._known.append((card.id, card.version.content))
                for draft in unit.drafts.list(deck_id=other.id, state=DraftState.PENDING):
                    self._known.append((draft.id, draft.content))
        self._rows: list[Vectors] = indexing.vectors_for(
            app, [indexing.wording(content) for _, content in self._known]
        )

    def add(self, draft: Draft) -> None:
        """Makes a draft known to those that come after it."""
        self._rows.append(indexing.vectors_for(self._app, [indexing.wording(draft.content)])[0])
        self._known.append((draft.id, draft.content))

    def of(self, text: str) -> list[tuple[str, str, str, float]]:
        """The nearest as (id, question, core answer, cosine), best first."""
        if not self._known:
            return []
        vector = indexing.vectors_for(self._app, [text])[0]
        scores = np.stack(self._rows) @ vector
        best = np.argsort(-scores, kind="stable")[:LIMIT]
        return [
            (
                self._known[place][0],
                self._known[place][1].question,
                self._known[place][1].core_answer or "",
                float(scores[place]),
            )
            for place in best
        ]
