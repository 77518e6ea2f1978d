"""Near-duplicates of a draft among the live cards and waiting drafts of its course.

Held in memory for one run: a run's own drafts are compared with each other as they come.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

import numpy as np

from decks.cards import Deck, DraftContent
from decks.drafts import Draft, DraftState
from service.collection import indexing

if TYPE_CHECKING:
    from providers.embedding import Vectors
    from service.wiring import App

LIMIT = 3


class Neighbourhood:
    """The cards and drafts of one course, by nearness in meaning."""

    def __init__(self, app: App, deck: Deck) -> None:
        self._app = app
        self._known: list[tuple[str, DraftContent]] = []
        self._expected: dict[str, Vectors] = {}
        with app.ledger.read() as unit:
            decks = [other for other in unit.decks.in_use() if other.course_id == deck.course_id]
            for other in decks:
                for card in unit.cards.list(other.id):
                    self._known.append((card.id, card.version.content))
                for draft in unit.drafts.list(deck_id=other.id, state=DraftState.PENDING):
                    self._known.append((draft.id, draft.content))
        found = indexing.vectors_for(app, [indexing.wording(content) for _, content in self._known])
        width = app.embedder.identity.dimension
        self._rows: Vectors = np.zeros((max(64, 2 * len(found)), width), dtype=np.float32)
        if found:
            self._rows[: len(found)] = np.stack(found)

    def expect(self, drafts: Sequence[Draft]) -> None:
        """Embeds the drafts that will be asked about next in one go."""
        texts = [indexing.wording(draft.content) for draft in drafts]
        self._expected = dict(zip(texts, indexing.vectors_for(self._app, texts), strict=True))

    def add(self, draft: Draft) -> None:
        """Makes a draft known to those that come after it."""
        count = len(self._known)
        if count == len(self._rows):
            self._rows = np.concatenate([self._rows, np.zeros_like(self._rows)])
        self._rows[count] = self._vector(indexing.wording(draft.content))
        self._known.append((draft.id, draft.content))

    def of(self, text: str, apart_from: Collection[str] = ()) -> list[tuple[str, str, str, float]]:
        """The nearest as (id, question, core answer, cosine), best first, without some by id."""
        if not self._known:
            return []
        scores = self._rows[: len(self._known)] @ self._vector(text)
        order = np.argsort(-scores, kind="stable")[: LIMIT + len(apart_from)]
        best = [place for place in order if self._known[place][0] not in apart_from][:LIMIT]
        return [
            (
                self._known[place][0],
                self._known[place][1].question,
                self._known[place][1].core_answer or "",
                float(scores[place]),
            )
            for place in best
        ]

    def _vector(self, text: str) -> Vectors:
        known = self._expected.get(text)
        return indexing.vectors_for(self._app, [text])[0] if known is None else known
