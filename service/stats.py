"""How a learner stands with a deck."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decks.drafts import DraftState
from decks.grading import ClaimState, Unscored
from decks.memory import Stage
from decks.people import Person
from scheduler.queue import due_by_day
from scheduler.review import expected_recall
from service.shapes import StatsShape
from service.study import due
from service.wiring import deck_named, learner_day

if TYPE_CHECKING:
    from service.wiring import App

HORIZON = 14
"""Days ahead in `due_by_day`."""


def stats(app: App, deck_name: str, learner: Person) -> StatsShape:
    """Counts, mastery and the days ahead, for one learner and deck.

    Mastery is the mean recall that the scheduler expects now over the live cards; a card never
    seen counts 0.
    """
    deck = deck_named(app, deck_name)
    day = learner_day(learner)
    waiting = due(app, deck_name, learner)
    with app.ledger.read() as unit:
        live = set(unit.cards.ids(deck.id))
        states = {
            card_id: state
            for card_id, state in unit.reviews.states(learner.id, deck.id).items()
            if card_id in live
        }
        answers = [
            each for each in unit.answers.list(learner_id=learner.id) if each.card_id in live
        ]
        grades = [unit.grades.current(each.id) for each in answers]
        open_claims = unit.claims.list(state=ClaimState.OPEN)
        drafts = unit.drafts.list(deck_id=deck.id, state=DraftState.PENDING)
    recalls = [
        expected_recall(state, app.now(), model=app.memory_model, day=day)
        for state in states.values()
    ]
    ahead = due_by_day(states, app.now(), day=day, horizon=HORIZON)
    return StatsShape(
        deck=deck.name,
        learner=learner.name,
        cards=len(live),
        drafts_waiting=len(drafts),
        unseen=len(live) - len(states),
        learning=sum(state.stage is not Stage.REVIEW for state in states.values()),
        review=sum(state.stage is Stage.REVIEW for state in states.values()),
        due_now=len(waiting),
        mastery=round(sum(recalls) / len(live), 4) if live else 0.0,
        reviews=sum(state.reps for state in states.values()),
        answers=len(answers),
        unscored=sum(bool(grade and isinstance(grade.result, Unscored)) for grade in grades),
        claims_open=sum(claim.learner_id == learner.id for claim in open_claims),
        due_by_day={date.isoformat(): count for date, count in ahead.items()},
    )
