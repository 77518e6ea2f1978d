"""FSRS-6 through fsrs-rs-python.

Sources: open-spaced-repetition, "The Algorithm" (FSRS-6): recall R(t, S) = (1 + f t / S)^-w20 with
f = 0.9^(-1/w20) - 1, so that R(S, S) = 0.9; the interval for a retention r is its inverse,
I(r, S) = S / f (r^(-1/w20) - 1). Stability and difficulty after a review come from the library.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from decks.errors import WrongUsage
from decks.memory import Rating
from scheduler.port import Memory, Remembered

MIN_STABILITY = 0.001
"""Days; FSRS's own lower bound. The library takes 0 and below in silence."""
MAX_STABILITY = 36_500.0
RETENTION = 0.9


class Fsrs6:
    """The adapter; `parameters` are the 21 of FSRS-6, or None for the defaults. Thread-safe."""

    def __init__(self, parameters: Sequence[float] | None = None) -> None:
        if parameters is not None and (
            len(parameters) != 21 or not all(math.isfinite(each) for each in parameters)
        ):
            raise WrongUsage("FSRS-6 has 21 finite parameters.")
        self._given = parameters

    @property
    def name(self) -> str:
        """The name that records carry."""
        return "fsrs-6" if self._given is None else "fsrs-6-fitted"

    @cached_property
    def _parameters(self) -> list[float]:
        import fsrs_rs_python

        return list(self._given or fsrs_rs_python.DEFAULT_PARAMETERS)

    @cached_property
    def _model(self) -> Any:
        import fsrs_rs_python

        return fsrs_rs_python.FSRS(self._parameters)

    @cached_property
    def _state(self) -> Any:
        """The library's own kind of memory."""
        import fsrs_rs_python

        return fsrs_rs_python.MemoryState

    @cached_property
    def _curve(self) -> tuple[float, float]:
        """The decay and the factor f of the forgetting curve."""
        decay = -self._parameters[20]
        return decay, RETENTION ** (1 / decay) - 1

    def after(self, memory: Memory | None, days: int, rating: Rating) -> Memory:
        """The memory after a review `days` whole days after the last one."""
        return _memory(getattr(self._states(memory, days), _NAMES[rating]))

    def failed_and_passed(self, memory: Memory | None, days: int) -> tuple[Memory, Memory]:
        """The memories after Again and after Good."""
        states = self._states(memory, days)
        return _memory(states.again), _memory(states.good)

    def _states(self, memory: Memory | None, days: int) -> Any:
        """What the library gives for all four ratings."""
        before = None
        if memory is not None:
            _checked(memory)
            before = self._state(memory.stability, memory.difficulty)
        return self._model.next_states(before, RETENTION, max(0, days))

    def after_all(self, histories: Sequence[Sequence[tuple[int, Rating]]]) -> list[Memory]:
        """The memories after whole histories of (days since the last review, rating)."""
        import fsrs_rs_python

        if not all(histories):
            raise WrongUsage("A history has at least one review.")
        review = fsrs_rs_python.FSRSReview
        items = [
            fsrs_rs_python.FSRSItem([review(rating, max(0, days)) for days, rating in history])
            for history in histories
        ]
        return [_found(each) for each in self._model.memory_state_batch(items)]

    def recall(self, memory: Memory, days: float) -> float:
        """The expected recall `days` after the last review."""
        decay, factor = self._curve
        found: float = (1 + factor * max(0.0, days) / _checked(memory).stability) ** decay
        return found

    def recalls(self, memories: Sequence[Remembered], days: Sequence[float]) -> list[float]:
        """The expected recall of many, each its days after its last review."""
        stabilities = [each.stability for each in memories]
        if not math.isfinite(sum(stabilities)) or min(stabilities, default=1) < MIN_STABILITY / 2:
            raise WrongUsage("A memory's stability is a number of days above 0.")
        decay, factor = self._curve
        return [
            (1 + factor * (gone if gone > 0 else 0) / stability) ** decay
            for stability, gone in zip(stabilities, days, strict=True)
        ]

    def interval(self, memory: Memory, retention: float) -> float:
        """The days until expected recall falls to `retention`."""
        if not 0 < retention < 1:
            raise WrongUsage("A retention lies between 0 and 1.")
        decay, factor = self._curve
        found: float = _checked(memory).stability / factor * (retention ** (1 / decay) - 1)
        return found


_NAMES = {rating: rating.name.lower() for rating in Rating}


def _memory(state: Any) -> Memory:
    return _found(state.memory)


def _found(memory: Any) -> Memory:
    """A memory of the library as ours."""
    return _checked(Memory(min(memory.stability, MAX_STABILITY), memory.difficulty))


def _checked(memory: Memory) -> Memory:
    sound = math.isfinite(memory.stability) and math.isfinite(memory.difficulty)
    if not sound or memory.stability < MIN_STABILITY / 2 or not 0.99 <= memory.difficulty <= 10.01:
        raise WrongUsage(f"No memory has stability {memory.stability}, {memory.difficulty}.")
    return memory
