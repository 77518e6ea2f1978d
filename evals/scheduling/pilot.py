"""Learning a grader's base rate from what a schedule sees: predictions and scores, no labels.

Rounds of a few cards each: the log that a wrong likelihood gave is where a better one starts.
"""

from __future__ import annotations

from scheduler.base_rate import fitted
from scheduler.policy import NEW_CARD_PRIOR, Likelihood, Policy
from scheduler.simulation.graders import SimulatedGrader
from scheduler.simulation.year import year

ROUNDS, CARDS = 3, 60


class _Noting(Policy):
    """The policy as it is, noting what it was asked about cards seen before."""

    seen: list[tuple[float, float]]

    def posterior(self, recall: float, score: float, grader: str = "") -> float:
        """The posterior; what led to it is noted."""
        if recall != NEW_CARD_PRIOR:
            self.seen.append((recall, score))
        return Policy.posterior(self, recall, score)


def learnt(grader: SimulatedGrader, *, seed: int, misfit: float, strength: float) -> Likelihood:
    """The likelihood after the rounds."""
    likelihood = Likelihood()
    for number in range(ROUNDS):
        noting = _Noting(likelihood=likelihood)
        object.__setattr__(noting, "seen", [])
        year(
            grader,
            noting,
            cards=CARDS,
            seed=1000 * (seed + 1) + number,
            misfit=misfit,
            strength=strength,
        )
        likelihood = fitted(noting.seen, likelihood)
    return likelihood
