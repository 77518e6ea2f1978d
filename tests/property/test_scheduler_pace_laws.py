"""The time that an answer took is weak evidence: bounded, one-sided for failures, and replayed."""

from __future__ import annotations

import math
from datetime import timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from decks.memory import Entry, Evidence, Rating, RatingEvidence, ReviewLog, SelfEvidence, Stage
from scheduler.pace import BOUND, LONGEST, NEEDED, log_ratio, nudged
from scheduler.policy import CUT, Policy, heeds_pace, logit
from scheduler.replay import effective, replay, times
from scheduler.review import Outcome, advance, seed_for
from tests.scheduler_samples import BERLIN, MODEL, NOW, PLAIN, graded, standing

SECONDS = st.none() | st.floats(-1, 1e6)
TIMES = st.lists(st.floats(0.01, LONGEST), max_size=8)
LONG = st.builds(
    standing,
    st.just(Stage.REVIEW),
    stability=st.floats(0.5, 3000),
    difficulty=st.floats(1, 10),
    days_ago=st.integers(1, 3000),
)
NATS = st.floats(-5, 5)


def outcome(state: object, evidence: Evidence, pace: float) -> Outcome:
    return advance(
        state,  # type: ignore[arg-type]  # drawn from LONG, whose type Hypothesis hides
        evidence,
        NOW,
        model=MODEL,
        policy=PLAIN,
        day=BERLIN,
        seed="dice",
        pace=pace,
    )


@given(SECONDS, TIMES)
def test_the_ratio_is_bounded_and_nothing_for_the_first_answers(
    seconds: float | None, earlier: list[float]
) -> None:
    nats = log_ratio(seconds, earlier)
    assert -BOUND <= nats <= BOUND
    if len(earlier) < NEEDED or seconds is None or not 0 < seconds <= LONGEST:
        assert nats == 0


@given(st.floats(0.01, LONGEST), st.floats(0.01, LONGEST), st.lists(st.floats(1, 99), min_size=3))
def test_the_slower_of_two_answers_says_no_more_for_recall(
    one: float, other: float, earlier: list[float]
) -> None:
    quick, slow = sorted((one, other))
    assert log_ratio(slow, earlier) <= log_ratio(quick, earlier)


@given(st.floats(1e-6, 1 - 1e-6), NATS, st.booleans())
def test_pace_moves_the_posterior_by_its_bound_at_most_and_never_over_one_half(
    posterior: float, nats: float, passed: bool
) -> None:
    moved = nudged(posterior, nats, passed=passed)
    assert abs(logit(moved) - logit(posterior)) <= BOUND + 1e-6
    assert (moved >= 0.5) == (posterior >= 0.5)


@given(LONG, st.floats(0, 1), NATS)
def test_pace_changes_no_rating_no_stage_and_no_lapse(
    state: object, score: float, n: float
) -> None:
    plain, paced = outcome(state, graded(score), 0.0), outcome(state, graded(score), n)
    assert (plain.rating, plain.state.stage, plain.state.lapses) == (
        paced.rating,
        paced.state.stage,
        paced.state.lapses,
    )


@given(LONG, st.floats(0, 1), NATS)
def test_the_state_stays_within_the_blends_of_the_bound(
    state: object, score: float, n: float
) -> None:
    plain = outcome(state, graded(score), 0.0)
    assume(plain.posterior is not None)
    assert plain.posterior is not None
    paced = outcome(state, graded(score), n)
    failed = outcome(state, RatingEvidence(rating=Rating.AGAIN), 0.0).state.stability
    passed = outcome(state, RatingEvidence(rating=Rating.GOOD), 0.0).state.stability
    whole = abs(math.log(passed) - math.log(failed))
    # The slope of the logistic function is 1/4 at most.
    furthest = whole * BOUND / 4 + 1e-6
    assert abs(math.log(paced.state.stability) - math.log(plain.state.stability)) <= furthest


@given(LONG, st.floats(0, CUT, exclude_max=True), st.floats(0, 5))
def test_a_quick_failure_is_a_failure_and_no_less(state: object, score: float, n: float) -> None:
    assert outcome(state, graded(score), n) == outcome(state, graded(score), 0.0)


@given(LONG, st.booleans(), st.sampled_from(Rating), NATS)
def test_what_a_person_said_is_not_weighed_by_the_time(
    state: object, had_it: bool, rating: Rating, n: float
) -> None:
    for said in (SelfEvidence(had_it=had_it), RatingEvidence(rating=rating)):
        assert outcome(state, said, n) == outcome(state, said, 0.0)
    certain = graded(1.0, certain=True)
    assert outcome(state, certain, n) == outcome(state, certain, 0.0)


LOGS = st.lists(
    st.tuples(
        st.integers(1, 90_000),
        st.floats(0, 1),
        SECONDS.filter(lambda each: each is None or each >= 0),
        st.sampled_from(["posterior/2", Policy().version]),
    ),
    min_size=1,
    max_size=12,
)


def logged(drawn: list[tuple[int, float, float | None, str]]) -> list[ReviewLog]:
    at, log = NOW, []
    for number, (minutes, score, seconds, policy) in enumerate(drawn, 1):
        at += timedelta(minutes=minutes)
        log.append(
            ReviewLog(
                id=f"rev_{number}",
                learner_id="per_a",
                card_id="crd_a",
                card_version_id="cv_a",
                sequence=number,
                entry=Entry.REVIEW,
                at=at,
                evidence=graded(score),
                seconds=seconds,
                policy=policy,
            )
        )
    return log


@given(LOGS)
def test_a_replay_weighs_the_time_where_the_review_did_and_so_gives_what_was_live(
    drawn: list[tuple[int, float, float | None, str]],
) -> None:
    log, state = logged(drawn), None
    for place, entry in enumerate(log):
        heeded = heeds_pace(entry.policy)
        assert entry.evidence is not None
        state = advance(
            state,
            entry.evidence,
            entry.at,
            model=MODEL,
            policy=PLAIN,
            day=BERLIN,
            seed=seed_for("per_a", "crd_a", state.reps if state else 0),
            pace=log_ratio(entry.seconds, times(effective(log[:place]))) if heeded else 0.0,
        ).state
    assert replay(log, model=MODEL, policy=PLAIN, day=BERLIN) == state


@given(LOGS)
def test_a_log_of_older_rules_gives_what_it_gave_without_any_times(
    drawn: list[tuple[int, float, float | None, str]],
) -> None:
    old = [each.model_copy(update={"policy": "posterior/2"}) for each in logged(drawn)]
    timeless = [each.model_copy(update={"seconds": None}) for each in old]
    both = [replay(log, model=MODEL, policy=PLAIN, day=BERLIN) for log in (old, timeless)]
    assert both[0] == both[1]
