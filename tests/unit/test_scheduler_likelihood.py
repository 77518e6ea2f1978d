"""What scores are worth is found from judged answers, however many of them happened to be right."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decks.memory import GradeEvidence
from scheduler.likelihood import ENOUGH, LOWEST_BASE, MOST_SLOPE, SHIPPED, fitted
from scheduler.policy import Likelihood, Policy
from scheduler.simulation.graders import SimulatedGrader
from tests.scheduler_samples import reviewed, standing

FINE = Likelihood(floor=0.001)


def judged(grader: SimulatedGrader, share: float, count: int = 4000) -> list[tuple[float, bool]]:
    dice = random.Random(1)
    truths = [dice.random() < share for _ in range(count)]
    return [(grader.score(truth, dice), truth) for truth in truths]


@pytest.mark.parametrize("share", [0.3, 0.8])
@pytest.mark.parametrize(("base", "sharpness"), [(0.5, 1.0), (0.8, 1.0), (0.2, 1.0), (0.5, 2.0)])
def test_base_rate_and_slope_are_the_graders_own_however_many_answers_were_right(
    base: float, sharpness: float, share: float
) -> None:
    found = fitted(judged(SimulatedGrader(0.85, base, sharpness), share), FINE)
    assert found.base == pytest.approx(base, abs=0.03)
    assert found.slope == pytest.approx(1 / sharpness, rel=0.06)


def test_too_few_judged_answers_or_of_one_kind_change_nothing() -> None:
    given_one = SHIPPED["local"]
    few = judged(SimulatedGrader(0.85), 0.5, ENOUGH - 1)
    assert fitted(few, given_one) == given_one
    assert fitted([(0.9, True)] * 500 + [(0.1, False)] * 14, given_one) == given_one


@given(
    st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=ENOUGH, max_size=90),
)
def test_whatever_is_judged_the_likelihood_stays_within_its_bounds(
    pairs: list[tuple[float, bool]],
) -> None:
    found = fitted(pairs, Likelihood())
    assert LOWEST_BASE <= found.base <= 1 - LOWEST_BASE
    assert 0 < found.slope <= MOST_SLOPE


def test_each_grader_is_weighed_by_its_own_likelihood_version_before_name() -> None:
    lenient, strict = Likelihood(base=0.8), Likelihood(base=0.2)
    policy = Policy(likelihoods={"local": lenient, "local/2": strict}, fuzz=False)
    assert policy.likelihood_of("local/1") == lenient
    assert policy.likelihood_of("local/2") == strict
    assert policy.likelihood_of("judge/1") == Likelihood()

    def posterior(grader: str) -> float:
        evidence = GradeEvidence(score=0.5, confidence=0.9, grader=grader)
        found = reviewed(standing(), evidence, policy=policy).posterior
        assert found is not None
        return found

    assert posterior("local/1") < posterior("judge/1") < posterior("local/2")
