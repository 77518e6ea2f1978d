"""The learner's calendar: a day begins at 04:00 where the learner is, as in Anki.

Late-night study then belongs to the day before, and a card is due once a day however the clocks
are changed. Days are counted between local dates, never as 24 hours.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class LearnerDay:
    """When a learner's day begins: `turns_at` o'clock in the IANA zone `zone`."""

    zone: str
    turns_at: int = 4

    @cached_property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    def day_of(self, instant: datetime) -> date:
        """The learner's day that an aware time falls in."""
        if instant.tzinfo is None:
            raise ValueError("a time without a zone is refused")
        # From the date after the local one, since clocks that go back can repeat a whole date.
        day = instant.astimezone(self._zone).date() + timedelta(days=1)
        while self.start_of(day) > instant:
            day -= timedelta(days=1)
        return day

    def start_of(self, day: date) -> datetime:
        """The first moment, in UTC, at which the clocks show that day's hour or a later one.

        Where they skip the hour, the day begins as they go on; where they repeat it, at its first
        occurrence.
        """
        local = datetime.combine(day, time(self.turns_at), tzinfo=self._zone)
        found = local.astimezone(UTC)
        if found.astimezone(self._zone).replace(tzinfo=None) == local.replace(tzinfo=None):
            return found
        return self._end_of_gap(local.replace(fold=1).astimezone(UTC), found)

    def _end_of_gap(self, before: datetime, after: datetime) -> datetime:
        """The moment between two at which the clocks go forward, to the second."""
        old = before.astimezone(self._zone).utcoffset()
        while after - before > timedelta(seconds=1):
            middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
            if middle.astimezone(self._zone).utcoffset() == old:
                before = middle
            else:
                after = middle
        return after

    def days_between(self, earlier: datetime, later: datetime) -> int:
        """Whole learner's days from one time to another; 0 where the clock went back."""
        return max(0, (self.day_of(later) - self.day_of(earlier)).days)
