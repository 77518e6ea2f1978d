"""Fuzz: spreading due dates a little, by dice that can be thrown again.

The ranges are Anki's (15 % of the part of an interval below 7 days, 10 % up to 20, 5 % beyond, plus
a day); every whole day inside, the lowest and the highest too, is equally likely. With load
balancing a day is the likelier the less is due on it: half as much due, four times as likely. What
was thrown is then a number in 0..1 that goes into the log, so that a replay, which cannot know what
was due at the time, puts the card on the same day.
"""

from __future__ import annotations

import random
from collections.abc import Mapping

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


def balanced(interval: float, seed: str, maximum: int, load: Mapping[int, int]) -> float:
    """Dice, in 0..1, for a day within the bounds that has less to do; what `placed` takes.

    `load` counts the reviews due so many days ahead; days it does not name have none.
    """
    lowest, highest = bounds(interval, maximum)
    days = range(lowest, highest + 1)
    weights = [(1.0 + max(0, load.get(day, 0))) ** -2 for day in days]
    chosen = random.Random(seed).choices(days, weights)[0]
    return (chosen - lowest + 0.5) / len(days)


def placed(interval: float, dice: float, maximum: int) -> int:
    """Whole days within the bounds, at this share of the range; 0 is the lowest, 1 the highest."""
    lowest, highest = bounds(interval, maximum)
    return min(highest, lowest + int(dice * (highest - lowest + 1)))
