"""Right statements turned round, and the honest answers that look like them, by name.

The published bound is 15 in 100 of each kind of attack and 5 in 100 of the honest answers.
"""

from __future__ import annotations

import pytest

from decks.cards import KeyPoint
from decks.grading import Overall
from grader.task import GradingTask
from tests.grader_look_alikes import HONEST, TURNED
from tests.grader_samples import QUESTION, REFERENCE, lenient, scored

MOST_ATTACKS = 0.15
MOST_FALSE_ALARMS = 0.05
OTHER_TOPICS = (
    "Osmosis moves water through membranes. A stack returns the element that was pushed last. "
    "Inflation is a general rise of prices in an economy. The tilt of the axis causes the seasons. "
    "Binary search halves a sorted range at every comparison. Erosion carries soil away by wind. "
    "Insulin lowers the level of sugar in the blood. A monopoly has a single seller in its market."
)


def passes(question: str, reference: str, answer: str) -> bool:
    graded = lenient().grade(GradingTask(question, (reference,), answer))
    return scored(graded).overall is Overall.CORRECT


@pytest.mark.parametrize("kind", ["swapped", "negated", "opposite", "number"])
def test_few_statements_turned_round_pass(kind: str) -> None:
    attacks = [row for row in TURNED if row[3] == kind]
    passed = [row for row in attacks if passes(*row[:3])]
    assert len(passed) <= MOST_ATTACKS * len(attacks), passed


def test_few_honest_answers_that_look_turned_round_fail() -> None:
    failed = [row for row in HONEST if not passes(*row)]
    assert len(failed) <= MOST_FALSE_ALARMS * len(HONEST), failed


def test_the_generator_turned_round_is_contradictory() -> None:
    question, reference, answer, _ = TURNED[0]
    result = scored(lenient().grade(GradingTask(question, (reference,), answer)))
    assert result.overall is Overall.CONTRADICTORY


def test_hedging_with_a_statement_and_its_contrary_seldom_passes() -> None:
    hedges = [
        (question, reference, f"Maybe {reference.rstrip('.')}, or maybe {against}")
        for question, reference, against, kind in TURNED
        if kind in ("negated", "opposite")
    ]
    passed = [row for row in hedges if passes(*row)]
    assert len(passed) <= MOST_ATTACKS * len(hedges), passed


def test_a_flood_of_other_topics_does_not_pass() -> None:
    assert not passes(QUESTION, REFERENCE, OTHER_TOPICS)


LENS = "What does a lens do, and what does a mirror do?"
LENS_POINTS = ("A lens bends light that passes through it", "A mirror throws light back")
LENS_REFERENCE = ". ".join(LENS_POINTS) + "."


def lens(answer: str) -> float:
    points = tuple(KeyPoint(text=each) for each in LENS_POINTS)
    return scored(lenient().grade(GradingTask(LENS, (LENS_REFERENCE,), answer, points))).score


def test_given_points_do_not_hide_an_exchange() -> None:
    assert lens("A lens bends light that passes through it, a mirror throws light back.") >= 0.9
    assert lens("A mirror bends light that passes through it, a lens throws light back.") <= 0.3


def test_a_point_that_is_denied_costs_its_own_share_alone() -> None:
    one = lens("A lens bends light that passes through it. A mirror does not throw light back.")
    assert 0.1 <= one < 0.5


def test_a_denied_point_saves_no_other_that_is_denied_in_other_words() -> None:
    assert lens("A lens does not bend light, and nobody ever saw a mirror throw it back.") <= 0.35
    assert (
        lens("A lens does not bend the light that passes through it; no mirror reflects.") <= 0.35
    )


def test_to_say_first_what_it_is_not_costs_nothing() -> None:
    question, reference = "What causes the tides?", "The pull of the Moon on the water of the sea."
    plain = "It is the pull of the Moon on the sea."
    foil = f"It is not the wind; {plain[0].lower()}{plain[1:]}"
    scores = [
        scored(lenient().grade(GradingTask(question, (reference,), each))).score
        for each in (plain, foil)
    ]
    assert scores[1] == pytest.approx(scores[0], abs=0.05)


def test_labels_with_what_is_said_of_each_are_statements() -> None:
    assert lens("lens: bends light passing through; mirror: throws light back") >= 0.5


def test_half_of_a_comparison_is_no_contrary_of_it() -> None:
    assert 0.25 <= lens("A lens bends the light that passes through it.") <= 0.75
    assert 0.25 <= lens("A mirror throws light back.") <= 0.75


def test_a_short_contrary_in_the_words_of_the_other_half_is_no_half() -> None:
    question = "Why does a fungicide not help against lice?"
    points = ("lice are insects", "a fungicide only kills fungi")
    reference = "Lice are insects, and a fungicide only kills fungi."
    keys = tuple(KeyPoint(text=each) for each in points)
    wrong = GradingTask(question, (reference,), "Lice are fungi.", keys)
    right = GradingTask(question, (reference,), "Lice are insects.", keys)
    assert scored(lenient().grade(wrong)).score < scored(lenient().grade(right)).score
    assert scored(lenient().grade(wrong)).overall is not Overall.CORRECT
