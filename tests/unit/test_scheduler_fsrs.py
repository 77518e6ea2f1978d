"""FSRS-6 behind the port: known numbers, agreement with py-fsrs, and what the port refuses."""

from __future__ import annotations

import math
from datetime import timedelta

import pytest
from fsrs import Card, Scheduler
from fsrs import Rating as TheirRating

from decks.errors import WrongUsage
from decks.memory import Rating
from scheduler.fsrs import MAX_STABILITY, Fsrs6
from scheduler.port import Memory
from tests.scheduler_samples import MODEL, NOW

AGAIN, HARD, GOOD, EASY = Rating
PAST = [
    [(0, GOOD), (2, GOOD), (11, GOOD), (46, AGAIN), (0, GOOD), (3, HARD), (9, EASY), (90, GOOD)],
    [(0, AGAIN), (0, GOOD), (1, AGAIN), (0, AGAIN), (1, HARD), (1, GOOD), (400, AGAIN)],
    [(0, EASY), (8, EASY), (100, EASY), (1000, EASY), (3650, HARD), (0, AGAIN), (1, GOOD)],
    [(0, HARD), (0, HARD), (0, EASY), (30, GOOD), (1, GOOD), (1, GOOD), (1, AGAIN)],
]


@pytest.mark.parametrize(
    ("rating", "stability", "difficulty"),
    [(AGAIN, 0.212, 6.4133), (HARD, 1.2931, 5.11217), (GOOD, 2.3065, 2.1181), (EASY, 8.2956, 1.0)],
)
def test_a_first_review_gives_the_published_start(
    rating: Rating, stability: float, difficulty: float
) -> None:
    memory = MODEL.after(None, 0, rating)
    assert memory.stability == pytest.approx(stability, abs=1e-4)
    assert memory.difficulty == pytest.approx(difficulty, abs=1e-4)


def test_three_good_answers_and_a_lapse_give_the_known_numbers() -> None:
    memory = MODEL.after(None, 0, GOOD)
    known = [(10.964, 2.111), (46.280, 2.104), (2.933, 7.390)]
    for (days, rating), (stability, difficulty) in zip(PAST[0][1:4], known, strict=True):
        memory = MODEL.after(memory, days, rating)
        assert memory.stability == pytest.approx(stability, abs=1e-3)
        assert memory.difficulty == pytest.approx(difficulty, abs=1e-3)


@pytest.mark.parametrize("past", PAST)
def test_the_states_are_those_of_py_fsrs_at_equal_day_counts(
    past: list[tuple[int, Rating]],
) -> None:
    theirs = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    card, memory, at = Card(card_id=1), None, NOW
    for days, rating in past:
        at += timedelta(days=days)
        if memory is not None and card.stability is not None:
            assert MODEL.recall(memory, days) == pytest.approx(
                theirs.get_card_retrievability(card, at), rel=1.7e-4
            )
        card, _ = theirs.review_card(card, TheirRating(int(rating)), at)
        memory = MODEL.after(memory, days, rating)
        assert memory.stability == pytest.approx(card.stability, rel=1.7e-4)
        assert memory.difficulty == pytest.approx(card.difficulty, rel=1.7e-4)


@pytest.mark.parametrize("stability", [0.05, 2.3, 365.0, 36_500.0])
def test_recall_falls_to_the_retention_just_as_the_interval_ends(stability: float) -> None:
    memory = Memory(stability, 5.0)
    assert MODEL.recall(memory, 0) == 1.0
    assert MODEL.recall(memory, stability) == pytest.approx(0.9)
    for retention in (0.7, 0.9, 0.97):
        interval = MODEL.interval(memory, retention)
        assert MODEL.recall(memory, interval) == pytest.approx(retention)
    assert MODEL.interval(memory, 0.9) == pytest.approx(stability)


@pytest.mark.parametrize("stability", [0.0, -1.0, -0.0, 1e-9, math.nan, math.inf, -math.inf])
def test_a_memory_that_cannot_be_is_refused_not_computed_with(stability: float) -> None:
    memory = Memory(stability, 5.0)
    with pytest.raises(WrongUsage):
        MODEL.after(memory, 1, GOOD)
    with pytest.raises(WrongUsage):
        MODEL.recall(memory, 1)
    with pytest.raises(WrongUsage):
        MODEL.recalls([Memory(3.0, 5.0), memory], [1, 1])
    with pytest.raises(WrongUsage):
        MODEL.interval(memory, 0.9)


@pytest.mark.parametrize("difficulty", [0.0, -1.0, 11.0, math.nan])
def test_a_difficulty_out_of_its_range_is_refused(difficulty: float) -> None:
    with pytest.raises(WrongUsage):
        MODEL.after(Memory(3.0, difficulty), 1, GOOD)


@pytest.mark.parametrize("retention", [0.0, 1.0, -0.5, 2.0, math.nan])
def test_a_retention_that_is_no_probability_is_refused(retention: float) -> None:
    with pytest.raises(WrongUsage):
        MODEL.interval(Memory(3.0, 5.0), retention)


def test_the_recall_of_many_is_that_of_each() -> None:
    memories = [Memory(stability, 5.0) for stability in (0.001, 0.4, 1.0, 17.3, MAX_STABILITY)]
    days = [-3, 0, 1, 40.5, 4000]
    assert MODEL.recalls(memories, days) == list(map(MODEL.recall, memories, days))
    assert MODEL.recalls([], []) == []
    with pytest.raises(ValueError, match="argument"):
        MODEL.recalls(memories, days[:-1])


def test_days_that_went_back_count_as_none() -> None:
    memory = Memory(10.0, 5.0)
    assert MODEL.after(memory, -400, GOOD) == MODEL.after(memory, 0, GOOD)
    assert MODEL.recall(memory, -400) == 1.0


def test_ten_years_of_absence_and_a_hundred_easy_answers_stay_finite() -> None:
    memory = MODEL.after(None, 0, EASY)
    for _ in range(100):
        memory = MODEL.after(memory, 3653, EASY)
        assert 0 < memory.stability <= MAX_STABILITY
        assert 1 <= memory.difficulty <= 10


@pytest.mark.parametrize("parameters", [[], [1.0] * 20, [1.0] * 20 + [math.nan]])
def test_parameters_are_21_finite_numbers(parameters: list[float]) -> None:
    with pytest.raises(WrongUsage, match="21"):
        Fsrs6(parameters)


def test_fitted_parameters_carry_another_name() -> None:
    import fsrs_rs_python

    fitted = Fsrs6([*fsrs_rs_python.DEFAULT_PARAMETERS[:20], 0.3])
    assert (Fsrs6().name, fitted.name) == ("fsrs-6", "fsrs-6-fitted")
    assert fitted.recall(Memory(5.0, 5.0), 5) == pytest.approx(0.9)
    assert fitted.recall(Memory(5.0, 5.0), 50) < MODEL.recall(Memory(5.0, 5.0), 50)
