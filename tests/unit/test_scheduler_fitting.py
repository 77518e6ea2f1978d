"""Fitted parameters: kept where they predict later reviews better, within a second of CPU time."""

from __future__ import annotations

import random
import time

import pytest

from decks.memory import Rating
from scheduler.fitting import ENOUGH, Seen, fitted, in_doubt, log_loss
from scheduler.fsrs import Fsrs6
from scheduler.port import Memory
from tests.machine import slowness
from tests.scheduler_samples import MODEL

DEFAULTS = MODEL._parameters
FORGETFUL = Fsrs6([each * 0.35 for each in DEFAULTS[:4]] + DEFAULTS[4:])


def pasts(model: Fsrs6, cards: int, reviews: int, seed: int = 1) -> list[list[Seen]]:
    """Histories of a learner whose memory is a model's, asked on a default schedule."""
    dice = random.Random(seed)
    made = []
    for _ in range(cards):
        day, history = dice.randint(0, 400), []
        memory: Memory | None = None
        gap = 0
        for _ in range(reviews):
            right = dice.random() < (0.7 if memory is None else model.recall(memory, gap))
            rating = Rating.GOOD if right else Rating.AGAIN
            history.append(Seen(86_400.0 * day + dice.random(), day, int(rating)))
            memory = model.after(memory, gap, rating)
            gap = max(1, round(dice.uniform(0.5, 1.5) * MODEL.interval(memory, 0.9)))
            day += gap
        made.append(history)
    return made


def test_a_learner_who_forgets_faster_gets_parameters_that_predict_better() -> None:
    found = fitted(pasts(FORGETFUL, 400, 6))
    assert found.kept
    assert found.default_loss is not None
    assert found.fitted_loss is not None
    assert found.parameters is not None
    assert found.fitted_loss < found.default_loss
    assert len(found.parameters) == 21
    fresh = pasts(FORGETFUL, 200, 6, seed=2)
    better, default = log_loss(fresh, found.parameters), log_loss(fresh, DEFAULTS)
    assert better is not None
    assert default is not None
    assert better < default
    assert Fsrs6(found.parameters).name == "fsrs-6-fitted"


def test_parameters_that_lose_on_the_later_reviews_are_not_kept() -> None:
    """The past changes its ways: what was learnt of its beginning is wrong at its end."""
    early, late = pasts(FORGETFUL, 120, 5), pasts(MODEL, 40, 5, seed=3)
    end = max(seen.at for history in early for seen in history)
    moved = [
        [Seen(seen.at + end, seen.day + round(end / 86_400), 4) for seen in history]
        for history in late
    ]
    found = fitted([*early, *moved])
    assert found.default_loss is not None
    assert not found.kept
    assert found.parameters is None


def test_a_short_past_fits_nothing() -> None:
    assert fitted([]).parameters is None
    few = fitted(pasts(FORGETFUL, ENOUGH // 10, 5))
    assert few.predicted < ENOUGH
    assert (few.default_loss, few.fitted_loss, few.kept) == (None, None, False)


def test_reviews_in_doubt_and_of_the_same_day_are_not_predicted_but_remembered() -> None:
    history = [Seen(0, 0, 3), Seen(1, 0, 3), Seen(2, 5, 1, sure=False), Seen(3, 9, 3)]
    memory = MODEL.after_all([[(0, Rating(3)), (0, Rating(3)), (5, Rating(1))]])[0]
    import math

    assert log_loss([history], DEFAULTS) == pytest.approx(
        -math.log(MODEL.recall(memory, 4)), rel=1e-5
    )
    assert log_loss([history[:3]], DEFAULTS) is None
    assert log_loss([], DEFAULTS) is None
    assert [in_doubt(p) for p in (None, 0.1, 0.5, 0.95)] == [False, False, True, False]


@pytest.mark.timed
def test_a_hundred_thousand_reviews_are_fitted_within_a_second_of_cpu_time() -> None:
    past = pasts(FORGETFUL, 1000, 10)
    many = [
        [Seen(seen.at + 7 * copy, seen.day + copy % 30, seen.rating) for seen in history]
        for copy in range(10)
        for history in past
    ]
    started = time.process_time()
    found = fitted(many)
    took = time.process_time() - started
    assert found.predicted > 80_000
    assert took < 1.0 * slowness()
