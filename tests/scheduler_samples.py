"""Builders for tests of the calendar: a model, a day, states, evidence and one review."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from decks.memory import Evidence, GradeEvidence, MemoryState, Stage
from scheduler.calendar import LearnerDay
from scheduler.fsrs import Fsrs6
from scheduler.policy import Policy
from scheduler.review import Outcome, advance

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
MODEL = Fsrs6()
BERLIN = LearnerDay("Europe/Berlin")
PLAIN = Policy(fuzz=False)


def graded(score: float, *, certain: bool = False) -> GradeEvidence:
    return GradeEvidence(score=score, confidence=0.8, grader="g/1", certain=certain)


def standing(
    stage: Stage = Stage.REVIEW,
    *,
    stability: float = 10.0,
    difficulty: float = 5.0,
    days_ago: int = 10,
    due: datetime = NOW,
) -> MemoryState:
    """A card last reviewed so many days before NOW."""
    return MemoryState(
        stage=stage,
        stability=stability,
        difficulty=difficulty,
        due=due,
        last_reviewed=NOW - timedelta(days=days_ago),
        reps=3,
    )


def reviewed(
    state: MemoryState | None,
    evidence: Evidence,
    at: datetime = NOW,
    *,
    policy: Policy = PLAIN,
    day: LearnerDay = BERLIN,
    seed: str = "dice",
) -> Outcome:
    return advance(state, evidence, at, model=MODEL, policy=policy, day=day, seed=seed)
