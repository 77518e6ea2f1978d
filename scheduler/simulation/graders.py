"""Simulated graders: continuous scores of a given AUC, calibrated or not.

Binormal: evidence x is normal with mean +d/2 for a right answer and -d/2 for a wrong one, so that
AUC = Phi(d / sqrt 2) (Green and Swets 1966) and the log likelihood ratio is d x. A score calibrated
where a share b is right is sigmoid(d x + logit b); `sharpness` above 1 is a grader that is surer
than it should be.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from statistics import NormalDist


@dataclass(frozen=True)
class SimulatedGrader:
    """A grader by its AUC, the base rate its scores are calibrated on, and its sharpness."""

    auc: float
    base: float = 0.5
    sharpness: float = 1.0

    def score(self, recalled: bool, dice: random.Random) -> float:
        """A score in 0..1 for an answer that is truly right or wrong."""
        apart = math.sqrt(2) * NormalDist().inv_cdf(self.auc)
        seen = dice.gauss(apart / 2 if recalled else -apart / 2, 1.0)
        log_odds = self.sharpness * apart * seen + math.log(self.base / (1 - self.base))
        return 1 / (1 + math.exp(-log_odds))


@dataclass(frozen=True)
class PerfectGrader(SimulatedGrader):
    """A grader that knows."""

    def score(self, recalled: bool, dice: random.Random) -> float:
        """1 or 0."""
        return float(recalled)
