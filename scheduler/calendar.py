"""The learner's calendar: a day begins at 04:00 where the learner is, as in Anki.

Late-night study then belongs to the day before, and a card is due once a day however the clocks
are changed. Days are counted between local dates, never as 24 hours.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache, partial
from zoneinfo import ZoneInfo

QUARTER = 900
"""Seconds: no learner's day turns within a quarter of an hour, in any zone."""
_ONE = timedelta(days=1)


@dataclass(frozen=True)
class LearnerDay:
    """When a learner's day begins: `turns_at` o'clock in the IANA zone `zone`."""

    zone: str
    turns_at: int = 4

    def day_of(self, instant: datetime) -> date:
        """The learner's day that an aware time falls in."""
        if instant.tzinfo is None:
            raise ValueError("a time without a zone is refused")
        # From the date after the local one, since clocks that go back can repeat a whole date.
        day = instant.astimezone(ZoneInfo(self.zone)).date() + _ONE
        while self.start_of(day) > instant:
            day -= _ONE
        return day

    def of_quarters(self) -> Callable[[int], date]:
        """The day of a quarter of an hour since 1970, by its number: for many times at once."""
        return partial(_day_of_quarter, self)

    def start_of(self, day: date) -> datetime:
        """The first moment, in UTC, at which the clocks show that day's hour or a later one.

        Where they skip the hour, the day begins as they go on; where they repeat it, at its first
        occurrence.
        """
        return _start_of(self.zone, self.turns_at, day)

    def days_between(self, earlier: datetime, later: datetime) -> int:
        """Whole learner's days from one time to another; 0 where the clock went back."""
        return max(0, (self.day_of(later) - self.day_of(earlier)).days)


@lru_cache(maxsize=1 << 15)
def _day_of_quarter(day: LearnerDay, quarter: int) -> date:
    return day.day_of(datetime.fromtimestamp(QUARTER * quarter, UTC))


@lru_cache(maxsize=4096)
def _start_of(name: str, turns_at: int, day: date) -> datetime:
    zone = ZoneInfo(name)
    local = datetime.combine(day, time(turns_at), tzinfo=zone)
    found = local.astimezone(UTC)
    if found.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
        return found
    return _end_of_gap(zone, local.replace(fold=1).astimezone(UTC), found)


def _end_of_gap(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The moment between two at which the clocks go forward, to the second."""
    old = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        if middle.astimezone(zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after
