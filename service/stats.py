"""How a learner stands with a deck, in the published shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decks.grading import ClaimState, Unscored
from decks.people import Person
from service.overview import overview
from service.shapes import StatsShape
from service.wiring import deck_named

if TYPE_CHECKING:
    from service.wiring import App


def stats(app: App, deck_name: str, learner: Person) -> StatsShape:
    """Counts, mastery and the days ahead, for one learner and deck.

    Mastery is the mean recall that the scheduler expects now over the live cards; a card never
    seen counts 0.
    """
    deck = deck_named(app, deck_name)
    seen = overview(app, deck_name, learner)
    with app.ledger.read() as unit:
        live = set(unit.cards.ids(deck.id))
        answers = [
            each for each in unit.answers.list(learner_id=learner.id) if each.card_id in live
        ]
        grades = [unit.grades.current(each.id) for each in answers]
        open_claims = unit.claims.list(state=ClaimState.OPEN)
    return StatsShape(
        deck=deck.name,
        learner=learner.name,
        cards=seen.cards,
        drafts_waiting=seen.drafts_waiting,
        unseen=seen.unseen,
        learning=seen.learning,
        review=seen.review,
        due_now=seen.due_now,
        mastery=seen.mastery,
        reviews=seen.reviews,
        answers=len(answers),
        unscored=sum(bool(grade and isinstance(grade.result, Unscored)) for grade in grades),
        claims_open=sum(claim.learner_id == learner.id for claim in open_claims),
        due_by_day={date.isoformat(): count for date, count in seen.due_by_day.items()},
    )
