"""With load balancing too, replaying a log gives the live state."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from decks.memory import Evidence, MemoryState, Rating, RatingEvidence, ReviewLog, SelfEvidence
from scheduler.policy import Policy
from scheduler.replay import replay
from scheduler.review import advance, seed_for
from tests.scheduler_samples import BERLIN, MODEL, NOW, graded

EVIDENCE = st.one_of(
    st.builds(graded, st.floats(0, 1), certain=st.booleans()),
    st.builds(SelfEvidence, had_it=st.booleans()),
    st.builds(RatingEvidence, rating=st.sampled_from(Rating)),
)
LOADS = st.none() | st.dictionaries(st.integers(0, 90), st.integers(0, 50), max_size=30)
POLICY = Policy()


@given(st.lists(st.tuples(EVIDENCE, st.integers(1, 200_000), LOADS), min_size=1, max_size=12))
def test_a_log_with_its_dice_replays_to_the_live_state_whatever_the_load_was(
    past: list[tuple[Evidence, int, dict[int, int] | None]],
) -> None:
    state: MemoryState | None = None
    log: list[ReviewLog] = []
    at = NOW
    for number, (evidence, minutes, load) in enumerate(past, 1):
        at += timedelta(minutes=minutes)
        outcome = advance(
            state,
            evidence,
            at,
            model=MODEL,
            policy=POLICY,
            day=BERLIN,
            seed=seed_for("per_a", "crd_a", state.reps if state else 0),
            load=load,
        )
        state = outcome.state
        log.append(
            ReviewLog(
                id=f"rev_{number}",
                learner_id="per_a",
                card_id="crd_a",
                card_version_id="cdv_a",
                sequence=number,
                at=at,
                evidence=evidence,
                dice=outcome.dice,
                policy=POLICY.version,
            )
        )
    assert replay(log, model=MODEL, policy=POLICY, day=BERLIN) == state
