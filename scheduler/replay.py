"""Replaying a log: the state is what the effective reviews give, folded in order.

A correction puts other evidence in the place of the review it amends, an undo takes the review
out, and of several the newest counts: a corrected grade gives the state as if graded so at first.
A review weighs its time, and a hint, where the rules that it was made by did: older logs give what
they gave.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from decks.errors import DataDamaged
from decks.memory import Entry, Evidence, GradeEvidence, MemoryState, ReviewLog
from scheduler.beside import beside
from scheduler.calendar import LearnerDay
from scheduler.pace import telling
from scheduler.policy import Policy
from scheduler.port import MemoryModel
from scheduler.review import advance, seed_for


@dataclass(frozen=True, slots=True)
class EffectiveReview:
    """A review with the evidence that counts for it now."""

    entry_id: str
    learner_id: str
    card_id: str
    at: datetime
    evidence: Evidence
    dice: float | None = None
    seconds: float | None = None
    hinted: bool = False
    policy: str = ""


def effective(log: Sequence[ReviewLog]) -> list[EffectiveReview]:
    """The reviews that stand, in the order they were made.

    Raises `DataDamaged` where an entry amends one that the log does not have.
    """
    reviews: dict[str, ReviewLog] = {}
    roots: dict[str, str] = {}
    evidence: dict[str, Evidence | None] = {}
    for entry in sorted(log, key=lambda entry: entry.sequence):
        if entry.entry is Entry.REVIEW:
            reviews[entry.id] = entry
            roots[entry.id] = entry.id
        elif entry.amends not in roots:
            raise DataDamaged(f"Entry {entry.id} amends {entry.amends}, which its log lacks.")
        else:
            roots[entry.id] = roots[entry.amends]
        evidence[roots[entry.id]] = entry.evidence
    return [
        EffectiveReview(
            review.id,
            review.learner_id,
            review.card_id,
            review.at,
            stands,
            review.dice,
            review.seconds,
            review.hinted,
            review.policy,
        )
        for review in reviews.values()
        if (stands := evidence[review.id]) is not None
    ]


def times(reviews: Sequence[EffectiveReview]) -> list[float]:
    """The seconds that answers in own words took, where they were weighed: what pace is held to.

    Those with a hint are left out: reading it took its time.
    """
    return [
        review.seconds
        for review in reviews
        if review.seconds is not None
        and telling(review.seconds)
        and isinstance(review.evidence, GradeEvidence)
        and not review.evidence.certain
        and not review.hinted
    ]


def replay(
    log: Sequence[ReviewLog], *, model: MemoryModel, policy: Policy, day: LearnerDay
) -> MemoryState | None:
    """The state that a log of one learner and card leads to; None where no review stands."""
    state: MemoryState | None = None
    earlier: list[float] = []
    for review in effective(log):
        reps = state.reps if state else 0
        state = advance(
            state,
            review.evidence,
            review.at,
            model=model,
            policy=policy,
            day=day,
            seed=seed_for(review.learner_id, review.card_id, reps),
            dice=review.dice,
            beside=beside(review.policy, review.seconds, review.hinted, earlier),
        ).state
        earlier += times([review])
    return state
