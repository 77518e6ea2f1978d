"""What a grader's scores are worth, fitted to answers that people judged.

Logistic regression of right or wrong on the score's log-odds gives, where a share b of the answers
was right, logit P(right | s) = a + k logit(s). Bayes' rule turns it into the log likelihood ratio

    k logit(s) + a - logit(b)  =  k (logit(s) - logit(base)),   logit(base) = (logit(b) - a) / k

which no longer depends on how many of those answers happened to be right.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from scheduler.policy import Likelihood, logit, sigmoid

SHIPPED = {"local": Likelihood(base=0.49, slope=0.79)}
"""By the name of a grader; graders not named here have base 0.5 and slope 1.

`python -m evals.scheduling.likelihood` (November 2026, local-3) scores five graded sets by models
that never saw their questions, or the set: bases 0.33 to 0.76, slopes 0.72 to 1.64. Over those ten
this costs 0.4079 nats an answer, what the scores on the grader's own training rows give (0.53,
0.84) 0.4067, base 0.5 and slope 1 0.4086, the mean of the ten (0.51, 1.06) 0.4104, and one for each
0.3905. Sets differ far more than these do, and another pair would move every state in a replay: so
it stays, and a deck's own labels (`cardwright fit --graders`) are what improves on it."""
ENOUGH = 60
"""Judged answers, a quarter of them of the rarer kind, from which a fit is more than chance."""
RARER = ENOUGH // 4
HELD, ROUNDS = 0.5, 50
LOWEST_BASE, LEAST_SLOPE, MOST_SLOPE = 0.05, 0.25, 2.0


def fitted(judged: Sequence[tuple[float, bool]], given: Likelihood) -> Likelihood:
    """The likelihood of (score, right) pairs, held within bounds; `given` where they are too few.

    A grader whose scores say nothing, or the opposite, keeps the least slope.
    """
    right = sum(truth for _, truth in judged)
    if len(judged) < ENOUGH or min(right, len(judged) - right) < RARER:
        return given
    held = [(logit(min(max(s, given.floor), 1 - given.floor)), t) for s, t in judged]
    intercept, slope = _regressed(held)
    slope = min(max(slope, LEAST_SLOPE), MOST_SLOPE)
    base = sigmoid((logit(right / len(judged)) - intercept) / slope)
    return replace(given, base=min(max(base, LOWEST_BASE), 1 - LOWEST_BASE), slope=slope)


def _regressed(points: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Intercept and slope of largest likelihood, held a little to (0, 1): Newton, steps halved."""
    a, k = 0.0, 1.0
    reached = _loss(points, a, k)
    for _ in range(ROUNDS):
        step_a, step_k = _step(points, a, k)
        size = 1.0
        while size > 1e-6 and _loss(points, a + size * step_a, k + size * step_k) > reached:
            size /= 2
        a, k = a + size * step_a, k + size * step_k
        before, reached = reached, _loss(points, a, k)
        if before - reached < 1e-9 * len(points):
            break
    return a, k


def _step(points: Sequence[tuple[float, bool]], a: float, k: float) -> tuple[float, float]:
    slope_a, slope_k = -HELD * a, HELD * (1.0 - k)
    curve_aa, curve_ak, curve_kk = HELD, 0.0, HELD
    for x, truth in points:
        p = sigmoid(a + k * x)
        slope_a += truth - p
        slope_k += (truth - p) * x
        curve_aa += p * (1 - p)
        curve_ak += p * (1 - p) * x
        curve_kk += p * (1 - p) * x * x
    determinant = curve_aa * curve_kk - curve_ak * curve_ak
    return (
        (curve_kk * slope_a - curve_ak * slope_k) / determinant,
        (curve_aa * slope_k - curve_ak * slope_a) / determinant,
    )


def _loss(points: Sequence[tuple[float, bool]], a: float, k: float) -> float:
    said = sum(
        -math.log(max(sigmoid(a + k * x if truth else -a - k * x), 1e-300)) for x, truth in points
    )
    return said + HELD * (a * a + (k - 1.0) ** 2) / 2
