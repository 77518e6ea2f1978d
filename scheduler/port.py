"""The MemoryModel port: how stability and difficulty move, and what recall they predict.

`days` are whole calendar days since the last review, counted by the learner's day. FSRS-6 is the
adapter (`scheduler.fsrs`); a later FSRS fits behind the same port.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from decks.memory import Rating


@dataclass(frozen=True, slots=True)
class Memory:
    """Stability in days (> 0) and difficulty in 1..10."""

    stability: float
    difficulty: float


class Remembered(Protocol):
    """Whatever has a stability and a difficulty: a `Memory`, or a row that is only counted."""

    @property
    def stability(self) -> float:
        """Days, > 0."""
        ...

    @property
    def difficulty(self) -> float:
        """1..10."""
        ...


class MemoryModel(Protocol):
    """A model of forgetting."""

    @property
    def name(self) -> str:
        """Name and version, such as "fsrs-6"; part of every log's policy."""
        ...

    def after(self, memory: Memory | None, days: int, rating: Rating) -> Memory:
        """The memory after a review; None is a card never seen, for which `days` is 0."""
        ...

    def failed_and_passed(self, memory: Memory | None, days: int) -> tuple[Memory, Memory]:
        """What `after` gives for Again and for Good, at once."""
        ...

    def after_all(self, histories: Sequence[Sequence[tuple[int, Rating]]]) -> list[Memory]:
        """The memories after whole histories, each of (days since the last review, rating).

        What folding `after` over each gives, at once and many times faster. None may be empty.
        """
        ...

    def recall(self, memory: Memory, days: float) -> float:
        """The expected probability of recall `days` after the last review, in 0..1."""
        ...

    def recalls(self, memories: Sequence[Remembered], days: Sequence[float]) -> list[float]:
        """What `recall` gives for each, at once and many times faster; both are of one length."""
        ...

    def interval(self, memory: Memory, retention: float) -> float:
        """The days until expected recall falls to `retention`, unrounded, > 0."""
        ...
