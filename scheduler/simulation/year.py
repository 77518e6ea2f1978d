"""Cards through a year, from the first sight on, each review by `scheduler.review.advance`.

A card is asked on the evening of the day it is due, its steps when they are due; there is no limit
a day, so cards do not compete and each has its own year.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from decks.memory import GradeEvidence, MemoryState, Stage
from scheduler.policy import Policy
from scheduler.review import advance, seed_for
from scheduler.simulation.graders import SimulatedGrader
from scheduler.simulation.memory import DAY, MODEL, TrueMemory

BEGIN = datetime(2026, 1, 1, 18, tzinfo=UTC)
EVENING = time(18, tzinfo=UTC)
DAYS = 365


@dataclass
class Tally:
    """Sums over cards: answers, those in steps, recall where it was asked, and over time."""

    cards: int = 0
    answers: int = 0
    in_steps: int = 0
    asked: int = 0
    recall_asked: float = 0.0
    held: float = 0.0
    dim: float = 0.0

    @property
    def reviews(self) -> float:
        """Answers a card and year, steps included."""
        return self.answers / self.cards

    @property
    def steps(self) -> float:
        """Answers in steps, a card and year."""
        return self.in_steps / self.cards

    @property
    def at_review(self) -> float:
        """Mean true recall at reviews on the long schedule."""
        return self.recall_asked / self.asked

    @property
    def over_time(self) -> float:
        """Mean true recall over all cards and days: what an examination on any day finds."""
        return self.held / self.cards / DAYS

    @property
    def dimmed(self) -> float:
        """The share of card-days with a true recall below 0.7."""
        return self.dim / self.cards / DAYS


def year(
    grader: SimulatedGrader,
    policy: Policy,
    *,
    cards: int,
    seed: int,
    misfit: float = 0.0,
    strength: float = 1.0,
) -> Tally:
    """A year of so many cards, whose true stability is `strength` times what FSRS-6 says, with a
    log-normal spread of sigma `misfit`.
    """
    tally = Tally()
    for number in range(cards):
        dice = random.Random(f"{seed}/{number}")
        memory = TrueMemory(dice, factor=strength * dice.lognormvariate(0.0, misfit))
        _card(tally, memory, grader, policy, f"{seed}/{number}")
    return tally


def _card(
    tally: Tally, memory: TrueMemory, grader: SimulatedGrader, policy: Policy, name: str
) -> None:
    state: MemoryState | None = None
    at, end = BEGIN, BEGIN + timedelta(days=DAYS)
    tally.cards += 1
    while at < end:
        _count(tally, state, memory.recall(at))
        score = grader.score(memory.answers(at), memory.dice)
        state = advance(
            state,
            GradeEvidence(score=score, confidence=1.0, grader="simulated"),
            at,
            model=MODEL,
            policy=policy,
            day=DAY,
            seed=seed_for("learner", name, state.reps if state else 0),
        ).state
        at = _asked_at(state)
    memory.passes(end)
    tally.held += memory.held
    tally.dim += memory.dim


def _count(tally: Tally, state: MemoryState | None, recall: float) -> None:
    tally.answers += 1
    if state is not None and state.stage is Stage.REVIEW:
        tally.asked += 1
        tally.recall_asked += recall
    elif state is not None:
        tally.in_steps += 1


def _asked_at(state: MemoryState) -> datetime:
    if state.stage is not Stage.REVIEW:
        return state.due
    return datetime.combine(DAY.day_of(state.due), EVENING)
