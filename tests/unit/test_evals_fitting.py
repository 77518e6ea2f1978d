"""A grader's base rate found from predicted recalls and scores alone."""

from __future__ import annotations

import random

import pytest

from scheduler.base_rate import ENOUGH, HIGHEST, LOWEST, fitted
from scheduler.policy import Likelihood
from scheduler.simulation.graders import SimulatedGrader


def log(grader: SimulatedGrader, count: int = 3000) -> list[tuple[float, float]]:
    dice = random.Random(1)
    recalls = [dice.uniform(0.6, 0.99) for _ in range(count)]
    return [(recall, grader.score(dice.random() < recall, dice)) for recall in recalls]


@pytest.mark.parametrize("base", [0.2, 0.35, 0.5, 0.8])
@pytest.mark.parametrize("auc", [0.8, 0.92])
def test_the_base_rate_of_a_grader_is_found_without_labels(base: float, auc: float) -> None:
    found = fitted(log(SimulatedGrader(auc, base)), Likelihood(floor=0.001))
    assert found.base == pytest.approx(base, abs=0.05)
    assert (found.slope, found.floor) == (1.0, 0.001)


def test_too_few_reviews_change_nothing() -> None:
    few = log(SimulatedGrader(0.92, 0.8), ENOUGH - 1)
    assert fitted(few, Likelihood()) == Likelihood()


@pytest.mark.parametrize(("score", "end"), [(0.0, LOWEST), (1.0, HIGHEST)])
def test_a_grader_that_says_one_thing_only_is_held_within_bounds(score: float, end: float) -> None:
    assert fitted([(0.9, score)] * ENOUGH, Likelihood()).base == pytest.approx(end, abs=0.05)
