"""Load balancing, examinations, the work ahead, leeches: what stands beside the single review."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decks.memory import MemoryState, Rating, RatingEvidence, Stage
from scheduler.exam import NEAR, PASS, Met, brought_forward, forecast, new_share, recall_on
from scheduler.fuzz import balanced, bounds, placed
from scheduler.leeches import is_leech, leeches
from scheduler.policy import Policy
from scheduler.port import Memory
from scheduler.review import advance
from scheduler.workload import DayAhead, workload
from tests.scheduler_samples import BERLIN, MODEL, NOW, PLAIN, standing

DAY = timedelta(days=1)
TODAY = BERLIN.day_of(NOW)
MAXIMUM = 36_500


# Load -----------------------------------------------------------------------------------------


@given(
    st.floats(0.01, 40_000),
    st.text(max_size=4),
    st.integers(1, MAXIMUM),
    st.dictionaries(st.integers(-5, 500), st.integers(-3, 10_000), max_size=20),
)
def test_a_balanced_day_stays_in_the_bounds_and_its_dice_give_it_again(
    interval: float, seed: str, maximum: int, load: dict[int, int]
) -> None:
    lowest, highest = bounds(interval, maximum)
    dice = balanced(interval, seed, maximum, load)
    assert 0 <= dice <= 1
    assert lowest <= placed(interval, dice, maximum) <= highest
    assert dice == balanced(interval, seed, maximum, load)


@given(st.floats(0.01, 40_000), st.floats(0, 1), st.integers(1, MAXIMUM))
def test_any_dice_place_a_card_inside_the_bounds(
    interval: float, dice: float, maximum: int
) -> None:
    lowest, highest = bounds(interval, maximum)
    assert lowest <= placed(interval, dice, maximum) <= highest


def test_without_load_every_day_is_equally_likely_the_lowest_too() -> None:
    thrown = Counter(
        placed(50.0, balanced(50.0, f"{n}", MAXIMUM, {}), MAXIMUM) for n in range(4000)
    )
    assert sorted(thrown) == list(range(46, 55))
    assert min(thrown.values()) > 4000 / 9 * 0.8


def test_days_with_less_to_do_are_likelier() -> None:
    load = dict.fromkeys(range(46, 55), 40) | {52: 2}
    thrown = Counter(
        placed(50.0, balanced(50.0, f"{n}", MAXIMUM, load), MAXIMUM) for n in range(500)
    )
    assert thrown[52] > 450


def test_many_cards_of_one_day_spread_more_evenly_than_by_fuzz_alone() -> None:
    load: Counter[int] = Counter()
    for number in range(300):
        load[placed(20.0, balanced(20.0, f"{number}", MAXIMUM, load), MAXIMUM)] += 1
    assert max(load.values()) - min(load.values()) <= 20
    assert len(load) == bounds(20.0, MAXIMUM)[1] - bounds(20.0, MAXIMUM)[0] + 1


def test_a_review_made_again_by_its_dice_falls_on_the_same_day_whatever_is_due_now() -> None:
    evidence = RatingEvidence(rating=Rating.GOOD)

    def reviewed(load: dict[int, int] | None, dice: float | None) -> tuple[MemoryState, object]:
        made = advance(
            standing(),
            evidence,
            NOW,
            model=MODEL,
            policy=Policy(),
            day=BERLIN,
            seed="s",
            load=load,
            dice=dice,
        )
        return made.state, made.dice

    live, dice = reviewed({day: day % 7 for day in range(200)}, None)
    assert isinstance(dice, float)
    assert reviewed(None, dice) == (live, dice)
    assert reviewed(dict.fromkeys(range(20), 99), dice) == (live, dice)


# Examinations ---------------------------------------------------------------------------------


def weak(days_ago: int = 5, due_in: int = 60, stability: float = 5.0) -> MemoryState:
    return standing(stability=stability, days_ago=days_ago, due=NOW + due_in * DAY)


def forward(states: dict[str, MemoryState], left: int) -> list[str]:
    met = {
        card: Met(
            review=state.stage is Stage.REVIEW,
            stability=state.stability,
            difficulty=state.difficulty,
            due=int(state.due.timestamp()),
            last_reviewed=int(state.last_reviewed.timestamp()),
        )
        for card, state in states.items()
    }
    return brought_forward(met, NOW, TODAY + left * DAY, day=BERLIN, model=MODEL, retention=0.9)


def test_far_from_the_examination_and_after_it_nothing_comes_forward() -> None:
    states = {"a": weak()}
    assert forward(states, NEAR + 1) == []
    assert forward(states, -1) == []
    assert forward(states, NEAR) == ["a"]


def test_weak_cards_come_first_and_an_even_share_each_day() -> None:
    states = {f"{n:02}": weak(stability=1.0 + n / 10) for n in range(24)}
    assert forward(states, PASS + 8) == ["00", "01", "02"]
    assert len(forward(states, PASS + 4)) == 6
    assert len(forward(states, PASS + 1)) == 24


def test_what_was_reviewed_today_counts_into_the_share() -> None:
    states = {f"{n:02}": weak(stability=1.0 + n) for n in range(10)}
    done = {f"d{n}": weak(days_ago=0, stability=90.0) for n in range(2)}
    assert len(forward(states | done, PASS + 4)) == 1
    assert forward({"d": done["d0"]}, 1) == []


def test_what_is_strong_or_due_before_the_last_pass_stays_where_it_is() -> None:
    states = {
        "strong": weak(stability=4000.0),
        "soon": weak(due_in=4),
        "due": weak(due_in=0),
        "steps": standing(Stage.RELEARNING, days_ago=1, due=NOW + DAY),
    }
    assert forward(states, 10) == []


def test_in_the_last_pass_everything_is_asked_once_more() -> None:
    states = {f"{n}": weak(stability=4000.0 + n, due_in=400) for n in range(6)}
    first = forward(states, 2)
    assert len(first) == 3
    passed = {card: weak(days_ago=1, stability=5000.0, due_in=400) for card in first}
    tomorrow = forward(states | passed, 1)
    assert sorted([*first, *tomorrow]) == sorted(states)


@pytest.mark.parametrize(
    ("unseen", "met", "limit", "left", "share"),
    [(100, 0, 20, 90, 20), (100, 5, 20, 90, 15), (100, 0, 20, 4, 50), (95, 5, 20, 4, 45),
     (10, 0, 20, 4, 20), (7, 0, 0, 1, 7), (7, 0, 5, -1, 5), (0, 30, 20, 90, 0)],
)  # fmt: skip
def test_all_cards_are_met_before_the_last_pass(
    unseen: int, met: int, limit: int, left: int, share: int
) -> None:
    assert new_share(unseen, met, limit, left) == share


def test_the_forecast_is_the_schedulers_own_and_following_the_plan_helps() -> None:
    states = {"a": weak(), "b": weak(stability=50.0)}
    exam = TODAY + 20 * DAY
    seen = forecast(["a", "b", "never met"], states, exam, day=BERLIN, model=MODEL)
    recalls = [recall_on(states[card], exam, day=BERLIN, model=MODEL) for card in "ab"]
    assert seen.as_it_stands.share == pytest.approx(sum(recalls) / 3)
    assert recalls[0] == MODEL.recall(Memory(5.0, 5.0), 25)
    assert seen.if_followed.share > seen.as_it_stands.share
    for each in (seen.as_it_stands, seen.if_followed):
        assert 0 <= each.low <= each.share <= each.high <= 1
    assert forecast([], {}, exam, day=BERLIN, model=MODEL).if_followed.share == 0


def test_the_forecasts_range_narrows_with_more_cards() -> None:
    exam = TODAY + 20 * DAY
    wide, narrow = (
        forecast(
            [f"{n}" for n in range(count)],
            {f"{n}": weak() for n in range(count)},
            exam,
            day=BERLIN,
            model=MODEL,
        ).as_it_stands
        for count in (4, 400)
    )
    assert wide.high - wide.low > 5 * (narrow.high - narrow.low)


# Work ahead, leeches --------------------------------------------------------------------------


def ahead(
    states: dict[str, MemoryState],
    horizon: int = 30,
    exam: date | None = None,
    unseen: int = 0,
    new_limit: int = 0,
) -> list[DayAhead]:
    return workload(
        states,
        NOW,
        horizon=horizon,
        day=BERLIN,
        model=MODEL,
        policy=PLAIN,
        exam=exam,
        unseen=unseen,
        new_limit=new_limit,
    )


def test_the_work_ahead_counts_each_card_on_its_day_and_its_returns_later() -> None:
    states = {"late": weak(due_in=-9), "today": weak(due_in=0), "later": weak(due_in=7)}
    days = ahead(states)
    due = {each.day: each.due for each in days if each.due}
    assert due == {TODAY: 2, TODAY + 7 * DAY: 1}
    assert len(days) == 30
    assert sum(each.returns for each in days) > 0
    assert ahead({}, horizon=3)[0].total == 0


def test_new_cards_are_met_by_the_daily_limit_or_in_time_for_the_examination() -> None:
    new = [each.new for each in ahead({}, 5, unseen=7, new_limit=3)]
    assert new == [3, 3, 1, 0, 0]
    exam = TODAY + 4 * DAY
    hurried = ahead({}, 5, unseen=40, new_limit=3, exam=exam)
    assert [each.new for each in hurried] == [20, 20, 0, 0, 0]


def test_before_an_examination_every_card_has_a_day_in_the_last_pass() -> None:
    states = {f"{n}": weak(due_in=200, stability=900.0) for n in range(5)}
    days = ahead(states, 10, exam=TODAY + 6 * DAY)
    passes = {each.day: each.last_pass for each in days if each.last_pass}
    assert passes == {TODAY + 4 * DAY: 2, TODAY + 5 * DAY: 3}


def test_a_card_failed_eight_times_is_a_leech_and_the_worst_comes_first() -> None:
    states = {
        f"{lapses}": standing().model_copy(update={"lapses": lapses}) for lapses in (7, 8, 12)
    }
    assert [is_leech(state, PLAIN) for state in states.values()] == [False, True, True]
    assert leeches(states, PLAIN) == ["12", "8"]
    assert date(2026, 11, 23) == TODAY
