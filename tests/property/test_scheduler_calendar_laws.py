"""Laws of the learner's day, in every zone and at every hour of turning."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import available_timezones

from hypothesis import given
from hypothesis import strategies as st

from scheduler.calendar import LearnerDay

# "localtime" is this machine's own zone, "Factory" none at all.
ZONES = st.sampled_from(sorted(available_timezones() - {"localtime", "Factory"}))
# A day that turns at midnight can be skipped whole: Samoa had no 30 December 2011.
DAYS = st.builds(LearnerDay, ZONES, st.integers(1, 23))
INSTANTS = st.datetimes(datetime(1972, 1, 1), datetime(2199, 1, 1)).map(  # noqa: DTZ001
    lambda moment: moment.replace(tzinfo=UTC)
)
DATES = st.dates(date(1972, 1, 1), date(2199, 1, 1))
ONE = timedelta(days=1)


@given(DAYS, INSTANTS)
def test_every_instant_belongs_to_exactly_one_day(day: LearnerDay, instant: datetime) -> None:
    found = day.day_of(instant)
    assert day.start_of(found) <= instant < day.start_of(found + ONE)


@given(DAYS, DATES)
def test_days_begin_one_after_the_other_and_when_the_clocks_show_it(
    day: LearnerDay, date: date
) -> None:
    begins = day.start_of(date)
    assert day.start_of(date - ONE) < begins < day.start_of(date + ONE)
    assert day.day_of(begins) == date
    assert day.day_of(begins - timedelta(microseconds=1)) == date - ONE


@given(DAYS, INSTANTS, INSTANTS)
def test_days_between_is_never_negative_and_never_off_by_more_than_a_day(
    day: LearnerDay, one: datetime, other: datetime
) -> None:
    earlier, later = sorted((one, other))
    days = day.days_between(earlier, later)
    assert day.days_between(later, earlier) == (0 if days else days)
    assert days >= 0
    # Clocks may go up to a day forward or back (the date line), a day at most each way.
    assert abs(timedelta(days=days) - (later - earlier)) < 2 * ONE


@given(DAYS, INSTANTS, st.integers(1, 36_500))
def test_a_card_is_due_on_the_day_it_was_given_once(
    day: LearnerDay, at: datetime, interval: int
) -> None:
    given_for = day.day_of(at) + timedelta(days=interval)
    due = day.start_of(given_for)
    assert day.day_of(due) == given_for
    assert day.days_between(at, due) == interval
    assert due > at
