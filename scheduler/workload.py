"""The work ahead, day by day: what is due, what will come back, and what an examination adds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from decks.memory import MemoryState, Rating
from scheduler.calendar import LearnerDay
from scheduler.exam import PASS, new_share
from scheduler.policy import Policy
from scheduler.port import Memory, MemoryModel

LONGEST = 366
"""Days ahead at most."""


@dataclass(frozen=True, slots=True)
class DayAhead:
    """A day: cards due by their dates, their expected returns, new cards, and the last pass.

    Returns are those of a learner who passes everything; a failure adds a few, and so do new cards.
    """

    day: date
    due: int
    returns: int
    new: int
    last_pass: int

    @property
    def total(self) -> int:
        """All of it."""
        return self.due + self.returns + self.new + self.last_pass


def workload(
    states: Mapping[str, MemoryState],
    now: datetime,
    *,
    horizon: int,
    day: LearnerDay,
    model: MemoryModel,
    policy: Policy,
    exam: date | None = None,
    unseen: int = 0,
    new_limit: int = 0,
) -> list[DayAhead]:
    """The next `horizon` learner's days from today, what is overdue on today.

    `unseen` cards are met by `new_limit` a day, or faster where an examination nears.
    """
    today = day.day_of(now)
    last = today + timedelta(days=min(horizon, LONGEST) - 1)
    due: Counter[date] = Counter()
    returns: Counter[date] = Counter()
    extra: Counter[date] = Counter()
    for number, state in enumerate(states.values()):
        asked = _path(state, today, last, day, model, policy)
        due.update(asked[:1])
        returns.update(asked[1:])
        if exam is not None and today < exam <= last + timedelta(days=1):
            eve = exam - timedelta(days=1 + number % PASS)
            window = [exam - timedelta(days=each + 1) for each in range(PASS)]
            if not set(window) & set(asked):
                extra[max(today, eve)] += 1
    days = [today + timedelta(days=each) for each in range((last - today).days + 1)]
    new = _new(days, unseen, new_limit, exam)
    return [DayAhead(each, due[each], returns[each], new[each], extra[each]) for each in days]


def _new(days: list[date], unseen: int, limit: int, exam: date | None) -> Counter[date]:
    """How many cards are met for the first time on each day."""
    met: Counter[date] = Counter()
    for each in days:
        share = limit if exam is None else new_share(unseen, 0, limit, (exam - each).days)
        met[each] = min(unseen, share)
        unseen -= met[each]
    return met


def _path(
    state: MemoryState,
    today: date,
    last: date,
    day: LearnerDay,
    model: MemoryModel,
    policy: Policy,
) -> list[date]:
    """The days on which a card is asked up to a day, if it is always passed."""
    memory = Memory(state.stability, state.difficulty)
    before = day.day_of(state.last_reviewed)
    at = max(today, day.day_of(state.due))
    asked: list[date] = []
    while at <= last:
        asked.append(at)
        memory = model.after(memory, max(0, (at - before).days), Rating.GOOD)
        interval = min(model.interval(memory, policy.retention), policy.maximum_interval)
        before, at = at, at + timedelta(days=max(1, round(interval)))
    return asked
