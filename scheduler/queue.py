"""What to study now, in which order, and how much is ahead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from decks.memory import MemoryState, Stage
from scheduler.calendar import LearnerDay
from scheduler.port import MemoryModel
from scheduler.review import expected_recall


def due_order(
    states: Mapping[str, MemoryState],
    new: Sequence[str],
    now: datetime,
    *,
    day: LearnerDay,
    model: MemoryModel,
    new_limit: int,
) -> list[str]:
    """Card ids: steps that are due by their time, reviews of the day by the lowest expected recall,
    then up to `new_limit` new cards in their own order.

    A card last reviewed on a day to come is due: a clock was wrong, then or now, and its date
    might lie years ahead.
    """
    ends = day.start_of(day.day_of(now) + timedelta(days=1))
    steps = [
        (state.due, card)
        for card, state in states.items()
        if state.stage is not Stage.REVIEW and (state.due <= now or state.last_reviewed >= ends)
    ]
    reviews = [
        (expected_recall(state, now, model=model, day=day), card)
        for card, state in states.items()
        if state.stage is Stage.REVIEW and (state.due < ends or state.last_reviewed >= ends)
    ]
    return (
        [card for _, card in sorted(steps)]
        + [card for _, card in sorted(reviews)]
        + [*new[: max(0, new_limit)]]
    )


def due_by_day(
    states: Mapping[str, MemoryState], now: datetime, *, day: LearnerDay, horizon: int
) -> dict[date, int]:
    """How many cards fall due on each of `horizon` learner's days from today, the overdue today."""
    today = day.day_of(now)
    ends = day.start_of(today + timedelta(days=1))
    counts = Counter(
        today if state.last_reviewed >= ends else max(today, day.day_of(state.due))
        for state in states.values()
    )
    days = [today + timedelta(days=ahead) for ahead in range(horizon)]
    return {each: counts.get(each, 0) for each in days}
