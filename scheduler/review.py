"""One review: (state, evidence, time) -> new state. The central act, a function of values.

On the long schedule, from one day on, a machine's score is weighed against the recall that was
predicted, and the new state lies between what FSRS gives for Again and for Good: mixed by the
posterior in log-stability and in difficulty. A failed answer is never Hard, for Hard is a pass.
Within steps, and on the same day, where predictions are no better than a constant, the score is
cut. The time that the answer took, or a hint, moves the blend a little (`scheduler.beside`). Rules,
the student's own word, the four ratings and a state from another program are taken as they are.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from decks.memory import (
    Evidence,
    GradeEvidence,
    GuessEvidence,
    MemoryState,
    PlacedEvidence,
    Rating,
    RatingEvidence,
    SelfEvidence,
    Stage,
)
from scheduler.beside import nudged
from scheduler.calendar import LearnerDay
from scheduler.fuzz import balanced, fuzzed, placed
from scheduler.policy import CUT, NEW_CARD_PRIOR, Policy
from scheduler.port import Memory, MemoryModel

Answered = GradeEvidence | SelfEvidence | GuessEvidence | RatingEvidence
"""Evidence of a review that was made here."""


SHORTEST, LONGEST = 0.001, 36_500.0
"""Days: the stabilities that a state from another program may have."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a review led to.

    `posterior` is None where the evidence was taken as it is, `dice` where the seed threw them.
    """

    state: MemoryState
    rating: Rating
    posterior: float | None
    recall_before: float | None
    dice: float | None = None


def seed_for(learner_id: str, card_id: str, reps: int) -> str:
    """The dice of one review: the same review always throws the same."""
    return hashlib.sha256(f"{learner_id}/{card_id}/{reps}".encode()).hexdigest()


def advance(
    state: MemoryState | None,
    evidence: Evidence,
    at: datetime,
    *,
    model: MemoryModel,
    policy: Policy,
    day: LearnerDay,
    seed: str,
    load: Mapping[int, int] | None = None,
    dice: float | None = None,
    beside: float = 0.0,
) -> Outcome:
    """The state after a review at an aware time; `state` is None for a card never seen.

    `load` counts what is due so many learner's days ahead, for a day with less to do; `dice` are
    those of an earlier review that is made again, and count before it. `beside` is the log
    likelihood ratio of "recalled" that the time or a hint tells, in nats.
    """
    if isinstance(evidence, PlacedEvidence):
        return Outcome(_held(evidence.state), Rating.GOOD, None, None)
    today = day.day_of(at)
    days = max(0, (today - day.day_of(state.last_reviewed)).days) if state else 0
    recall = model.recall(_memory(state), days) if state else None
    rating, posterior = _weighed(state, evidence, days, recall, policy)
    if posterior is not None and isinstance(evidence, GradeEvidence):
        posterior = nudged(posterior, beside, passed=evidence.score >= CUT)
    memory = _blended(state, rating, posterior, days, model)
    stage, step = _moved(state, rating, policy)
    throw = _Throw(seed, load, dice)
    due, thrown = _due(stage, step, memory, at, today, model, policy, day, throw)
    lapsed = state is not None and state.stage is Stage.REVIEW and rating is Rating.AGAIN
    after = MemoryState(
        stage=stage,
        step=step,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=due,
        # Though the clock may have gone back: so its error lasts for one interval. The later of the
        # two would count no days at all until a clock that once ran ahead was caught up.
        last_reviewed=at,
        reps=(state.reps if state else 0) + 1,
        lapses=(state.lapses if state else 0) + lapsed,
    )
    return Outcome(after, rating, posterior, recall, thrown)


def expected_recall(
    state: MemoryState, at: datetime, *, model: MemoryModel, day: LearnerDay
) -> float:
    """The recall to be expected at a time, in 0..1."""
    return model.recall(_memory(state), day.days_between(state.last_reviewed, at))


def _held(state: MemoryState) -> MemoryState:
    """A state from elsewhere, its stability within what a model of forgetting can go on from."""
    stability = min(max(state.stability, SHORTEST), LONGEST)
    return state.model_copy(update={"stability": stability})


def _memory(state: MemoryState) -> Memory:
    return Memory(state.stability, state.difficulty)


def _weighed(
    state: MemoryState | None,
    evidence: Answered,
    days: int,
    recall: float | None,
    policy: Policy,
) -> tuple[Rating, float | None]:
    """The likelier rating, and the posterior where one was formed."""
    if isinstance(evidence, RatingEvidence):
        return evidence.rating, None
    if isinstance(evidence, SelfEvidence):
        return (Rating.GOOD if evidence.had_it else Rating.AGAIN), None
    if isinstance(evidence, GuessEvidence):
        return Rating.AGAIN, None
    if _cut_applies(state, evidence, days):
        return (Rating.GOOD if evidence.score >= CUT else Rating.AGAIN), None
    prior = NEW_CARD_PRIOR if recall is None else recall
    posterior = policy.posterior(prior, evidence.score, evidence.grader)
    return (Rating.GOOD if posterior >= 0.5 else Rating.AGAIN), posterior


def _cut_applies(state: MemoryState | None, evidence: GradeEvidence, days: int) -> bool:
    if evidence.certain:
        return True
    return state is not None and (state.stage is not Stage.REVIEW or days == 0)


def _blended(
    state: MemoryState | None,
    rating: Rating,
    posterior: float | None,
    days: int,
    model: MemoryModel,
) -> Memory:
    before = _memory(state) if state else None
    if posterior is None:
        return model.after(before, days, rating)
    failed, passed = model.failed_and_passed(before, days)
    return Memory(
        math.exp(
            (1 - posterior) * math.log(failed.stability) + posterior * math.log(passed.stability)
        ),
        (1 - posterior) * failed.difficulty + posterior * passed.difficulty,
    )


def _moved(state: MemoryState | None, rating: Rating, policy: Policy) -> tuple[Stage, int]:
    """The stage and step that a rating leads to."""
    stage = state.stage if state else Stage.LEARNING
    step = state.step if state else 0
    if stage is Stage.REVIEW:
        failed = rating is Rating.AGAIN and policy.relearning_steps
        return (Stage.RELEARNING, 0) if failed else (Stage.REVIEW, 0)
    steps = policy.learning_steps if stage is Stage.LEARNING else policy.relearning_steps
    if rating is Rating.AGAIN and steps:
        return stage, 0
    reached = {Rating.HARD: step, Rating.EASY: len(steps)}.get(rating, step + 1)
    return (stage, reached) if reached < len(steps) else (Stage.REVIEW, 0)


def _due(
    stage: Stage,
    step: int,
    memory: Memory,
    at: datetime,
    today: date,
    model: MemoryModel,
    policy: Policy,
    day: LearnerDay,
    throw: _Throw,
) -> tuple[datetime, float | None]:
    """Steps are exact times; intervals end where the learner's day of that date begins."""
    if stage is not Stage.REVIEW:
        steps = policy.learning_steps if stage is Stage.LEARNING else policy.relearning_steps
        return at + steps[step], None
    interval = min(model.interval(memory, policy.retention), float(policy.maximum_interval))
    days, dice = throw.days(interval, policy)
    return day.start_of(today + timedelta(days=days)), dice


@dataclass(frozen=True, slots=True)
class _Throw:
    """How a due date is spread: by dice thrown before, by what else is due, or by seed."""

    seed: str
    load: Mapping[int, int] | None
    dice: float | None

    def days(self, interval: float, policy: Policy) -> tuple[int, float | None]:
        """Whole days, and the dice where they are to be kept."""
        longest = policy.maximum_interval
        if not policy.fuzz:
            return max(1, round(interval)), self.dice
        if self.dice is not None:
            return placed(interval, self.dice, longest), self.dice
        if self.load is None:
            return fuzzed(interval, self.seed, longest), None
        dice = balanced(interval, self.seed, longest, self.load)
        return placed(interval, dice, longest), dice
