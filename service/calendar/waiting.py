"""Which cards wait for a learner, and in which order, without reading those that do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from decks.cards import Deck
from decks.memory import MemoryState, Stage
from decks.people import Person
from scheduler.exam import NEAR, Met, brought_forward, new_share
from scheduler.queue import due_order
from service.wiring import learner_day

if TYPE_CHECKING:
    from service.wiring import App
    from storage.ledger import Unit
    from storage.repositories.standing import Outline

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
    early = _early(app, unit, deck, learner)
    met = len(order) - len(new)
    order = [*order[:met], *early, *order[met:]]
    states = {**states, **early}
    listed = set(order)
    soon = sorted((state.due, card) for card, state in states.items() if card not in listed)
    return Waiting(tuple(order), tuple(card for _, card in soon), states)


def early_for_exam(app: App, deck: Deck, learner: Person, outlines: Sequence[Outline]) -> list[str]:
    """The cards that come forward today since an examination nears, the weakest first."""
    day, now = learner_day(learner), app.now()
    if not _nears(app, deck, learner) or deck.exam_on is None:
        return []
    met = {
        each.card_id: Met(
            review=each.stage == Stage.REVIEW,
            stability=each.stability,
            difficulty=each.difficulty,
            due=each.due,
            last_reviewed=each.last_reviewed,
        )
        for each in outlines
        if not each.rests
    }
    model = app.model_of(learner.id)
    return brought_forward(met, now, deck.exam_on, day=day, model=model, retention=deck.retention)


def _early(app: App, unit: Unit, deck: Deck, learner: Person) -> dict[str, MemoryState]:
    """The states of the cards that come forward today, in their order."""
    if not _nears(app, deck, learner):
        return {}
    outlines = unit.standing.outlines(learner.id, deck.id, app.now())
    return unit.standing.states(learner.id, early_for_exam(app, deck, learner, outlines))


def _nears(app: App, deck: Deck, learner: Person) -> bool:
    """Whether an examination is so near that cards come forward."""
    today = learner_day(learner).day_of(app.now())
    return deck.exam_on is not None and 0 <= (deck.exam_on - today).days <= NEAR


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
