"""Fuzz spreads due dates inside its bounds, by dice that can be thrown again."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.fuzz import bounds, fuzzed

MAXIMUM = 36_500


@pytest.mark.parametrize(
    ("interval", "lowest", "highest"),
    [
        (0.01, 1, 1),
        (1.0, 1, 1),
        (2.4, 2, 2),
        (2.5, 2, 4),
        (7.0, 5, 9),
        (10.0, 8, 12),
        (50.0, 46, 54),
        (365.0, 345, 385),
    ],
)
def test_the_bounds_are_those_of_anki(interval: float, lowest: int, highest: int) -> None:
    assert bounds(interval, MAXIMUM) == (lowest, highest)


def test_every_day_inside_is_reached_both_ends_too_and_none_beyond() -> None:
    seen = Counter(fuzzed(50.0, f"seed {n}", MAXIMUM) for n in range(2000))
    assert sorted(seen) == list(range(46, 55))
    assert min(seen.values()) > 2000 / 9 * 0.7


def test_the_same_dice_throw_the_same_on_every_machine() -> None:
    assert [fuzzed(50.0, seed, MAXIMUM) for seed in ("a", "b", "c")] == [50, 47, 53]


@given(st.floats(0.001, 100_000), st.text(max_size=5), st.integers(1, MAXIMUM))
def test_fuzz_stays_in_its_bounds_from_a_day_to_the_maximum(
    interval: float, seed: str, maximum: int
) -> None:
    lowest, highest = bounds(interval, maximum)
    days = fuzzed(interval, seed, maximum)
    assert days == fuzzed(interval, seed, maximum)
    assert 1 <= lowest <= days <= highest <= maximum


@given(st.floats(0.001, 40_000), st.floats(0.001, 40_000))
def test_a_longer_interval_never_has_lower_bounds(one: float, other: float) -> None:
    short, long = sorted((one, other))
    assert bounds(short, MAXIMUM) <= bounds(long, MAXIMUM)
    assert bounds(short, MAXIMUM)[1] <= bounds(long, MAXIMUM)[1]
