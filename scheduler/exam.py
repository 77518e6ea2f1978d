"""Towards an examination: what comes forward as its day nears, and what to expect on it.

From `NEAR` days before it, cards that are on no day before the last pass and whose expected recall
on the day lies below the desired retention are brought forward, the weakest first, an even share
each day; what was reviewed that day anyway counts into the share. In the last `PASS` days every
card is asked once more. Only the queue changes: the states, and so the log's replay, know nothing
of examinations.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from decks.memory import MemoryState, Rating
from scheduler.calendar import QUARTER, LearnerDay
from scheduler.policy import NEW_CARD_PRIOR
from scheduler.port import Memory, MemoryModel

NEAR = 14
"""Days before the examination from which weak cards come forward."""
PASS = 2
"""Days of the last pass: the examination's eve and the day before that."""


@dataclass(frozen=True, slots=True)
class Expected:
    """How much of a deck is expected to be known on a day: the share, and a range of 80 %.

    The range is that of so many independent cards; it does not hold how wrong the model of the
    memory may be.
    """

    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """Recall on the examination day: if nothing more is studied, and if all that is asked is."""

    as_it_stands: Expected
    if_followed: Expected


class Met(NamedTuple):
    """A card met, in bare numbers: a large deck has many. Times are whole seconds since 1970.

    `review` says that it is on the long schedule; stability is in days.
    """

    review: bool
    stability: float
    difficulty: float
    due: int
    last_reviewed: int


def brought_forward(
    met: Mapping[str, Met],
    now: datetime,
    exam: date,
    *,
    day: LearnerDay,
    model: MemoryModel,
    retention: float,
) -> list[str]:
    """The cards, not due today, to ask today for the examination's sake; the weakest first."""
    today = day.day_of(now)
    left = (exam - today).days
    if not 0 <= left <= NEAR:
        return []
    begins, ends, pass_begins = (
        int(day.start_of(each).timestamp())
        for each in (today, today + timedelta(days=1), exam - timedelta(days=PASS))
    )
    done = sum(begins <= each.last_reviewed < ends for each in met.values())
    ready = {
        card: each
        for card, each in met.items()
        if each.review and each.due >= ends and each.last_reviewed < begins
    }
    if left <= PASS:
        wanted = {card: each for card, each in ready.items() if each.last_reviewed < pass_begins}
        days = max(1, left)
    else:
        wanted = {card: each for card, each in ready.items() if each.due >= pass_begins}
        days = left - PASS
    recalls = _recalls_on(wanted, exam, day, model)
    if left > PASS:
        recalls = {card: recall for card, recall in recalls.items() if recall < retention}
    share = max(0, math.ceil((len(recalls) + done) / days) - done)
    return sorted(recalls, key=lambda card: (recalls[card], card))[:share]


def _recalls_on(
    met: Mapping[str, Met], on: date, day: LearnerDay, model: MemoryModel
) -> dict[str, float]:
    """The recall to be expected of each card on a day, if it is not asked before it."""
    day_of = day.of_quarters()
    return {
        card: model.recall(
            Memory(each.stability, each.difficulty),
            max(0, (on - day_of(each.last_reviewed // QUARTER)).days),
        )
        for card, each in met.items()
    }


def new_share(unseen: int, met_today: int, limit: int, left: int) -> int:
    """How many new cards to meet today so that all are met before the last pass.

    `left` is days to the examination; never fewer than what the daily limit leaves.
    """
    usual = max(0, limit - met_today)
    if not 0 <= left <= NEAR:
        return usual
    days = max(1, left - PASS)
    return max(usual, math.ceil((unseen + met_today) / days) - met_today)


def recall_on(state: MemoryState, on: date, *, day: LearnerDay, model: MemoryModel) -> float:
    """The recall to be expected on a day, if the card is not asked before it."""
    days = max(0, (on - day.day_of(state.last_reviewed)).days)
    return model.recall(Memory(state.stability, state.difficulty), days)


def forecast(
    cards: Sequence[str],
    states: Mapping[str, MemoryState],
    exam: date,
    *,
    day: LearnerDay,
    model: MemoryModel,
) -> Forecast:
    """What to expect of these cards on the day; a card never met counts nothing as it stands.

    If all is followed every card is asked on the eve or the day before: it is passed with the
    recall expected then, or failed and passed again within its steps.
    """
    as_is = [
        recall_on(states[card], exam, day=day, model=model) if card in states else 0.0
        for card in cards
    ]
    followed = [_after_the_pass(states.get(card), exam, day, model) for card in cards]
    return Forecast(_expected(as_is), _expected(followed))


def _after_the_pass(
    state: MemoryState | None, exam: date, day: LearnerDay, model: MemoryModel
) -> float:
    """Recall on the day of a card that is asked halfway through the last pass."""
    gap = PASS - PASS // 2
    eve = exam - timedelta(days=gap)
    memory = None if state is None else Memory(state.stability, state.difficulty)
    days = 0 if state is None else max(0, (eve - day.day_of(state.last_reviewed)).days)
    known = NEW_CARD_PRIOR if memory is None else model.recall(memory, days)
    passed = model.after(memory, days, Rating.GOOD)
    failed = model.after(model.after(memory, days, Rating.AGAIN), 0, Rating.GOOD)
    return known * model.recall(passed, gap) + (1 - known) * model.recall(failed, gap)


def _expected(recalls: Sequence[float]) -> Expected:
    if not recalls:
        return Expected(0.0, 0.0, 0.0)
    count = len(recalls)
    share = sum(recalls) / count
    spread = 1.2816 * math.sqrt(sum(each * (1 - each) for each in recalls)) / count
    return Expected(share, max(0.0, share - spread), min(1.0, share + spread))
