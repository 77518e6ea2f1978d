"""What labels and rulings teach about a grader's probabilities on one deck.

A logistic curve over the log-odds of the score (Platt 1999, "Probabilistic outputs for support
vector machines"; Guo et al. 2017, "On calibration of modern neural networks", for the case of a
slope alone), fitted with Gaussian priors at "as it is": slope around 1, offset around 0. So few
labels move little, and none move nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

SLOPE_SPREAD = 0.3
OFFSET_SPREAD = 0.5
"""Standard deviations of the priors."""
RULING_WEIGHT = 0.25
"""What a ruling counts beside a label: claims are made of what was graded wrong, by those whom it
would help, so they say less of all answers than a label does."""
_FURTHEST = 5.0
"""Log-odds beyond which a score is held: certainty teaches nothing about doubt."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One answer: the grader's own score of it, and what a person says, in 0..1, with a weight."""

    score: float
    truth: float
    weight: float = 1.0


def fitted(judgements: Sequence[Judgement]) -> tuple[float, float]:
    """The likeliest slope and offset, within the bounds of `decks.rulings.Standard`."""
    slope, offset = 1.0, 0.0
    rows = [(_held(each.score), each.truth, each.weight) for each in judgements]
    for _ in range(50):
        step = _step(rows, slope, offset)
        slope, offset = slope + step[0], offset + step[1]
        if max(abs(each) for each in step) < 1e-9:
            break
    return min(5.0, max(0.2, slope)), min(5.0, max(-5.0, offset))


def _step(
    rows: Sequence[tuple[float, float, float]], slope: float, offset: float
) -> tuple[float, float]:
    """One step of Newton's method on the convex loss, halved if it would be wild."""
    g_slope, g_offset = (slope - 1) / SLOPE_SPREAD**2, offset / OFFSET_SPREAD**2
    h_slope, h_both, h_offset = 1 / SLOPE_SPREAD**2, 0.0, 1 / OFFSET_SPREAD**2
    for odds, truth, weight in rows:
        chance = 1 / (1 + math.exp(-(slope * odds + offset)))
        error, bend = weight * (chance - truth), weight * chance * (1 - chance)
        g_slope += error * odds
        g_offset += error
        h_slope += bend * odds * odds
        h_both += bend * odds
        h_offset += bend
    determinant = h_slope * h_offset - h_both * h_both
    moves = (
        -(h_offset * g_slope - h_both * g_offset) / determinant,
        -(h_slope * g_offset - h_both * g_slope) / determinant,
    )
    longest = max(1.0, *(abs(each) for each in moves))
    return moves[0] / longest, moves[1] / longest


def loss(judgements: Sequence[Judgement], slope: float = 1.0, offset: float = 0.0) -> float:
    """The mean cross-entropy in nats of the moved scores; 0 without judgements."""
    total = sum(each.weight for each in judgements)
    lost = 0.0
    for each in judgements:
        odds = slope * _held(each.score) + offset
        lost += each.weight * (math.log1p(math.exp(-abs(odds))) + max(odds, 0) - each.truth * odds)
    return lost / total if total else 0.0


def _held(score: float) -> float:
    safe = min(1 - 1e-9, max(1e-9, score))
    return min(_FURTHEST, max(-_FURTHEST, math.log(safe / (1 - safe))))
