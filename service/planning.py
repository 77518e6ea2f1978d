"""The days ahead: an examination's day, what to expect on it, the work until then, and leeches."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from decks.errors import WrongUsage
from decks.people import Person
from scheduler.exam import Expected, forecast
from scheduler.leeches import leeches
from scheduler.workload import LONGEST, workload
from service.shapes import Shape
from service.wiring import deck_named, learner_day

if TYPE_CHECKING:
    from service.wiring import App


class ExpectedShape(Shape):
    """The share of a deck expected to be known on a day, and a range of 80 % about it."""

    share: float
    low: float
    high: float

    @classmethod
    def of(cls, expected: Expected) -> ExpectedShape:
        """The shape of an expectation."""
        return cls(
            share=round(expected.share, 4),
            low=round(expected.low, 4),
            high=round(expected.high, 4),
        )


class ForecastShape(Shape):
    """Recall on the day of the examination: as it stands, and if all that is asked is studied."""

    exam_on: date
    days_left: int
    as_it_stands: ExpectedShape
    if_followed: ExpectedShape


class DayAheadShape(Shape):
    """A day ahead: cards due, their expected returns, new cards, the last pass before an exam."""

    day: date
    due: int
    returns: int
    new: int
    last_pass: int


class LeechShape(Shape):
    """A card that was failed again and again: better rewritten, split or suspended."""

    card: str
    question: str
    lapses: int
    suspended: bool


class PlanShape(Shape):
    """What `plan --json` prints for one learner and deck."""

    deck: str
    learner: str
    retention: float
    forecast: ForecastShape | None
    days: tuple[DayAheadShape, ...]
    leeches: tuple[LeechShape, ...]
    suspended: int


def set_exam(app: App, deck_name: str, exam_on: date | None) -> None:
    """Sets the examination day of a deck, or takes it away (None)."""
    deck = deck_named(app, deck_name)
    if exam_on is not None and exam_on < learner_day(app.owner).day_of(app.now()):
        raise WrongUsage("This day has passed: name the day of an examination to come.")
    with app.ledger.write() as unit:
        unit.decks.save(unit.decks.get(deck.id).model_copy(update={"exam_on": exam_on}))


def plan(app: App, deck_name: str, learner: Person, *, horizon: int = 30) -> PlanShape:
    """The days ahead of one learner, at most a year."""
    if not 1 <= horizon <= LONGEST:
        raise WrongUsage(f"A plan reaches 1 to {LONGEST} days ahead.")
    deck = deck_named(app, deck_name)
    day, now, model = learner_day(learner), app.now(), app.model_of(learner.id)
    with app.ledger.read() as unit:
        marks = unit.marks.of_deck(learner.id, deck.id)
        states = unit.reviews.states(learner.id, deck.id)
        live = unit.cards.ids(deck.id)
        suspended = {card for card, mark in marks.items() if mark.suspended} & set(live)
        failed = [card for card in leeches(states, app.policy(deck)) if card in set(live)]
        shown = unit.cards.many(failed)
    asked = [card for card in live if card not in suspended]
    states = {card: states[card] for card in live if card in states}
    ahead = workload(
        {card: state for card, state in states.items() if card not in suspended},
        now,
        horizon=horizon,
        day=day,
        model=model,
        policy=app.policy(deck),
        exam=deck.exam_on,
        unseen=sum(card not in states for card in asked),
        new_limit=app.settings.new_cards,
    )
    expected = None
    if deck.exam_on is not None and (left := (deck.exam_on - day.day_of(now)).days) >= 0:
        seen = forecast(asked, states, deck.exam_on, day=day, model=model)
        expected = ForecastShape(
            exam_on=deck.exam_on,
            days_left=left,
            as_it_stands=ExpectedShape.of(seen.as_it_stands),
            if_followed=ExpectedShape.of(seen.if_followed),
        )
    return PlanShape(
        deck=deck.name,
        learner=learner.name,
        retention=deck.retention,
        forecast=expected,
        days=tuple(
            DayAheadShape(
                day=each.day,
                due=each.due,
                returns=each.returns,
                new=each.new,
                last_pass=each.last_pass,
            )
            for each in ahead
        ),
        leeches=tuple(
            LeechShape(
                card=card.id,
                question=card.version.content.question,
                lapses=states[card.id].lapses,
                suspended=card.id in suspended,
            )
            for card in shown
        ),
        suspended=len(suspended),
    )
