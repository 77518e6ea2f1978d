"""The rules compared: what becomes of a score from one elapsed day on, and on a new card.

Each is the project's own policy with another `posterior`; the steps, the cut within them, the
blending and the calendar are `scheduler.review.advance` itself.
"""

from __future__ import annotations

from scheduler.policy import CUT, Policy


class Cut(Policy):
    """Again below the cut, Good from it on: what most programs do."""

    def posterior(self, recall: float, score: float, grader: str = "") -> float:
        """All or nothing, by the score."""
        return float(score >= CUT)


class RawBlend(Policy):
    """Again and Good blended by the score as it is, whatever was predicted."""

    def posterior(self, recall: float, score: float, grader: str = "") -> float:
        """The score."""
        return score


class Likelier(Policy):
    """Again or Good, whichever the posterior makes likelier; no blend."""

    def posterior(self, recall: float, score: float, grader: str = "") -> float:
        """All or nothing, by the posterior."""
        return float(Policy.posterior(self, recall, score) >= CUT)


RULES: dict[str, type[Policy]] = {
    "cut at 0.5": Cut,
    "blend by raw score": RawBlend,
    "likelier rating": Likelier,
    "posterior blend (ours)": Policy,
}
