"""What to ask next where no session is held: the sitting is read off the calendar each time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from decks.memory import Stage
from decks.people import Person
from service.calendar.waiting import waiting
from service.wiring import deck_named

if TYPE_CHECKING:
    from service.wiring import App


@dataclass(frozen=True, slots=True)
class Sitting:
    """The card to ask now, how many are to go, and when the next one is due if none is now.

    `coming_back` of those to go were answered and are in their first steps.
    """

    card_id: str | None
    to_go: int
    next_due: datetime | None
    coming_back: int = 0


def sitting(app: App, deck_name: str, learner: Person) -> Sitting:
    """What a learner should be asked now: what is due, else a card in its steps a little early."""
    deck = deck_named(app, deck_name)
    with app.ledger.read() as unit:
        found = waiting(app, unit, deck, learner)
        order = (*found.cards, *found.soon)
        if order:
            steps = [each for each in found.states.values() if each.stage is not Stage.REVIEW]
            return Sitting(order[0], len(order), None, len(steps))
        return Sitting(None, 0, unit.standing.next_due(learner.id, deck.id, app.now()))
