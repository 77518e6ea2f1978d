"""Which cards wait for a learner, and in which order, without reading those that do not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from decks.cards import Deck
from decks.memory import MemoryState
from decks.people import Person
from scheduler.exam import NEAR, brought_forward, new_share
from scheduler.queue import due_order
from service.wiring import learner_day

if TYPE_CHECKING:
    from service.wiring import App
    from storage.ledger import Unit

AHEAD = timedelta(minutes=20)
"""How long before its time a card in its steps is asked, where nothing else is due (as in Anki)."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """The ids of the cards to study now, in order; then those in steps due within `AHEAD`.

    `states` holds the state of each of them but the new ones.
    """

    cards: tuple[str, ...]
    soon: tuple[str, ...]
    states: Mapping[str, MemoryState]


def waiting(app: App, unit: Unit, deck: Deck, learner: Person) -> Waiting:
    """What waits for a learner in a deck: steps, reviews by lowest expected recall, new cards."""
    now, day = app.now(), learner_day(learner)
    states = unit.standing.pressing(
        learner.id,
        deck.id,
        steps_until=now + AHEAD,
        reviews_before=ends_at(app, learner),
        at=now,
    )
    left = new_today(app, unit, deck, learner)
    new = unit.standing.new(learner.id, deck.id, left, now) if left else []
    order = due_order(states, new, now, day=day, model=app.model_of(learner.id), new_limit=left)
    early = early_for_exam(app, unit, deck, learner)
    met = len(order) - len(new)
    order = [*order[:met], *early, *order[met:]]
    states = {**states, **early}
    listed = set(order)
    soon = sorted((state.due, card) for card, state in states.items() if card not in listed)
    return Waiting(tuple(order), tuple(card for _, card in soon), states)


def early_for_exam(app: App, unit: Unit, deck: Deck, learner: Person) -> dict[str, MemoryState]:
    """The cards that come forward today since an examination nears, the weakest first."""
    day, now = learner_day(learner), app.now()
    if deck.exam_on is None or not 0 <= (deck.exam_on - day.day_of(now)).days <= NEAR:
        return {}
    live = set(unit.cards.ids(deck.id))
    marks = unit.marks.of_deck(learner.id, deck.id)
    states = {
        card: state
        for card, state in unit.reviews.states(learner.id, deck.id).items()
        if card in live and not (card in marks and marks[card].rests(now))
    }
    chosen = brought_forward(
        states, now, deck.exam_on, day=day, model=app.model_of(learner.id), retention=deck.retention
    )
    return {card: states[card] for card in chosen}


def ends_at(app: App, learner: Person) -> datetime:
    """The end of the learner's day, excluded."""
    day = learner_day(learner)
    return day.start_of(day.day_of(app.now()) + timedelta(days=1))


def new_today(app: App, unit: Unit, deck: Deck, learner: Person) -> int:
    """How many cards may still be met for the first time today."""
    day = learner_day(learner)
    today = day.start_of(day.day_of(app.now()))
    met = unit.standing.met_since(learner.id, deck.id, today)
    limit = app.settings.new_cards
    if deck.exam_on is None:
        return max(0, limit - met)
    left = (deck.exam_on - day.day_of(app.now())).days
    return new_share(unit.standing.unseen(learner.id, deck.id), met, limit, left)
