"""A deck of ten thousand cards, most of them met, for what must stay quick."""

from __future__ import annotations

import random
from datetime import timedelta

from decks.cards import Card, CardContent, CardVersion, KeyPoint
from decks.ids import content_id
from decks.memory import MemoryState, Stage
from service.wiring import App, deck_for

LARGE = "Large"
COUNT = 10_000


def fill(app: App, count: int = COUNT) -> list[str]:
    """Makes the deck and gives the ids of its cards; four in five were met, a fifth is due."""
    dice, now, deck = random.Random(1), app.now(), deck_for(app, LARGE)
    ids = [content_id("crd", str(number)) for number in range(count)]
    with app.ledger.write() as unit:
        for number, card_id in enumerate(ids):
            unit.cards.add(_card(app, deck.id, card_id, number))
            if number % 5:
                last = now - timedelta(days=dice.randint(0, 30), minutes=dice.randint(0, 600))
                state = MemoryState(
                    stage=Stage.REVIEW,
                    stability=dice.uniform(1, 60),
                    difficulty=5,
                    due=last + timedelta(days=dice.randint(20, 90)),
                    last_reviewed=last,
                    reps=2,
                )
                unit.reviews.set_state(app.owner.id, card_id, state)
    return ids


def _card(app: App, deck_id: str, card_id: str, number: int) -> Card:
    content = CardContent(
        question=f"What is thing number {number} of the lecture on cells?",
        label=f"thing {number}",
        core_answer=f"The answer number {number}, a sentence of some length.",
        key_points=(KeyPoint(text=f"the answer number {number}"),),
    )
    version = CardVersion(
        id=content_id("cdv", str(number)),
        card_id=card_id,
        number=1,
        content=content,
        author_id=app.owner.id,
        created_at=app.now(),
    )
    return Card(id=card_id, deck_id=deck_id, position=number, version=version)
