"""How long reviewing takes, read off the times of the decisions: minutes per card that was kept.

Only time between two decisions counts, and only where it is at most five minutes: a longer gap is
a break. So the time before the first decision after a break is not in it, and what was rejected,
edited or taken back costs time and counts for no card.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from decks.drafts import Action, ReviewDecision

BREAK = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Pace:
    """Cards that stand accepted, and the seconds spent between decisions."""

    kept: int
    seconds: float

    @property
    def minutes_each(self) -> float | None:
        """Minutes per kept card; None before there is a card and a time."""
        return self.seconds / 60 / self.kept if self.kept and self.seconds else None


def pace(decisions: Sequence[ReviewDecision]) -> Pace:
    """The pace of these decisions, which are one person's, in the order they were made."""
    gaps = (later.at - earlier.at for earlier, later in pairwise(decisions))
    spent = sum((gap for gap in gaps if timedelta() < gap <= BREAK), timedelta())
    undone = {decision.undoes for decision in decisions if decision.undoes is not None}
    kept = {
        decision.draft_id
        for decision in decisions
        if decision.action is Action.ACCEPT and decision.id not in undone
    }
    return Pace(len(kept), spent.total_seconds())
