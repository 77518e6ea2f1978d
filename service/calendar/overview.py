"""How a learner stands with a deck: what waits, what is remembered, and the days ahead.

Read off numbers in SQL, so that a deck of ten thousand cards is looked at in a blink.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from decks.cards import CardState
from decks.drafts import DraftState
from decks.memory import Stage
from decks.people import Person
from scheduler.calendar import QUARTER, LearnerDay
from service.calendar.waiting import AHEAD, early_for_exam, ends_at, new_today
from service.wiring import deck_named, learner_day

if TYPE_CHECKING:
    from scheduler.port import MemoryModel
    from service.wiring import App
    from storage.repositories.standing import Outline

HORIZON = 14
"""Days ahead in `due_by_day`."""
STEPS = 10
"""Steps of equal width that expected recall is counted in."""


@dataclass(frozen=True, slots=True)
class Overview:
    """One learner's standing with one deck.

    `mastery` is the mean recall expected now over all live cards, unseen ones counting 0, and
    `mastery_tomorrow` the one a day later, when what was just seen is not fresh any more; `recall`
    counts the cards met by expected recall, in `STEPS` steps from 0 to 1. `due_by_day` counts
    reviews on the learner's days from today, the overdue today. `soon` cards are in their steps.
    """

    cards: int
    withdrawn: int
    drafts_waiting: int
    unseen: int
    learning: int
    review: int
    due_now: int
    soon: int
    mastery: float
    mastery_tomorrow: float
    recall: tuple[int, ...]
    reviews: int
    last: datetime | None
    due_by_day: Mapping[date, int]


def overview(app: App, deck_name: str, learner: Person) -> Overview:
    """The learner's standing now."""
    deck = deck_named(app, deck_name)
    now, day = app.now(), learner_day(learner)
    with app.ledger.read() as unit:
        cards = unit.standing.cards(deck.id)
        withdrawn = unit.standing.cards(deck.id, CardState.WITHDRAWN)
        drafts = unit.drafts.count(deck.id, DraftState.PENDING)
        new = new_today(app, unit, deck, learner)
        met = unit.standing.outlines(learner.id, deck.id, now)
        new = len(unit.standing.new(learner.id, deck.id, new, now)) if new else 0
    early = len(early_for_exam(app, deck, learner, met))
    recalls, later = _recalls(met, now, app.model_of(learner.id), day)
    ends = ends_at(app, learner).timestamp()
    due, soon = _waiting([each for each in met if not each.rests], now, ends)
    review = sum(each.stage == Stage.REVIEW for each in met)
    last = max((each.last_reviewed for each in met), default=None)
    return Overview(
        cards=cards,
        withdrawn=withdrawn,
        drafts_waiting=drafts,
        unseen=cards - len(met),
        learning=len(met) - review,
        review=review,
        due_now=due + early + new,
        soon=soon,
        mastery=round(sum(recalls) / cards, 4) if cards else 0.0,
        mastery_tomorrow=round(sum(later) / cards, 4) if cards else 0.0,
        recall=_steps(recalls),
        reviews=sum(each.reps for each in met),
        last=None if last is None else datetime.fromtimestamp(last, UTC),
        due_by_day=_by_day([each for each in met if not each.rests], now, ends, day),
    )


def _recalls(
    met: Sequence[Outline], now: datetime, model: MemoryModel, day: LearnerDay
) -> tuple[list[float], list[float]]:
    """The recall expected of each card met, now and a day later."""
    today, day_of = day.day_of(now), day.of_quarters()
    gone = cache(lambda quarter: (today - day_of(quarter)).days)
    days = [gone(each.last_reviewed // QUARTER) for each in met]
    return model.recalls(met, days), model.recalls(met, [each + 1 for each in days])


def _steps(recalls: Sequence[float]) -> tuple[int, ...]:
    counts = Counter(min(STEPS - 1, int(recall * STEPS)) for recall in recalls)
    return tuple(counts.get(step, 0) for step in range(STEPS))


def _waiting(met: Sequence[Outline], now: datetime, ends: float) -> tuple[int, int]:
    """How many of the cards met wait now, and how many more soon: as `service.calendar.waiting`."""
    due = soon = 0
    until, early = now.timestamp(), (now + AHEAD).timestamp()
    for each in met:
        steps = each.stage != Stage.REVIEW
        if each.last_reviewed >= ends or (each.due <= until if steps else each.due < ends):
            due += 1
        elif steps and each.due <= early:
            soon += 1
    return due, soon


def _by_day(met: Sequence[Outline], now: datetime, ends: float, day: LearnerDay) -> dict[date, int]:
    """Reviews on each of `HORIZON` days from today; the overdue are today's, and so are those last
    reviewed on a day to come, by a clock that was wrong.
    """
    today, day_of = day.day_of(now), day.of_quarters()
    odd = sum(each.last_reviewed >= ends for each in met)
    quarters = Counter(each.due // QUARTER for each in met if each.last_reviewed < ends)
    days = {today + timedelta(days=ahead): 0 for ahead in range(HORIZON)}
    days[today] += odd
    for quarter, count in quarters.items():
        falls = max(today, day_of(quarter))
        if falls in days:
            days[falls] += count
    return days
