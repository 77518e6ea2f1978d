"""The days ahead: an examination's day, what to expect on it, the work until then, and leeches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from decks.errors import WrongUsage
from decks.people import Person
from scheduler.exam import Expected, forecast
from scheduler.leeches import leeches
from scheduler.workload import LONGEST, DayAhead, workload
from service.shapes import Shape
from service.wiring import deck_named, learner_day

if TYPE_CHECKING:
    from decks.cards import Deck
    from decks.memory import MemoryState
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

    @classmethod
    def of(cls, ahead: DayAhead) -> DayAheadShape:
        """The shape of a day."""
        return cls(
            day=ahead.day,
            due=ahead.due,
            returns=ahead.returns,
            new=ahead.new,
            last_pass=ahead.last_pass,
        )


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
    with app.ledger.read() as unit:
        marks = unit.marks.of_deck(learner.id, deck.id)
        live = unit.cards.ids(deck.id)
        found = unit.reviews.states(learner.id, deck.id)
        states = {card: found[card] for card in live if card in found}
        shown = unit.cards.many(leeches(states, app.policy(deck)))
    suspended = {card for card, mark in marks.items() if mark.suspended} & set(live)
    asked = [card for card in live if card not in suspended]
    ahead = workload(
        {card: state for card, state in states.items() if card not in suspended},
        app.now(),
        horizon=horizon,
        day=learner_day(learner),
        model=app.model_of(learner.id),
        policy=app.policy(deck),
        exam=deck.exam_on,
        unseen=sum(card not in states for card in asked),
        new_limit=app.settings.new_cards,
    )
    return PlanShape(
        deck=deck.name,
        learner=learner.name,
        retention=deck.retention,
        forecast=_forecast(app, deck, learner, asked, states),
        days=tuple(DayAheadShape.of(each) for each in ahead),
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


def _forecast(
    app: App, deck: Deck, learner: Person, asked: Sequence[str], states: Mapping[str, MemoryState]
) -> ForecastShape | None:
    """What to expect on the examination day; None where there is none to come."""
    day = learner_day(learner)
    if deck.exam_on is None or deck.exam_on < day.day_of(app.now()):
        return None
    seen = forecast(asked, states, deck.exam_on, day=day, model=app.model_of(learner.id))
    return ForecastShape(
        exam_on=deck.exam_on,
        days_left=(deck.exam_on - day.day_of(app.now())).days,
        as_it_stands=ExpectedShape.of(seen.as_it_stands),
        if_followed=ExpectedShape.of(seen.if_followed),
    )
