"""Every state computed anew from the log, as after a change of policy, and what that changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from decks.memory import MemoryState
from service.calendar.corrections import replayed
from service.shapes import Shape

if TYPE_CHECKING:
    from service.wiring import App
    from storage.ledger import Unit


class MovedShape(Shape):
    """One card of one learner whose state is another: due dates and stabilities (days) of both."""

    learner: str
    card: str
    due_before: datetime | None
    due_after: datetime | None
    stability_before: float | None
    stability_after: float | None


class ReplayShape(Shape):
    """What `replay --json` prints: states looked at, and those that are others by the log."""

    states: int
    moved: tuple[MovedShape, ...]
    written: bool


def replay_all(app: App, *, write: bool) -> ReplayShape:
    """Compares every live state with what its log gives, and puts that in its place if wanted."""
    moved: list[MovedShape] = []
    with app.ledger.write() if write else app.ledger.read() as unit:
        pairs = unit.reviews.pairs()
        for learner_id, card_id in pairs:
            found = _difference(app, unit, learner_id, card_id)
            if found is None:
                continue
            shape, after = found
            moved.append(shape)
            if write:
                unit.reviews.set_state(learner_id, card_id, after)
    return ReplayShape(states=len(pairs), moved=tuple(moved), written=write)


def change_policy(app: App, change: Callable[[Unit], None]) -> ReplayShape:
    """Makes a change that the schedule depends on, then replays everything by it."""
    with app.ledger.write() as unit:
        change(unit)
    return replay_all(app, write=True)


def _difference(
    app: App, unit: Unit, learner_id: str, card_id: str
) -> tuple[MovedShape, MemoryState | None] | None:
    learner = unit.people.get(learner_id)
    before = unit.reviews.state(learner_id, card_id)
    after = replayed(app, unit, learner, card_id)
    if after == before:
        return None
    shape = MovedShape(
        learner=learner.name,
        card=card_id,
        due_before=before.due if before else None,
        due_after=after.due if after else None,
        stability_before=before.stability if before else None,
        stability_after=after.stability if after else None,
    )
    return shape, after
