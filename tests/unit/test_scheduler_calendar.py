"""The learner's day where clocks are changed, zones are odd, and the calendar has its seams."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from scheduler.calendar import LearnerDay
from tests.scheduler_samples import BERLIN


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_the_day_turns_at_four_where_the_learner_is() -> None:
    assert BERLIN.day_of(utc("2026-11-23T02:59:59")) == date(2026, 11, 22)
    assert BERLIN.day_of(utc("2026-11-23T03:00:00")) == date(2026, 11, 23)
    assert BERLIN.start_of(date(2026, 11, 23)) == utc("2026-11-23T03:00:00")


def test_the_hour_of_turning_can_be_another() -> None:
    assert LearnerDay("UTC", turns_at=0).day_of(utc("2026-01-01T00:00:00")) == date(2026, 1, 1)
    assert LearnerDay("UTC", turns_at=6).day_of(utc("2026-01-01T05:59:59")) == date(2025, 12, 31)


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 3, 28), 23), (date(2026, 10, 24), 25), (date(2026, 6, 1), 24)],
)
def test_a_day_in_which_the_clocks_change_has_another_length(day: date, hours: int) -> None:
    length = BERLIN.start_of(day + timedelta(days=1)) - BERLIN.start_of(day)
    assert length == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("zone", "turns_at", "day", "begins"),
    [
        # Half and quarter hours.
        ("Asia/Kolkata", 4, date(2026, 5, 1), "2026-04-30T22:30:00"),
        ("Asia/Kathmandu", 4, date(2026, 5, 1), "2026-04-30T22:15:00"),
        ("Australia/Lord_Howe", 4, date(2026, 4, 5), "2026-04-04T17:30:00"),
        # Clocks that skip midnight: the day begins as they go on, at 01:00.
        ("America/Sao_Paulo", 0, date(2017, 10, 15), "2017-10-15T03:00:00"),
        ("Africa/Cairo", 0, date(2026, 4, 24), "2026-04-23T22:00:00"),
        # Clocks that skip 02:00 to 05:00, 04:00 with it.
        ("Antarctica/Casey", 4, date(2009, 10, 18), "2009-10-17T18:00:00"),
        # Clocks that repeat 01:00 to 04:00, the turn itself at the end of it.
        ("Antarctica/Casey", 3, date(2018, 3, 11), "2018-03-10T16:00:00"),
        ("America/Havana", 0, date(2026, 11, 1), "2026-11-01T04:00:00"),
    ],
)
def test_a_day_begins_when_the_clocks_first_show_its_hour_or_a_later_one(
    zone: str, turns_at: int, day: date, begins: str
) -> None:
    learner = LearnerDay(zone, turns_at)
    assert learner.start_of(day) == utc(begins)
    assert learner.day_of(utc(begins)) == day
    assert learner.day_of(utc(begins) - timedelta(seconds=1)) == day - timedelta(days=1)


def test_a_repeated_hour_does_not_repeat_the_day() -> None:
    # Havana, 1 November 2026: 00:30 comes twice, and with a day that turns at 00:00 both belong
    # to the same day.
    havana = LearnerDay("America/Havana", turns_at=0)
    first, second = utc("2026-11-01T04:30:00"), utc("2026-11-01T05:30:00")
    assert havana.day_of(first) == havana.day_of(second) == date(2026, 11, 1)


def test_a_date_that_a_country_skipped_costs_nobody_a_review() -> None:
    # Samoa went from 29 to 31 December 2011 at midnight.
    samoa = LearnerDay("Pacific/Apia")
    last, next_day = utc("2011-12-30T09:00:00"), utc("2011-12-30T20:00:00")
    assert (samoa.day_of(last), samoa.day_of(next_day)) == (date(2011, 12, 29), date(2011, 12, 31))
    assert samoa.start_of(date(2011, 12, 30)) <= samoa.start_of(date(2011, 12, 31))


@pytest.mark.parametrize(
    ("earlier", "later", "days"),
    [
        ("2028-02-28T12:00:00", "2028-02-29T12:00:00", 1),
        ("2028-02-28T12:00:00", "2028-03-01T12:00:00", 2),
        ("2027-02-28T12:00:00", "2027-03-01T12:00:00", 1),
        ("2038-01-19T03:14:07", "2038-01-20T03:14:08", 1),
        ("2026-11-23T12:00:00", "2036-11-23T12:00:00", 3653),
        ("2026-11-23T02:59:00", "2026-11-23T03:01:00", 1),
        ("2026-11-23T03:01:00", "2026-11-24T02:59:00", 0),
        ("2026-11-23T12:00:00", "2025-11-23T12:00:00", 0),
        ("2026-11-23T12:00:00", "2026-11-23T11:00:00", 0),
    ],
)
def test_days_are_counted_between_dates_and_never_below_none(
    earlier: str, later: str, days: int
) -> None:
    assert BERLIN.days_between(utc(earlier), utc(later)) == days


def test_a_day_can_lie_beyond_2038_and_on_a_leap_day() -> None:
    assert BERLIN.start_of(date(2040, 2, 29)) == utc("2040-02-29T03:00:00")
    assert BERLIN.day_of(utc("2126-07-01T12:00:00")) == date(2126, 7, 1)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        BERLIN.day_of(datetime(2026, 1, 1))  # noqa: DTZ001 - the point of the test
