"""The arithmetic: from verdicts on key points to one score. Nothing else computes a score.

    score = max(0, sum_i w_i * (credit_i - PENALTY * [point i is contradicted]) / sum_i w_i)

`w_i` are the weights of the key points, `credit_i` the expected credit of each in 0..1. A judge's
categories carry the fixed credits of `CREDIT`. The local grader's credit is a calibrated
probability, and comes in two steps. The trained model reads the answer against each key point
(giving `c_i`) and against the whole reference (giving `P`). Points say *where* the credit lies,
the whole, on which the model is most accurate, says *how much* there is: all `c_i` are moved
by one common shift in log-odds until their weighted mean is

    share * P + (1 - share) * weighted mean of c_i

(`level`). With a single key point equal to the reference, credit and score are `P` itself. `share`
was chosen by cross-validation and lies in the weights file. The shift keeps the order of the
points, and a higher `c_i` never lowers the score. An answer that says the contrary of the whole in
nearly its words keeps a fixed part of every credit (`contrary_factor` of the weights file), beside
the penalty.

Published cuts: a point is present from `PRESENT_CUT` on and partial from `PARTIAL_CUT` on; an
answer is correct from a score of `CORRECT_CUT` on unless a required point of the card is absent or
contradicted (then partial), and partial from `PARTIAL_SCORE_CUT` on; below that it is
contradictory if any point is contradicted, else incorrect.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from decks.cards import KeyPoint
from decks.grading import Overall, PointVerdict, Verdict

PENALTY = 0.25
CREDIT = {
    Verdict.PRESENT: 1.0,
    Verdict.PARTIAL: 0.5,
    Verdict.ABSENT: 0.0,
    Verdict.CONTRADICTED: 0.0,
}
PRESENT_CUT = 0.5
PARTIAL_CUT = 0.25
CORRECT_CUT = 0.5
PARTIAL_SCORE_CUT = 0.25
_LEVEL = 1e-12


def score(points: Sequence[KeyPoint], verdicts: Sequence[PointVerdict]) -> float:
    """The score of these verdicts in 0..1; `verdicts[i]` is about `points[i]`."""
    total = sum(point.weight for point in points)
    gained = sum(
        point.weight
        * (verdict.credit - (PENALTY if verdict.verdict is Verdict.CONTRADICTED else 0.0))
        for point, verdict in zip(points, verdicts, strict=True)
    )
    return min(1.0, max(0.0, gained / total))


def overall(
    points: Sequence[KeyPoint], verdicts: Sequence[PointVerdict], cut: float = CORRECT_CUT
) -> Overall:
    """The score against the published cuts, or where an answer is correct from another `cut` on.

    The cut of a partial answer keeps its distance: it is the same share of `cut`.
    """
    reached = score(points, verdicts)
    lost = {Verdict.ABSENT, Verdict.CONTRADICTED}
    lacking = len(points) > 1 and any(
        point.required and verdict.verdict in lost and verdict.credit < PARTIAL_CUT
        for point, verdict in zip(points, verdicts, strict=True)
    )
    if reached >= cut:
        return Overall.PARTIAL if lacking else Overall.CORRECT
    if reached >= cut * PARTIAL_SCORE_CUT / CORRECT_CUT:
        return Overall.PARTIAL
    if any(verdict.verdict is Verdict.CONTRADICTED for verdict in verdicts):
        return Overall.CONTRADICTORY
    return Overall.INCORRECT


def category(credit: float) -> Verdict:
    """The verdict that a credit amounts to."""
    if credit >= PRESENT_CUT:
        return Verdict.PRESENT
    return Verdict.PARTIAL if credit >= PARTIAL_CUT else Verdict.ABSENT


def level(
    weights: Sequence[float], credits_: Sequence[float], whole: float, share: float
) -> tuple[float, ...]:
    """Point credits, shifted together in log-odds to the agreed mean (see the module)."""
    if len(credits_) == 1:
        return (share * whole + (1 - share) * credits_[0],)
    total = sum(weights)
    mean = sum(w * c for w, c in zip(weights, credits_, strict=True)) / total
    target = share * whole + (1 - share) * mean
    odds = [_log_odds(credit) for credit in credits_]
    low, high, shift = -30.0, 30.0, 0.0
    for _ in range(60):
        # Newton's step, halving where it leaves the range that holds the answer.
        moved = [_chance(each + shift) for each in odds]
        over = sum(w * c for w, c in zip(weights, moved, strict=True)) / total - target
        if abs(over) < _LEVEL:
            break
        low, high = (shift, high) if over < 0 else (low, shift)
        slope = sum(w * c * (1 - c) for w, c in zip(weights, moved, strict=True)) / total
        step = shift - over / slope if slope > _LEVEL else low
        shift = step if low < step < high else (low + high) / 2
    return tuple(_chance(each + shift) for each in odds)


def _log_odds(chance: float) -> float:
    safe = min(1 - 1e-9, max(1e-9, chance))
    return math.log(safe / (1 - safe))


def _chance(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds)) if log_odds > -500 else 0.0
