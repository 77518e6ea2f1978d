"""What students are told once: rulings on their claims, and grades that became others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from decks.people import Person
from decks.rulings import Notice

if TYPE_CHECKING:
    from service.wiring import App


SHOWN = 120
"""Characters of a question in a notice."""


def shortened(question: str) -> str:
    """A question as a notice names it."""
    return question if len(question) <= SHOWN else f"{question[: SHOWN - 1]}…"


def waiting(app: App, learner: Person) -> list[Notice]:
    """What a learner has not seen yet, oldest first."""
    with app.ledger.read() as unit:
        return unit.notices.waiting(learner.id)


def seen(app: App, learner: Person, ids: Sequence[str]) -> int:
    """Notes that the learner has seen these; gives how many were new."""
    with app.ledger.write() as unit:
        return unit.notices.seen(learner.id, ids, app.now())
