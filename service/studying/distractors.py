"""Near misses of a deck: the answers of the nearest other cards that the grader holds to be wrong.

Nearness is that of the vectors SQL keeps of every card's question and answer, so nothing is
embedded anew and no index is opened. The check is the local grader without abstention: it costs no
money and sends nothing. What it would pass is never an option; that it finds something of the
answer in a near miss is what makes it near.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from decks.grading import Scored
from grader.score import CORRECT_CUT
from service.collection import indexing
from service.trust.judging import task_of
from study.distractors import near_misses

if TYPE_CHECKING:
    from decks.cards import Deck
    from providers.embedding import Vectors
    from service.wiring import App
    from study.items import Item

LOOKED_AT = 40
"""Neighbours that are looked at for one card."""
ALIKE = 0.8
"""From this score on the answer of one card counts as right for another."""
UNRELATED = 0.35
"""Cosine below which one card's answer is not tried against another card's question."""


class Misses:
    """The near misses of the cards of one deck; what the grader said is kept for the next time."""

    def __init__(self, app: App, deck: Deck) -> None:
        self._app = app
        with app.ledger.read() as unit:
            rows = unit.index.rows(deck_id=deck.id, kind="card")
        self._texts = {row.id: row.text for row in rows}
        self._places = {card_id: place for place, card_id in enumerate(self._texts)}
        self._said: dict[tuple[str, str], float] = {}

    @cached_property
    def _vectors(self) -> Vectors:
        import numpy as np

        return np.stack(indexing.vectors_for(self._app, list(self._texts.values())))

    def of(self, item: Item, wanted: int) -> tuple[str, ...]:
        """At most `wanted` wrong answers that look right, the likest first."""
        near = self._nearest(item)
        with self._app.ledger.read() as unit:
            cards = {card.id: card for card in unit.cards.many(near)}
        answers = [cards[each].version.content.core_answer for each in near if each in cards]
        return near_misses(item, answers, self.right, wanted)

    def right(self, item: Item, text: str) -> bool:
        """Whether a text would pass as an answer to a card; where that cannot be told, it would."""
        return self._score(item, text) >= CORRECT_CUT

    def alike(self, one: Item, other: Item) -> bool:
        """Whether the answer of one card would surely be right for another."""
        if one.card_id in self._places and other.card_id in self._places:
            rows = (self._vectors[self._places[each.card_id]] for each in (one, other))
            if float(next(rows) @ next(rows)) < UNRELATED:
                return False
        return self._score(one, other.answer) >= ALIKE

    def _score(self, item: Item, text: str) -> float:
        key = (item.version_id, text)
        if key not in self._said:
            with self._app.ledger.read() as unit:
                version = unit.cards.version(item.version_id)
            grader = self._app.local_grader
            result = grader.grade(task_of(version, text), abstain=False).result
            self._said[key] = result.score if isinstance(result, Scored) else 1.0
        return self._said[key]

    def _nearest(self, item: Item) -> list[str]:
        """The ids of the nearest other cards, best first."""
        import numpy as np

        if item.card_id not in self._places or len(self._places) < 2:
            return []
        scores = self._vectors @ self._vectors[self._places[item.card_id]]
        order = np.argsort(-scores, kind="stable")[: LOOKED_AT + 1].tolist()
        ids = list(self._places)
        return [ids[place] for place in order if ids[place] != item.card_id]
