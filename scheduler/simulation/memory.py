"""A simulated memory: FSRS-6's own dynamics, on what was truly recalled.

The scheduler sees scores only; this memory moves by the truth. `factor` makes a card unlike the
model: it forgets as if its stability were so many times what FSRS-6 says.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from decks.memory import Rating
from scheduler.calendar import LearnerDay
from scheduler.fsrs import Fsrs6
from scheduler.port import Memory

MODEL = Fsrs6()
DAY = LearnerDay("UTC")
KNOWN_AT_FIRST = 0.5
"""The share of cards answered right at the first sight: the lecture was heard, or it was not."""
_ONE = timedelta(days=1)


@dataclass
class TrueMemory:
    """One card in one head. `held` sums recall over time, `dim` the days spent below `LOW`."""

    dice: random.Random
    factor: float = 1.0
    memory: Memory | None = None
    last: datetime | None = None
    held: float = 0.0
    dim: float = 0.0

    def recall(self, at: datetime) -> float:
        """The true chance of recall; within a day by the exact time."""
        if self.memory is None or self.last is None:
            return KNOWN_AT_FIRST
        days: float = DAY.days_between(self.last, at)
        return MODEL.recall(self._felt(), days or (at - self.last) / _ONE)

    def answers(self, at: datetime) -> bool:
        """Whether the answer is right; being asked and told moves the memory."""
        recalled = self.dice.random() < self.recall(at)
        days = DAY.days_between(self.last, at) if self.last else 0
        self.passes(at)
        self.memory = MODEL.after(self.memory, days, Rating.GOOD if recalled else Rating.AGAIN)
        self.last = at
        return recalled

    def passes(self, until: datetime) -> None:
        """Adds the time since the last review to what was held and to what was dim."""
        if self.last is None:
            return
        days = (until - self.last) / _ONE
        self.held += recall_over(self._felt(), days)
        self.dim += max(0.0, days - MODEL.interval(self._felt(), LOW))

    def _felt(self) -> Memory:
        if self.memory is None:
            raise AssertionError("never seen")
        return Memory(self.memory.stability * self.factor, self.memory.difficulty)


LOW = 0.7
DECAY = 0.1542
"""w20 of FSRS-6's default parameters."""
_FACTOR = 0.9 ** (-1 / DECAY) - 1


def recall_over(memory: Memory, days: float) -> float:
    """The integral of FSRS-6's recall (1 + f t / S)^-w20 over t from 0 to `days`, in days."""
    pace = _FACTOR / memory.stability
    return float(((1 + pace * days) ** (1 - DECAY) - 1) / (pace * (1 - DECAY)))
