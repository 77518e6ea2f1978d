"""How long an answer took, as weak evidence beside its score.

Against the learner's own earlier times on the same card, so that long questions and slow typists
are compared with themselves. On a real log of 3,470 reviews (`python -m evals.scheduling.pace`,
November 2026) the log-odds of recalling a card fall by 0.2 to 0.3 for each factor e in the time of
the pass before, with what FSRS predicts taken into account (standard error 0.1); 0.2 is taken:

    log likelihood ratio of "recalled"  =  -0.2 ln(seconds / median of the earlier ones), in nats,

held within 0.25 (odds by 1.28 at most), and 0 for the first answers to a card. It moves the blend
alone (`scheduler.beside`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median

SLOPE = 0.2
BOUND = 0.25
"""Nats."""
NEEDED = 3
"""Earlier answers to the card in own words, from which its usual time is known."""
LONGEST = 600.0
"""Seconds from which somebody was not thinking of the card, but away."""


def log_ratio(seconds: float | None, earlier: Sequence[float]) -> float:
    """The log likelihood ratio of "recalled" in nats; 0 where the time says nothing."""
    if len(earlier) < NEEDED or not telling(seconds):
        return 0.0
    assert seconds is not None
    return min(BOUND, max(-BOUND, -SLOPE * math.log(seconds / median(earlier))))


def telling(seconds: float | None) -> bool:
    """Whether a time was measured, and is one of thinking."""
    return seconds is not None and 0 < seconds <= LONGEST
