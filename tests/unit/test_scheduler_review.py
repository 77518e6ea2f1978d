"""One review: what counts as evidence where, steps and dates, and clocks that jump."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from decks.memory import GuessEvidence, MemoryState, Rating, RatingEvidence, SelfEvidence, Stage
from scheduler.policy import Likelihood, Policy
from scheduler.port import Memory
from scheduler.review import expected_recall, seed_for
from tests.scheduler_samples import BERLIN, MODEL, NOW, PLAIN, graded, reviewed, standing

FINE = RatingEvidence(rating=Rating.GOOD)


def test_a_calibrated_score_on_even_odds_is_its_own_posterior() -> None:
    assert Policy().posterior(0.5, 0.8) == pytest.approx(0.8)
    assert Policy().posterior(0.9, 0.5) == pytest.approx(0.9)
    assert Policy().posterior(0.9, 0.2) == pytest.approx(9 / 13)


def test_no_score_is_surer_than_the_floor() -> None:
    assert Policy().posterior(0.9, 0.0) == Policy().posterior(0.9, 0.02)
    assert Policy(likelihood=Likelihood(slope=0.0)).posterior(0.9, 0.0) == pytest.approx(0.9)


def test_a_new_card_is_weighed_against_even_odds() -> None:
    outcome = reviewed(None, graded(0.8))
    assert outcome.recall_before is None
    assert outcome.posterior == pytest.approx(0.8)
    again, good = (MODEL.after(None, 0, rating) for rating in (Rating.AGAIN, Rating.GOOD))
    assert outcome.state.stability == pytest.approx(again.stability**0.2 * good.stability**0.8)
    assert outcome.state.difficulty == pytest.approx(0.2 * again.difficulty + 0.8 * good.difficulty)


def test_on_the_long_schedule_the_score_is_weighed_against_the_predicted_recall() -> None:
    outcome = reviewed(standing(days_ago=10, stability=10.0), graded(0.2))
    assert outcome.recall_before == pytest.approx(0.9)
    assert outcome.posterior == pytest.approx(9 / 13)
    assert outcome.rating is Rating.GOOD


@pytest.mark.parametrize("stage", [Stage.LEARNING, Stage.RELEARNING])
@pytest.mark.parametrize("days_ago", [0, 3])
def test_within_steps_a_fixed_cut_decides(stage: Stage, days_ago: int) -> None:
    state = standing(stage, days_ago=days_ago)
    for score, rating in ((0.49, Rating.AGAIN), (0.5, Rating.GOOD)):
        outcome = reviewed(state, graded(score))
        assert (outcome.rating, outcome.posterior) == (rating, None)


def test_on_the_same_day_a_fixed_cut_decides_and_the_posterior_from_one_day_on() -> None:
    assert reviewed(standing(days_ago=0), graded(0.3)).rating is Rating.AGAIN
    assert reviewed(standing(days_ago=0), graded(0.3)).posterior is None
    assert reviewed(standing(days_ago=1), graded(0.3)).posterior is not None


@pytest.mark.parametrize(
    ("evidence", "rating"),
    [
        (graded(0.0, certain=True), Rating.AGAIN),
        (graded(1.0, certain=True), Rating.GOOD),
        (SelfEvidence(had_it=True), Rating.GOOD),
        (SelfEvidence(had_it=False), Rating.AGAIN),
        (GuessEvidence(), Rating.AGAIN),
        (RatingEvidence(rating=Rating.HARD), Rating.HARD),
        (RatingEvidence(rating=Rating.EASY), Rating.EASY),
    ],
)
@pytest.mark.parametrize("state", [None, standing(), standing(days_ago=0)])
def test_certain_evidence_and_the_students_word_are_taken_as_they_are(
    state: MemoryState | None, evidence: RatingEvidence, rating: Rating
) -> None:
    outcome = reviewed(state, evidence)
    days = 0 if state is None else BERLIN.days_between(state.last_reviewed, NOW)
    before = None if state is None else Memory(state.stability, state.difficulty)
    expected = MODEL.after(before, days, rating)
    assert (outcome.rating, outcome.posterior) == (rating, None)
    assert (outcome.state.stability, outcome.state.difficulty) == (
        expected.stability,
        expected.difficulty,
    )


def test_a_new_card_climbs_its_steps_and_then_waits_for_days() -> None:
    first = reviewed(None, FINE).state
    assert (first.stage, first.step, first.due) == (Stage.LEARNING, 1, NOW + timedelta(minutes=10))
    second = reviewed(first, FINE, first.due).state
    assert (second.stage, second.step, second.reps) == (Stage.REVIEW, 0, 2)
    assert second.due == datetime(2026, 11, 25, 3, 0, tzinfo=UTC)


def test_a_failure_goes_back_to_the_first_step_and_a_hard_pass_repeats_its_own() -> None:
    first = reviewed(None, FINE).state
    again = reviewed(first, RatingEvidence(rating=Rating.AGAIN), first.due).state
    assert (again.stage, again.step, again.lapses) == (Stage.LEARNING, 0, 0)
    hard = reviewed(first, RatingEvidence(rating=Rating.HARD), first.due).state
    assert (hard.stage, hard.step) == (Stage.LEARNING, 1)
    easy = reviewed(None, RatingEvidence(rating=Rating.EASY)).state
    assert (easy.stage, easy.step) == (Stage.REVIEW, 0)


def test_a_lapse_is_counted_on_the_long_schedule_only() -> None:
    lapsed = reviewed(standing(), GuessEvidence()).state
    assert (lapsed.stage, lapsed.step, lapsed.lapses) == (Stage.RELEARNING, 0, 1)
    assert lapsed.due == NOW + timedelta(minutes=10)
    assert reviewed(lapsed, GuessEvidence(), lapsed.due).state.lapses == 1
    back = reviewed(lapsed, FINE, lapsed.due).state
    assert back.stage is Stage.REVIEW
    assert back.due > lapsed.due + timedelta(hours=12)


def test_without_steps_every_answer_is_on_the_long_schedule() -> None:
    bare = Policy(learning_steps=(), relearning_steps=(), fuzz=False)
    assert reviewed(None, GuessEvidence(), policy=bare).state.stage is Stage.REVIEW
    lapsed = reviewed(standing(), GuessEvidence(), policy=bare).state
    assert (lapsed.stage, lapsed.lapses) == (Stage.REVIEW, 1)
    assert BERLIN.days_between(NOW, lapsed.due) >= 1


def test_a_step_that_the_policy_no_longer_has_leads_on() -> None:
    late = standing(Stage.LEARNING, days_ago=0).model_copy(update={"step": 5})
    assert reviewed(late, FINE).state.stage is Stage.REVIEW
    assert reviewed(late, RatingEvidence(rating=Rating.HARD)).state.stage is Stage.REVIEW
    assert reviewed(late, GuessEvidence()).state.step == 0


def test_the_same_dice_give_the_same_date_and_the_maximum_holds() -> None:
    fuzzy = Policy(maximum_interval=30)
    state = standing(stability=200.0, days_ago=200)
    dates = {reviewed(state, FINE, policy=fuzzy, seed=str(n)).state.due for n in range(60)}
    assert len(dates) > 1
    assert max(BERLIN.days_between(NOW, due) for due in dates) == 30
    one, other = (reviewed(state, FINE, policy=fuzzy, seed="s").state for _ in range(2))
    assert one == other


def test_the_dice_are_those_of_the_learner_the_card_and_the_count() -> None:
    seeds = {seed_for(*each) for each in (("l", "c", 0), ("l", "c", 1), ("l", "d", 0))}
    assert len(seeds) == 3
    assert seed_for("l", "c", 0) == seed_for("l", "c", 0)


@pytest.mark.parametrize(
    "back", [timedelta(hours=1), timedelta(days=365), timedelta(days=20_000), -timedelta(days=3653)]
)
def test_a_clock_that_jumps_costs_one_interval_and_no_more(back: timedelta) -> None:
    wrong = reviewed(standing(days_ago=0), FINE, NOW - back)
    assert wrong.state.stability < 36_500
    right = reviewed(wrong.state, FINE, NOW + timedelta(days=1)).state
    healed = reviewed(right, FINE, NOW + timedelta(days=30))
    assert healed.recall_before == pytest.approx(
        MODEL.recall(Memory(right.stability, right.difficulty), 29)
    )
    for state in (wrong.state, right, healed.state):
        recall = expected_recall(state, NOW, model=MODEL, day=BERLIN)
        assert 0 < recall <= 1
        assert state.due > state.last_reviewed


def test_the_clock_going_back_counts_as_no_time_at_all() -> None:
    outcome = reviewed(standing(days_ago=-400), graded(0.3))
    assert outcome.recall_before == 1.0
    assert outcome.posterior is None


def test_retention_decides_how_far_the_date_lies() -> None:
    near, far = (
        reviewed(standing(), FINE, policy=Policy(retention=r, fuzz=False)).state.due
        for r in (0.95, 0.8)
    )
    assert near < far
    assert PLAIN.version == "posterior/4"
