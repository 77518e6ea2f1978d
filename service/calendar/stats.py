"""How a learner stands with a deck, in the published shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decks.grading import ClaimState, Overall
from decks.people import Person
from service.calendar.overview import overview
from service.reviewing import critic
from service.shapes import CriticShape, StatsShape
from service.trust.answered import verdict_of
from service.wiring import deck_named

if TYPE_CHECKING:
    from decks.cards import Deck
    from service.wiring import App


def stats(app: App, deck_name: str, learner: Person) -> StatsShape:
    """Counts, mastery and the days ahead, for one learner and deck.

    Mastery is the mean recall that the scheduler expects, now and tomorrow, over the live cards;
    one never seen counts 0. Right is what was graded correct, or claimed and upheld: no claim
    counts as right before somebody has ruled on it.
    """
    deck = deck_named(app, deck_name)
    seen = overview(app, deck_name, learner)
    with app.ledger.read() as unit:
        live = set(unit.cards.ids(deck.id))
        answers = [
            each for each in unit.answers.list(learner_id=learner.id) if each.card_id in live
        ]
        grades = {each.id: unit.grades.current(each.id) for each in answers}
        claims = [one for one in unit.claims.of_deck(deck.id) if one.learner_id == learner.id]
    upheld = {one.answer_id for one in claims if one.state is ClaimState.UPHELD}
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
        mastery_tomorrow=seen.mastery_tomorrow,
        reviews=seen.reviews,
        answers=len(answers),
        right=sum(
            answer_id in upheld or verdict_of(grade) is Overall.CORRECT
            for answer_id, grade in grades.items()
        ),
        unscored=sum(verdict_of(grade) is Overall.UNSCORED for grade in grades.values()),
        claims_open=sum(one.state is ClaimState.OPEN for one in claims),
        critic=_critic(app, deck),
        due_by_day={date.isoformat(): count for date, count in seen.due_by_day.items()},
    )


def _critic(app: App, deck: Deck) -> CriticShape:
    told = critic.record(app, deck)
    return CriticShape(
        decided=told.decided,
        asked=told.asked,
        agreed=told.agreed,
        usual=told.usual,
        sentence=told.sentence,
    )
