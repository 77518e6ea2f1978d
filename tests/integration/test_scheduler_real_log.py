"""A real learner's log: predictions and states beside those of py-fsrs, and what fitting gives."""

from __future__ import annotations

import math
from datetime import timedelta
from pathlib import Path

import pytest
from fsrs import Card, Scheduler
from fsrs import Rating as TheirRating

from scheduler.fitting import ENOUGH, Seen, fitted, log_loss
from scheduler.port import Memory
from tests.revlog import FRENCH, Answered, histories
from tests.scheduler_samples import MODEL, NOW


@pytest.fixture(scope="module")
def past(real_data: Path) -> list[list[Answered]]:
    return histories(real_data / FRENCH)


def loss(recall: float, rating: int) -> float:
    held = min(max(recall, 1e-7), 1 - 1e-7)
    return -math.log(held if rating > 1 else 1 - held)


def ours(past: list[list[Answered]]) -> tuple[list[float], list[Memory]]:
    """The log loss of each review of a later day, and the memory after each card's last review."""
    losses, after = [], []
    for card in past:
        memory: Memory | None = None
        for seen in card:
            if memory is not None and seen.days:
                losses.append(loss(MODEL.recall(memory, seen.days), seen.rating))
            memory = MODEL.after(memory, seen.days, seen.rating)
        assert memory is not None
        after.append(memory)
    return losses, after


def theirs(past: list[list[Answered]]) -> tuple[list[float], list[Card]]:
    """The same by py-fsrs with its default parameters, at equal day counts, fuzz off."""
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    losses, after = [], []
    for number, seen_card in enumerate(past):
        card, at = Card(card_id=number), NOW
        for seen in seen_card:
            at += timedelta(days=seen.days)
            if card.stability is not None and seen.days:
                losses.append(loss(scheduler.get_card_retrievability(card, at), seen.rating))
            card, _ = scheduler.review_card(card, TheirRating(int(seen.rating)), at)
        after.append(card)
    return losses, after


def test_a_real_log_is_predicted_as_well_as_by_py_fsrs_and_leaves_the_same_states(
    past: list[list[Answered]],
) -> None:
    assert sum(map(len, past)) == 3470
    losses, after = ours(past)
    their_losses, cards = theirs(past)
    assert len(losses) == len(their_losses) > 2000
    mean, their_mean = (sum(each) / len(each) for each in (losses, their_losses))
    assert mean <= their_mean + 0.002
    for memory, card in zip(after, cards, strict=True):
        assert memory.stability == pytest.approx(card.stability, rel=2e-4)
        assert memory.difficulty == pytest.approx(card.difficulty, rel=2e-4)


def test_histories_at_once_give_what_review_by_review_gives(past: list[list[Answered]]) -> None:
    at_once = MODEL.after_all([[(seen.days, seen.rating) for seen in card] for card in past])
    for memory, one in zip(ours(past)[1], at_once, strict=True):
        assert one.stability == pytest.approx(memory.stability, rel=1e-5)
        assert one.difficulty == pytest.approx(memory.difficulty, rel=1e-5)


def test_fitting_a_real_log_keeps_parameters_only_where_they_win_on_later_reviews(
    past: list[list[Answered]],
) -> None:
    seen = [[Seen(each.at, each.day, int(each.rating)) for each in card] for card in past]
    found = fitted(seen)
    assert found.predicted > ENOUGH
    assert found.default_loss is not None
    assert found.fitted_loss is not None
    assert found.kept == (found.fitted_loss < found.default_loss)
    assert fitted(seen) == found
    default = log_loss(seen, MODEL._parameters)
    assert default == pytest.approx(sum(ours(past)[0]) / len(ours(past)[0]), abs=1e-5)
