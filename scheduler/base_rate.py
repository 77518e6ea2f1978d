"""Fitting what a grader's scores are worth, from a log that nobody has labelled.

Where predictions and likelihoods are both right, the posteriors of many reviews average to the
predicted recalls (the law of total expectation). A grader that is stricter or more lenient than the
likelihood assumes breaks that, and the base rate that mends it is its own. Reviews of the long
schedule only: within steps nothing was predicted.

What this cannot see: a class that forgets faster than predicted looks like a strict grader.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from scheduler.policy import Likelihood, Policy

ENOUGH = 200
"""Reviews from which a fitted base rate is more than chance; below, the given one is kept."""
LOWEST, HIGHEST = 0.05, 0.95


def fitted(reviews: Sequence[tuple[float, float]], given: Likelihood) -> Likelihood:
    """The likelihood with the base rate that balances (predicted recall, score) pairs.

    The mean posterior falls as the base rate rises, so bisection finds it.
    """
    if len(reviews) < ENOUGH:
        return given
    predicted = sum(recall for recall, _ in reviews)
    low, high = LOWEST, HIGHEST
    for _ in range(20):
        middle = (low + high) / 2
        policy = Policy(likelihood=replace(given, base=middle))
        if sum(policy.posterior(recall, score) for recall, score in reviews) > predicted:
            low = middle
        else:
            high = middle
    return replace(given, base=(low + high) / 2)
