"""What is said of predictions against human scores, with intervals over questions."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
CUT = 0.5
Metric = Callable[[Numbers, Numbers], float]


def macro_f1(human: Numbers, machine: Numbers) -> float:
    """Mean of the F1 of "right" and of "wrong" at the cut."""
    wanted, said = human >= CUT, machine >= CUT
    found = []
    for kind in (True, False):
        hits = float(np.sum((wanted == kind) & (said == kind)))
        either = float(np.sum(wanted == kind) + np.sum(said == kind))
        found.append(2 * hits / either if either else 0.0)
    return float(np.mean(found))


def accuracy(human: Numbers, machine: Numbers) -> float:
    """Share of rows on the same side of the cut."""
    return float(np.mean((human >= CUT) == (machine >= CUT)))


def auc(human: Numbers, machine: Numbers) -> float:
    """Probability that a right answer scores above a wrong one, ties half."""
    right, wrong = machine[human >= CUT], machine[human < CUT]
    if not len(right) or not len(wrong):
        return float("nan")
    order = np.sort(wrong)
    below = np.searchsorted(order, right, side="left")
    upto = np.searchsorted(order, right, side="right")
    return float(np.mean((below + upto) / 2) / len(wrong))


def pearson(human: Numbers, machine: Numbers) -> float:
    """Correlation of the scores."""
    if np.std(human) < 1e-9 or np.std(machine) < 1e-9:
        return float("nan")
    return float(np.corrcoef(human, machine)[0, 1])


def rmse(human: Numbers, machine: Numbers) -> float:
    """Root of the mean squared difference."""
    return float(np.sqrt(np.mean((human - machine) ** 2)))


def weighted_rmse(human: Numbers, machine: Numbers, groups: NDArray[np.str_]) -> float:
    """The mean of the questions' RMSE: each question counts alike, however many answered it."""
    found = [rmse(human[groups == each], machine[groups == each]) for each in np.unique(groups)]
    return float(np.mean(found))


def calibration_error(confidence: Numbers, right: NDArray[np.bool_], bins: int = 10) -> float:
    """Mean distance of stated confidence and accuracy over bins of equal size."""
    order = np.argsort(confidence, kind="stable")
    parts = [part for part in np.array_split(order, bins) if len(part)]
    gaps = [abs(confidence[part].mean() - right[part].mean()) * len(part) for part in parts]
    return float(sum(gaps) / len(confidence))


def risk_coverage(confidence: Numbers, right: NDArray[np.bool_], coverage: float) -> float:
    """Accuracy on the share of answers that the grader is surest of."""
    kept = np.argsort(-confidence, kind="stable")[: max(1, round(coverage * len(confidence)))]
    return float(right[kept].mean())


def interval(
    metric: Metric,
    human: Numbers,
    machine: Numbers,
    groups: NDArray[np.str_],
    *,
    rounds: int = 300,
    seed: int = 1,
) -> tuple[float, float]:
    """The 95 % range of a metric when whole questions are drawn again and again."""
    dice = np.random.default_rng(seed)
    names = np.unique(groups)
    rows = {name: np.flatnonzero(groups == name) for name in names}
    found = []
    for _ in range(rounds):
        drawn = np.concatenate([rows[name] for name in dice.choice(names, len(names))])
        found.append(metric(human[drawn], machine[drawn]))
    low, high = np.nanpercentile(found, [2.5, 97.5])
    return float(low), float(high)
