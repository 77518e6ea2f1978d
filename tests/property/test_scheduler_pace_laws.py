"""The time of an answer and a hint are weak evidence: bounded, changing no rating, and replayed."""

from __future__ import annotations

import math
from datetime import timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from decks.memory import Entry, Evidence, Rating, RatingEvidence, ReviewLog, SelfEvidence, Stage
from scheduler.beside import HINT, beside, nudged
from scheduler.pace import BOUND, LONGEST, NEEDED, log_ratio
from scheduler.policy import CUT, Policy, heeds_hints, logit
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


def outcome(state: object, evidence: Evidence, nats: float) -> Outcome:
    return advance(
        state,  # type: ignore[arg-type]  # drawn from LONG, whose type Hypothesis hides
        evidence,
        NOW,
        model=MODEL,
        policy=PLAIN,
        day=BERLIN,
        seed="dice",
        beside=nats,
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
def test_time_and_hints_move_the_posterior_by_their_bounds_at_most_and_never_over_one_half(
    posterior: float, nats: float, passed: bool
) -> None:
    moved = nudged(posterior, nats, passed=passed)
    assert -HINT - 1e-6 <= logit(moved) - logit(posterior) <= BOUND + 1e-6
    assert (moved >= 0.5) == (posterior >= 0.5)


@given(LONG, st.floats(0, 1), NATS)
def test_neither_changes_a_rating_a_stage_or_a_lapse(state: object, score: float, n: float) -> None:
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
    furthest = whole * HINT / 4 + 1e-6
    assert abs(math.log(paced.state.stability) - math.log(plain.state.stability)) <= furthest


@given(LONG, st.floats(0, CUT, exclude_max=True), st.floats(0, 5))
def test_a_quick_failure_is_a_failure_and_no_less(state: object, score: float, n: float) -> None:
    assert outcome(state, graded(score), n) == outcome(state, graded(score), 0.0)


@given(LONG, st.booleans(), st.sampled_from(Rating), NATS)
def test_what_a_person_said_is_weighed_by_neither(
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
        st.sampled_from(["posterior/2", "posterior/3", Policy().version]),
        st.booleans(),
    ),
    min_size=1,
    max_size=12,
)


def logged(drawn: list[tuple[int, float, float | None, str, bool]]) -> list[ReviewLog]:
    at, log = NOW, []
    for number, (minutes, score, seconds, policy, hinted) in enumerate(drawn, 1):
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
                hinted=hinted and heeds_hints(policy),
                policy=policy,
            )
        )
    return log


@given(LOGS)
def test_a_replay_weighs_time_and_hints_where_the_review_did_and_so_gives_what_was_live(
    drawn: list[tuple[int, float, float | None, str, bool]],
) -> None:
    log, state = logged(drawn), None
    for place, entry in enumerate(log):
        assert entry.evidence is not None
        state = advance(
            state,
            entry.evidence,
            entry.at,
            model=MODEL,
            policy=PLAIN,
            day=BERLIN,
            seed=seed_for("per_a", "crd_a", state.reps if state else 0),
            beside=beside(entry.policy, entry.seconds, entry.hinted, times(effective(log[:place]))),
        ).state
    assert replay(log, model=MODEL, policy=PLAIN, day=BERLIN) == state


@given(LOGS)
def test_a_log_of_older_rules_gives_what_it_gave_without_any_times(
    drawn: list[tuple[int, float, float | None, str, bool]],
) -> None:
    bare = {"policy": "posterior/2", "hinted": False}
    old = [each.model_copy(update=bare) for each in logged(drawn)]
    timeless = [each.model_copy(update={"seconds": None}) for each in old]
    both = [replay(log, model=MODEL, policy=PLAIN, day=BERLIN) for log in (old, timeless)]
    assert both[0] == both[1]


@given(LOGS)
def test_a_log_of_the_rules_before_hints_gives_what_it_gave_whatever_is_said_of_hints(
    drawn: list[tuple[int, float, float | None, str, bool]],
) -> None:
    before = [each.model_copy(update={"policy": "posterior/1"}) for each in logged(drawn)]
    said = [each.model_copy(update={"hinted": True}) for each in before]
    both = [replay(log, model=MODEL, policy=PLAIN, day=BERLIN) for log in (before, said)]
    assert both[0] == both[1]


@given(SECONDS, TIMES)
def test_a_hint_speaks_against_recall_by_the_same_whatever_the_time(
    seconds: float | None, earlier: list[float]
) -> None:
    assert beside(Policy().version, seconds, True, earlier) == -HINT
    assert beside("posterior/3", seconds, True, earlier) == log_ratio(seconds, earlier)


@given(LONG, st.floats(CUT, 1))
def test_a_right_answer_with_a_hint_comes_back_no_later_than_without(
    state: object, score: float
) -> None:
    without, hinted = outcome(state, graded(score), 0.0), outcome(state, graded(score), -HINT)
    assert hinted.state.stability <= without.state.stability
    assert hinted.rating == without.rating


@given(st.lists(st.booleans(), min_size=1, max_size=8))
def test_the_time_of_an_answer_with_a_hint_is_none_of_the_usual_times(hints: list[bool]) -> None:
    log = logged([(9_000, 0.7, 5.0, Policy().version, hinted) for hinted in hints])
    assert times(effective(log)) == [5.0] * hints.count(False)
