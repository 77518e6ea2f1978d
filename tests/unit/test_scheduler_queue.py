"""What is asked now and in which order, how much is ahead, and logs that do not hold together."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from decks.errors import DataDamaged
from decks.memory import Entry, MemoryState, ReviewLog, SelfEvidence, Stage
from scheduler.policy import Policy
from scheduler.queue import due_by_day, due_order
from scheduler.replay import replay
from tests.scheduler_samples import BERLIN, MODEL, NOW, standing

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
TOMORROW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


def order(
    states: dict[str, MemoryState], new: list[str] | None = None, limit: int = 10
) -> list[str]:
    return due_order(states, new or [], NOW, day=BERLIN, model=MODEL, new_limit=limit)


def test_steps_come_first_then_what_is_likeliest_forgotten_then_new_cards() -> None:
    states = {
        "sure": standing(stability=100.0),
        "shaky": standing(stability=5.0),
        "step late": standing(Stage.RELEARNING, days_ago=0, due=NOW - MINUTE),
        "step early": standing(Stage.LEARNING, days_ago=0, due=NOW - 5 * MINUTE),
    }
    new = ["n2", "n1"]
    assert order(states, new) == ["step early", "step late", "shaky", "sure", "n2", "n1"]


def test_a_step_waits_for_its_time_and_a_review_for_its_day() -> None:
    states = {
        "step": standing(Stage.LEARNING, days_ago=0, due=NOW + MINUTE),
        "tonight": standing(due=TOMORROW - MINUTE),
        "tomorrow": standing(due=TOMORROW),
    }
    assert order(states) == ["tonight"]


@pytest.mark.parametrize(("limit", "asked"), [(0, 0), (-3, 0), (2, 2), (9, 3)])
def test_new_cards_are_limited(limit: int, asked: int) -> None:
    assert order({}, ["a", "b", "c"], limit) == ["a", "b", "c"][:asked]


def test_equal_cards_have_one_order() -> None:
    states = {card: standing() for card in ("b", "c", "a")}
    assert order(states) == ["a", "b", "c"]


@pytest.mark.parametrize("stage", Stage)
def test_a_card_reviewed_by_a_clock_that_ran_ahead_is_not_lost_for_ten_years(
    stage: Stage,
) -> None:
    ahead = standing(stage, days_ago=-3653, due=NOW + 3700 * DAY)
    assert order({"card": ahead}) == ["card"]
    assert due_by_day({"card": ahead}, NOW, day=BERLIN, horizon=1) == {NOW.date(): 1}
    an_hour = standing(stage, days_ago=0, due=NOW + 9 * DAY).model_copy(
        update={"last_reviewed": NOW + timedelta(hours=1)}
    )
    assert order({"card": an_hour}) == []


def test_the_days_ahead_sum_to_the_cards_within_them_and_the_overdue_count_today() -> None:
    states = {str(n): standing(due=NOW + n * DAY) for n in range(-5, 20)}
    ahead = due_by_day(states, NOW, day=BERLIN, horizon=7)
    assert list(ahead) == [NOW.date() + n * DAY for n in range(7)]
    assert list(ahead.values()) == [6, 1, 1, 1, 1, 1, 1]
    assert sum(due_by_day(states, NOW, day=BERLIN, horizon=20).values()) == len(states)


def test_a_card_due_after_midnight_counts_for_the_day_before() -> None:
    night = standing(due=TOMORROW - MINUTE)
    assert due_by_day({"a": night}, NOW, day=BERLIN, horizon=2) == {
        NOW.date(): 1,
        NOW.date() + DAY: 0,
    }


def test_a_log_that_amends_what_it_lacks_is_damaged() -> None:
    stray = ReviewLog(
        id="rev_2",
        learner_id="per_a",
        card_id="crd_a",
        card_version_id="cv_a",
        sequence=2,
        entry=Entry.CORRECTION,
        amends="rev_1",
        at=NOW,
        evidence=SelfEvidence(had_it=True),
        policy="posterior/1",
    )
    with pytest.raises(DataDamaged, match="rev_1"):
        replay([stray], model=MODEL, policy=Policy(), day=BERLIN)
    assert replay([], model=MODEL, policy=Policy(), day=BERLIN) is None
