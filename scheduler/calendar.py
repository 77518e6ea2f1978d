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
        day = instant.astimezone(self._zone).date()
        return day if instant >= self.start_of(day) else day - timedelta(days=1)

    def start_of(self, day: date) -> datetime:
        """The first moment of a learner's day, in UTC.

        Where the clocks skip that hour, the day begins when they have gone on; where they repeat
        it, at its first occurrence.
        """
        local = datetime.combine(day, time(self.turns_at), tzinfo=self._zone)
        return local.replace(fold=0).astimezone(UTC)

    def days_between(self, earlier: datetime, later: datetime) -> int:
        """Whole learner's days from one time to another; 0 where the clock went back."""
        return max(0, (self.day_of(later) - self.day_of(earlier)).days)
