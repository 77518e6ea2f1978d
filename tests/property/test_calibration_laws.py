"""Calibration learns slowly, in the right direction, and never out of bounds."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from decks.cards import KeyPoint
from decks.grading import PointVerdict, Verdict
from grader.score import overall
from service.trust.calibration import OFFSET_SPREAD, Judgement, fitted, loss
from service.trust.judging import calibrated, seen_from

units = st.floats(0, 1)
rows = st.lists(
    st.builds(Judgement, units, st.sampled_from([0.0, 0.5, 1.0]), st.sampled_from([0.25, 1.0])),
    max_size=30,
)


@given(rows)
def test_what_is_learned_never_does_worse_on_what_it_was_learned_from(
    found: list[Judgement],
) -> None:
    slope, offset = fitted(found)
    assert 0.2 <= slope <= 5
    assert -5 <= offset <= 5
    assert loss(found, slope, offset) <= loss(found) + 1e-9


def test_nothing_learned_moves_nothing() -> None:
    assert fitted([]) == (1.0, 0.0)


@given(units, st.sampled_from([0.0, 1.0]))
def test_one_label_moves_less_than_a_spread_of_the_prior(score: float, truth: float) -> None:
    _, offset = fitted([Judgement(score, truth)])
    assert abs(offset) <= OFFSET_SPREAD**2
    assert offset * (truth - 0.5) >= 0


def test_many_labels_recover_a_grader_that_is_off() -> None:
    dice = np.random.default_rng(1)
    scores = dice.uniform(0.05, 0.95, 4000)
    truth = dice.uniform(size=4000) < 1 / (1 + np.exp(-(0.7 * np.log(scores / (1 - scores)) + 1)))
    slope, offset = fitted(
        [Judgement(float(s), float(t)) for s, t in zip(scores, truth, strict=True)]
    )
    assert abs(slope - 0.7) < 0.1
    assert abs(offset - 1) < 0.15


@given(units, st.floats(0.2, 5), st.floats(-5, 5))
def test_certainty_stays_certain_and_order_stays(score: float, slope: float, offset: float) -> None:
    assert calibrated(0.0, slope, offset) == 0.0
    assert calibrated(1.0, slope, offset) == 1.0
    higher = min(1.0, score + 0.01)
    assert calibrated(score, slope, offset) <= calibrated(higher, slope, offset)


@given(st.floats(0.2, 0.8))
def test_a_score_at_the_cut_looks_like_one_half(cut: float) -> None:
    assert math.isclose(seen_from(cut, cut), 0.5, abs_tol=1e-9)
    assert seen_from(0.9, 0.5) == 0.9 or math.isclose(seen_from(0.9, 0.5), 0.9)


@st.composite
def judged(draw: st.DrawFn) -> tuple[list[KeyPoint], list[PointVerdict]]:
    count = draw(st.integers(1, 4))
    points = [
        KeyPoint(text=f"p{at}", weight=draw(st.floats(0.1, 3)), required=draw(st.booleans()))
        for at in range(count)
    ]
    verdicts = [
        PointVerdict(
            point=at,
            text=point.text,
            verdict=draw(st.sampled_from(Verdict)),
            credit=draw(units),
            quote="q",
        )
        for at, point in enumerate(points)
    ]
    return points, verdicts


@given(judged())
def test_at_the_published_cut_the_verdict_is_the_graders(
    found: tuple[list[KeyPoint], list[PointVerdict]],
) -> None:
    assert overall(*found, 0.5) is overall(*found)


@given(judged(), st.floats(0.2, 0.8), st.floats(0.2, 0.8))
def test_a_stricter_cut_never_raises_a_verdict(
    found: tuple[list[KeyPoint], list[PointVerdict]], one: float, other: float
) -> None:
    levels = {"contradictory": 0, "incorrect": 0, "partial": 1, "correct": 2}
    lenient, strict = sorted((one, other))
    assert levels[overall(*found, strict)] <= levels[overall(*found, lenient)]
