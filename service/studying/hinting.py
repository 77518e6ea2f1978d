"""Hints before an answer: made when they are asked for, and remembered until the card is reviewed.

That one was shown is kept under the memory state it was shown in, so no sender has to say so: an
answer from that state carries it, and the review weighs it (`scheduler.beside`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from decks.errors import WrongUsage
from study.hints import hint_of

if TYPE_CHECKING:
    from decks.people import Person
    from service.wiring import App
    from storage.ledger import Unit

NONE = "There is no hint for this card: its answer is too short for one."


def hint(app: App, learner: Person, card_id: str, version_id: str | None = None) -> tuple[str, ...]:
    """A line for each key point of a card (or a version of it), and the note that it was shown.

    Empty, and nothing noted, where the card has no hint. Asked for again it is the same.
    """
    with app.ledger.write() as unit:
        card = unit.cards.get(card_id)
        version = card.version if version_id is None else unit.cards.version(version_id)
        if version.card_id != card_id:
            raise WrongUsage("This version is of another card.")
        lines = hint_of(version.content)
        mark = unit.marks.get(learner.id, card_id)
        token = unit.reviews.token(learner.id, card_id)
        if lines and mark.hinted != token:
            unit.marks.put(mark.model_copy(update={"hinted": token}))
    return lines


def shown(app: App, learner: Person, card_id: str, version_id: str) -> tuple[str, ...]:
    """The hint that was shown since the card was last reviewed; empty where none was."""
    with app.ledger.read() as unit:
        if not was_shown(unit, learner.id, card_id):
            return ()
        return hint_of(unit.cards.version(version_id).content)


def was_shown(unit: Unit, learner_id: str, card_id: str, state_token: str = "") -> bool:
    """Whether a hint was shown in the present memory state, or in the one of a token."""
    hinted = unit.marks.get(learner_id, card_id).hinted
    if hinted is None:
        return False
    return hinted in (state_token, unit.reviews.token(learner_id, card_id))
