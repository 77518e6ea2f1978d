"""One review: `scheduler.review.advance` against py-fsrs's `review_card`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import fsrs

from benchmarks.timing import Comparison, compared
from decks.memory import MemoryState, Rating, RatingEvidence
from scheduler.calendar import LearnerDay
from scheduler.fsrs import Fsrs6
from scheduler.policy import Policy
from scheduler.review import advance, seed_for

BEGIN = datetime(2026, 1, 1, 18, tzinfo=UTC)
PAST = (Rating.GOOD, Rating.GOOD, Rating.GOOD, Rating.AGAIN, Rating.GOOD, Rating.GOOD, Rating.EASY)


def ours() -> None:
    """One card through the past, each review when it is due, with zone, fuzz and seed."""
    state: MemoryState | None = None
    at = BEGIN
    for rating in PAST:
        seed = seed_for("learner", "card", state.reps if state else 0)
        evidence = RatingEvidence(rating=rating)
        state = advance(
            state, evidence, at, model=MODEL, policy=POLICY, day=BERLIN, seed=seed
        ).state
        at = state.due + timedelta(hours=5)


def theirs() -> None:
    """The same past by py-fsrs."""
    card, at = fsrs.Card(card_id=1), BEGIN
    for rating in PAST:
        card, _ = SCHEDULER.review_card(card, fsrs.Rating(int(rating)), at)
        at = card.due + timedelta(hours=5)


MODEL, POLICY, BERLIN = Fsrs6(), Policy(), LearnerDay("Europe/Berlin")
SCHEDULER = fsrs.Scheduler()


def comparisons() -> list[Comparison]:
    """Seven reviews of a card."""
    names = ("7 reviews: scheduler.review.advance", "py-fsrs review_card")
    return [compared(names, ours, theirs, counts=(500, 500))]
