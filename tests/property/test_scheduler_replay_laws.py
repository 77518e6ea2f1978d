"""The log is the truth: replaying it gives what folding the evidence that stands gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from decks.memory import (
    Entry,
    Evidence,
    GuessEvidence,
    MemoryState,
    Rating,
    RatingEvidence,
    ReviewLog,
    SelfEvidence,
)
from scheduler.policy import Policy
from scheduler.replay import effective, replay
from scheduler.review import advance, seed_for
from tests.scheduler_samples import BERLIN, MODEL, NOW, graded, standing

POLICY = Policy()
EVIDENCE = st.one_of(
    st.builds(graded, st.floats(0, 1), certain=st.booleans()),
    st.builds(SelfEvidence, had_it=st.booleans()),
    st.builds(GuessEvidence),
    st.builds(RatingEvidence, rating=st.sampled_from(Rating)),
)


@dataclass(frozen=True)
class Past:
    """A log, and beside it what should stand of it: (time, evidence) or None, by review."""

    log: list[ReviewLog]
    standing: list[tuple[datetime, Evidence | None]]


def entry(
    number: int, at: datetime, evidence: Evidence | None, amends: str | None = None
) -> ReviewLog:
    kind = Entry.UNDO if evidence is None else Entry.CORRECTION if amends else Entry.REVIEW
    return ReviewLog(
        id=f"rev_{number}",
        learner_id="per_a",
        card_id="crd_a",
        card_version_id="cv_a",
        sequence=number,
        entry=kind,
        amends=amends,
        at=at,
        evidence=evidence,
        policy=POLICY.version,
    )


@st.composite
def pasts(draw: st.DrawFn) -> Past:
    """Reviews, corrections and undos in any order; the clock may go back between two of them."""
    log: list[ReviewLog] = []
    reviews: list[tuple[datetime, Evidence | None]] = []
    roots: list[int] = []
    at = NOW
    for number in range(1, draw(st.integers(1, 12)) + 1):
        at += timedelta(minutes=draw(st.integers(-2000, 60_000)))
        if not log or draw(st.booleans()):
            evidence = draw(EVIDENCE)
            roots.append(len(reviews))
            reviews.append((at, evidence))
            log.append(entry(number, at, evidence))
        else:
            place = draw(st.integers(0, len(log) - 1))
            other = draw(st.none() | EVIDENCE)
            roots.append(roots[place])
            reviews[roots[place]] = (reviews[roots[place]][0], other)
            log.append(entry(number, at, other, amends=log[place].id))
    return Past(log, reviews)


def replayed(log: list[ReviewLog]) -> MemoryState | None:
    return replay(log, model=MODEL, policy=POLICY, day=BERLIN)


def folded(reviews: list[tuple[datetime, Evidence | None]]) -> MemoryState | None:
    state: MemoryState | None = None
    for at, evidence in reviews:
        if evidence is not None:
            seed = seed_for("per_a", "crd_a", state.reps if state else 0)
            state = advance(
                state, evidence, at, model=MODEL, policy=POLICY, day=BERLIN, seed=seed
            ).state
    return state


@given(pasts())
def test_a_replay_is_the_fold_of_the_evidence_that_stands(past: Past) -> None:
    assert replayed(past.log) == folded(past.standing)
    stands = [(at, evidence) for at, evidence in past.standing if evidence is not None]
    assert [(each.at, each.evidence) for each in effective(past.log)] == stands


@given(pasts(), st.data())
def test_correcting_an_earlier_grade_is_having_graded_it_right_at_first(
    past: Past, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(past.standing) - 1))
    right = data.draw(EVIDENCE)
    first = [each for each in past.log if each.entry is Entry.REVIEW][place]
    correction = entry(len(past.log) + 1, NOW, right, amends=first.id)
    at_first = [*past.standing]
    at_first[place] = (at_first[place][0], right)
    assert replayed([*past.log, correction]) == folded(at_first)


@given(pasts(), EVIDENCE)
def test_an_undo_gives_the_state_before_and_a_redo_the_state_after(
    past: Past, evidence: Evidence
) -> None:
    number = len(past.log) + 1
    done = [*past.log, entry(number, NOW, evidence)]
    undone = [*done, entry(number + 1, NOW, None, amends=f"rev_{number}")]
    redone = [*undone, entry(number + 2, NOW, evidence, amends=f"rev_{number + 1}")]
    assert replayed(undone) == replayed(past.log)
    assert replayed(redone) == replayed(done)


@given(pasts())
def test_what_was_believed_at_the_time_plays_no_part(past: Past) -> None:
    believed = [
        each.model_copy(
            update={
                "before": standing(),
                "after": standing(days_ago=400),
                "rating": Rating.EASY,
                "posterior": 0.5,
                "policy": "older/0",
            }
        )
        for each in past.log
    ]
    assert replayed(believed) == replayed(past.log)


@given(pasts(), st.randoms(use_true_random=False))
def test_the_sequence_orders_a_log_and_not_its_place_or_time(past: Past, dice: Random) -> None:
    shuffled = [*past.log]
    dice.shuffle(shuffled)
    assert replayed(shuffled) == replayed(past.log)
