"""Laws of one review, for any state, score and time."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from decks.memory import MemoryState, Rating, RatingEvidence, Stage
from scheduler.policy import Likelihood, Policy
from scheduler.port import Memory
from tests.scheduler_samples import MODEL, NOW, PLAIN, graded, reviewed, standing

SCORES = st.floats(0, 1)
RECALLS = st.floats(0, 1)
LIKELIHOODS = st.builds(
    Likelihood, st.floats(0.05, 0.95), st.floats(0.1, 2.0), st.floats(0.001, 0.2)
)
STATES = st.builds(
    standing,
    st.sampled_from(Stage),
    stability=st.floats(0.01, 3000),
    difficulty=st.floats(1, 10),
    days_ago=st.integers(0, 5000),
)
LONG = STATES.filter(
    lambda state: state.stage is Stage.REVIEW and state.last_reviewed < NOW - timedelta(days=1)
)


@given(LIKELIHOODS, RECALLS, SCORES, SCORES)
def test_a_better_score_never_lowers_the_posterior(
    likelihood: Likelihood, recall: float, one: float, other: float
) -> None:
    policy = Policy(likelihood=likelihood)
    low, high = sorted((one, other))
    assert 0 <= policy.posterior(recall, low) <= policy.posterior(recall, high) <= 1


@given(LIKELIHOODS, SCORES, RECALLS, RECALLS)
def test_a_likelier_recall_never_lowers_the_posterior(
    likelihood: Likelihood, score: float, one: float, other: float
) -> None:
    policy = Policy(likelihood=likelihood)
    low, high = sorted((one, other))
    assert policy.posterior(low, score) <= policy.posterior(high, score)


@given(st.none() | STATES, SCORES, SCORES)
def test_a_better_score_never_brings_a_card_back_sooner(
    state: MemoryState | None, one: float, other: float
) -> None:
    worse, better = (reviewed(state, graded(score)).state for score in sorted((one, other)))
    assert worse.stability <= better.stability * (1 + 1e-12)
    assert worse.due <= better.due


@given(st.none() | STATES, SCORES)
def test_a_machines_score_leads_between_again_and_good_and_is_never_hard(
    state: MemoryState | None, score: float
) -> None:
    outcome = reviewed(state, graded(score))
    failed, passed = (
        reviewed(state, RatingEvidence(rating=rating)).state
        for rating in (Rating.AGAIN, Rating.GOOD)
    )
    assert outcome.rating in (Rating.AGAIN, Rating.GOOD)
    slack = 1 + 1e-12
    assert failed.stability / slack <= outcome.state.stability <= passed.stability * slack
    assert passed.difficulty / slack <= outcome.state.difficulty <= failed.difficulty * slack
    assert outcome.state.due <= passed.due


@given(LONG, st.floats(0, 0.5))
def test_a_failing_score_never_lengthens_stability_beyond_good(
    state: MemoryState, score: float
) -> None:
    outcome = reviewed(state, graded(score))
    assert outcome.posterior is not None
    assert outcome.recall_before is not None
    assert outcome.posterior <= outcome.recall_before + 1e-9
    good = reviewed(state, RatingEvidence(rating=Rating.GOOD)).state
    assert outcome.state.stability <= good.stability * (1 + 1e-12)


@given(
    st.none() | STATES,
    SCORES,
    st.booleans(),
    st.timedeltas(timedelta(days=-20_000), timedelta(days=20_000)),
    st.floats(0.7, 0.99),
    st.text(max_size=3),
)
def test_any_review_at_any_time_gives_a_finite_state_and_a_date_within_the_maximum(
    state: MemoryState | None,
    score: float,
    certain: bool,
    shift: timedelta,
    retention: float,
    seed: str,
) -> None:
    policy = Policy(retention=retention, maximum_interval=1000)
    at = NOW + shift
    after = reviewed(state, graded(score, certain=certain), at, policy=policy, seed=seed).state
    assert 0 < after.stability <= 36_500
    assert timedelta(0) < after.due - at <= timedelta(days=1001)
    assert after.reps == (state.reps if state else 0) + 1
    assert 0 < MODEL.recall(Memory(after.stability, after.difficulty), 36_500) <= 1


@given(st.none() | STATES, SCORES)
def test_a_certain_score_is_not_blended(state: MemoryState | None, score: float) -> None:
    rating = Rating.GOOD if score >= 0.5 else Rating.AGAIN
    assert reviewed(state, graded(score, certain=True), policy=PLAIN).state == (
        reviewed(state, RatingEvidence(rating=rating), policy=PLAIN).state
    )


@given(st.floats(1.0, 10.0), SCORES)
def test_difficulty_keeps_to_its_range_at_both_ends(difficulty: float, score: float) -> None:
    for end in (1.0, 10.0, difficulty):
        assert 1 <= reviewed(standing(difficulty=end), graded(score)).state.difficulty <= 10
