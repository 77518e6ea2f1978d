"""What to ask next where no session is held: the sitting is read off the calendar each time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from decks.memory import Stage
from decks.people import Person
from service.study import due
from service.wiring import deck_named

if TYPE_CHECKING:
    from service.wiring import App

AHEAD = timedelta(minutes=20)
"""How long before its time a card in its steps is asked, where nothing else is due (as in Anki)."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """The card to ask now, how many are to go, and when the next one is due if none is now."""

    card_id: str | None
    to_go: int
    next_due: datetime | None


def sitting(app: App, deck_name: str, learner: Person) -> Sitting:
    """What a learner should be asked now: what is due, else a card in its steps a little early."""
    rows = due(app, deck_name, learner)
    deck = deck_named(app, deck_name)
    now = app.now()
    with app.ledger.read() as unit:
        live = set(unit.cards.ids(deck.id))
        states = {
            card: state
            for card, state in unit.reviews.states(learner.id, deck.id).items()
            if card in live
        }
    listed = {row.card for row in rows}
    steps = sorted(
        (state.due, card)
        for card, state in states.items()
        if state.stage is not Stage.REVIEW and card not in listed and state.due <= now + AHEAD
    )
    to_go = len(rows) + len(steps)
    if rows:
        return Sitting(rows[0].card, to_go, None)
    if steps:
        return Sitting(steps[0][1], to_go, None)
    ahead = [state.due for state in states.values() if state.due > now]
    return Sitting(None, 0, min(ahead, default=None))
