"""The simulation behind docs/why/score-as-evidence.md measures what it says."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from scheduler.policy import Policy
from scheduler.port import Memory
from scheduler.simulation.graders import PerfectGrader, SimulatedGrader
from scheduler.simulation.memory import DECAY, MODEL, TrueMemory, recall_over
from scheduler.simulation.rules import Cut, Likelier, RawBlend
from scheduler.simulation.year import BEGIN, year


@pytest.mark.parametrize("auc", [0.8, 0.92])
def test_a_simulated_grader_has_its_auc(auc: float) -> None:
    dice = random.Random(1)
    pairs = [
        [SimulatedGrader(auc).score(right, dice) for right in (True, False)] for _ in "x" * 9999
    ]
    assert sum(right > wrong for right, wrong in pairs) / len(pairs) == pytest.approx(auc, abs=0.01)


@pytest.mark.parametrize("base", [0.3, 0.5])
def test_a_calibrated_score_of_so_much_is_right_so_often(base: float) -> None:
    dice = random.Random(2)
    grader = SimulatedGrader(0.85, base)
    answers = [dice.random() < base for _ in range(60_000)]
    scored = [(grader.score(right, dice), right) for right in answers]
    near = [right for score, right in scored if 0.6 < score < 0.7]
    assert sum(near) / len(near) == pytest.approx(0.65, abs=0.03)


def test_recall_over_time_is_the_integral_of_recall() -> None:
    memory = Memory(7.0, 5.0)
    steps = [MODEL.recall(memory, (n + 0.5) / 100) / 100 for n in range(3000)]
    assert recall_over(memory, 30.0) == pytest.approx(sum(steps), rel=1e-5)
    assert MODEL._parameters[20] == pytest.approx(DECAY)


def test_the_true_memory_moves_by_the_truth() -> None:
    memory = TrueMemory(random.Random(3), memory=Memory(1e4, 5.0), last=BEGIN)
    assert memory.recall(BEGIN + timedelta(days=1)) > 0.99
    assert memory.answers(BEGIN + timedelta(days=1))
    assert memory.memory is not None
    assert memory.memory.stability >= 1e4
    assert memory.held == pytest.approx(1.0, abs=0.01)


def test_a_perfect_grader_reaches_the_desired_retention_with_any_rule() -> None:
    exact = year(PerfectGrader(0.99), Cut(), cards=60, seed=1)
    assert exact.at_review == pytest.approx(0.89, abs=0.02)
    for rule in (RawBlend, Likelier):
        assert year(PerfectGrader(0.99), rule(), cards=60, seed=1) == exact


def test_the_posterior_asks_far_less_than_a_cut_and_holds_more_than_the_likelier_rating() -> None:
    grader = SimulatedGrader(0.92)
    ours, cut, likelier = (
        year(grader, rule(), cards=150, seed=1) for rule in (Policy, Cut, Likelier)
    )
    assert ours.reviews < 0.6 * cut.reviews
    assert ours.over_time > likelier.over_time
    assert ours.dimmed < 0.6 * likelier.dimmed
    assert year(grader, Policy(), cards=150, seed=1) == ours
