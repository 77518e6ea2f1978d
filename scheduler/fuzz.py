"""Fuzz: spreading due dates a little, by dice that can be thrown again.

The ranges are Anki's (15 % of the part of an interval below 7 days, 10 % up to 20, 5 % beyond, plus
a day); every whole day inside, the lowest and the highest too, is equally likely.
"""

from __future__ import annotations

import random

SHORTEST = 2.5
"""Days from which an interval is fuzzed."""
_PARTS = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.10), (20.0, float("inf"), 0.05))


def bounds(interval: float, maximum: int) -> tuple[int, int]:
    """The lowest and highest whole days that an interval may become."""
    middle = max(1, min(round(interval), maximum))
    if interval < SHORTEST:
        return middle, middle
    spread = 1.0 + sum(
        share * (min(interval, high) - low) for low, high, share in _PARTS if interval > low
    )
    lowest = max(2, round(interval - spread))
    return min(lowest, middle), max(middle, min(round(interval + spread), maximum))


def fuzzed(interval: float, seed: str, maximum: int) -> int:
    """Whole days within the bounds, by the seed."""
    lowest, highest = bounds(interval, maximum)
    return random.Random(seed).randint(lowest, highest)
